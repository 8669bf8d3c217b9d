// SPDX-License-Identifier: GPL-3.0-or-later
// Products of up to eight rows, which cost what reading the weights costs: a warp streams whole rows of
// weights, 16 bytes a lane, and adds up its lanes in the end. Activations stay float32.
#pragma once

#include "cuda/kernels/product.cuh"
#include "cuda/kernels/reduce.cuh"

namespace tokenarium::cuda {

constexpr unsigned fewRows = 8, streamWarps = 4;
constexpr unsigned streamBlocks = 6; ///< on a multiprocessor, at least: up to 80 registers a thread

/// `whole`: rows of both factors can be loaded 16 bytes at a time; else number by number. Each warp makes
/// `outputs` columns of y, for `rows` rows of which p.m exist.
template<Format format, unsigned rows, unsigned outputs, bool whole>
__global__ void __launch_bounds__(streamWarps* warpLanes, streamBlocks) streamRows(Product p) {
    using Stored = typename Numbers<format>::Stored;
    constexpr unsigned perLoad = whole ? Numbers<format>::perLoad : 1;
    const unsigned lane = threadIdx.x % warpLanes;
    const std::size_t first =
        (static_cast<std::size_t>(blockIdx.x) * streamWarps + threadIdx.x / warpLanes) * outputs;
    if (first >= p.n) return;
    const Stored* weights[outputs];
    TOKENARIUM_UNROLL
    for (unsigned o = 0; o < outputs; ++o) // a warp at the edge reads its last row again
        weights[o] = static_cast<const Stored*>(p.b) + lesser(first + o, p.n - 1) * p.bStride;
    float sums[rows][outputs] = {};
    TOKENARIUM_UNROLL_TWICE
    for (std::size_t k = lane * perLoad; k < p.k; k += warpLanes * perLoad) {
        float w[outputs][perLoad];
        TOKENARIUM_UNROLL
        for (unsigned o = 0; o < outputs; ++o) {
            if constexpr (whole)
                Numbers<format>::widened(*reinterpret_cast<const uint4*>(weights[o] + k), w[o]);
            else
                w[o][0] = Numbers<format>::widened(weights[o][k]);
        }
        TOKENARIUM_UNROLL
        for (unsigned t = 0; t < rows; ++t) {
            if (t >= p.m) break;
            const float* from = p.a + t * p.aStride + k;
            float x[perLoad];
            if constexpr (whole) {
                TOKENARIUM_UNROLL
                for (unsigned i = 0; i < perLoad; i += 4) {
                    const float4 four = *reinterpret_cast<const float4*>(from + i);
                    x[i] = four.x;
                    x[i + 1] = four.y;
                    x[i + 2] = four.z;
                    x[i + 3] = four.w;
                }
            } else {
                x[0] = from[0];
            }
            TOKENARIUM_UNROLL
            for (unsigned o = 0; o < outputs; ++o) TOKENARIUM_UNROLL
            for (unsigned i = 0; i < perLoad; ++i) sums[t][o] = fmaf(x[i], w[o][i], sums[t][o]);
        }
    }
    TOKENARIUM_UNROLL
    for (unsigned t = 0; t < rows; ++t) TOKENARIUM_UNROLL
    for (unsigned o = 0; o < outputs; ++o) {
        if (t >= p.m) continue;
        const float sum = warpReduced(sums[t][o], Sum());
        if (lane == 0 && first + o < p.n)
            p.c[t * p.cStride + first + o] = sum + (p.bias ? p.bias[first + o] : 0.0F);
    }
}

} // namespace tokenarium::cuda
