// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation: pass it on, then show what it wrote.
#include "engine/backend/recording_backend.h"

#include <array>
#include <cassert>

namespace tokenarium {
namespace {

/// The arguments of an operation on several texts or rows: one whole number each, then the scale.
std::vector<double> numbers(std::span<const std::uint32_t> each, float scale) {
    std::vector<double> all(each.begin(), each.end());
    all.push_back(scale);
    return all;
}

} // namespace

Step RecordingBackend::stepOf(Op op, std::initializer_list<const Tensor*> inputs,
                              std::vector<double> constants, const Tensor& output) {
    Step step = sink.spare();
    step.op = op;
    step.inputs.resize(inputs.size());
    std::size_t count = 0;
    for (const Tensor* input : inputs)
        if (present(*input)) step.inputs[count++] = input->name;
    step.inputs.resize(count);
    step.output = output.name;
    step.shape = output.shape;
    step.constants = std::move(constants);
    step.values.clear();
    return step;
}

template<typename Operation>
void RecordingBackend::record(Op op, std::initializer_list<const Tensor*> inputs,
                              std::vector<double> constants, Tensor& output, const Operation& operation) {
    if (stopped()) return;
    if (!present(output)) return operation();
    Step step = stepOf(op, inputs, std::move(constants), output);
    const bool wanted = sink.wantsValues(step);
    operation();
    show(step, wanted, output);
}

template<typename Operation>
void RecordingBackend::recordEach(Op op, std::initializer_list<const Tensor*> inputs,
                                  const std::vector<double>& constants,
                                  std::initializer_list<Tensor*> outputs, const Operation& operation) {
    if (stopped()) return;
    constexpr std::size_t most = 3; // outputs of an operation
    assert(outputs.size() <= most);
    std::array<Step, most> steps;
    std::array<bool, most> wanted{};
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const Tensor& output = *outputs.begin()[i];
        if (!present(output)) continue;
        steps[i] = stepOf(op, inputs, constants, output);
        wanted[i] = sink.wantsValues(steps[i]);
    }
    operation();
    for (std::size_t i = 0; i < outputs.size() && !stopAsked; ++i)
        if (Tensor& output = *outputs.begin()[i]; present(output)) show(steps[i], wanted[i], output);
}

/// Done together, shown one by one; none of them reads what another wrote.
void RecordingBackend::linears(const Tensor& x, std::span<const LinearPart> parts) {
    if (stopped()) return;
    std::vector<Step> steps;
    std::vector<bool> wanted;
    steps.reserve(parts.size());
    for (const LinearPart& part : parts) {
        steps.push_back(stepOf(Op::Linear, {&x, &part.w, &part.bias}, {}, part.y));
        wanted.push_back(sink.wantsValues(steps.back()));
    }
    inner.linears(x, parts);
    for (std::size_t i = 0; i < parts.size() && !stopAsked; ++i) show(steps[i], wanted[i], parts[i].y);
}

void RecordingBackend::show(Step& step, bool wanted, Tensor& output) {
    if (wanted) step.values = inner.read(output);
    const StepSink::Next next = sink.take(step);
    if (next == StepSink::Next::Replace && step.values.size() == output.shape.elements())
        inner.write(step.values, output);
    stopAsked = next == StepSink::Next::Stop;
}

Tensor RecordingBackend::allocate(std::string name, const Shape& shape) {
    return inner.allocate(std::move(name), shape);
}
Tensor RecordingBackend::storeMatrix(std::string name, const Shape& shape, std::span<const std::byte> rows,
                                     DType type) {
    return inner.storeMatrix(std::move(name), shape, rows, type);
}
void RecordingBackend::write(std::span<const float> values, Tensor& tensor) { inner.write(values, tensor); }
std::vector<float> RecordingBackend::read(const Tensor& tensor) { return inner.read(tensor); }

void RecordingBackend::embedding(std::span<const std::uint32_t> ids, const Tensor& table, Tensor& y) {
    record(Op::Embedding, {&table}, {ids.begin(), ids.end()}, y, [&] { inner.embedding(ids, table, y); });
}

void RecordingBackend::add(const Tensor& a, const Tensor& b, Tensor& y) {
    record(Op::Add, {&a, &b}, {}, y, [&] { inner.add(a, b, y); });
}

void RecordingBackend::layerNorm(const Tensor& x, const Tensor& weight, const Tensor& bias, float epsilon,
                                 Tensor& y) {
    record(Op::LayerNorm, {&x, &weight, &bias}, {epsilon}, y,
           [&] { inner.layerNorm(x, weight, bias, epsilon, y); });
}

void RecordingBackend::rmsNorm(const Tensor& x, const Tensor& weight, float epsilon, Tensor& y) {
    record(Op::RmsNorm, {&x, &weight}, {epsilon}, y, [&] { inner.rmsNorm(x, weight, epsilon, y); });
}

void RecordingBackend::linear(const Tensor& x, const Tensor& w, const Tensor& bias, Tensor& y) {
    record(Op::Linear, {&x, &w, &bias}, {}, y, [&] { inner.linear(x, w, bias, y); });
}

void RecordingBackend::gelu(const Tensor& x, GeluKind kind, Tensor& y) {
    record(Op::Gelu, {&x}, {static_cast<double>(kind)}, y, [&] { inner.gelu(x, kind, y); });
}

void RecordingBackend::swiglu(const Tensor& gate, const Tensor& up, Tensor& y) {
    record(Op::Swiglu, {&gate, &up}, {}, y, [&] { inner.swiglu(gate, up, y); });
}

void RecordingBackend::rotations(std::span<const std::uint32_t> positions,
                                 std::span<const double> frequencies, Tensor& table) {
    std::vector<double> constants(positions.begin(), positions.end());
    constants.insert(constants.end(), frequencies.begin(), frequencies.end());
    record(Op::Rotations, {}, std::move(constants), table,
           [&] { inner.rotations(positions, frequencies, table); });
}

void RecordingBackend::rope(const Tensor& x, const Tensor& table, RopePairs pairs, Tensor& y) {
    record(Op::Rope, {&x, &table}, {static_cast<double>(pairs)}, y, [&] { inner.rope(x, table, pairs, y); });
}

void RecordingBackend::takeRows(const Tensor& x, std::size_t first, Tensor& y) {
    record(Op::TakeRows, {&x}, {static_cast<double>(first)}, y, [&] { inner.takeRows(x, first, y); });
}

void RecordingBackend::putRows(const Tensor& x, std::size_t first, Tensor& y) {
    record(Op::PutRows, {&x}, {static_cast<double>(first)}, y, [&] { inner.putRows(x, first, y); });
}

void RecordingBackend::attentionScores(const Tensor& q, const Tensor& keys, float scale, Tensor& scores) {
    record(Op::AttentionScores, {&q, &keys}, {scale}, scores,
           [&] { inner.attentionScores(q, keys, scale, scores); });
}

void RecordingBackend::causalMask(const Tensor& scores, Tensor& masked) {
    record(Op::CausalMask, {&scores}, {}, masked, [&] { inner.causalMask(scores, masked); });
}

void RecordingBackend::softmax(const Tensor& x, Tensor& y) {
    record(Op::Softmax, {&x}, {}, y, [&] { inner.softmax(x, y); });
}

void RecordingBackend::attentionValues(const Tensor& probs, const Tensor& values, Tensor& y) {
    record(Op::AttentionValues, {&probs, &values}, {}, y, [&] { inner.attentionValues(probs, values, y); });
}

void RecordingBackend::attention(const Tensor& q, const Tensor& k, const Tensor& v,
                                 std::span<const std::uint32_t> lengths, float scale, Tensor& y,
                                 Tensor& logSums) {
    recordEach(Op::Attention, {&q, &k, &v}, numbers(lengths, scale), {&y, &logSums},
               [&] { inner.attention(q, k, v, lengths, scale, y, logSums); });
}

void RecordingBackend::dropout(const Tensor& x, float probability, std::uint64_t seed, Tensor& y) {
    record(Op::Dropout, {&x}, {probability, static_cast<double>(seed)}, y,
           [&] { inner.dropout(x, probability, seed, y); });
}

void RecordingBackend::crossEntropy(const Tensor& logits, std::span<const std::uint32_t> targets,
                                    Tensor& losses) {
    record(Op::CrossEntropy, {&logits}, {targets.begin(), targets.end()}, losses,
           [&] { inner.crossEntropy(logits, targets, losses); });
}

void RecordingBackend::embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy,
                                         Tensor& dTable) {
    record(Op::EmbeddingBackward, {&dy}, {ids.begin(), ids.end()}, dTable,
           [&] { inner.embeddingBackward(ids, dy, dTable); });
}

void RecordingBackend::layerNormBackward(const Tensor& x, const Tensor& weight, float epsilon,
                                         const Tensor& dy, Tensor& dx, Tensor& dWeight, Tensor& dBias) {
    recordEach(Op::LayerNormBackward, {&x, &weight, &dy}, {epsilon}, {&dx, &dWeight, &dBias},
               [&] { inner.layerNormBackward(x, weight, epsilon, dy, dx, dWeight, dBias); });
}

void RecordingBackend::rmsNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                       Tensor& dx, Tensor& dWeight) {
    recordEach(Op::RmsNormBackward, {&x, &weight, &dy}, {epsilon}, {&dx, &dWeight},
               [&] { inner.rmsNormBackward(x, weight, epsilon, dy, dx, dWeight); });
}

void RecordingBackend::linearBackward(const Tensor& x, const Tensor& w, const Tensor& dy, Tensor& dx,
                                      Tensor& dw, Tensor& dBias) {
    recordEach(Op::LinearBackward, {&x, &w, &dy}, {}, {&dx, &dw, &dBias},
               [&] { inner.linearBackward(x, w, dy, dx, dw, dBias); });
}

void RecordingBackend::geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) {
    record(Op::GeluBackward, {&x, &dy}, {static_cast<double>(kind)}, dx,
           [&] { inner.geluBackward(x, kind, dy, dx); });
}

void RecordingBackend::swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                                      Tensor& dUp) {
    recordEach(Op::SwigluBackward, {&gate, &up, &dy}, {}, {&dGate, &dUp},
               [&] { inner.swigluBackward(gate, up, dy, dGate, dUp); });
}

void RecordingBackend::ropeBackward(const Tensor& dy, const Tensor& table, RopePairs pairs, Tensor& dx) {
    record(Op::RopeBackward, {&dy, &table}, {static_cast<double>(pairs)}, dx,
           [&] { inner.ropeBackward(dy, table, pairs, dx); });
}

void RecordingBackend::takeRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) {
    record(Op::TakeRowsBackward, {&dy}, {static_cast<double>(first)}, dx,
           [&] { inner.takeRowsBackward(dy, first, dx); });
}

void RecordingBackend::putRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) {
    record(Op::PutRowsBackward, {&dy}, {static_cast<double>(first)}, dx,
           [&] { inner.putRowsBackward(dy, first, dx); });
}

void RecordingBackend::attentionScoresBackward(const Tensor& q, const Tensor& keys, float scale,
                                               const Tensor& dScores, Tensor& dq, Tensor& dKeys) {
    recordEach(Op::AttentionScoresBackward, {&q, &keys, &dScores}, {scale}, {&dq, &dKeys},
               [&] { inner.attentionScoresBackward(q, keys, scale, dScores, dq, dKeys); });
}

void RecordingBackend::causalMaskBackward(const Tensor& dMasked, Tensor& dScores) {
    record(Op::CausalMaskBackward, {&dMasked}, {}, dScores,
           [&] { inner.causalMaskBackward(dMasked, dScores); });
}

void RecordingBackend::softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) {
    record(Op::SoftmaxBackward, {&y, &dy}, {}, dx, [&] { inner.softmaxBackward(y, dy, dx); });
}

void RecordingBackend::attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy,
                                               Tensor& dProbs, Tensor& dValues) {
    recordEach(Op::AttentionValuesBackward, {&probs, &values, &dy}, {}, {&dProbs, &dValues},
               [&] { inner.attentionValuesBackward(probs, values, dy, dProbs, dValues); });
}

void RecordingBackend::attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                                         std::span<const std::uint32_t> lengths, float scale, const Tensor& y,
                                         const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                                         Tensor& dv) {
    recordEach(Op::AttentionBackward, {&q, &k, &v, &y, &logSums, &dy}, numbers(lengths, scale),
               {&dq, &dk, &dv},
               [&] { inner.attentionBackward(q, k, v, lengths, scale, y, logSums, dy, dq, dk, dv); });
}

void RecordingBackend::dropoutBackward(const Tensor& dy, float probability, std::uint64_t seed, Tensor& dx) {
    record(Op::DropoutBackward, {&dy}, {probability, static_cast<double>(seed)}, dx,
           [&] { inner.dropoutBackward(dy, probability, seed, dx); });
}

void RecordingBackend::crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets,
                                            float scale, Tensor& dLogits) {
    record(Op::CrossEntropyBackward, {&logits}, numbers(targets, scale), dLogits,
           [&] { inner.crossEntropyBackward(logits, targets, scale, dLogits); });
}

void RecordingBackend::fill(float value, Tensor& y) {
    record(Op::Fill, {}, {value}, y, [&] { inner.fill(value, y); });
}

void RecordingBackend::blend(const Tensor& x, float ofX, float ofY, Tensor& y) {
    record(Op::Blend, {&x}, {ofX, ofY}, y, [&] { inner.blend(x, ofX, ofY, y); });
}

double RecordingBackend::sumOfSquares(const Tensor& x) { return inner.sumOfSquares(x); }

void RecordingBackend::adamW(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
                             Tensor& w) {
    recordEach(
        Op::AdamW, {&gradient},
        {step.rate, step.beta1, step.beta2, step.epsilon, step.weightDecay, static_cast<double>(step.step)},
        {&mean, &square, &w}, [&] { inner.adamW(gradient, step, mean, square, w); });
}

} // namespace tokenarium
