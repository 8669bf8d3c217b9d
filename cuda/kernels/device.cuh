// SPDX-License-Identifier: GPL-3.0-or-later
// CUDA, or its emulation where no nvcc compiles. Everything here is compiled with --fmad=false: products and
// sums round one by one, as on the CPU, and are fused only where fmaf() says so.
#pragma once

#ifdef __CUDACC__
#include <cuda_runtime.h>
#else
#include "cuda/emulator/emulated_device.h"
#endif

#include <cstddef>
#include <cstdint>

/// For host and device: maths and index arithmetic, which tests also call directly.
#define TOKENARIUM_BOTH __host__ __device__ __forceinline__

namespace tokenarium::cuda {

constexpr unsigned warpLanes = 32, everyLane = 0xFFFFFFFFU;
constexpr unsigned blockThreads = 256; ///< of kernels that do not care

template<typename T>
TOKENARIUM_BOTH constexpr T ceilDivided(T a, T b) {
    return (a + b - 1) / b;
}
template<typename T>
TOKENARIUM_BOTH constexpr T lesser(T a, T b) {
    return b < a ? b : a;
}
template<typename T>
TOKENARIUM_BOTH constexpr T greater(T a, T b) {
    return a < b ? b : a;
}

#ifdef __CUDACC__
#define TOKENARIUM_UNROLL _Pragma("unroll")
#define TOKENARIUM_UNROLL_NOT _Pragma("unroll 1")
#define TOKENARIUM_UNROLL_TWICE _Pragma("unroll 2")
#define TOKENARIUM_UNROLL_FOUR_TIMES _Pragma("unroll 4")
#define TOKENARIUM_UNROLL_AHEAD _Pragma("unroll ahead") // a constant of the function
#else
#define TOKENARIUM_UNROLL
#define TOKENARIUM_UNROLL_NOT
#define TOKENARIUM_UNROLL_TWICE
#define TOKENARIUM_UNROLL_FOUR_TIMES
#define TOKENARIUM_UNROLL_AHEAD
#define __grid_constant__
#endif

__device__ inline std::size_t globalThread() {
    return static_cast<std::size_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}
__device__ inline std::size_t globalThreads() { return static_cast<std::size_t>(gridDim.x) * blockDim.x; }

} // namespace tokenarium::cuda
