// SPDX-License-Identifier: GPL-3.0-or-later
// All blocks of a cooperative grid wait for each other: a counter in global memory that only grows.
#pragma once

#include "cuda/kernels/device.cuh"

#ifndef __CUDACC__
#include <atomic>
#endif

namespace tokenarium::cuda {

/// `goal`: what the counter will show when all have come; at first what it showed before the kernel started.
/// It may overflow: only differences are looked at.
struct GridBarrier {
    std::uint32_t* arrived;
    std::uint32_t goal;

    /// What any block wrote before can be read by all after.
    __device__ void wait() {
        goal += gridDim.x;
        __syncthreads();
        if (threadIdx.x == 0) {
            arrive();
            std::uint32_t now = seen();
            for (; static_cast<std::int32_t>(now - goal) < 0; now = seen()) pause(now);
        }
        __syncthreads();
    }

private:
#ifdef __CUDACC__
    __device__ void arrive() const {
        asm volatile("red.release.gpu.global.add.u32 [%0], 1;" ::"l"(arrived) : "memory");
    }
    __device__ std::uint32_t seen() const {
        std::uint32_t now;
        asm volatile("ld.acquire.gpu.global.u32 %0, [%1];" : "=r"(now) : "l"(arrived) : "memory");
        return now;
    }
    __device__ static void pause(std::uint32_t) {}
#else
    void arrive() const {
        std::atomic_ref counter(*arrived);
        counter.fetch_add(1);
        counter.notify_all();
    }
    std::uint32_t seen() const { return std::atomic_ref(*arrived).load(); }
    void pause(std::uint32_t before) const { std::atomic_ref(*arrived).wait(before); }
#endif
};

} // namespace tokenarium::cuda
