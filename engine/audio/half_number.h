// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of 16 bits (IEEE 754 binary16), in which codebooks are kept.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace tokenarium {

constexpr float largestHalf = 65504;

/// The nearest number of 16 bits, of equally near ones the even one; what is larger becomes the largest.
inline std::uint16_t halfOf(float value) {
    const std::uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    const float size = std::min(std::abs(value), largestHalf);
    if (size < 0x1p-14f) // steps of 2^-24, down to 0
        return sign | static_cast<std::uint16_t>(std::nearbyint(size * 0x1p24f));
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(size);
    const std::uint32_t rounded = bits + 0xfff + (bits >> 13 & 1);
    return sign | static_cast<std::uint16_t>((rounded >> 13) - (112u << 10));
}

inline float floatOf(std::uint16_t half) {
    const float sign = half & 0x8000 ? -1.0f : 1.0f;
    const int exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
    if (exponent == 0x1f) return fraction ? NAN : sign * INFINITY;
    if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), -24);
    return sign * std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
}

} // namespace tokenarium
