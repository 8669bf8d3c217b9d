// SPDX-License-Identifier: GPL-3.0-or-later
// One result of all threads of a block, in an order that never changes.
#pragma once

#include "cuda/kernels/device.cuh"

namespace tokenarium::cuda {

struct Sum {
    template<typename T>
    TOKENARIUM_BOTH T operator()(T a, T b) const {
        return a + b;
    }
};
/// A NaN wins, so that it is not hidden.
struct Largest {
    TOKENARIUM_BOTH float operator()(float a, float b) const { return a > b || a != a ? a : b; }
};

template<typename T, typename Combine>
__device__ inline T warpReduced(T value, const Combine& combine) {
    TOKENARIUM_UNROLL
    for (int distance = 16; distance > 0; distance /= 2)
        value = combine(value, __shfl_xor_sync(everyLane, value, distance));
    return value;
}

/// Every thread gets it. `threads` is a multiple of 32, the size of the block.
template<unsigned threads, typename T, typename Combine>
__device__ inline T blockReduced(T value, const Combine& combine) {
    value = warpReduced(value, combine);
    if (threads == warpLanes) return value;
    __shared__ T parts[threads / warpLanes];
    __syncthreads(); // an earlier call may still be reading
    if (threadIdx.x % warpLanes == 0) parts[threadIdx.x / warpLanes] = value;
    __syncthreads();
    value = parts[0];
    TOKENARIUM_UNROLL
    for (unsigned i = 1; i < threads / warpLanes; ++i) value = combine(value, parts[i]);
    return value;
}

} // namespace tokenarium::cuda
