// SPDX-License-Identifier: GPL-3.0-or-later
// What every step of the ladder computes: c = a · b, three square matrices of float32, row after row. So that
// each step shows one idea and nothing else, n is a multiple of 128.
//
// Read the steps in order: matmul_1_naive.cu, matmul_2_neighbours.cu, matmul_3_tiles.cu,
// matmul_4_registers.cu, matmul_5_tensor_cores.cu. The arithmetic stays the same, 2·n³ operations; what
// changes is how often a number travels before it is used.
#pragma once

#include "cuda/kernels/context.cuh"

namespace tokenarium::cuda {

struct LadderProduct {
    const float *a, *b;
    float* c;
    unsigned n;
};

int32_t multiplyNaive(Context& context, const LadderProduct& p);
int32_t multiplyNeighbours(Context& context, const LadderProduct& p);
int32_t multiplyTiles(Context& context, const LadderProduct& p);
int32_t multiplyRegisters(Context& context, const LadderProduct& p);
int32_t multiplyTensorCores(Context& context, const LadderProduct& p);

} // namespace tokenarium::cuda
