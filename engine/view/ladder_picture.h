// SPDX-License-Identifier: GPL-3.0-or-later
// What every step of the two ladders reads, and how often: for drawing, and as a number.
#pragma once

#include "engine/lesson/processor_ladder.h"

#include <array>
#include <cstdint>

namespace tokenarium {

/// The processor's ladder, and the card's (cuda/ladder/).
enum class LadderMachine : std::uint8_t { Processor, Gpu };

/// What happens to a number while one of the others is made.
enum class CellUse : std::uint8_t {
    None,
    Read,
    Wasted,  ///< fetched with its neighbour, and not used
    Kept,    ///< fetched before, kept near, used again
    Written, ///< a result under way
};

/// The three matrices of c = a · b, drawn small: 16 by 16 numbers, where a line of memory has four, and so
/// have a vector, a warp of threads, and the side of a tile.
struct LadderPicture {
    static constexpr std::size_t side = 16;
    using Matrix = std::array<CellUse, side * side>; ///< row after row
    Matrix a{}, b{}, c{};
};
LadderPicture ladderPicture(LadderMachine machine, std::size_t step);

/// Bytes that are fetched for one multiply-add, in whole lines of memory where only whole lines can be had,
/// from memory or a cache; computed. `vectorLanes`: of the processor (processor.h).
double bytesPerMultiplyAdd(LadderMachine machine, std::size_t step, std::size_t vectorLanes);

} // namespace tokenarium
