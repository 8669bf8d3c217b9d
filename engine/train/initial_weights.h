// SPDX-License-Identifier: GPL-3.0-or-later
// The random numbers a model starts from.
#pragma once

#include "engine/model/weights.h"

#include <cstdint>

namespace tokenarium {

/// Matrices and token tables: normal with a spread of 0.02; those that add to the residual stream (attention
/// output, feed-forward down) 0.02 / √(2L), so that the stream does not grow with the depth (GPT-2). Norms 1,
/// biases 0. The same seed gives the same numbers; those of a tensor depend on its name, not on its place.
Weights createInitialWeights(const ModelConfig& config, Backend& backend, std::uint64_t seed);

} // namespace tokenarium
