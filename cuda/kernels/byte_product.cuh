// SPDX-License-Identifier: GPL-3.0-or-later
// Products with eight-bit weights, bit for bit those of engine/backend/packed_matrix.h: activations are
// rounded to 8 bits 32 at a time; for every group in order, sum += float(Σ w·q) · (w's scale · q's scale),
// each product and sum rounded by itself.
#pragma once

#include "cuda/kernels/few_rows.cuh"

namespace tokenarium::cuda {

/// Rounded activations: numbers [rows, k], scales [rows, k / 32].
struct ByteRows {
    std::int8_t* numbers;
    float* scales;
};

/// A warp for every group.
__device__ inline void roundGroup(const float* x, std::size_t group, const ByteRows& to) {
    const std::size_t i = group * byteGroup + threadIdx.x % warpLanes;
    std::uint32_t greatest = bitsOf(x[i]) & 0x7FFFFFFFU;
    TOKENARIUM_UNROLL
    for (int distance = 16; distance > 0; distance /= 2)
        greatest = greater(greatest, __shfl_xor_sync(everyLane, greatest, distance));
    const ByteScale scale = byteScale(greatest);
    to.numbers[i] = static_cast<std::int8_t>(roundedToByte(x[i], scale));
    if (threadIdx.x % warpLanes == 0) to.scales[group] = scale.scale;
}

template<unsigned threads>
__global__ void __launch_bounds__(threads) roundRows(const float* x, std::size_t groups, ByteRows to) {
    const std::size_t group = globalThread() / warpLanes;
    if (group < groups) roundGroup(x, group, to);
}

/// Eight-bit weights and what meets them.
struct ByteProduct {
    const std::int8_t* w;
    const std::uint16_t* wScales; ///< float16
    const std::int8_t* x;
    const float* xScales;
    const float* bias;
    float* y;
    std::size_t rows, outputs, inputs;
};

TOKENARIUM_BOTH int dotOfSixteen(const uint4& a, const uint4& b) {
    int sum = 0;
#if defined(__CUDA_ARCH__) || !defined(__CUDACC__)
    sum = __dp4a(static_cast<int>(a.x), static_cast<int>(b.x), sum);
    sum = __dp4a(static_cast<int>(a.y), static_cast<int>(b.y), sum);
    sum = __dp4a(static_cast<int>(a.z), static_cast<int>(b.z), sum);
    sum = __dp4a(static_cast<int>(a.w), static_cast<int>(b.w), sum);
#endif
    return sum;
}

/// Two outputs a warp. A lane has half a group (16 bytes) of each; a pair of lanes has the group's product,
/// the even one of the first output, the odd one of the second; then all even lanes add up the one and all
/// odd lanes the other, group after group.
template<unsigned rows>
__global__ void __launch_bounds__(streamWarps* warpLanes) streamByteRows(ByteProduct p) {
    constexpr unsigned step = warpLanes / 2; // groups
    const unsigned lane = threadIdx.x % warpLanes, odd = lane % 2;
    const std::size_t first =
        (static_cast<std::size_t>(blockIdx.x) * streamWarps + threadIdx.x / warpLanes) * 2;
    if (first >= p.outputs) return;
    const std::size_t second = lesser(first + 1, p.outputs - 1), mine = odd ? second : first;
    const std::size_t groups = p.inputs / byteGroup;
    float sums[rows];
    TOKENARIUM_UNROLL
    for (unsigned t = 0; t < rows; ++t) sums[t] = p.bias ? p.bias[mine] : 0.0F;
    for (std::size_t g = 0; g < groups; g += step) {
        const std::size_t group = g + lane / 2, at = group * byteGroup + odd * 16;
        const bool inside = group < groups;
        uint4 one = make_uint4(0, 0, 0, 0), two = one;
        float wScale = 0;
        if (inside) {
            one = *reinterpret_cast<const uint4*>(p.w + first * p.inputs + at);
            two = *reinterpret_cast<const uint4*>(p.w + second * p.inputs + at);
            wScale = widenedF16(p.wScales[mine * groups + group]);
        }
        const unsigned count = static_cast<unsigned>(lesser<std::size_t>(step, groups - g));
        TOKENARIUM_UNROLL
        for (unsigned t = 0; t < rows; ++t) {
            if (t >= p.rows) break;
            uint4 x = make_uint4(0, 0, 0, 0);
            float xScale = 0;
            if (inside) {
                x = *reinterpret_cast<const uint4*>(p.x + t * p.inputs + at);
                xScale = p.xScales[t * groups + group];
            }
            const int ofOne = dotOfSixteen(one, x), ofTwo = dotOfSixteen(two, x);
            const int given = __shfl_xor_sync(everyLane, odd ? ofOne : ofTwo, 1);
            const int dot = (odd ? ofTwo : ofOne) + given;
            const float product = static_cast<float>(dot) * (wScale * xScale);
            if (count == step) {
                TOKENARIUM_UNROLL
                for (unsigned i = 0; i < step; ++i)
                    sums[t] += __shfl_sync(everyLane, product, static_cast<int>(2 * i + odd));
            } else {
                for (unsigned i = 0; i < count; ++i)
                    sums[t] += __shfl_sync(everyLane, product, static_cast<int>(2 * i + odd));
            }
        }
    }
    TOKENARIUM_UNROLL
    for (unsigned t = 0; t < rows; ++t)
        if (t < p.rows && lane < 2 && first + lane < p.outputs) p.y[t * p.outputs + first + lane] = sums[t];
}

constexpr unsigned byteSide = 64, byteEach = 4;

/// 64 by 64 numbers of the result by 256 threads, a group at a time.
template<unsigned threads>
__global__ void __launch_bounds__(threads) multiplyByteTiles(ByteProduct p) {
    constexpr unsigned words = byteGroup / 4;
    __shared__ int x[byteSide][words + 1], w[byteSide][words + 1];
    __shared__ float xScales[byteSide], wScales[byteSide];
    const std::size_t groups = p.inputs / byteGroup;
    const std::size_t firstRow = static_cast<std::size_t>(blockIdx.y) * byteSide;
    const std::size_t firstOutput = static_cast<std::size_t>(blockIdx.x) * byteSide;
    const unsigned row = threadIdx.x / 16, column = threadIdx.x % 16;
    float sums[byteEach][byteEach];
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < byteEach; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < byteEach; ++j) {
        const std::size_t output = firstOutput + column + 16 * j;
        sums[i][j] = p.bias && output < p.outputs ? p.bias[output] : 0.0F;
    }
    for (std::size_t g = 0; g < groups; ++g) {
        for (unsigned i = threadIdx.x; i < byteSide * words; i += threads) {
            const std::size_t t = lesser(firstRow + i / words, p.rows - 1);
            const std::size_t o = lesser(firstOutput + i / words, p.outputs - 1);
            const std::size_t at = g * words + i % words;
            x[i / words][i % words] = reinterpret_cast<const int*>(p.x + t * p.inputs)[at];
            w[i / words][i % words] = reinterpret_cast<const int*>(p.w + o * p.inputs)[at];
        }
        if (threadIdx.x < byteSide) {
            const std::size_t t = lesser(firstRow + threadIdx.x, p.rows - 1);
            const std::size_t o = lesser(firstOutput + threadIdx.x, p.outputs - 1);
            xScales[threadIdx.x] = p.xScales[t * groups + g];
            wScales[threadIdx.x] = widenedF16(p.wScales[o * groups + g]);
        }
        __syncthreads();
        int dots[byteEach][byteEach] = {};
        TOKENARIUM_UNROLL
        for (unsigned k = 0; k < words; ++k) TOKENARIUM_UNROLL
        for (unsigned i = 0; i < byteEach; ++i) TOKENARIUM_UNROLL
        for (unsigned j = 0; j < byteEach; ++j)
            dots[i][j] = __dp4a(x[row + 16 * i][k], w[column + 16 * j][k], dots[i][j]);
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < byteEach; ++i) TOKENARIUM_UNROLL
        for (unsigned j = 0; j < byteEach; ++j)
            sums[i][j] += static_cast<float>(dots[i][j]) * (wScales[column + 16 * j] * xScales[row + 16 * i]);
        __syncthreads();
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < byteEach; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < byteEach; ++j) {
        const std::size_t t = firstRow + row + 16 * i, o = firstOutput + column + 16 * j;
        if (t < p.rows && o < p.outputs) p.y[t * p.outputs + o] = sums[i][j];
    }
}

} // namespace tokenarium::cuda
