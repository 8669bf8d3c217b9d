// SPDX-License-Identifier: GPL-3.0-or-later
// Loops over rows of numbers with vector instructions: what CpuBackend's operations do between products.
#pragma once

#include "engine/backend/backend.h"

#include <cstddef>

/// All run on the calling thread and keep one order of calculation: sums in 16 lanes, whatever the width of
/// the CPU's vectors; what does not fill a vector goes the same way as what does. Outputs overlap no input
/// unless said. Pointers named d… are gradients, which are added to and may be null.
namespace tokenarium::kernels {

// Numbers by themselves.

void add(const float* a, const float* b, float* y, std::size_t count);
void addTo(const float* x, float factor, float* y, std::size_t count); ///< y += factor · x
void blend(const float* x, float ofX, float ofY, float* y, std::size_t count);
void gelu(const float* x, GeluKind kind, float* y, std::size_t count);
void geluBackward(const float* x, GeluKind kind, const float* dy, float* dx, std::size_t count);
void swiglu(const float* gate, const float* up, float* y, std::size_t count);
void swigluBackward(const float* gate, const float* up, const float* dy, float* dGate, float* dUp,
                    std::size_t count);
/// `place` is that of the first number.
void dropout(const float* x, float probability, std::uint64_t seed, std::size_t place, float* y,
             std::size_t count);
void dropoutBackward(const float* dy, float probability, std::uint64_t seed, std::size_t place, float* dx,
                     std::size_t count);
/// The factors that correct the averages for their start at 0 are the caller's.
void adamW(const float* gradient, const AdamWStep& step, float meanFactor, float squareFactor, float* mean,
           float* square, float* w, std::size_t count);

// One row.

float largest(const float* x, float scale, std::size_t count);
/// y = e^(scale · x − highest), where y may be x or null; returns the sum.
double exponentials(const float* x, float scale, float highest, float* y, std::size_t count);
float dot(const float* a, const float* b, std::size_t count);
double sumOfSquares(const float* x, std::size_t count); ///< every square in double precision
void scale(float factor, float* y, std::size_t count);
void softmaxBackward(const float* y, const float* dy, float* dx, std::size_t count);
/// dScores = factor · share · (dShare − mean), overwritten; may be `dShares`.
void scoreGradients(const float* shares, const float* dShares, float mean, float factor, float* dScores,
                    std::size_t count);
void layerNorm(const float* x, const float* weight, const float* bias, float epsilon, float* y,
               std::size_t width);
void layerNormBackward(const float* x, const float* weight, float epsilon, const float* dy, float* dx,
                       float* dWeight, float* dBias, std::size_t width);
void rmsNorm(const float* x, const float* weight, float epsilon, float* y, std::size_t width);
void rmsNormBackward(const float* x, const float* weight, float epsilon, const float* dy, float* dx,
                     float* dWeight, std::size_t width);
/// All heads of a row; `table` is the token's cosines and sines.
void rope(const float* x, const float* table, std::size_t headWidth, RopePairs pairs, float* y,
          std::size_t width);
void ropeBackward(const float* dy, const float* table, std::size_t headWidth, RopePairs pairs, float* dx,
                  std::size_t width);

// One row and the rows of a table, `stride` numbers from one to the next.

/// y[s] = factor · x · table[s], or added to it.
void dots(const float* x, const float* table, std::size_t stride, std::size_t width, float factor, bool add,
          float* y, std::size_t count);
/// y += Σ factor · weights[s] · table[s], in order of s.
void addWeightedRows(const float* weights, float factor, const float* table, std::size_t stride,
                     std::size_t count, float* y, std::size_t width);
/// table[s] += factor · weights[s] · x
void addOuterProduct(const float* weights, float factor, const float* x, std::size_t width, float* table,
                     std::size_t stride, std::size_t count);

} // namespace tokenarium::kernels
