// SPDX-License-Identifier: GPL-3.0-or-later
// Step 5. Tensor cores: one instruction of a warp multiplies 16 by 16 with 16 by 8 numbers, 2,048
// multiply-adds.
//
// They take numbers of 16 bits. BF16 keeps a float32's range and 8 bits of its digits, so the factors are
// rounded on their way into shared memory; the sums stay float32. Eight warps make 128 by 128 results, each
// 64 by 32. While they multiply one tile, the next is already on its way into registers, and it goes into the
// other of two places: one barrier for each tile is enough.
#include "cuda/kernels/tensor_core.cuh"
#include "cuda/ladder/ladder_product.cuh"

namespace tokenarium::cuda {
namespace {

constexpr unsigned side = 128, depth = 32, warps = 8, threads = warps * warpLanes;
constexpr unsigned aPitch = depth + 8, bPitch = side + 8; ///< rows begin in different banks, at 16 bytes
constexpr unsigned loads = side * depth / 4 / threads;

/// What a thread carries of both tiles: four numbers side by side at a time.
struct Carried {
    float4 a[loads], b[loads];

    __device__ void load(const LadderProduct& p, std::size_t firstRow, std::size_t firstColumn,
                         std::size_t tile) {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < loads; ++i) {
            const unsigned at = (threadIdx.x + i * threads) * 4;
            const float* ofA = p.a + (firstRow + at / depth) * p.n + tile + at % depth;
            const float* ofB = p.b + (tile + at / side) * p.n + firstColumn + at % side;
            a[i] = *reinterpret_cast<const float4*>(ofA);
            b[i] = *reinterpret_cast<const float4*>(ofB);
        }
    }
    __device__ void put(std::uint16_t* aTile, std::uint16_t* bTile) const {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < loads; ++i) {
            const unsigned at = (threadIdx.x + i * threads) * 4;
            *reinterpret_cast<uint2*>(aTile + at / depth * aPitch + at % depth) = rounded(a[i]);
            *reinterpret_cast<uint2*>(bTile + at / side * bPitch + at % side) = rounded(b[i]);
        }
    }
    __device__ static uint2 rounded(const float4& four) {
        return make_uint2(packedHalves<Format::BF16>(four.x, four.y),
                          packedHalves<Format::BF16>(four.z, four.w));
    }
};

/// Four by four products of 16 by 8 results: 64 by 32 for the warp, two inner steps of 16.
__device__ inline void multiplyTile(const std::uint16_t* aTile, const std::uint16_t* bTile, unsigned row,
                                    unsigned column, float (&sums)[4][4][4]) {
    const unsigned lane = threadIdx.x % warpLanes, low = lane % 16, high = lane / 16 * 8;
    TOKENARIUM_UNROLL
    for (unsigned k = 0; k < depth; k += 16) {
        std::uint32_t left[4][4], right[4][2];
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < 4; ++i)
            loadMatrices<false>(left[i], aTile + (row + 16 * i + low) * aPitch + k + high);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < 4; j += 2) { // b lies across: its columns are wanted, so it is turned
            std::uint32_t both[4];
            loadMatrices<true>(both, bTile + (k + low) * bPitch + column + 8 * j + high);
            right[j][0] = both[0];
            right[j][1] = both[1];
            right[j + 1][0] = both[2];
            right[j + 1][1] = both[3];
        }
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < 4; ++i) TOKENARIUM_UNROLL
        for (unsigned j = 0; j < 4; ++j) multiplyMatrices<Format::BF16>(sums[i][j], left[i], right[j]);
    }
}

__global__ void __launch_bounds__(threads) tensorCoreLesson(LadderProduct p) {
    __shared__ uint4 aTiles[2][side * aPitch / 8], bTiles[2][depth * bPitch / 8]; // aligned to 16 bytes
    const unsigned warp = threadIdx.x / warpLanes, lane = threadIdx.x % warpLanes;
    const unsigned row = warp / 4 * 64, column = warp % 4 * 32;
    const std::size_t firstRow = blockIdx.y * side, firstColumn = blockIdx.x * side;
    float sums[4][4][4] = {};
    Carried next;
    next.load(p, firstRow, firstColumn, 0);
    unsigned place = 0;
    for (std::size_t tile = 0; tile < p.n; tile += depth, place ^= 1U) {
        auto* aTile = reinterpret_cast<std::uint16_t*>(aTiles[place]);
        auto* bTile = reinterpret_cast<std::uint16_t*>(bTiles[place]);
        next.put(aTile, bTile);
        __syncthreads();
        if (tile + depth < p.n) next.load(p, firstRow, firstColumn, tile + depth);
        multiplyTile(aTile, bTile, row, column, sums);
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < 4; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < 4; ++j) TOKENARIUM_UNROLL
    for (unsigned e = 0; e < 4; ++e) { // where a lane's four results lie: see multiplyMatrices
        const std::size_t y = firstRow + row + 16 * i + lane / 4 + e / 2 * 8;
        p.c[y * p.n + firstColumn + column + 8 * j + lane % 4 * 2 + e % 2] = sums[i][j][e];
    }
}

} // namespace

int32_t multiplyTensorCores(Context& context, const LadderProduct& p) {
    return launch(context, gridOf(p.n / side, p.n / side), threads, tensorCoreLesson, p);
}

} // namespace tokenarium::cuda
