// SPDX-License-Identifier: GPL-3.0-or-later
// The functions behind the module's table: each family of kernels defines its own.
#pragma once

#include "cuda/module_table.h"

namespace tokenarium::cuda {

// embedding.cu
void fillEmbedding(TokenariumCudaOperations& table);
// elements.cu: number by number
void fillElements(TokenariumCudaOperations& table);
// norm.cu
void fillNorms(TokenariumCudaOperations& table);
// linear.cu
void fillLinear(TokenariumCudaOperations& table);
// linear_backward.cu
void fillLinearBackward(TokenariumCudaOperations& table);
// rope.cu
void fillRope(TokenariumCudaOperations& table);
// attention_steps.cu: scores, mask, values
void fillAttentionSteps(TokenariumCudaOperations& table);
// softmax.cu
void fillSoftmax(TokenariumCudaOperations& table);
// attention.cu
void fillAttention(TokenariumCudaOperations& table);
// loss.cu
void fillLoss(TokenariumCudaOperations& table);
// optimizer.cu
void fillOptimizer(TokenariumCudaOperations& table);

// large_product.cu: what the environment says of cuBLASLt, and what became of it
enum class LibrarySwitch;
LibrarySwitch librarySwitch();
void libraryUse(TokenariumCudaContext* context, TokenariumCudaLibraryUse* use);

// decode.cu: one token through a whole model
void fillDecode(TokenariumCudaDecode& table);
// ladder/ladder.cu: the lessons
void fillLadder(TokenariumCudaLadder& table);

// embedding.cu: matrices of weights
uint64_t storedBytes(uint64_t rows, uint64_t columns, int32_t format);
int32_t store(TokenariumCudaContext* context, const void* rows, const TokenariumCudaMatrix* stored);
int32_t widen(TokenariumCudaContext* context, const TokenariumCudaMatrix* stored, float* rows);

} // namespace tokenarium::cuda
