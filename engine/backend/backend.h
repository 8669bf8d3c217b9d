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
    AttentionValues,
    Attention,
    Dropout,
    CrossEntropy,
    EmbeddingBackward,
    LayerNormBackward,
    RmsNormBackward,
    LinearBackward,
    GeluBackward,
    SwigluBackward,
    RopeBackward,
    TakeRowsBackward,
    PutRowsBackward,
    AttentionScoresBackward,
    CausalMaskBackward,
    SoftmaxBackward,
    AttentionValuesBackward,
    AttentionBackward,
    DropoutBackward,
    CrossEntropyBackward,
    Fill,
    Blend,
    AdamW
};
inline constexpr std::size_t opCount = 37;

const char* opName(Op op); ///< "linear": stable, for files and look-ups

/// GPT-2 uses the tanh formula, others the error function.
enum class GeluKind : std::uint8_t { Tanh, Erf };
/// Which numbers of a head turn together: (0,1)(2,3)… as in llama2.c and GGUF, or (0,D/2)(1,D/2+1)… as in
/// Hugging Face.
enum class RopePairs : std::uint8_t { Interleaved, Halves };

/// One step of Adam with decoupled weight decay (Loshchilov and Hutter 2019).
struct AdamWStep {
    float rate = 0, beta1 = 0.9F, beta2 = 0.95F, epsilon = 1e-8F, weightDecay = 0;
    std::uint64_t step = 1; ///< from 1: for the correction of the two averages
};

/// In place of a target: this row is not asked, its loss is 0.
inline constexpr std::uint32_t noTarget = 0xFFFFFFFF;

/// A tensor that is not there, such as the bias of a layer without one.
inline const Tensor noTensor{};
inline bool present(const Tensor& tensor) { return !tensor.name.empty(); }

/// One of several layers that read the same numbers: arguments of Backend::linear.
struct LinearPart {
    const Tensor& w;    // [O,I]
    const Tensor& bias; // [O], may be absent
    Tensor& y;          // [T,O]
};

/// A tensor of weights and what AdamW keeps for it: arguments of Backend::adamW.
struct AdamWPart {
    Tensor& gradient;
    AdamWStep step;
    Tensor &mean, &square, &w;
};

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
    /// A matrix of weights in the form this backend multiplies fastest, of the same numbers: `linear` takes it as
    /// `w` and `embedding` as the table; nobody writes it, and nothing flows back through it. `rows` are its
    /// numbers as files hold them (`quantize` in checkpoint.h makes them), at any address; `type` is F32, F16,
    /// BF16 or Q8_0, and the rows are whole blocks. With Q8_0 `linear` may round x to 8 bits as well.
    virtual Tensor storeMatrix(std::string name, const Shape& shape /*[O,I]*/,
                               std::span<const std::byte> rows, DType type) = 0;
    /// All values in row order, of a stored matrix as its format rounded them; empty where the backend stores none.
    virtual std::vector<float> read(const Tensor& tensor) = 0;
    /// True once somebody who looks on asked to stop, or the device failed: from then on operations do nothing.
    virtual bool stopped() const { return false; }
    /// What went wrong with the device, as a sentence; empty while all is well, and on the CPU always.
    virtual std::string problem() const { return {}; }
    /// After a device's memory ran out: goes on with the tensors that exist, so that they can be read and less
    /// be asked. False where the device answers nothing any more.
    virtual bool recover() { return true; }

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
    /// `linear` of each part in order, with the same numbers: queries, keys and values for instance. A backend
    /// may compute them together.
    virtual void linears(const Tensor& x /*[T,I]*/, std::span<const LinearPart> parts);
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

    /// What the four operations above do, for several texts that stand one after another (text i has
    /// lengths[i] rows, their sum is T) and without keeping the scores. logSums keeps log Σ exp(masked score)
    /// of every head and query for the way back.
    virtual void attention(const Tensor& q /*[T,H·D]*/, const Tensor& k /*[T,K·D]*/,
                           const Tensor& v /*[T,K·D]*/, std::span<const std::uint32_t> lengths, float scale,
                           Tensor& y /*[T,H·D]*/, Tensor& logSums /*[H,T]*/) = 0;

    // For training. ------------------------------------------------------------------------------------

    /// Each number becomes 0 with this probability, or is divided by 1 − probability; which ones depends on
    /// the seed and the place alone (dropoutKeeps in dropout.h), so the way back drops the same.
    virtual void dropout(const Tensor& x, float probability, std::uint64_t seed, Tensor& y) = 0;
    /// −log of the soft-max of every row at its target; 0 where there is noTarget.
    virtual void crossEntropy(const Tensor& logits /*[T,V]*/, std::span<const std::uint32_t> targets /*[T]*/,
                              Tensor& losses /*[T]*/) = 0;

    // The way back: dX is the gradient of the loss with respect to X and has its shape. Every gradient is
    // ADDED to what the tensor holds, so that branches meet and batches accumulate by themselves. A gradient
    // nobody wants may be absent. The other arguments are those of the way forth.

    virtual void embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy, Tensor& dTable) = 0;
    virtual void layerNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                   Tensor& dx, Tensor& dWeight, Tensor& dBias) = 0;
    virtual void rmsNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                 Tensor& dx, Tensor& dWeight) = 0;
    /// dx += dy · w, dw += dyᵀ · x, dBias += column sums of dy.
    virtual void linearBackward(const Tensor& x /*[T,I]*/, const Tensor& w /*[O,I]*/,
                                const Tensor& dy /*[T,O]*/, Tensor& dx, Tensor& dw, Tensor& dBias) = 0;
    virtual void geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) = 0;
    virtual void swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                                Tensor& dUp) = 0;
    virtual void ropeBackward(const Tensor& dy, const Tensor& table, RopePairs pairs, Tensor& dx) = 0;
    virtual void takeRowsBackward(const Tensor& dy /*[T,C]*/, std::size_t first, Tensor& dx /*[S,C]*/) = 0;
    virtual void putRowsBackward(const Tensor& dy /*[S,C]*/, std::size_t first, Tensor& dx /*[T,C]*/) = 0;
    virtual void attentionScoresBackward(const Tensor& q, const Tensor& keys, float scale,
                                         const Tensor& dScores, Tensor& dq, Tensor& dKeys) = 0;
    /// Nothing flows back to what was masked.
    virtual void causalMaskBackward(const Tensor& dMasked, Tensor& dScores) = 0;
    /// From the result: dx += y · (dy − Σ dy·y).
    virtual void softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) = 0;
    virtual void attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy,
                                         Tensor& dProbs, Tensor& dValues) = 0;
    virtual void attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                                   std::span<const std::uint32_t> lengths, float scale, const Tensor& y,
                                   const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                                   Tensor& dv) = 0;
    virtual void dropoutBackward(const Tensor& dy, float probability, std::uint64_t seed, Tensor& dx) = 0;
    /// dLogits += scale · (softmax − 1 at the target); nothing where there is noTarget.
    virtual void crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets,
                                      float scale, Tensor& dLogits) = 0;

    // For the optimizer.

    virtual void fill(float value, Tensor& y) = 0;
    /// y = ofX · x + ofY · y
    virtual void blend(const Tensor& x, float ofX, float ofY, Tensor& y) = 0;
    /// In double precision and a fixed order; 0 where the backend computes nothing.
    virtual double sumOfSquares(const Tensor& x) = 0;
    /// Updates both averages (of the gradient and of its square) and then w.
    virtual void adamW(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
                       Tensor& w) = 0;
    /// `sumOfSquares` of each tensor, added in their order. A device answers once instead of for every tensor.
    virtual double sumOfAllSquares(std::span<const Tensor* const> tensors);
    /// `adamW` of each part with its gradient times `gradientScale`; the same numbers as one by one. The
    /// gradients are of no use afterwards.
    virtual void adamWAll(std::span<const AdamWPart> parts, float gradientScale);
};

/// Reads all values. Throws std::runtime_error with the reason where the device gives none.
std::vector<float> loadValues(Backend& backend, const Tensor& tensor);

} // namespace tokenarium
