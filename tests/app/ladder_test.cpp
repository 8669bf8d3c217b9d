// SPDX-License-Identifier: GPL-3.0-or-later
// "Why GPUs?": the steps give the right product, the numbers on the screen fit each other, and what needs a
// card says so. No test knows how long anything takes.
#include "app/device_box.h"
#include "app/pages/model/time/ladder_panel.h"
#include "app/pages/model/time/ladder_words.h"
#include "engine/backend/processor.h"
#include "engine/lesson/processor_ladder.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/model/log_bar_delegate.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QComboBox>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>

namespace tokenarium {
namespace {

TEST(ProcessorLadder, EveryStepIsTheSameProduct) {
    constexpr std::size_t n = 37; // no multiple of any vector or tile
    std::vector<float> a(n * n), b(n * n), c(n * n);
    for (std::size_t i = 0; i < n * n; ++i) {
        a[i] = float(i % 13) - 6; // small whole numbers: every order of summing is exact
        b[i] = float(i * 7 % 11) - 5;
    }
    std::vector<float> expected(n * n, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t k = 0; k < n; ++k) expected[i * n + j] += a[i * n + k] * b[k * n + j];
    const LessonProduct p{a.data(), b.data(), c.data(), n};
    WorkerPool pool(2);
    const std::vector<std::function<void(std::size_t, std::size_t)>> steps{
        [&](auto first, auto last) { multiplyNaive(p, first, last); },
        [&](auto first, auto last) { multiplyAlongRows(p, first, last); },
        [&](auto first, auto last) { multiplyInVectors(p, first, last); },
        [&](auto first, auto last) { multiplyInRegisters(p, first, last); },
        [&](auto first, auto last) { multiplyInThreads(p, first, last, pool); }};
    ASSERT_EQ(steps.size(), ladderStepCount);
    for (std::size_t step = 0; step < steps.size(); ++step) {
        std::fill(c.begin(), c.end(), NAN);
        steps[step](0, 8); // in two parts, as they are timed
        steps[step](8, n);
        EXPECT_EQ(c, expected) << "step " << step;
    }
}

TEST(ProcessorLadder, APartIsTimedForTheWhole) {
    ProcessorLadder ladder(256, 2);
    for (std::size_t step = 0; step < ladderStepCount; ++step) {
        const auto timing = ladder.run(step, 0); // a few rows
        ASSERT_TRUE(timing) << step;
        EXPECT_EQ(timing->isWhole, step >= 3) << step;
        EXPECT_NEAR(timing->gigaflops * timing->seconds * 1e9 / (2.0 * 256 * 256 * 256), 1, 1e-9);
        EXPECT_TRUE(ladder.run(step, 60)->isWhole);
    }
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_FALSE(ladder.run(0, 60, stopped.get_token()));
}

TEST(Processor, NoProductIsFasterThanItsBound) {
    EXPECT_GE(processorLanes(), 1U);
    const double peak = measuredArithmetic(1);
    EXPECT_GT(peak, 1e8) << "no processor is that slow";
    EXPECT_LT(peak, 1e13);
}

/// Counted by walking through the loops with the lines of memory in hand.
TEST(LadderPicture, WhatIsFetchedIsCounted) {
    using enum LadderMachine;
    constexpr std::size_t lanes = 16, n = 256, line = 16; // numbers
    std::size_t bytes = 0;
    for (std::size_t k = 0; k < n; ++k) {
        if (k % line == 0) bytes += 64; // a's line serves 16 numbers
        bytes += 64;                    // every number of b's column lies in a line of its own
    }
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Processor, 0, lanes), double(bytes) / n);
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Processor, 1, lanes), 12);
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Processor, 3, lanes), 4.0 * (8 + 48) / (8 * 48));
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Processor, 3, 8), 4.0 * (6 + 16) / (6 * 16));
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Gpu, 0, lanes), (32 * 128 + 128) / 32.0)
        << "33 lines for 32 threads";
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Gpu, 1, lanes), (128 + 128) / 32.0) << "two lines for 32 threads";
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Gpu, 2, lanes), 2 * 32 * 32 * 4 / double(32 * 32 * 32));
    EXPECT_DOUBLE_EQ(bytesPerMultiplyAdd(Gpu, 3, lanes), 2 * 128 * 8 * 4 / double(128 * 128 * 8));
    for (const auto machine : {Processor, Gpu})
        for (std::size_t step = 1; step < ladderStepCount; ++step)
            EXPECT_LE(bytesPerMultiplyAdd(machine, step, lanes),
                      bytesPerMultiplyAdd(machine, step - 1, lanes));
}

TEST(LadderPicture, WhatIsReadFitsWhatIsWritten) {
    constexpr std::size_t side = LadderPicture::side;
    for (const auto machine : {LadderMachine::Processor, LadderMachine::Gpu})
        for (std::size_t step = 0; step < ladderStepCount; ++step) {
            const LadderPicture p = ladderPicture(machine, step);
            const QStringList legend = LadderWords::legend(machine, step);
            std::set<CellUse> used;
            for (std::size_t r = 0; r < side; ++r)
                for (std::size_t k = 0; k < side; ++k) {
                    for (const auto* matrix : {&p.a, &p.b, &p.c}) used.insert((*matrix)[r * side + k]);
                    if (p.a[r * side + k] != CellUse::Read) continue;
                    const auto ofRow = p.c.begin() + std::ptrdiff_t(r * side); // a's row makes c's row
                    EXPECT_TRUE(std::count(ofRow, ofRow + side, CellUse::Written) > 0)
                        << int(machine) << step;
                }
            for (const CellUse use : {CellUse::Read, CellUse::Wasted, CellUse::Kept, CellUse::Written})
                EXPECT_EQ(used.count(use) > 0, !legend.value(int(use) - 1).isEmpty())
                    << int(machine) << " step " << step << " use " << int(use);
        }
}

TEST(PublishedPeaks, CardsAreKnownByWholeWords) {
    EXPECT_DOUBLE_EQ(publishedPeakOf("NVIDIA H200")->bf16, 989.5e12);
    EXPECT_DOUBLE_EQ(publishedPeakOf("NVIDIA H100 PCIe")->f32, 51e12);
    EXPECT_DOUBLE_EQ(publishedPeakOf("NVIDIA H100 80GB HBM3")->f32, 67e12);
    EXPECT_DOUBLE_EQ(publishedPeakOf("NVIDIA A100-SXM4-80GB")->bf16, 312e12);
    EXPECT_DOUBLE_EQ(publishedPeakOf("Tesla T4")->bf16, 65e12);
    EXPECT_FALSE(publishedPeakOf("NVIDIA T400"));
    EXPECT_FALSE(publishedPeakOf("emulated on the CPU"));
}

class LadderRoom : public ModelRoomTest {
protected:
    void TearDown() override {
        room.reset();
        qunsetenv("TOKENARIUM_CUDA_MODULE");
    }
    void openLesson() {
        start("tiny", "em", "time");
        QTest::mouseClick(find<QPushButton>("timeLadderFace"), Qt::LeftButton);
        settle();
    }
    QTableWidget& table() { return *find<QTableWidget>("ladderSteps"); }
    QString cell(int row, int column) { return table().item(row, column)->text(); }
    double speed(int row) { return table().item(row, 1)->data(LogBarDelegate::valueRole).toDouble(); }
    void chooseSize(int index) {
        auto* size = find<QComboBox>("ladderSize");
        size->setCurrentIndex(index);
        emit size->activated(index);
        settle();
    }
};

TEST_F(LadderRoom, WithoutACardTheProcessorIsMeasuredAndTheRestIsRead) {
    qputenv("TOKENARIUM_CUDA_MODULE", "/no/such/module");
    openLesson();
    EXPECT_TRUE(said("ladderFinding").contains(grouped(1024) + " × " + grouped(1024)))
        << "nobody pressed anything";
    chooseSize(1); // 256 by 256
    const LadderMeasurement& measured = find<LadderPanel>("ladderPanel")->measurement();
    EXPECT_EQ(measured.size, 256U);
    const auto& bars = *static_cast<LogBarDelegate*>(table().itemDelegateForColumn(1));
    double slowest = 1e30, fastest = 0;
    for (int row = 1; row <= 5; ++row) {
        EXPECT_EQ(speed(row), measured.processor[std::size_t(row - 1)]->gigaflops);
        EXPECT_EQ(cell(row, 1), quantityText(speed(row) * 1e9, "FLOP/s"));
        EXPECT_EQ(cell(row, 3), percent(speed(row) * 1e9 / measured.processorPeak));
        EXPECT_GE(bars.shareOf(speed(row)), 0);
        slowest = std::min(slowest, speed(row));
        fastest = std::max(fastest, speed(row));
        EXPECT_EQ(speed(row + 6), 0) << "no figure is made up";
        EXPECT_EQ(cell(row + 6, 1), "needs a card");
        EXPECT_EQ(cell(row + 6, 2), "");
    }
    EXPECT_LE(bars.first(), slowest);
    EXPECT_GE(bars.last(), fastest);
    EXPECT_NEAR(bars.shareOf(100) - bars.shareOf(10), bars.shareOf(10) - bars.shareOf(1), 1e-9)
        << "logarithmic";
    EXPECT_TRUE(said("ladderFinding").contains(ratio(fastest / speed(1)) + "×"))
        << said("ladderFinding").toStdString();
    EXPECT_TRUE(cell(6, 0).contains("built without the GPU part")) << cell(6, 0).toStdString();
}

TEST_F(LadderRoom, EveryStepShowsItsVeryCode) {
    qputenv("TOKENARIUM_CUDA_MODULE", "/no/such/module");
    openLesson();
    table().setFocus();
    QStringList titles;
    for (int row = 1; row <= 11; ++row) {
        if (row == 6) continue;
        table().setCurrentCell(row, 0);
        titles.append(said("ladderStep"));
        QFile file(QStringLiteral(TOKENARIUM_SOURCE_DIR "/") + said("ladderCodeTitle"));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << said("ladderCodeTitle").toStdString();
        const QString source = QString::fromUtf8(file.readAll());
        const QStringList shown = find<QPlainTextEdit>("ladderCode")->toPlainText().split('\n');
        EXPECT_GE(shown.size(), 4);
        for (const QString& line : shown) EXPECT_TRUE(source.contains(line + '\n')) << line.toStdString();
        EXPECT_TRUE(source.contains(row < 6 ? "void multiply" : "__global__"));
        EXPECT_TRUE(shown.filter(row < 6 ? "void multiply" : "__global__").size() > 0);
        EXPECT_TRUE(said("ladderNumbers").contains(cell(row, 4))) << "the bytes of the table";
    }
    EXPECT_EQ(titles.removeDuplicates(), 0);
    table().setCurrentCell(1, 0);
    QTest::keyClick(&table(), Qt::Key_Down); // with the keyboard
    EXPECT_EQ(said("ladderStep"), titles[1]);
}

TEST_F(LadderRoom, OnACardItsStepsAreMeasuredToo) {
    if (!std::filesystem::exists(EMULATED_MODULE)) GTEST_SKIP() << "skipped: no emulated device";
    qputenv("TOKENARIUM_CUDA_MODULE", "/no/such/module");
    openLesson(); // the emulated card would take minutes for the usual size
    room.reset();
    qputenv("TOKENARIUM_CUDA_MODULE", EMULATED_MODULE);
    start("tiny", "em", "step");
    auto* size = find<QComboBox>("ladderSize");
    size->setCurrentIndex(0);
    room->showView("time");
    QTest::mouseClick(find<QPushButton>("timeLadderFace"), Qt::LeftButton);
    settle();
    const LadderMeasurement& measured = find<LadderPanel>("ladderPanel")->measurement();
    EXPECT_EQ(measured.card, "emulated on the CPU");
    for (int step = 0; step < 5; ++step) {
        ASSERT_TRUE(measured.gpu[std::size_t(step)]) << step << measured.gpuProblem;
        EXPECT_EQ(speed(7 + step), measured.gpu[std::size_t(step)]->gigaflops);
        EXPECT_EQ(cell(7 + step, 3), "") << "nobody has published a bound of this card";
    }
    EXPECT_TRUE(cell(6, 0).contains("its bound is not known")) << cell(6, 0).toStdString();
    EXPECT_TRUE(said("ladderFinding").contains("The GPU reaches"));
}

TEST_F(LadderRoom, WhatIsMeasuredStaysWhenItIsStopped) {
    qputenv("TOKENARIUM_CUDA_MODULE", "/no/such/module");
    openLesson();
    auto* stop = find<QPushButton>("ladderStop");
    EXPECT_FALSE(stop->isVisible());
    QTest::mouseClick(find<QPushButton>("timeMeasure"), Qt::LeftButton);
    EXPECT_TRUE(stop->isVisible());
    EXPECT_FALSE(find<QPushButton>("timeMeasure")->isEnabled());
    EXPECT_TRUE(QTest::qWaitFor([&] { return speed(1) > 0; }, 60'000));
    QTest::mouseClick(stop, Qt::LeftButton);
    EXPECT_TRUE(room->isSettled());
    EXPECT_GT(speed(1), 0);
    EXPECT_TRUE(find<QPushButton>("timeMeasure")->isEnabled());
    EXPECT_FALSE(stop->isVisible());
}

} // namespace
} // namespace tokenarium
