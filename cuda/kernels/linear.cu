// SPDX-License-Identifier: GPL-3.0-or-later
// y = x · wᵀ + bias: few rows stream the weights, many rows go in tiles.
#include "cuda/kernels/byte_product.cuh"
#include "cuda/kernels/operations.h"
#include "cuda/kernels/product_launch.cuh"

namespace tokenarium::cuda {
namespace {

template<Format format, unsigned rows, unsigned outputs, bool whole>
int32_t stream(Context& context, const Product& p) {
    return launch(context, gridOf(ceilDivided<std::size_t>(p.n, outputs * streamWarps)),
                  streamWarps * warpLanes, streamRows<format, rows, outputs, whole>, p);
}

/// A warp that makes several outputs reads x once for all of them, where there are outputs enough for all
/// multiprocessors.
template<Format format, unsigned rows>
int32_t streamWhole(Context& context, const Product& p) {
    constexpr unsigned several = rows == 1 ? 4 : 2; // as many as registers hold
    const std::size_t blocks = ceilDivided<std::size_t>(p.n, several * streamWarps);
    if (blocks >= 4U * context.multiprocessors) return stream<format, rows, several, true>(context, p);
    return stream<format, rows, 1, true>(context, p);
}

template<Format format>
int32_t multiplyFewRows(Context& context, const Product& p) {
    const auto* weights = static_cast<const typename Numbers<format>::Stored*>(p.b);
    if (!wholeLoads(p.a, p.aStride, 0) || !wholeLoads(weights, p.bStride, 0))
        return stream<format, fewRows, 1, false>(context, p);
    if (p.m == 1) return streamWhole<format, 1>(context, p);
    if (p.m == 2) return streamWhole<format, 2>(context, p);
    if (p.m <= 4) return streamWhole<format, 4>(context, p);
    return streamWhole<format, fewRows>(context, p);
}

template<Format format>
int32_t multiply(Context& context, const Product& p) {
    constexpr Format half = format == Format::F16 ? Format::F16 : Format::BF16;
    if (p.m <= fewRows) return multiplyFewRows<format>(context, p);
    if (context.hasTensorCores() && (context.bf16Products || format != Format::F32))
        return multiplyHalves<format, half, Lie::Along, Lie::Along>(context, p);
    return multiplyF32<format, Lie::Along, Lie::Along>(context, p);
}

int32_t multiplyBytes(Context& context, const Product& p, const TokenariumCudaMatrix& w) {
    const std::size_t groups = p.m * p.k / byteGroup;
    const Scratch rounded(context, p.m * p.k + groups * sizeof(float));
    if (!rounded) return context.error;
    const ByteRows to{rounded.as<std::int8_t>(),
                      reinterpret_cast<float*>(rounded.as<std::int8_t>() + p.m * p.k)};
    launch(context, gridOf(ceilDivided<std::size_t>(groups * warpLanes, blockThreads)), blockThreads,
           roundRows<blockThreads>, p.a, groups, to);
    const auto* numbers = static_cast<const std::int8_t*>(w.data);
    const auto* scales = reinterpret_cast<const std::uint16_t*>(numbers + scalesAt(w.rows, w.columns));
    const ByteProduct product{numbers, scales, to.numbers, to.scales, p.bias, p.c, p.m, p.n, p.k};
    if (p.m > fewRows)
        return launch(
            context, gridOf(ceilDivided<std::size_t>(p.n, byteSide), ceilDivided<std::size_t>(p.m, byteSide)),
            blockThreads, multiplyByteTiles<blockThreads>, product);
    const auto kernel = p.m == 1 ? streamByteRows<1> : p.m == 2 ? streamByteRows<2> : streamByteRows<fewRows>;
    return launch(context, gridOf(ceilDivided<std::size_t>(p.n, 2 * streamWarps)), streamWarps * warpLanes,
                  kernel, product);
}

int32_t linear(Context* context, const float* x, uint64_t rows, const TokenariumCudaMatrix* w,
               const float* bias, float* y) {
    Product p;
    p.a = x;
    p.b = w->data;
    p.c = y;
    p.bias = bias;
    p.m = rows;
    p.n = w->rows;
    p.k = p.aStride = p.bStride = w->columns;
    p.cStride = w->rows;
    switch (w->format) {
    case TOKENARIUM_CUDA_F32: return multiply<Format::F32>(*context, p);
    case TOKENARIUM_CUDA_F16: return multiply<Format::F16>(*context, p);
    case TOKENARIUM_CUDA_BF16: return multiply<Format::BF16>(*context, p);
    default: return multiplyBytes(*context, p, *w);
    }
}

} // namespace

void fillLinear(TokenariumCudaOperations& table) { table.linear = linear; }

} // namespace tokenarium::cuda
