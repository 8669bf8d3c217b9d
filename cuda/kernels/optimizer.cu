// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the optimizer's kernels.
#include "cuda/kernels/optimizer.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/elements.cuh"
#include "cuda/kernels/operations.h"

namespace tokenarium::cuda {
namespace {

int32_t sumOfSquares(Context* context, const float* x, uint64_t count, double* sum) {
    *sum = 0;
    const std::size_t blocks = ceilDivided<std::size_t>(count, squareStretch);
    const Scratch scratch(*context, (blocks + 1) * sizeof(double));
    if (!scratch) return context->error;
    double *parts = scratch.as<double>(), *total = parts + blocks;
    launch(*context, gridOf(blocks), blockThreads, sumSquares<blockThreads>, x, count, parts);
    if (launch(*context, gridOf(1), blockThreads, sumParts<blockThreads>, parts, blocks, total) !=
        TOKENARIUM_CUDA_OK)
        return context->error;
    context->check(cudaMemcpyAsync(sum, total, sizeof *sum, cudaMemcpyDeviceToHost, context->stream));
    if (context->check(cudaStreamSynchronize(context->stream)) != TOKENARIUM_CUDA_OK) *sum = 0;
    return context->error;
}

int32_t adamW(Context* context, const float* gradient, const TokenariumCudaAdamW* step, float* mean,
              float* square, float* w, uint64_t count) {
    return launch(*context, gridOf(loopBlocks(*context, count)), blockThreads, forEachElement<AdamWElement>,
                  AdamWElement{gradient, *step, mean, square, w}, count);
}

} // namespace

void fillOptimizer(TokenariumCudaOperations& table) {
    table.sumOfSquares = sumOfSquares;
    table.adamW = adamW;
}

} // namespace tokenarium::cuda
