// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons' matrices, and their products beside the CPU's.
#include "cuda/ladder.h"

#include "cuda/cuda_context.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <random>

namespace tokenarium {
namespace {

constexpr LadderStep steps[] = {
    {"naive", "A thread for every number of the result."},
    {"neighbours", "Neighbouring threads read neighbouring numbers, so no part of a memory line is wasted."},
    {"tiles", "Threads of a block load what they all need once, into memory that they share."},
    {"registers", "Every thread makes 64 results in registers: 64 multiply-adds for 16 loads."},
    {"tensor cores", "Numbers of 16 bits, 2,048 multiply-adds in one instruction."}};
constexpr std::size_t tensorCoreStep = 4;
/// Sums in another order; factors rounded to BF16.
constexpr double toleranceF32 = 1e-4, toleranceBf16 = 2e-2;

std::vector<float> randomMatrix(std::size_t n, unsigned seed) {
    std::minstd_rand random(seed);
    std::vector<float> values(n * n);
    for (float& value : values)
        value = static_cast<float>(random()) / static_cast<float>(random.max()) - 0.5F;
    return values;
}

double differenceOf(const std::vector<float>& actual, const std::vector<float>& expected) {
    if (actual.size() != expected.size()) return INFINITY;
    double largest = 0, difference = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
        const double one = std::abs(static_cast<double>(actual[i]) - expected[i]);
        if (!(one <= INFINITY)) return INFINITY; // not a number
        difference = std::max(difference, one);
    }
    return difference / largest;
}

double gigaflopsOf(std::size_t n, double milliseconds) {
    const double side = static_cast<double>(n);
    return milliseconds > 0 ? 2 * side * side * side / (milliseconds * 1e6) : 0;
}

} // namespace

std::span<const LadderStep> ladderSteps() { return steps; }

Ladder::Ladder(CudaBackend& gpuBackend, Backend& cpuBackend, std::size_t size) : gpu(gpuBackend), n(size) {
    assert(n > 0 && n % 128 == 0);
    const std::vector<float> left = randomMatrix(n, 1), right = randomMatrix(n, 2);
    std::vector<float> turned(n * n); // linear multiplies with a matrix that lies the other way
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) turned[j * n + i] = right[i * n + j];
    Tensor x = cpuBackend.allocate("ladder.a", {n, n}), w = cpuBackend.allocate("ladder.b", {n, n});
    Tensor y = cpuBackend.allocate("ladder.c", {n, n});
    cpuBackend.write(left, x);
    cpuBackend.write(turned, w);
    const auto begin = std::chrono::steady_clock::now();
    cpuBackend.linear(x, w, noTensor, y);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    expected = cpuBackend.read(y);
    cpuTiming = {time.count(), gigaflopsOf(n, time.count()), 0};
    a = gpu.allocate("ladder.a", {n, n});
    b = gpu.allocate("ladder.b", {n, n});
    c = gpu.allocate("ladder.c", {n, n});
    gpu.write(left, a);
    gpu.write(right, b);
}

std::optional<LadderTiming> Ladder::run(std::size_t step, int repetitions) {
    assert(step < std::size(steps));
    if (!a.data || !b.data || !c.data || gpu.stopped()) return std::nullopt;
    const auto device = gpu.device();
    const TokenariumCudaLadder& table = device->table().ladder;
    const auto once = [&](int times, double& milliseconds) {
        return table.run(device->handle(), static_cast<int>(step), n, a.floats(), b.floats(), c.floats(),
                         times, &milliseconds) == TOKENARIUM_CUDA_OK;
    };
    gpu.fill(NAN, c); // a number that nobody writes shows
    LadderTiming timing;
    if (!once(0, timing.milliseconds)) return std::nullopt;
    timing.error = differenceOf(gpu.read(c), expected);
    if (!(timing.error <= (step == tensorCoreStep ? toleranceBf16 : toleranceF32))) return std::nullopt;
    if (!once(repetitions, timing.milliseconds)) return std::nullopt;
    timing.gigaflops = gigaflopsOf(n, timing.milliseconds);
    return timing;
}

} // namespace tokenarium
