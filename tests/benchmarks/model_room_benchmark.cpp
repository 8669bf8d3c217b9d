// SPDX-License-Identifier: GPL-3.0-or-later
// What the model room is asked for with a model of the shape of GPT-2 small (124 M parameters, random
// weights): stepping through 512 tokens, from the key to the painted window, with a median of at most 16 ms a
// frame; a heat map of 4096 × 4096 that scrolls as smoothly; opening the file within a second.
#include "app/appearance.h"
#include "app/compute_device.h"
#include "app/pages/model/step_view.h"
#include "app/pages/model_page.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/text/character_vocabulary.h"
#include "tests/benchmarks/random_model.h"
#include "widgets/model/heat_map.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>

namespace {

using namespace tokenarium;

constexpr NamedShape largeVocabulary = {"151k", 151'936, 512, 64, 2, 2};

std::string utf8(char32_t point) { return QString::fromUcs4(&point, 1).toStdString(); }

/// As many tokens as GPT-2 has: bytes and characters.
std::shared_ptr<const TextTokenizer> tokenizer(std::size_t size) {
    CharacterTrainerOptions options;
    options.vocabularySize = size;
    CharacterTrainer trainer(options);
    std::string text;
    for (std::size_t i = 0; i < size - 256; ++i) text += utf8(char32_t(0x20000 + i));
    trainer.add(text);
    return createCharacterTokenizer(trainer.train().vocabulary);
}

/// A folder with a model of this shape, which is made once.
std::filesystem::path randomModel(const NamedShape& shape) {
    const auto folder =
        std::filesystem::temp_directory_path() / (std::string("tokenarium-benchmark-") + shape.name);
    if (std::filesystem::exists(folder / "model.safetensors")) return folder;
    std::filesystem::create_directories(folder);
    CpuBackend backend(2);
    OpenedModel model;
    model.config = configOf(shape);
    model.tokenizer = tokenizer(model.config.vocabularySize);
    model.weights = randomWeights(model.config, std::nullopt, backend);
    exportSafetensors(model, backend, folder / "model.safetensors", DType::BF16);
    return folder;
}

StepView& stepView(ModelPage& room) {
    for (ModelView* view : room.views())
        if (auto* step = qobject_cast<StepView*>(view)) return *step;
    std::abort();
}

void settle(ModelPage& room) {
    do QApplication::processEvents(QEventLoop::AllEvents, 10);
    while (!room.isSettled());
}

void report(benchmark::State& state, std::vector<double>& milliseconds) {
    std::sort(milliseconds.begin(), milliseconds.end());
    state.counters["median_ms"] = milliseconds[milliseconds.size() / 2];
    state.counters["worst_ms"] = milliseconds.back();
}

void stepping(benchmark::State& state) {
    ModelPage room;
    room.resize(1200, 700);
    room.showView(QStringLiteral("step"));
    room.show();
    settle(room);
    room.session().openModel(QString::fromStdString(randomModel(gpt2Shape).string()));
    settle(room);
    const QString text = QStringLiteral("Once upon a time ").repeated(31).left(512); // spelled in bytes
    room.session().setPrompt(text);
    settle(room);
    StepView& view = stepView(room);
    view.goTo(0);
    std::vector<double> milliseconds;
    for (auto each : state) {
        if (view.stage() + 1 == view.stages().size()) view.goTo(0);
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(&view, Qt::Key_PageDown);
        QApplication::processEvents(); // paints what has changed
        milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
        state.SetIterationTime(milliseconds.back() / 1000);
    }
    report(state, milliseconds);
    state.counters["tokens"] = double(room.session().run()->tokens());
    state.counters["stages"] = double(view.stages().size());
}
BENCHMARK(stepping)->UseManualTime()->Iterations(400)->Unit(benchmark::kMillisecond);

/// From the top left corner to the bottom right one, over cells of one pixel; argument: zoom.
void scrolling(benchmark::State& state) {
    constexpr std::size_t side = 4096;
    const auto values = std::make_shared<std::vector<float>>(side * side);
    for (std::size_t i = 0; i < values->size(); ++i) (*values)[i] = float((i * 2654435761U) % 1000) / 1000;
    HeatMapData data;
    data.owner = values;
    data.values = *values;
    data.rows = data.columns = side;
    HeatMap map;
    map.resize(1200, 700);
    map.show();
    map.setData(std::move(data));
    map.setZoom(double(state.range(0)));
    QApplication::processEvents();
    std::vector<double> milliseconds;
    for (auto each : state) {
        QElapsedTimer clock;
        clock.start();
        for (QScrollBar* bar : {map.horizontalScrollBar(), map.verticalScrollBar()})
            bar->setValue(bar->value() == bar->maximum() ? 0 : bar->value() + 2 * bar->singleStep());
        QApplication::processEvents();
        milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
        state.SetIterationTime(milliseconds.back() / 1000);
    }
    report(state, milliseconds);
}
BENCHMARK(scrolling)->Arg(1)->Arg(8)->UseManualTime()->Iterations(400)->Unit(benchmark::kMillisecond);

/// From the choice of the file until the room has the model; the file has been read before.
void opening(benchmark::State& state) {
    const QString folder = QString::fromStdString(randomModel(gpt2Shape).string());
    std::vector<double> milliseconds;
    for (auto each : state) {
        ComputeDevice device;
        ModelSession session(device);
        bool isOpen = false;
        QObject::connect(&session, &ModelSession::modelChanged, &session, [&] { isOpen = true; });
        QElapsedTimer clock;
        clock.start();
        session.openModel(folder);
        while (!isOpen) QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
        state.SetIterationTime(milliseconds.back() / 1000);
    }
    report(state, milliseconds);
}
BENCHMARK(opening)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);

/// The key's work and the painting are counted; what a worker does in between is not, but until it is done.
void sampling(benchmark::State& state) {
    ModelPage room;
    room.resize(1200, 700);
    room.showView(QStringLiteral("prediction"));
    room.show();
    settle(room);
    room.session().openModel(QString::fromStdString(randomModel(largeVocabulary).string()));
    settle(room);
    room.session().setPrompt(QStringLiteral("Once upon a time"));
    settle(room);
    auto* slider = room.findChild<QWidget*>(QStringLiteral("temperature"));
    std::vector<double> blocked, whole;
    bool isUp = false;
    for (auto each : state) {
        QElapsedTimer all;
        all.start();
        double longest = 0;
        bool isFirst = true;
        do {
            QElapsedTimer clock;
            clock.start();
            if (isFirst) QTest::keyClick(slider, isUp ? Qt::Key_Right : Qt::Key_Left);
            isFirst = false;
            QApplication::processEvents();
            longest = std::max(longest, double(clock.nsecsElapsed()) / 1e6);
        } while (!room.isSettled());
        isUp = !isUp;
        blocked.push_back(longest);
        whole.push_back(double(all.nsecsElapsed()) / 1e6);
        state.SetIterationTime(longest / 1000);
    }
    report(state, blocked);
    std::sort(whole.begin(), whole.end());
    state.counters["until_shown_ms"] = whole[whole.size() / 2];
    state.counters["vocabulary"] = double(largeVocabulary.vocabulary);
}
BENCHMARK(sampling)->UseManualTime()->Iterations(200)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    benchmark::Initialize(&argc, argv);
    QApplication application(argc, argv);
    Appearance::prepareApplication();
    benchmark::RunSpecifiedBenchmarks();
}
