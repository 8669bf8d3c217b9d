// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to show of a prediction: the likeliest tokens, what the stages of sampling did to them, and
// where the random number fell.
#pragma once

#include "engine/token/token.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct SamplingSettings;

/// In the order in which they run.
enum class PredictionStage : std::uint8_t { RepetitionPenalty, Temperature, TopK, TopP, MinP };

/// One token of those that are shown by themselves.
struct PredictionBar {
    TokenId id = 0;
    double byModel = 0; ///< probability over the whole vocabulary, before any stage
    double left = 0;    ///< probability after all stages; 0 for what was removed
    std::optional<PredictionStage> removedBy;
    bool operator==(const PredictionBar&) const = default;
};

/// All the others together.
struct PredictionTail {
    std::size_t tokens = 0, removed = 0; ///< `removed` of the `tokens`
    double byModel = 0, left = 0;
};

/// What one stage did; see SamplingStage. Stages with a neutral setting are not there.
struct PredictionStep {
    PredictionStage stage = PredictionStage::Temperature;
    std::size_t removed = 0, left = 0; ///< tokens
    double massKept = 1;
};

/// The part of [0, 1) that belongs to a token: the number that falls into it draws the token. Neighbours that
/// are too narrow to be seen are one segment of several `tokens`, whose id is that of the first.
struct PredictionSegment {
    TokenId id = 0;
    double begin = 0, end = 0;
    std::size_t tokens = 1;
};

struct Prediction {
    std::vector<PredictionBar> bars; ///< likeliest by the model first, then those that were asked for
    PredictionTail tail;
    std::vector<PredictionStep> steps;
    std::vector<PredictionSegment> line; ///< side by side from 0 to 1, in the order of the draw
    std::size_t hit = 0;                 ///< of `line`; always a token of its own
    double uniform = 0;                  ///< the number that was drawn, in [0, 1)
    double entropyBits = 0;              ///< of the model's own prediction
    std::size_t tokensForNineTenths = 0; ///< the fewest that together have 90 % by the model
    bool empty() const { return bars.empty(); }
};

/// The `most` likeliest tokens, and beyond them the one that is drawn and those of `alsoShown`. `history` is
/// the text before. Empty for no logits. Exact: its numbers are those of softmaxOf and chooseToken.
Prediction describePrediction(std::span<const float> logits, std::span<const TokenId> history,
                              const SamplingSettings& settings, double uniform, std::size_t most,
                              std::span<const TokenId> alsoShown = {});

} // namespace tokenarium
