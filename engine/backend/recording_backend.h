// SPDX-License-Identifier: GPL-3.0-or-later
// A backend around another one that shows every step to somebody: the model knows nothing of being watched.
#pragma once

#include "engine/backend/backend.h"

namespace tokenarium {

/// One operation that has been done, or one output of it: where an operation writes several tensors there is
/// a step for each.
struct Step {
    Op op = Op::Add;
    /// Names of the tensors it read, in the order of its arguments; not those it also writes, such as a
    /// gradient that is added to.
    std::vector<std::string> inputs;
    std::string output;
    Shape shape; ///< of the output
    std::vector<double>
        constants; ///< epsilon, scale, first row or ids: the arguments that are no tensors, in order
    std::vector<float> values; ///< of the output, in row order; empty where nobody wanted them
};

/// Is asked during the run, on its thread.
class StepSink {
public:
    virtual ~StepSink() = default;
    /// A step that is no longer needed, whose memory the next one takes over; an empty one where there is
    /// none.
    virtual Step spare() { return {}; }
    /// Before the operation: shall the values be copied? `step` has all but the values.
    virtual bool wantsValues(const Step& step) = 0;
    enum class Next { GoOn, Replace, Stop };
    /// After it. Replace: the sink has changed `step.values`, and the run goes on with them ("what if").
    /// Stop: no further operation is done.
    virtual Next take(Step& step) = 0;
};

/// Passes everything on to `inner`, so numbers are the same with and without it. Keeps references to both.
class RecordingBackend final : public Backend {
public:
    RecordingBackend(Backend& innerBackend, StepSink& stepSink) : inner(innerBackend), sink(stepSink) {}

    Tensor allocate(std::string name, const Shape& shape) override;
    void write(std::span<const float> values, Tensor& tensor) override;
    Tensor storeMatrix(std::string name, const Shape& shape, std::span<const std::byte> rows,
                       DType type) override;
    std::vector<float> read(const Tensor& tensor) override;
    bool stopped() const override { return stopAsked || inner.stopped(); }
    std::string problem() const override { return inner.problem(); }
    bool recover() override { return inner.recover(); }

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
    Step stepOf(Op op, std::initializer_list<const Tensor*> inputs, std::vector<double> constants,
                const Tensor& output);
    template<typename Operation>
    void record(Op op, std::initializer_list<const Tensor*> inputs, std::vector<double> constants,
                Tensor& output, const Operation& operation);
    /// One step for every output that is present, in the order of the arguments.
    template<typename Operation>
    void recordEach(Op op, std::initializer_list<const Tensor*> inputs, const std::vector<double>& constants,
                    std::initializer_list<Tensor*> outputs, const Operation& operation);
    void show(Step& step, bool wanted, Tensor& output);

    Backend& inner;
    StepSink& sink;
    bool stopAsked = false;
};

} // namespace tokenarium
