// SPDX-License-Identifier: GPL-3.0-or-later
// Starts soft-max: a warp for short rows, a block of eight for long ones.
#include "cuda/kernels/softmax.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/operations.h"

namespace tokenarium::cuda {
namespace {

constexpr std::size_t warpWidth = 256; ///< a row up to this width is a warp's

int32_t softmax(Context* context, const float* x, float* y, uint64_t rows, uint64_t width) {
    if (width <= warpWidth)
        return launch(*context, gridOf(rows), warpLanes, softmaxRows<warpLanes>, x, y, width);
    return launch(*context, gridOf(rows), blockThreads, softmaxRows<blockThreads>, x, y, width);
}

int32_t softmaxBackward(Context* context, const float* y, const float* dy, float* dx, uint64_t rows,
                        uint64_t width) {
    if (width <= warpWidth)
        return launch(*context, gridOf(rows), warpLanes, softmaxBackwardRows<warpLanes>, y, dy, dx, width);
    return launch(*context, gridOf(rows), blockThreads, softmaxBackwardRows<blockThreads>, y, dy, dx, width);
}

} // namespace

void fillSoftmax(TokenariumCudaOperations& table) {
    table.softmax = softmax;
    table.softmaxBackward = softmaxBackward;
}

} // namespace tokenarium::cuda
