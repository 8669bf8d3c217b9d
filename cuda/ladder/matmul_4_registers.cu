// SPDX-License-Identifier: GPL-3.0-or-later
// Step 4. More work for every thread: 8 by 8 results in registers.
//
// In step 3 a thread loads two numbers from shared memory for one multiply-add, and shared memory becomes the
// limit. Here it loads 8 numbers of a column of a and 8 of a row of b, and multiplies each with each: 64
// multiply-adds for 16 loads. 256 threads make a tile of 128 by 128; a's tile is turned on its side when it
// is put away, so that both are read along rows.
#include "cuda/ladder/ladder_product.cuh"

namespace tokenarium::cuda {
namespace {

constexpr unsigned side = 128, depth = 8, each = 8, across = side / each, threads = across * across;

__global__ void __launch_bounds__(threads) registerProduct(LadderProduct p) {
    __shared__ float a[depth][side + 1], b[depth][side]; // + 1: a column's numbers fall into different banks
    const unsigned x = threadIdx.x % across, y = threadIdx.x / across;
    const std::size_t firstRow = blockIdx.y * side, firstColumn = blockIdx.x * side;
    float sums[each][each] = {};
    for (std::size_t tile = 0; tile < p.n; tile += depth) {
        for (unsigned i = threadIdx.x; i < side * depth; i += threads) {
            a[i % depth][i / depth] = p.a[(firstRow + i / depth) * p.n + tile + i % depth];
            b[i / side][i % side] = p.b[(tile + i / side) * p.n + firstColumn + i % side];
        }
        __syncthreads();
        TOKENARIUM_UNROLL
        for (unsigned k = 0; k < depth; ++k) {
            float left[each], right[each];
            TOKENARIUM_UNROLL
            for (unsigned i = 0; i < each; ++i) {
                left[i] = a[k][y * each + i];
                right[i] = b[k][x + across * i]; // neighbours read neighbours here as well
            }
            TOKENARIUM_UNROLL
            for (unsigned i = 0; i < each; ++i) TOKENARIUM_UNROLL
            for (unsigned j = 0; j < each; ++j) sums[i][j] = fmaf(left[i], right[j], sums[i][j]);
        }
        __syncthreads();
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < each; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < each; ++j)
        p.c[(firstRow + y * each + i) * p.n + firstColumn + x + across * j] = sums[i][j];
}

} // namespace

int32_t multiplyRegisters(Context& context, const LadderProduct& p) {
    return launch(context, gridOf(p.n / side, p.n / side), threads, registerProduct, p);
}

} // namespace tokenarium::cuda
