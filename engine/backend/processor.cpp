// SPDX-License-Identifier: GPL-3.0-or-later
// One loop for every width of vectors: enough independent sums that no multiply-add waits for another.
#include "engine/backend/processor.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

// Sums are arrays of vectors, which SVE and RVV do not allow; the others bring nothing over their neighbours.
#define HWY_DISABLED_TARGETS                                                                                 \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/backend/processor.cpp"
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

#ifndef TOKENARIUM_UNROLL // foreach_target includes this file once more for every target
#if defined(__GNUC__) && !defined(__clang__)
#define TOKENARIUM_UNROLL _Pragma("GCC unroll 16")
#elif defined(__clang__)
#define TOKENARIUM_UNROLL _Pragma("unroll")
#else
#define TOKENARIUM_UNROLL
#endif

namespace tokenarium {
constexpr std::size_t sums = 12; ///< two units of four cycles need eight; twelve fit into 16 registers
} // namespace tokenarium
#endif

HWY_BEFORE_NAMESPACE();
namespace tokenarium::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::ScalableTag<float>;

std::size_t lanesHere() { return hn::Lanes(Lanes()); }
const char* targetHere() { return hwy::TargetName(HWY_TARGET); }

/// `rounds` times `sums` multiply-adds of whole vectors; the result keeps a compiler from leaving them out.
float multiplyAndAdd(std::size_t rounds) {
    const Lanes d;
    const auto factor = hn::Set(d, 0.999F), addend = hn::Set(d, 0.001F);
    hn::Vec<Lanes> sum[sums];
    TOKENARIUM_UNROLL
    for (std::size_t i = 0; i < sums; ++i) sum[i] = hn::Set(d, static_cast<float>(i));
    for (std::size_t round = 0; round < rounds; ++round) {
        TOKENARIUM_UNROLL
        for (std::size_t i = 0; i < sums; ++i) sum[i] = hn::MulAdd(sum[i], factor, addend);
    }
    auto all = sum[0];
    TOKENARIUM_UNROLL
    for (std::size_t i = 1; i < sums; ++i) all = hn::Add(all, sum[i]);
    return hn::GetLane(all);
}

} // namespace tokenarium::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium {
namespace {

HWY_EXPORT(lanesHere);
HWY_EXPORT(targetHere);
HWY_EXPORT(multiplyAndAdd);

using Clock = std::chrono::steady_clock;

double secondsOf(std::size_t threads, std::size_t rounds) {
    std::atomic<float> kept{0};
    const auto start = Clock::now();
    std::vector<std::thread> workers;
    for (std::size_t t = 0; t < threads; ++t)
        workers.emplace_back([&] { kept.store(HWY_DYNAMIC_DISPATCH(multiplyAndAdd)(rounds)); });
    for (std::thread& worker : workers) worker.join();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

std::size_t processorCores() { return std::max(1U, std::thread::hardware_concurrency()); }

std::string processorVectors() {
    const std::string target = HWY_DYNAMIC_DISPATCH(targetHere)();
    if (target.rfind("AVX3", 0) == 0) return "AVX-512";
    if (target == "EMU128" || target == "SCALAR") return {};
    return target.rfind("NEON", 0) == 0 ? "NEON" : target;
}

std::size_t processorLanes() { return HWY_DYNAMIC_DISPATCH(lanesHere)(); }

double measuredArithmetic(std::size_t threads) {
    constexpr double enoughSeconds = 0.01;
    threads = std::max<std::size_t>(threads, 1);
    std::size_t rounds = 100'000;
    double best = 0;
    for (int attempt = 0; attempt < 5;) {
        const double seconds = secondsOf(threads, rounds);
        if (seconds < enoughSeconds) { // also until the processor has woken up
            rounds *= 2;
            continue;
        }
        const double operations = 2.0 * static_cast<double>(threads * rounds * sums * processorLanes());
        best = std::max(best, operations / seconds);
        ++attempt;
    }
    return best;
}

} // namespace tokenarium
#endif
