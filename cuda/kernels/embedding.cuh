// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table: taken, and their gradients given back; also matrices of weights taken apart and widened.
#pragma once

#include "cuda/kernels/numbers.cuh"

namespace tokenarium::cuda {

/// One number of a matrix of any format.
struct WidenedNumber {
    const void* data;
    std::size_t rows, columns;
    Format format;
    TOKENARIUM_BOTH float operator()(std::size_t row, std::size_t column) const {
        const std::size_t i = row * columns + column;
        switch (format) {
        case Format::F32: return static_cast<const float*>(data)[i];
        case Format::F16: return widenedF16(static_cast<const std::uint16_t*>(data)[i]);
        case Format::BF16: return widenedBf16(static_cast<const std::uint16_t*>(data)[i]);
        default: break;
        }
        const auto* bytes = static_cast<const std::int8_t*>(data);
        const auto* scales = reinterpret_cast<const std::uint16_t*>(bytes + scalesAt(rows, columns));
        return widenedF16(scales[i / byteGroup]) * static_cast<float>(bytes[i]);
    }
};

/// y[t] = table[ids[t]]; without ids the whole table.
struct EmbeddingElement {
    WidenedNumber table;
    const std::uint32_t* ids;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        const std::size_t row = i / table.columns;
        y[i] = table(ids ? ids[row] : row, i % table.columns);
    }
};

/// Blocks of a file (scale, then 32 numbers: 34 bytes) to all numbers and all scales; a place for every two
/// bytes of the file.
struct SplitBlocksElement {
    const std::uint16_t* blocks;
    std::uint16_t *numbers, *scales;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        constexpr std::size_t words = byteGroup / 2 + 1;
        const std::size_t block = i / words, place = i % words;
        if (place == 0)
            scales[block] = blocks[i];
        else
            numbers[block * (words - 1) + place - 1] = blocks[i];
    }
};

/// Tokens of the same row of the table, in order: token order[k] for k of starts[u] … starts[u + 1].
struct RowUses {
    const std::uint32_t *rows, *starts, *order;
};

/// dTable[row] += dy[t] for every use, one after another as the CPU adds them; a block for every row that is
/// used. No atomics: the host has sorted the uses.
inline constexpr unsigned usesAtOnce = 8;
template<unsigned threads>
__global__ void __launch_bounds__(threads)
    addUses(RowUses uses, const float* dy, float* dTable, std::size_t width) {
    const std::uint32_t first = uses.starts[blockIdx.x], last = uses.starts[blockIdx.x + 1];
    float* row = dTable + uses.rows[blockIdx.x] * width;
    for (std::size_t column = threadIdx.x; column < width; column += threads) {
        float sum = row[column];
        std::uint32_t k = first;
        for (; k + usesAtOnce <= last; k += usesAtOnce) { // loads first: they travel together
            float loaded[usesAtOnce];
            TOKENARIUM_UNROLL
            for (unsigned i = 0; i < usesAtOnce; ++i) loaded[i] = dy[uses.order[k + i] * width + column];
            TOKENARIUM_UNROLL
            for (unsigned i = 0; i < usesAtOnce; ++i) sum += loaded[i];
        }
        for (; k < last; ++k) sum += dy[uses.order[k] * width + column];
        row[column] = sum;
    }
}

} // namespace tokenarium::cuda
