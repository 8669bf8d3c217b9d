// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a token through a model, stage after stage, in the order in which the forward pass does them.
#pragma once

#include "engine/model/config.h"
#include "engine/model/sampling.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

enum class StageKind : std::uint8_t {
    TokenEmbedding,
    PositionEmbedding,
    EmbeddingSum,
    PositionAngles,
    AttentionNorm,
    Query,
    QueryNorm,
    QueryRotated,
    Key,
    KeyNorm,
    KeyRotated,
    Value,
    Scores,
    Mask,
    Probabilities,
    WeightedSum,
    AttentionOutput,
    AttentionResidual,
    FeedForwardNorm,
    Up,
    Gate,
    Activation,
    Down,
    FeedForwardResidual,
    FinalNorm,
    Logits,
    Sampling,
    Draw,
    Append
};
inline constexpr std::size_t stageKindCount = 29;

/// "query", "feed_forward_residual": stable, for look-ups of words and for tests.
const char* stageKey(StageKind kind);

/// Where a stage stands in a drawing of its part of the model: the block, or what comes before or after all
/// blocks.
struct StagePlace {
    int row = 0, column = 0;
    int columns = 0;       ///< of its row; 0: as many as stand there
    bool onStream = false; ///< what it writes is the residual stream itself
};
StagePlace stagePlace(StageKind kind);

/// In how many matrices a tensor falls apart.
enum class StageHeads : std::uint8_t {
    None,     ///< one matrix [T, columns]
    Columns,  ///< [T, H·D]: every head has D columns of its own
    Matrices, ///< [H, T, S]: every head has a matrix of its own
    KeyHeads  ///< [T, K·D]: as Columns, and every key head serves H/K query heads
};

struct ModelStage {
    StageKind kind = StageKind::TokenEmbedding;
    std::optional<std::size_t> layer; ///< of the block it belongs to
    std::string tensor;               ///< what it writes, as the trace names it; empty after the logits
    std::optional<Op> operation;      ///< none after the logits
    std::vector<std::string> reads;   ///< in the order of the operation's arguments, with the weights
    StageHeads heads = StageHeads::None;
    std::optional<SamplingStageKind> sampling; ///< which one, of Sampling
    bool operator==(const ModelStage&) const = default;
};

/// From the token to the logits, then the stages of sampling that these settings ask for, the draw, and
/// appending.
std::vector<ModelStage> modelStages(const ModelConfig& config, const SamplingSettings& sampling);

/// Those that a run keeps values of when it keeps the layers only (RecordedRun::Detail::Layers).
std::vector<ModelStage> layerStages(const std::vector<ModelStage>& all);

} // namespace tokenarium
