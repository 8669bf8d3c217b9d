// SPDX-License-Identifier: GPL-3.0-or-later
// What the optimizer needs: AdamW, and sums of squares in double precision by a fixed tree.
#pragma once

#include "cuda/kernels/reduce.cuh"
#include "cuda/module_table.h"

namespace tokenarium::cuda {

struct AdamWElement {
    const float* gradient;
    TokenariumCudaAdamW step;
    float *mean, *square, *w;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        const float g = gradient[i];
        const float m = step.beta1 * mean[i] + (1 - step.beta1) * g;
        const float s = step.beta2 * square[i] + (1 - step.beta2) * g * g;
        mean[i] = m;
        square[i] = s;
        w[i] -= step.rate * (m * step.meanFactor / (sqrtf(s * step.squareFactor) + step.epsilon) +
                             step.weightDecay * w[i]);
    }
};

constexpr std::size_t squareStretch = 16384; ///< numbers of a block, whatever the device

template<unsigned threads>
__global__ void __launch_bounds__(threads) sumSquares(const float* x, std::size_t count, double* parts) {
    const std::size_t first = blockIdx.x * squareStretch, last = lesser(count, first + squareStretch);
    double sum = 0;
    for (std::size_t i = first + threadIdx.x; i < last; i += threads)
        sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    sum = blockReduced<threads>(sum, Sum());
    if (threadIdx.x == 0) parts[blockIdx.x] = sum;
}

/// One block.
template<unsigned threads>
__global__ void __launch_bounds__(threads) sumParts(const double* parts, std::size_t count, double* total) {
    double sum = 0;
    for (std::size_t i = threadIdx.x; i < count; i += threads) sum += parts[i];
    sum = blockReduced<threads>(sum, Sum());
    if (threadIdx.x == 0) *total = sum;
}

} // namespace tokenarium::cuda
