// SPDX-License-Identifier: GPL-3.0-or-later
// What the optimizer needs, for all tensors of a model at once: AdamW, and sums of squares in double
// precision by a fixed tree.
#pragma once

#include "cuda/kernels/reduce.cuh"
#include "cuda/module_table.h"

namespace tokenarium::cuda {

struct AdamWElement {
    TokenariumCudaAdamWPart part;
    float gradientScale;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        const TokenariumCudaAdamW& step = part.step;
        // What `blend` with nothing of the mean would make of the gradient, to the sign of a zero.
        const float g =
            gradientScale == 1.0F ? part.gradient[i] : 0.0F * part.mean[i] + gradientScale * part.gradient[i];
        const float m = step.beta1 * part.mean[i] + (1 - step.beta1) * g;
        const float s = step.beta2 * part.square[i] + (1 - step.beta2) * g * g;
        part.mean[i] = m;
        part.square[i] = s;
        part.w[i] -= step.rate * (m * step.meanFactor / (sqrtf(s * step.squareFactor) + step.epsilon) +
                                  step.weightDecay * part.w[i]);
    }
};

constexpr std::size_t adamWStretch = 4096;   ///< numbers of a block
constexpr std::size_t squareStretch = 16384; ///< the same, whatever the device

/// One tensor in a launch over many: its blocks begin at `firstBlock`.
template<typename Part>
struct Placed {
    Part part;
    std::size_t firstBlock;
};

/// Which of `count` tensors a block belongs to: the last that begins at it or before. Empty ones have none.
template<typename Part>
TOKENARIUM_BOTH std::size_t tensorOfBlock(const Placed<Part>* all, std::size_t count, std::size_t block) {
    std::size_t low = 0, high = count;
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (all[middle].firstBlock <= block ? low : high) = middle;
    }
    return low;
}

template<unsigned threads>
__global__ void __launch_bounds__(threads)
    adamWOfAll(const Placed<TokenariumCudaAdamWPart>* all, std::size_t count, float gradientScale) {
    const Placed<TokenariumCudaAdamWPart> mine = all[tensorOfBlock(all, count, blockIdx.x)];
    const std::size_t first = (blockIdx.x - mine.firstBlock) * adamWStretch;
    const std::size_t last = lesser<std::size_t>(mine.part.count, first + adamWStretch);
    const AdamWElement element{mine.part, gradientScale};
    for (std::size_t i = first + threadIdx.x; i < last; i += threads) element(i);
}

/// A part for every block.
template<unsigned threads>
__global__ void __launch_bounds__(threads)
    sumSquares(const Placed<TokenariumCudaNumbers>* all, std::size_t count, double* parts) {
    const Placed<TokenariumCudaNumbers> mine = all[tensorOfBlock(all, count, blockIdx.x)];
    const std::size_t first = (blockIdx.x - mine.firstBlock) * squareStretch;
    const std::size_t last = lesser<std::size_t>(mine.part.count, first + squareStretch);
    double sum = 0;
    for (std::size_t i = first + threadIdx.x; i < last; i += threads)
        sum += static_cast<double>(mine.part.numbers[i]) * static_cast<double>(mine.part.numbers[i]);
    sum = blockReduced<threads>(sum, Sum());
    if (threadIdx.x == 0) parts[blockIdx.x] = sum;
}

/// A block for every tensor: its parts.
template<unsigned threads>
__global__ void __launch_bounds__(threads)
    sumParts(const Placed<TokenariumCudaNumbers>* all, const double* parts, double* totals) {
    const std::size_t first = all[blockIdx.x].firstBlock;
    const std::size_t last = first + ceilDivided<std::size_t>(all[blockIdx.x].part.count, squareStretch);
    double sum = 0;
    for (std::size_t i = first + threadIdx.x; i < last; i += threads) sum += parts[i];
    sum = blockReduced<threads>(sum, Sum());
    if (threadIdx.x == 0) totals[blockIdx.x] = sum;
}

} // namespace tokenarium::cuda
