// SPDX-License-Identifier: GPL-3.0-or-later
// The interface of the operations a transformer is made of. The model is written once in these words; each
// backend is a way of reading it: computing, counting, recording.
#pragma once

#include "engine/tensor/tensor.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

/// One value per operation below, in the same order.
enum class Op : std::uint8_t {
    Embedding,
    Add,
    LayerNorm,
    RmsNorm,
    Linear,
    Gelu,
    Swiglu,
    Rotations,
    Rope,
    TakeRows,
    PutRows,
    AttentionScores,
    CausalMask,
    Softmax,
    AttentionValues
};
inline constexpr std::size_t opCount = 15;

const char* opName(Op op); ///< "linear": stable, for files and look-ups

/// GPT-2 uses the tanh formula, others the error function.
enum class GeluKind : std::uint8_t { Tanh, Erf };
/// Which numbers of a head turn together: (0,1)(2,3)… as in llama2.c and GGUF, or (0,D/2)(1,D/2+1)… as in
/// Hugging Face.
enum class RopePairs : std::uint8_t { Interleaved, Halves };

/// A tensor that is not there, such as the bias of a layer without one.
inline const Tensor noTensor{};
inline bool present(const Tensor& tensor) { return !tensor.name.empty(); }

/// Every operation writes its last argument, which has been allocated by this backend with the shape in the
/// comment and is none of its inputs. Letters: engine/README.md. Shapes that do not fit are a programmer's
/// mistake (assert). One thread at a time; tensors keep their memory alive by themselves and may outlive the
/// backend.
class Backend {
public:
    virtual ~Backend() = default;

    /// F32; the values are unspecified until they are written.
    virtual Tensor allocate(std::string name, const Shape& shape) = 0;
    virtual void write(std::span<const float> values, Tensor& tensor) = 0;
    /// All values in row order; empty where the backend stores none.
    virtual std::vector<float> read(const Tensor& tensor) = 0;
    /// True once somebody who looks on asked to stop: from then on operations do nothing.
    virtual bool stopped() const { return false; }

    /// y[t] = table[ids[t]]; also for learned positions. Every id is below V.
    virtual void embedding(std::span<const std::uint32_t> ids /*[T]*/, const Tensor& table /*[V,C]*/,
                           Tensor& y /*[T,C]*/) = 0;
    virtual void add(const Tensor& a /*[T,C]*/, const Tensor& b /*[T,C]*/, Tensor& y /*[T,C]*/) = 0;
    /// (x − mean) / √(variance + epsilon) · weight + bias; the bias may be absent.
    virtual void layerNorm(const Tensor& x /*[T,C]*/, const Tensor& weight /*[C]*/,
                           const Tensor& bias /*[C]*/, float epsilon, Tensor& y /*[T,C]*/) = 0;
    /// x / √(mean of squares + epsilon) · weight; with a weight of D numbers every head of a row by itself.
    virtual void rmsNorm(const Tensor& x /*[T,C]*/, const Tensor& weight /*[C] or [D]*/, float epsilon,
                         Tensor& y /*[T,C]*/) = 0;
    /// y = x · wᵀ + bias; the bias may be absent. I inputs, O outputs.
    virtual void linear(const Tensor& x /*[T,I]*/, const Tensor& w /*[O,I]*/, const Tensor& bias /*[O]*/,
                        Tensor& y /*[T,O]*/) = 0;
    virtual void gelu(const Tensor& x /*[T,C]*/, GeluKind kind, Tensor& y /*[T,C]*/) = 0;
    /// silu(gate) · up, where silu(x) = x / (1 + e⁻ˣ).
    virtual void swiglu(const Tensor& gate /*[T,C]*/, const Tensor& up /*[T,C]*/, Tensor& y /*[T,C]*/) = 0;
    /// The cosines (first half of a row) and sines (second half) of position · frequency.
    virtual void rotations(std::span<const std::uint32_t> positions /*[T]*/,
                           std::span<const double> frequencies /*[D/2], radians per position*/,
                           Tensor& table /*[T,D]*/) = 0;
    /// Turns each pair of numbers of each head by the angle of its token.
    virtual void rope(const Tensor& x /*[T,H·D]*/, const Tensor& table /*[T,D]*/, RopePairs pairs,
                      Tensor& y /*[T,H·D]*/) = 0;
    /// y = rows first … first + T of x.
    virtual void takeRows(const Tensor& x /*[S,C]*/, std::size_t first, Tensor& y /*[T,C]*/) = 0;
    /// Overwrites rows first … first + T of y, which keeps the others: how keys and values enter the cache.
    virtual void putRows(const Tensor& x /*[T,C]*/, std::size_t first, Tensor& y /*[S,C]*/) = 0;

    /// scale · q·k of every query with the first S keys. K key heads; H is a multiple of K, and each key head
    /// serves H/K query heads in a row. `keys` may have more than S rows (a cache).
    virtual void attentionScores(const Tensor& q /*[T,H·D]*/, const Tensor& keys /*[≥S,K·D]*/, float scale,
                                 Tensor& scores /*[H,T,S]*/) = 0;
    /// −∞ where a key lies after its query. The T queries are the last of the S positions.
    virtual void causalMask(const Tensor& scores /*[H,T,S]*/, Tensor& masked /*[H,T,S]*/) = 0;
    /// Over the last dimension. Every row has a finite value.
    virtual void softmax(const Tensor& x /*[…,N]*/, Tensor& y /*[…,N]*/) = 0;
    /// For every head the values of the first S positions, weighted.
    virtual void attentionValues(const Tensor& probs /*[H,T,S]*/, const Tensor& values /*[≥S,K·D]*/,
                                 Tensor& y /*[T,H·D]*/) = 0;
};

} // namespace tokenarium
