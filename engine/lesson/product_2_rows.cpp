// SPDX-License-Identifier: GPL-3.0-or-later
// Step 2. The same loops in another order: the innermost now walks along rows, of b and of c.
//
// Neighbours in memory follow each other, so every line that is fetched is used from end to end. The sums
// rest in c: they are read and written again for every k.
#include "engine/lesson/product_lesson.h"

#include <algorithm>

namespace tokenarium {

void multiplyAlongRows(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow) {
    std::fill(p.c + firstRow * p.n, p.c + lastRow * p.n, 0.0F);
    for (std::size_t row = firstRow; row < lastRow; ++row)
        for (std::size_t k = 0; k < p.n; ++k) {
            const float factor = p.a[row * p.n + k];
            for (std::size_t column = 0; column < p.n; ++column)
                p.c[row * p.n + column] += factor * p.b[k * p.n + column];
        }
}

} // namespace tokenarium
