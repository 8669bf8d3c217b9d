// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the products of BF16 factors this CPU can do, and the one that needs nothing.
#include "engine/backend/bf16_product.h"

#include "engine/backend/f32_product.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace tokenarium {
namespace {

/// To the nearest number with 8 bits of significand, to the even one of two; NaN stays NaN.
float roundedToBf16(float number) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(number);
    if ((bits & 0x7fffffffU) > 0x7f800000U) return number;
    return std::bit_cast<float>((bits + 0x7fffU + ((bits >> 16) & 1U)) & 0xffff0000U);
}

/// Keeps the order in memory: whichever stride is 1 stays 1.
MatrixView roundedCopy(const MatrixView& m, std::vector<float>& numbers) {
    numbers.resize(m.rows * m.columns);
    const bool byColumns = m.rowStride == 1 && m.columnStride != 1;
    const std::size_t lines = byColumns ? m.columns : m.rows, length = byColumns ? m.rows : m.columns;
    const std::size_t lineStride = byColumns ? m.columnStride : m.rowStride;
    const std::size_t step = byColumns ? m.rowStride : m.columnStride;
    for (std::size_t line = 0; line < lines; ++line)
        for (std::size_t i = 0; i < length; ++i)
            numbers[line * length + i] = roundedToBf16(m.data[line * lineStride + i * step]);
    return {numbers.data(), m.rows, m.columns, byColumns ? 1 : length, byColumns ? length : 1};
}

void multiplyRounded(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    thread_local std::vector<float> numbersA, numbersB;
    const MatrixView roundedA = roundedCopy(a, numbersA), roundedB = roundedCopy(b, numbersB);
    multiplyF32(roundedA, roundedB, c, cRowStride, add);
}

Bf16Product bestBf16Product() {
    if (const Bf16Product amx = amxBf16Product()) return amx;
    return fastAvx512Bf16() ? avx512Bf16Product() : roundedF32Product();
}

} // namespace

Bf16Product roundedF32Product() { return multiplyRounded; }

void multiplyBf16(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    static const Bf16Product best = bestBf16Product();
    best(a, b, c, cRowStride, add);
}

bool fastBf16Products() {
    static const bool fast = amxBf16Product() || fastAvx512Bf16();
    return fast;
}

} // namespace tokenarium
