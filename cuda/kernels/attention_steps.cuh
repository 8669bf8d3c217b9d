// SPDX-License-Identifier: GPL-3.0-or-later
// Attention's steps for a few queries, as generating asks for them: reading keys and values is all the work.
#pragma once

#include "cuda/kernels/reduce.cuh"
#include "cuda/module_table.h"

namespace tokenarium::cuda {

constexpr std::size_t fewQueries = 8;
constexpr unsigned scoreWarps = 8;

/// A warp for a position and a head: scores[h, t, s] = scale · q·k for every query.
template<unsigned warps>
__global__ void __launch_bounds__(warps* warpLanes)
    scoreFewQueries(TokenariumCudaHeads on, const float* q, const float* keys, float scale, float* scores) {
    const unsigned lane = threadIdx.x % warpLanes;
    const std::size_t s = static_cast<std::size_t>(blockIdx.x) * warps + threadIdx.x / warpLanes;
    const std::size_t head = blockIdx.y, keyHead = head / (on.heads / on.keyHeads);
    if (s >= on.positions) return;
    const float* key = keys + (s * on.keyHeads + keyHead) * on.headWidth;
    for (std::size_t t = 0; t < on.queries; ++t) {
        const float* query = q + (t * on.heads + head) * on.headWidth;
        float sum = 0;
        for (std::size_t i = lane; i < on.headWidth; i += warpLanes) sum = fmaf(query[i], key[i], sum);
        sum = warpReduced(sum, Sum());
        if (lane == 0) scores[(head * on.queries + t) * on.positions + s] = sum * scale;
    }
}

/// A block for a head, a query and 32 numbers of the result: its warps share the positions, and their sums
/// are added in order.
template<unsigned warps>
__global__ void __launch_bounds__(warps* warpLanes)
    gatherFewQueries(TokenariumCudaHeads on, const float* probs, const float* values, float* y) {
    __shared__ float parts[warps][warpLanes];
    const unsigned lane = threadIdx.x % warpLanes, warp = threadIdx.x / warpLanes;
    const std::size_t i = static_cast<std::size_t>(blockIdx.x) * warpLanes + lane;
    const std::size_t head = blockIdx.y, t = blockIdx.z, keyHead = head / (on.heads / on.keyHeads);
    const float* shares = probs + (head * on.queries + t) * on.positions;
    float sum = 0;
    if (i < on.headWidth)
        for (std::size_t s = warp; s < on.positions; s += warps)
            sum = fmaf(shares[s], values[(s * on.keyHeads + keyHead) * on.headWidth + i], sum);
    parts[warp][lane] = sum;
    __syncthreads();
    if (warp > 0 || i >= on.headWidth) return;
    for (unsigned other = 1; other < warps; ++other) sum += parts[other][lane];
    y[(t * on.heads + head) * on.headWidth + i] = sum;
}

} // namespace tokenarium::cuda
