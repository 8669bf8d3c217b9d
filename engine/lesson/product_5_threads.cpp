// SPDX-License-Identifier: GPL-3.0-or-later
// Step 5. All cores at once: the rows and columns of the result are shared among the engine's workers.
//
// Nobody waits for anybody before the end, since no two of them write the same number. A processor has a
// handful of cores, and this was the last step it has: from here on it takes another machine.
#include "engine/backend/matrix_product.h"
#include "engine/lesson/product_lesson.h"

namespace tokenarium {

void multiplyInThreads(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow, WorkerPool& pool) {
    const MatrixView a{p.a + firstRow * p.n, lastRow - firstRow, p.n, p.n, 1}, b{p.b, p.n, p.n, p.n, 1};
    multiply(a, b, p.c + firstRow * p.n, p.n, false, ProductPrecision::F32, pool);
}

} // namespace tokenarium
