// SPDX-License-Identifier: GPL-3.0-or-later
// Which numbers dropout keeps: a function of seed and place alone, the same on every backend.
#pragma once

#include <cstdint>

namespace tokenarium {

/// splitmix64's mixing function (Steele, Lea and Flood 2014) of seed and place, its upper 24 bits as a number
/// in [0, 1).
constexpr float dropoutDraw(std::uint64_t seed, std::uint64_t place) {
    std::uint64_t z = seed + (place + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return static_cast<float>(z >> 40) * 0x1p-24F;
}

constexpr bool dropoutKeeps(std::uint64_t seed, std::uint64_t place, float probability) {
    return dropoutDraw(seed, place) >= probability;
}

} // namespace tokenarium
