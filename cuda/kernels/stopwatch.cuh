// SPDX-License-Identifier: GPL-3.0-or-later
// How long the device takes.
#pragma once

#include "cuda/kernels/context.cuh"

namespace tokenarium::cuda {

/// Milliseconds between two places of the stream.
class Stopwatch {
public:
    explicit Stopwatch(Context& owner) : context(owner) {
        context.check(cudaEventCreate(&begin));
        context.check(cudaEventCreate(&end));
    }
    ~Stopwatch() {
        cudaEventDestroy(begin);
        cudaEventDestroy(end);
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    void start() { context.check(cudaEventRecord(begin, context.stream)); }
    /// Waits; 0 where something failed.
    double stop() {
        float milliseconds = 0;
        context.check(cudaEventRecord(end, context.stream));
        context.check(cudaEventSynchronize(end));
        context.check(cudaEventElapsedTime(&milliseconds, begin, end));
        return context.error == TOKENARIUM_CUDA_OK ? static_cast<double>(milliseconds) : 0;
    }

private:
    Context& context;
    cudaEvent_t begin{}, end{};
};

} // namespace tokenarium::cuda
