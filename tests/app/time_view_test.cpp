// SPDX-License-Identifier: GPL-3.0-or-later
// A person looks at the times of a model. No test knows how long anything takes: counts, units and relations
// hold.
#include "app/pages/model/time/speed_panel.h"
#include "app/pages/model/time_view.h"
#include "engine/backend/counting_backend.h"
#include "engine/cost/published_speeds.h"
#include "engine/model/forward.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/charts/batch_chart.h"
#include "widgets/charts/latency_chart.h"
#include "widgets/model/share_delegate.h"
#include "widgets/model/speed_scale.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QTableWidget>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace tokenarium {
namespace {

TEST(TimeSummary, MiddleSpreadAndSpeed) {
    std::vector<double> gaps;
    for (int i = 100; i >= 1; --i) gaps.push_back(i * 1e-3);
    const LatencySummary summary = latencySummary(gaps);
    EXPECT_NEAR(summary.medianSeconds, 50.5e-3, 1e-12);
    EXPECT_NEAR(summary.percentile95Seconds, 95e-3, 1e-12);
    EXPECT_NEAR(summary.jitterSeconds, std::sqrt((100.0 * 100 - 1) / 12) * 1e-3, 1e-12);
    EXPECT_NEAR(summary.tokensPerSecond * summary.medianSeconds, 1, 1e-12);
    EXPECT_EQ(latencySummary({}).tokensPerSecond, 0);
    EXPECT_EQ(latencySummary(std::vector<double>{2}).percentile95Seconds, 2);
}

TEST(TimeSummary, OperationsOfAllBlocksStandTogetherSlowestFirst) {
    const auto one = [](Op op, const char* output, std::uint64_t flops, std::uint64_t bytes, double seconds) {
        return TimedOperation{op, output, {}, {flops, 0, bytes, 0}, seconds};
    };
    const std::vector<OperationRow> rows =
        operationRows({one(Op::Linear, "block.0.feedforward.up", 1000, 1000, 1e-6),
                       one(Op::Linear, "block.11.feedforward.up", 1000, 1000, 3e-6),
                       one(Op::Softmax, "block.0.attention.probs", 10, 10, 1e-6),
                       one(Op::Linear, "logits", 1'000'000, 1000, 15e-6)},
                      0.4e9);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].output, "logits");
    EXPECT_EQ(rows[0].limit, OperationLimit::Arithmetic);
    EXPECT_NEAR(rows[0].share, 0.75, 1e-12);
    EXPECT_EQ(rows[1].count, 2U);
    EXPECT_EQ(rows[1].bytes, 2000U);
    EXPECT_NEAR(rows[1].bytesPerSecond(), 0.5e9, 1);
    EXPECT_EQ(rows[1].limit, OperationLimit::Memory) << "faster than half of what memory gives";
    EXPECT_EQ(rows[2].limit, OperationLimit::Start);
}

TEST(PublishedSpeeds, RiseAndNameTheirSources) {
    double before = 0;
    for (const PublishedSpeed& one : publishedSpeeds()) {
        EXPECT_GT(one.tokensPerSecond, before);
        EXPECT_GT(std::string(one.source).size(), 10U);
        before = one.tokensPerSecond;
    }
    EXPECT_NEAR(publishedSpeeds().front().tokensPerSecond, 5.29, 0.005) << "238 words a minute";
}

TEST(QuantityText, ThreeDigitsAndAFittingUnit) {
    EXPECT_EQ(durationText(412e-6), "412 µs");
    EXPECT_EQ(durationText(1.314e-3), "1.31 ms");
    EXPECT_EQ(durationText(0.99996), "1.00 s");
    EXPECT_EQ(quantityText(3.9e6, "B"), "3.90 MB");
    EXPECT_EQ(quantityText(31.04e9, "B/s"), "31.0 GB/s");
    EXPECT_EQ(quantityText(999'600, "B"), "1.00 MB");
    EXPECT_EQ(quantityText(12, "B"), "12 B");
    EXPECT_EQ(speedText(8119.6), grouped(8120));
}

class TimeRoom : public ModelRoomTest {
protected:
    void press(const char* name) {
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
        settle();
    }
    /// The first group of the pattern in what a label says, without thousands separators.
    double number(const char* label, const QString& pattern) {
        const auto match = QRegularExpression(pattern).match(said(label));
        EXPECT_TRUE(match.hasMatch()) << label << ": " << said(label).toStdString();
        return match.captured(1).remove(',').toDouble();
    }
    /// "196 µs" → seconds.
    double seconds(const char* label, const QString& before) {
        const auto match =
            QRegularExpression(before + QStringLiteral("([0-9.]+) (µs|ms|s)\\b")).match(said(label));
        EXPECT_TRUE(match.hasMatch()) << label << ": " << said(label).toStdString();
        const double unit = match.captured(2) == "s" ? 1 : match.captured(2) == "ms" ? 1e-3 : 1e-6;
        return match.captured(1).toDouble() * unit;
    }
};

TEST_F(TimeRoom, ItIsMeasuredAsSoonAsOneLooks) {
    start("tiny", "em", "time");
    EXPECT_GT(number("timeFinding", "([0-9.,]+) tokens/s"), 0) << "nobody has pressed anything";
    EXPECT_GT(find<LatencyChart>("latencyChart")->bars().size(), 4U);
    press("timeMeasure");
    EXPECT_EQ(number("timeFinding", "for a prompt of (\\d+)"), double(session().ids().size()));
    const double shown = number("timeFinding", "([0-9.,]+) tokens/s");
    EXPECT_NEAR(shown * seconds("timeFinding", "one every "), 1, 0.02);
    EXPECT_NEAR(shown * seconds("timeSpread", "median "), 1, 0.02);
    const auto& chart = *find<LatencyChart>("latencyChart");
    const std::size_t gaps = std::size_t(number("timeSpread", "over (\\d+) tokens"));
    EXPECT_EQ(chart.drawnHeights().size(), gaps);
    const std::size_t room_ = session().model()->opened.config.positions - session().ids().size();
    EXPECT_EQ(gaps, std::min<std::size_t>(63, room_));
    std::vector<double> sorted;
    for (const LatencyBar& bar : chart.bars()) sorted.push_back(bar.seconds);
    const LatencySummary summary = latencySummary(sorted);
    EXPECT_NEAR(chart.drawnMedian() * chart.unitSeconds(), summary.medianSeconds, 1e-12);
    EXPECT_EQ(durationText(summary.medianSeconds), durationText(seconds("timeSpread", "median ")))
        << "the chart and the sentence are one measurement";
}

TEST_F(TimeRoom, TheTokensAreTheLikeliestOfPlainRuns) {
    start("tiny", "em", "time");
    press("timeMeasure");
    std::vector<TokenId> ids = session().ids();
    const auto& bars = find<LatencyChart>("latencyChart")->bars();
    ASSERT_GE(bars.size(), 4U);
    for (std::size_t i = 0; i < 5; ++i) { // the whole text anew each time, without a cache
        const auto run = recordRun(session().model(), ids);
        const auto best = std::max_element(run->lastLogits.begin(), run->lastLogits.end());
        ids.push_back(TokenId(best - run->lastLogits.begin()));
        if (i > 0) {
            EXPECT_EQ(bars[i - 1].label, session().tokenLabel(ids.back())) << i;
        }
    }
}

TEST_F(TimeRoom, TheBoundIsBytesOverBandwidth) {
    start("stories", "Once upon a time", "time");
    press("timeMeasure");
    const OpenedModel& model = session().model()->opened;
    CountingBackend counting; // in the middle of what was measured, by another way
    const std::size_t position = session().ids().size() + 63 / 2;
    KvCache cache = createKvCache(model.config, counting, position + 1);
    cache.length = position;
    const TokenId id = 3;
    const SequenceInput text{{&id, 1}, &cache};
    forward(model.config, model.weights, counting, {&text, 1});
    const QString bytes = quantityText(double(counting.total().bytesRead), "B");
    EXPECT_TRUE(said("timeBound").contains("Each token reads " + bytes)) << said("timeBound").toStdString();
    const double bandwidth = number("timeBound", "reads ([0-9.]+) GB/s") * 1e9;
    const double bound = number("timeBound", "at most ([0-9.,]+) tokens/s");
    EXPECT_NEAR(bound * double(counting.total().bytesRead) / bandwidth, 1, 0.02);
    const double reached = number("timeBound", "Reached: ([0-9.]+) %") / 100;
    EXPECT_NEAR(reached * bound / number("timeFinding", "([0-9.,]+) tokens/s"), 1, 0.06);
    EXPECT_TRUE(said("timeDevice").contains(QString::number(session().model()->threads) + " threads"));
    std::map<SpeedMark::Kind, int> kinds;
    const auto& scale = *find<SpeedScale>("speedScale");
    for (const SpeedMark& mark : scale.marks()) {
        ++kinds[mark.kind];
        if (mark.kind == SpeedMark::Kind::Bound) {
            EXPECT_NEAR(mark.tokensPerSecond / bound, 1, 1e-3);
        }
        if (mark.kind == SpeedMark::Kind::Landmark) {
            EXPECT_TRUE(mark.tip.contains("publish"));
        }
    }
    EXPECT_EQ(kinds[SpeedMark::Kind::Measured], 1);
    EXPECT_EQ(kinds[SpeedMark::Kind::Bound], 1);
    EXPECT_EQ(kinds[SpeedMark::Kind::Landmark], int(publishedSpeeds().size()));
    const double decade = scale.positionOf(1000) - scale.positionOf(100);
    EXPECT_NEAR(scale.positionOf(10'000) - scale.positionOf(1000), decade, 1e-6);
}

TEST(SpeedPanels, SayWhatWasMeasuredAndWhatBoundsIt) {
    SpeedPanel panel;
    DecodeTimes times;
    times.promptTokens = 7;
    times.firstTokenSeconds = 0.123;
    times.ids = {1, 2, 3, 4};
    times.gapSeconds = {0.010, 0.020, 0.040};
    panel.show(times, {"a", "b", "c", "d"}, bandwidthBound(2'000'000, 1e9), "Computed here.");
    const auto said = [&](const char* name) { return panel.findChild<QLabel*>(QLatin1String(name))->text(); };
    EXPECT_TRUE(said("timeFinding").contains("after 123 ms")) << said("timeFinding").toStdString();
    EXPECT_TRUE(said("timeFinding").contains("for a prompt of 7), then one every 20.0 ms: 50"));
    EXPECT_TRUE(said("timeSpread").contains("median 20.0 ms, 95 % within 40.0 ms"))
        << said("timeSpread").toStdString();
    EXPECT_TRUE(said("timeSpread").contains("12.5 ms, over 3 tokens")) << "the standard deviation";
    EXPECT_TRUE(said("timeBound").contains("2.00 MB")) << said("timeBound").toStdString();
    EXPECT_TRUE(said("timeBound").contains("1.00 GB/s"));
    EXPECT_TRUE(said("timeBound").contains("at most 500 tokens/s. Reached: 10 %"));
    EXPECT_EQ(said("timeDevice"), "Computed here.");
    panel.show(times, {"a", "b", "c", "d"}, bandwidthBound(2'000'000, 0), "Computed on a card.");
    EXPECT_TRUE(said("timeBound").contains("2.00 MB")) << said("timeBound").toStdString();
    EXPECT_TRUE(said("timeBound").contains("no bound is known")) << "nothing is made up";
    const auto& bars = panel.findChild<LatencyChart*>()->bars();
    ASSERT_EQ(bars.size(), 3U);
    EXPECT_EQ(bars[0].label, "b") << "the first token has no gap before it";
    EXPECT_DOUBLE_EQ(bars[2].seconds, 0.040);
    EXPECT_TRUE(
        panel.findChild<LatencyChart*>()->accessibleDescription().contains("10.0 ms, 20.0 ms, 40.0 ms"));
    const QString scale = panel.findChild<SpeedScale*>()->accessibleDescription();
    for (const PublishedSpeed& one : publishedSpeeds())
        EXPECT_TRUE(scale.contains(QLatin1String(one.source))) << one.source << " is only to be pointed at";
}

TEST_F(TimeRoom, EveryOperationStandsBesideItsWork) {
    start("tiny", "em", "time");
    press("timeMeasure");
    press("timeOperationsFace");
    auto& table = *find<QTableWidget>("timeOperations");
    auto& pass = *find<QComboBox>("timePass");
    const OpenedModel& model = session().model()->opened;
    const std::vector<TokenId> ids = session().ids();
    for (const bool decode : {true, false}) {
        pass.setCurrentIndex(decode ? 0 : 1);
        emit pass.activated(pass.currentIndex());
        CountingBackend counting;
        KvCache cache = createKvCache(model.config, counting, ids.size() + 1);
        cache.length = decode ? ids.size() : 0;
        const SequenceInput text{decode ? std::span(ids).first(1) : std::span(ids), &cache};
        ForwardOptions options;
        options.lastTokenOnly = true;
        forward(model.config, model.weights, counting, {&text, 1}, options);
        double share = 0;
        std::uint64_t flops = 0, bytes = 0;
        for (int row = 0; row < table.rowCount(); ++row) {
            share += table.item(row, 0)->data(ShareDelegate::shareRole).toDouble();
            flops += table.item(row, 3)->toolTip().remove(',').toULongLong();
            bytes += table.item(row, 4)->toolTip().remove(',').toULongLong();
            EXPECT_FALSE(table.item(row, 6)->text().isEmpty());
            const bool isProduct = table.item(row, 0)->toolTip().endsWith("· linear");
            EXPECT_EQ(table.item(row, 2)->text() == QString::fromUtf8("W · x"), isProduct);
            if (table.item(row, 0)->toolTip().endsWith("· softmax")) {
                EXPECT_TRUE(table.item(row, 2)->text().contains(QChar(0x03A3)));
            }
        }
        EXPECT_NEAR(share, 1, 1e-9);
        const Work work = counting.total();
        EXPECT_EQ(flops, work.matrixFlops + work.otherFlops);
        EXPECT_EQ(bytes, work.bytesRead + work.bytesWritten);
        EXPECT_EQ(number("timeOperationsFinding", "in (\\d+) operations"), double(counting.steps().size()));
    }
}

TEST_F(TimeRoom, BatchesAreRealAndTheirPointsStay) {
    start("tiny", "em", "time");
    press("timeBatchFace");
    auto& chart = *find<BatchChart>("batchChart");
    const auto sizes = [&] {
        std::vector<std::size_t> all;
        for (const BatchPoint& point : chart.points()) all.push_back(point.texts);
        return all;
    };
    EXPECT_THAT(sizes(), ::testing::ElementsAre(1, 8));
    QSlider& slider = find<ValueSlider>("timeBatchSlider")->slider();
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_End);
    settle();
    EXPECT_THAT(sizes(), ::testing::ElementsAre(1, 8, 64));
    EXPECT_EQ(number("timeBatchFinding", "^(\\d+) texts at once"), 64);
    EXPECT_NEAR(number("timeBatchFinding", "once: ([0-9.,]+) tokens/s") *
                    seconds("timeBatchFinding", "each waits "),
                64, 1);
    const auto drawn = chart.drawnPoints();
    ASSERT_EQ(drawn.size(), 3U);
    for (std::size_t i = 0; i < drawn.size(); ++i)
        EXPECT_NEAR(drawn[i].first * 1e-3 * drawn[i].second, double(sizes()[i]), 1e-6);
    press("timeMeasure");
    EXPECT_EQ(sizes().size(), 12U);
    session().openModel("poems");
    settle();
    EXPECT_THAT(sizes(), ::testing::ElementsAre(1, 64)) << "points of another model are gone";
}

TEST_F(TimeRoom, TheTourSeesEveryFace) {
    start("tiny", "em", "time");
    std::set<QString> seen;
    for (const QString& scene : room->scenes()) {
        if (!scene.startsWith("time")) continue;
        room->showScene(scene);
        settle();
        for (const char* name : {"timeFinding", "timeOperationsFinding", "timeBatchFinding"})
            if (find<QLabel>(name)->isVisible()) seen.insert(name);
        EXPECT_FALSE(said("timeBatchFinding").isEmpty());
    }
    EXPECT_EQ(seen.size(), 3U);
}

TEST(MeasureBatch, SeveralTextsCountAsSeveral) {
    const auto model = openReadyModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny");
    const std::vector<TokenId> prompt{1, 2, 3};
    const auto time = measureBatch(*model, prompt, 5, 4);
    ASSERT_TRUE(time);
    EXPECT_EQ(time->texts, 5U);
    EXPECT_EQ(time->stepSeconds.size(), 4U);
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_FALSE(measureBatch(*model, prompt, 5, 4, stopped.get_token()));
    const std::vector<TokenId> full(model->opened.config.positions, 1);
    EXPECT_EQ(measureDecoding(*model, full, 9).ids.size(), 1U) << "no room for a second one";
    const std::vector<TokenId> tooLong(model->opened.config.positions + 1, 1);
    EXPECT_THROW(measureDecoding(*model, tooLong, 9), std::runtime_error);
}

} // namespace
} // namespace tokenarium
