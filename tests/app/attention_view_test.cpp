// SPDX-License-Identifier: GPL-3.0-or-later
// A person looks at attention: what is listed, drawn and framed is what the run has recorded.
#include "tests/app/model_room_fixture.h"
#include "tests/app/too_large_model.h"
#include "tests/support/temporary_folder.h"
#include "widgets/model/attention_lines.h"
#include "widgets/model/head_grid.h"
#include "widgets/model/heat_map.h"
#include "widgets/model/share_delegate.h"
#include "widgets/model/token_row.h"
#include "widgets/style/heat_scale.h"
#include "widgets/style/number_text.h"

#include <QAccessible>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

class AttentionRoom : public ModelRoomTest {
protected:
    void look() { start("poems", QStringLiteral("床前明月光，疑是"), "attention"); }
    HeadGrid& grid() { return *find<HeadGrid>("attentionHeads"); }
    AttentionLines& lines() { return *find<AttentionLines>("attentionLines"); }
    HeatMap& map() { return *find<HeatMap>("attentionMap"); }
    QListWidget& list() { return *find<QListWidget>("attentionList"); }
    void press(const char* button) {
        QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
        settle();
    }
    void choose(const AttentionChoice& cell) {
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, {}, grid().cellRect(cell).center().toPoint());
        settle();
    }
    void pin(std::size_t token) {
        auto* row = find<TokenRow>("modelTokens");
        QTest::mouseClick(row->viewport(), Qt::LeftButton, {}, row->chipRect(token).center().toPoint());
        settle();
    }
    /// As recorded: how much `reader` reads of `read`.
    double recorded(std::size_t layer, std::size_t head, std::size_t reader, std::size_t read) {
        const auto& run = *session().run();
        const auto all = run.values("block." + std::to_string(layer) + ".attention.probs");
        return double(all[(head * run.tokens() + reader) * run.tokens() + read]);
    }
    /// The list shows these shares (of every token), the greatest first.
    void expectListed(const std::vector<double>& shares) {
        std::vector<double> sorted;
        for (const double share : shares)
            if (share > 0) sorted.push_back(share);
        std::sort(sorted.rbegin(), sorted.rend());
        ASSERT_EQ(std::size_t(list().count()), std::min<std::size_t>(sorted.size(), 24));
        for (int i = 0; i < list().count(); ++i) {
            const double shown = list().item(i)->data(ShareDelegate::shareRole).toDouble();
            const std::size_t token = list().item(i)->data(Qt::UserRole).toULongLong();
            EXPECT_NEAR(shown, sorted[std::size_t(i)], 1e-6);
            EXPECT_NEAR(shown, shares[token], 1e-6);
            EXPECT_EQ(list().item(i)->text(), session().tokenLabel(session().run()->ids[token]));
            EXPECT_TRUE(list().item(i)->data(Qt::AccessibleTextRole).toString().contains(percent(shown)));
        }
    }
    std::vector<double> readBy(std::size_t layer, std::size_t head, std::size_t token) {
        std::vector<double> shares;
        for (std::size_t t = 0; t < session().run()->tokens(); ++t)
            shares.push_back(recorded(layer, head, token, t));
        return shares;
    }
};

TEST_F(AttentionRoom, ClickOnAHeadShowsWhatTheLitTokenReadsThere) {
    look();
    choose({3, 2});
    EXPECT_EQ(session().layer(), 3U);
    EXPECT_EQ(session().head(), 2U);
    for (const std::size_t token : {std::size_t(5), std::size_t(2)}) {
        pin(token);
        expectListed(readBy(3, 2, token));
        EXPECT_TRUE(said("attentionFinding").contains(list().item(0)->text()))
            << qPrintable(said("attentionFinding"));
        EXPECT_TRUE(said("attentionFinding")
                        .contains(percent(list().item(0)->data(ShareDelegate::shareRole).toDouble())));
        const auto drawn = lines().litLines();
        ASSERT_EQ(drawn.size(), std::size_t(list().count()));
        for (const AttentionLine& line : drawn) {
            EXPECT_EQ(line.reader, token);
            EXPECT_NEAR(line.weight, recorded(3, 2, token, line.read), 1e-7);
        }
    }
}

TEST_F(AttentionRoom, WhoReadsItIsTheColumn) {
    look();
    choose({1, 4});
    pin(2);
    press("attentionIsRead");
    std::vector<double> shares;
    for (std::size_t t = 0; t < session().run()->tokens(); ++t) shares.push_back(recorded(1, 4, t, 2));
    expectListed(shares);
    for (const AttentionLine& line : lines().litLines()) EXPECT_EQ(line.read, 2U);
    press("attentionReads");
    expectListed(readBy(1, 4, 2));
}

TEST_F(AttentionRoom, TheMeansAreChoicesToo) {
    look();
    pin(4);
    choose({2, std::nullopt});
    const std::size_t heads = session().model()->opened.config.heads,
                      layers = session().model()->opened.config.layers;
    std::vector<double> ofLayer(session().run()->tokens()), ofAll(ofLayer.size());
    for (std::size_t t = 0; t < ofLayer.size(); ++t)
        for (std::size_t layer = 0; layer < layers; ++layer)
            for (std::size_t head = 0; head < heads; ++head) {
                if (layer == 2) ofLayer[t] += recorded(2, head, 4, t) / double(heads);
                ofAll[t] += recorded(layer, head, 4, t) / double(heads * layers);
            }
    expectListed(ofLayer);
    QTest::keyClick(&grid(), Qt::Key_Down); // by keyboard, down to the mean of all
    for (std::size_t i = 3; i <= layers; ++i) QTest::keyClick(&grid(), Qt::Key_Down);
    settle();
    EXPECT_EQ(grid().choice(), AttentionChoice{});
    expectListed(ofAll);
}

TEST_F(AttentionRoom, TheLinesAndTheTextLightTheSameToken) {
    look();
    QTest::mouseMove(lines().viewport(), lines().readRect(3).center().toPoint());
    settle();
    EXPECT_EQ(session().litToken(), 3U);
    EXPECT_EQ(find<TokenRow>("modelTokens")->lit(), std::optional<std::size_t>(3));
    QTest::mouseMove(lines().viewport(), lines().readerRect(5).center().toPoint());
    QTest::mouseClick(lines().viewport(), Qt::LeftButton, {}, lines().readerRect(5).center().toPoint());
    settle();
    EXPECT_EQ(session().pinnedToken(), std::optional<std::size_t>(5));
    QTest::keyClick(&lines(), Qt::Key_Left);
    EXPECT_EQ(session().pinnedToken(), std::optional<std::size_t>(4));
    QTest::keyClick(&lines(), Qt::Key_Escape);
    EXPECT_FALSE(session().pinnedToken().has_value());
}

TEST_F(AttentionRoom, TheHeatMapIsTheMatrixAndPinsItsRow) {
    look();
    choose({0, 1});
    press("attentionAsMap");
    const HeatMapData& data = map().data();
    const std::size_t count = session().run()->tokens();
    ASSERT_EQ(data.rows, count);
    for (std::size_t row = 0; row < count; ++row)
        for (std::size_t column = 0; column < count; ++column) {
            const float shown = data.values[row * count + column];
            if (column > row)
                EXPECT_TRUE(std::isnan(shown)) << "nobody reads ahead";
            else
                EXPECT_NEAR(shown, recorded(0, 1, row, column), 1e-7);
        }
    QTest::mouseClick(map().viewport(), Qt::LeftButton, {}, map().cellRect({4, 1}).center().toPoint());
    settle();
    EXPECT_EQ(session().pinnedToken(), std::optional<std::size_t>(4));
    expectListed(readBy(0, 1, 4));
}

TEST_F(AttentionRoom, WhereAttentionWasNotKeptItSaysSo) {
    look();
    EXPECT_FALSE(find<QLabel>("attentionNotKept")->isVisible());
    testing::TemporaryFolder folder;
    writeTooLargeModel(folder.path());
    session().openModel(QString::fromStdString(folder.path().string()));
    settle();
    type(*find<QLineEdit>("modelPrompt"), QStringLiteral("e").repeated(600));
    ASSERT_EQ(session().run()->detail, RecordedRun::Detail::Layers);
    EXPECT_TRUE(find<QLabel>("attentionNotKept")->isVisible());
    EXPECT_TRUE(said("attentionNotKept").contains(QStringLiteral("too large")));
    EXPECT_FALSE(grid().isVisible());
    EXPECT_FALSE(lines().isVisible());
    type(*find<QLineEdit>("modelPrompt"), QStringLiteral("eee"));
    ASSERT_EQ(session().run()->detail, RecordedRun::Detail::Everything);
    EXPECT_FALSE(find<QLabel>("attentionNotKept")->isVisible()) << "a shorter text is kept";
    EXPECT_TRUE(grid().isVisible());
}

TEST_F(AttentionRoom, TheColoursOfTheHeadsHaveALabelledBar) {
    look();
    const QRectF bar = grid().scaleRect();
    EXPECT_TRUE(QRectF(grid().viewport()->rect()).contains(bar));
    const QImage picture = grid().viewport()->grab().toImage();
    const auto at = [&](double share) {
        return picture.pixelColor(
            QPointF(bar.left() + share * (bar.width() - 1), bar.center().y()).toPoint());
    };
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const QColor expected = QColor::fromRgb(heatColor(share));
        EXPECT_NEAR(at(share).red(), expected.red(), 6) << share;
        EXPECT_NEAR(at(share).blue(), expected.blue(), 6) << share;
    }
}

TEST_F(AttentionRoom, AScreenReaderHearsWhatTheLitTokenReads) {
    look();
    choose({3, 2});
    lines().setFocus();
    QTest::keyClick(&lines(), Qt::Key_Home);
    QTest::keyClick(&lines(), Qt::Key_Right);
    QTest::keyClick(&lines(), Qt::Key_Right);
    settle();
    std::vector<double> shares = readBy(3, 2, 2);
    const std::size_t most = std::size_t(std::max_element(shares.begin(), shares.end()) - shares.begin());
    const auto label = [&](std::size_t token) { return session().tokenLabel(session().run()->ids[token]); };
    const QString spoken = QAccessible::queryAccessibleInterface(&lines())->text(QAccessible::Description);
    EXPECT_TRUE(
        spoken.startsWith(QStringLiteral("%1 reads %2 %3").arg(label(2), label(most), percent(shares[most]))))
        << spoken.toStdString();
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&grid())->text(QAccessible::Description),
              QStringLiteral("layer 4, head 3"));
}

TEST_F(AttentionRoom, GrowsWithTheText) {
    look();
    const std::size_t before = session().run()->tokens();
    QTest::mouseClick(find<QPushButton>("nextToken"), Qt::LeftButton);
    settle();
    EXPECT_EQ(map().data().rows, before + 1);
    expectListed(readBy(session().layer(), session().head(), before));
}

} // namespace
} // namespace tokenarium
