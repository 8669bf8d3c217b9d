// SPDX-License-Identifier: GPL-3.0-or-later
// Step 1. As it stands in the book: every number of the result is a row of a times a column of b.
//
// Going down a column, each number lies n numbers after the one before. Memory hands out lines of 64 bytes:
// of each line that is fetched for b, 4 bytes are used.
#include "engine/lesson/product_lesson.h"

namespace tokenarium {

void multiplyNaive(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow) {
    for (std::size_t row = firstRow; row < lastRow; ++row)
        for (std::size_t column = 0; column < p.n; ++column) {
            float sum = 0;
            for (std::size_t k = 0; k < p.n; ++k) sum += p.a[row * p.n + k] * p.b[k * p.n + column];
            p.c[row * p.n + column] = sum;
        }
}

} // namespace tokenarium
