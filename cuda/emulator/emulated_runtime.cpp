// SPDX-License-Identifier: GPL-3.0-or-later
// The runtime of the emulated device: memory of the host, and errors on request.
#include "cuda/emulator/emulated_controls.h"
#include "cuda/emulator/emulated_device.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

/// A captured graph: what was queued, in order. The graph and its executable form share it.
struct EmulatedGraph {
    std::shared_ptr<std::vector<std::function<void()>>> work;
};
struct EmulatedEvent {
    std::chrono::steady_clock::duration time;
};

namespace {

constexpr std::size_t deviceBytes = std::size_t{4} << 30;

std::mutex guard;
std::map<void*, std::size_t> allocations;
std::size_t taken = 0, limit = deviceBytes;
bool lost = false, together = true;
std::chrono::milliseconds launchTime{0}, launched{0}; ///< what tests add to the clock
std::shared_ptr<std::vector<std::function<void()>>> captured; ///< null while nothing is captured

cudaError_t state() { return lost ? cudaErrorLaunchFailure : cudaSuccess; }

} // namespace

extern "C" {
void tokenariumEmulatedLimit(uint64_t bytes) {
    const std::lock_guard lock(guard);
    limit = bytes ? taken + bytes : deviceBytes;
}
void tokenariumEmulatedLose(int32_t lose) { lost = lose != 0; }
void tokenariumEmulatedReverse(int32_t reverse) {
    using tokenarium::emulated::Order;
    tokenarium::emulated::setOrder(reverse ? Order::Back : Order::Forth);
}
void tokenariumEmulatedShuffle(uint32_t seed) {
    using tokenarium::emulated::Order;
    tokenarium::emulated::setOrder(seed ? Order::Shuffled : Order::Forth, seed);
}
void tokenariumEmulatedTogether(int32_t allowed) { together = allowed != 0; }
void tokenariumEmulatedLaunchTime(uint32_t milliseconds) {
    launchTime = std::chrono::milliseconds(milliseconds);
}
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
    properties->multiProcessorCount = 3;
    properties->l2CacheSize = 1 << 12; // so small that a part of small models stays
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
    if (!lost) tokenarium::emulated::queue([=] { std::memcpy(to, from, bytes); });
    return state();
}
cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t) {
    if (!lost) tokenarium::emulated::queue([=] { std::memset(memory, value, bytes); });
    return state();
}
cudaError_t cudaMallocHost(void** memory, std::size_t bytes) {
    if (lost) return state();
    *memory = std::malloc(bytes);
    return cudaSuccess;
}
cudaError_t cudaFreeHost(void* memory) {
    std::free(memory);
    return cudaSuccess;
}
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int) {
    *value = attribute == cudaDevAttrCooperativeLaunch ? together : 64 * 1024;
    return state();
}
cudaError_t cudaFuncSetAttribute(const void*, cudaFuncAttribute, int) { return state(); }
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void*, int, std::size_t) {
    *blocks = 8;
    return state();
}

void tokenarium::emulated::queue(std::function<void()> work) {
    launched += launchTime;
    if (captured)
        captured->push_back(std::move(work));
    else
        work();
}
cudaError_t cudaStreamBeginCapture(cudaStream_t, cudaStreamCaptureMode) {
    captured = std::make_shared<std::vector<std::function<void()>>>();
    return state();
}
cudaError_t cudaStreamEndCapture(cudaStream_t, cudaGraph_t* graph) {
    *graph = new EmulatedGraph{captured};
    captured = nullptr;
    return state();
}
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* ready, cudaGraph_t graph, unsigned long long) {
    *ready = new EmulatedGraph{graph->work};
    return state();
}
cudaError_t cudaGraphLaunch(cudaGraphExec_t graph, cudaStream_t) {
    if (!lost)
        for (const auto& work : *graph->work) work();
    return state();
}
cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
    delete graph;
    return cudaSuccess;
}
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t graph) { return cudaGraphDestroy(graph); }

cudaError_t cudaEventCreate(cudaEvent_t* event) {
    *event = new EmulatedEvent;
    return state();
}
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t) {
    event->time = std::chrono::steady_clock::now().time_since_epoch() + launched;
    return state();
}
cudaError_t cudaEventSynchronize(cudaEvent_t) { return state(); }
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t from, cudaEvent_t to) {
    *milliseconds = std::chrono::duration<float, std::milli>(to->time - from->time).count();
    return state();
}
cudaError_t cudaEventDestroy(cudaEvent_t event) {
    delete event;
    return cudaSuccess;
}
cudaError_t cudaGetLastError() { return state(); }
const char* cudaGetErrorString(cudaError_t error) {
    switch (error) {
    case cudaErrorMemoryAllocation: return "out of memory";
    case cudaErrorLaunchFailure: return "unspecified launch failure";
    default: return "no error";
    }
}
