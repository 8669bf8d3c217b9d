// SPDX-License-Identifier: GPL-3.0-or-later
// The way back of products with weights: dx += dy · w, dw += dyᵀ · x, dBias += column sums of dy. One block
// makes each number of the result, in one order: no atomics.
#include "cuda/kernels/column_sums_launch.cuh"
#include "cuda/kernels/operations.h"
#include "cuda/kernels/product_launch.cuh"

namespace tokenarium::cuda {
namespace {

/// c [m, n] += a · b, where b's rows are inner steps and a lies either way.
template<Lie aLie>
int32_t addProduct(Context& context, const float* a, const float* b, float* c, std::size_t m, std::size_t n,
                   std::size_t k) {
    Product p;
    p.a = a;
    p.b = b;
    p.c = c;
    p.m = m;
    p.n = n;
    p.k = k;
    p.aStride = aLie == Lie::Along ? k : m;
    p.bStride = p.cStride = n;
    p.add = true;
    if (context.bf16Products && context.hasTensorCores())
        return multiplyHalves<Format::F32, Format::BF16, aLie, Lie::Across>(context, p);
    return multiplyF32<Format::F32, aLie, Lie::Across>(context, p);
}

int32_t linearBackward(Context* context, const float* x, uint64_t rows, const float* w, uint64_t outputs,
                       uint64_t inputs, const float* dy, float* dx, float* dw, float* dBias) {
    if (dx) addProduct<Lie::Along>(*context, dy, w, dx, rows, inputs, outputs);
    if (dw) addProduct<Lie::Across>(*context, dy, x, dw, outputs, inputs, rows);
    if (dBias) addColumnSums(*context, PlainTerm{dy, outputs}, rows, outputs, dBias);
    return context->error;
}

} // namespace

void fillLinearBackward(TokenariumCudaOperations& table) { table.linearBackward = linearBackward; }

} // namespace tokenarium::cuda
