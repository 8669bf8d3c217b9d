// SPDX-License-Identifier: GPL-3.0-or-later
// Ten moments of the same product.
#include "engine/view/ladder_picture.h"

#include <cassert>

namespace tokenarium {
namespace {

constexpr std::size_t side = LadderPicture::side, line = 4;
/// The number of the result that is looked at, and the place in the sum.
constexpr std::size_t row = 5, column = 6, inner = 9;

struct Area {
    std::size_t firstRow, firstColumn, rows, columns;
};

void mark(LadderPicture::Matrix& matrix, const Area& area, CellUse use) {
    for (std::size_t r = area.firstRow; r < area.firstRow + area.rows; ++r)
        for (std::size_t k = area.firstColumn; k < area.firstColumn + area.columns; ++k)
            matrix[r * side + k] = use;
}

LadderPicture processorPicture(std::size_t step) {
    LadderPicture p;
    constexpr std::size_t vector = column / line * line; ///< where column's vector begins
    switch (step) {
    case 0: // a row of a, a column of b, and all that comes along with the column
        mark(p.a, {row, 0, 1, side}, CellUse::Read);
        mark(p.b, {0, vector, side, line}, CellUse::Wasted);
        mark(p.b, {0, column, side, 1}, CellUse::Read);
        mark(p.c, {row, column, 1, 1}, CellUse::Written);
        break;
    case 1: // one number of a, a row of b, a row of c
        mark(p.a, {row, inner, 1, 1}, CellUse::Kept);
        mark(p.b, {inner, 0, 1, side}, CellUse::Read);
        mark(p.c, {row, 0, 1, side}, CellUse::Written);
        break;
    case 2: // the same, a vector at a time
        mark(p.a, {row, inner, 1, 1}, CellUse::Kept);
        mark(p.b, {inner, vector, 1, line}, CellUse::Read);
        mark(p.c, {row, vector, 1, line}, CellUse::Written);
        break;
    case 3: // a tile of c in registers, b's panel in the cache
        mark(p.a, {4, inner, line, 1}, CellUse::Read);
        mark(p.b, {0, vector, side, 2 * line}, CellUse::Kept);
        mark(p.b, {inner, vector, 1, 2 * line}, CellUse::Read);
        mark(p.c, {4, vector, line, 2 * line}, CellUse::Written);
        break;
    default: // the same on every core: here two
        mark(p.b, {0, vector, side, 2 * line}, CellUse::Kept);
        mark(p.b, {inner, vector, 1, 2 * line}, CellUse::Read);
        for (const std::size_t first : {2U, 10U}) {
            mark(p.a, {first, inner, line, 1}, CellUse::Read);
            mark(p.c, {first, vector, line, 2 * line}, CellUse::Written);
        }
    }
    return p;
}

LadderPicture gpuPicture(std::size_t step) {
    LadderPicture p;
    constexpr std::size_t warp = 4;
    switch (step) {
    case 0: // threads below each other: each needs a line of a for one number
        mark(p.a, {4, inner / line * line, warp, line}, CellUse::Wasted);
        mark(p.a, {4, inner, warp, 1}, CellUse::Read);
        mark(p.b, {inner, column, 1, 1}, CellUse::Read);
        mark(p.c, {4, column, warp, 1}, CellUse::Written);
        break;
    case 1: // side by side: one number of a for all, one line of b for all
        mark(p.a, {row, inner, 1, 1}, CellUse::Read);
        mark(p.b, {inner, 4, 1, warp}, CellUse::Read);
        mark(p.c, {row, 4, 1, warp}, CellUse::Written);
        break;
    case 2: // two tiles in shared memory; one thread's row and column of them
        mark(p.a, {4, 8, line, line}, CellUse::Kept);
        mark(p.a, {row, 8, 1, line}, CellUse::Read);
        mark(p.b, {8, 4, line, line}, CellUse::Kept);
        mark(p.b, {8, column, line, 1}, CellUse::Read);
        mark(p.c, {4, 4, line, line}, CellUse::Written);
        break;
    case 3: // wider tiles; one thread makes many results
        mark(p.a, {4, 8, 8, 2}, CellUse::Kept);
        mark(p.a, {4, 8, line, 1}, CellUse::Read);
        mark(p.b, {8, 4, 2, 8}, CellUse::Kept);
        mark(p.b, {8, 4, 1, line}, CellUse::Read);
        mark(p.c, {4, 4, 8, 8}, CellUse::Kept);
        mark(p.c, {4, 4, line, line}, CellUse::Written);
        break;
    default: // one instruction of a warp: a block of a times a block of b
        mark(p.a, {4, 8, 8, 8}, CellUse::Kept);
        mark(p.a, {4, 8, line, line}, CellUse::Read);
        mark(p.b, {8, 4, 8, 8}, CellUse::Kept);
        mark(p.b, {8, 4, line, line}, CellUse::Read);
        mark(p.c, {4, 4, 8, 8}, CellUse::Kept);
        mark(p.c, {4, 4, line, line}, CellUse::Written);
    }
    return p;
}

/// Of a tile that stays in registers: a column of a and a row of b for all its sums.
double tileBytes(double rows, double columns) { return 4 * (rows + columns) / (rows * columns); }

} // namespace

LadderPicture ladderPicture(LadderMachine machine, std::size_t step) {
    assert(step < ladderStepCount);
    return machine == LadderMachine::Processor ? processorPicture(step) : gpuPicture(step);
}

double bytesPerMultiplyAdd(LadderMachine machine, std::size_t step, std::size_t vectorLanes) {
    assert(step < ladderStepCount);
    constexpr double number = 4, processorLine = 64, gpuLine = 128, warp = 32, tile = 32, wideTile = 128;
    if (machine == LadderMachine::Gpu) {
        switch (step) {
        case 0: return gpuLine + gpuLine / warp; // a line of a for each thread, one of b for all
        case 1: return gpuLine / warp + number;  // a line of a for all, a number of b for each
        case 2: return 2 * number / tile;        // each number of the tiles serves 32 threads
        default: return 2 * number / wideTile;   // … or 128 results
        }
    }
    const double lanes = static_cast<double>(vectorLanes);
    switch (step) {
    case 0: return number + processorLine; // a's line is used up, b's is not
    case 1:
    case 2: return 3 * number; // of b; of c, there and back
    default: return vectorLanes >= 16 ? tileBytes(8, 3 * lanes) : tileBytes(6, 2 * lanes); // f32_product.cpp
    }
}

} // namespace tokenarium
