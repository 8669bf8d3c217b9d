// SPDX-License-Identifier: GPL-3.0-or-later
// Products in float32: a tile of the result in registers, tiles of the factors in shared memory.
//
// Every number of the result is one chain of fused multiply-adds in the order of the inner dimension, which
// starts from the bias, from what is added to, or from 0: bit for bit what matrix_product.h gives on a CPU.
#pragma once

#include "cuda/kernels/product.cuh"

namespace tokenarium::cuda {

/// 256 threads, 16 by 16; each has `each` by `each` numbers of the result.
template<unsigned eachThread>
struct alignas(16) F32Tile {
    static constexpr unsigned each = eachThread, side = 16 * each; ///< of the result's tile
    static constexpr unsigned depth = 16;                          ///< inner steps in shared memory
    static constexpr unsigned pitch = side + 4;
    static constexpr unsigned loads = side * depth / 4 / blockThreads; ///< of 16 bytes, for each thread
    float a[2][depth][pitch], b[2][depth][pitch];
};

/// One factor's way into shared memory, [inner][outer]: what a thread loads, and where it puts it.
template<typename Tile, Format format, Lie lie>
struct F32Stage {
    using Stored = typename Numbers<format>::Stored;
    static constexpr unsigned perLoad = 4; ///< numbers; 16-bit ones are 8 bytes
    const Stored* data;
    std::size_t stride, outer, inner; ///< limits of the two dimensions
    std::size_t first;                ///< of the tile, in the outer dimension
    bool whole;
    float4 held[Tile::loads];

    __device__ static unsigned place(unsigned i) { return threadIdx.x + i * blockThreads; }
    __device__ static unsigned outerOf(unsigned i) {
        return lie == Lie::Along ? place(i) / (Tile::depth / perLoad)
                                 : place(i) % (Tile::side / perLoad) * perLoad;
    }
    __device__ static unsigned innerOf(unsigned i) {
        return lie == Lie::Along ? place(i) % (Tile::depth / perLoad) * perLoad
                                 : place(i) / (Tile::side / perLoad);
    }

    __device__ float4 loaded(std::size_t row, std::size_t rows, std::size_t at, std::size_t end) const {
        float four[perLoad] = {0, 0, 0, 0};
        if (row < rows) {
            const Stored* from = data + row * stride + at;
            if (format == Format::F32 && whole && at + perLoad <= end)
                return *reinterpret_cast<const float4*>(from);
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < perLoad; ++j)
                if (at + j < end) four[j] = Numbers<format>::widened(from[j]);
        }
        return make_float4(four[0], four[1], four[2], four[3]);
    }

    __device__ void load(std::size_t step) {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::loads; ++i) {
            const std::size_t k = step + innerOf(i), j = first + outerOf(i);
            held[i] = lie == Lie::Along ? loaded(j, outer, k, inner) : loaded(k, inner, j, outer);
        }
    }

    __device__ void put(float (&tile)[Tile::depth][Tile::pitch]) const {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::loads; ++i) {
            const unsigned k = innerOf(i), j = outerOf(i);
            if (lie == Lie::Across) {
                *reinterpret_cast<float4*>(&tile[k][j]) = held[i];
            } else {
                tile[k][j] = held[i].x;
                tile[k + 1][j] = held[i].y;
                tile[k + 2][j] = held[i].z;
                tile[k + 3][j] = held[i].w;
            }
        }
    }
};

/// The rows or columns of a thread: groups of four, 64 apart, so that a warp's loads meet different banks.
template<typename Tile>
TOKENARIUM_BOTH unsigned tilePlace(unsigned thread, unsigned i) {
    return i / 4 * 64 + thread * 4 + i % 4;
}

template<typename Tile>
__device__ inline void addStep(const float (&a)[Tile::pitch], const float (&b)[Tile::pitch], unsigned row,
                               unsigned column, float (&sums)[Tile::each][Tile::each]) {
    alignas(16) float left[Tile::each], right[Tile::each];
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::each; i += 4) {
        *reinterpret_cast<float4*>(left + i) = *reinterpret_cast<const float4*>(a + tilePlace<Tile>(row, i));
        *reinterpret_cast<float4*>(right + i) =
            *reinterpret_cast<const float4*>(b + tilePlace<Tile>(column, i));
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::each; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < Tile::each; ++j) sums[i][j] = fmaf(left[i], right[j], sums[i][j]);
}

template<unsigned each, Format format, Lie aLie, Lie bLie>
__global__ void __launch_bounds__(blockThreads, each == 8 ? 1 : 3) f32Product(Product p) {
    using Tile = F32Tile<each>;
    using B = typename Numbers<format>::Stored;
    __shared__ Tile tiles;
    const std::size_t batch = blockIdx.z;
    const float* aData = p.a + batch * p.aBatch;
    const B* bData = static_cast<const B*>(p.b) + batch / p.bShared * p.bBatch;
    F32Stage<Tile, Format::F32, aLie> a{aData,
                                        p.aStride,
                                        p.m,
                                        p.k,
                                        static_cast<std::size_t>(blockIdx.y) * Tile::side,
                                        wholeLoads(p.a, p.aStride, p.aBatch),
                                        {}};
    F32Stage<Tile, format, bLie> b{bData,
                                   p.bStride,
                                   p.n,
                                   p.k,
                                   static_cast<std::size_t>(blockIdx.x) * Tile::side,
                                   wholeLoads(static_cast<const B*>(p.b), p.bStride, p.bBatch),
                                   {}};
    const unsigned row = threadIdx.x / 16, column = threadIdx.x % 16;
    float* c = p.c + batch * p.cBatch;
    const bool startsFromC = p.add && p.factor == 1.0F;
    float sums[each][each];
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < each; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < each; ++j) {
        const std::size_t y = a.first + tilePlace<Tile>(row, i), x = b.first + tilePlace<Tile>(column, j);
        const bool inside = y < p.m && x < p.n;
        sums[i][j] = !inside ? 0.0F : startsFromC ? c[y * p.cStride + x] : p.bias ? p.bias[x] : 0.0F;
    }
    a.load(0);
    b.load(0);
    unsigned buffer = 0;
    for (std::size_t step = 0; step < p.k; step += Tile::depth, buffer ^= 1U) {
        a.put(tiles.a[buffer]);
        b.put(tiles.b[buffer]);
        __syncthreads();
        if (step + Tile::depth < p.k) {
            a.load(step + Tile::depth);
            b.load(step + Tile::depth);
        }
        TOKENARIUM_UNROLL
        for (unsigned k = 0; k < Tile::depth; ++k)
            addStep<Tile>(tiles.a[buffer][k], tiles.b[buffer][k], row, column, sums);
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < each; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < each; ++j) {
        const std::size_t y = a.first + tilePlace<Tile>(row, i), x = b.first + tilePlace<Tile>(column, j);
        if (y >= p.m || x >= p.n) continue;
        float& to = c[y * p.cStride + x];
        to = startsFromC || p.factor == 1.0F ? sums[i][j]
             : p.add                         ? to + sums[i][j] * p.factor
                                             : sums[i][j] * p.factor;
    }
}

} // namespace tokenarium::cuda
