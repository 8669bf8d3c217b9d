// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of 16 bits: to the nearest with ties to even, as engine/tensor/block_formats.h rounds them.
#pragma once

#include "cuda/kernels/device.cuh"

namespace tokenarium::cuda {

enum class Format : int { F32 = 0, F16 = 1, BF16 = 2, Q8 = 5 };

TOKENARIUM_BOTH std::uint32_t bitsOf(float value) {
#ifdef __CUDA_ARCH__
    return __float_as_uint(value);
#else
    union {
        float number;
        std::uint32_t bits;
    } both{value};
    return both.bits;
#endif
}
TOKENARIUM_BOTH float floatOf(std::uint32_t bits) {
#ifdef __CUDA_ARCH__
    return __uint_as_float(bits);
#else
    union {
        std::uint32_t bits;
        float number;
    } both{bits};
    return both.number;
#endif
}

TOKENARIUM_BOTH float widenedBf16(std::uint32_t bits) { return floatOf(bits << 16); }

TOKENARIUM_BOTH std::uint32_t roundedToBf16(float value) {
    const std::uint32_t bits = bitsOf(value);
    if ((bits & 0x7FFFFFFFU) > 0x7F800000U) return bits >> 16 | 0x40U; // a NaN stays one
    return (bits + 0x7FFFU + (bits >> 16 & 1U)) >> 16;
}

TOKENARIUM_BOTH float widenedF16(std::uint32_t half) {
#ifdef __CUDA_ARCH__
    float value;
    asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(static_cast<unsigned short>(half)));
    return value;
#else
    const std::uint32_t sign = (half & 0x8000U) << 16, exponent = half >> 10 & 31U, mantissa = half & 0x3FFU;
    if (exponent == 0) {
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return sign ? -magnitude : magnitude;
    }
    return floatOf(sign | (exponent == 31 ? 255U : exponent + 112U) << 23 | mantissa << 13);
#endif
}

TOKENARIUM_BOTH std::uint32_t roundedToF16(float value) {
#ifdef __CUDA_ARCH__
    unsigned short half;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(half) : "f"(value));
    return half;
#else
    const std::uint32_t bits = bitsOf(value), sign = bits >> 16 & 0x8000U, size = bits & 0x7FFFFFFFU;
    if (size > 0x7F800000U) return sign | 0x7E00U;
    if (size >= 0x477FF000U) return sign | 0x7C00U; // from 65,520 on
    if (size < 0x38800000U) {                       // a multiple of 2⁻²⁴: adding ½ rounds there
        return sign | (bitsOf(floatOf(size) + 0.5F) - 0x3F000000U);
    }
    return sign | ((size + 0xFFFU + (size >> 13 & 1U) - 0x38000000U) >> 13);
#endif
}

/// Two numbers for a tensor core, the first in the lower half. F16 stays finite.
template<Format half>
TOKENARIUM_BOTH std::uint32_t packedHalves(float first, float second) {
    if (half == Format::F16) {
        const float limit = 65504.0F;
        first = first > limit ? limit : first < -limit ? -limit : first;
        second = second > limit ? limit : second < -limit ? -limit : second;
        return roundedToF16(first) | roundedToF16(second) << 16;
    }
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    std::uint32_t both;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(second), "f"(first));
    return both;
#else
    return roundedToBf16(first) | roundedToBf16(second) << 16;
#endif
}

/// Sixteen bytes of weights as numbers.
template<Format format>
struct Numbers;

template<>
struct Numbers<Format::F32> {
    using Stored = float;
    static constexpr unsigned perLoad = 4;
    TOKENARIUM_BOTH static float widened(float stored) { return stored; }
    TOKENARIUM_BOTH static void widened(const uint4& from, float (&to)[perLoad]) {
        to[0] = floatOf(from.x);
        to[1] = floatOf(from.y);
        to[2] = floatOf(from.z);
        to[3] = floatOf(from.w);
    }
};

template<Format format>
struct HalfNumbers {
    using Stored = std::uint16_t;
    static constexpr unsigned perLoad = 8;
    TOKENARIUM_BOTH static float widened(std::uint16_t stored) {
        return format == Format::F16 ? widenedF16(stored) : widenedBf16(stored);
    }
    TOKENARIUM_BOTH static void widened(const uint4& from, float (&to)[perLoad]) {
        const std::uint32_t words[4] = {from.x, from.y, from.z, from.w};
        TOKENARIUM_UNROLL
        for (int i = 0; i < 4; ++i) {
            to[2 * i] = widened(static_cast<std::uint16_t>(words[i] & 0xFFFFU));
            to[2 * i + 1] = widened(static_cast<std::uint16_t>(words[i] >> 16));
        }
    }
};
template<>
struct Numbers<Format::F16> : HalfNumbers<Format::F16> {};
template<>
struct Numbers<Format::BF16> : HalfNumbers<Format::BF16> {};

// Eight-bit weights: where they lie in a stored matrix, and how activations are rounded to meet them.

constexpr unsigned byteGroup = 32; ///< numbers that share a scale

TOKENARIUM_BOTH std::size_t scalesAt(std::size_t rows, std::size_t columns) {
    return ceilDivided<std::size_t>(rows * columns, 256) * 256;
}
TOKENARIUM_BOTH std::size_t byteMatrixBytes(std::size_t rows, std::size_t columns) {
    return scalesAt(rows, columns) + rows * (columns / byteGroup) * 2;
}

/// What a group of activations becomes (quantizeRow in engine/backend/packed_matrix.h): q = x · factor.
struct ByteScale {
    float scale, factor;
};
/// `greatest` has the bits of the greatest magnitude; those of a NaN are greater than of all numbers.
TOKENARIUM_BOTH ByteScale byteScale(std::uint32_t greatest) {
    if (greatest >= 0x7F800000U) return {floatOf(0x7FC00000U), 0.0F};
    const float magnitude = floatOf(greatest);
    if (magnitude < 0x1p-100F) return {0.0F, 0.0F};
    return {magnitude / 127.0F, 127.0F / magnitude};
}
TOKENARIUM_BOTH int roundedToByte(float x, const ByteScale& scale) {
    return scale.factor == 0.0F ? 0 : static_cast<int>(rintf(x * scale.factor));
}

} // namespace tokenarium::cuda
