// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the loops over numbers.
#include "cuda/kernels/elements.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/operations.h"

namespace tokenarium::cuda {
namespace {

template<typename Work>
int32_t forEach(Context* context, uint64_t count, const Work& work) {
    return launch(*context, gridOf(loopBlocks(*context, count)), blockThreads, forEachElement<Work>, work,
                  count);
}

int32_t add(Context* context, const float* a, const float* b, float* y, uint64_t count) {
    return forEach(context, count, AddElement{a, b, y});
}
int32_t addTo(Context* context, const float* x, float* y, uint64_t count) {
    return forEach(context, count, AddToElement{x, y});
}
int32_t gelu(Context* context, const float* x, int32_t kind, float* y, uint64_t count) {
    return forEach(context, count, GeluElement{x, kind == 0, y});
}
int32_t geluBackward(Context* context, const float* x, int32_t kind, const float* dy, float* dx,
                     uint64_t count) {
    return forEach(context, count, GeluBackwardElement{x, kind == 0, dy, dx});
}
int32_t swiglu(Context* context, const float* gate, const float* up, float* y, uint64_t count) {
    return forEach(context, count, SwigluElement{gate, up, y});
}
int32_t swigluBackward(Context* context, const float* gate, const float* up, const float* dy, float* dGate,
                       float* dUp, uint64_t count) {
    return forEach(context, count, SwigluBackwardElement{gate, up, dy, dGate, dUp});
}
int32_t dropout(Context* context, const float* x, float probability, uint64_t seed, float* y,
                uint64_t count) {
    return forEach(context, count, DropoutElement{x, probability, seed, y});
}
int32_t dropoutBackward(Context* context, const float* dy, float probability, uint64_t seed, float* dx,
                        uint64_t count) {
    return forEach(context, count, DropoutBackwardElement{dy, probability, seed, dx});
}
int32_t fill(Context* context, float value, float* y, uint64_t count) {
    return forEach(context, count, FillElement{value, y});
}
int32_t blend(Context* context, const float* x, float ofX, float ofY, float* y, uint64_t count) {
    return forEach(context, count, BlendElement{x, ofX, ofY, y});
}
int32_t causalMask(Context* context, const TokenariumCudaHeads* heads, const float* scores, float* masked) {
    return forEach(context, heads->heads * heads->queries * heads->positions,
                   MaskElement{scores, heads->queries, heads->positions, masked});
}
int32_t causalMaskBackward(Context* context, const TokenariumCudaHeads* heads, const float* dMasked,
                           float* dScores) {
    return forEach(context, heads->heads * heads->queries * heads->positions,
                   MaskBackwardElement{dMasked, heads->queries, heads->positions, dScores});
}

} // namespace

void fillElements(TokenariumCudaOperations& table) {
    table.add = add;
    table.addTo = addTo;
    table.gelu = gelu;
    table.geluBackward = geluBackward;
    table.swiglu = swiglu;
    table.swigluBackward = swigluBackward;
    table.dropout = dropout;
    table.dropoutBackward = dropoutBackward;
    table.fill = fill;
    table.blend = blend;
    table.causalMask = causalMask;
    table.causalMaskBackward = causalMaskBackward;
}

} // namespace tokenarium::cuda
