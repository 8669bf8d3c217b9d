// SPDX-License-Identifier: GPL-3.0-or-later
// The forward pass read from the end: each function here undoes the one of the same name in forward.cpp.
// Given the gradient of what that function returned, it adds to the gradients of its weights and of what went
// in.
//
// The residual stream's gradient is one tensor all the way down: where the stream forks, each branch adds its
// share; it only takes on the name of the place it has reached.
#include "engine/model/backward.h"

#include <numeric>

namespace tokenarium {
namespace {

/// The texts of a batch, one after another.
struct Batch {
    std::vector<SequenceInput> texts;
    std::vector<std::uint32_t> ids, targets, positions; // [T]
    std::vector<std::uint32_t> lengths;                 // [texts]

    explicit Batch(std::span<const TrainingText> trainingTexts) {
        for (const TrainingText& text : trainingTexts) {
            texts.push_back({text.ids, nullptr});
            ids.insert(ids.end(), text.ids.begin(), text.ids.end());
            targets.insert(targets.end(), text.targets.begin(), text.targets.end());
            lengths.push_back(static_cast<std::uint32_t>(text.ids.size()));
            positions.resize(ids.size());
            std::iota(positions.end() - lengths.back(), positions.end(), 0U);
        }
    }
};

std::string gradientName(const std::string& name) { return "grad." + name; }

class BackwardPass {
public:
    BackwardPass(const ModelConfig& modelConfig, const Weights& modelWeights, Backend& operations,
                 const Batch& trainingBatch, const LossOptions& lossOptions, const Activations& kept,
                 Weights& weightGradients)
        : config(modelConfig)
        , weights(modelWeights)
        , backend(operations)
        , batch(trainingBatch)
        , options(lossOptions)
        , activations(kept)
        , gradients(weightGradients) {}

    void run() {
        Tensor dLogits = zeros("logits");
        backend.crossEntropyBackward(activations["logits"], batch.targets, options.scale, dLogits);
        Tensor dx = head(dLogits);
        for (std::size_t layer = config.layers; layer-- > 0 && !backend.stopped();) block(layer, dx);
        embed(dx);
    }

private:
    void embed(const Tensor& dx /*[T,C]*/) {
        const Tensor dy = undropped(0, embedName(), dx);
        backend.embeddingBackward(batch.ids, dy, gradients.tokens);
        if (present(gradients.positions)) backend.embeddingBackward(batch.positions, dy, gradients.positions);
    }

    /// Turns the gradient of the block's output into that of its input.
    void block(std::size_t layer, Tensor& dx /*[T,C]*/) {
        const std::string name = "block." + std::to_string(layer), middle = name + ".middle";
        Tensor dFed = undropped(2 * layer + 2, name + ".feedforward.output", dx);
        dx.name = gradientName(middle);
        feedForward(layer, name + ".feedforward", activations[middle], dFed, dx);
        Tensor dAttended = undropped(2 * layer + 1, name + ".attention.output", dx);
        const Tensor& x = activations[streamName(layer)];
        dx.name = gradientName(x.name);
        attention(layer, name + ".attention", x, dAttended, dx);
    }

    void attention(std::size_t layer, const std::string& name, const Tensor& x /*[T,C]*/,
                   const Tensor& dy /*[T,C]*/, Tensor& dx /*[T,C]*/) {
        const BlockWeights& w = weights.blocks[layer];
        BlockWeights& g = gradients.blocks[layer];
        Tensor dz = zeros(name + ".heads");
        backend.linearBackward(activations[name + ".heads"], w.attentionOutput, dy, dz, g.attentionOutput,
                               g.attentionOutputBias);
        Tensor dq = zeros(turnedName(name + ".query")), dk = zeros(turnedName(name + ".key")),
               dv = zeros(name + ".value");
        attendAll(name, dz, dq, dk, dv);
        Tensor din = zeros(name + ".norm");
        const Tensor& in = activations[name + ".norm"];
        const Tensor dQuery = turned(name + ".query", w.queryNorm, dq, g.queryNorm);
        backend.linearBackward(in, w.query, dQuery, din, g.query, g.queryBias);
        const Tensor dKey = turned(name + ".key", w.keyNorm, dk, g.keyNorm);
        backend.linearBackward(in, w.key, dKey, din, g.key, g.keyBias);
        backend.linearBackward(in, w.value, dv, din, g.value, g.valueBias);
        norm(x, w.attentionNorm, din, dx, g.attentionNorm, g.attentionNormBias);
    }

    void attendAll(const std::string& name, const Tensor& dz, Tensor& dq, Tensor& dk, Tensor& dv) {
        const Tensor &q = activations[turnedName(name + ".query")],
                     &k = activations[turnedName(name + ".key")], &v = activations[name + ".value"];
        if (!options.separateSteps) {
            backend.attentionBackward(q, k, v, batch.lengths, attentionScale(config),
                                      activations[name + ".heads"], activations[name + ".log_sums"], dz, dq,
                                      dk, dv);
            return;
        }
        if (batch.lengths.size() == 1) return attend(name, "", q, k, v, dz, dq, dk, dv);
        std::size_t first = 0;
        for (std::size_t i = 0; i < batch.lengths.size(); ++i) {
            const std::string suffix = ".text." + std::to_string(i);
            Tensor dzOne = zeros(name + ".heads" + suffix), dqOne = zeros(q.name + suffix),
                   dkOne = zeros(k.name + suffix), dvOne = zeros(v.name + suffix);
            backend.putRowsBackward(dz, first, dzOne);
            attend(name, suffix, activations[q.name + suffix], activations[k.name + suffix],
                   activations[v.name + suffix], dzOne, dqOne, dkOne, dvOne);
            backend.takeRowsBackward(dqOne, first, dq);
            backend.takeRowsBackward(dkOne, first, dk);
            backend.takeRowsBackward(dvOne, first, dv);
            first += batch.lengths[i];
        }
    }

    /// One text.
    void attend(const std::string& name, const std::string& suffix, const Tensor& q /*[T,H·D]*/,
                const Tensor& k /*[T,K·D]*/, const Tensor& v /*[T,K·D]*/, const Tensor& dz /*[T,H·D]*/,
                Tensor& dq, Tensor& dk, Tensor& dv) {
        const Tensor& probs = activations[name + ".probs" + suffix]; // [H, T, T]
        Tensor dProbs = zeros(probs.name);
        backend.attentionValuesBackward(probs, v, dz, dProbs, dv);
        Tensor dMasked = zeros(name + ".masked" + suffix);
        backend.softmaxBackward(probs, dProbs, dMasked);
        Tensor dScores = zeros(name + ".scores" + suffix);
        backend.causalMaskBackward(dMasked, dScores);
        backend.attentionScoresBackward(q, k, attentionScale(config), dScores, dq, dk);
    }

    void feedForward(std::size_t layer, const std::string& name, const Tensor& x /*[T,C]*/,
                     const Tensor& dy /*[T,C]*/, Tensor& dx /*[T,C]*/) {
        const BlockWeights& w = weights.blocks[layer];
        BlockWeights& g = gradients.blocks[layer];
        Tensor dInner = zeros(name + ".activation"); // [T, F]
        backend.linearBackward(activations[name + ".activation"], w.down, dy, dInner, g.down, g.downBias);
        const Tensor &in = activations[name + ".norm"], &up = activations[name + ".up"];
        Tensor dUp = zeros(name + ".up"), din = zeros(name + ".norm");
        if (config.feedForward == ModelConfig::FeedForward::Swiglu) {
            Tensor dGate = zeros(name + ".gate");
            backend.swigluBackward(activations[name + ".gate"], up, dInner, dGate, dUp);
            backend.linearBackward(in, w.gate, dGate, din, g.gate, g.gateBias);
        } else {
            backend.geluBackward(up, config.gelu, dInner, dUp);
        }
        backend.linearBackward(in, w.up, dUp, din, g.up, g.upBias);
        norm(x, w.feedForwardNorm, din, dx, g.feedForwardNorm, g.feedForwardNormBias);
    }

    Tensor head(const Tensor& dLogits /*[T,V]*/) { // [T, C]
        Tensor dNorm = zeros("final.norm"), dx = zeros(streamName(config.layers)), none;
        backend.linearBackward(activations["final.norm"], weights.head, dLogits, dNorm, gradients.head, none);
        norm(activations[streamName(config.layers)], weights.finalNorm, dNorm, dx, gradients.finalNorm,
             gradients.finalNormBias);
        return dx;
    }

    void norm(const Tensor& x, const Tensor& weight, const Tensor& dy, Tensor& dx, Tensor& dWeight,
              Tensor& dBias) {
        if (config.norm == ModelConfig::Norm::Layer)
            backend.layerNormBackward(x, weight, config.normEpsilon, dy, dx, dWeight, dBias);
        else
            backend.rmsNormBackward(x, weight, config.normEpsilon, dy, dx, dWeight);
    }

    /// Queries or keys, from the gradient of what attention got to that of what the matrix gave.
    Tensor turned(const std::string& name, const Tensor& headNorm, Tensor dx /*[T,H·D]*/, Tensor& dHeadNorm) {
        if (config.positionKind == ModelConfig::Positions::Rotary) {
            Tensor before = zeros(normedName(name));
            backend.ropeBackward(dx, activations["embed.rotations"], config.ropePairs, before);
            dx = before;
        }
        if (!present(headNorm)) return dx;
        Tensor before = zeros(name);
        backend.rmsNormBackward(activations[name], headNorm, config.normEpsilon, dx, before, dHeadNorm);
        return before;
    }

    /// The gradient of `name` from that of what dropout left of it.
    Tensor undropped(std::size_t place, const std::string& name, const Tensor& dy) {
        if (!(options.dropout > 0)) return dy;
        Tensor dx = zeros(name);
        backend.dropoutBackward(dy, options.dropout, dropoutSeedAt(options.dropoutSeed, place), dx);
        return dx;
    }

    Tensor zeros(const std::string& name) {
        Tensor gradient = backend.allocate(gradientName(name), activations[name].shape);
        backend.fill(0, gradient);
        return gradient;
    }

    std::string embedName() const {
        return config.positionKind == ModelConfig::Positions::Learned ? "embed.output" : "embed.tokens";
    }
    /// The residual stream before this block; before the head for the number after the last.
    std::string streamName(std::size_t layer) const {
        if (layer > 0) return "block." + std::to_string(layer - 1) + ".output";
        return options.dropout > 0 ? embedName() + ".dropout" : embedName();
    }
    std::string normedName(const std::string& name) const {
        return config.queryKeyNorm ? name + ".norm" : name;
    }
    std::string turnedName(const std::string& name) const {
        return config.positionKind == ModelConfig::Positions::Rotary ? name + ".rotated" : normedName(name);
    }

    const ModelConfig& config;
    const Weights& weights;
    Backend& backend;
    const Batch& batch;
    const LossOptions& options;
    const Activations& activations;
    Weights& gradients;
};

std::string trainingProblem(const ModelConfig& config, std::span<const TrainingText> texts,
                            const Batch& batch) {
    for (const TrainingText& text : texts)
        if (text.ids.size() != text.targets.size())
            return "A text has " + std::to_string(text.ids.size()) + " tokens but " +
                   std::to_string(text.targets.size()) + " targets: every token needs one.";
    for (const std::uint32_t target : batch.targets)
        if (target != noTarget && target >= config.vocabularySize)
            return "The target " + std::to_string(target) + " is not in the model's vocabulary of " +
                   std::to_string(config.vocabularySize) + "; tokenizer and model do not belong together.";
    return inputProblem(config, batch.texts);
}

/// Forward as far as the loss of every row.
Tensor lossesOf(const ModelConfig& config, const Weights& weights, Backend& backend, const Batch& batch,
                const ForwardOptions& options) {
    const ForwardResult run = forward(config, weights, backend, batch.texts, options);
    Tensor losses = backend.allocate("losses", {batch.targets.size()});
    backend.crossEntropy(run.logits, batch.targets, losses);
    return losses;
}

/// Reading waits for a device, whose failures show only then.
BatchLoss summed(const Tensor& losses, Backend& backend, const Batch& batch) {
    BatchLoss result;
    if (!backend.stopped()) result.each = backend.read(losses);
    if (backend.stopped()) return result;
    result.complete = true;
    for (const float nats : result.each) result.nats += static_cast<double>(nats);
    for (const std::uint32_t target : batch.targets) result.targets += target != noTarget;
    return result;
}

} // namespace

BatchLoss loss(const ModelConfig& config, const Weights& weights, Backend& backend,
               std::span<const TrainingText> texts) {
    const Batch batch(texts);
    BatchLoss refused;
    refused.problem = trainingProblem(config, texts, batch);
    if (!refused.problem.empty()) return refused;
    ForwardOptions options;
    options.fusedAttention = true;
    return summed(lossesOf(config, weights, backend, batch, options), backend, batch);
}

BatchLoss lossAndGradients(const ModelConfig& config, const Weights& weights, Backend& backend,
                           std::span<const TrainingText> texts, const LossOptions& options,
                           Weights& gradients) {
    const Batch batch(texts);
    BatchLoss result;
    result.problem = trainingProblem(config, texts, batch);
    if (result.problem.empty() && !(options.dropout >= 0 && options.dropout < 1))
        result.problem = "Dropout is " + std::to_string(options.dropout) +
                         ", but it is a probability: 0 or more, and below 1.";
    if (!result.problem.empty()) return result;
    Activations activations;
    ForwardOptions forwardOptions;
    forwardOptions.fusedAttention = !options.separateSteps;
    forwardOptions.dropout = options.dropout;
    forwardOptions.dropoutSeed = options.dropoutSeed;
    forwardOptions.keep = &activations;
    const Tensor losses = lossesOf(config, weights, backend, batch, forwardOptions);
    if (backend.stopped()) return result;
    BackwardPass(config, weights, backend, batch, options, activations, gradients).run();
    return summed(losses, backend, batch); // last, so that a device never waits for us
}

Weights zeroGradients(const ModelConfig& config, Backend& backend) {
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        Tensor gradient = backend.allocate(gradientName(name), shape);
        backend.fill(0, gradient);
        return gradient;
    });
}

} // namespace tokenarium
