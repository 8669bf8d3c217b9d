// SPDX-License-Identifier: GPL-3.0-or-later
// Step 4. A tile of the result stays in registers until it is finished: the product every model here uses.
//
// With vectors of 16 numbers the tile has 8 rows of 48: for each k, 56 numbers are read for 384
// multiply-adds. b is packed beforehand into panels that fit into the first cache.
#include "engine/backend/matrix_product.h"
#include "engine/lesson/product_lesson.h"

namespace tokenarium {

// Within multiply(), in engine/backend/f32_product.cpp, this is the innermost loop, for each k:
//
//     for (v = 0; v < vectors; ++v) row[v] = LoadU(d, b + v * lanes);
//     for (r = 0; r < rows; ++r) {
//         const Vector factor = Set(d, a[r * aRowStride]);
//         for (v = 0; v < vectors; ++v) sum[r][v] = MulAdd(factor, row[v], sum[r][v]);
//     }
void multiplyInRegisters(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow) {
    const MatrixView a{p.a + firstRow * p.n, lastRow - firstRow, p.n, p.n, 1}, b{p.b, p.n, p.n, p.n, 1};
    multiply(a, b, p.c + firstRow * p.n, p.n, false, ProductPrecision::F32);
}

} // namespace tokenarium
