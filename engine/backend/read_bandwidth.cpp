// SPDX-License-Identifier: GPL-3.0-or-later
// Each thread adds up its part of a block; the sums are kept so that no compiler leaves the reading out.
#include "engine/backend/read_bandwidth.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace tokenarium {

namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t sumOf(const std::uint64_t* numbers, std::size_t count) {
    std::uint64_t sums[8] = {};
    for (std::size_t i = 0; i + 8 <= count; i += 8)
        for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += numbers[i + lane];
    std::uint64_t sum = 0;
    for (const std::uint64_t one : sums) sum += one;
    return sum;
}

} // namespace

double measuredReadBandwidth(std::size_t bytes, std::size_t threads) {
    constexpr std::size_t least = std::size_t{1} << 20, most = std::size_t{256} << 20;
    const std::size_t numbers = std::clamp(bytes, least, most) / sizeof(std::uint64_t);
    const std::vector<std::uint64_t> block(numbers, 1);
    const std::size_t part = numbers / threads, rounds = std::max<std::size_t>(4, (most / 8) / numbers / 8);
    std::atomic<std::uint64_t> kept{0};
    double best = 0;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto start = Clock::now();
        std::vector<std::thread> readers;
        for (std::size_t t = 0; t < threads; ++t)
            readers.emplace_back([&, t] {
                for (std::size_t round = 0; round < rounds; ++round)
                    kept.fetch_add(sumOf(block.data() + t * part, part), std::memory_order_relaxed);
            });
        for (std::thread& reader : readers) reader.join();
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        best = std::max(best, static_cast<double>(part * threads * rounds * sizeof(std::uint64_t)) / seconds);
    }
    return best;
}

} // namespace tokenarium
