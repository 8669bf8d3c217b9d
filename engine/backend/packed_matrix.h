// SPDX-License-Identifier: GPL-3.0-or-later
// Matrices of weights in the layout that the CPU reads fastest, and their product with rows of activations.
//
// Sixteen outputs make a panel. All numbers that meet input i lie side by side, so that one load serves
// sixteen outputs and no sums across a vector are needed; the panels of plain numbers lie in groups of four,
// so that a core reads one stream. Eight-bit panels hold, for every 32 inputs, [8][16 outputs][4 inputs]
// bytes (weight + 128, as dot-product instructions want one factor without sign) and then 16 scales in
// float16.
#pragma once

#include "engine/backend/worker_pool.h"
#include "engine/tensor/tensor.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace tokenarium {

/// Somebody else's memory in the layout above. The tensor of a packed matrix has its shape [O, I] and its
/// number format: F32, F16, BF16 or Q8_0.
struct PackedMatrix {
    const std::byte* data = nullptr; ///< aligned to a cache line
    std::size_t outputs = 0, inputs = 0;
    DType type = DType::F32;
};

/// Whether a matrix of this shape can be packed: two dimensions, one of the four formats, and rows that are
/// whole blocks.
bool canPack(const Shape& shape, DType type);
/// Bytes of the packed matrix: outputs are filled up to a multiple of 16.
std::size_t packedBytes(const Shape& shape, DType type);
/// `rows` is [O, I] as files hold it, of that type, at any address; `packed` has packedBytes(). Nothing is
/// rounded.
void packMatrix(std::span<const std::byte> rows, const Shape& shape, DType type, std::byte* packed,
                WorkerPool& workers);
/// One row (an output's weights) as float32: the numbers as the format rounded them.
void unpackRow(const PackedMatrix& w, std::size_t output, std::span<float> row);

/// y = bias + x · wᵀ; the bias may be null.
struct PackedProduct {
    PackedMatrix w;              // [O,I]
    const float* bias = nullptr; // [O] or null
    float* y = nullptr;          // [T,O]
};
inline constexpr std::size_t mostPackedProducts = 3;

/// At most mostPackedProducts products of the same x with matrices of one format and the same inputs: the
/// workers share their panels as if they were one matrix. A row of y depends on its row of x alone, not on
/// how many rows there are, and it is the same with any number of workers.
///
/// F32, F16, BF16: weights are widened exactly, activations are F32: as multiply() of matrix_product.h does
/// with the widened weights, bit for bit (one chain of fused multiply-adds in the order of the inputs, which
/// starts from the bias).
///
/// Q8_0: the activations are rounded to 8 bits as well, 32 at a time (quantizeRow). Then with whole weights w
/// and their scale d[g]: the sum starts from the bias, and for every group g in order, sum += float(Σ w·q) ·
/// (d[g] · scale[g]); each product and sum is rounded to float32 by itself, without fusing. Bit for bit the
/// same on every CPU.
void multiplyPacked(const float* x /*[T,I]*/, std::size_t rows, std::span<const PackedProduct> products,
                    WorkerPool& workers);

/// 32 activations as whole numbers with a scale: with m = the greatest magnitude, scale = m / 127 and
/// q = x · (127 / m) to the nearest, ties to even. Where m is below 2⁻¹⁰⁰ all is 0; where one of them is not
/// finite the scale is NaN. `inputs` is a multiple of 32.
void quantizeRow(const float* x, std::size_t inputs, std::int8_t* q /*[I]*/, float* scales /*[I/32]*/);

} // namespace tokenarium
