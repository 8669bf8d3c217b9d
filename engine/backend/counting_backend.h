// SPDX-License-Identifier: GPL-3.0-or-later
// Computes nothing and allocates nothing: adds up parameters, floating point operations and bytes moved.
#pragma once

#include "engine/backend/backend.h"

#include <set>

namespace tokenarium {

/// What an operation costs. One multiply or one add is one FLOP, so an (m×k)(k×n) product has 2·m·k·n of
/// them; all keys are counted for every query, masked or not, as the literature does. A division, root,
/// exponential, tanh, erf, sine or comparison is one FLOP too. Bytes are those an implementation moves that
/// reads every input once and writes its output once; of an embedding only the rows asked for, of a cache
/// only the positions in use.
struct Work {
    std::uint64_t matrixFlops = 0; ///< products of linear layers, scores and weighted values
    std::uint64_t otherFlops = 0;  ///< biases, norms, activations, soft-max, scaling
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesWritten = 0;

    Work& operator+=(const Work& other);
    bool operator==(const Work&) const = default;
};

/// One operation of the run, in order.
struct CountedStep {
    Op op = Op::Add;
    std::string output; ///< name of the tensor it wrote
    Shape shape;
    Work work;
};

class CountingBackend final : public Backend {
public:
    /// Distinct weights that the run used; a tied tensor counts once.
    std::uint64_t parameters() const { return parameterCount; }
    std::uint64_t parameterBytes() const { return parameterByteCount; }
    /// Of every tensor allocated here: an upper bound of what a run without reuse would hold.
    std::uint64_t allocatedBytes() const { return allocatedByteCount; }
    const std::vector<CountedStep>& steps() const { return stepList; }
    Work total() const;
    Work total(Op op) const;

    Tensor allocate(std::string name, const Shape& shape) override;
    void write(std::span<const float> values, Tensor& tensor) override;
    Tensor storeMatrix(std::string name, const Shape& shape, std::span<const std::byte> rows,
                       DType type) override;
    std::vector<float> read(const Tensor& tensor) override;

    void embedding(std::span<const std::uint32_t> ids, const Tensor& table, Tensor& y) override;
    void add(const Tensor& a, const Tensor& b, Tensor& y) override;
    void layerNorm(const Tensor& x, const Tensor& weight, const Tensor& bias, float epsilon,
                   Tensor& y) override;
    void rmsNorm(const Tensor& x, const Tensor& weight, float epsilon, Tensor& y) override;
    void linear(const Tensor& x, const Tensor& w, const Tensor& bias, Tensor& y) override;
    void gelu(const Tensor& x, GeluKind kind, Tensor& y) override;
    void swiglu(const Tensor& gate, const Tensor& up, Tensor& y) override;
    void rotations(std::span<const std::uint32_t> positions, std::span<const double> frequencies,
                   Tensor& table) override;
    void rope(const Tensor& x, const Tensor& table, RopePairs pairs, Tensor& y) override;
    void takeRows(const Tensor& x, std::size_t first, Tensor& y) override;
    void putRows(const Tensor& x, std::size_t first, Tensor& y) override;
    void attentionScores(const Tensor& q, const Tensor& keys, float scale, Tensor& scores) override;
    void causalMask(const Tensor& scores, Tensor& masked) override;
    void softmax(const Tensor& x, Tensor& y) override;
    void attentionValues(const Tensor& probs, const Tensor& values, Tensor& y) override;
    void attention(const Tensor& q, const Tensor& k, const Tensor& v, std::span<const std::uint32_t> lengths,
                   float scale, Tensor& y, Tensor& logSums) override;
    void dropout(const Tensor& x, float probability, std::uint64_t seed, Tensor& y) override;
    void crossEntropy(const Tensor& logits, std::span<const std::uint32_t> targets, Tensor& losses) override;
    void embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy, Tensor& dTable) override;
    void layerNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy, Tensor& dx,
                           Tensor& dWeight, Tensor& dBias) override;
    void rmsNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy, Tensor& dx,
                         Tensor& dWeight) override;
    void linearBackward(const Tensor& x, const Tensor& w, const Tensor& dy, Tensor& dx, Tensor& dw,
                        Tensor& dBias) override;
    void geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) override;
    void swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                        Tensor& dUp) override;
    void ropeBackward(const Tensor& dy, const Tensor& table, RopePairs pairs, Tensor& dx) override;
    void takeRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) override;
    void putRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) override;
    void attentionScoresBackward(const Tensor& q, const Tensor& keys, float scale, const Tensor& dScores,
                                 Tensor& dq, Tensor& dKeys) override;
    void causalMaskBackward(const Tensor& dMasked, Tensor& dScores) override;
    void softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) override;
    void attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy, Tensor& dProbs,
                                 Tensor& dValues) override;
    void attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                           std::span<const std::uint32_t> lengths, float scale, const Tensor& y,
                           const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                           Tensor& dv) override;
    void dropoutBackward(const Tensor& dy, float probability, std::uint64_t seed, Tensor& dx) override;
    void crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets, float scale,
                              Tensor& dLogits) override;
    void fill(float value, Tensor& y) override;
    void blend(const Tensor& x, float ofX, float ofY, Tensor& y) override;
    double sumOfSquares(const Tensor& x) override;
    void adamW(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
               Tensor& w) override;

private:
    void useParameter(const Tensor& tensor);
    void count(Op op, const Tensor& output, Work work);
    /// What one gradient costs beyond reading what it comes from.
    struct Gradient {
        const Tensor& tensor;
        std::uint64_t matrixFlops, otherFlops;
    };
    /// A step for each that is present: read once more, added to and written. What all come from is read with
    /// the first.
    void countGradients(Op op, std::uint64_t bytesRead, std::initializer_list<Gradient> gradients);

    std::set<std::string> seenParameters;
    std::uint64_t parameterCount = 0, parameterByteCount = 0, allocatedByteCount = 0;
    std::vector<CountedStep> stepList;
};

} // namespace tokenarium
