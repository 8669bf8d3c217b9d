// SPDX-License-Identifier: GPL-3.0-or-later
// Says what forward.cpp does, one stage for every operation.
#include "engine/view/model_stages.h"

#include <algorithm>
#include <array>

namespace tokenarium {
namespace {

/// Builds the list; every function adds what one part of the model does.
class StageList {
public:
    explicit StageList(const ModelConfig& modelConfig) : config(modelConfig) {}

    std::vector<ModelStage> build() {
        std::string stream = embed();
        for (std::size_t block = 0; block < config.layers; ++block) {
            layer = block;
            const std::string name = "block." + std::to_string(block);
            attention(name + ".attention.", stream);
            add(StageKind::AttentionResidual, Op::Add, name + ".middle",
                {stream, name + ".attention.output"});
            feedForward(name + ".feedforward.", name + ".middle");
            stream = name + ".output";
            add(StageKind::FeedForwardResidual, Op::Add, stream,
                {name + ".middle", name + ".feedforward.output"});
        }
        layer.reset();
        norm(StageKind::FinalNorm, "final.norm", stream, "final.norm");
        add(StageKind::Logits, Op::Linear, "logits",
            {"final.norm", config.tiedHead ? "embed.tokens.weight" : "head.weight"});
        return std::move(stages);
    }

private:
    bool isRotary() const { return config.positionKind == ModelConfig::Positions::Rotary; }

    std::string embed() {
        add(StageKind::TokenEmbedding, Op::Embedding, "embed.tokens", {"embed.tokens.weight"});
        if (isRotary()) {
            add(StageKind::PositionAngles, Op::Rotations, "embed.rotations", {});
            return "embed.tokens";
        }
        add(StageKind::PositionEmbedding, Op::Embedding, "embed.positions", {"embed.positions.weight"});
        add(StageKind::EmbeddingSum, Op::Add, "embed.output", {"embed.tokens", "embed.positions"});
        return "embed.output";
    }

    void attention(const std::string& name, const std::string& stream) {
        norm(StageKind::AttentionNorm, name + "norm", stream, name + "norm");
        project(StageKind::Query, name, "query", StageHeads::Columns);
        project(StageKind::Key, name, "key", StageHeads::KeyHeads);
        project(StageKind::Value, name, "value", StageHeads::KeyHeads);
        const std::string query = turned(StageKind::Query, name + "query", StageHeads::Columns);
        const std::string key = turned(StageKind::Key, name + "key", StageHeads::KeyHeads);
        add(StageKind::Scores, Op::AttentionScores, name + "scores", {query, key}, StageHeads::Matrices);
        add(StageKind::Mask, Op::CausalMask, name + "masked", {name + "scores"}, StageHeads::Matrices);
        add(StageKind::Probabilities, Op::Softmax, name + "probs", {name + "masked"}, StageHeads::Matrices);
        add(StageKind::WeightedSum, Op::AttentionValues, name + "heads", {name + "probs", name + "value"},
            StageHeads::Columns);
        linear(StageKind::AttentionOutput, name + "output", name + "heads", name + "output",
               config.attentionOutputBias);
    }

    void project(StageKind kind, const std::string& attention, const std::string& which, StageHeads heads) {
        linear(kind, attention + which, attention + "norm", attention + which, config.queryKeyValueBias,
               heads);
    }

    /// All that is done to queries or keys once they are there; the name of the result. The kinds of the
    /// stages follow that of the projection.
    std::string turned(StageKind kind, const std::string& projected, StageHeads heads) {
        std::string name = projected;
        const auto next = [&](int step) { return StageKind(int(kind) + step); };
        if (config.queryKeyNorm) {
            add(next(1), Op::RmsNorm, name + ".norm", {name, name + ".norm.weight"}, heads);
            name += ".norm";
        }
        if (!isRotary()) return name;
        // The name is that of the projection, whether a norm came between or not.
        add(next(2), Op::Rope, projected + ".rotated", {name, "embed.rotations"}, heads);
        return projected + ".rotated";
    }

    void feedForward(const std::string& name, const std::string& stream) {
        norm(StageKind::FeedForwardNorm, name + "norm", stream, name + "norm");
        linear(StageKind::Up, name + "up", name + "norm", name + "up", config.feedForwardBias);
        if (config.feedForward == ModelConfig::FeedForward::Swiglu) {
            linear(StageKind::Gate, name + "gate", name + "norm", name + "gate", config.feedForwardBias);
            add(StageKind::Activation, Op::Swiglu, name + "activation", {name + "gate", name + "up"});
        } else {
            add(StageKind::Activation, Op::Gelu, name + "activation", {name + "up"});
        }
        linear(StageKind::Down, name + "output", name + "activation", name + "down", config.feedForwardBias);
    }

    void norm(StageKind kind, const std::string& tensor, const std::string& from,
              const std::string& weights) {
        const bool layerNorm = config.norm == ModelConfig::Norm::Layer;
        add(kind, layerNorm ? Op::LayerNorm : Op::RmsNorm, tensor, {from, weights + ".weight"});
        if (layerNorm && config.normBias) stages.back().reads.push_back(weights + ".bias");
    }

    void linear(StageKind kind, const std::string& tensor, const std::string& from,
                const std::string& weights, bool bias, StageHeads heads = StageHeads::None) {
        add(kind, Op::Linear, tensor, {from, weights + ".weight"}, heads);
        if (bias) stages.back().reads.push_back(weights + ".bias");
    }

    void add(StageKind kind, Op op, std::string tensor, std::vector<std::string> reads,
             StageHeads heads = StageHeads::None) {
        stages.push_back({kind, layer, std::move(tensor), op, std::move(reads), heads, std::nullopt});
    }

    const ModelConfig& config;
    std::optional<std::size_t> layer;
    std::vector<ModelStage> stages;
};

/// A stage with its neutral value is left out, as chooseToken does.
std::vector<SamplingStageKind> stagesOf(const SamplingSettings& sampling) {
    std::vector<SamplingStageKind> kinds;
    const auto addIf = [&](bool active, SamplingStageKind kind) {
        if (active) kinds.push_back(kind);
    };
    addIf(sampling.repetitionPenalty != 1, SamplingStageKind::RepetitionPenalty);
    addIf(sampling.temperature != 1, SamplingStageKind::Temperature);
    addIf(sampling.topK != 0, SamplingStageKind::TopK);
    addIf(sampling.topP < 1, SamplingStageKind::TopP);
    addIf(sampling.minP > 0, SamplingStageKind::MinP);
    return kinds;
}

constexpr std::array<const char*, stageKindCount> keys = {"token_embedding",
                                                          "position_embedding",
                                                          "embedding_sum",
                                                          "position_angles",
                                                          "attention_norm",
                                                          "query",
                                                          "query_norm",
                                                          "query_rotated",
                                                          "key",
                                                          "key_norm",
                                                          "key_rotated",
                                                          "value",
                                                          "scores",
                                                          "mask",
                                                          "probabilities",
                                                          "weighted_sum",
                                                          "attention_output",
                                                          "attention_residual",
                                                          "feed_forward_norm",
                                                          "up",
                                                          "gate",
                                                          "activation",
                                                          "down",
                                                          "feed_forward_residual",
                                                          "final_norm",
                                                          "logits",
                                                          "sampling",
                                                          "draw",
                                                          "append"};

} // namespace

const char* stageKey(StageKind kind) { return keys[static_cast<std::size_t>(kind)]; }

StagePlace stagePlace(StageKind kind) {
    switch (kind) {
    case StageKind::TokenEmbedding: return {0, 0, 0, false};
    case StageKind::PositionEmbedding:
    case StageKind::PositionAngles: return {0, 1, 0, false};
    case StageKind::EmbeddingSum: return {1, 0, 0, true};
    case StageKind::AttentionNorm: return {0, 0, 0, false};
    case StageKind::Query: return {1, 0, 3, false};
    case StageKind::Key: return {1, 1, 3, false};
    case StageKind::Value: return {1, 2, 3, false};
    case StageKind::QueryNorm: return {2, 0, 3, false};
    case StageKind::KeyNorm: return {2, 1, 3, false};
    case StageKind::QueryRotated: return {3, 0, 3, false};
    case StageKind::KeyRotated: return {3, 1, 3, false};
    case StageKind::Scores: return {4, 0, 0, false};
    case StageKind::Mask: return {4, 1, 0, false};
    case StageKind::Probabilities: return {5, 0, 0, false};
    case StageKind::WeightedSum: return {5, 1, 0, false};
    case StageKind::AttentionOutput: return {6, 0, 0, false};
    case StageKind::AttentionResidual: return {7, 0, 0, true};
    case StageKind::FeedForwardNorm: return {8, 0, 0, false};
    case StageKind::Up: return {9, 0, 0, false};
    case StageKind::Gate: return {9, 1, 0, false};
    case StageKind::Activation: return {10, 0, 0, false};
    case StageKind::Down: return {10, 1, 0, false};
    case StageKind::FeedForwardResidual: return {11, 0, 0, true};
    case StageKind::FinalNorm: return {0, 0, 0, false};
    case StageKind::Logits: return {0, 1, 0, false};
    case StageKind::Sampling: return {1, 0, 0, false};
    case StageKind::Draw: return {2, 0, 0, false};
    case StageKind::Append: return {2, 1, 0, false};
    }
    return {};
}

std::vector<ModelStage> modelStages(const ModelConfig& config, const SamplingSettings& sampling) {
    std::vector<ModelStage> stages = StageList(config).build();
    const auto choosing = [&](StageKind kind, std::optional<SamplingStageKind> which = std::nullopt) {
        stages.push_back({kind, std::nullopt, {}, std::nullopt, {}, StageHeads::None, which});
    };
    for (const SamplingStageKind kind : stagesOf(sampling)) choosing(StageKind::Sampling, kind);
    choosing(StageKind::Draw);
    choosing(StageKind::Append);
    return stages;
}

std::vector<ModelStage> layerStages(const std::vector<ModelStage>& all) {
    const auto isKept = [](const ModelStage& stage) {
        switch (stage.kind) {
        case StageKind::TokenEmbedding:
        case StageKind::PositionEmbedding:
        case StageKind::EmbeddingSum:
        case StageKind::PositionAngles:
        case StageKind::AttentionResidual:
        case StageKind::FeedForwardResidual:
        case StageKind::FinalNorm: return true;
        default: return stage.kind >= StageKind::Logits;
        }
    };
    std::vector<ModelStage> kept;
    std::copy_if(all.begin(), all.end(), std::back_inserter(kept), isKept);
    return kept;
}

} // namespace tokenarium
