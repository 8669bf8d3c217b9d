// SPDX-License-Identifier: GPL-3.0-or-later
// Step 2. Neighbours read neighbours: only `row` and `column` have changed places.
//
// Now the 32 threads of a warp stand side by side in a row of the result. At every step they read one and the
// same number of a, and 32 numbers of b that lie side by side: one line of 128 bytes, all of it used.
#include "cuda/ladder/ladder_product.cuh"

namespace tokenarium::cuda {
namespace {

constexpr unsigned threads = 256;

__global__ void __launch_bounds__(threads) neighbourProduct(LadderProduct p) {
    const std::size_t i = globalThread();
    const std::size_t row = i / p.n, column = i % p.n; // neighbours stand side by side
    float sum = 0;
    for (std::size_t k = 0; k < p.n; ++k) sum = fmaf(p.a[row * p.n + k], p.b[k * p.n + column], sum);
    p.c[row * p.n + column] = sum;
}

} // namespace

int32_t multiplyNeighbours(Context& context, const LadderProduct& p) {
    return launch(context, gridOf(std::size_t{p.n} * p.n / threads), threads, neighbourProduct, p);
}

} // namespace tokenarium::cuda
