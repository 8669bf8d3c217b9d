// SPDX-License-Identifier: GPL-3.0-or-later
// Products by tensor cores: both factors rounded to 16 bits on their way into shared memory, sums in float32.
#pragma once

#include "cuda/kernels/product.cuh"
#include "cuda/kernels/tensor_core.cuh"

namespace tokenarium::cuda {

/// 128 by 128 numbers of the result by eight warps (2 by 4), or 64 by 64 by four (2 by 2).
template<unsigned tileSide>
struct HalfTile {
    static constexpr unsigned side = tileSide, depth = 32;
    static constexpr unsigned warpsDown = 2, warpsAcross = side / 32, threads = 32 * warpsDown * warpsAcross;
    static constexpr unsigned blocks = 384 / threads; ///< on a multiprocessor, at least: one, or three small
    static constexpr unsigned rows = side / warpsDown, columns = 32; ///< of a warp
    static constexpr unsigned rowTiles = rows / 16, columnTiles = columns / 8;
    static constexpr unsigned padding = 8; ///< halves: rows begin in different banks
};

/// One factor: [outer][inner] in shared memory where it lies along, [inner][outer] where across.
template<typename Tile, Format source, Format half, Lie lie>
struct HalfStage {
    using Stored = typename Numbers<source>::Stored;
    static constexpr unsigned perLoad = Numbers<source>::perLoad;
    static constexpr unsigned length = lie == Lie::Along ? Tile::depth : Tile::side; ///< of a row
    static constexpr unsigned pitch = length + Tile::padding;
    static constexpr unsigned halves = (Tile::side * Tile::depth / length) * pitch;
    static constexpr unsigned loads = Tile::side * Tile::depth / perLoad / Tile::threads;
    static_assert(loads * perLoad * Tile::threads == Tile::side * Tile::depth, "every thread loads the same");

    const Stored* data;
    std::size_t stride, outer, inner, first;
    bool whole;
    uint4 held[loads];

    __device__ static unsigned place(unsigned i) { return (threadIdx.x + i * Tile::threads) * perLoad; }

    __device__ void load(std::size_t step) {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < loads; ++i) {
            const std::size_t row = (lie == Lie::Along ? first : step) + place(i) / length;
            const std::size_t at = (lie == Lie::Along ? step : first) + place(i) % length;
            const std::size_t left =
                row < (lie == Lie::Along ? outer : inner) ? leftOf(at, lie == Lie::Along ? inner : outer) : 0;
            held[i] = loadNumbers(data + row * stride + at, left, whole);
        }
    }

    __device__ void put(std::uint16_t* tile) const {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < loads; ++i) {
            std::uint16_t* to = tile + place(i) / length * pitch + place(i) % length;
            if (source == half) {
                *reinterpret_cast<uint4*>(to) = held[i];
            } else {
                *reinterpret_cast<uint2*>(to) =
                    make_uint2(packedHalves<half>(floatOf(held[i].x), floatOf(held[i].y)),
                               packedHalves<half>(floatOf(held[i].z), floatOf(held[i].w)));
            }
        }
    }

    /// Four fragments of 8 by 8 from outer place j and inner place k: for a (outer, inner) = (0,0) (8,0)
    /// (0,8) (8,8); for b (0,0) (0,8) (8,0) (8,8).
    template<bool ofA>
    __device__ static void fragments(std::uint32_t (&to)[4], const std::uint16_t* tile, unsigned j,
                                     unsigned k) {
        const unsigned lane = threadIdx.x % warpLanes, matrix = lane / 8, row = lane % 8;
        const unsigned outerStep = (ofA ? matrix % 2 : matrix / 2) * 8;
        const unsigned innerStep = (ofA ? matrix / 2 : matrix % 2) * 8;
        if (lie == Lie::Along)
            loadMatrices<false>(to, tile + (j + outerStep + row) * pitch + k + innerStep);
        else
            loadMatrices<true>(to, tile + (k + innerStep + row) * pitch + j + outerStep);
    }
};

template<typename Tile, typename A, typename B, Format half>
__device__ inline void addTiles(const std::uint16_t* a, const std::uint16_t* b, unsigned row, unsigned column,
                                float (&sums)[Tile::rowTiles][Tile::columnTiles][4]) {
    TOKENARIUM_UNROLL
    for (unsigned k = 0; k < Tile::depth; k += 16) {
        std::uint32_t left[Tile::rowTiles][4], right[Tile::columnTiles][2];
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::rowTiles; ++i)
            A::template fragments<true>(left[i], a, row + 16 * i, k);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::columnTiles; j += 2) {
            std::uint32_t two[4];
            B::template fragments<false>(two, b, column + 8 * j, k);
            right[j][0] = two[0];
            right[j][1] = two[1];
            right[j + 1][0] = two[2];
            right[j + 1][1] = two[3];
        }
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::rowTiles; ++i) TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::columnTiles; ++j)
            multiplyMatrices<half>(sums[i][j], left[i], right[j]);
    }
}

/// `half` is what the tensor core gets; `format` what b has in memory. a is float32.
template<unsigned side, Format format, Format half, Lie aLie, Lie bLie>
__global__ void __launch_bounds__(HalfTile<side>::threads, HalfTile<side>::blocks)
    tensorCoreProduct(Product p) {
    using Tile = HalfTile<side>;
    using A = HalfStage<Tile, Format::F32, half, aLie>;
    using B = HalfStage<Tile, format, half, bLie>;
    __shared__ uint4 aTiles[2][A::halves / 8], bTiles[2][B::halves / 8]; // aligned to 16 bytes
    const auto* bData = static_cast<const typename B::Stored*>(p.b);
    A a{p.a, p.aStride, p.m, p.k, static_cast<std::size_t>(blockIdx.y) * side, wholeLoads(p.a, p.aStride, 0),
        {}};
    B b{bData,
        p.bStride,
        p.n,
        p.k,
        static_cast<std::size_t>(blockIdx.x) * side,
        wholeLoads(bData, p.bStride, 0),
        {}};
    const unsigned warp = threadIdx.x / warpLanes, lane = threadIdx.x % warpLanes;
    const unsigned row = warp / Tile::warpsAcross * Tile::rows;
    const unsigned column = warp % Tile::warpsAcross * Tile::columns;
    float sums[Tile::rowTiles][Tile::columnTiles][4] = {};
    a.load(0);
    b.load(0);
    unsigned buffer = 0;
    for (std::size_t step = 0; step < p.k; step += Tile::depth, buffer ^= 1U) {
        auto* aTile = reinterpret_cast<std::uint16_t*>(aTiles[buffer]);
        auto* bTile = reinterpret_cast<std::uint16_t*>(bTiles[buffer]);
        a.put(aTile);
        b.put(bTile);
        __syncthreads();
        if (step + Tile::depth < p.k) {
            a.load(step + Tile::depth);
            b.load(step + Tile::depth);
        }
        addTiles<Tile, A, B, half>(aTile, bTile, row, column, sums);
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::rowTiles; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < Tile::columnTiles; ++j) TOKENARIUM_UNROLL
    for (unsigned e = 0; e < 4; ++e) {
        const std::size_t y = a.first + row + 16 * i + lane / 4 + e / 2 * 8;
        const std::size_t x = b.first + column + 8 * j + lane % 4 * 2 + e % 2;
        if (y >= p.m || x >= p.n) continue;
        float& to = p.c[y * p.cStride + x];
        to = sums[i][j][e] + (p.bias ? p.bias[x] : 0.0F) + (p.add ? to : 0.0F);
    }
}

} // namespace tokenarium::cuda
