// SPDX-License-Identifier: GPL-3.0-or-later
// A step: choose a batch, add up gradients over its parts, clip, update.
#include "engine/train/trainer.h"

#include "engine/model/sampling.h"
#include "engine/train/schedule.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace tokenarium {

namespace {

constexpr std::uint64_t sampleSalt = 4;

/// A second set of tensors with the values of the first; it shares no memory with it.
Weights copyOf(const ModelConfig& config, Weights& from, Backend& backend, const std::string& prefix) {
    Weights copy = makeWeights(config, [&](const std::string& name, const Shape& shape) {
        Tensor tensor = backend.allocate(prefix + name, shape);
        backend.fill(0, tensor);
        return tensor;
    });
    std::vector<Tensor> targets;
    forEachTensor(copy, [&](Tensor& tensor) { targets.push_back(tensor); });
    std::size_t next = 0;
    forEachTensor(from, [&](Tensor& tensor) { backend.blend(tensor, 1, 0, targets[next++]); });
    return copy;
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
                 const TrainingSettings& wanted, Backend& on)
    : config(ofModel)
    , weights(std::move(start))
    , gradients(zeroGradients(config, on))
    , best(copyOf(config, weights, on, "best."))
    , data(std::move(texts))
    , settings(wanted)
    , backend(on)
    , optimizer(settings, weights, on) {
    progress.nextEvaluation = settings.evaluateEveryTokens;
    order = data->epochOrder(settings.seed, 0);
}

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

BatchLoss Trainer::runWindows(std::span<const TextWindow> windows, const LossOptions* options) {
    std::vector<TokenId> targets;
    targets.reserve(tokensOf(windows));
    std::vector<TrainingText> texts;
    for (const TextWindow& window : windows) texts.push_back(data->text(window, targets));
    if (!options) return loss(config, weights, backend, texts);
    return lossAndGradients(config, weights, backend, texts, *options, gradients);
}

StepReport Trainer::step() {
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<TextWindow> batch = nextBatch();
    const std::size_t tokens = tokensOf(batch), targets = targetsOf(batch);
    const double middle = (static_cast<double>(progress.tokens) + static_cast<double>(tokens) / 2) /
                          static_cast<double>(settings.tokens);
    const double factor = rateFactor(settings, middle);
    StepReport report;
    report.step = ++progress.step;
    report.tokens = progress.tokens += tokens;
    report.rate = settings.rate * factor;
    forEachTensor(gradients, [&](Tensor& gradient) { backend.fill(0, gradient); });
    LossOptions options;
    options.scale = 1.0F / static_cast<float>(std::max<std::size_t>(targets, 1));
    options.dropout = static_cast<float>(settings.dropout);
    double nats = 0;
    std::size_t from = 0;
    for (const std::size_t end : partEnds(batch, settings.microBatchTokens)) {
        options.dropoutSeed = settings.seed ^ (progress.step << 24) ^ from;
        const BatchLoss part = runWindows(std::span(batch).subspan(from, end - from), &options);
        if (!part.complete) report.problem = part.problem.empty() ? "The step was stopped." : part.problem;
        nats += part.nats;
        from = end;
    }
    report.loss = nats / static_cast<double>(std::max<std::size_t>(targets, 1));
    report.gradientNorm = optimizer.gradientNorm(gradients);
    report.skipped = !std::isfinite(report.gradientNorm) || !report.problem.empty();
    if (!report.skipped) optimizer.step(gradients, report.gradientNorm, factor);
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
        const BatchLoss part = runWindows(std::span(windows).subspan(from, end - from), nullptr);
        if (!part.complete) return result;
        result.nats += part.nats;
        result.targets += part.targets;
        from = end;
    }
    result.complete = result.targets > 0;
    return result;
}

bool Trainer::note(const Evaluation& evaluation) {
    while (progress.nextEvaluation <= progress.tokens)
        progress.nextEvaluation += settings.evaluateEveryTokens;
    if (!evaluation.complete) return false;
    const double nats = evaluation.natsPerToken();
    const bool better = progress.evaluations++ == 0 || nats < progress.bestNats;
    progress.withoutBetter = better ? 0 : progress.withoutBetter + 1;
    if (!better) return false;
    progress.bestNats = nats;
    progress.bestStep = progress.step;
    overwrite(weights, best, backend);
    return true;
}

void Trainer::useBest() {
    if (progress.evaluations > 0) overwrite(best, weights, backend);
}

void Trainer::goTo(const TrainerProgress& to) {
    progress = to;
    optimizer.setStepsDone(to.optimizerSteps);
}

void Trainer::forEachState(const std::function<void(Tensor&)>& visit) {
    forEachTensor(weights, visit);
    forEachTensor(best, visit);
    optimizer.forEachState(visit);
}

} // namespace tokenarium
