// SPDX-License-Identifier: GPL-3.0-or-later
// A step: choose a batch, add up gradients over its parts, clip, update.
#include "engine/train/trainer.h"

#include "engine/model/sampling.h"
#include "engine/train/schedule.h"
#include "engine/train/step_watcher.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace tokenarium {

namespace {

constexpr std::uint64_t sampleSalt = 4;

/// A second set of tensors with the values and names of the first; it shares no memory with it.
Weights copyOf(const Weights& from, Backend& backend) {
    Weights copy = from;
    forEachTensor(copy, [&](Tensor& tensor) {
        const Tensor source = tensor;
        tensor = backend.allocate(source.name, source.shape);
        backend.fill(0, tensor); // so that there is no NaN to be multiplied by 0
        backend.blend(source, 1, 0, tensor);
    });
    if (from.head.name == from.tokens.name) copy.head = copy.tokens;
    return copy;
}

Lora copyOf(const Lora& from, const Weights& tensors) {
    Lora copy = from;
    for (std::size_t i = 0; i < copy.matrices.size(); ++i) {
        copy.matrices[i].a = tensors.blocks[2 * i].query; // as loraAsWeights lays them out
        copy.matrices[i].b = tensors.blocks[2 * i + 1].query;
    }
    return copy;
}

TrainingSettings settingsFor(TrainingSettings settings, bool adapter) {
    if (adapter) settings.optimizer = OptimizerKind::AdamW; // Muon would make thin factors orthogonal
    return settings;
}

void overwrite(Weights& from, Weights& to, Backend& backend) {
    std::vector<Tensor> sources;
    forEachTensor(from, [&](Tensor& tensor) { sources.push_back(tensor); });
    std::size_t next = 0;
    forEachTensor(to, [&](Tensor& tensor) { backend.blend(sources[next++], 1, 0, tensor); });
}

/// Where each part of at most `most` tokens ends; a part has at least one window.
std::vector<std::size_t> partEnds(std::span<const TextWindow> windows, std::size_t most) {
    std::vector<std::size_t> ends;
    std::size_t tokens = 0;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        if (tokens > 0 && tokens + windows[i].length > most) {
            ends.push_back(i);
            tokens = 0;
        }
        tokens += windows[i].length;
    }
    ends.push_back(windows.size());
    return ends;
}

std::size_t targetsOf(std::span<const TextWindow> windows) {
    std::size_t count = 0;
    for (const TextWindow& window : windows) count += window.length - window.masked;
    return count;
}

std::size_t tokensOf(std::span<const TextWindow> windows) {
    std::size_t count = 0;
    for (const TextWindow& window : windows) count += window.length;
    return count;
}

} // namespace

double Evaluation::bitsPerCharacter() const { return natsPerCharacter() / std::numbers::ln2; }

Trainer::Trainer(const ModelConfig& ofModel, Weights start, std::shared_ptr<const Dataset> texts,
                 const TrainingSettings& wanted, Backend& on, std::optional<Lora> adapter)
    : config(ofModel)
    , weights(start)
    , gradients(zeroGradients(config, on))
    , base(std::move(start))
    , lora(std::move(adapter))
    , loraGradients(lora ? std::optional(zeroLoraGradients(*lora, on)) : std::nullopt)
    , trained(lora ? loraAsWeights(*lora) : weights)
    , trainedGradients(lora ? loraAsWeights(*loraGradients) : gradients)
    , best(copyOf(trained, on))
    , data(std::move(texts))
    , settings(settingsFor(wanted, lora.has_value()))
    , backend(on)
    , optimizer(settings, trained, on) {
    if (lora) bestLora = copyOf(*lora, best);
    progress.nextEvaluation = evaluationAfter(0);
    order = data->epochOrder(settings.seed, 0);
    refresh();
}

/// The model follows what is trained: by itself, or by adding the adapter to it once more.
void Trainer::refresh() {
    if (lora) weights = adaptedWeights(base, *lora, backend);
}

Weights Trainer::bestWeights() const {
    if (progress.evaluations == 0) return weights;
    return lora ? adaptedWeights(base, *bestLora, backend) : best;
}

std::optional<Lora> Trainer::bestAdapter() const { return progress.evaluations > 0 ? bestLora : lora; }

bool Trainer::outOfPatience() const {
    return settings.patience > 0 && progress.withoutBetter >= settings.patience;
}

bool Trainer::finished() const { return progress.tokens >= settings.tokens || outOfPatience(); }

std::vector<TextWindow> Trainer::nextBatch() {
    std::vector<TextWindow> batch;
    for (std::size_t tokens = 0;;) {
        if (progress.index == order.size()) {
            ++progress.epoch;
            progress.index = 0;
        }
        if (orderEpoch != progress.epoch)
            order = data->epochOrder(settings.seed, orderEpoch = progress.epoch);
        const TextWindow& window = data->training()[order[progress.index]];
        if (tokens > 0 && tokens + window.length > settings.batchTokens) return batch;
        batch.push_back(window);
        tokens += window.length;
        ++progress.index;
    }
}

BatchLoss Trainer::runWindows(std::span<const TextWindow> windows, Backend& on, const LossOptions* options) {
    std::vector<TokenId> targets;
    targets.reserve(tokensOf(windows));
    std::vector<TrainingText> texts;
    for (const TextWindow& window : windows) texts.push_back(data->text(window, targets));
    if (!options) return loss(config, weights, on, texts);
    return lossAndGradients(config, weights, on, texts, *options, gradients);
}

/// Forward and back, part by part; sets loss and problem of the report.
void Trainer::addGradients(std::span<const TextWindow> batch, Backend& on, LossOptions options,
                           StepReport& report) {
    for (Weights* set : {&gradients, &trainedGradients})
        forEachTensor(*set, [&](Tensor& gradient) { backend.fill(0, gradient); });
    const std::size_t targets = std::max<std::size_t>(targetsOf(batch), 1);
    options.scale = 1.0F / static_cast<float>(targets);
    double nats = 0;
    std::size_t from = 0;
    for (const std::size_t end : partEnds(batch, settings.microBatchTokens)) {
        options.dropoutSeed = settings.seed ^ (progress.step << 24) ^ from;
        const BatchLoss part = runWindows(batch.subspan(from, end - from), on, &options);
        if (!part.complete) {
            report.problem = part.problem.empty() ? "The step was stopped." : part.problem;
            return;
        }
        nats += part.nats;
        from = end;
    }
    report.loss = nats / static_cast<double>(targets);
    if (lora) addLoraGradients(*lora, gradients, on, *loraGradients);
}

StepReport Trainer::stoppedStep(StepReport report, const TrainerProgress& before) {
    report.problem = backend.problem().empty() ? "The step was stopped." : backend.problem();
    progress = before;
    return report;
}

StepReport Trainer::step(const StepOptions& how) {
    const auto begin = std::chrono::steady_clock::now();
    const TrainerProgress before = progress;
    const std::vector<TextWindow> batch = nextBatch();
    const std::size_t tokens = tokensOf(batch);
    const double middle = (static_cast<double>(progress.tokens) + static_cast<double>(tokens) / 2) /
                          static_cast<double>(settings.tokens);
    const double factor = rateFactor(settings, middle);
    StepReport report;
    report.step = ++progress.step;
    report.tokens = progress.tokens += tokens;
    report.share = std::min(1.0, static_cast<double>(progress.tokens) / static_cast<double>(settings.tokens));
    report.rate = settings.rate * factor;
    std::optional<StepWatcher> watcher;
    std::optional<RecordingBackend> recording;
    if (how.sink) recording.emplace(backend, watcher.emplace(*how.sink));
    Backend& on = recording ? static_cast<Backend&>(*recording) : backend;
    LossOptions options;
    options.dropout = middle < settings.dropoutFrom ? 0 : static_cast<float>(settings.dropout);
    options.separateSteps = how.separateSteps || how.sink;
    addGradients(batch, on, options, report);
    if (watcher) watcher->updating = true;
    if (!on.stopped()) report.gradientNorm = optimizer.gradientNorm(on, trainedGradients);
    if (on.stopped()) return stoppedStep(report, before);
    report.skipped = !std::isfinite(report.gradientNorm) || !report.problem.empty();
    if (!report.skipped) optimizer.step(on, trainedGradients, report.gradientNorm, factor);
    refresh();
    report.halfDone = backend.stopped();
    if (report.halfDone) return stoppedStep(report, before);
    progress.optimizerSteps = optimizer.stepsDone();
    report.epoch = static_cast<double>(progress.epoch) +
                   static_cast<double>(progress.index) / static_cast<double>(order.size());
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    report.tokensPerSecond = static_cast<double>(tokens) / std::max(report.seconds, 1e-9);
    return report;
}

/// Indices of documents; the sample is a shuffle that never changes, cut off.
std::vector<std::size_t> Trainer::sampleOfDocuments(bool whole) const {
    const auto& documents = data->validationDocuments();
    std::vector<std::size_t> chosen(documents.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = i;
    if (whole) return chosen;
    std::sort(chosen.begin(), chosen.end(), [](std::size_t a, std::size_t b) {
        const double drawA = uniformNumber(sampleSalt, a), drawB = uniformNumber(sampleSalt, b);
        return drawA != drawB ? drawA < drawB : a < b;
    });
    std::size_t tokens = 0, count = 0;
    while (count < chosen.size() && tokens < settings.evaluationTokens)
        tokens += documents[chosen[count++]].tokens;
    chosen.resize(count);
    return chosen;
}

Evaluation Trainer::evaluate(bool whole, std::stop_token stop) {
    Evaluation result;
    std::vector<TextWindow> windows;
    for (const std::size_t i : sampleOfDocuments(whole)) {
        const ValidationDocument& document = data->validationDocuments()[i];
        const auto part = data->validation().subspan(document.firstWindow, document.windows);
        windows.insert(windows.end(), part.begin(), part.end());
        result.characters += document.characters;
        ++result.documents;
    }
    result.whole = whole || result.documents == data->validationDocuments().size();
    if (windows.empty()) return result;
    std::size_t from = 0;
    for (const std::size_t end : partEnds(windows, settings.microBatchTokens)) {
        if (stop.stop_requested()) return result;
        const BatchLoss part = runWindows(std::span(windows).subspan(from, end - from), backend, nullptr);
        if (!part.complete) return result;
        result.nats += part.nats;
        result.targets += part.targets;
        from = end;
    }
    result.complete = result.targets > 0;
    return result;
}

/// The end of the training is one of the moments.
std::uint64_t Trainer::evaluationAfter(std::uint64_t tokens) const {
    const std::uint64_t every = std::max<std::uint64_t>(settings.evaluateEveryTokens, 1);
    const std::uint64_t regular = (tokens / every + 1) * every;
    return tokens < settings.tokens ? std::min(regular, settings.tokens) : regular;
}

bool Trainer::note(const Evaluation& evaluation) {
    progress.nextEvaluation = evaluationAfter(progress.tokens);
    if (!evaluation.complete) return false;
    const double nats = evaluation.natsPerToken();
    const bool better = progress.evaluations++ == 0 || nats < progress.bestNats;
    progress.withoutBetter = better ? 0 : progress.withoutBetter + 1;
    if (!better) return false;
    progress.bestNats = nats;
    progress.bestStep = progress.step;
    overwrite(trained, best, backend);
    return true;
}

void Trainer::useBest() {
    if (progress.evaluations > 0) overwrite(best, trained, backend);
    refresh();
}

void Trainer::goTo(const TrainerProgress& to) {
    progress = to;
    if (to.tokens < settings.tokens) progress.nextEvaluation = std::min(to.nextEvaluation, settings.tokens);
    optimizer.setStepsDone(to.optimizerSteps);
    refresh();
}

void Trainer::forEachState(const std::function<void(const std::string&, Tensor&)>& visit) {
    forEachTensor(trained, [&](Tensor& tensor) { visit(tensor.name, tensor); });
    forEachTensor(best, [&](Tensor& tensor) { visit("best." + tensor.name, tensor); });
    optimizer.forEachState([&](Tensor& tensor) { visit(tensor.name, tensor); });
}

} // namespace tokenarium
