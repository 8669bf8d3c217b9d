// SPDX-License-Identifier: GPL-3.0-or-later
// Step 1. A thread for every number of the result: thousands at once, where a CPU has a handful.
//
// A thread walks along a row of a and down a column of b. The threads that run together (a warp of 32) take
// 32 rows below each other, so at every step they read 32 numbers of a that lie n numbers apart. Memory hands
// out lines of 128 bytes: of each line, 4 bytes are used.
#include "cuda/ladder/ladder_product.cuh"

namespace tokenarium::cuda {
namespace {

constexpr unsigned threads = 256;

__global__ void __launch_bounds__(threads) naiveProduct(LadderProduct p) {
    const std::size_t i = globalThread();
    const std::size_t row = i % p.n, column = i / p.n; // neighbours stand below each other
    float sum = 0;
    for (std::size_t k = 0; k < p.n; ++k) sum = fmaf(p.a[row * p.n + k], p.b[k * p.n + column], sum);
    p.c[row * p.n + column] = sum;
}

} // namespace

int32_t multiplyNaive(Context& context, const LadderProduct& p) {
    return launch(context, gridOf(std::size_t{p.n} * p.n / threads), threads, naiveProduct, p);
}

} // namespace tokenarium::cuda
