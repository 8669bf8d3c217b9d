// SPDX-License-Identifier: GPL-3.0-or-later
// Soft-max, its way back, and the loss that is made of it: a block for every row.
#pragma once

#include "cuda/kernels/reduce.cuh"

namespace tokenarium::cuda {

constexpr std::uint32_t noTargetRow = 0xFFFFFFFFU; ///< noTarget of backend.h

struct RowSums {
    float highest; ///< of the row
    double sum;    ///< Σ e^(x − highest)
};

template<unsigned threads>
__device__ inline RowSums rowSums(const float* x, std::size_t width) {
    float highest = -INFINITY;
    for (std::size_t i = threadIdx.x; i < width; i += threads) highest = Largest()(highest, x[i]);
    highest = blockReduced<threads>(highest, Largest());
    float sum = 0;
    for (std::size_t i = threadIdx.x; i < width; i += threads) sum += expf(x[i] - highest);
    return {highest, blockReduced<threads>(static_cast<double>(sum), Sum())};
}

template<unsigned threads>
__global__ void __launch_bounds__(threads) softmaxRows(const float* x, float* y, std::size_t width) {
    const float* row = x + blockIdx.x * width;
    const RowSums sums = rowSums<threads>(row, width);
    const float inverse = static_cast<float>(1 / sums.sum);
    for (std::size_t i = threadIdx.x; i < width; i += threads)
        y[blockIdx.x * width + i] = expf(row[i] - sums.highest) * inverse;
}

/// dx += y · (dy − Σ dy·y)
template<unsigned threads>
__global__ void __launch_bounds__(threads)
    softmaxBackwardRows(const float* y, const float* dy, float* dx, std::size_t width) {
    const std::size_t first = blockIdx.x * width;
    float sum = 0;
    for (std::size_t i = threadIdx.x; i < width; i += threads) sum = fmaf(y[first + i], dy[first + i], sum);
    const float mean = static_cast<float>(blockReduced<threads>(static_cast<double>(sum), Sum()));
    for (std::size_t i = threadIdx.x; i < width; i += threads)
        dx[first + i] += y[first + i] * (dy[first + i] - mean);
}

template<unsigned threads>
__global__ void __launch_bounds__(threads)
    crossEntropyRows(const float* logits, const std::uint32_t* targets, float* losses, std::size_t width) {
    const std::uint32_t target = targets[blockIdx.x];
    if (target == noTargetRow) {
        if (threadIdx.x == 0) losses[blockIdx.x] = 0;
        return;
    }
    const float* row = logits + blockIdx.x * width;
    const RowSums sums = rowSums<threads>(row, width);
    if (threadIdx.x == 0)
        losses[blockIdx.x] =
            static_cast<float>(log(sums.sum) + (static_cast<double>(sums.highest) - row[target]));
}

/// dLogits += scale · (softmax − 1 at the target)
template<unsigned threads>
__global__ void __launch_bounds__(threads)
    crossEntropyBackwardRows(const float* logits, const std::uint32_t* targets, float scale, float* dLogits,
                             std::size_t width) {
    const std::uint32_t target = targets[blockIdx.x];
    if (target == noTargetRow) return;
    const float* row = logits + blockIdx.x * width;
    const RowSums sums = rowSums<threads>(row, width);
    const float factor = static_cast<float>(scale / sums.sum);
    for (std::size_t i = threadIdx.x; i < width; i += threads) {
        float slope = dLogits[blockIdx.x * width + i] + factor * expf(row[i] - sums.highest);
        if (i == target) slope -= scale;
        dLogits[blockIdx.x * width + i] = slope;
    }
}

} // namespace tokenarium::cuda
