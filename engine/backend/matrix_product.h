// SPDX-License-Identifier: GPL-3.0-or-later
// Products of matrices on the CPU: registers filled with a tile of the result, run-time dispatch over vector
// widths.
#pragma once

#include "engine/backend/worker_pool.h"

#include <cstddef>

namespace tokenarium {

/// A matrix in float32 that is read; element (r, c) is data[r * rowStride + c * columnStride]. A transposed
/// matrix is the same numbers with the strides changed over.
struct MatrixView {
    const float* data = nullptr;
    std::size_t rows = 0, columns = 0;
    std::size_t rowStride = 0, columnStride = 1;

    MatrixView transposed() const { return {data, columns, rows, columnStride, rowStride}; }
};

/// How the factors are rounded before they are multiplied; sums are always float32.
enum class ProductPrecision { F32, BF16 };

/// True where this CPU multiplies BF16 numbers faster than F32 ones.
bool fastBf16Products();

/// c[r * cRowStride + j] = a · b, or added to what is there; c overlaps neither factor. In F32 every element
/// is one chain of fused multiply-adds in the order of the inner dimension, starting from 0 (or from c): the
/// result depends neither on the size of the matrices, nor on the number of workers, nor on the width of the
/// CPU's vectors. (A CPU without fused multiply-add, x86 before AVX2, rounds each product before it adds it,
/// in the same order.) With BF16 the order differs between CPUs. The pool's workers share the result's rows
/// and columns. Each thread that ever multiplies keeps some megabytes for packed blocks.
void multiply(const MatrixView& a /*[M,K]*/, const MatrixView& b /*[K,N]*/, float* c /*[M,N]*/,
              std::size_t cRowStride, bool add, ProductPrecision precision, WorkerPool& pool);

/// The same on the calling thread, for small matrices.
void multiply(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add,
              ProductPrecision precision);

} // namespace tokenarium
