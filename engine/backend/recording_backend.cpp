// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation: pass it on, then show what it wrote.
#include "engine/backend/recording_backend.h"

namespace tokenarium {

template<typename Operation>
void RecordingBackend::record(Op op, std::initializer_list<const Tensor*> inputs,
                              std::vector<double> constants, Tensor& y, const Operation& operation) {
    if (stopped()) return;
    Step step{op, {}, y.name, y.shape, std::move(constants), {}};
    for (const Tensor* input : inputs)
        if (present(*input)) step.inputs.push_back(input->name);
    const bool wanted = sink.wantsValues(step);
    operation();
    if (wanted) step.values = inner.read(y);
    const StepSink::Next next = sink.take(step);
    if (next == StepSink::Next::Replace && step.values.size() == y.shape.elements())
        inner.write(step.values, y);
    stopAsked = next == StepSink::Next::Stop;
}

Tensor RecordingBackend::allocate(std::string name, const Shape& shape) {
    return inner.allocate(std::move(name), shape);
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

} // namespace tokenarium
