// SPDX-License-Identifier: GPL-3.0-or-later
// Computes in float32 on the CPU, with vector instructions of the width it has and as many threads as asked.
#pragma once

#include "engine/backend/backend.h"

#include <memory>

namespace tokenarium {

class BufferPool;
class LargePageArena;
class WorkerPool;
enum class ProductPrecision;

/// Deterministic: a row's result depends neither on the other rows nor on how many there are, nor on the
/// number of threads. Memory of tensors that are gone is kept and used again.
class CpuBackend final : public Backend {
public:
    /// The calling thread counts as one. `precision` is that of linear and linearBackward; BF16 is for
    /// training.
    explicit CpuBackend(std::size_t threads = 1);
    CpuBackend(std::size_t threads, ProductPrecision precision);
    ~CpuBackend() override;

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
    void linears(const Tensor& x, std::span<const LinearPart> parts) override;
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
    void linearsPacked(const Tensor& x, std::span<const LinearPart> parts);

    std::shared_ptr<BufferPool> pool;
    std::unique_ptr<LargePageArena> storedMatrices;
    std::unique_ptr<WorkerPool> workers;
    ProductPrecision precision;
};

} // namespace tokenarium
