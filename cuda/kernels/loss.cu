// SPDX-License-Identifier: GPL-3.0-or-later
// Starts cross-entropy, forth and back: rows are as long as the vocabulary.
#include "cuda/kernels/context.cuh"
#include "cuda/kernels/operations.h"
#include "cuda/kernels/softmax.cuh"

namespace tokenarium::cuda {
namespace {

constexpr unsigned lossThreads = 512;

int32_t crossEntropy(Context* context, const float* logits, const uint32_t* targets, uint64_t rows,
                     uint64_t width, float* losses) {
    const Staged<uint32_t> staged(*context, targets, rows);
    if (!staged) return context->error;
    return launch(*context, gridOf(rows), lossThreads, crossEntropyRows<lossThreads>, logits, staged.data(),
                  losses, width);
}

int32_t crossEntropyBackward(Context* context, const float* logits, const uint32_t* targets, float scale,
                             float* dLogits, uint64_t rows, uint64_t width) {
    const Staged<uint32_t> staged(*context, targets, rows);
    if (!staged) return context->error;
    return launch(*context, gridOf(rows), lossThreads, crossEntropyBackwardRows<lossThreads>, logits,
                  staged.data(), scale, dLogits, width);
}

} // namespace

void fillLoss(TokenariumCudaOperations& table) {
    table.crossEntropy = crossEntropy;
    table.crossEntropyBackward = crossEntropyBackward;
}

} // namespace tokenarium::cuda
