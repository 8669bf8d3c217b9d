// SPDX-License-Identifier: GPL-3.0-or-later
// The CUDA module: everything that links the CUDA runtime. C++17, no Qt; of the engine only what compiles
// everywhere. This file has the devices, the contexts and the table.
#include "cuda/kernels/context.cuh"
#include "cuda/kernels/operations.h"

#include <cstdio>
#include <new>

namespace {

using Context = TokenariumCudaContext;

int32_t driverVersion() {
    int version = 0;
    return cudaDriverGetVersion(&version) == cudaSuccess ? version : 0;
}

int32_t deviceCount(char* reason, size_t size) {
    int count = 0;
    const cudaError_t error = cudaGetDeviceCount(&count);
    if (error == cudaSuccess) return count;
    std::snprintf(reason, size, "%s", cudaGetErrorString(error));
    return -1;
}

int32_t device(int32_t index, TokenariumCudaDevice* out) {
    cudaDeviceProp properties;
    if (cudaGetDeviceProperties(&properties, index) != cudaSuccess) return -1;
    std::snprintf(out->name, sizeof out->name, "%s", properties.name);
    out->major = properties.major;
    out->minor = properties.minor;
    out->memoryBytes = properties.totalGlobalMem;
    out->multiprocessors = properties.multiProcessorCount;
    return 0;
}

int32_t open(int32_t index, int32_t products, Context** context, char* reason, size_t size) {
    auto* opened = new (std::nothrow) Context;
    if (!opened) return TOKENARIUM_CUDA_OUT_OF_MEMORY;
    cudaDeviceProp properties{};
    opened->device = index;
    opened->bf16Products = products == TOKENARIUM_CUDA_PRODUCTS_BF16;
    opened->library = tokenarium::cuda::librarySwitch();
    opened->check(cudaGetDeviceProperties(&properties, index));
    opened->check(cudaSetDevice(index));
    if (opened->error == TOKENARIUM_CUDA_OK) opened->check(cudaStreamCreate(&opened->stream));
    opened->major = properties.major;
    opened->minor = properties.minor;
    opened->multiprocessors = properties.multiProcessorCount;
    const int32_t error = opened->error;
    if (error == TOKENARIUM_CUDA_OK) {
        *context = opened;
        return error;
    }
    std::snprintf(reason, size, "%s", opened->text.c_str());
    delete opened;
    return error;
}

void close(Context* context) {
    cudaSetDevice(context->device);
    cudaStreamSynchronize(context->stream);
    cudaStreamDestroy(context->stream);
    delete context;
}

int32_t lastError(Context* context, char* text, size_t size) {
    std::snprintf(text, size, "%s", context->text.c_str());
    return context->error;
}

int32_t forgetError(Context* context) {
    if (context->error == TOKENARIUM_CUDA_LOST) return context->error;
    context->error = TOKENARIUM_CUDA_OK;
    context->text.clear();
    return context->check(cudaStreamSynchronize(context->stream));
}

int32_t freeMemory(Context* context, uint64_t* freeBytes, uint64_t* allBytes) {
    size_t free = 0, all = 0;
    context->check(cudaMemGetInfo(&free, &all));
    *freeBytes = free;
    *allBytes = all;
    return context->error;
}

int32_t allocate(Context* context, uint64_t bytes, void** memory) {
    *memory = nullptr;
    if (context->enter() != TOKENARIUM_CUDA_OK) return context->error;
    return context->check(context->memory.take(bytes, memory));
}

void release(Context* context, void* memory) { context->memory.release(memory); }

int32_t copy(Context* context, void* to, const void* from, uint64_t bytes, cudaMemcpyKind kind) {
    if (context->enter() != TOKENARIUM_CUDA_OK || bytes == 0) return context->error;
    return context->check(cudaMemcpyAsync(to, from, bytes, kind, context->stream));
}

int32_t synchronise(Context* context) {
    return context->enter() == TOKENARIUM_CUDA_OK ? context->check(cudaStreamSynchronize(context->stream))
                                                  : context->error;
}

int32_t copyIn(Context* context, void* to, const void* from, uint64_t bytes) {
    copy(context, to, from, bytes, cudaMemcpyHostToDevice);
    return synchronise(context);
}

int32_t copyOut(Context* context, void* to, const void* from, uint64_t bytes) {
    copy(context, to, from, bytes, cudaMemcpyDeviceToHost);
    return synchronise(context);
}

int32_t copyWithin(Context* context, void* to, const void* from, uint64_t bytes) {
    return copy(context, to, from, bytes, cudaMemcpyDeviceToDevice);
}

TokenariumCudaTable filledTable() {
    using namespace tokenarium::cuda;
    TokenariumCudaTable table{};
    table.abi = TOKENARIUM_CUDA_ABI;
    table.runtimeVersion = CUDART_VERSION;
    table.driverVersion = driverVersion;
    table.deviceCount = deviceCount;
    table.device = device;
    table.open = open;
    table.close = close;
    table.lastError = lastError;
    table.forgetError = forgetError;
    table.freeMemory = freeMemory;
    table.allocate = allocate;
    table.release = release;
    table.copyIn = copyIn;
    table.copyOut = copyOut;
    table.copyWithin = copyWithin;
    table.synchronise = synchronise;
    table.storedBytes = storedBytes;
    table.store = store;
    table.widen = widen;
    table.libraryUse = libraryUse;
    for (const auto fill : {fillEmbedding, fillElements, fillNorms, fillLinear, fillLinearBackward, fillRope,
                            fillAttentionSteps, fillSoftmax, fillAttention, fillLoss, fillOptimizer})
        fill(table.operations);
    fillDecode(table.decode);
    fillLadder(table.ladder);
    return table;
}

} // namespace

#ifdef _WIN32
extern "C" __declspec(dllexport)
#else
extern "C" __attribute__((visibility("default")))
#endif
    const TokenariumCudaTable* tokenariumCudaTable() {
    static const TokenariumCudaTable table = filledTable();
    return &table;
}
