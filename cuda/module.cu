// SPDX-License-Identifier: GPL-3.0-or-later
// The CUDA module: everything that links the CUDA runtime. C++17, no Qt, nothing of the engine.
#include "cuda/module_table.h"

#include <cuda_runtime.h>

#include <cstdio>

namespace {

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

const TokenariumCudaTable table = {TOKENARIUM_CUDA_ABI, CUDART_VERSION, driverVersion, deviceCount, device};

} // namespace

#ifdef _WIN32
extern "C" __declspec(dllexport)
#else
extern "C" __attribute__((visibility("default")))
#endif
    const TokenariumCudaTable* tokenariumCudaTable() {
    return &table;
}
