// SPDX-License-Identifier: GPL-3.0-or-later
// Step 3. One instruction for many numbers: the inner loop is the engine's own for rows of numbers.
//
// A vector holds 4, 8 or 16 numbers, as wide as this processor has them. It reads as many bytes as before,
// but gives far fewer instructions.
#include "engine/backend/vector_kernels.h"
#include "engine/lesson/product_lesson.h"

#include <algorithm>

namespace tokenarium {

void multiplyInVectors(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow) {
    std::fill(p.c + firstRow * p.n, p.c + lastRow * p.n, 0.0F);
    for (std::size_t row = firstRow; row < lastRow; ++row)
        for (std::size_t k = 0; k < p.n; ++k)
            kernels::addTo(p.b + k * p.n, p.a[row * p.n + k], p.c + row * p.n, p.n);
}

} // namespace tokenarium
