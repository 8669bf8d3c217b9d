// SPDX-License-Identifier: GPL-3.0-or-later
// "Why GPUs?", the processor's half: the same product of two matrices in five steps, each checked before its
// time counts.
#pragma once

#include "engine/lesson/product_lesson.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace tokenarium {

inline constexpr std::size_t ladderStepCount = 5; ///< of the processor's ladder, and of the card's

struct ProductTiming {
    double seconds = 0;   ///< of the whole product
    double gigaflops = 0; ///< 2·n³ operations, a billion a second
    /// All rows were computed; else some of them, and `seconds` follows from these.
    bool isWhole = true;
};

/// Square matrices of random numbers, n by n. Holds three of them, and `threads` threads. One thread at a
/// time.
class ProcessorLadder {
public:
    ProcessorLadder(std::size_t size, std::size_t threads);
    std::size_t size() const { return n; }
    /// Goes on until all rows are done or `seconds` have passed, at least a few rows. Empty where it was
    /// stopped, or where its numbers are wrong: a wrong answer has no speed.
    std::optional<ProductTiming> run(std::size_t step, double seconds, const std::stop_token& stop = {});

private:
    void multiply(std::size_t step, std::size_t firstRow, std::size_t lastRow);
    bool isRight(std::size_t row) const;

    std::size_t n;
    std::vector<float> a, b, c;
    WorkerPool pool;
};

} // namespace tokenarium
