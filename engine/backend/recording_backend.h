// SPDX-License-Identifier: GPL-3.0-or-later
// A backend around another one that shows every step to somebody: the model knows nothing of being watched.
#pragma once

#include "engine/backend/backend.h"

namespace tokenarium {

/// One operation that has been done.
struct Step {
    Op op = Op::Add;
    std::vector<std::string> inputs; ///< names of the tensors it read, in the order of its arguments
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
    std::vector<float> read(const Tensor& tensor) override;
    bool stopped() const override { return stopAsked || inner.stopped(); }

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

private:
    template<typename Operation>
    void record(Op op, std::initializer_list<const Tensor*> inputs, std::vector<double> constants, Tensor& y,
                const Operation& operation);

    Backend& inner;
    StepSink& sink;
    bool stopAsked = false;
};

} // namespace tokenarium
