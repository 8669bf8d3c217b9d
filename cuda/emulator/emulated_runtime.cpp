// SPDX-License-Identifier: GPL-3.0-or-later
// The runtime of the emulated device: memory of the host, and errors on request.
#include "cuda/emulator/emulated_controls.h"
#include "cuda/emulator/emulated_device.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>

namespace {

constexpr std::size_t deviceBytes = std::size_t{4} << 30;

std::mutex guard;
std::map<void*, std::size_t> allocations;
std::size_t taken = 0, limit = deviceBytes;
bool lost = false;

cudaError_t state() { return lost ? cudaErrorLaunchFailure : cudaSuccess; }

} // namespace

extern "C" {
void tokenariumEmulatedLimit(uint64_t bytes) {
    const std::lock_guard lock(guard);
    limit = bytes ? taken + bytes : deviceBytes;
}
void tokenariumEmulatedLose(int32_t lose) { lost = lose != 0; }
void tokenariumEmulatedReverse(int32_t reverse) { tokenarium::emulated::runInReverse(reverse != 0); }
uint64_t tokenariumEmulatedTaken(void) {
    const std::lock_guard lock(guard);
    return taken;
}
}

cudaError_t cudaDriverGetVersion(int* version) {
    *version = CUDART_VERSION;
    return cudaSuccess;
}
cudaError_t cudaGetDeviceCount(int* count) {
    *count = 1;
    return cudaSuccess;
}
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int) {
    *properties = {};
    std::snprintf(properties->name, sizeof properties->name, "emulated on the CPU");
    properties->totalGlobalMem = deviceBytes;
    properties->major = 9;
    properties->multiProcessorCount = 2;
    return cudaSuccess;
}
cudaError_t cudaSetDevice(int) { return cudaSuccess; }
cudaError_t cudaStreamCreate(cudaStream_t* stream) {
    *stream = nullptr;
    return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t) { return cudaSuccess; }
cudaError_t cudaStreamSynchronize(cudaStream_t) { return state(); }

cudaError_t cudaMalloc(void** memory, std::size_t bytes) {
    const std::lock_guard lock(guard);
    if (lost) return state();
    if (taken + bytes > limit) return cudaErrorMemoryAllocation;
    *memory = std::aligned_alloc(256, (bytes + 255) / 256 * 256);
    std::memset(*memory, 0xFF, bytes); // NaN: what nobody writes shows
    allocations[*memory] = bytes;
    taken += bytes;
    return cudaSuccess;
}
cudaError_t cudaFree(void* memory) {
    const std::lock_guard lock(guard);
    if (const auto found = allocations.find(memory); found != allocations.end()) {
        taken -= found->second;
        allocations.erase(found);
        std::free(memory);
    }
    return cudaSuccess;
}
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* all) {
    const std::lock_guard lock(guard);
    *free = limit > taken ? limit - taken : 0;
    *all = deviceBytes;
    return state();
}
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind, cudaStream_t) {
    if (!lost) std::memcpy(to, from, bytes);
    return state();
}
cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t) {
    if (!lost) std::memset(memory, value, bytes);
    return state();
}
cudaError_t cudaGetLastError() { return state(); }
const char* cudaGetErrorString(cudaError_t error) {
    switch (error) {
    case cudaErrorMemoryAllocation: return "out of memory";
    case cudaErrorLaunchFailure: return "unspecified launch failure";
    default: return "no error";
    }
}
