// SPDX-License-Identifier: GPL-3.0-or-later
// A device's context: its stream, its memory, its first error; and the one place from which kernels start.
#pragma once

#include "cuda/kernels/device.cuh"
#include "cuda/module_table.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace tokenarium::cuda {

/// Keeps what is released for the next of that size. All users work on one stream, so memory may be given out
/// again while kernels that were queued before still use it.
class DeviceMemory {
public:
    ~DeviceMemory();
    cudaError_t take(std::size_t bytes, void** memory);
    void release(void* memory);
    /// Everything that is kept goes back to the driver, which waits for the device.
    void trim();

private:
    static std::size_t rounded(std::size_t bytes);

    std::mutex guard;
    std::map<std::size_t, std::vector<void*>> kept;
    std::unordered_map<void*, std::size_t> sizes;
};

class LargeProducts;
/// Which products cuBLASLt may do: large_product.cuh.
enum class LibrarySwitch { Never, Always, Measured };

} // namespace tokenarium::cuda

struct TokenariumCudaContext {
    int device = 0, major = 0, minor = 0, multiprocessors = 1;
    bool bf16Products = false;
    cudaStream_t stream{};
    tokenarium::cuda::DeviceMemory memory;
    tokenarium::cuda::LibrarySwitch library = tokenarium::cuda::LibrarySwitch::Measured;
    std::shared_ptr<tokenarium::cuda::LargeProducts> largeProducts; ///< null until one was asked for
    int32_t error = TOKENARIUM_CUDA_OK;
    std::string text;

    /// Keeps the first error; TOKENARIUM_CUDA_OK where there is none.
    int32_t check(cudaError_t result);
    /// Makes its device the calling thread's; TOKENARIUM_CUDA_OK where work can be queued.
    int32_t enter();
    int32_t refuse(const char* why);
    /// Products of BF16 and FP16 numbers by tensor cores.
    bool hasTensorCores() const { return major >= 8; }
};

namespace tokenarium::cuda {

using Context = TokenariumCudaContext;

/// Whether an operation can do without.
enum class Need { Must, May };

/// Device memory for the length of an operation; null where there is none (the context has the error then,
/// but not of memory that only may be there).
class Scratch {
public:
    Scratch(Context& owner, std::size_t bytes, Need need = Need::Must) : context(owner) {
        if (context.enter() != TOKENARIUM_CUDA_OK) return;
        const cudaError_t result = context.memory.take(bytes, &memory);
        if (result == cudaSuccess) return;
        memory = nullptr;
        if (need == Need::Must || result != cudaErrorMemoryAllocation) context.check(result);
    }
    ~Scratch() {
        if (memory) context.memory.release(memory);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    template<typename T>
    T* as() const {
        return static_cast<T*>(memory);
    }
    explicit operator bool() const { return memory != nullptr; }

private:
    Context& context;
    void* memory = nullptr;
};

/// A small array of the host on the device; the copy is queued before what uses it.
template<typename T>
class Staged {
public:
    Staged(Context& context, const T* values, std::size_t count) : scratch(context, count * sizeof(T)) {
        if (scratch)
            context.check(cudaMemcpyAsync(scratch.template as<T>(), values, count * sizeof(T),
                                          cudaMemcpyHostToDevice, context.stream));
    }
    const T* data() const { return scratch.template as<T>(); }
    explicit operator bool() const { return static_cast<bool>(scratch); }

private:
    Scratch scratch;
};

/// Whether blocks may wait for each other: all of a grid run at once then.
enum class Blocks { Alone, Together };

/// Queues a kernel. Nothing starts once there is an error, or where a grid is empty.
template<typename... Parameters, typename... Arguments>
int32_t launchWith(Context& context, Blocks blocks, dim3 grid, unsigned threads, std::size_t sharedBytes,
                   void (*kernel)(Parameters...), Arguments... arguments) {
    if (context.enter() != TOKENARIUM_CUDA_OK) return context.error;
    if (grid.x == 0 || grid.y == 0 || grid.z == 0) return TOKENARIUM_CUDA_OK;
    std::tuple<Parameters...> copies(static_cast<Parameters>(arguments)...);
#ifdef __CUDACC__
    return std::apply(
        [&](auto&... copy) {
            void* pointers[] = {static_cast<void*>(&copy)...};
            const auto* function = reinterpret_cast<const void*>(kernel);
            if (blocks == Blocks::Together)
                return context.check(cudaLaunchCooperativeKernel(function, grid, dim3(threads), pointers,
                                                                 sharedBytes, context.stream));
            return context.check(
                cudaLaunchKernel(function, grid, dim3(threads), pointers, sharedBytes, context.stream));
        },
        copies);
#else
    emulated::queue([=] {
        const auto run = blocks == Blocks::Together ? emulated::runTogether : emulated::run;
        run(grid, {threads, 1, 1}, sharedBytes, [&] { std::apply(kernel, copies); });
    });
    return context.check(cudaGetLastError());
#endif
}

template<typename... Parameters, typename... Arguments>
int32_t launch(Context& context, dim3 grid, unsigned threads, void (*kernel)(Parameters...),
               Arguments... arguments) {
    return launchWith(context, Blocks::Alone, grid, threads, 0, kernel, arguments...);
}

/// Blocks for a loop over `count` numbers with a few for each thread, as many as keep the device busy.
inline unsigned loopBlocks(const Context& context, std::size_t count) {
    const std::size_t wanted = ceilDivided<std::size_t>(count, blockThreads);
    return static_cast<unsigned>(lesser<std::size_t>(wanted, 16U * context.multiprocessors));
}

inline dim3 gridOf(std::size_t x, std::size_t y = 1, std::size_t z = 1) {
    dim3 grid;
    grid.x = static_cast<unsigned>(x);
    grid.y = static_cast<unsigned>(y);
    grid.z = static_cast<unsigned>(z);
    return grid;
}

} // namespace tokenarium::cuda
