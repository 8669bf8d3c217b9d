// SPDX-License-Identifier: GPL-3.0-or-later
// The likeliest tokens before and after each stage of sampling, as a matrix.
#pragma once

#include "engine/model/sampling.h"

#include <cstddef>
#include <span>
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

} // namespace tokenarium
