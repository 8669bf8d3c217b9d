// SPDX-License-Identifier: GPL-3.0-or-later
// The likeliest tokens before and after each stage of sampling, as a matrix.
#pragma once

#include "engine/model/sampling.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tokenarium {

struct SamplingColumns {
    std::vector<TokenId> ids; ///< of the rows: likeliest by the model first; the drawn one is among them
    std::size_t columns = 0;  ///< by the model itself, and after each stage
    std::vector<float> probabilities; ///< [ids, columns]; NaN: removed by this stage or one before
};

/// `stages` are those whose columns are wanted, in the order in which they run. At most `most` rows. Empty
/// for no logits.
SamplingColumns samplingColumns(std::span<const float> logits, std::span<const TokenId> history,
                                const SamplingSettings& settings, std::span<const SamplingStageKind> stages,
                                TokenId drawn, std::size_t most);

/// How one of these probabilities came about: the numbers of its formula.
struct SamplingCell {
    std::optional<SamplingStageKind> stage; ///< whose column it is; none: by the model itself
    std::optional<double> before, after;    ///< probability before the stage and after it; nothing: removed
    double plainLogit = 0;                  ///< by the model
    double logit = 0, greatest = 0; ///< after the penalty where it is among the stages: its own, the greatest
    double divisor =
        1; ///< Σ e^((logit − greatest) / temperature) over all tokens; temperature 1 before its stage
    std::size_t place = 0; ///< among those left before the stage, the likeliest is 1; 0: it was removed
    double likelier = 0;   ///< what those before it in that order have together, before the stage
    double kept = 1;       ///< what all that the stage leaves have together, before the stage
    double highest = 0;    ///< the greatest probability before the stage
};

/// Of the last of these stages, or by the model itself where there is none. `id` is one of the logits'.
SamplingCell samplingCell(std::span<const float> logits, std::span<const TokenId> history,
                          const SamplingSettings& settings, std::span<const SamplingStageKind> stages,
                          TokenId id);

/// The part of [0, 1) that draws this token; empty for one that was removed.
std::pair<double, double> drawnPart(const Draw& draw, TokenId id);

} // namespace tokenarium
