// SPDX-License-Identifier: GPL-3.0-or-later
// How one weight changed in one step: the rule with its numbers filled in.
#pragma once

#include "engine/train/watched_step.h"

#include <string>
#include <vector>

namespace tokenarium {

struct WeightChange {
    std::string tensor;
    std::size_t row = 0, column = 0;
    bool muon = false;
    double before = 0, after = 0;
    double gradient = 0, clipped = 0; ///< clipped: as the optimizer takes it
    double firstBefore = 0, firstAfter = 0, secondBefore = 0, secondAfter = 0, update = 0;
    double rate = 0, computed = 0; ///< computed: what the formula gives; `after` but for rounding
    /// "m' = 0.9 · m + 0.1 · g = 0.9 · 0.0012 + 0.1 · 0.034 = 0.0045", line by line.
    std::vector<std::string> formulas;
};

/// `index` is in row order; both are taken to what there is.
WeightChange weightChange(const WatchedStep& step, std::size_t tensor, std::size_t index);

/// The number of the tensor whose weight changed most, and which one it is.
std::pair<std::size_t, std::size_t> mostChangedWeight(const WatchedStep& step);

} // namespace tokenarium
