// SPDX-License-Identifier: GPL-3.0-or-later
// Normal numbers by Box and Muller's formula from a seed and a counter.
#pragma once

#include "engine/model/sampling.h"

#include <cmath>
#include <numbers>

namespace tokenarium {

/// Mean 0; number `index` can be had without those before it.
inline double normalNumber(double deviation, std::uint64_t seed, std::uint64_t index) {
    const double radius = std::sqrt(-2 * std::log(1 - uniformNumber(seed, 2 * index)));
    const double angle = 2 * std::numbers::pi * uniformNumber(seed, 2 * index + 1);
    return deviation * radius * std::cos(angle);
}

} // namespace tokenarium
