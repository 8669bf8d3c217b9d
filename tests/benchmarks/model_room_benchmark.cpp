// SPDX-License-Identifier: GPL-3.0-or-later
// Frame time while stepping through a model of the shape of GPT-2 small (124 M parameters, random weights)
// with 512 tokens: from the key to the painted window, for every stage. Asked for: a median of at most 16 ms.
#include "app/appearance.h"
#include "app/pages/model/step_view.h"
#include "app/pages/model_page.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/text/character_vocabulary.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTest>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <random>

namespace {

using namespace tokenarium;

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
std::filesystem::path randomModel() {
    const auto folder = std::filesystem::temp_directory_path() / "tokenarium-benchmark-124m";
    if (std::filesystem::exists(folder / "model.safetensors")) return folder;
    std::filesystem::create_directories(folder);
    CpuBackend backend(2);
    OpenedModel model;
    model.config.layers = 12;
    model.config.width = 768;
    model.config.heads = model.config.keyHeads = 12;
    model.config.headWidth = 64;
    model.config.feedForwardWidth = 3072;
    model.config.vocabularySize = 50257;
    model.config.positions = 1024;
    model.config.queryKeyValueBias = model.config.attentionOutputBias = true;
    model.config.feedForwardBias = model.config.normBias = model.config.tiedHead = true;
    model.tokenizer = tokenizer(model.config.vocabularySize);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.02F);
    model.weights = makeWeights(model.config, [&](const std::string& name, const Shape& shape) {
        Tensor tensor = backend.allocate(name, shape);
        std::vector<float> values(shape.elements());
        for (float& value : values) value = normal(random);
        backend.write(values, tensor);
        return tensor;
    });
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

void stepping(benchmark::State& state) {
    ModelPage room;
    room.resize(1200, 700);
    room.showView(QStringLiteral("step"));
    room.show();
    settle(room);
    room.session().openModel(QString::fromStdString(randomModel().string()));
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
    std::sort(milliseconds.begin(), milliseconds.end());
    state.counters["tokens"] = double(room.session().run()->tokens());
    state.counters["stages"] = double(view.stages().size());
    state.counters["median_ms"] = milliseconds[milliseconds.size() / 2];
    state.counters["worst_ms"] = milliseconds.back();
}
BENCHMARK(stepping)->UseManualTime()->Iterations(400)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    benchmark::Initialize(&argc, argv);
    QApplication application(argc, argv);
    Appearance::prepareApplication();
    benchmark::RunSpecifiedBenchmarks();
}
