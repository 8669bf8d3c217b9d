// SPDX-License-Identifier: GPL-3.0-or-later
// The list of tensors of a model, written once.
#include "engine/model/weights.h"

namespace tokenarium {
namespace {

struct Maker {
    const ModelConfig& config;
    const std::function<Tensor(const std::string&, const Shape&)>& make;

    /// "<name>.weight" and, where wanted, "<name>.bias".
    void matrix(const std::string& name, std::size_t outputs, std::size_t inputs, bool withBias,
                Tensor& weight, Tensor& bias) const {
        weight = make(name + ".weight", {outputs, inputs});
        if (withBias) bias = make(name + ".bias", {outputs});
    }

    void norm(const std::string& name, Tensor& weight, Tensor& bias) const {
        weight = make(name + ".weight", {config.width});
        if (config.norm == ModelConfig::Norm::Layer && config.normBias)
            bias = make(name + ".bias", {config.width});
    }

    BlockWeights block(const std::string& name) const {
        BlockWeights block;
        const std::string attention = name + ".attention", feedForward = name + ".feedforward";
        const std::size_t width = config.width, inner = config.feedForwardWidth;
        const bool inBias = config.queryKeyValueBias, innerBias = config.feedForwardBias;
        norm(attention + ".norm", block.attentionNorm, block.attentionNormBias);
        matrix(attention + ".query", config.queryWidth(), width, inBias, block.query, block.queryBias);
        matrix(attention + ".key", config.keyWidth(), width, inBias, block.key, block.keyBias);
        matrix(attention + ".value", config.keyWidth(), width, inBias, block.value, block.valueBias);
        if (config.queryKeyNorm) {
            block.queryNorm = make(attention + ".query.norm.weight", {config.headWidth});
            block.keyNorm = make(attention + ".key.norm.weight", {config.headWidth});
        }
        matrix(attention + ".output", width, config.queryWidth(), config.attentionOutputBias,
               block.attentionOutput, block.attentionOutputBias);
        norm(feedForward + ".norm", block.feedForwardNorm, block.feedForwardNormBias);
        if (config.feedForward == ModelConfig::FeedForward::Swiglu)
            matrix(feedForward + ".gate", inner, width, innerBias, block.gate, block.gateBias);
        matrix(feedForward + ".up", inner, width, innerBias, block.up, block.upBias);
        matrix(feedForward + ".down", width, inner, innerBias, block.down, block.downBias);
        return block;
    }
};

} // namespace

Weights makeWeights(const ModelConfig& config,
                    const std::function<Tensor(const std::string& name, const Shape& shape)>& make) {
    const Maker maker{config, make};
    Weights weights;
    weights.tokens = make("embed.tokens.weight", {config.vocabularySize, config.width});
    if (config.positionKind == ModelConfig::Positions::Learned)
        weights.positions = make("embed.positions.weight", {config.positions, config.width});
    for (std::size_t layer = 0; layer < config.layers; ++layer)
        weights.blocks.push_back(maker.block("block." + std::to_string(layer)));
    maker.norm("final.norm", weights.finalNorm, weights.finalNormBias);
    weights.head =
        config.tiedHead ? weights.tokens : make("head.weight", {config.vocabularySize, config.width});
    return weights;
}

void forEachTensor(Weights& weights, const std::function<void(Tensor&)>& visit) {
    const auto visitPresent = [&](Tensor& tensor) {
        if (present(tensor)) visit(tensor);
    };
    visitPresent(weights.tokens);
    visitPresent(weights.positions);
    for (BlockWeights& b : weights.blocks)
        for (Tensor* tensor : {&b.attentionNorm,
                               &b.attentionNormBias,
                               &b.query,
                               &b.queryBias,
                               &b.key,
                               &b.keyBias,
                               &b.value,
                               &b.valueBias,
                               &b.queryNorm,
                               &b.keyNorm,
                               &b.attentionOutput,
                               &b.attentionOutputBias,
                               &b.feedForwardNorm,
                               &b.feedForwardNormBias,
                               &b.gate,
                               &b.gateBias,
                               &b.up,
                               &b.upBias,
                               &b.down,
                               &b.downBias})
            visitPresent(*tensor);
    visitPresent(weights.finalNorm);
    visitPresent(weights.finalNormBias);
    if (weights.head.name != weights.tokens.name) visitPresent(weights.head);
}

} // namespace tokenarium
