// SPDX-License-Identifier: GPL-3.0-or-later
// Conversions of every number format, block by block.
#include "engine/tensor/block_formats.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

namespace tokenarium {

namespace {

constexpr std::size_t smallBlock = 32, largeBlock = 256;

template<class Number>
Number at(const std::byte* place) {
    Number number;
    std::memcpy(&number, place, sizeof number);
    return number;
}

float halfAt(const std::byte* place) { return float16ToFloat(at<std::uint16_t>(place)); }

int lowNibble(std::byte pair) { return std::to_integer<int>(pair & std::byte{15}); }
int highNibble(std::byte pair) { return std::to_integer<int>(pair >> 4); }
int bitsOf(std::byte byte, int shift, int mask) { return (std::to_integer<int>(byte) >> shift) & mask; }

void dequantizeQ8_0(const std::byte* block, float* out) {
    const float scale = halfAt(block);
    for (std::size_t i = 0; i < smallBlock; ++i) out[i] = scale * float(at<std::int8_t>(block + 2 + i));
}

/// The first sixteen numbers are the low halves of the bytes, the others the high halves.
void dequantizeQ4_0(const std::byte* block, float* out) {
    const float scale = halfAt(block);
    for (std::size_t i = 0; i < smallBlock / 2; ++i) {
        out[i] = scale * float(lowNibble(block[2 + i]) - 8);
        out[i + smallBlock / 2] = scale * float(highNibble(block[2 + i]) - 8);
    }
}

void dequantizeQ4_1(const std::byte* block, float* out) {
    const float scale = halfAt(block), minimum = halfAt(block + 2);
    for (std::size_t i = 0; i < smallBlock / 2; ++i) {
        out[i] = scale * float(lowNibble(block[4 + i])) + minimum;
        out[i + smallBlock / 2] = scale * float(highNibble(block[4 + i])) + minimum;
    }
}

struct ScaleAndMinimum {
    float scale, minimum;
};

/// Eight scales and eight minima of 6 bits in 12 bytes: those of parts 0–3 are the low six bits of bytes 0–3
/// and 4–7; those of parts 4–7 have their low four bits in bytes 8–11, their high two on top of bytes 0–7.
ScaleAndMinimum partOf(const std::byte* block, std::size_t part) {
    const std::byte* packed = block + 4;
    int scale, minimum;
    if (part < 4) {
        scale = bitsOf(packed[part], 0, 63);
        minimum = bitsOf(packed[part + 4], 0, 63);
    } else {
        scale = lowNibble(packed[part + 4]) | bitsOf(packed[part - 4], 6, 3) << 4;
        minimum = highNibble(packed[part + 4]) | bitsOf(packed[part], 6, 3) << 4;
    }
    return {halfAt(block) * float(scale), halfAt(block + 2) * float(minimum)};
}

/// Thirty-two bytes hold two parts of 32 numbers: the low halves the first, the high halves the second.
void dequantizeQ4_K(const std::byte* block, float* out) {
    const std::byte* numbers = block + 16;
    for (std::size_t part = 0; part < 8; ++part) {
        const auto [scale, minimum] = partOf(block, part);
        for (std::size_t i = 0; i < 32; ++i) {
            const std::byte pair = numbers[part / 2 * 32 + i];
            *out++ = scale * float(part % 2 ? highNibble(pair) : lowNibble(pair)) - minimum;
        }
    }
}

/// As Q4_K, and byte i of `fifth` holds the fifth bit of number i of every part.
void dequantizeQ5_K(const std::byte* block, float* out) {
    const std::byte *fifth = block + 16, *numbers = block + 48;
    for (std::size_t part = 0; part < 8; ++part) {
        const auto [scale, minimum] = partOf(block, part);
        for (std::size_t i = 0; i < 32; ++i) {
            const std::byte pair = numbers[part / 2 * 32 + i];
            const int low = part % 2 ? highNibble(pair) : lowNibble(pair);
            *out++ = scale * float(low | bitsOf(fifth[i], static_cast<int>(part), 1) << 4) - minimum;
        }
    }
}

/// Two halves of 128 numbers, each of four quarters of 32. Quarters 0 and 1 are low halves of 64 bytes, 2 and
/// 3 the high halves; quarter q has its upper two bits at bit 2q of 32 bytes. Sixteen numbers share a scale.
void dequantizeQ6_K(const std::byte* block, float* out) {
    const std::byte* scales = block + 192;
    const float factor = halfAt(block + 208);
    for (std::size_t i = 0; i < largeBlock; ++i) {
        const std::size_t half = i / 128, quarter = i / 32 % 4, place = i % 32;
        const std::byte pair = block[half * 64 + quarter % 2 * 32 + place];
        const int low = quarter < 2 ? lowNibble(pair) : highNibble(pair);
        const int high = bitsOf(block[128 + half * 32 + place], static_cast<int>(quarter) * 2, 3);
        const float scale = factor * float(at<std::int8_t>(scales + i / 16));
        out[i] = scale * float((low | high << 4) - 32);
    }
}

template<class Number>
void convert(const std::byte* number, float* out) {
    *out = float(at<Number>(number));
}

void convertFloat16(const std::byte* number, float* out) { *out = halfAt(number); }
void convertBfloat16(const std::byte* number, float* out) {
    *out = bfloat16ToFloat(at<std::uint16_t>(number));
}

/// One loop for each format, so that the plain ones become vector code.
template<void (*dequantizeOne)(const std::byte*, float*)>
void forEachBlock(DType type, std::span<const std::byte> bytes, float* out) {
    const std::size_t elements = blockElements(type), size = blockBytes(type), count = bytes.size() / size;
    for (std::size_t block = 0; block < count; ++block)
        dequantizeOne(bytes.data() + block * size, out + block * elements);
}

/// The 16-bit scale of 32 numbers: the nearest to a 127th of the largest, but never so small that the largest
/// would be off by more than half a scale (the steps between subnormal scales are wide).
std::uint16_t scaleOfBlock(const float* values) {
    float largest = 0;
    for (std::size_t i = 0; i < smallBlock; ++i) {
        if (!std::isfinite(values[i])) return floatToFloat16(std::numeric_limits<float>::quiet_NaN());
        largest = std::max(largest, std::fabs(values[i]));
    }
    constexpr std::uint16_t greatest = 0x7bff; // 65,504
    const std::uint16_t nearest = std::min(floatToFloat16(largest / 127), greatest);
    return nearest < greatest && float16ToFloat(nearest) * 127.5f < largest ? std::uint16_t(nearest + 1)
                                                                            : nearest;
}

void quantizeQ8_0(const float* values, std::byte* block) {
    const std::uint16_t scale = scaleOfBlock(values);
    std::memcpy(block, &scale, sizeof scale);
    const float factor = float16ToFloat(scale);
    for (std::size_t i = 0; i < smallBlock; ++i) {
        const float steps = factor > 0 ? std::clamp(std::round(values[i] / factor), -127.f, 127.f) : 0.f;
        block[2 + i] = static_cast<std::byte>(static_cast<std::int8_t>(steps));
    }
}

} // namespace

std::uint16_t floatToFloat16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 16 & 0x8000u, magnitude = bits & 0x7fffffffu;
    const auto signedHalf = [sign](std::uint32_t half) { return static_cast<std::uint16_t>(sign | half); };
    if (magnitude > 0x7f800000u) return signedHalf(0x7e00u | (magnitude >> 13 & 0x3ffu));
    if (magnitude >= 0x477ff000u) return signedHalf(0x7c00u);
    if (magnitude >= 0x38800000u) // normal: drop 13 bits
        return signedHalf((magnitude - (112u << 23) + 0xfffu + (magnitude >> 13 & 1u)) >> 13);
    const std::uint32_t drop = 126u - (magnitude >> 23);
    if (drop > 24) return signedHalf(0);
    const std::uint32_t mantissa = (magnitude & 0x7fffffu) | 0x800000u, kept = mantissa >> drop;
    const std::uint32_t rest = mantissa & ((1u << drop) - 1u), tie = 1u << (drop - 1);
    return signedHalf(kept + (rest > tie || (rest == tie && kept % 2)));
}

std::uint16_t floatToBfloat16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffu) > 0x7f800000u) return static_cast<std::uint16_t>(bits >> 16 | 0x40u);
    return static_cast<std::uint16_t>((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

void dequantizeBlocks(DType type, std::span<const std::byte> bytes, std::span<float> out) {
    assert(bytes.size() % blockBytes(type) == 0 &&
           bytes.size() / blockBytes(type) * blockElements(type) == out.size());
    if (out.empty()) return;
    switch (type) {
    case DType::F32: std::memcpy(out.data(), bytes.data(), bytes.size()); break;
    case DType::F16: forEachBlock<convertFloat16>(type, bytes, out.data()); break;
    case DType::BF16: forEachBlock<convertBfloat16>(type, bytes, out.data()); break;
    case DType::I8: forEachBlock<convert<std::int8_t>>(type, bytes, out.data()); break;
    case DType::I32: forEachBlock<convert<std::int32_t>>(type, bytes, out.data()); break;
    case DType::Q8_0: forEachBlock<dequantizeQ8_0>(type, bytes, out.data()); break;
    case DType::Q4_0: forEachBlock<dequantizeQ4_0>(type, bytes, out.data()); break;
    case DType::Q4_1: forEachBlock<dequantizeQ4_1>(type, bytes, out.data()); break;
    case DType::Q4_K: forEachBlock<dequantizeQ4_K>(type, bytes, out.data()); break;
    case DType::Q5_K: forEachBlock<dequantizeQ5_K>(type, bytes, out.data()); break;
    case DType::Q6_K: forEachBlock<dequantizeQ6_K>(type, bytes, out.data()); break;
    }
}

void quantizeBlocks(DType type, std::span<const float> values, std::span<std::byte> out) {
    assert(type == DType::F32 || type == DType::F16 || type == DType::BF16 || type == DType::Q8_0);
    assert(values.size() % blockElements(type) == 0 &&
           out.size() == values.size() / blockElements(type) * blockBytes(type));
    if (values.empty()) return;
    if (type == DType::F32) std::memcpy(out.data(), values.data(), out.size());
    if (type == DType::Q8_0)
        for (std::size_t i = 0; i < values.size() / smallBlock; ++i)
            quantizeQ8_0(values.data() + i * smallBlock, out.data() + i * blockBytes(type));
    if (type == DType::F16 || type == DType::BF16)
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::uint16_t half =
                type == DType::F16 ? floatToFloat16(values[i]) : floatToBfloat16(values[i]);
            std::memcpy(out.data() + i * sizeof half, &half, sizeof half);
        }
}

} // namespace tokenarium
