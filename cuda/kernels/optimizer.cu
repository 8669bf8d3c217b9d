// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the optimizer's kernels: one launch over a table of tensors.
#include "cuda/kernels/optimizer.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/operations.h"

#include <vector>

namespace tokenarium::cuda {
namespace {

/// Tensors one after another, each with whole blocks of `stretch` numbers; and how many blocks there are.
template<typename Part>
struct Table {
    std::vector<Placed<Part>> placed;
    std::size_t blocks = 0;

    Table(const Part* parts, std::size_t count, std::size_t stretch) {
        for (std::size_t i = 0; i < count; ++i) {
            placed.push_back({parts[i], blocks});
            blocks += ceilDivided<std::size_t>(parts[i].count, stretch);
        }
    }
};

int32_t sumsOfSquares(Context* context, const TokenariumCudaNumbers* tensors, uint64_t count, double* sums) {
    for (uint64_t i = 0; i < count; ++i) sums[i] = 0;
    if (count == 0) return context->error;
    const Table<TokenariumCudaNumbers> table(tensors, count, squareStretch);
    const Staged<Placed<TokenariumCudaNumbers>> staged(*context, table.placed.data(), count);
    const Scratch scratch(*context, (table.blocks + count) * sizeof(double));
    if (!staged || !scratch) return context->error;
    double *parts = scratch.as<double>(), *totals = parts + table.blocks;
    launch(*context, gridOf(table.blocks), blockThreads, sumSquares<blockThreads>, staged.data(), count,
           parts);
    if (launch(*context, gridOf(count), blockThreads, sumParts<blockThreads>, staged.data(), parts, totals) !=
        TOKENARIUM_CUDA_OK)
        return context->error;
    context->check(
        cudaMemcpyAsync(sums, totals, count * sizeof *sums, cudaMemcpyDeviceToHost, context->stream));
    if (context->check(cudaStreamSynchronize(context->stream)) != TOKENARIUM_CUDA_OK)
        for (uint64_t i = 0; i < count; ++i) sums[i] = 0;
    return context->error;
}

int32_t adamW(Context* context, const TokenariumCudaAdamWPart* parts, uint64_t count, float gradientScale) {
    if (count == 0) return context->error;
    const Table<TokenariumCudaAdamWPart> table(parts, count, adamWStretch);
    const Staged<Placed<TokenariumCudaAdamWPart>> staged(*context, table.placed.data(), count);
    if (!staged) return context->error;
    return launch(*context, gridOf(table.blocks), blockThreads, adamWOfAll<blockThreads>, staged.data(),
                  count, gradientScale);
}

} // namespace

void fillOptimizer(TokenariumCudaOperations& table) {
    table.sumsOfSquares = sumsOfSquares;
    table.adamW = adamW;
}

} // namespace tokenarium::cuda
