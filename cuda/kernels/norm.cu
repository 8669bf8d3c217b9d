// SPDX-License-Identifier: GPL-3.0-or-later
// Starts norms: rows, or every head of a row by itself.
#include "cuda/kernels/norm.cuh"

#include "cuda/kernels/column_sums_launch.cuh"
#include "cuda/kernels/operations.h"

namespace tokenarium::cuda {
namespace {

constexpr std::size_t warpWidth = 256; ///< a row up to this width is a warp's

template<bool centred>
int32_t norm(Context* context, const float* x, const float* weight, const float* bias, float epsilon,
             float* y, uint64_t rows, uint64_t width) {
    if (width <= warpWidth)
        return launch(*context, gridOf(rows), warpLanes, normRows<warpLanes, centred>, x, weight, bias,
                      epsilon, y, width);
    return launch(*context, gridOf(rows), blockThreads, normRows<blockThreads, centred>, x, weight, bias,
                  epsilon, y, width);
}

template<bool centred>
int32_t normBackward(Context* context, const float* x, const float* weight, float epsilon, const float* dy,
                     float* dx, float* dWeight, float* dBias, uint64_t rows, uint64_t width) {
    const Scratch moments(*context, 2 * rows * sizeof(float));
    if (!moments) return context->error;
    float *means = moments.as<float>(), *inverses = means + rows;
    if (width <= warpWidth)
        launch(*context, gridOf(rows), warpLanes, normBackwardRows<warpLanes, centred>, x, weight, epsilon,
               dy, dx, means, inverses, width);
    else
        launch(*context, gridOf(rows), blockThreads, normBackwardRows<blockThreads, centred>, x, weight,
               epsilon, dy, dx, means, inverses, width);
    if (dWeight)
        addColumnSums(*context, NormTerm{dy, x, centred ? means : nullptr, inverses, width}, rows, width,
                      dWeight);
    if (dBias) addColumnSums(*context, PlainTerm{dy, width}, rows, width, dBias);
    return context->error;
}

int32_t rmsNorm(Context* context, const float* x, const float* weight, float epsilon, float* y, uint64_t rows,
                uint64_t width) {
    return norm<false>(context, x, weight, nullptr, epsilon, y, rows, width);
}

int32_t rmsNormBackward(Context* context, const float* x, const float* weight, float epsilon, const float* dy,
                        float* dx, float* dWeight, uint64_t rows, uint64_t width) {
    return normBackward<false>(context, x, weight, epsilon, dy, dx, dWeight, nullptr, rows, width);
}

} // namespace

void fillNorms(TokenariumCudaOperations& table) {
    table.layerNorm = norm<true>;
    table.layerNormBackward = normBackward<true>;
    table.rmsNorm = rmsNorm;
    table.rmsNormBackward = rmsNormBackward;
}

} // namespace tokenarium::cuda
