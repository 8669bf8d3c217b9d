// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the forward pass with somebody who watches, changes what is to be changed, and keeps the values.
#include "engine/model/recorded_run.h"

#include "engine/backend/counting_backend.h"
#include "engine/backend/cpu_backend.h"
#include "engine/backend/read_bandwidth.h"
#include "engine/model/forward.h"
#include "engine/model/parameter_list.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <thread>

namespace tokenarium {
namespace {

constexpr std::size_t mostLogits = 16u << 20; ///< numbers: 64 MB

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// The residual stream and what is needed to predict.
bool belongsToLayers(std::string_view name) {
    const bool ofBlock = name.substr(0, 6) == "block." && name.find('.', 6) == name.rfind('.');
    return ofBlock || name.substr(0, 6) == "embed." || name == "final.norm" || name == "logits";
}

void clearColumns(Step& step, std::size_t begin, std::size_t width) {
    const std::size_t columns = step.shape[1];
    for (std::size_t row = 0; row < step.shape[0]; ++row)
        std::fill_n(step.values.begin() + static_cast<std::ptrdiff_t>(row * columns + begin), width, 0.0F);
}

bool apply(const Intervention& what, const ModelConfig& config, Step& step) {
    const std::string block = "block." + std::to_string(what.layer);
    switch (what.kind) {
    case Intervention::Kind::HeadOff:
        if (step.output != block + ".attention.heads" || what.head >= config.heads) return false;
        clearColumns(step, what.head * config.headWidth, config.headWidth);
        return true;
    case Intervention::Kind::AttentionOff:
    case Intervention::Kind::FeedForwardOff: {
        const bool attention = what.kind == Intervention::Kind::AttentionOff;
        if (step.output != block + (attention ? ".attention.output" : ".feedforward.output")) return false;
        clearColumns(step, 0, step.shape[1]);
        return true;
    }
    case Intervention::Kind::SetVector:
        if (step.output != what.tensor || what.token >= step.shape[0] || what.vector.size() != step.shape[1])
            return false;
        std::copy(what.vector.begin(), what.vector.end(),
                  step.values.begin() + static_cast<std::ptrdiff_t>(what.token * step.shape[1]));
        return true;
    }
    return false;
}

/// Keeps what the run wants, and stops when it is told to.
class Watcher final : public StepSink {
public:
    Watcher(RecordedRun& filled, std::stop_token stopToken) : run(filled), stop(std::move(stopToken)) {}

    bool wantsValues(const Step& step) override {
        if (step.op == Op::PutRows) return false;
        if (run.detail == RecordedRun::Detail::Everything) return true;
        return belongsToLayers(step.output) || isChanged(step);
    }
    Next take(Step& step) override {
        if (stop.stop_requested()) return Next::Stop;
        bool changed = false;
        for (const Intervention& what : run.interventions)
            changed = apply(what, run.model->opened.config, step) || changed;
        run.trace.steps.push_back(step);
        return changed ? Next::Replace : Next::GoOn;
    }

private:
    bool isChanged(const Step& step) const {
        return std::any_of(run.interventions.begin(), run.interventions.end(), [&](const Intervention& what) {
            return step.output == what.tensor || endsWith(step.output, ".attention.heads") ||
                   endsWith(step.output, ".attention.output") || endsWith(step.output, ".feedforward.output");
        });
    }
    RecordedRun& run;
    std::stop_token stop;
};

float surpriseOf(std::span<const float> logits, TokenId id) {
    const float top = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float logit : logits) sum += std::exp(static_cast<double>(logit) - top);
    return static_cast<float>(std::log(sum) + top - logits[id]);
}

/// From [T, V] to what the run keeps of it.
void keepPredictions(RecordedRun& run) {
    Step* logits = nullptr;
    for (Step& step : run.trace.steps)
        if (step.output == "logits") logits = &step;
    const std::size_t rows = logits->shape[0], width = logits->shape[1];
    const std::span<const float> all = logits->values;
    run.surprise.assign(rows, 0);
    for (std::size_t t = 0; t + 1 < rows; ++t)
        run.surprise[t + 1] = surpriseOf(all.subspan(t * width, width), run.ids[t + 1]);
    const std::size_t known = run.model->opened.tokenizer->vocabulary().size();
    const auto last = all.last(width).first(std::min(width, known));
    run.lastLogits.assign(last.begin(), last.end());
    if (all.size() > mostLogits) std::vector<float>().swap(logits->values);
}

/// False where it was stopped.
bool fillRun(RecordedRun& run, const std::stop_token& stop) {
    if (stop.stop_requested()) return false;
    const OpenedModel& opened = run.model->opened;
    run.trace.steps.clear();
    Watcher watcher(run, stop);
    RecordingBackend recording(*run.model->backend, watcher);
    const auto start = std::chrono::steady_clock::now();
    const SequenceInput text{run.ids, nullptr};
    const ForwardResult result = forward(opened.config, opened.weights, recording, {&text, 1});
    if (!result.problem.empty()) throw std::runtime_error(result.problem);
    if (!result.complete || run.model->backend->stopped()) return false;
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    keepPredictions(run);
    return true;
}

/// Final norm and head over [n, C].
std::vector<float> allLogits(const ReadyModel& model, std::span<const float> residuals) {
    const ModelConfig& config = model.opened.config;
    const Weights& weights = model.opened.weights;
    const std::size_t rows = residuals.size() / config.width;
    Backend& backend = *model.backend;
    Tensor x = backend.allocate("lens.input", {rows, config.width});
    backend.write(residuals, x);
    Tensor normed = backend.allocate("lens.norm", x.shape);
    if (config.norm == ModelConfig::Norm::Layer)
        backend.layerNorm(x, weights.finalNorm, weights.finalNormBias, config.normEpsilon, normed);
    else
        backend.rmsNorm(x, weights.finalNorm, config.normEpsilon, normed);
    Tensor logits = backend.allocate("lens.logits", {rows, weights.head.shape[0]});
    backend.linear(normed, weights.head, noTensor, logits);
    return loadValues(backend, logits);
}

} // namespace

std::size_t usualThreads(std::uint64_t parameters) {
    constexpr std::uint64_t worthSharing = 1'000'000;
    constexpr unsigned most = 8;
    if (parameters < worthSharing) return 1;
    return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

std::shared_ptr<const ReadyModel> openReadyModel(const std::filesystem::path& path, std::size_t threads) {
    auto ready = std::make_shared<ReadyModel>();
    ModelSource source = openModelSource(path);
    ready->parameters = parametersOf(source.config).total;
    ready->threads = threads ? threads : usualThreads(ready->parameters);
    ready->backend = std::make_unique<CpuBackend>(ready->threads);
    ready->opened = openModel(std::move(source), *ready->backend, std::nullopt, WeightStorage::AsInFile);
    if (!ready->opened.tokenizer)
        throw std::runtime_error(
            ready->opened.tokenizerProblem +
            " Put its tokenizer.json (of llama2.c: tokenizer.bin) into the same folder and open it again.");
    return ready;
}

bool loadOnto(const ReadyModel& model, ModelDevice device) {
    const std::scoped_lock alone(model.busy);
    std::unique_ptr<Backend> backend = std::move(device.backend);
    if (!backend) backend = std::make_unique<CpuBackend>(model.threads);
    Weights weights = loadWeights(*model.opened.checkpoint, model.opened.config, *backend,
                                  model.opened.file.string(), WeightStorage::AsInFile);
    if (backend->stopped()) {
        if (device.failed) device.failed(*backend);
        return false;
    }
    model.opened.weights = std::move(weights);
    model.backend = std::move(backend);
    model.device = std::move(device);
    return true;
}

void leaveFailedDevice(const ReadyModel& model) {
    if (model.device.failed) model.device.failed(*model.backend);
    model.opened.weights = {};
    model.device = {};
    model.backend = std::make_unique<CpuBackend>(model.threads);
    model.opened.weights = loadWeights(*model.opened.checkpoint, model.opened.config, *model.backend,
                                       model.opened.file.string(), WeightStorage::AsInFile);
}

double measuredBandwidth(const ReadyModel& model, std::uint64_t bytes) {
    return computeAlone(model, [&] {
        if (model.isOnCpu()) return measuredReadBandwidth(bytes, model.threads);
        return model.device.bandwidth ? model.device.bandwidth(bytes) : 0;
    });
}

std::span<const float> RecordedRun::values(std::string_view tensor) const {
    const Step* step = trace.find(tensor);
    return step ? std::span<const float>(step->values) : std::span<const float>();
}

std::span<const float> RecordedRun::row(std::string_view tensor, std::size_t row) const {
    const Step* step = trace.find(tensor);
    if (!step || step->values.empty()) return {};
    const std::size_t width = step->shape[step->shape.rank() - 1];
    return std::span<const float>(step->values).subspan(row * width, width);
}

std::uint64_t recordedBytes(const ModelConfig& config, std::size_t tokens) {
    CountingBackend counting;
    const Weights weights = makeWeights(
        config, [&](const std::string& name, const Shape& shape) { return counting.allocate(name, shape); });
    const std::vector<TokenId> ids(tokens, 0);
    const std::uint64_t before = counting.allocatedBytes();
    const SequenceInput text{ids, nullptr};
    forward(config, weights, counting, {&text, 1});
    return counting.allocatedBytes() - before;
}

std::shared_ptr<const RecordedRun> recordRun(std::shared_ptr<const ReadyModel> model,
                                             std::vector<TokenId> ids,
                                             std::vector<Intervention> interventions, std::uint64_t budget,
                                             std::stop_token stop) {
    auto run = std::make_shared<RecordedRun>();
    run->model = std::move(model);
    run->ids = std::move(ids);
    run->interventions = std::move(interventions);
    const OpenedModel& opened = run->model->opened;
    if (recordedBytes(opened.config, run->ids.size()) > budget) run->detail = RecordedRun::Detail::Layers;
    const bool done = computeAlone(*run->model, [&] { return fillRun(*run, stop); });
    return done ? run : nullptr;
}

std::vector<float> logitsOfResiduals(const ReadyModel& model, std::span<const float> residuals) {
    const std::size_t known = model.opened.tokenizer->vocabulary().size();
    const std::size_t rows = residuals.size() / model.opened.config.width;
    std::vector<float> all = computeAlone(
        model, [&] { return allLogits(model, residuals.first(rows * model.opened.config.width)); });
    const std::size_t width = rows > 0 ? all.size() / rows : 0;
    if (known >= width) return all;
    for (std::size_t r = 1; r < rows; ++r)
        std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(r * width), known,
                    all.begin() + static_cast<std::ptrdiff_t>(r * known));
    all.resize(rows * known);
    return all;
}

std::vector<float> logitsAt(const RecordedRun& run, std::size_t token) {
    if (token + 1 == run.tokens()) return run.lastLogits;
    const std::size_t known = run.lastLogits.size();
    if (const auto kept = run.row("logits", token); !kept.empty())
        return {kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(known)};
    const std::string last = "block." + std::to_string(run.model->opened.config.layers - 1) + ".output";
    return logitsOfResiduals(*run.model, run.row(last, token));
}

} // namespace tokenarium
