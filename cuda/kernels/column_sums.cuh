// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over all rows, as gradients of norms and biases are: stretches of rows first, then the stretches in
// order. No atomics; the same bits every time.
#pragma once

#include "cuda/kernels/device.cuh"

namespace tokenarium::cuda {

constexpr unsigned sumColumns = 32, sumLines = 8; ///< a block: 32 columns, 8 rows at a time
constexpr std::size_t fewestStretchRows = 64, mostStretches = 256;

/// Rows of a stretch, so that there are not too many stretches.
TOKENARIUM_BOTH std::size_t stretchRows(std::size_t rows) {
    return greater(fewestStretchRows, ceilDivided(rows, mostStretches));
}

/// What is summed: dy itself, or dy times the normalized x of its row.
struct PlainTerm {
    const float* dy;
    std::size_t width;
    TOKENARIUM_BOTH float operator()(std::size_t row, std::size_t column) const {
        return dy[row * width + column];
    }
};
struct NormTerm {
    const float *dy, *x, *means, *inverses; ///< means may be null: 0
    std::size_t width;
    TOKENARIUM_BOTH float operator()(std::size_t row, std::size_t column) const {
        const std::size_t i = row * width + column;
        return dy[i] * ((means ? x[i] - means[row] : x[i]) * inverses[row]);
    }
};

/// parts[stretch][column]; the grid is (columns / 32, stretches).
template<typename Term>
__global__ void __launch_bounds__(sumColumns* sumLines)
    sumStretches(Term term, std::size_t rows, std::size_t columns, float* parts) {
    __shared__ float lines[sumLines][sumColumns];
    const unsigned line = threadIdx.x / sumColumns, lane = threadIdx.x % sumColumns;
    const std::size_t column = static_cast<std::size_t>(blockIdx.x) * sumColumns + lane;
    const std::size_t stretch = stretchRows(rows), first = blockIdx.y * stretch;
    const std::size_t last = lesser(rows, first + stretch);
    float sum = 0;
    if (column < columns)
        for (std::size_t row = first + line; row < last; row += sumLines) sum += term(row, column);
    lines[line][lane] = sum;
    __syncthreads();
    if (line > 0 || column >= columns) return;
    for (unsigned i = 1; i < sumLines; ++i) sum += lines[i][lane];
    parts[blockIdx.y * columns + column] = sum;
}

/// total += Σ parts, in order.
struct AddStretches {
    const float* parts;
    std::size_t stretches, columns;
    float* total;
    TOKENARIUM_BOTH void operator()(std::size_t column) const {
        float sum = 0;
        for (std::size_t i = 0; i < stretches; ++i) sum += parts[i * columns + column];
        total[column] += sum;
    }
};

} // namespace tokenarium::cuda
