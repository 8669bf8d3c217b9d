// SPDX-License-Identifier: GPL-3.0-or-later
// A person looks inside: what the six sections show is what plain computations on the run and the table give.
#include "app/pages/model/inside_view.h"
#include "engine/model/prompt_tokens.h"
#include "engine/model/sampling.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/charts/layer_chart.h"
#include "widgets/model/cache_picture.h"
#include "widgets/model/heat_map.h"
#include "widgets/model/point_map.h"
#include "widgets/model/share_delegate.h"
#include "widgets/model/token_row.h"
#include "widgets/style/number_text.h"
#include "widgets/style/role_colors.h"

#include <QAccessible>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

double cosine(std::span<const float> a, std::span<const float> b) {
    double product = 0, first = 0, second = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += double(a[i]) * double(b[i]);
        first += double(a[i]) * double(a[i]);
        second += double(b[i]) * double(b[i]);
    }
    return product / std::sqrt(first * second);
}

class InsideRoom : public ModelRoomTest {
protected:
    void look(const QString& model, const QString& prompt, int section) {
        start(model, prompt, "inside");
        auto* sections = find<QListWidget>("insideSections");
        QTest::mouseClick(sections->viewport(), Qt::LeftButton, {},
                          sections->visualItemRect(sections->item(section)).center());
        settle();
    }
    void pin(std::size_t token) {
        auto* row = find<TokenRow>("modelTokens");
        QTest::mouseClick(row->viewport(), Qt::LeftButton, {}, row->chipRect(token).center().toPoint());
        settle();
    }
    void choose(QComboBox* box, int row) {
        box->setFocus();
        box->setCurrentIndex(row);
        emit box->activated(row);
        settle();
    }
    std::vector<float> tableRow(TokenId id) {
        const auto& model = *session().model();
        if (table.empty()) table = model.backend->read(model.opened.weights.tokens);
        const std::size_t width = model.opened.config.width;
        return {table.begin() + std::ptrdiff_t(id * width), table.begin() + std::ptrdiff_t((id + 1) * width)};
    }
    std::vector<float> table;
};

TEST_F(InsideRoom, TheLensEndsInWhatTheModelPredicts) {
    look("poems", QStringLiteral("床前明月光，疑是"), 0);
    const auto& cells = *find<QTableWidget>("lensTable");
    const std::size_t layers = session().model()->opened.config.layers;
    ASSERT_EQ(cells.rowCount(), int(layers) + 1);
    ASSERT_EQ(cells.columnCount(), 5);
    const std::vector<double> predicted = softmaxOf(session().run()->lastLogits);
    std::vector<std::size_t> order(predicted.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return predicted[a] > predicted[b]; });
    for (int rank = 0; rank < 5; ++rank) {
        const QTableWidgetItem* cell = cells.item(int(layers), rank);
        EXPECT_EQ(cell->text(), session().tokenLabel(TokenId(order[std::size_t(rank)])));
        EXPECT_NEAR(cell->data(ShareDelegate::shareRole).toDouble(), predicted[order[std::size_t(rank)]],
                    1e-4);
    }
    const QString winner = session().tokenLabel(TokenId(order[0]));
    int leads = int(layers);
    while (leads > 0 && cells.item(leads - 1, 0)->text() == winner) --leads;
    EXPECT_TRUE(said("lensFinding").contains(winner));
    if (leads > 0) {
        EXPECT_TRUE(said("lensFinding").contains(QString::number(leads))) << leads;
    }
    for (int row = 0; row <= int(layers); ++row)
        for (int rank = 0; rank < 5; ++rank)
            EXPECT_EQ(cells.item(row, rank)->data(ShareDelegate::markRole).toBool(),
                      cells.item(row, rank)->text() == winner);
    // Another token, another lens.
    const QString before = said("lensFinding");
    pin(2);
    EXPECT_NE(said("lensFinding"), before);
    const std::vector<float> there = logitsAt(*session().run(), 2);
    const auto best = TokenId(std::max_element(there.begin(), there.end()) - there.begin());
    EXPECT_EQ(cells.item(int(layers), 0)->text(), session().tokenLabel(best));
}

TEST_F(InsideRoom, TheResidualStreamIsDrawnAsLongAsItIs) {
    look("poems", QStringLiteral("床前明月光"), 1);
    pin(3);
    const auto* chart = find<LayerChart>("normsChart");
    const auto& run = *session().run();
    ASSERT_EQ(chart->data().curves.size(), 4U);
    const auto length = [&](const std::string& name) {
        double sum = 0;
        for (const float x : run.row(name, 3)) sum += double(x) * double(x);
        return std::sqrt(sum);
    };
    const auto stream = chart->shownValues(3), attention = chart->shownValues(1), fed = chart->shownValues(2);
    const std::size_t layers = session().model()->opened.config.layers;
    ASSERT_EQ(stream.size(), layers + 1);
    EXPECT_NEAR(stream[0], length("embed.tokens"), 1e-5);
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const std::string block = "block." + std::to_string(layer);
        EXPECT_NEAR(stream[layer + 1], length(block + ".output"), 1e-4);
        EXPECT_NEAR(attention[layer], length(block + ".attention.output"), 1e-3);
        EXPECT_NEAR(fed[layer], length(block + ".feedforward.output"), 1e-3);
    }
    EXPECT_TRUE(chart->accessibleDescription().contains(QString::number(stream[0], 'f', 1)));
}

TEST_F(InsideRoom, TheCacheGrowsByAColumnATokenAndTheBytesFollow) {
    look("tiny", "emily", 2);
    auto* picture = find<CachePicture>("cachePicture");
    const ModelConfig& config = session().model()->opened.config;
    const auto bytes = [&](std::size_t tokens) {
        return grouped(2 * config.layers * config.keyHeads * config.headWidth * 4 * tokens);
    };
    const std::size_t before = session().ids().size();
    EXPECT_TRUE(said("cacheFinding").contains(bytes(before))) << qPrintable(said("cacheFinding"));
    EXPECT_TRUE(said("cacheFinding").contains(bytes(1)));
    const auto colorAt = [&](std::size_t token, bool value) {
        const QRectF cell = picture->cellRect(token, 1);
        const QPointF at(cell.center().x(), cell.top() + cell.height() * (value ? 0.75 : 0.25));
        return picture->viewport()->grab().toImage().pixelColor(
            (at * picture->devicePixelRatioF()).toPoint());
    };
    EXPECT_EQ(colorAt(before - 1, false), keyColor(false));
    EXPECT_EQ(colorAt(before - 1, true), valueColor(false));
    EXPECT_NE(colorAt(before, false), keyColor(false)) << "nothing stands there yet";
    QTest::mouseClick(find<QPushButton>("nextToken"), Qt::LeftButton);
    settle();
    ASSERT_EQ(session().ids().size(), before + 1);
    EXPECT_EQ(colorAt(before, false), keyColor(false));
    EXPECT_TRUE(said("cacheFinding").contains(bytes(before + 1)));
    EXPECT_TRUE(said("cacheFormula").contains(bytes(before + 1)));
    const auto& cells = *find<QTableWidget>("cacheTable");
    EXPECT_EQ(cells.item(0, 3)->text(), bytes(config.positions));
    EXPECT_EQ(cells.item(1, 3)->text(), grouped(config.layers * config.keyWidth() * 4 * config.positions));
    EXPECT_EQ(cells.item(cells.rowCount() - 1, 1)->text(), grouped(2 * config.layers * config.headWidth * 2));
    QTest::mouseClick(picture->viewport(), Qt::LeftButton, {}, picture->columnRect(1).center().toPoint());
    EXPECT_EQ(session().pinnedToken(), std::optional<std::size_t>(1));
    settle();
    QTest::keyClick(picture, Qt::Key_Right);
    settle();
    EXPECT_EQ(QAccessible::queryAccessibleInterface(picture)->text(QAccessible::Description),
              QStringLiteral("%1, token 3 of %2; the context has room for %3")
                  .arg(session().tokenLabel(session().ids()[2]))
                  .arg(before + 1)
                  .arg(config.positions));
}

TEST_F(InsideRoom, TheSpaceShowsTokensOfTheTextNeighboursAndOwnWords) {
    look("poems", QStringLiteral("春花秋月何时了"), 3);
    auto* map = find<PointMap>("spaceMap");
    std::vector<TokenId> ids = session().ids();
    ids.erase(ids.begin(), ids.begin() + std::ptrdiff_t(session().openingTokens())); // marks are not words
    std::sort(ids.begin(), ids.end());
    auto* box = find<QComboBox>("spaceChoice");
    EXPECT_GT(map->pointLabels().size(), 15) << "a picture worth looking at, before anything is chosen";
    box->setCurrentIndex(1);
    settle();
    EXPECT_EQ(map->pointLabels().size(), std::unique(ids.begin(), ids.end()) - ids.begin());
    // The plane keeps what it can: no two points lie farther apart than their rows do.
    box->setCurrentIndex(2);
    settle();
    EXPECT_EQ(map->pointLabels().size(), 40);
    EXPECT_EQ(map->pointLabels()[0], session().tokenLabel(session().ids().back()));
    const std::vector<float> lit = tableRow(session().ids().back());
    std::size_t nearer = 0;
    const TokenId second =
        *session().model()->opened.tokenizer->vocabulary().find(map->pointLabels()[1].toStdString());
    const double best = cosine(lit, tableRow(second));
    for (TokenId id = 0; id < session().run()->lastLogits.size(); ++id)
        nearer += cosine(lit, tableRow(id)) > best + 1e-9;
    EXPECT_EQ(nearer, 1U) << "only the token itself";
    box->setCurrentIndex(0);
    settle();
    type(*find<QLineEdit>("spaceWords"), QStringLiteral("山, 水, 春 秋，月"));
    EXPECT_EQ(map->pointLabels(), QString::fromUtf8("山 水 春 秋 月").split(' '));
    for (std::size_t a = 0; a < 5; ++a)
        for (std::size_t b = a + 1; b < 5; ++b)
            if (map->labelRect(a) && map->labelRect(b)) {
                EXPECT_FALSE(map->labelRect(a)->intersects(*map->labelRect(b)));
            }
}

TEST_F(InsideRoom, WordsThatShareNessShareARowAndTheCosineIsShown) {
    look("stories", "Once upon a time", 4);
    const TokenId ness = *session().model()->opened.tokenizer->vocabulary().find("ness");
    EXPECT_TRUE(said("wordsFinding").contains(QStringLiteral("‘ness’ (id %1)").arg(ness)))
        << qPrintable(said("wordsFinding"));
    auto* matrix = find<HeatMap>("wordsMatrix");
    type(*find<QLineEdit>("wordsEdit"), QStringLiteral("#%1, #700 | #900").arg(ness));
    ASSERT_EQ(matrix->data().rows, 3U);
    const double expected = cosine(tableRow(ness), tableRow(900));
    EXPECT_NEAR(matrix->data().values[2], expected, 1e-5);
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, {}, matrix->cellRect({0, 2}).center().toPoint());
    settle();
    EXPECT_TRUE(said("wordsPair").contains(QString::number(expected, 'f', 2)))
        << qPrintable(said("wordsPair"));
    double apart = 0;
    const std::vector<float> a = tableRow(ness), b = tableRow(900);
    for (std::size_t i = 0; i < a.size(); ++i)
        apart += (double(a[i]) - double(b[i])) * (double(a[i]) - double(b[i]));
    EXPECT_TRUE(said("wordsPair").contains(QString::number(std::sqrt(apart), 'f', 2)));
    const auto& strips = find<HeatMap>("wordsStrips")->data();
    ASSERT_EQ(strips.rows, 2U);
    ASSERT_EQ(strips.columns, a.size());
    EXPECT_TRUE(std::equal(a.begin(), a.end(), strips.values.begin()));
    EXPECT_TRUE(std::equal(b.begin(), b.end(), strips.values.begin() + std::ptrdiff_t(a.size())));
}

TEST_F(InsideRoom, OneIdTwoMeaningsPartLayerByLayer) {
    look("stories", "Once upon a time", 5);
    EXPECT_EQ(find<QLineEdit>("meaningsWord")->text(), "lie");
    const auto* chart = find<LayerChart>("meaningsChart");
    const auto& model = *session().model();
    const TokenId lie = *model.opened.tokenizer->vocabulary().find(" lie");
    EXPECT_TRUE(said("meaningsFinding").contains(QStringLiteral("id %1").arg(lie)));
    const auto check = [&] {
        const auto readRun = [&](const char* line) {
            return recordRun(session().model(),
                             promptTokens(model.opened, find<QLineEdit>(line)->text().toStdString()).ids);
        };
        const auto one = readRun("meaningsFirst"), two = readRun("meaningsSecond");
        const std::size_t a = *find<TokenRow>("meaningsFirstTokens")->lit(),
                          b = *find<TokenRow>("meaningsSecondTokens")->lit();
        ASSERT_EQ(one->ids[a], two->ids[b]);
        const auto shown = chart->shownValues(1);
        ASSERT_EQ(shown.size(), model.opened.config.layers + 1);
        EXPECT_EQ(shown[0], 0);
        for (std::size_t layer = 0; layer < model.opened.config.layers; ++layer) {
            const std::string name = "block." + std::to_string(layer) + ".output";
            EXPECT_NEAR(shown[layer + 1], 1 - cosine(one->row(name, a), two->row(name, b)), 1e-9);
            EXPECT_GT(shown[layer + 1], 0);
        }
    };
    check();
    auto* presets = find<QComboBox>("meaningsPreset");
    for (const char* word : {"bank", "苹果"}) {
        const int row = presets->findText(QString::fromUtf8(word));
        ASSERT_GE(row, 0) << word;
        choose(presets, row);
        EXPECT_EQ(find<QLineEdit>("meaningsWord")->text(), QString::fromUtf8(word));
        check();
    }
    type(*find<QLineEdit>("meaningsWord"), "zebra");
    EXPECT_TRUE(said("meaningsFinding").contains("zebra"));
    EXPECT_TRUE(chart->data().curves.empty());
}

TEST_F(InsideRoom, TheSameSentenceTwiceDoesNotPart) {
    look("tiny", "em", 5);
    type(*find<QLineEdit>("meaningsFirst"), "a cat ran");
    type(*find<QLineEdit>("meaningsSecond"), "a cat ran");
    type(*find<QLineEdit>("meaningsWord"), "cat");
    for (const double distance : find<LayerChart>("meaningsChart")->shownValues(1)) EXPECT_EQ(distance, 0);
}

TEST_F(InsideRoom, EverySectionSaysSomethingWithEveryModel) {
    for (const char* model : {"tiny", "poems", "stories"})
        for (int section = 0; section < 6; ++section) {
            look(model, "em", section);
            int words = 0;
            for (const QLabel* label : room->findChildren<QLabel*>())
                if (label->isVisible()) words += int(label->text().size());
            EXPECT_GT(words, 80) << model << ' ' << section;
        }
}

} // namespace
} // namespace tokenarium
