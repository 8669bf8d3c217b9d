// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the steps of the ladder and times them on the device.
#include "cuda/kernels/operations.h"
#include "cuda/kernels/stopwatch.cuh"
#include "cuda/ladder/ladder_product.cuh"

namespace tokenarium::cuda {
namespace {

using Step = int32_t (*)(Context&, const LadderProduct&);
constexpr Step ladder[] = {multiplyNaive, multiplyNeighbours, multiplyTiles, multiplyRegisters,
                           multiplyTensorCores};
constexpr int32_t stepCount = sizeof ladder / sizeof ladder[0], tensorCoreStep = 4;

int32_t steps() { return stepCount; }

int32_t run(Context* context, int32_t step, uint64_t n, const float* a, const float* b, float* c,
            int32_t repetitions, double* milliseconds) {
    *milliseconds = 0;
    if (step < 0 || step >= stepCount || n == 0 || n % 128 != 0 ||
        (step == tensorCoreStep && !context->hasTensorCores()))
        return TOKENARIUM_CUDA_UNSUPPORTED;
    if (context->enter() != TOKENARIUM_CUDA_OK) return context->error;
    const LadderProduct product{a, b, c, static_cast<unsigned>(n)};
    ladder[step](*context, product);
    Stopwatch watch(*context);
    watch.start();
    for (int32_t i = 0; i < repetitions; ++i) ladder[step](*context, product);
    *milliseconds = watch.stop() / greater(repetitions, 1);
    return context->error;
}

int32_t bandwidth(Context* context, uint64_t bytes, double* bytesPerSecond) {
    constexpr int passes = 10;
    *bytesPerSecond = 0;
    const Scratch from(*context, bytes), to(*context, bytes);
    if (!from || !to) return context->error;
    const auto copy = [&] {
        context->check(cudaMemcpyAsync(to.as<void>(), from.as<void>(), bytes, cudaMemcpyDeviceToDevice,
                                       context->stream));
    };
    copy();
    Stopwatch watch(*context);
    watch.start();
    for (int pass = 0; pass < passes; ++pass) copy();
    const double milliseconds = watch.stop();
    if (milliseconds > 0) *bytesPerSecond = 2.0 * passes * static_cast<double>(bytes) / (milliseconds / 1000);
    return context->error;
}

} // namespace

void fillLadder(TokenariumCudaLadder& table) {
    table.steps = steps;
    table.run = run;
    table.bandwidth = bandwidth;
}

} // namespace tokenarium::cuda
