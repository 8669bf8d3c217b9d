// SPDX-License-Identifier: GPL-3.0-or-later
// Products of 16-bit numbers that are large enough for cuBLASLt, where that is there.
//
// Which way a product goes: TOKENARIUM_CUBLASLT says 0 (our own kernels), 1 (cuBLASLt for all that it can) or
// auto, which is what happens where it says nothing: the first product of a shape is timed both ways, on the
// same numbers and with all that each way needs beside it, and cuBLASLt takes the shape where it is faster by
// a tenth at least. The choice holds as long as the context, so a call gives the same numbers each time. In
// another run of the program the clock may say otherwise, and last places with it: who needs the same bits
// from run to run says 0 or 1. Neither way adds in the order in which threads arrive: ways of cuBLASLt that
// split a sum are excluded. Where memory for rounded factors is missing our own kernels do it, which need
// none.
#pragma once

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/product.cuh"

namespace tokenarium::cuda {

/// What of a product the compiler knows: how b is stored, what tensor cores get, how the factors lie.
struct HalfProductKind {
    Format source, half;
    Lie aLie, bLie;
};

using OwnProduct = int32_t (*)(Context&, const Product&);

/// One batch, factor 1, rows without gaps between them.
int32_t multiplyLarge(Context& context, const Product& p, const HalfProductKind& kind, OwnProduct own);

/// Whether `theirs` is faster than `own` (both in milliseconds) by enough to be worth another order of sums;
/// a time of 0 is none.
TOKENARIUM_BOTH bool worthChanging(double own, double theirs) { return theirs > 0 && theirs < 0.9 * own; }

/// Numbers of a matrix of cuBLASLt, which goes down the columns, and whether it is to be turned.
struct LargeLayout {
    std::size_t rows, columns, stride;
    bool turned;
};
/// Their product is ours turned: cᵀ [n, m] = bᵀ · aᵀ. Our b is their first factor, [n, k] after turning.
TOKENARIUM_BOTH LargeLayout firstFactor(const Product& p, Lie bLie) {
    if (bLie == Lie::Along) return {p.k, p.n, p.bStride, true};
    return {p.n, p.k, p.bStride, false};
}
/// Our a is their second, [k, m].
TOKENARIUM_BOTH LargeLayout secondFactor(const Product& p, Lie aLie) {
    if (aLie == Lie::Along) return {p.k, p.m, p.aStride, false};
    return {p.m, p.k, p.aStride, true};
}

/// Numbers rounded to halves, eight a thread.
struct RoundNumbers {
    const float* from;
    std::uint16_t* to;
    std::size_t count;
    Format half;
    __device__ void operator()(std::size_t eight) const {
        const float* here = from + 8 * eight;
        const std::size_t left = count - 8 * eight;
        const uint4 low = loadNumbers(here, left, true), high = loadNumbers(here + 4, leftOf(4, left), true);
        const std::uint32_t words[8] = {low.x, low.y, low.z, low.w, high.x, high.y, high.z, high.w};
        std::uint32_t pairs[4];
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < 4; ++i) {
            const float one = floatOf(words[2 * i]), other = floatOf(words[2 * i + 1]);
            pairs[i] = half == Format::F16 ? packedHalves<Format::F16>(one, other)
                                           : packedHalves<Format::BF16>(one, other);
        }
        reinterpret_cast<uint4*>(to)[eight] = make_uint4(pairs[0], pairs[1], pairs[2], pairs[3]);
    }
};

} // namespace tokenarium::cuda
