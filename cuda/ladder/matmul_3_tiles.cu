// SPDX-License-Identifier: GPL-3.0-or-later
// Step 3. What is loaded is shared: a block of 32 by 32 threads has memory of its own that answers at once.
//
// The numbers of a and b that 1,024 results need are the same 32 rows and 32 columns. The block loads them
// together, a tile of 32 by 32 of each at a time, every thread one number; then each of them is used 32
// times. Twice all must wait: until the tile is there, and until nobody needs it any more.
#include "cuda/ladder/ladder_product.cuh"

namespace tokenarium::cuda {
namespace {

constexpr unsigned side = 32;

__global__ void __launch_bounds__(side* side) tileProduct(LadderProduct p) {
    __shared__ float a[side][side], b[side][side];
    const unsigned x = threadIdx.x % side, y = threadIdx.x / side;
    const std::size_t row = blockIdx.y * side + y, column = blockIdx.x * side + x;
    float sum = 0;
    for (std::size_t tile = 0; tile < p.n; tile += side) {
        a[y][x] = p.a[row * p.n + tile + x];
        b[y][x] = p.b[(tile + y) * p.n + column];
        __syncthreads();
        for (unsigned k = 0; k < side; ++k) sum = fmaf(a[y][k], b[k][x], sum);
        __syncthreads();
    }
    p.c[row * p.n + column] = sum;
}

} // namespace

int32_t multiplyTiles(Context& context, const LadderProduct& p) {
    return launch(context, gridOf(p.n / side, p.n / side), side * side, tileProduct, p);
}

} // namespace tokenarium::cuda
