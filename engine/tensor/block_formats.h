// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of 16 bits and numbers in blocks: exact conversions to float32, and back where we write them.
//
// A block keeps its numbers as small integers with a shared scale: 32 numbers in Q8_0 (8 bits), Q4_0 and Q4_1
// (4 bits, the latter with a minimum); 256 numbers in Q4_K, Q5_K and Q6_K, whose eight or sixteen parts have
// small scales of their own under one of float16. All little-endian, as files hold them.
#pragma once

#include "engine/tensor/tensor.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tokenarium {

static_assert(std::endian::native == std::endian::little, "files of weights are read as they lie in memory");

/// Exact, also for subnormal numbers, infinities and NaN (whose payload stays).
inline float float16ToFloat(std::uint16_t half) {
    const std::uint32_t sign = std::uint32_t(half & 0x8000u) << 16;
    const std::uint32_t exponent = (half >> 10) & 31u, mantissa = half & 0x3ffu;
    if (exponent == 0) { // a multiple of 2^-24
        const float magnitude = float(mantissa) * 0x1p-24f;
        return sign ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 31 ? 255u : exponent + 112u;
    return std::bit_cast<float>(sign | wide << 23 | mantissa << 13);
}

inline float bfloat16ToFloat(std::uint16_t half) { return std::bit_cast<float>(std::uint32_t(half) << 16); }

/// To the nearest, ties to even; beyond 65,520 infinity; a NaN stays one (quiet).
std::uint16_t floatToFloat16(float value);
/// To the nearest, ties to even; a NaN stays one (quiet).
std::uint16_t floatToBfloat16(float value);

/// `bytes` holds whole blocks of `type`, `out` has a place for each of their numbers. Neither needs to be
/// aligned.
void dequantizeBlocks(DType type, std::span<const std::byte> bytes, std::span<float> out);
/// The inverse for F32, F16, BF16 and Q8_0.
void quantizeBlocks(DType type, std::span<const float> values, std::span<std::byte> out);

} // namespace tokenarium
