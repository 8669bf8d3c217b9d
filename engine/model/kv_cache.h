// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and values of the tokens that a model has already read, so that they are not computed again.
#pragma once

#include "engine/model/config.h"

#include <cstddef>
#include <vector>

namespace tokenarium {

/// Belongs to one text. A copy shares its memory, so a copy is no second text.
struct KvCache {
    std::vector<Tensor> keys;   // per layer [capacity, K·D], turned already where positions are rotary
    std::vector<Tensor> values; // per layer [capacity, K·D]
    std::size_t length = 0;     ///< tokens in use; may be lowered to take tokens back
    std::size_t capacity = 0;
};

/// Empty, for `capacity` tokens, in F32. Throws std::bad_alloc.
KvCache createKvCache(const ModelConfig& config, Backend& backend, std::size_t capacity);

} // namespace tokenarium
