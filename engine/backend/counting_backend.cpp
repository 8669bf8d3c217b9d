// SPDX-License-Identifier: GPL-3.0-or-later
// The work of every operation, written beside the formula it comes from.
#include "engine/backend/counting_backend.h"

namespace tokenarium {
namespace {

std::uint64_t bytesOf(const Tensor& tensor) { return storageBytes(tensor.shape, tensor.dtype); }
std::uint64_t bytesIfPresent(const Tensor& tensor) { return present(tensor) ? bytesOf(tensor) : 0; }

/// The first `rows` rows of a table.
std::uint64_t bytesOfRows(const Tensor& table, std::uint64_t rows) {
    return bytesOf(table) / table.shape[0] * rows;
}

} // namespace

Work& Work::operator+=(const Work& other) {
    matrixFlops += other.matrixFlops;
    otherFlops += other.otherFlops;
    bytesRead += other.bytesRead;
    bytesWritten += other.bytesWritten;
    return *this;
}

Work CountingBackend::total() const {
    Work sum;
    for (const CountedStep& step : stepList) sum += step.work;
    return sum;
}

Work CountingBackend::total(Op op) const {
    Work sum;
    for (const CountedStep& step : stepList)
        if (step.op == op) sum += step.work;
    return sum;
}

Tensor CountingBackend::allocate(std::string name, const Shape& shape) {
    Tensor tensor{std::move(name), shape, DType::F32, nullptr, nullptr};
    allocatedByteCount += bytesOf(tensor);
    return tensor;
}

void CountingBackend::write(std::span<const float>, Tensor&) {}
std::vector<float> CountingBackend::read(const Tensor&) { return {}; }

void CountingBackend::useParameter(const Tensor& tensor) {
    if (!present(tensor) || !seenParameters.insert(tensor.name).second) return;
    parameterCount += tensor.shape.elements();
    parameterByteCount += bytesOf(tensor);
}

void CountingBackend::count(Op op, const Tensor& output, Work work) {
    if (!work.bytesWritten) work.bytesWritten = bytesOf(output);
    stepList.push_back({op, output.name, output.shape, work});
}

void CountingBackend::embedding(std::span<const std::uint32_t> ids, const Tensor& table, Tensor& y) {
    useParameter(table);
    count(Op::Embedding, y, {0, 0, bytesOfRows(table, ids.size()) + ids.size_bytes(), 0});
}

void CountingBackend::add(const Tensor& a, const Tensor& b, Tensor& y) {
    count(Op::Add, y, {0, y.shape.elements(), bytesOf(a) + bytesOf(b), 0});
}

void CountingBackend::layerNorm(const Tensor& x, const Tensor& weight, const Tensor& bias, float, Tensor& y) {
    useParameter(weight);
    useParameter(bias);
    const std::uint64_t n = x.shape.elements(), rows = n / weight.shape[0];
    // Mean: n adds, one division a row. Variance: subtract, square, add; division, epsilon, root and its
    // inverse a row. Then scale, weight and, where there is one, bias.
    const std::uint64_t flops = n + rows + 3 * n + 4 * rows + 2 * n + (present(bias) ? n : 0);
    count(Op::LayerNorm, y, {0, flops, bytesOf(x) + bytesOf(weight) + bytesIfPresent(bias), 0});
}

void CountingBackend::rmsNorm(const Tensor& x, const Tensor& weight, float, Tensor& y) {
    useParameter(weight);
    const std::uint64_t n = x.shape.elements(), rows = n / weight.shape[0];
    // Square and add; division, epsilon, root and its inverse a row; scale and weight.
    count(Op::RmsNorm, y, {0, 4 * n + 4 * rows, bytesOf(x) + bytesOf(weight), 0});
}

void CountingBackend::linear(const Tensor& x, const Tensor& w, const Tensor& bias, Tensor& y) {
    useParameter(w);
    useParameter(bias);
    const std::uint64_t products = 2 * std::uint64_t{x.shape[0]} * x.shape[1] * w.shape[0];
    count(Op::Linear, y,
          {products, present(bias) ? y.shape.elements() : 0, bytesOf(x) + bytesOf(w) + bytesIfPresent(bias),
           0});
}

void CountingBackend::gelu(const Tensor& x, GeluKind kind, Tensor& y) {
    // Tanh: cube (2), its factor, add, factor, tanh, add one, half, product. Erf: factor, erf, add one, half,
    // product.
    count(Op::Gelu, y,
          {0, (kind == GeluKind::Tanh ? 9 : 5) * std::uint64_t{x.shape.elements()}, bytesOf(x), 0});
}

void CountingBackend::swiglu(const Tensor& gate, const Tensor& up, Tensor& y) {
    // Sign, exponential, add one, division, product.
    count(Op::Swiglu, y, {0, 5 * std::uint64_t{y.shape.elements()}, bytesOf(gate) + bytesOf(up), 0});
}

void CountingBackend::rotations(std::span<const std::uint32_t> positions, std::span<const double> frequencies,
                                Tensor& table) {
    // One product an angle, one sine or cosine a number.
    const std::uint64_t angles = std::uint64_t{positions.size()} * frequencies.size();
    count(Op::Rotations, table, {0, 3 * angles, positions.size_bytes() + frequencies.size_bytes(), 0});
}

void CountingBackend::rope(const Tensor& x, const Tensor& table, RopePairs, Tensor& y) {
    // Two products and one sum a number.
    count(Op::Rope, y, {0, 3 * std::uint64_t{x.shape.elements()}, bytesOf(x) + bytesOf(table), 0});
}

void CountingBackend::takeRows(const Tensor&, std::size_t, Tensor& y) {
    count(Op::TakeRows, y, {0, 0, bytesOf(y), 0});
}

void CountingBackend::putRows(const Tensor& x, std::size_t, Tensor& y) {
    count(Op::PutRows, y, {0, 0, bytesOf(x), bytesOf(x)});
}

void CountingBackend::attentionScores(const Tensor& q, const Tensor& keys, float, Tensor& scores) {
    const std::uint64_t cells = scores.shape.elements(), headWidth = q.shape[1] / scores.shape[0];
    count(Op::AttentionScores, scores,
          {2 * cells * headWidth, cells, bytesOf(q) + bytesOfRows(keys, scores.shape[2]), 0});
}

void CountingBackend::causalMask(const Tensor& scores, Tensor& masked) {
    count(Op::CausalMask, masked, {0, 0, bytesOf(scores), 0});
}

void CountingBackend::softmax(const Tensor& x, Tensor& y) {
    // Highest, difference, exponential, sum, product; the inverse of the sum once a row.
    const std::uint64_t n = x.shape.elements(), rows = n / x.shape[x.shape.rank() - 1];
    count(Op::Softmax, y, {0, 5 * n + rows, bytesOf(x), 0});
}

void CountingBackend::attentionValues(const Tensor& probs, const Tensor& values, Tensor& y) {
    const std::uint64_t cells = probs.shape.elements(), headWidth = y.shape[1] / probs.shape[0];
    count(Op::AttentionValues, y,
          {2 * cells * headWidth, 0, bytesOf(probs) + bytesOfRows(values, probs.shape[2]), 0});
}

} // namespace tokenarium
