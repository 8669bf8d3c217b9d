// SPDX-License-Identifier: GPL-3.0-or-later
// Starts rotary positions.
#include "cuda/kernels/rope.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/elements.cuh"
#include "cuda/kernels/operations.h"

namespace tokenarium::cuda {
namespace {

int32_t rotations(Context* context, const uint32_t* positions, uint64_t count, const double* frequencies,
                  uint64_t half, float* table) {
    const Staged<uint32_t> places(*context, positions, count);
    const Staged<double> rates(*context, frequencies, half);
    if (!places || !rates) return context->error;
    return launch(*context, gridOf(loopBlocks(*context, count * half)), blockThreads,
                  forEachElement<RotationElement>, RotationElement{places.data(), rates.data(), half, table},
                  count * half);
}

int32_t turn(Context* context, const TurnElement& work, uint64_t rows) {
    const uint64_t count = rows * work.width / 2;
    return launch(*context, gridOf(loopBlocks(*context, count)), blockThreads, forEachElement<TurnElement>,
                  work, count);
}

int32_t rope(Context* context, const float* x, const float* table, int32_t pairs, float* y, uint64_t rows,
             uint64_t width, uint64_t headWidth) {
    return turn(context, {x, table, pairs == 0, false, width, headWidth, y}, rows);
}

int32_t ropeBackward(Context* context, const float* dy, const float* table, int32_t pairs, float* dx,
                     uint64_t rows, uint64_t width, uint64_t headWidth) {
    return turn(context, {dy, table, pairs == 0, true, width, headWidth, dx}, rows);
}

} // namespace

void fillRope(TokenariumCudaOperations& table) {
    table.rotations = rotations;
    table.rope = rope;
    table.ropeBackward = ropeBackward;
}

} // namespace tokenarium::cuda
