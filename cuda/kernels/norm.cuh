// SPDX-License-Identifier: GPL-3.0-or-later
// LayerNorm and RMSNorm: a warp or a block for every row.
#pragma once

#include "cuda/kernels/reduce.cuh"

namespace tokenarium::cuda {

struct Moments {
    float mean, inverse; ///< 1 / √(variance + epsilon)
};

template<unsigned threads>
__device__ inline float meanOf(const float* x, std::size_t width) {
    float sum = 0;
    for (std::size_t i = threadIdx.x; i < width; i += threads) sum += x[i];
    const double all = blockReduced<threads>(static_cast<double>(sum), Sum());
    return static_cast<float>(all / static_cast<double>(width));
}

/// With `mean` 0 the variance is the mean of squares.
template<unsigned threads>
__device__ inline float inverseDeviation(const float* x, std::size_t width, float mean, float epsilon) {
    float sum = 0;
    for (std::size_t i = threadIdx.x; i < width; i += threads) sum = fmaf(x[i] - mean, x[i] - mean, sum);
    const double squares = blockReduced<threads>(static_cast<double>(sum), Sum());
    return static_cast<float>(1 / sqrt(squares / static_cast<double>(width) + epsilon));
}

template<unsigned threads, bool centred>
__device__ inline Moments momentsOf(const float* x, std::size_t width, float epsilon) {
    const float mean = centred ? meanOf<threads>(x, width) : 0.0F;
    return {mean, inverseDeviation<threads>(x, width, mean, epsilon)};
}

template<unsigned threads, bool centred>
__global__ void __launch_bounds__(threads) normRows(const float* x, const float* weight, const float* bias,
                                                    float epsilon, float* y, std::size_t width) {
    const std::size_t first = blockIdx.x * width;
    const Moments moments = momentsOf<threads, centred>(x + first, width, epsilon);
    for (std::size_t i = threadIdx.x; i < width; i += threads) {
        const float value = (x[first + i] - moments.mean) * moments.inverse * weight[i];
        y[first + i] = bias ? value + bias[i] : value;
    }
}

/// dx, where it is wanted, and each row's moments for the sums of the weight.
template<unsigned threads, bool centred>
__global__ void __launch_bounds__(threads)
    normBackwardRows(const float* x, const float* weight, float epsilon, const float* dy, float* dx,
                     float* means, float* inverses, std::size_t width) {
    const std::size_t first = blockIdx.x * width;
    const Moments moments = momentsOf<threads, centred>(x + first, width, epsilon);
    if (threadIdx.x == 0) {
        means[blockIdx.x] = moments.mean;
        inverses[blockIdx.x] = moments.inverse;
    }
    if (!dx) return;
    float sum = 0, withX = 0;
    for (std::size_t i = threadIdx.x; i < width; i += threads) {
        const float slope = dy[first + i] * weight[i];
        sum += slope;
        withX = fmaf(slope, x[first + i] - moments.mean, withX);
    }
    const double count = static_cast<double>(width), inverse = static_cast<double>(moments.inverse);
    const float level =
        centred ? static_cast<float>(blockReduced<threads>(static_cast<double>(sum), Sum()) / count) : 0.0F;
    const float along = static_cast<float>(blockReduced<threads>(static_cast<double>(withX), Sum()) *
                                           inverse * inverse / count);
    for (std::size_t i = threadIdx.x; i < width; i += threads)
        dx[first + i] +=
            moments.inverse * (dy[first + i] * weight[i] - level - (x[first + i] - moments.mean) * along);
}

} // namespace tokenarium::cuda
