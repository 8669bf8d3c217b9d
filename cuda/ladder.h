// SPDX-License-Identifier: GPL-3.0-or-later
// "Why GPUs?": the same product of two matrices in five steps, each checked against the CPU before it is
// timed.
#pragma once

#include "cuda/cuda_backend.h"

#include <cstddef>
#include <optional>
#include <span>

namespace tokenarium {

struct LadderStep {
    const char* name; ///< stable, English: "tiles"
    const char* idea; ///< one sentence
};
/// In the order of cuda/ladder/matmul_1_naive.cu and so on.
std::span<const LadderStep> ladderSteps();

struct LadderTiming {
    double milliseconds = 0; ///< of one product
    double gigaflops = 0;    ///< 2·n³ operations, a billion a second
    double error = 0;        ///< the largest difference from the CPU, as a share of the largest number
};

/// Square matrices of random numbers, n by n; n is a multiple of 128. Holds three of them on the device and
/// two on the CPU.
class Ladder {
public:
    /// Both backends must outlive it.
    Ladder(CudaBackend& gpuBackend, Backend& cpuBackend, std::size_t size);

    /// The product on the CPU, with all its threads; also what the steps are compared to.
    const LadderTiming& onCpu() const { return cpuTiming; }
    /// Empty where the device cannot do the step or stopped (problem() says why), or where its numbers are
    /// wrong: a wrong answer has no speed.
    std::optional<LadderTiming> run(std::size_t step, int repetitions = 10);

private:
    CudaBackend& gpu;
    std::size_t n;
    Tensor a, b, c;
    std::vector<float> expected;
    LadderTiming cpuTiming;
};

} // namespace tokenarium
