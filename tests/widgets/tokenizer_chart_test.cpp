// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of tokenizers: the finding, the values on the screen and for screen readers, picking by mouse and
// keys.
#include "widgets/charts/tokenizer_chart.h"

#include <QAbstractScrollArea>
#include <QGraphicsSimpleTextItem>
#include <QGraphicsView>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

using namespace tokenarium;

namespace {

TokenizerCounts counts(std::optional<std::size_t> r50k, std::optional<std::size_t> o200k,
                       std::optional<std::size_t> bert) {
    return {{{"r50k_base", "GPT-2, GPT-3", r50k},
             {"o200k_base", "GPT-4o, GPT-5", o200k},
             {"bert_base_uncased", "BERT", bert},
             {"bytes", "Bytes", 100}},
            "o200k_base"};
}

struct Shown {
    TokenizerChart chart;
    QSignalSpy chosen{&chart, &TokenizerChart::chosen};
    explicit Shown(const TokenizerCounts& first) {
        chart.resize(480, 320);
        chart.show();
        chart.setCounts(first);
        QTest::qWait(1);
    }
    void click(const QString& name) {
        auto* viewport = chart.findChild<QAbstractScrollArea*>()->viewport();
        const QPoint point = viewport->mapFrom(&chart, chart.rowRectangle(name).center());
        QTest::mouseClick(viewport, Qt::LeftButton, {}, point);
    }
    /// On a line through the middle of a row, or through another part of its height.
    int pixelsOf(const QColor& color, const QString& row, double height = 0.5) {
        const QImage image = chart.grab(chart.rowRectangle(row)).toImage();
        const int y = std::min(int(image.height() * height), image.height() - 1);
        int count = 0;
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == color;
        return count;
    }
};

} // namespace

TEST(TokenizerChart, TitleSaysTheFindingOfTheLearnedVocabularies) {
    Shown shown(counts(655, 312, 330));
    EXPECT_EQ(shown.chart.finding(),
              "o200k_base needs the fewest tokens: 312; r50k_base needs 2.10× as many");
    shown.chart.setCounts(counts(315, 312, std::nullopt));
    EXPECT_EQ(shown.chart.finding(), "o200k_base needs the fewest tokens: 312; r50k_base needs 1.0 % more");
    shown.chart.setCounts(counts(12, 12, 12));
    EXPECT_EQ(shown.chart.finding(), "All learned vocabularies need the same number of tokens: 12");
    shown.chart.setCounts(counts(0, 0, 0));
    EXPECT_EQ(shown.chart.finding(), "No text yet: every tokenizer needs 0 tokens");
    shown.chart.setCounts(counts(3, 2, 0));
    EXPECT_EQ(shown.chart.finding(), "bert_base_uncased sees nothing here; r50k_base needs 3 tokens");
    shown.chart.setCounts(counts(std::nullopt, std::nullopt, std::nullopt));
    EXPECT_TRUE(shown.chart.finding().contains("No learned vocabulary is installed"));
}

TEST(TokenizerChart, SaysThatItIsCountingInsteadOfShowingAnOldFinding) {
    Shown shown(TokenizerCounts{});
    EXPECT_EQ(shown.chart.finding(), "Counting the tokens of this text…");
    TokenizerCounts old = counts(400, 200, 300);
    old.counting = true;
    shown.chart.setCounts(old);
    EXPECT_EQ(shown.chart.finding(), "Counting the tokens of this text…");
    old.counting = false;
    shown.chart.setCounts(old);
    EXPECT_TRUE(shown.chart.finding().startsWith("o200k_base needs the fewest"));
}

TEST(TokenizerChart, ValuesStandAtTheBarsAndAMissingVocabularyIsNotZero) {
    Shown shown(counts(12'345, 312, std::nullopt));
    EXPECT_EQ(shown.chart.valueLabels(), (QStringList{"12,345", "312", "not installed", "100"}));
    EXPECT_EQ(shown.chart.accessibleName(), "Tokens per tokenizer");
    const QString spoken = shown.chart.accessibleDescription();
    EXPECT_TRUE(spoken.contains("o200k_base (shown): 312 tokens")) << spoken.toStdString();
    EXPECT_TRUE(spoken.contains("bert_base_uncased: not installed")) << spoken.toStdString();
}

TEST(TokenizerChart, BarsGrowWithTheirNumbersAndTheCurrentOneHasTheAccent) {
    Shown shown(counts(400, 200, 300));
    const QColor accent = TokenColors::light().accent();
    const int before = shown.pixelsOf(accent, "o200k_base");
    EXPECT_GT(before, 20);
    EXPECT_EQ(shown.pixelsOf(accent, "r50k_base"), 0);
    shown.chart.setCounts(counts(400, 400, 300));
    EXPECT_NEAR(shown.pixelsOf(accent, "o200k_base"), 2 * before, 6);
    TokenizerCounts other = counts(400, 200, 300);
    other.current = "r50k_base";
    shown.chart.setCounts(other);
    EXPECT_GT(shown.pixelsOf(accent, "r50k_base"), 20);
    EXPECT_EQ(shown.pixelsOf(accent, "o200k_base"), 0);
}

TEST(TokenizerChart, AClickOnARowPicksItsTokenizerUnlessItIsMissing) {
    Shown shown(counts(655, 312, std::nullopt));
    for (const QString name : {"r50k_base", "o200k_base", "bytes", "bert_base_uncased"}) shown.click(name);
    ASSERT_EQ(shown.chosen.count(), 3);
    EXPECT_EQ(shown.chosen[0][0].toString(), "r50k_base");
    EXPECT_EQ(shown.chosen[1][0].toString(), "o200k_base");
    EXPECT_EQ(shown.chosen[2][0].toString(), "bytes");
}

TEST(TokenizerChart, UpAndDownWalkOverTheInstalledOnes) {
    Shown shown(counts(655, 312, std::nullopt));
    QTest::keyClick(&shown.chart, Qt::Key_Down);
    QTest::keyClick(&shown.chart, Qt::Key_Up);
    ASSERT_EQ(shown.chosen.count(), 2);
    EXPECT_EQ(shown.chosen[0][0].toString(), "bytes") << "BERT is not installed";
    EXPECT_EQ(shown.chosen[1][0].toString(), "r50k_base");
}

TEST(TokenizerChart, TwoTokenizersOfOneNameKeepTwoBars) {
    TokenizerCounts twins{{{"vocab.txt", "one", 20}, {"vocab.txt", "other", 20}, {"bytes", "Bytes", 30}},
                          "vocab.txt"};
    Shown shown(twins);
    const QColor accent = TokenColors::light().accent();
    EXPECT_GT(shown.pixelsOf(accent, "vocab.txt"), 20);
    EXPECT_EQ(shown.pixelsOf(accent, "vocab.txt", 1.0), 0) << "the rows no longer stand where their bars are";
    EXPECT_EQ(shown.chart.valueLabels(), (QStringList{"20", "20", "30"}));
    shown.click("bytes");
    ASSERT_EQ(shown.chosen.count(), 1);
    EXPECT_EQ(shown.chosen[0][0].toString(), "bytes");
}

TEST(TokenizerChart, NamesAndValuesAreNeverCutOff) {
    Shown shown(counts(64'000'000, 312, std::nullopt));
    for (const int width : {300, 480, 900}) {
        shown.chart.resize(width, 320);
        QTest::qWait(1);
        auto* view = shown.chart.findChild<QGraphicsView*>();
        int texts = 0;
        for (QGraphicsItem* item : view->items()) {
            const auto* text = qgraphicsitem_cast<QGraphicsSimpleTextItem*>(item);
            if (!text) continue;
            ++texts;
            const QRect place = view->mapFromScene(text->sceneBoundingRect()).boundingRect();
            EXPECT_TRUE(view->viewport()->rect().contains(place.adjusted(1, 1, -1, -1)))
                << width << " " << text->text().toStdString() << " at " << place.left() << " to "
                << place.right();
        }
        EXPECT_EQ(texts, 8) << "four names and four values";
    }
}

TEST(TokenizerChart, TenRowsHaveALineEachInALowPanel) {
    TokenizerCounts ten;
    for (int i = 0; i < 10; ++i) ten.rows.push_back({"tokenizer_number_" + std::to_string(i), "T", 100 + i});
    Shown shown(ten);
    for (const int height : {180, 240, 320, 600}) {
        shown.chart.resize(310, height);
        QTest::qWait(1);
        auto* view = shown.chart.findChild<QGraphicsView*>();
        std::vector<QRectF> names;
        for (QGraphicsItem* item : view->items()) {
            const auto* text = qgraphicsitem_cast<QGraphicsSimpleTextItem*>(item);
            if (text && text->text().startsWith("tokenizer")) names.push_back(text->sceneBoundingRect());
        }
        ASSERT_EQ(names.size(), 10u);
        std::sort(names.begin(), names.end(),
                  [](const QRectF& a, const QRectF& b) { return a.top() < b.top(); });
        for (std::size_t i = 1; i < names.size(); ++i)
            EXPECT_GE(names[i].top() + 1, names[i - 1].bottom()) << height << ", row " << i; // rounded places
        EXPECT_TRUE(view->viewport()->rect().contains(view->mapFromScene(names.back()).boundingRect()))
            << height;
    }
}

TEST(TokenizerChart, AThemeChangeKeepsValuesAndCurrentRow) {
    Shown shown(counts(655, 312, 330));
    shown.chart.setColors(TokenColors::dark());
    QTest::qWait(20);
    EXPECT_EQ(shown.chart.valueLabels(), (QStringList{"655", "312", "330", "100"}));
    EXPECT_GT(shown.pixelsOf(TokenColors::dark().accent(), "o200k_base"), 20);
}
