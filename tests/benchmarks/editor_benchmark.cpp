// SPDX-License-Identifier: GPL-3.0-or-later
// What a key costs the editor widget in a document of 1 MB: laying out and repainting what changed, without
// any tokenizing. Prints the median and the worst of many keys in milliseconds of CPU, beside the bounds:
// median under 1.5 ms, worst under 12 ms. Then the index of slices over 256 MB: under a second.
#include "tests/widgets/fake_text.h"
#include "widgets/text/slice_index.h"

#include <QApplication>
#include <QFont>
#include <QTest>
#include <benchmark/benchmark.h>

#include <ctime>
#include <random>

namespace {

using namespace tokenarium;

constexpr std::size_t megabyte = 1'000'000;

std::string repeated(const std::string& part, std::size_t size) {
    std::string text;
    text.reserve(size + part.size());
    while (text.size() < size) text += part;
    return text;
}

std::string document(const std::string& kind, std::size_t size) {
    const std::string english =
        "The quick brown fox, not being lazy, jumps over 12 sleeping dogs; don't ask why. ";
    const std::string chinese =
        "人工智能模型并不直接读字，它们读的是词元。一个词元可能是一个字，也可能是一个词。";
    if (kind == "lines") return repeated(english + "\n", size);
    if (kind == "paragraphs") return repeated(repeated(english, 800) + "\n\n", size);
    if (kind == "chinese") return repeated(chinese + chinese + "\n", size);
    if (kind == "arabic") return repeated("مرحبا بالعالم كيف حالك اليوم hello 12 ", size);
    if (kind == "one line") return repeated(english, size);
    if (kind == "one line of chinese") return repeated(chinese, size);
    if (kind == "invalid bytes") return std::string(size, '\xFF');
    return std::string(size, kind == "one letter" ? 'a' : ' ');
}

double cpuMilliseconds() { return 1000.0 * double(std::clock()) / CLOCKS_PER_SEC; }

void key(benchmark::State& state, const std::string& kind) {
    FakeEditor owner(document(kind, megabyte));
    owner.edit.resize(1000, 700);
    owner.edit.show();
    owner.edit.activateWindow();
    owner.edit.setFocus();
    QTest::qWait(50);
    std::mt19937 random(5);
    std::vector<double> times;
    while (state.KeepRunning()) {
        if (times.size() % 20 == 0) { // somewhere else, in the middle of the screen
            const std::size_t at = random() % megabyte;
            owner.edit.select(at, at);
            QApplication::processEvents();
        }
        const double begin = cpuMilliseconds();
        if (times.size() % 5 == 4)
            QTest::sendKeyEvent(QTest::Click, &owner.edit, Qt::Key_Backspace, QString(), {});
        else
            QTest::sendKeyEvent(QTest::Click, &owner.edit, Qt::Key_A, QStringLiteral("a"), {});
        QApplication::sendPostedEvents();
        QApplication::processEvents();
        times.push_back(cpuMilliseconds() - begin);
    }
    std::sort(times.begin(), times.end());
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["worst_ms"] = times.back();
    state.counters["bound_median_ms"] = 1.5;
    state.counters["bound_worst_ms"] = 12;
}

void indexing(benchmark::State& state, const std::string& kind) {
    FakeText text;
    text.text = document(kind, 256'000'000);
    for (auto round : state) {
        SliceIndex slices;
        slices.rebuild(text);
        benchmark::DoNotOptimize(slices.rows());
        state.counters["slices"] = double(slices.count());
    }
    state.counters["bound_ms"] = 1000;
    state.SetBytesProcessed(std::int64_t(state.iterations()) * std::int64_t(text.text.size()));
}

void fullRepaint(benchmark::State& state, const std::string& kind) {
    FakeEditor owner(document(kind, 100'000));
    owner.edit.resize(1000, 700);
    owner.edit.show();
    QTest::qWait(50);
    for (auto round : state) owner.edit.viewport()->repaint();
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setCursorFlashTime(0);
    QFont font = QApplication::font();
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("WenQuanYi Micro Hei"),
                      QStringLiteral("Noto Color Emoji"), QStringLiteral("DejaVu Sans")});
    font.setPointSizeF(12);
    QApplication::setFont(font);
    benchmark::Initialize(&argc, argv);
    for (const char* kind : {"lines", "paragraphs", "chinese", "arabic", "one line", "one line of chinese",
                             "one letter", "spaces", "invalid bytes"})
        benchmark::RegisterBenchmark((std::string("key/") + kind).c_str(), key, kind)
            ->Iterations(400)
            ->Unit(benchmark::kMillisecond);
    for (const char* kind : {"lines", "one line"})
        benchmark::RegisterBenchmark((std::string("repaint/") + kind).c_str(), fullRepaint, kind)
            ->Unit(benchmark::kMillisecond);
    for (const char* kind : {"lines", "one line", "one line of chinese"})
        benchmark::RegisterBenchmark((std::string("index of 256 MB/") + kind).c_str(), indexing, kind)
            ->Unit(benchmark::kMillisecond);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
