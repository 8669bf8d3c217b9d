// SPDX-License-Identifier: GPL-3.0-or-later
// Products of one row with the weights, for blocks that decode: a warp streams whole rows of weights, or a
// slice of a row where a block has fewer rows than warps.
#pragma once

#include "cuda/kernels/byte_product.cuh"
#include "cuda/kernels/norm.cuh"

namespace tokenarium::cuda {

constexpr unsigned decodeWarps = 16, decodeThreads = decodeWarps * warpLanes;

struct DecodeMatrix {
    const void* data;
    const float* bias; ///< may be null
    std::uint32_t rows, columns;
    Format format;
    bool whole; ///< rows can be loaded 16 bytes at a time
    bool stays; ///< in the second-level cache, from token to token
};

/// In shared memory: float32, and rounded to bytes where weights of eight bits ask for it.
struct DecodeInput {
    float* numbers;
    std::int8_t* bytes;
    float* scales;
};

#ifdef __CUDACC__
__device__ inline float* dynamicShared() {
    extern __shared__ uint4 decodeMemory[];
    return reinterpret_cast<float*>(decodeMemory);
}
#else
inline float* dynamicShared() { return static_cast<float*>(emulated::dynamicShared()); }
#endif

/// Weights are read once a token: what is not to stay in the second-level cache makes room at once.
class WeightLoads {
public:
    __device__ explicit WeightLoads(bool stays) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
        if (stays)
            asm("createpolicy.fractional.L2::evict_last.b64 %0, 1.0;" : "=l"(policy));
        else
            asm("createpolicy.fractional.L2::evict_first.b64 %0, 1.0;" : "=l"(policy));
#else
        (void)stays;
#endif
    }
    __device__ uint4 sixteen(const void* from) const {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
        uint4 loaded;
        asm("ld.global.nc.L1::no_allocate.L2::cache_hint.v4.u32 {%0, %1, %2, %3}, [%4], %5;"
            : "=r"(loaded.x), "=r"(loaded.y), "=r"(loaded.z), "=r"(loaded.w)
            : "l"(from), "l"(policy));
        return loaded;
#else
        return *static_cast<const uint4*>(from);
#endif
    }

private:
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    std::uint64_t policy;
#endif
};

/// Whole loads begin at multiples of four numbers.
template<unsigned count>
__device__ inline void loadInput(float (&to)[count], const float* from) {
    if constexpr (count == 1) {
        to[0] = from[0];
    } else {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < count; i += 4) {
            const float4 four = *reinterpret_cast<const float4*>(from + i);
            to[i] = four.x;
            to[i + 1] = four.y;
            to[i + 2] = four.z;
            to[i + 3] = four.w;
        }
    }
}

/// sums[r] += row rows[r] of w · x, at the columns [from, to); each lane has a part.
template<Format format, bool whole, unsigned many>
__device__ inline void addRows(const DecodeMatrix& w, const std::uint32_t (&rows)[many], std::uint32_t from,
                               std::uint32_t to, const float* x, float (&sums)[many]) {
    using Stored = typename Numbers<format>::Stored;
    constexpr unsigned perLoad = whole ? Numbers<format>::perLoad : 1;
    const WeightLoads loads(w.stays);
    const Stored* weights[many];
    TOKENARIUM_UNROLL
    for (unsigned r = 0; r < many; ++r)
        weights[r] = static_cast<const Stored*>(w.data) + static_cast<std::size_t>(rows[r]) * w.columns;
    [[maybe_unused]] constexpr unsigned ahead =
        4 / many; // sixty-four bytes of a lane are on their way at once
    TOKENARIUM_UNROLL_AHEAD
    for (std::uint32_t k = from + threadIdx.x % warpLanes * perLoad; k < to; k += warpLanes * perLoad) {
        float number[many][perLoad], input[perLoad];
        TOKENARIUM_UNROLL
        for (unsigned r = 0; r < many; ++r) {
            if constexpr (whole)
                Numbers<format>::widened(loads.sixteen(weights[r] + k), number[r]);
            else
                number[r][0] = Numbers<format>::widened(weights[r][k]);
        }
        loadInput(input, x + k);
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < perLoad; ++i) TOKENARIUM_UNROLL
        for (unsigned r = 0; r < many; ++r) sums[r] = fmaf(input[i], number[r][i], sums[r]);
    }
}

/// The same with eight-bit weights: sixteen numbers, half a group, are a whole number.
template<unsigned many>
__device__ inline void addByteRows(const DecodeMatrix& w, const std::uint32_t (&rows)[many],
                                   std::uint32_t from, std::uint32_t to, const DecodeInput& x,
                                   float (&sums)[many]) {
    constexpr unsigned perLoad = 16;
    const WeightLoads loads(w.stays);
    const auto* bytes = static_cast<const std::int8_t*>(w.data);
    const auto* scales = reinterpret_cast<const std::uint16_t*>(bytes + scalesAt(w.rows, w.columns));
    [[maybe_unused]] constexpr unsigned ahead = 4 / many;
    TOKENARIUM_UNROLL_AHEAD
    for (std::uint32_t k = from + threadIdx.x % warpLanes * perLoad; k < to; k += warpLanes * perLoad) {
        const uint4 input = *reinterpret_cast<const uint4*>(x.bytes + k);
        const float scale = x.scales[k / byteGroup];
        TOKENARIUM_UNROLL
        for (unsigned r = 0; r < many; ++r) {
            const std::size_t at = static_cast<std::size_t>(rows[r]) * w.columns + k;
            const int dot = dotOfSixteen(loads.sixteen(bytes + at), input);
            sums[r] = fmaf(static_cast<float>(dot), widenedF16(scales[at / byteGroup]) * scale, sums[r]);
        }
    }
}

template<unsigned many>
__device__ inline void addAnyRows(const DecodeMatrix& w, const std::uint32_t (&rows)[many],
                                  std::uint32_t from, std::uint32_t to, const DecodeInput& x,
                                  float (&sums)[many]) {
    switch (w.format) {
    case Format::F32: return addRows<Format::F32, true, many>(w, rows, from, to, x.numbers, sums);
    case Format::F16: return addRows<Format::F16, true, many>(w, rows, from, to, x.numbers, sums);
    case Format::BF16: return addRows<Format::BF16, true, many>(w, rows, from, to, x.numbers, sums);
    default: addByteRows<many>(w, rows, from, to, x, sums);
    }
}

/// Rows that do not begin at multiples of 16 bytes: number by number.
__device__ inline void addCrookedRow(const DecodeMatrix& w, const std::uint32_t (&row)[1], std::uint32_t from,
                                     std::uint32_t to, const DecodeInput& x, float (&sum)[1]) {
    switch (w.format) {
    case Format::F32: return addRows<Format::F32, false, 1>(w, row, from, to, x.numbers, sum);
    case Format::F16: return addRows<Format::F16, false, 1>(w, row, from, to, x.numbers, sum);
    default: return addRows<Format::BF16, false, 1>(w, row, from, to, x.numbers, sum);
    }
}

/// Whole rows, `many` a warp at once: first + warp, and so many warps further; finish(row, sum) by one lane.
template<unsigned many, typename Finish>
__device__ inline void multiplyWholeRows(const DecodeInput& x, const DecodeMatrix& w, std::uint32_t first,
                                         std::uint32_t last, const Finish& finish) {
    const unsigned warp = threadIdx.x / warpLanes, lane = threadIdx.x % warpLanes;
    TOKENARIUM_UNROLL_NOT
    for (std::uint32_t next = first + warp; next < last; next += many * decodeWarps) {
        std::uint32_t rows[many];
        float sums[many] = {};
        TOKENARIUM_UNROLL
        for (unsigned r = 0; r < many; ++r) // beyond the last the last is read again
            rows[r] = lesser(next + r * decodeWarps, last - 1);
        addAnyRows<many>(w, rows, 0, w.columns, x, sums);
        TOKENARIUM_UNROLL
        for (unsigned r = 0; r < many; ++r) {
            const float sum = warpReduced(sums[r], Sum());
            if (lane == 0 && next + r * decodeWarps < last) finish(rows[r], sum);
        }
    }
}

/// So many columns a slice: whole groups of 32.
TOKENARIUM_BOTH std::uint32_t sliceColumns(std::uint32_t columns, std::uint32_t slices) {
    return ceilDivided(ceilDivided(columns, slices), byteGroup) * byteGroup;
}

/// A warp for every slice of a row; then the slices are added in order. Up to decodeWarps rows; `parts` has
/// a number for every warp.
template<typename Finish>
__device__ inline void multiplySlices(const DecodeInput& x, const DecodeMatrix& w, std::uint32_t first,
                                      std::uint32_t last, float* parts, const Finish& finish) {
    const std::uint32_t count = last - first, slices = decodeWarps / count;
    const std::uint32_t warp = threadIdx.x / warpLanes, length = sliceColumns(w.columns, slices);
    if (warp < count * slices) {
        const std::uint32_t rows[1] = {first + warp / slices}, from = warp % slices * length;
        const std::uint32_t to = lesser(from + length, w.columns);
        float sums[1] = {};
        if (w.whole)
            addAnyRows<1>(w, rows, from, to, x, sums);
        else
            addCrookedRow(w, rows, from, to, x, sums);
        const float sum = warpReduced(sums[0], Sum());
        if (threadIdx.x % warpLanes == 0) parts[warp] = sum;
    }
    __syncthreads();
    if (threadIdx.x < count) {
        float sum = 0;
        for (std::uint32_t i = 0; i < slices; ++i) sum += parts[threadIdx.x * slices + i];
        finish(first + threadIdx.x, sum);
    }
    __syncthreads();
}

/// Rows [first, last) of w · x. Ends with a barrier of the block.
template<typename Finish>
__device__ inline void multiplyRows(const DecodeInput& x, const DecodeMatrix& w, std::uint32_t first,
                                    std::uint32_t last, float* parts, const Finish& finish) {
    const std::uint32_t count = last - first;
    if (w.whole && count > 2 * decodeWarps) {
        multiplyWholeRows<4>(x, w, first, last, finish);
    } else if (w.whole && count > decodeWarps) {
        multiplyWholeRows<2>(x, w, first, last, finish);
    } else {
        TOKENARIUM_UNROLL_NOT
        for (; first < last; first += decodeWarps)
            multiplySlices(x, w, first, lesser(first + decodeWarps, last), parts, finish);
    }
    __syncthreads();
}

/// What weights of eight bits multiply: a warp for every 32 numbers.
__device__ inline void roundInput(const DecodeInput& in, std::uint32_t count) {
    for (std::uint32_t group = threadIdx.x / warpLanes; group < count / byteGroup; group += decodeWarps)
        roundGroup(in.numbers, group, {in.bytes, in.scales});
}

/// Asks the second-level cache for rows [first, last), up to a limit, and waits for nothing.
__device__ inline void prefetchRows(const DecodeMatrix& w, std::uint32_t first, std::uint32_t last) {
#ifdef __CUDA_ARCH__
    constexpr std::size_t limit = 64 * 1024, line = 128;
    const std::size_t size = w.format == Format::F32 ? 4 : w.format == Format::Q8 ? 1 : 2;
    const std::size_t row = w.columns * size, bytes = lesser(row * (last - first), limit);
    const char* from = static_cast<const char*>(w.data) + first * row;
    for (std::size_t i = threadIdx.x * line; i < bytes; i += decodeThreads * line)
        asm volatile("prefetch.global.L2 [%0];" ::"l"(from + i));
#else
    (void)w, (void)first, (void)last;
#endif
}

} // namespace tokenarium::cuda
