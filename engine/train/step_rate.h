// SPDX-License-Identifier: GPL-3.0-or-later
// How fast this machine trains a model of some shape: a step or two of it, timed.
#pragma once

#include "engine/backend/backend.h"
#include "engine/train/recipe.h"

#include <stop_token>

namespace tokenarium {

struct StepRate {
    double tokensPerSecond = 0; ///< 0: stopped
    double flopsPerSecond = 0;  ///< by 6·N per token: for guessing at other shapes
};

/// Trains a throw-away model on random tokens: one step to warm up, then one that is timed, of about
/// `batchTokens` tokens each. On a worker; holds `threads` cores for a moment, or `device` where it is given
/// and does not fail. `config` has its vocabulary.
StepRate measureStepRate(const ModelConfig& config, std::size_t batchTokens, std::size_t threads,
                         std::stop_token stop = {}, Backend* device = nullptr);

} // namespace tokenarium
