// SPDX-License-Identifier: GPL-3.0-or-later
// How workers share a product: a grid of parts of the result, each computed by one of them from start to end.
#include "engine/backend/matrix_product.h"

#include "engine/backend/bf16_product.h"
#include "engine/backend/f32_product.h"

#include <algorithm>

namespace tokenarium {
namespace {

/// Below this many multiplications waking the others costs more than it brings (some microseconds).
constexpr std::size_t worthSharing = 100'000;
/// Parts begin at multiples of these: no tile is cut, on any CPU.
constexpr std::size_t rowGrain = 48, columnGrain = 48;

struct Grid {
    std::size_t rowParts = 1, columnParts = 1;
};

std::size_t grains(std::size_t count, std::size_t grain) { return (count + grain - 1) / grain; }
std::size_t largestPart(std::size_t grainCount, std::size_t parts) { return grains(grainCount, parts); }

/// The grid whose largest part is smallest; among equals the one whose parts read least.
Grid gridFor(std::size_t rows, std::size_t columns, std::size_t workers) {
    const std::size_t rowGrains = grains(rows, rowGrain), columnGrains = grains(columns, columnGrain);
    Grid best;
    std::size_t bestWork = rowGrains * columnGrains, bestReading = rowGrains + columnGrains;
    for (std::size_t rowParts = 1; rowParts <= std::min(workers, rowGrains); ++rowParts) {
        const std::size_t columnParts = std::min(workers / rowParts, columnGrains);
        const std::size_t height = largestPart(rowGrains, rowParts),
                          width = largestPart(columnGrains, columnParts);
        if (height * width < bestWork || (height * width == bestWork && height + width < bestReading)) {
            best = {rowParts, columnParts};
            bestWork = height * width;
            bestReading = height + width;
        }
    }
    return best;
}

/// Where part `part` of `parts` begins; the end of the last is `count`.
std::size_t beginOf(std::size_t part, std::size_t parts, std::size_t count, std::size_t grain) {
    return std::min(count, grains(count, grain) * part / parts * grain);
}

} // namespace

void multiply(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add,
              ProductPrecision precision) {
    (precision == ProductPrecision::BF16 ? multiplyBf16 : multiplyF32)(a, b, c, cRowStride, add);
}

void multiply(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add,
              ProductPrecision precision, WorkerPool& pool) {
    const bool alone = pool.size() == 1 || a.rows * b.columns * a.columns < worthSharing;
    const Grid grid = alone ? Grid{} : gridFor(a.rows, b.columns, pool.size());
    const std::size_t parts = grid.rowParts * grid.columnParts;
    if (parts == 1) return multiply(a, b, c, cRowStride, add, precision);
    pool.forEach(parts, [&](std::size_t part) {
        const std::size_t rowPart = part % grid.rowParts, columnPart = part / grid.rowParts;
        const std::size_t row = beginOf(rowPart, grid.rowParts, a.rows, rowGrain);
        const std::size_t rowEnd = beginOf(rowPart + 1, grid.rowParts, a.rows, rowGrain);
        const std::size_t column = beginOf(columnPart, grid.columnParts, b.columns, columnGrain);
        const std::size_t columnEnd = beginOf(columnPart + 1, grid.columnParts, b.columns, columnGrain);
        const MatrixView partA{a.data + row * a.rowStride, rowEnd - row, a.columns, a.rowStride,
                               a.columnStride};
        const MatrixView partB{b.data + column * b.columnStride, b.rows, columnEnd - column, b.rowStride,
                               b.columnStride};
        multiply(partA, partB, c + row * cRowStride + column, cRowStride, add, precision);
    });
}

} // namespace tokenarium
