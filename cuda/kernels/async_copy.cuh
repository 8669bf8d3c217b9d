// SPDX-License-Identifier: GPL-3.0-or-later
// Copies into shared memory that go on while the threads compute (cp.async of the PTX manual).
#pragma once

#include "cuda/kernels/device.cuh"

namespace tokenarium::cuda {

/// Sixteen bytes, both places aligned to them; zeros where they are not `present`. They are there after the
/// thread's waitForCopies, and for others after a barrier behind it.
__device__ inline void copyLater(void* to, const void* from, bool present) {
#ifdef __CUDACC__
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    const auto address = static_cast<std::uint32_t>(__cvta_generic_to_shared(to));
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(address), "l"(from),
                 "r"(present ? 16 : 0)
                 : "memory");
#else
    *static_cast<uint4*>(to) = present ? *static_cast<const uint4*>(from) : make_uint4(0, 0, 0, 0);
#endif
#else
    emulated::copyLater(to, present ? from : nullptr, 16);
#endif
}

__device__ inline void waitForCopies() {
#ifdef __CUDACC__
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    asm volatile("cp.async.wait_all;" ::: "memory");
#endif
#else
    emulated::waitForCopies();
#endif
}

} // namespace tokenarium::cuda
