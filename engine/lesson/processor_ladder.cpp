// SPDX-License-Identifier: GPL-3.0-or-later
// Random matrices, a clock around some rows at a time, and a slow product in double precision to compare
// with.
#include "engine/lesson/processor_ladder.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

namespace tokenarium {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<float> randomMatrix(std::size_t n, unsigned seed) {
    std::minstd_rand random(seed);
    std::vector<float> values(n * n);
    for (float& value : values)
        value = static_cast<float>(random()) / static_cast<float>(random.max()) - 0.5F;
    return values;
}

} // namespace

ProcessorLadder::ProcessorLadder(std::size_t size, std::size_t threads)
    : n(size)
    , a(randomMatrix(n, 1))
    , b(randomMatrix(n, 2))
    , c(n * n)
    , pool(threads) {
    assert(n > 0);
}

void ProcessorLadder::multiply(std::size_t step, std::size_t firstRow, std::size_t lastRow) {
    const LessonProduct product{a.data(), b.data(), c.data(), n};
    switch (step) {
    case 0: return multiplyNaive(product, firstRow, lastRow);
    case 1: return multiplyAlongRows(product, firstRow, lastRow);
    case 2: return multiplyInVectors(product, firstRow, lastRow);
    case 3: return multiplyInRegisters(product, firstRow, lastRow);
    default: return multiplyInThreads(product, firstRow, lastRow, pool);
    }
}

/// Sums of n products in another order differ by some of the last digits of a float.
bool ProcessorLadder::isRight(std::size_t row) const {
    const double tolerance = 1e-6 * static_cast<double>(n);
    for (std::size_t column = 0; column < n; ++column) {
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k)
            sum += static_cast<double>(a[row * n + k]) * static_cast<double>(b[k * n + column]);
        if (!(std::abs(static_cast<double>(c[row * n + column]) - sum) <= tolerance)) return false;
    }
    return true;
}

std::optional<ProductTiming> ProcessorLadder::run(std::size_t step, double seconds,
                                                  const std::stop_token& stop) {
    assert(step < ladderStepCount);
    const std::size_t atOnce = std::min<std::size_t>(step < 3 ? 8 : 480, n);
    if (step >= 3) multiply(step, 0, atOnce); // packs for the first time, wakes the workers
    std::fill(c.begin(), c.end(), std::numeric_limits<float>::quiet_NaN()); // what nobody writes shows
    std::size_t rows = 0; // in all rounds; a small product is done several times
    double spent = 0;
    const double enough = std::min(seconds, 0.05);
    while (rows == 0 || (spent < seconds && (rows < n || spent < enough || rows % n != 0))) {
        if (stop.stop_requested()) return std::nullopt;
        const std::size_t first = rows % n, last = std::min(first + atOnce, n);
        const auto begin = Clock::now();
        multiply(step, first, last);
        spent += std::chrono::duration<double>(Clock::now() - begin).count();
        rows += last - first;
    }
    const std::size_t different = std::min(rows, n);
    for (const std::size_t row : {std::size_t{0}, different / 2, different - 1})
        if (!isRight(row)) return std::nullopt;
    const double side = static_cast<double>(n), share = static_cast<double>(rows) / side;
    ProductTiming timing;
    timing.isWhole = rows >= n;
    timing.seconds = spent / share;
    timing.gigaflops = timing.seconds > 0 ? 2 * side * side * side / timing.seconds / 1e9 : 0;
    return timing;
}

} // namespace tokenarium
