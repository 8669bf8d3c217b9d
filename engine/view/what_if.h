// SPDX-License-Identifier: GPL-3.0-or-later
// Two predictions side by side: what a change inside the model has made of the next token.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

struct ChangedCandidate {
    TokenId id = 0;
    double before = 0, after = 0; ///< probabilities over the whole vocabulary
};

struct PredictionChange {
    /// Those that are among the `count` likeliest before or after, by the greater of the two.
    std::vector<ChangedCandidate> candidates;
    TokenId likeliestBefore = 0, likeliestAfter = 0;
    /// How far the new prediction is from the old one: the Kullback-Leibler divergence of `before` from
    /// `after`, Σ before · log2(before / after), in bits; 0 where nothing has changed.
    double divergenceBits = 0;
};

/// Logits of the same vocabulary, at least one.
PredictionChange comparePredictions(std::span<const float> before, std::span<const float> after,
                                    std::size_t count);

} // namespace tokenarium
