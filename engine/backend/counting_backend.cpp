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

/// Pairs of a query and a key of the same text.
std::uint64_t squares(std::span<const std::uint32_t> lengths) {
    std::uint64_t sum = 0;
    for (const std::uint64_t length : lengths) sum += length * length;
    return sum;
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

Tensor CountingBackend::storeMatrix(std::string name, const Shape& shape, std::span<const std::byte>,
                                    DType type) {
    Tensor tensor{std::move(name), shape, type, nullptr, nullptr};
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

void CountingBackend::countGradients(Op op, std::uint64_t bytesRead,
                                     std::initializer_list<Gradient> gradients) {
    for (const Gradient& gradient : gradients) {
        if (!present(gradient.tensor)) continue;
        count(op, gradient.tensor,
              {gradient.matrixFlops, gradient.otherFlops, bytesRead + bytesOf(gradient.tensor), 0});
        bytesRead = 0;
    }
}

void CountingBackend::attention(const Tensor& q, const Tensor& k, const Tensor& v,
                                std::span<const std::uint32_t> lengths, float, Tensor& y, Tensor& logSums) {
    const std::uint64_t heads = logSums.shape[0], cells = heads * squares(lengths),
                        rows = logSums.shape.elements();
    // Scores and weighted values; scaling and soft-max as in the four steps; a logarithm and a sum a row.
    count(Op::Attention, y,
          {4 * cells * (q.shape[1] / heads), 6 * cells + rows, bytesOf(q) + bytesOf(k) + bytesOf(v), 0});
    count(Op::Attention, logSums, {0, 2 * rows, 0, 0});
}

void CountingBackend::dropout(const Tensor& x, float, std::uint64_t, Tensor& y) {
    count(Op::Dropout, y, {0, 2 * std::uint64_t{x.shape.elements()}, bytesOf(x), 0}); // comparison, product
}

void CountingBackend::crossEntropy(const Tensor& logits, std::span<const std::uint32_t> targets,
                                   Tensor& losses) {
    // Highest, difference, exponential, sum; logarithm, difference, sum a row.
    const std::uint64_t n = logits.shape.elements(), rows = targets.size();
    count(Op::CrossEntropy, losses, {0, 4 * n + 3 * rows, bytesOf(logits) + targets.size_bytes(), 0});
}

void CountingBackend::embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy,
                                        Tensor& dTable) {
    if (!present(dTable)) return;
    const std::uint64_t rows = bytesOfRows(dTable, ids.size());
    count(Op::EmbeddingBackward, dTable,
          {0, dy.shape.elements(), bytesOf(dy) + rows + ids.size_bytes(), rows});
}

void CountingBackend::layerNormBackward(const Tensor& x, const Tensor& weight, float, const Tensor& dy,
                                        Tensor& dx, Tensor& dWeight, Tensor& dBias) {
    useParameter(weight);
    const std::uint64_t n = x.shape.elements(), rows = n / weight.shape[0];
    // Mean, variance and normed numbers again (4n + 5 rows, 2n); dy·weight, its mean and that of its product
    // with the normed numbers (4n + 2 rows); two differences, two products and the sum with what is there.
    countGradients(Op::LayerNormBackward, bytesOf(x) + bytesOf(weight) + bytesOf(dy),
                   {{dx, 0, 15 * n + 7 * rows}, {dWeight, 0, 2 * n}, {dBias, 0, n}});
}

void CountingBackend::rmsNormBackward(const Tensor& x, const Tensor& weight, float, const Tensor& dy,
                                      Tensor& dx, Tensor& dWeight) {
    useParameter(weight);
    const std::uint64_t n = x.shape.elements(), rows = n / weight.shape[0];
    // Mean of squares again (2n + 4 rows); dy·weight, its product with x and their sum (3n + 3 rows);
    // product, difference, scale and the sum with what is there. The weight: scale, product, sum.
    countGradients(Op::RmsNormBackward, bytesOf(x) + bytesOf(weight) + bytesOf(dy),
                   {{dx, 0, 9 * n + 7 * rows}, {dWeight, 0, 3 * n}});
}

void CountingBackend::linearBackward(const Tensor& x, const Tensor& w, const Tensor& dy, Tensor& dx,
                                     Tensor& dw, Tensor& dBias) {
    useParameter(w);
    const std::uint64_t products = 2 * std::uint64_t{x.shape[0]} * x.shape[1] * w.shape[0];
    const std::uint64_t read = bytesOf(dy) + (present(dx) ? bytesOf(w) : 0) + (present(dw) ? bytesOf(x) : 0);
    countGradients(Op::LinearBackward, read,
                   {{dx, products, 0}, {dw, products, 0}, {dBias, 0, dy.shape.elements()}});
}

void CountingBackend::geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) {
    // Tanh: the share (8), its derivative (6) and that of the argument (4), product and sum. Erf: the share
    // (4), the density (5), their sum, product and sum.
    countGradients(Op::GeluBackward, bytesOf(x) + bytesOf(dy),
                   {{dx, 0, (kind == GeluKind::Tanh ? 20 : 12) * std::uint64_t{x.shape.elements()}}});
}

void CountingBackend::swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                                     Tensor& dUp) {
    // The share of the gate (4), its slope (4), two products and a sum; the other: two products and a sum.
    const std::uint64_t n = gate.shape.elements();
    countGradients(Op::SwigluBackward, bytesOf(gate) + bytesOf(up) + bytesOf(dy),
                   {{dGate, 0, 11 * n}, {dUp, 0, 3 * n}});
}

void CountingBackend::ropeBackward(const Tensor& dy, const Tensor& table, RopePairs, Tensor& dx) {
    countGradients(Op::RopeBackward, bytesOf(dy) + bytesOf(table),
                   {{dx, 0, 4 * std::uint64_t{dy.shape.elements()}}});
}

void CountingBackend::takeRowsBackward(const Tensor& dy, std::size_t, Tensor& dx) {
    if (present(dx)) count(Op::TakeRowsBackward, dx, {0, dy.shape.elements(), 2 * bytesOf(dy), bytesOf(dy)});
}

void CountingBackend::putRowsBackward(const Tensor&, std::size_t, Tensor& dx) {
    if (present(dx)) count(Op::PutRowsBackward, dx, {0, dx.shape.elements(), 2 * bytesOf(dx), 0});
}

void CountingBackend::attentionScoresBackward(const Tensor& q, const Tensor& keys, float,
                                              const Tensor& dScores, Tensor& dq, Tensor& dKeys) {
    const std::uint64_t cells = dScores.shape.elements(),
                        products = 2 * cells * (q.shape[1] / dScores.shape[0]);
    // Scaling belongs to whichever comes first.
    countGradients(Op::AttentionScoresBackward,
                   bytesOf(q) + bytesOfRows(keys, dScores.shape[2]) + bytesOf(dScores),
                   {{dq, products, cells}, {dKeys, products, present(dq) ? 0 : cells}});
}

void CountingBackend::causalMaskBackward(const Tensor& dMasked, Tensor& dScores) {
    countGradients(Op::CausalMaskBackward, bytesOf(dMasked), {{dScores, 0, dMasked.shape.elements()}});
}

void CountingBackend::softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) {
    // Product and sum for the mean; difference, product, sum.
    countGradients(Op::SoftmaxBackward, bytesOf(y) + bytesOf(dy),
                   {{dx, 0, 5 * std::uint64_t{y.shape.elements()}}});
}

void CountingBackend::attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy,
                                              Tensor& dProbs, Tensor& dValues) {
    const std::uint64_t cells = probs.shape.elements(), products = 2 * cells * (dy.shape[1] / probs.shape[0]);
    countGradients(Op::AttentionValuesBackward,
                   bytesOf(probs) + bytesOfRows(values, probs.shape[2]) + bytesOf(dy),
                   {{dProbs, products, 0}, {dValues, products, 0}});
}

void CountingBackend::attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                                        std::span<const std::uint32_t> lengths, float, const Tensor& y,
                                        const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                                        Tensor& dv) {
    const std::uint64_t heads = logSums.shape[0], cells = heads * squares(lengths);
    const std::uint64_t products = 2 * cells * (q.shape[1] / heads);
    // Scores again with scaling, difference and exponential; dy·v, the difference from its mean (dy·y), two
    // products. Counted with the first gradient; each then is one product.
    const bool first = present(dq), second = present(dk);
    const std::uint64_t again = 6 * cells + 2 * std::uint64_t{y.shape.elements()};
    const std::uint64_t read =
        bytesOf(q) + bytesOf(k) + bytesOf(v) + bytesOf(y) + bytesOf(logSums) + bytesOf(dy);
    countGradients(Op::AttentionBackward, read,
                   {{dq, 3 * products, again},
                    {dk, first ? products : 3 * products, first ? 0 : again},
                    {dv, first || second ? products : 2 * products, first || second ? 0 : 3 * cells}});
}

void CountingBackend::dropoutBackward(const Tensor& dy, float, std::uint64_t, Tensor& dx) {
    countGradients(Op::DropoutBackward, bytesOf(dy), {{dx, 0, 3 * std::uint64_t{dy.shape.elements()}}});
}

void CountingBackend::crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets,
                                           float, Tensor& dLogits) {
    // The soft-max again without its last product; scale and sum; the share and the target once a row.
    const std::uint64_t n = logits.shape.elements(), rows = targets.size();
    countGradients(Op::CrossEntropyBackward, bytesOf(logits) + targets.size_bytes(),
                   {{dLogits, 0, 6 * n + 2 * rows}});
}

void CountingBackend::fill(float, Tensor& y) { count(Op::Fill, y, {}); }

void CountingBackend::blend(const Tensor& x, float, float, Tensor& y) {
    count(Op::Blend, y, {0, 3 * std::uint64_t{y.shape.elements()}, bytesOf(x) + bytesOf(y), 0});
}

double CountingBackend::sumOfSquares(const Tensor&) { return 0; }

void CountingBackend::adamW(const Tensor& gradient, const AdamWStep&, Tensor& mean, Tensor& square,
                            Tensor& w) {
    const std::uint64_t n = w.shape.elements();
    // Two products and a sum; one more product; correction of both, root, epsilon, division, decay, sum,
    // rate, difference.
    countGradients(Op::AdamW, bytesOf(gradient), {{mean, 0, 3 * n}, {square, 0, 4 * n}, {w, 0, 9 * n}});
}

} // namespace tokenarium
