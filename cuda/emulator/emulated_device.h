// SPDX-License-Identifier: GPL-3.0-or-later
// What kernels use of CUDA, on the CPU: included in place of <cuda_runtime.h> where no nvcc compiles, so that
// the tests can run every kernel, with its blocks, barriers, shuffles and tensor-core products, on machines
// without a GPU.
//
// A block's threads are fibers of one system thread (with -fsanitize=thread each is a thread, so that a
// missing barrier is reported). One block runs at a time, but for cooperative grids, whose blocks are system
// threads; shared memory belongs to the system thread, and holds NaN when a block starts.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#if defined(__SANITIZE_THREAD__)
#define __shared__ static
#else
#define __shared__ static thread_local
#endif
#define __launch_bounds__(...)

struct dim3 {
    unsigned x = 1, y = 1, z = 1;
};
struct uint3 {
    unsigned x = 0, y = 0, z = 0;
};
struct alignas(16) float4 {
    float x, y, z, w;
};
struct alignas(8) float2 {
    float x, y;
};
struct alignas(16) uint4 {
    unsigned x, y, z, w;
};
struct alignas(8) uint2 {
    unsigned x, y;
};
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
inline float2 make_float2(float x, float y) { return {x, y}; }
inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }
inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }

extern constinit thread_local uint3 threadIdx, blockIdx;
extern constinit thread_local dim3 blockDim, gridDim;

void __syncthreads();
void __syncwarp(unsigned mask = 0xFFFFFFFFU);

namespace tokenarium::emulated {

/// Runs body() once for every thread of every block, with so much dynamic shared memory.
void run(dim3 grid, dim3 block, std::size_t sharedBytes, const std::function<void()>& body);
/// The same with all blocks of grid.x at once: they may wait for each other.
void runTogether(dim3 grid, dim3 block, std::size_t sharedBytes, const std::function<void()>& body);
void* dynamicShared(); ///< of the calling block, aligned to 16 bytes

/// A copy that is done when its thread waits for it, zeros where `from` is null; until then there is NaN.
void copyLater(void* to, const void* from, std::size_t bytes);
void waitForCopies();

/// Which thread of a block goes on between barriers: the next, the one before, or one that is drawn. A kernel
/// whose result depends on it lacks a barrier.
enum class Order { Forth, Back, Shuffled };
void setOrder(Order order, std::uint32_t seed = 1);

/// Does it now, or adds it to the graph that is being captured.
void queue(std::function<void()> work);

constexpr std::size_t largestExchange = 32;
/// What every lane of the calling warp gave, each `largestExchange` bytes from the next, until the exchange
/// after the next; all lanes must come here.
const unsigned char* exchange(const void* mine, std::size_t bytes);
inline unsigned lane() { return threadIdx.x % 32; }

} // namespace tokenarium::emulated

template<typename T>
T __shfl_sync(unsigned, T value, int source) {
    namespace emulated = tokenarium::emulated;
    const unsigned char* all = emulated::exchange(&value, sizeof value);
    T given;
    std::memcpy(&given, all + (source & 31) * emulated::largestExchange, sizeof given);
    return given;
}
template<typename T>
T __shfl_xor_sync(unsigned mask, T value, int lanes) {
    return __shfl_sync(mask, value, static_cast<int>(tokenarium::emulated::lane()) ^ lanes);
}

inline int __dp4a(int a, int b, int c) {
    for (int i = 0; i < 4; ++i)
        c += static_cast<std::int8_t>(a >> (8 * i)) * static_cast<std::int8_t>(b >> (8 * i));
    return c;
}
inline unsigned __float_as_uint(float value) {
    unsigned bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
inline float __uint_as_float(unsigned bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

// The runtime's functions that the module calls. Memory is the host's; `limits` make it fail as asked.

enum cudaError_t { cudaSuccess = 0, cudaErrorMemoryAllocation = 2, cudaErrorLaunchFailure = 719 };
enum cudaMemcpyKind { cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice };
using cudaStream_t = void*;
using cudaEvent_t = struct EmulatedEvent*;
using cudaGraph_t = struct EmulatedGraph*;
using cudaGraphExec_t = struct EmulatedGraph*;
enum cudaStreamCaptureMode { cudaStreamCaptureModeThreadLocal };
enum cudaDeviceAttr { cudaDevAttrCooperativeLaunch, cudaDevAttrMaxSharedMemoryPerBlockOptin };
enum cudaFuncAttribute { cudaFuncAttributeMaxDynamicSharedMemorySize };
struct cudaDeviceProp {
    char name[256];
    std::size_t totalGlobalMem;
    int major, minor, multiProcessorCount, l2CacheSize;
};
#define CUDART_VERSION 13000

cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaStreamCreate(cudaStream_t* stream);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
cudaError_t cudaMalloc(void** memory, std::size_t bytes);
cudaError_t cudaFree(void* memory);
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* all);
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind, cudaStream_t);
cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t);
cudaError_t cudaMallocHost(void** memory, std::size_t bytes);
cudaError_t cudaFreeHost(void* memory);
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr, int device);
cudaError_t cudaFuncSetAttribute(const void* kernel, cudaFuncAttribute, int value);
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* kernel, int threads,
                                                          std::size_t sharedBytes);
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode);
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph);
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* ready, cudaGraph_t graph, unsigned long long flags);
cudaError_t cudaGraphLaunch(cudaGraphExec_t graph, cudaStream_t stream);
cudaError_t cudaGraphDestroy(cudaGraph_t graph);
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t graph);
cudaError_t cudaEventCreate(cudaEvent_t* event);
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream);
cudaError_t cudaEventSynchronize(cudaEvent_t event);
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t from, cudaEvent_t to);
cudaError_t cudaEventDestroy(cudaEvent_t event);
cudaError_t cudaGetLastError();
const char* cudaGetErrorString(cudaError_t error);
