// SPDX-License-Identifier: GPL-3.0-or-later
// What all products of matrices share: their description, and loading rows that may end anywhere.
#pragma once

#include "cuda/kernels/numbers.cuh"

namespace tokenarium::cuda {

/// How a factor lies in memory: along the inner dimension (a row holds one result row's numbers), or across
/// (a row holds one inner step's).
enum class Lie { Along, Across };

/// c [m, n] = start + factor · a · b for every batch. Along: a(i, k) = a[i · aStride + k], b(k, j) =
/// b[j · bStride + k]; across: a[k · aStride + i], b[k · bStride + j]. Batches lie so many numbers apart; the
/// batches of b are shared by `bShared` of a in a row.
struct Product {
    const float* a = nullptr;
    const void* b = nullptr;
    float* c = nullptr;
    const float* bias = nullptr; ///< [n], may be null
    std::size_t m = 0, n = 0, k = 0;
    std::size_t aStride = 0, bStride = 0, cStride = 0;
    std::size_t batches = 1, aBatch = 0, bBatch = 0, cBatch = 0, bShared = 1;
    float factor = 1;
    bool add = false; ///< to what c holds
};

/// Whether rows can be loaded 16 bytes at a time.
template<typename T>
TOKENARIUM_BOTH bool wholeLoads(const T* data, std::size_t stride, std::size_t batch) {
    constexpr std::size_t numbers = 16 / sizeof(T);
    return reinterpret_cast<std::uintptr_t>(data) % 16 == 0 && stride % numbers == 0 && batch % numbers == 0;
}

/// Sixteen bytes from `from`, of which `left` numbers exist; the others are 0.
template<typename T>
__device__ inline uint4 loadNumbers(const T* from, std::size_t left, bool whole) {
    constexpr unsigned numbers = 16 / sizeof(T);
    if (whole && left >= numbers) return *reinterpret_cast<const uint4*>(from);
    union {
        uint4 all;
        T each[numbers];
    } loaded;
    loaded.all = make_uint4(0, 0, 0, 0);
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < numbers; ++i)
        if (i < left) loaded.each[i] = from[i];
    return loaded.all;
}

/// The numbers of a row from `at` on, of `end`.
TOKENARIUM_BOTH std::size_t leftOf(std::size_t at, std::size_t end) { return at < end ? end - at : 0; }

} // namespace tokenarium::cuda
