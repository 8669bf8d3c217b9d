// SPDX-License-Identifier: GPL-3.0-or-later
// What a model needs: a person in the tabs Memory, Split, Training cost, Scaling laws and GPT-3's data; the
// screen is compared with golden numbers and with arithmetic done here by hand.
#include "tests/app/weights_room_fixture.h"

#include "engine/cost/accelerators.h"
#include "engine/cost/published_runs.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/style/number_text.h"
#include "widgets/weights/fit_chart.h"
#include "widgets/weights/split_picture.h"

#include <QDoubleSpinBox>
#include <QFile>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeWidget>

#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

class WeightsSizingTest : public WeightsRoomTest {
protected:
    void choose(const char* box, int index) {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
        settle();
    }
    void write(const char* box, double value) {
        part<QDoubleSpinBox>(box)->setValue(value);
        settle();
    }
    const Figure& row(const char* list, const std::string& label) {
        for (const Figure& one : figures(list).figures())
            if (one.label.toStdString() == label) return one;
        ADD_FAILURE() << "no figure " << label;
        static const Figure none;
        return none;
    }
    std::string exact(const char* list, const char* label) { return row(list, label).exact.toStdString(); }
    std::string value(const char* list, const char* label) { return row(list, label).value.toStdString(); }
    static std::string bytes(double count) {
        return grouped(std::size_t(std::llround(count))).toStdString() + " bytes";
    }
    /// The row of a bar chart with this name, by the arrow keys.
    void walkTo(BarsChart& chart, const char* name) {
        QStringList names;
        for (const ChartBar& bar : chart.data().rows) names += bar.name;
        const auto target = names.indexOf(QLatin1String(name));
        ASSERT_GE(target, 0) << name;
        chart.setFocus();
        for (int i = 0; i < 60 && chart.data().lit.value_or(0) != std::size_t(target); ++i)
            QTest::keyClick(&chart,
                            int(chart.data().lit.value_or(0)) < int(target) ? Qt::Key_Down : Qt::Key_Up);
        settle();
        EXPECT_EQ(chart.data().lit, std::size_t(target));
    }
};

// Memory -------------------------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, RunningTakesWeightsCacheAndWorkingSpace) {
    show("memory");
    chooseModel("llama-7b");
    slide("memoryContext", 2048);
    slide("memoryTexts", 4);
    const double weights = 2.0 * 6738415616, cache = 4.0 * 2048 * 524288;
    EXPECT_EQ(exact("memoryFigures", "Weights"), bytes(weights));
    EXPECT_EQ(exact("memoryFigures", "KV cache of one token"), "524,288 bytes"); // facts: llama-7b
    EXPECT_EQ(exact("memoryFigures", "KV cache"), bytes(cache));
    EXPECT_EQ(exact("memoryFigures", "Needed on one GPU"), bytes(weights + cache + 1e9));
    EXPECT_NE(row("memoryFigures", "Weights").filled.toStdString().find("6,738,415,616 × 16 ÷ 8"),
              std::string::npos);
    EXPECT_EQ(row("memoryFigures", "Working space").from, Provenance::Assumed);
    EXPECT_EQ(row("memoryFigures", "Memory of H100 SXM 80 GB").from, Provenance::Published);
    // (80 − 13.48 − working space) GB ÷ 2048 tokens of 512 KiB
    for (const double working : {1e9, 8e9}) {
        slide("workingSpace", working);
        EXPECT_EQ(value("memoryFigures", "Texts of this length at once"),
                  std::to_string(std::size_t((80e9 - weights - working) / (2048.0 * 524288))));
    }
}

TEST_F(WeightsSizingTest, EveryFormatHasItsBits) {
    show("memory");
    chooseModel("llama-7b");
    auto& ways = *part<BarsChart>("memoryWays");
    EXPECT_EQ(ways.shownNames().size(), 13);
    const std::pair<const char*, double> formats[] = {{"F32", 32},      {"Q8_0", 8.5},   {"Q6_K", 6.5625},
                                                      {"Q4_K", 4.5},    {"MXFP4", 4.25}, {"Q2_K", 2.625},
                                                      {"IQ1_S", 1.5625}};
    for (const auto& [name, bits] : formats) {
        walkTo(ways, name);
        EXPECT_EQ(exact("memoryFigures", "Weights"), bytes(6738415616 * bits / 8)) << name;
        EXPECT_DOUBLE_EQ(ways.data().rows[*ways.data().lit].parts[0], 6738415616 * bits / 8);
    }
    EXPECT_NE(row("memoryFigures", "Bits of one weight").filled.toStdString().find("8 × 50 ÷ 256"),
              std::string::npos);
}

TEST_F(WeightsSizingTest, FitsWhereThereIsRoomAndSaysSo) {
    show("memory");
    chooseModel("llama-3-8b");
    auto& fits = *part<FitChart>("fitChart");
    ASSERT_EQ(fits.data().rows.size(), accelerators().size());
    const double needed = std::accumulate(fits.data().parts.begin(), fits.data().parts.end(), 0.0);
    EXPECT_DOUBLE_EQ(needed, 2.0 * 8030261248 + 131072.0 * 8192 + 1e9);
    std::size_t fitting = 0;
    for (std::size_t i = 0; i < fits.data().rows.size(); ++i) {
        const FitRow& gpu = fits.data().rows[i];
        fitting += gpu.fits;
        EXPECT_EQ(gpu.fits, needed <= gpu.memory) << gpu.name.toStdString();
        EXPECT_EQ(gpu.words.startsWith(QLatin1String("fits")), gpu.fits);
        EXPECT_EQ(gpu.words.startsWith(QLatin1String("too small")), !gpu.fits);
        // Drawn to one scale: the bar ends before the mark exactly where it fits.
        EXPECT_EQ(fits.needOf(i).right() <= fits.frameOf(i).right(), gpu.fits);
        EXPECT_NEAR(fits.frameOf(i).width() / fits.frameOf(0).width(),
                    gpu.memory / fits.data().rows[0].memory, 1e-6);
        EXPECT_NEAR(fits.needOf(i).width() / fits.frameOf(i).width(), needed / gpu.memory, 1e-6);
    }
    EXPECT_NE(fits.finding().toStdString().find("on " + std::to_string(fitting) + " of 16"),
              std::string::npos);
    // A click on the T4, which has 16 GB.
    for (std::size_t i = 0; i < fits.data().rows.size(); ++i)
        if (fits.data().rows[i].name == QLatin1String("T4"))
            QTest::mouseClick(&fits, Qt::LeftButton, {}, fits.frameOf(i).center().toPoint());
    settle();
    EXPECT_EQ(page().sizingSession().choices().gpu, "T4");
    EXPECT_EQ(value("memoryFigures", "On the chosen GPU"), "2.13 GB too much");
    QTest::keyClick(&fits, Qt::Key_Up);
    settle();
    EXPECT_EQ(page().sizingSession().choices().gpu, "RTX 4090");
    page().undoStack()->undo();
    EXPECT_EQ(page().sizingSession().choices().gpu, "T4");
}

TEST_F(WeightsSizingTest, WindowsAndLatentVectorsMakeSmallCaches) {
    show("memory");
    chooseModel("deepseek-v3");
    EXPECT_EQ(exact("memoryFigures", "KV cache of one token"), bytes(61.0 * (512 + 64) * 2)); // 70,272
    chooseModel("mistral-7b-v0.1");
    slide("memoryContext", 32768);
    // Every layer looks 4,096 positions back.
    EXPECT_EQ(exact("memoryFigures", "KV cache"), bytes(32.0 * 4096 * 2 * 8 * 128 * 2));
    chooseModel("gpt-oss-20b");
    slide("memoryContext", 32768);
    // Every other layer of 24 looks 128 positions back.
    EXPECT_EQ(exact("memoryFigures", "KV cache"), bytes(12.0 * (128 + 32768) * 2 * 8 * 64 * 2));
    choose("cacheFormat", 2);
    EXPECT_EQ(exact("memoryFigures", "KV cache"), bytes(12.0 * (128 + 32768) * 2 * 8 * 64));
    EXPECT_NE(row("memoryFigures", "KV cache").filled.toStdString().find("12 of 24 layers"),
              std::string::npos);
    chooseModel("bert-base-uncased");
    EXPECT_EQ(value("memoryFigures", "KV cache"), "–");
}

TEST_F(WeightsSizingTest, TrainingTakesSixteenBytesAParameterMixedOrNot) {
    show("memory");
    chooseModel("llama-7b");
    choose("memoryPurpose", 1);
    choose("recompute", 2);
    slide("memoryContext", 2048);
    const double activations = 32.0 * 2048 * 4096 * 2;
    auto& ways = *part<BarsChart>("memoryWays");
    EXPECT_EQ(exact("memoryFigures", "Needed on one GPU"), bytes(107814649856.0 + activations)); // facts
    EXPECT_EQ(exact("memoryFigures", "Adam's two averages"), bytes(8 * 6738415616.0));
    walkTo(ways, "FP32, Adam (16 B)");
    EXPECT_EQ(exact("memoryFigures", "Needed on one GPU"), bytes(107814649856.0 + activations));
    walkTo(ways, "Mixed, Adam (18 B)");
    EXPECT_EQ(exact("memoryFigures", "Needed on one GPU"), bytes(121291481088.0 + activations));
    walkTo(ways, "8-bit Adam (10 B)");
    EXPECT_EQ(value("memoryFigures", "Bytes of each trained parameter"), "10");
    choose("recompute", 0);
    EXPECT_EQ(exact("memoryFigures", "Activations"),
              bytes(32.0 * 2048 * 4096 * (34 + 5.0 * 32 * 2048 / 4096)));
}

TEST_F(WeightsSizingTest, ZeroDividesStageByStage) {
    show("memory");
    chooseModel("llama-7b");
    choose("memoryPurpose", 1);
    choose("recompute", 2);
    slide("zeroDevices", 64);
    auto& ways = *part<BarsChart>("memoryWays");
    const double n = 6738415616.0, activations = 32.0 * 8192 * 4096 * 2;
    const double expected[] = {16 * n, 4 * n + 12 * n / 64, 2 * n + 14 * n / 64, 16 * n / 64};
    for (int stage = 0; stage <= 3; ++stage) {
        walkTo(ways, ("ZeRO " + std::to_string(stage) + ", each of 64").c_str());
        EXPECT_EQ(exact("memoryFigures", "Needed on one GPU"), bytes(expected[stage] + activations)) << stage;
    }
}

TEST_F(WeightsSizingTest, LoraTrainsFewParameters) {
    show("memory");
    chooseModel("llama-7b");
    choose("memoryPurpose", 1);
    auto& ways = *part<BarsChart>("memoryWays");
    walkTo(ways, "LoRA 16 on BF16");
    EXPECT_EQ(exact("memoryFigures", "Trained parameters"), "16,777,216"); // facts: q, k, v and o, rank 16
    slide("loraRank", 64);
    EXPECT_EQ(exact("memoryFigures", "Trained parameters"), "67,108,864");
    EXPECT_EQ(value("memoryFigures", "Weights that lie still"), "13.5 GB");
}

TEST_F(WeightsSizingTest, ADraggedSliderIsOneStepBack) {
    show("memory");
    auto* bar = part<QSlider>("memoryContext");
    const int before = page().undoStack()->count();
    const auto context = page().sizingSession().choices().context;
    for (int step = 0; step <= bar->maximum(); ++step) bar->setValue(step);
    EXPECT_EQ(page().undoStack()->count(), before + 1);
    page().undoStack()->undo();
    EXPECT_EQ(page().sizingSession().choices().context, context);
    EXPECT_EQ(part<QSlider>("memoryContext")->accessibleDescription().toStdString(), "8,192");
}

// Split --------------------------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, LayersLieOneBehindTheOther) {
    chooseModel("llama-3-8b");
    show("split");
    slide("splitDevices", 4);
    const auto& picture = *part<SplitPicture>("splitPicture");
    ASSERT_EQ(picture.data().boxes.size(), 4u);
    const char* const layers[] = {"layers 1–8", "layers 9–16", "layers 17–24", "layers 25–32"};
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const SplitBox& box = picture.data().boxes[i];
        EXPECT_EQ(box.below.toStdString(), layers[i]);
        sum += std::accumulate(box.parts.begin(), box.parts.end(), 0.0);
    }
    EXPECT_DOUBLE_EQ(sum,
                     2.0 * 8030261248 + 131072.0 * 8192); // nothing lost, nothing twice: the head is its own
    EXPECT_EQ(picture.data().flow, SplitPictureData::Flow::Chain);
    EXPECT_EQ(exact("splitFigures", "Sent in one step, by all"), bytes(3 * 4096 * 2.0));
    EXPECT_EQ(picture.data().arrowWords.toStdString(), "each arrow: 8.19 kB a step");
    EXPECT_EQ(value("splitFigures", "Each GPU waits"), "75 %");
    slide("splitTexts", 16);
    EXPECT_EQ(exact("splitFigures", "Sent in one step, by all"), bytes(16 * 3 * 4096 * 2.0));
    choose("splitStep", 1); // the prompts are read
    EXPECT_EQ(exact("splitFigures", "Sent in one step, by all"), bytes(16.0 * 8192 * 3 * 4096 * 2));
    choose("splitStep", 2); // trained: 16 bytes a parameter, there and back
    EXPECT_EQ(exact("splitFigures", "Sent in one step, by all"), bytes(2 * 16.0 * 8192 * 3 * 4096 * 2));
    EXPECT_EQ(exact("splitFigures", "All GPUs together"), bytes(16 * 8030261248.0));
    EXPECT_TRUE(picture.data().goesBack);
}

TEST_F(WeightsSizingTest, TensorsAreCutAndSummedOnARing) {
    chooseModel("llama-3-8b");
    show("split");
    choose("splitWay", 1);
    slide("splitDevices", 8);
    const auto& picture = *part<SplitPicture>("splitPicture");
    ASSERT_EQ(picture.data().boxes.size(), 8u);
    EXPECT_EQ(picture.data().flow, SplitPictureData::Flow::Ring);
    const double norms = 65.0 * 4096; // two a layer and the last, on every GPU
    const double each = 2 * ((8030261248.0 - norms) / 8 + norms) + 131072.0 * 8192 / 8;
    for (const SplitBox& box : picture.data().boxes)
        EXPECT_DOUBLE_EQ(std::accumulate(box.parts.begin(), box.parts.end(), 0.0), each);
    EXPECT_EQ(exact("splitFigures", "The fullest GPU holds"), bytes(each));
    EXPECT_EQ(exact("splitFigures", "Stored more than once"), bytes(2 * 7 * norms));
    // Two sums a layer, one behind the token table; 2(n − 1) times the vector of a token. And the logits.
    EXPECT_EQ(exact("splitFigures", "Vectors of the tokens"), bytes(64.0 * 2 * 7 * 4096 * 2));
    EXPECT_EQ(exact("splitFigures", "Vectors from the token table"), bytes(2.0 * 7 * 4096 * 2));
    EXPECT_EQ(exact("splitFigures", "Logits of the next token"), bytes(7.0 * 128256 * 2));
    slide("splitDevices", 3);
    EXPECT_NE(text("splitNote").find("cannot be divided evenly among 3"), std::string::npos);
}

TEST_F(WeightsSizingTest, ExpertsAreSentTheirTokens) {
    chooseModel("mixtral-8x7b");
    show("split");
    choose("splitWay", 2);
    slide("splitDevices", 8);
    slide("splitTexts", 8);
    const auto& picture = *part<SplitPicture>("splitPicture");
    EXPECT_EQ(picture.data().flow, SplitPictureData::Flow::All);
    EXPECT_EQ(picture.data().boxes[0].below.toStdString(), "experts: 1");
    const double oneExpert = 32.0 * 3 * 4096 * 14336 * 2; // in all layers, BF16
    EXPECT_DOUBLE_EQ(picture.data().boxes[3].parts[3], oneExpert);
    const double away =
        8.0 * 2 * 4096 * 2 * 32 * 7 / 8; // tokens × experts × vector × layers, 7 of 8 elsewhere
    EXPECT_EQ(exact("splitFigures", "Vectors to the experts"), bytes(away));
    EXPECT_EQ(exact("splitFigures", "Sent in one step, by all"), bytes(2 * away));
    chooseModel("llama-3-8b");
    EXPECT_NE(text("splitNote").find("has no experts"), std::string::npos);
    EXPECT_EQ(picture.data().flow, SplitPictureData::Flow::None);
}

TEST_F(WeightsSizingTest, ManyGpusAreShownByTheirFirstAndLast) {
    chooseModel("deepseek-v3");
    show("split");
    choose("splitWay", 2);
    slide("splitDevices", 64);
    const auto& picture = *part<SplitPicture>("splitPicture");
    ASSERT_EQ(picture.data().boxes.size(), 8u);
    EXPECT_EQ(picture.data().boxes[6].title.toStdString(), "+ 57");
    EXPECT_EQ(picture.data().boxes[7].title.toStdString(), "GPU 64");
    // 256 experts on 64 GPUs; what is in the frame is drawn inside of it exactly where it fits.
    EXPECT_EQ(picture.data().boxes[7].below.toStdString(), "experts: 4");
    EXPECT_EQ(picture.filledOf(0).top() >= picture.frameOf(0).top(), picture.data().boxes[0].fits);
}

TEST_F(WeightsSizingTest, EveryKnownModelCanBeSizedInEveryTab) {
    for (const KnownModel& known : knownModels()) {
        session().chooseKnown(known.id);
        for (const char* view : {"memory", "split", "training-cost", "scaling"}) show(view);
        EXPECT_EQ(exact("memoryFigures", "Weights"), bytes(2.0 * double(session().model().count.total)))
            << known.id;
        show("split");
        for (int way = 0; way < 3; ++way) {
            choose("splitWay", way);
            for (const double devices : {1, 3, 64}) {
                slide("splitDevices", devices);
                EXPECT_FALSE(value("splitFigures", "The fullest GPU holds").empty()) << known.id;
                EXPECT_EQ(exact("splitFigures", "All GPUs together").substr(0, 1) == "0", false) << known.id;
            }
        }
    }
}

// Training -----------------------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, TrainingBecomesHoursDaysMoneyAndEnergy) {
    chooseModel("llama-7b");
    show("training-cost");
    choose("trainingGpu", 3); // A100 SXM 80 GB
    slide("trainingTokens", 1e12);
    slide("trainingGpus", 256);
    const double flops = 6 * 6738415616.0 * 1e12, hours = flops / (3600 * 312e12 * 0.4);
    EXPECT_EQ(exact("trainingFigures", "GPU hours"), grouped(std::size_t(std::llround(hours))).toStdString());
    EXPECT_NE(row("trainingFigures", "Time")
                  .filled.toStdString()
                  .find(QString::number(hours / 256 / 24, 'f', 2).toStdString()),
              std::string::npos);
    // Money is hours, rounded to hundredths, times the price: exact decimals.
    const auto rounded = [](double value) { return QString::number(value, 'f', 2).toStdString(); };
    const Decimal bill = *Decimal::parse(rounded(hours))->times(*Decimal::parse("1.8"));
    EXPECT_EQ(exact("trainingFigures", "Money"), money(bill).toStdString());
    EXPECT_EQ(row("trainingFigures", "Dollars for a GPU hour").from, Provenance::Assumed);
    write("dollarsPerHour", 2.05);
    EXPECT_EQ(exact("trainingFigures", "Money"),
              money(*Decimal::parse(rounded(hours))->times(*Decimal::parse("2.05"))).toStdString());
    write("gpuWatts", 500);
    EXPECT_EQ(row("trainingFigures", "Power of the GPU").from, Provenance::Assumed);
    EXPECT_EQ(value("trainingFigures", "Energy"),
              ("≈ " + compact(hours * 500 * 1.1 / 1e6)).toStdString() + " MWh");
    page().undoStack()->undo();
    page().undoStack()->undo();
    EXPECT_DOUBLE_EQ(part<QDoubleSpinBox>("dollarsPerHour")->value(), 1.8);
    EXPECT_DOUBLE_EQ(part<QDoubleSpinBox>("gpuWatts")->value(), 400);
    slide("trainingMfu", 0.2);
    EXPECT_EQ(exact("trainingFigures", "GPU hours"),
              grouped(std::size_t(std::llround(2 * hours))).toStdString());
}

TEST_F(WeightsSizingTest, TheExactCountIsBesideTheRule) {
    chooseModel("gpt2");
    show("training-cost");
    slide("trainingTokens", 1e9);
    part<QPushButton>("trainingMore")->click();
    slide("trainingContext", 1024);
    // Matrices of 12 layers and the tied head, then attention; forward and twice that back.
    const double matrices = 2.0 * 1024 * (12 * 12.0 * 768 * 768 + 50257.0 * 768),
                 attention = 4.0 * 12 * 768 * 1024 * 1024;
    const double flops = 3 * (matrices + attention) / 1024 * 1e9;
    const QString shown = QString::number(flops / 1e17, 'f', 2) + QStringLiteral(" × 10¹⁷");
    EXPECT_EQ(value("trainingFigures", "Operations, exactly"), shown.toStdString());
    EXPECT_EQ(
        value("trainingFigures", "Operations, by 6ND"),
        (QString::number(6 * 124439808.0 * 1e9 / 1e17, 'f', 2) + QStringLiteral(" × 10¹⁷")).toStdString());
}

TEST_F(WeightsSizingTest, OnlyWorkingExpertsAreTrained) {
    chooseModel("mixtral-8x7b");
    show("training-cost");
    slide("trainingTokens", 1e12);
    EXPECT_EQ(value("trainingFigures", "Operations, by 6ND"),
              (QString::number(6 * double(session().model().count.active) / 1e10 * 1e12 / 1e12, 'f', 2) +
               QStringLiteral(" × 10²²"))
                  .toStdString());
}

TEST_F(WeightsSizingTest, PublishedRunsStandBesideTheEstimate) {
    show("training-cost");
    auto& table = *part<QTreeWidget>("publishedRuns");
    ASSERT_EQ(table.topLevelItemCount(), int(publishedRuns().size()));
    const auto found = table.findItems(QStringLiteral("Llama 2 70B"), Qt::MatchExactly);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0]->text(3).toStdString(), "1,720,320");
    EXPECT_EQ(found[0]->text(5).toStdString(), "43 %"); // facts: 0.428
    const double hours = 6 * 68976648192.0 * 2e12 / (3600 * 312e12 * 0.4);
    EXPECT_EQ(found[0]->text(4).toStdString(), ("≈ " + compact(hours)).toStdString());
    EXPECT_FALSE(found[0]->text(6).isEmpty());
    EXPECT_EQ(table.findItems(QStringLiteral("GPT-3 175B"), Qt::MatchExactly)[0]->text(3).toStdString(), "–");
    const auto& chart = *part<PlotChart>("trainingChart");
    std::size_t withHours = 0;
    for (const PublishedRun& run : publishedRuns()) withHours += run.gpuHours > 0;
    EXPECT_EQ(chart.shownPoints(1).size(), withHours);
    const QPointF own = chart.shownPoints(2).at(0);
    EXPECT_NEAR(own.x() / (6 * 8030261248.0 * 1e12), 1, 1e-6);
    EXPECT_NEAR(own.y() / (6 * 8030261248.0 * 1e12 / (3600 * 989.5e12 * 0.4)), 1, 1e-6);
}

// Scaling laws -------------------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, LossesAreThoseOfTheLaws) {
    show("scaling");
    slide("runParameters", 1e9);
    slide("runTokens", 2e10);
    EXPECT_EQ(value("scalingFigures", "Loss by re-fit of 2024 (Besiroglu)"), "≈ 2.530"); // facts
    EXPECT_EQ(value("scalingFigures", "Loss by Hoffmann 2022 (Chinchilla)"), "≈ 2.580");
    const double kaplan = std::pow(std::pow(6.4e13 / 1e9, 0.076 / 0.103) + 1.8e13 / 2e10, 0.103);
    EXPECT_EQ(value("scalingFigures", "Loss by Kaplan 2020"),
              QStringLiteral("≈ %1").arg(kaplan, 0, 'f', 3).toStdString());
    EXPECT_EQ(value("scalingFigures", "Tokens for each parameter"), ratio(20).toStdString());
    const auto& chart = *part<PlotChart>("scalingChart");
    const auto own = chart.shownPoints(4);
    ASSERT_EQ(own.size(), 3u);
    EXPECT_NEAR(own[0].y(), 1.8172 + 482.01 / std::pow(1e9, 0.3478) + 2085.43 / std::pow(2e10, 0.3658), 1e-6);
    EXPECT_NEAR(own[2].y(), kaplan, 1e-6);
    // No point of the re-fit's curve lies below its lowest.
    const double lowest = chart.shownPoints(3).at(0).y();
    for (const QPointF& point : chart.shownPoints(0)) EXPECT_GE(point.y(), lowest - 1e-9);
}

TEST_F(WeightsSizingTest, Gpt3HadFewTokensForItsSize) {
    chooseModel("gpt3-175b");
    show("scaling");
    slide("runTokens", 3e11);
    EXPECT_EQ(value("scalingFigures", "Tokens for each parameter"),
              ratio(300e9 / 174604259328.0).toStdString());
    EXPECT_NE(part<PlotChart>("scalingChart")->finding().toStdString().find("times too large"),
              std::string::npos);
    slide("runParameters", 1e9);
    EXPECT_NE(part<PlotChart>("scalingChart")->finding().toStdString().find("smaller than would be best"),
              std::string::npos);
    part<QPushButton>("scalingAsModel")->click();
    EXPECT_EQ(page().sizingSession().runParameters(), 174604259328.0);
}

TEST_F(WeightsSizingTest, BestSizesLieOnStraightLines) {
    show("scaling");
    choose("scalingLaw", 1);
    const auto& chart = *part<PlotChart>("scalingChart");
    for (std::size_t law = 0; law < 3; ++law) {
        const auto points = chart.shownPoints(law);
        ASSERT_GE(points.size(), 3u);
        const auto slope = [&](std::size_t i) {
            return std::log(points[i + 1].y() / points[i].y()) / std::log(points[i + 1].x() / points[i].x());
        };
        const double expected[] = {0.3658 / (0.3478 + 0.3658), 0.28 / (0.34 + 0.28), 0.73};
        EXPECT_NEAR(slope(0), expected[law], 1e-6);
        EXPECT_NEAR(slope(points.size() - 2), expected[law], 1e-6);
    }
    EXPECT_EQ(chart.shownPoints(3).size(), publishedRuns().size());
}

// GPT-3's data -------------------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, Gpt3ReadGoodSourcesMoreThanOnce) {
    show("data-mix");
    EXPECT_EQ(value("mixFigures", "Common Crawl, filtered"), "0.44×"); // 0.6 · 300 / 410
    EXPECT_EQ(value("mixFigures", "WebText2"), "3.47×");
    EXPECT_EQ(value("mixFigures", "Books1"), "2×");
    EXPECT_EQ(value("mixFigures", "Books2"), "0.44×");
    EXPECT_EQ(value("mixFigures", "Wikipedia"), "3×");
    EXPECT_EQ(value("mixFigures", "Shares added up"), "101 %");
    EXPECT_EQ(value("mixFigures", "Common Crawl before filtering"), "45 TB");
    EXPECT_EQ(value("mixFigures", "Common Crawl after filtering"), "570 GB");
    EXPECT_EQ(row("mixFigures", "Tokens that were read").from, Provenance::Published);
    const auto& mix = part<BarsChart>("mixChart")->data();
    EXPECT_NEAR(std::accumulate(mix.rows[0].parts.begin(), mix.rows[0].parts.end(), 0.0), 1, 1e-12);
    EXPECT_NEAR(std::accumulate(mix.rows[1].parts.begin(), mix.rows[1].parts.end(), 0.0), 1.01, 1e-12);
    EXPECT_NEAR(mix.rows[0].parts[0], 410.0 / 499, 1e-12);
    slide("tokensSeen", 6e11);
    EXPECT_EQ(value("mixFigures", "Wikipedia"), "6×");
    EXPECT_EQ(row("mixFigures", "Tokens that were read").from, Provenance::Assumed);
    EXPECT_NEAR(part<BarsChart>("epochsChart")->data().rows[4].parts[0], 6, 1e-12);
}

// A file of weights alone --------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, AFileWithoutConfigurationHasWeightsOnly) {
    const QByteArray header =
        R"({"layers.0.mlp.weight":{"dtype":"F32","shape":[64,32],"data_offsets":[0,8192]}})";
    QByteArray bytesOfFile;
    for (int i = 0; i < 8; ++i) bytesOfFile += char((quint64(header.size()) >> (8 * i)) & 0xFF);
    const QString path = home.filePath("alone.safetensors");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytesOfFile + header + QByteArray(8192, '\0'));
    file.close();
    session().openFile(path);
    settle();
    ASSERT_EQ(session().model().count.total, 2048u);
    ASSERT_FALSE(session().model().shape);
    show("memory");
    EXPECT_EQ(exact("memoryFigures", "Weights"), "4,096 bytes");
    EXPECT_EQ(value("memoryFigures", "KV cache"), "–");
    choose("memoryPurpose", 1);
    EXPECT_EQ(value("memoryFigures", "Activations"), "–");
    show("split");
    EXPECT_NE(text("splitNote").find("says nothing of its width"), std::string::npos);
    EXPECT_EQ(exact("splitFigures", "All GPUs together"), "4,096 bytes");
    show("training-cost");
    EXPECT_FALSE(value("trainingFigures", "Operations, by 6ND").empty());
}

// Claims of the articles ---------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, ClaimsAreJudgedWithTheNumbersOfTheModel) {
    chooseModel("deepseek-v3");
    show("memory");
    EXPECT_NE(text("claim").find("takes 17 of H100"), std::string::npos) << text("claim"); // 1.34 TB ÷ 80 GB
    choose("memoryPurpose", 1);
    EXPECT_NE(text("claim").find("16 bytes a parameter"), std::string::npos);
    show("training-cost");
    slide("trainingTokens", 1e12);
    const double hours = 6 * double(session().model().count.active) * 1e12 / (3600 * 989.5e12 * 0.4);
    EXPECT_NE(text("claim").find("take " + compact(std::ceil(hours / 720)).toStdString() + " GPUs for 30"),
              std::string::npos)
        << text("claim");
    // GPT-3's own: 6 × 174.6 × 10⁹ × 300 × 10⁹ ÷ (312 × 10¹² × 40 %) seconds on 1,000 GPUs
    EXPECT_NEAR(6 * 174.6e9 * 300e9 / (312e12 * 0.4) / 86400 / 1000, 29, 0.5);
    show("data-mix");
    EXPECT_EQ(text("claim").rfind("✗ wrong", 0), 0u);
    EXPECT_NE(text("claim").find("570 GB"), std::string::npos);
}

// All of them --------------------------------------------------------------------------------------------

TEST_F(WeightsSizingTest, EveryTabSpeaksChinese) {
    language.use(QStringLiteral("zh_CN"));
    for (const char* view : {"memory", "split", "training-cost", "scaling", "data-mix"}) {
        show(view);
        for (const QLabel* label : page().currentView().findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().size() < 12) continue;
            const QString words = label->text();
            EXPECT_TRUE(std::any_of(words.begin(), words.end(), [](QChar c) {
                return c.unicode() >= 0x4E00 && c.unicode() < 0xA000;
            })) << words.toStdString();
        }
        EXPECT_FALSE(page().currentView().findChildren<FigureList*>().isEmpty());
    }
}

TEST_F(WeightsSizingTest, PicturesAreExported) {
    for (const char* view : {"memory", "split", "training-cost", "scaling", "data-mix"}) {
        show(view);
        for (const ChartFrame* frame : page().currentView().findChildren<ChartFrame*>())
            for (const char* ending : {"svg", "pdf", "png", "csv"}) {
                const QString path = home.filePath(QStringLiteral("chart.%1").arg(QLatin1String(ending)));
                frame->exportTo(path);
                EXPECT_GT(QFile(path).size(), 60) << view << ending;
            }
    }
}

TEST_F(WeightsSizingTest, NeedsNoMoreRoomThanASmallScreenHas) {
    for (const char* view : {"memory", "split", "training-cost", "scaling", "data-mix"}) {
        show(view);
        EXPECT_LE(window->minimumSizeHint().width(), 1280) << view;
        EXPECT_LE(window->minimumSizeHint().height(), 800) << view;
        // All of it is to be seen without scrolling.
        const auto* area = page().currentView().findChild<QScrollArea*>();
        EXPECT_LE(area->widget()->height(), area->height()) << view;
        EXPECT_LE(area->widget()->width(), area->width()) << view;
    }
}

TEST_F(WeightsSizingTest, LargeLettersStandUnderEachOther) {
    appearance.setPresenting(true);
    for (const char* view : {"memory", "split", "training-cost", "scaling", "data-mix"}) {
        show(view);
        EXPECT_LE(page().currentView().minimumSizeHint().width(), 1000) << view;
        EXPECT_LE(page().currentView().minimumSizeHint().height(), 500) << view;
        const auto* chart = page().currentView().findChild<ChartFrame*>();
        const auto* list = page().currentView().findChild<FigureList*>();
        const auto below = [&](const QWidget* widget) { return widget->mapTo(&page(), QPoint()).y(); };
        EXPECT_GE(below(list), below(chart) + chart->height()) << view;
        EXPECT_GT(chart->height(), 200) << view;
    }
}

} // namespace
} // namespace tokenarium
