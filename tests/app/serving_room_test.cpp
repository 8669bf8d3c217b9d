// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the serving room of the real window; what it says is compared with golden numbers and with
// plain arithmetic.
#include "tests/app/window_fixture.h"

#include "app/pages/serving/load_view.h"
#include "app/pages/serving/race_view.h"
#include "app/pages/serving_page.h"
#include "app/serving/use_cases.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/serving/request_timeline.h"

#include <nlohmann/json.hpp>

#include <QAbstractButton>
#include <QFile>
#include <QRegularExpression>
#include <QSlider>
#include <QTabWidget>
#include <QToolButton>
#include <QUndoStack>

#include <cmath>
#include <fstream>
#include <set>

namespace tokenarium {
namespace {

constexpr int minute = 60'000; // ms; a slow machine, not a broken one

/// "expected" of a golden case; nothing where the file is absent.
std::optional<nlohmann::json> golden(const std::string& id) {
    const char* folder = std::getenv("TOKENARIUM_FACTS");
    const std::filesystem::path path =
        std::filesystem::path(folder ? folder : TOKENARIUM_SOURCE_DIR "/../shared/facts") / "serving.json";
    std::ifstream file(path);
    if (!file) return std::nullopt;
    const nlohmann::json whole = nlohmann::json::parse(file);
    for (const auto& one : whole.at("cases"))
        if (one.at("id") == id) return one.at("expected");
    throw std::runtime_error("no golden case " + id);
}

#define REQUIRE_GOLDEN(name, id)                                                                             \
    const auto name##Found = golden(id);                                                                     \
    if (!name##Found) GTEST_SKIP() << "skipped: the folder of golden numbers is not here";                   \
    const nlohmann::json& name = *name##Found

class ServingRoomTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        window->showPage(&page());
        settle();
    }
    ServingPage& page() {
        for (Page* one : window->pages())
            if (auto* serving = qobject_cast<ServingPage*>(one)) return *serving;
        throw std::runtime_error("there is no serving room");
    }
    ServingSession& session() { return page().session(); }
    /// In the tab that is shown.
    template<typename Widget>
    Widget* part(const char* name) {
        Widget* widget = page().currentView().findChild<Widget*>(QLatin1String(name));
        if (!widget) widget = page().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    void settle() {
        EXPECT_TRUE(waitFor([&] { return page().isSettled(); }, 3 * minute));
    }
    void show(const char* view) {
        page().showView(QLatin1String(view));
        QTest::qWait(1);
        settle();
    }
    FigureList& figures() { return *part<FigureList>("servingFigures"); }
    std::string value(const char* label) {
        const QString text = figures().valueOf(QString::fromUtf8(label));
        EXPECT_FALSE(text.isEmpty()) << label;
        return text.toStdString();
    }
    std::string badge(const char* label) { return figures().badgeOf(QString::fromUtf8(label)).toStdString(); }
    std::string explanation(const char* label) {
        return figures().explanationOf(QString::fromUtf8(label)).toStdString();
    }
    const Figure& figure(const char* label) {
        for (const Figure& one : figures().figures())
            if (one.label == QString::fromUtf8(label)) return one;
        throw std::runtime_error(std::string("no figure ") + label);
    }
    /// The number in the tool tip of a value: "0.0825 s".
    double exact(const char* label) {
        return QLocale().toDouble(figure(label).exact.section(QLatin1Char(' '), 0, 0));
    }
    void choose(const ServingChoices& wanted) {
        session().choose(wanted, QStringLiteral("test"));
        settle();
    }
    /// As a person moves it: to the step whose value is nearest.
    void slide(const char* name, double wanted) {
        auto* slider = part<QSlider>(name);
        auto* whole = qobject_cast<ValueSlider*>(slider->parentWidget());
        ASSERT_NE(whole, nullptr);
        int best = 0;
        double distance = HUGE_VAL;
        const QSignalBlocker quiet(whole);
        const int before = slider->value();
        for (int step = slider->minimum(); step <= slider->maximum(); ++step) {
            slider->setValue(step);
            if (std::abs(whole->value() - wanted) >= distance) continue;
            distance = std::abs(whole->value() - wanted);
            best = step;
        }
        slider->setValue(before);
        whole->blockSignals(false);
        slider->setValue(best);
        settle();
    }
    void pick(const char* box, int row) {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(row);
        emit combo->activated(row);
        settle();
    }
    void pickData(const char* box, const QVariant& data) { pick(box, part<QComboBox>(box)->findData(data)); }
    PlotChart& plot(const char* name) { return *part<PlotChart>(name); }
    std::string finding(const char* chart) { return part<Chart>(chart)->finding().toStdString(); }
    static bool has(const std::string& text, const char* wanted) {
        return text.find(wanted) != std::string::npos;
    }
    using WindowTest::has;
};

#define EXPECT_HAS(text, wanted) EXPECT_TRUE(has(text, wanted)) << (text)

// Latency -------------------------------------------------------------------------------------------------

TEST_F(ServingRoomTest, OpensWithALatencyThatFollowsFromTheDataSheet) {
    // Llama 3 8B in BF16 on an H100, 1,000 tokens in, 250 out, 32 at once.
    const double parameters = 8'030'261'248, weights = 2 * parameters;
    const double prefill = 2 * parameters * 1000 / (989.5e12 * 0.5);
    const double cache = 2.0 * 32 * 8 * 128 * 2; // keys and values, layers, heads, width, bytes
    const double step = (weights + 32 * 1250 * cache) / 3350e9;
    EXPECT_NEAR(exact("Prefill"), prefill, 1e-9);
    EXPECT_NEAR(exact("Time to first token (TTFT)"), 0.05 + prefill, 1e-9);
    EXPECT_NEAR(exact("Inter-token latency (ITL)"), step, 1e-10);
    EXPECT_NEAR(exact("End to end"), 0.05 + prefill + 249 * step, 1e-8);
    EXPECT_EQ(value("Weights"), "16.1 GB");
    EXPECT_EQ(value("KV cache of a token"), "131 kB");
    EXPECT_EQ(badge("Peak of a GPU"), "published");
    EXPECT_EQ(badge("Efficiency"), "assumed");
    EXPECT_EQ(badge("End to end"), "computed");
    EXPECT_HAS(explanation("End to end"), "(tokens − 1) × ITL");
    EXPECT_HAS(explanation("End to end"), "(250 − 1) ×");
    EXPECT_HAS(explanation("Weights"), "8,030,261,248 × 16 ÷ 8 = 16,060,522,496 B");
}

TEST_F(ServingRoomTest, PrefillAndDecodingAreTheGoldenOnes) {
    REQUIRE_GOLDEN(prefill, "prefill/llama3-8b/8k/h100");
    REQUIRE_GOLDEN(decode, "decode/llama3-8b/b256/h100");
    REQUIRE_GOLDEN(early, "decode/llama-7b/b32/a100");
    ServingChoices wanted = session().choices();
    wanted.promptTokens = 8192;
    choose(wanted);
    EXPECT_NEAR(exact("Prefill"), prefill.at("seconds").get<double>(), 1e-9);
    wanted.promptTokens = 1000;
    wanted.outputTokens = 24; // a context of 1,024
    wanted.batch = 256;
    wanted.efficiency = 1;
    choose(wanted);
    EXPECT_NEAR(exact("Inter-token latency (ITL)"), decode.at("seconds").get<double>(), 1e-10);
    wanted.model = "llama-7b";
    wanted.gpu = "A100 SXM 80 GB";
    wanted.promptTokens = 500;
    wanted.outputTokens = 12;
    wanted.batch = 32;
    choose(wanted);
    EXPECT_NEAR(exact("Inter-token latency (ITL)"), early.at("seconds").get<double>(), 1e-10);
}

TEST_F(ServingRoomTest, TheTimeLineHasATickForEveryTokenThatHasRoom) {
    slide("outputTokens", 20);
    const auto& line = *part<RequestTimeline>("requestTimeline");
    EXPECT_EQ(line.tokensPerTick(), 1u);
    const std::vector<double> ticks = line.shownTicks();
    ASSERT_EQ(ticks.size(), 20u);
    const double itl = exact("Inter-token latency (ITL)"), ttft = exact("Time to first token (TTFT)");
    for (std::size_t i = 0; i < ticks.size(); ++i) EXPECT_NEAR(ticks[i], ttft + double(i) * itl, 1e-9);
    EXPECT_NEAR(line.placeOf(line.request().endToEnd() / 2),
                (line.placeOf(0) + line.placeOf(line.request().endToEnd())) / 2, 1e-6);
    const ChartTable table = line.table();
    ASSERT_EQ(table.rows.size(), 22u); // asked, begun, tokens
    EXPECT_NEAR(table.rows.back().last().toDouble(), exact("End to end"), 1e-8);
    slide("outputTokens", 100'000);
    EXPECT_GT(line.tokensPerTick(), 100u);
    EXPECT_LT(line.shownTicks().size(), 1000u);
    slide("outputTokens", 1); // one token has no gap
    EXPECT_EQ(value("Inter-token latency (ITL)"), "–");
    EXPECT_EQ(line.shownTicks().size(), 1u);
}

TEST_F(ServingRoomTest, TheRooflineHasBothPhasesUnderIt) {
    slide("batch", 64);
    PlotChart& chart = plot("roofline");
    ASSERT_EQ(chart.data().series.size(), 3u);
    const auto prefill = chart.shownPoints(1), decode = chart.shownPoints(2);
    ASSERT_EQ(prefill.size(), 1u);
    ASSERT_EQ(decode.size(), 1u);
    const double parameters = 8'030'261'248;
    EXPECT_NEAR(prefill[0].x(), 2 * parameters * 1000 / (2 * parameters), 1e-6);
    const double bytes = 2 * parameters + 64 * 1250 * 131'072.0;
    EXPECT_NEAR(decode[0].x(), 2 * parameters * 64 / bytes, 1e-9);
    EXPECT_NEAR(decode[0].y(), decode[0].x() * 3350e9, 1e3);
    EXPECT_NEAR(prefill[0].y(), 989.5e12 * 0.5, 1);
    EXPECT_NEAR(chart.data().vertical[0].at, 989.5e12 * 0.5 / 3350e9, 1e-9);
    EXPECT_HAS(finding("roofline"), "limited by arithmetic, writing by memory");
}

TEST_F(ServingRoomTest, OurOwnModelIsMeasuredHere) {
    EXPECT_EQ(badge("Measured here: first token"), "measured");
    if (value("Measured here: first token") == "no model here")
        GTEST_SKIP() << "skipped: the models of the program are not here";
    EXPECT_GT(exact("Measured here: first token"), 0);
    EXPECT_GT(exact("Measured here: gap between tokens"), 0);
    EXPECT_HAS(explanation("Measured here: gap between tokens"), "tokens/s");
}

TEST_F(ServingRoomTest, AModelThatDoesNotFitIsSaidSo) {
    pickData("servedModel", QStringLiteral("llama-3.1-405b"));
    const QString said = part<QLabel>("servingFit")->text();
    EXPECT_TRUE(said.contains(QStringLiteral("Does not fit"))) << said.toStdString();
    EXPECT_TRUE(said.contains(QStringLiteral("812 GB"))) << said.toStdString(); // 2 × 405,853,388,800
    pickData("servedGpus", 16.0);
    EXPECT_TRUE(part<QLabel>("servingFit")->text().startsWith(QStringLiteral("Fits")));
}

TEST_F(ServingRoomTest, ExpertsCountInMemoryButNotInWork) {
    pickData("servedModel", QStringLiteral("deepseek-v3"));
    EXPECT_HAS(explanation("Weights"), "671,026,419,200 × 16");
    EXPECT_HAS(explanation("Weights"), "37,552,297,472 of the parameters work");
    EXPECT_HAS(explanation("Prefill"), "2 × 37,552,297,472 × 1,000");
}

TEST_F(ServingRoomTest, EightBitWeightsHalveTheBytesAndUseTheFasterUnits) {
    session().setShowsMore(true);
    pickData("weightBits", 8.0);
    EXPECT_EQ(value("Weights"), "8.03 GB");
    EXPECT_EQ(value("Peak of a GPU"), "1.98 PFLOP/s");
    pickData("weightBits", 4.0);
    EXPECT_EQ(value("Peak of a GPU"), "990 TFLOP/s");
    pickData("cacheBits", 8.0);
    EXPECT_EQ(value("KV cache of a token"), "65.5 kB");
}

// Throughput ----------------------------------------------------------------------------------------------

TEST_F(ServingRoomTest, TheCurveIsThatOfEveryBatch) {
    show("throughput");
    slide("batch", 256);
    PlotChart& chart = plot("throughputCurve");
    const auto fitting = chart.shownPoints(0), point = chart.shownPoints(2);
    ASSERT_GT(fitting.size(), 30u);
    const double weights = 16'060'522'496, flops = 2 * 8'030'261'248.0 / (989.5e12 * 0.5);
    const auto step = [&](double batch) {
        return std::max((weights + batch * 1250 * 131'072) / 3350e9, flops * batch);
    };
    for (std::size_t i = 0; i < fitting.size(); ++i) {
        const double batch = std::exp2(double(i) / 8);
        EXPECT_NEAR(fitting[i].x(), 1 / step(batch), 1e-6 / step(batch));
        EXPECT_NEAR(fitting[i].y(), batch / step(batch), 1e-6 * batch / step(batch));
    }
    ASSERT_EQ(point.size(), 1u);
    EXPECT_NEAR(point[0].x(), 1 / step(256), 1e-3);
    EXPECT_NEAR(point[0].y(), 256 / step(256), 1e-1);
    const double most = std::floor((80e9 - weights) / (1250 * 131'072.0));
    EXPECT_EQ(value("Largest batch that fits"), std::to_string(int(most)));
    EXPECT_LE(std::exp2(double(fitting.size() - 1) / 8), most); // the dashed part begins where it is full
    EXPECT_GT(std::exp2(double(fitting.size()) / 8), most);
    slide("batch", 1024);
    EXPECT_HAS(finding("throughputCurve"), "do not fit");
}

TEST_F(ServingRoomTest, ABatchOf32IsBetterByAsMuchAsTheGoldenCaseSays) {
    REQUIRE_GOLDEN(gain, "seed2/batch32-vs-1");
    REQUIRE_GOLDEN(critical, "critical-batch/H100 bf16");
    ServingChoices wanted = session().choices();
    wanted.efficiency = 1;
    choose(wanted);
    show("throughput");
    EXPECT_EQ(value("Critical batch"), std::to_string(int(std::lround(critical.at("batch").get<double>()))));
    wanted.model = "llama-7b";
    wanted.gpu = "A100 SXM 80 GB";
    wanted.promptTokens = 500;
    wanted.outputTokens = 12;
    choose(wanted);
    const QString said = QStringLiteral("×%1 tokens, ×%2 waiting")
                             .arg(gain.at("throughput_gain").get<double>(), 0, 'f', 1)
                             .arg(gain.at("latency_ratio").get<double>(), 0, 'f', 2);
    EXPECT_EQ(value("Gain over one request at a time"), said.toStdString());
}

TEST_F(ServingRoomTest, TenThousandTokensASecondForOnePersonNeedTheGoldenBandwidth) {
    REQUIRE_GOLDEN(needed, "seed2/10000-tokens-per-s-single-stream");
    ServingChoices wanted = session().choices();
    wanted.weightBits = 8;
    choose(wanted);
    show("throughput");
    EXPECT_NEAR(needed.at("bandwidth_needed").get<double>(), 80.3e12, 0.05e12);
    EXPECT_EQ(value("10,000 tokens/s for one person need"), "80.3 TB/s");
    EXPECT_HAS(explanation("10,000 tokens/s for one person need"), "this server reads 3.35 TB/s");
}

TEST_F(ServingRoomTest, AClosedLoopFollowsLittle) {
    show("throughput");
    const double prefill = 2 * 8'030'261'248.0 * 1000 / (989.5e12 * 0.5);
    const double step = (16'060'522'496.0 + 32 * 1250 * 131'072.0) / 3350e9;
    const double requests = 32 / (0.05 + prefill + 249 * step);
    EXPECT_EQ(value("If all ask again at once"), ServingWords::requestsPerSecond(requests).toStdString());
}

TEST_F(ServingRoomTest, UseCasesSetWhatTheyNeed) {
    REQUIRE_GOLDEN(video, "video-rate/24x256");
    REQUIRE_GOLDEN(reading, "reading/238wpm");
    show("throughput");
    pick("useCase", UseCases::Video);
    EXPECT_HAS(finding("throughputCurve"), "32 requests at once do not fit"); // 31,020 tokens each
    slide("batch", 4);
    EXPECT_EQ(value("Speed that is needed"), "6,144 tokens/s");
    EXPECT_NEAR(1 / session().choices().gapTarget, video.at("tokens_per_s").get<double>(), 1e-6);
    EXPECT_EQ(value("Largest batch that is quick enough"), "none");
    EXPECT_HAS(finding("throughputCurve"), "too slow, 6,144 tokens/s are needed");
    pick("useCase", UseCases::Reading);
    EXPECT_NEAR(session().choices().gapTarget * 1000, reading.at("itl_ms").get<double>(), 1e-6);
    EXPECT_HAS(finding("throughputCurve"), "is enough");
    const auto& marks = plot("throughputCurve").data().vertical;
    ASSERT_EQ(marks.size(), 4u);
    EXPECT_NEAR(marks[0].at, reading.at("tokens_per_s").get<double>(), 1e-9);
    pick("useCase", UseCases::Research);
    EXPECT_EQ(session().choices().outputTokens, 30'000);
    slide("gapTarget", 0.02);
    EXPECT_EQ(part<QComboBox>("useCase")->currentIndex(), 4); // a request of one's own
}

TEST_F(ServingRoomTest, TheLargestQuickBatchIsTheLastOneThatIsQuickEnough) {
    show("throughput");
    slide("gapTarget", 0.01);
    // (weights + B · 1250 · cache) / bandwidth ≤ 10 ms, and the arithmetic of B tokens too.
    const double byMemory = std::floor((0.01 * 3350e9 - 16'060'522'496.0) / (1250 * 131'072.0));
    EXPECT_EQ(value("Largest batch that is quick enough"), std::to_string(int(byMemory)));
}

TEST_F(ServingRoomTest, CacheAndSpeculationAreTheGoldenOnes) {
    REQUIRE_GOLDEN(cache, "prefix-cache/prefix cache");
    REQUIRE_GOLDEN(speculative, "speculative/0.6-5-0.1");
    show("throughput");
    ServingChoices wanted = session().choices();
    wanted.promptTokens = 4000;
    wanted.cachedShare = 0.875;
    choose(wanted);
    EXPECT_NEAR(cache.at("prefill_s").get<double>(), 0.0162, 0.0001);
    EXPECT_EQ(value("Prefill with a prefix cache"), "16.2 ms");
    EXPECT_HAS(explanation("Prefill with a prefix cache"), "3,500 of 4,000 tokens are cached: 87.5 %");
    session().setShowsMore(true);
    slide("acceptance", 0.6);
    slide("draftTokens", 5);
    slide("draftCost", 0.1);
    EXPECT_NEAR(speculative.at("speedup").get<double>(), 1.589, 0.001);
    EXPECT_EQ(value("With speculative decoding"), "×1.59");
    EXPECT_HAS(explanation("With speculative decoding"), "2.38 tokens per pass");
}

// The race ------------------------------------------------------------------------------------------------

TEST_F(ServingRoomTest, NothingMovesBeforePlayIsPressed) {
    show("race");
    auto& view = static_cast<RaceView&>(page().currentView());
    const double before = view.seconds();
    QTest::qWait(120);
    EXPECT_EQ(view.seconds(), before);
    auto* play = part<QAbstractButton>("racePlay");
    QTest::mouseClick(play, Qt::LeftButton);
    EXPECT_TRUE(view.isPlaying());
    EXPECT_TRUE(waitFor([&] { return view.seconds() > before + 0.05; }));
    EXPECT_EQ(play->text(), QStringLiteral("Pause"));
    QTest::mouseClick(play, Qt::LeftButton);
    EXPECT_FALSE(view.isPlaying());
    const double paused = view.seconds();
    QTest::qWait(60);
    EXPECT_EQ(view.seconds(), paused);
    QTest::mouseClick(play, Qt::LeftButton);
    page().showView(QStringLiteral("latency")); // out of sight it stops
    EXPECT_FALSE(view.isPlaying());
}

TEST_F(ServingRoomTest, WhereLittleMotionIsWishedPlayGoesToTheEndAtOnce) {
    show("race");
    auto& view = static_cast<RaceView&>(page().currentView());
    auto* play = part<QAbstractButton>("racePlay");
    QTest::mouseClick(play, Qt::LeftButton);
    page().setReducedMotion(true); // while it plays
    EXPECT_FALSE(view.isPlaying());
    QTest::mouseClick(play, Qt::LeftButton);
    EXPECT_FALSE(view.isPlaying());
    EXPECT_TRUE(part<ReadingRacePicture>("racePicture")->moment().isOver);
    EXPECT_TRUE(play->toolTip().contains(QStringLiteral("little motion")));
    view.setSeconds(0);
    QTest::mouseClick(part<QAbstractButton>("raceStep"), Qt::LeftButton);
    EXPECT_EQ(part<ReadingRacePicture>("racePicture")->moment().wordsRead, 1u);
    page().setReducedMotion(false);
    QTest::mouseClick(play, Qt::LeftButton);
    EXPECT_TRUE(view.isPlaying());
}

TEST_F(ServingRoomTest, TheTextAppearsTokenByToken) {
    show("race");
    auto& view = static_cast<RaceView&>(page().currentView());
    auto& picture = *part<ReadingRacePicture>("racePicture");
    view.setSeconds(0);
    EXPECT_EQ(picture.shownText(), QString());
    EXPECT_HAS(finding("racePicture"), "nothing to read yet");
    const double ttft = session().ttftSeconds(), itl = session().itlSeconds();
    for (const int tokens : {1, 7, 50}) {
        view.setSeconds(ttft + (tokens - 1) * itl + itl / 2);
        EXPECT_EQ(int(picture.moment().tokens), tokens);
        const ChartTable table = picture.table();
        QString text;
        for (int i = 0; i < tokens; ++i) text += table.rows[std::size_t(i)][1];
        EXPECT_EQ(picture.shownText(), text);
    }
    view.setSeconds(1e9);
    EXPECT_TRUE(picture.moment().isOver);
    EXPECT_TRUE(picture.shownText().endsWith(QLatin1Char('.')));
}

TEST_F(ServingRoomTest, StepGoesToTheNextWordAndSaysWhoIsAhead) {
    show("race");
    auto& view = static_cast<RaceView&>(page().currentView());
    auto& picture = *part<ReadingRacePicture>("racePicture");
    slide("wordsPerMinute", 240);
    view.setSeconds(0);
    const double ttft = session().ttftSeconds();
    for (int word = 1; word <= 5; ++word) {
        QTest::mouseClick(part<QAbstractButton>("raceStep"), Qt::LeftButton);
        EXPECT_EQ(int(picture.moment().wordsRead), word);
        // A fast stream: the first word is there with the first token, and a word takes a quarter of a
        // second.
        EXPECT_NEAR(view.seconds(), ttft + 0.25 * word, 0.02);
    }
    const std::size_t lead = picture.moment().wordsShown - 5;
    EXPECT_EQ(value("Lead of the stream now"), std::to_string(lead) + " words");
    EXPECT_HAS(finding("racePicture"), (std::to_string(lead) + " words ahead").c_str());
    EXPECT_FALSE(picture.ghost().isEmpty());
    EXPECT_EQ(value("Who waits"), "nobody");
}

TEST_F(ServingRoomTest, ASlowModelMakesTheReaderWait) {
    ServingChoices wanted = session().choices();
    wanted.model = "llama-2-70b";
    wanted.gpu = "T4";
    choose(wanted);
    show("race");
    EXPECT_GT(session().itlSeconds(), 0.4); // 138 GB at 320 GB/s
    slide("wordsPerMinute", 800);
    EXPECT_HAS(value("Who waits"), "the reader");
    auto& view = static_cast<RaceView&>(page().currentView());
    auto& picture = *part<ReadingRacePicture>("racePicture");
    bool waited = false;
    for (double second = session().ttftSeconds(); second < 30 && !waited; second += 0.01) {
        view.setSeconds(second);
        waited = !picture.moment().isReading && picture.moment().lead() == 0 && picture.moment().tokens > 0;
    }
    EXPECT_TRUE(waited);
    EXPECT_HAS(finding("racePicture"), "waits for the next word");
}

// Load ----------------------------------------------------------------------------------------------------

TEST_F(ServingRoomTest, TheArticlesThousandRequestsTakeMoreThanAHundredGpus) {
    REQUIRE_GOLDEN(bare, "capacity/1000/10/1/0");
    REQUIRE_GOLDEN(usual, "capacity/1000/10/0.7/0");
    REQUIRE_GOLDEN(calm, "mmc/smallest-c");
    REQUIRE_GOLDEN(state, "mmc/1000-10-101");
    show("load");
    pick("loadScenario", 2);
    const auto number = [](const nlohmann::json& found) {
        return std::to_string(found.at("servers").get<int>());
    };
    EXPECT_EQ(value("GPUs if one divides"), number(bare) + ": the queue never ends");
    EXPECT_EQ(value("GPUs at a load of 70 %"), number(usual));
    EXPECT_EQ(value("GPUs where few wait at all"), number(calm));
    EXPECT_EQ(value("GPUs for the target"), "101"); // one more, and waits are short
    EXPECT_EQ(value("Requests that wait"), "88.3 %");
    EXPECT_NEAR(state.at("p_wait").get<double>(), 0.883, 0.001);
    EXPECT_EQ(value("Mean waiting time"), "88.3 ms");
    EXPECT_NEAR(state.at("wq_s").get<double>(), 0.0883, 0.0001);
    EXPECT_EQ(badge("Article: one GPU answers"), "published");
    EXPECT_HAS(finding("fleets"), "101 servers are the fewest that keep the target; dividing alone says 100");
}

TEST_F(ServingRoomTest, TheArticlesTenRequestsOverwhelmOneGpu) {
    show("load");
    pick("loadScenario", 1);
    EXPECT_EQ(value("GPUs if one divides"), "1: the queue never ends");
    EXPECT_EQ(value("GPUs for the target"), "2");
    EXPECT_EQ(value("Requests that wait"), "33.3 %"); // Erlang C of 1 over 2 servers: 1/3
    session().setShowsMore(true);
    slide("extraServers", -1);
    EXPECT_EQ(value("Mean waiting time"), "grows without end");
    EXPECT_HAS(finding("waits"), "too few: the queue grows without end");
    EXPECT_EQ(value("Simulated: mean waiting time"), "–");
}

TEST_F(ServingRoomTest, SimulationAndFormulaStandSideBySide) {
    show("load");
    auto& view = static_cast<LoadView&>(page().currentView());
    ServingChoices wanted = session().choices();
    wanted.requestsPerSecond = 90;
    wanted.extraServers = 0;
    wanted.ttftTarget = 0.5;
    choose(wanted);
    ASSERT_TRUE(view.trials());
    const QueueTrials& trials = *view.trials();
    EXPECT_EQ(trials.trials, 16u);
    const QueueState exact = queueState(90, 10, 10);
    ASSERT_EQ(value("GPUs for the target"), "10");
    EXPECT_NEAR(trials.waitSeconds.mean, exact.waitSeconds, 2 * trials.waitSeconds.half);
    EXPECT_HAS(value("Simulated: mean waiting time"), "±");
    EXPECT_HAS(explanation("Simulated: mean waiting time"), "the formula (66.9 ms) lies");
    // Points near the curve.
    PlotChart& chart = plot("waits");
    const auto line = chart.shownPoints(0), points = chart.shownPoints(1);
    ASSERT_EQ(points.size(), 11u);
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_NEAR(points[i].x(), line[4 * i].x(), 1e-9);
        EXPECT_NEAR(points[i].y(), line[4 * i].y(), 0.06);
        EXPECT_NEAR(line[4 * i].y(), exact.waitProbability * std::exp(-10 * line[4 * i].x()), 1e-9);
    }
    const double before = trials.waitSeconds.mean;
    session().setShowsMore(true);
    slide("queueSeed", 5); // other random numbers
    ASSERT_TRUE(view.trials());
    EXPECT_NE(view.trials()->waitSeconds.mean, before);
}

TEST_F(ServingRoomTest, TheFleetOfTheModelFollowsLittleAndErlang) {
    show("load");
    pick("loadScenario", 0);
    slide("requestsPerSecond", 200);
    const FleetAnswer fleet = fleetFor(session().fleetQuestion());
    ASSERT_TRUE(fleet) << fleet.problem;
    EXPECT_EQ(value("GPUs for the target"), std::to_string(fleet.gpus));
    // Little by hand: a full batch, its prompts one after another, then the steps.
    const double prefill = 2 * 8'030'261'248.0 * 1000 / (989.5e12 * 0.5);
    const double step = std::max((16'060'522'496.0 + fleet.batch * 1250 * 131'072) / 3350e9,
                                 2 * 8'030'261'248.0 * fleet.batch / (989.5e12 * 0.5));
    const double service = fleet.batch * prefill + 249 * step;
    EXPECT_EQ(value("In flight"), QLocale().toString(200 * service, 'f', 0).toStdString() + " requests");
    EXPECT_GE(double(fleet.servers) * fleet.batch, 200 * service);
    slide("ttftTarget", 0.05);
    EXPECT_TRUE(fleetFor(session().fleetQuestion()));
    ServingChoices wanted = session().choices();
    wanted.ttftTarget = 0.01; // less than the prefill takes
    choose(wanted);
    EXPECT_EQ(value("GPUs for the target"), "no number is enough");
    EXPECT_HAS(explanation("GPUs for the target"), "Reading the prompt alone takes longer");
    EXPECT_HAS(finding("fleets"), "Reading the prompt alone takes longer");
}

// The factory ---------------------------------------------------------------------------------------------

TEST_F(ServingRoomTest, AnHourOfTheFactoryAddsUp) {
    show("factory");
    slide("usdPerMillion", 0.5);
    slide("factoryGpuHour", 2);
    slide("utilization", 0.5);
    const double prefill = 2 * 8'030'261'248.0 * 1000 / (989.5e12 * 0.5);
    const double step = (16'060'522'496.0 + 32 * 1250 * 131'072.0) / 3350e9;
    const double tokens = 8 * 32 * 250 / (32 * prefill + 249 * step); // a second, 8 servers
    const double revenue = tokens * 0.5 * 3600 / 1e6 * 0.5, cost = 8 * 2;
    const auto dollars = [this](const char* label) {
        QString text = QString::fromStdString(value(label));
        return text.remove(QLatin1Char('$')).remove(QLatin1Char(',')).toDouble();
    };
    EXPECT_NEAR(dollars("Revenue of an hour"), revenue, 0.005);
    EXPECT_NEAR(dollars("Cost of an hour"), cost, 0.005);
    EXPECT_NEAR(dollars("Profit of an hour"), revenue - cost, 0.005);
    EXPECT_NEAR(dollars("A million tokens cost"), cost / (tokens * 0.5 * 3600) * 1e6, 0.005);
    const double even = cost / (revenue / 0.5);
    EXPECT_EQ(value("Break-even utilization"), ServingWords::share(even).toStdString());
    EXPECT_NEAR(plot("byUtilization").data().vertical.at(0).at, even, 1e-9);
    EXPECT_EQ(value("Energy of an hour"), "5.6 kWh"); // 8 × 700 W
    slide("usdPerMillion", 0.01);
    EXPECT_HAS(value("Break-even utilization"), "never");
    EXPECT_HAS(finding("factoryHour"), "loses");
    EXPECT_EQ(part<BarsChart>("factoryHour")->shownNames().last(), QStringLiteral("Loss"));
}

TEST_F(ServingRoomTest, TwentyAndTwentyFiveAreTheGoldenScenarios) {
    const std::pair<int, const char*> rows[] = {{0, "ai-factory/price unchanged"},
                                                {1, "ai-factory/price cut as much as cost"},
                                                {2, "ai-factory/price cut 5x"},
                                                {3, "ai-factory/volume unchanged"}};
    show("growth");
    EXPECT_FALSE(part<QComboBox>("servedModel")->isVisible()); // which server it is does not matter here
    for (const auto& [row, id] : rows) {
        REQUIRE_GOLDEN(expected, id);
        pick("growthScenario", row);
        const auto number = [&](const char* key) { return expected.at(key).get<double>(); };
        EXPECT_NEAR(session().choices().volumeRatio, number("volume_ratio"), 1e-9) << id;
        const double cost = number("total_cost_ratio");
        EXPECT_EQ(value("Total cost"), (cost < 1 ? QStringLiteral("÷%1").arg(ServingWords::digits(1 / cost))
                                                 : ServingWords::times(cost))
                                           .toStdString())
            << id;
        EXPECT_EQ(value("Margin afterwards"), ServingWords::share(number("margin_new")).toStdString()) << id;
        EXPECT_EQ(value("Profit"), ServingWords::times(number("profit_ratio")).toStdString()) << id;
        EXPECT_EQ(has(value("For 25× revenue one must sell"), "✓"), row != 3) << id;
        EXPECT_EQ(part<QComboBox>("growthScenario")->currentIndex(), row);
    }
    REQUIRE_GOLDEN(speed, "growth/25x-in-4-weeks");
    pick("growthScenario", 0);
    EXPECT_EQ(value("Revenue grows each week"),
              ServingWords::times(speed.at("weekly_factor").get<double>()).toStdString());
    EXPECT_HAS(explanation("Revenue grows each week"), "it doubles every 6.03 days");
    slide("priceRatio", 0.1);
    EXPECT_HAS(value("For 25× revenue one must sell"), "×250 tokens ✗ not reached");
    EXPECT_EQ(part<QComboBox>("growthScenario")->currentIndex(), 4);
    // Before and after, as bars: 1 and what came of it.
    const BarsData& bars = part<BarsChart>("beforeAfter")->data();
    EXPECT_NEAR(bars.rows[1].parts[0] + bars.rows[1].parts[1], 2.5, 1e-9);
}

// The room ------------------------------------------------------------------------------------------------

TEST_F(ServingRoomTest, EveryNumberSaysWhereItComesFrom) {
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        ASSERT_GE(figures().figures().size(), 5u);
        int main = 0;
        for (const Figure& one : figures().figures()) {
            const std::string label = scene.toStdString() + ": " + one.label.toStdString();
            EXPECT_FALSE(one.value.isEmpty()) << label;
            main += one.isMain;
            if (one.from == Provenance::Computed) {
                EXPECT_FALSE(one.formula.isEmpty()) << label;
                EXPECT_TRUE(one.filled.contains(QRegularExpression(QStringLiteral("\\d")))) << label;
            } else if (one.value != QLatin1String("no model here")) {
                EXPECT_FALSE(one.source.isEmpty()) << label;
            }
        }
        EXPECT_GE(main, 1) << scene.toStdString();
        EXPECT_FALSE(part<QLabel>("servingSentence")->text().isEmpty());
    }
}

TEST_F(ServingRoomTest, AtMostSevenControlsAreSeenInATab) {
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        std::set<QString> seen;
        const auto look = [&](const QWidget* widget) {
            if (widget->isVisible() && !qobject_cast<ChartFrame*>(widget->parentWidget()) &&
                !widget->objectName().isEmpty() && !widget->objectName().startsWith(QLatin1String("qt_")) &&
                !widget->objectName().startsWith(QLatin1String("Scroll")) &&
                widget->objectName() != QLatin1String("closeMessage"))
                seen.insert(widget->objectName());
        };
        for (const auto* widget : page().findChildren<QSlider*>()) look(widget);
        for (const auto* widget : page().findChildren<QComboBox*>()) look(widget);
        for (const auto* widget : page().findChildren<QAbstractButton*>()) look(widget);
        QStringList names;
        for (const QString& name : seen) names += name;
        EXPECT_LE(seen.size(), 7u) << scene.toStdString() << ": "
                                   << names.join(QLatin1Char(' ')).toStdString();
        EXPECT_GE(seen.size(), 3u) << scene.toStdString();
    }
}

TEST_F(ServingRoomTest, ASliderNeverSaysAnotherValueThanTheOneThatCounts) {
    ServingChoices wanted = session().choices();
    wanted.gpu = "L4";
    wanted.wattsPerGpu = 72;
    wanted.usdPerGpuHour = 0.7;
    wanted.servers = 8;
    choose(wanted);
    show("throughput");
    pick("useCase", UseCases::Reading); // 189 ms, between two steps
    session().setShowsMore(true);
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        for (ValueSlider* slider : page().findChildren<ValueSlider*>()) {
            if (!slider->isVisible()) continue; // brought up to date when it is seen
            const QString name = slider->slider().objectName();
            const double shown = slider->value();
            const ServingChoices& now = session().choices();
            if (name == QLatin1String("gapTarget")) {
                EXPECT_NEAR(shown, now.gapTarget, 1e-9);
            }
            if (name == QLatin1String("factoryServers")) {
                EXPECT_EQ(shown, 8);
            }
            if (name == QLatin1String("wattsPerGpu")) {
                EXPECT_EQ(shown, 72);
            }
            if (name == QLatin1String("gpuHour")) {
                EXPECT_EQ(shown, 0.7);
            }
            if (name == QLatin1String("outputTokens")) {
                EXPECT_EQ(shown, 500);
            }
        }
    }
    show("latency");
    slide("outputTokens", 2); // counted things have no halves
    EXPECT_EQ(session().choices().outputTokens, 2);
    QTest::keyClick(part<QSlider>("outputTokens"), Qt::Key_Left);
    EXPECT_EQ(session().choices().outputTokens, 1);
}

TEST_F(ServingRoomTest, EveryChoiceCanBeUndone) {
    const ServingChoices before = session().choices();
    QUndoStack& changes = session().undoStack();
    ASSERT_EQ(changes.count(), 0);
    auto* slider = part<QSlider>("promptTokens");
    for (int i = 0; i < 5; ++i) QTest::keyClick(slider, Qt::Key_Right); // one drag, one step
    EXPECT_EQ(changes.count(), 1);
    EXPECT_GT(session().choices().promptTokens, before.promptTokens);
    pick("servedGpu", 1);
    EXPECT_EQ(session().choices().gpu, "H200 SXM 141 GB");
    EXPECT_EQ(session().choices().usdPerGpuHour, 3.5); // its own rent comes with it
    show("growth");
    pick("growthScenario", 2);
    EXPECT_EQ(changes.count(), 3);
    while (changes.canUndo()) changes.undo();
    EXPECT_EQ(session().choices(), before);
    EXPECT_EQ(part<QComboBox>("servedGpu")->currentIndex(), 0);
    changes.redo();
    EXPECT_GT(session().choices().promptTokens, before.promptTokens);
    EXPECT_EQ(page().undoStack(), &changes);
}

TEST_F(ServingRoomTest, ChartsAreExportedAsNumbersAndPictures) {
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        const auto frames = page().currentView().findChildren<ChartFrame*>();
        ASSERT_FALSE(frames.isEmpty());
        for (ChartFrame* frame : frames) {
            EXPECT_FALSE(frame->shownFinding().isEmpty()) << scene.toStdString();
            for (const char* ending : {"csv", "svg", "png", "pdf"}) {
                const QString path = home.filePath(QStringLiteral("chart.%1").arg(QLatin1String(ending)));
                frame->exportTo(path);
                QFile file(path);
                ASSERT_TRUE(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                EXPECT_GT(bytes.size(), 20) << scene.toStdString() << ' ' << ending;
                if (std::string(ending) == "csv") {
                    EXPECT_GE(bytes.count('\n'), 2) << scene.toStdString();
                }
            }
        }
    }
}

TEST_F(ServingRoomTest, SurvivesChineseAndLargeLetters) {
    ServingChoices wanted = session().choices();
    wanted.servers = 10'000;
    choose(wanted);
    show("factory");
    language.use(QStringLiteral("zh_CN"));
    QTest::qWait(1);
    settle();
    EXPECT_TRUE(figures().valueOf(QStringLiteral("每小时词元数")).contains(QStringLiteral("亿")))
        << figures().valueOf(QStringLiteral("每小时词元数")).toStdString();
    appearance.setScale(200);
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        EXPECT_FALSE(page().currentView().title().isEmpty());
        EXPECT_GE(page().width(), page().minimumSizeHint().width()) << scene.toStdString();
    }
    show("race"); // another text, of other words
    auto& picture = *part<ReadingRacePicture>("racePicture");
    static_cast<RaceView&>(page().currentView()).setSeconds(1e9);
    EXPECT_TRUE(picture.shownText().startsWith(QStringLiteral("语言模型")));
    EXPECT_TRUE(picture.shownText().endsWith(QStringLiteral("。")));
}

TEST_F(ServingRoomTest, ExtremeChoicesStayNumbers) {
    ServingChoices wanted = session().choices();
    wanted.promptTokens = 1e6;
    wanted.outputTokens = 1e5;
    wanted.batch = 4096;
    wanted.gpus = 72;
    wanted.requestsPerSecond = 10'000;
    wanted.claimedPerGpu = 0;
    wanted.ttftTarget = 100;
    wanted.gapTarget = 1;
    choose(wanted);
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        for (const Figure& one : figures().figures())
            EXPECT_FALSE(one.value.contains(QLatin1String("nan"), Qt::CaseInsensitive))
                << one.label.toStdString();
    }
    wanted.outputTokens = 1;
    wanted.promptTokens = 10;
    wanted.batch = 1;
    wanted.requestsPerSecond = 0.1;
    choose(wanted);
    for (const QString& scene : page().scenes()) {
        show(scene.toUtf8().constData());
        for (const Figure& one : figures().figures())
            EXPECT_FALSE(one.value.contains(QLatin1String("nan"), Qt::CaseInsensitive))
                << one.label.toStdString();
    }
}

} // namespace
} // namespace tokenarium
