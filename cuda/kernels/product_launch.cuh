// SPDX-License-Identifier: GPL-3.0-or-later
// Starts products of matrices: which kernel suits the shape, and how large its tiles are.
#pragma once

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/f32_product.cuh"
#include "cuda/kernels/large_product.cuh"
#include "cuda/kernels/tensor_core_product.cuh"

namespace tokenarium::cuda {

/// Large tiles do more with what they load, but there must be some for every multiprocessor.
inline bool largeTilesSuit(const Context& context, const Product& p) {
    constexpr std::size_t large = 128;
    return ceilDivided(p.m, large) * ceilDivided(p.n, large) * p.batches >=
           static_cast<std::size_t>(context.multiprocessors);
}

inline dim3 tilesOf(const Product& p, std::size_t side) {
    return gridOf(ceilDivided(p.n, side), ceilDivided(p.m, side), p.batches);
}

template<Format format, Lie aLie, Lie bLie>
int32_t multiplyF32(Context& context, const Product& p) {
    if (largeTilesSuit(context, p))
        return launch(context, tilesOf(p, F32Tile<8>::side), blockThreads, f32Product<8, format, aLie, bLie>,
                      p);
    return launch(context, tilesOf(p, F32Tile<4>::side), blockThreads, f32Product<4, format, aLie, bLie>, p);
}

template<Format format, Format half, Lie aLie, Lie bLie>
int32_t multiplyByTensorCores(Context& context, const Product& p) {
    if (largeTilesSuit(context, p))
        return launch(context, tilesOf(p, 128), HalfTile<128>::threads,
                      tensorCoreProduct<128, format, half, aLie, bLie>, p);
    return launch(context, tilesOf(p, 64), HalfTile<64>::threads,
                  tensorCoreProduct<64, format, half, aLie, bLie>, p);
}

/// One batch, factor 1: by our own kernel, or by cuBLASLt where that is there and faster.
template<Format format, Format half, Lie aLie, Lie bLie>
int32_t multiplyHalves(Context& context, const Product& p) {
    return multiplyLarge(context, p, {format, half, aLie, bLie},
                         multiplyByTensorCores<format, half, aLie, bLie>);
}

} // namespace tokenarium::cuda
