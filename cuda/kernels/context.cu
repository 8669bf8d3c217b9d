// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that is given out again, and errors that are kept.
#include "cuda/kernels/context.cuh"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

namespace tokenarium::cuda {
namespace {

/// On the emulated device memory that is given out holds NaN, whoever had it before, and ends where it was
/// asked to end.
void handOut([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes,
             [[maybe_unused]] std::size_t size) {
#ifndef __CUDACC__
#if defined(__SANITIZE_ADDRESS__)
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
#endif
    std::memset(memory, 0xFF, size);
#if defined(__SANITIZE_ADDRESS__)
    ASAN_POISON_MEMORY_REGION(static_cast<char*>(memory) + bytes, size - bytes);
#endif
#endif
}

} // namespace

/// Steps of an eighth of a power of two: little is wasted, and shapes that grow by one token share memory.
std::size_t DeviceMemory::rounded(std::size_t bytes) {
    std::size_t step = 256;
    while (step * 16 < bytes) step *= 2;
    return greater<std::size_t>(1, ceilDivided(bytes, step)) * step;
}

cudaError_t DeviceMemory::take(std::size_t bytes, void** memory) {
    const std::size_t size = rounded(bytes);
    {
        const std::lock_guard<std::mutex> lock(guard);
        std::vector<void*>& free = kept[size];
        if (!free.empty()) {
            *memory = free.back();
            free.pop_back();
            handOut(*memory, bytes, size);
            return cudaSuccess;
        }
    }
    cudaError_t result = cudaMalloc(memory, size);
    if (result == cudaErrorMemoryAllocation) {
        cudaGetLastError(); // it is not the context's
        trim();
        result = cudaMalloc(memory, size);
        if (result == cudaErrorMemoryAllocation) cudaGetLastError();
    }
    const std::lock_guard<std::mutex> lock(guard);
    if (result == cudaSuccess) {
        sizes[*memory] = size;
        handOut(*memory, bytes, size);
    }
    return result;
}

void DeviceMemory::release(void* memory) {
    const std::lock_guard<std::mutex> lock(guard);
    kept[sizes.at(memory)].push_back(memory);
}

void DeviceMemory::trim() {
    const std::lock_guard<std::mutex> lock(guard);
    for (auto& size : kept)
        for (void* memory : size.second) {
            cudaFree(memory);
            sizes.erase(memory);
        }
    kept.clear();
}

DeviceMemory::~DeviceMemory() {
    for (const auto& one : sizes) cudaFree(one.first);
}

} // namespace tokenarium::cuda

int32_t TokenariumCudaContext::check(cudaError_t result) {
    if (result != cudaSuccess && error == TOKENARIUM_CUDA_OK) {
        error = result == cudaErrorMemoryAllocation ? TOKENARIUM_CUDA_OUT_OF_MEMORY : TOKENARIUM_CUDA_LOST;
        text = cudaGetErrorString(result);
    }
    return error;
}

int32_t TokenariumCudaContext::enter() {
    return error == TOKENARIUM_CUDA_OK ? check(cudaSetDevice(device)) : error;
}

int32_t TokenariumCudaContext::refuse(const char* why) {
    if (error == TOKENARIUM_CUDA_OK) {
        error = TOKENARIUM_CUDA_UNSUPPORTED;
        text = why;
    }
    return error;
}
