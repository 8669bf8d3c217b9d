// SPDX-License-Identifier: GPL-3.0-or-later
// Starts sums over all rows.
#pragma once

#include "cuda/kernels/column_sums.cuh"
#include "cuda/kernels/context.cuh"
#include "cuda/kernels/elements.cuh"

namespace tokenarium::cuda {

/// total[column] += Σ term(row, column)
template<typename Term>
int32_t addColumnSums(Context& context, const Term& term, std::size_t rows, std::size_t columns,
                      float* total) {
    const std::size_t stretches = ceilDivided(rows, stretchRows(rows));
    const Scratch parts(context, stretches * columns * sizeof(float));
    if (!parts) return context.error;
    launch(context, gridOf(ceilDivided<std::size_t>(columns, sumColumns), stretches), sumColumns * sumLines,
           sumStretches<Term>, term, rows, columns, parts.as<float>());
    return launch(context, gridOf(ceilDivided<std::size_t>(columns, blockThreads)), blockThreads,
                  forEachElement<AddStretches>, AddStretches{parts.as<float>(), stretches, columns, total},
                  columns);
}

} // namespace tokenarium::cuda
