// SPDX-License-Identifier: GPL-3.0-or-later
// What only training asks of the CPU: dropout, the loss and its way back, the optimizer's step.
#include "engine/backend/cpu_backend.h"

#include "engine/backend/dropout.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tokenarium {

void CpuBackend::dropout(const Tensor& x, float probability, std::uint64_t seed, Tensor& y) {
    assert(x.shape == y.shape && probability < 1);
    const float kept = 1 / (1 - probability);
    for (std::size_t i = 0, count = x.shape.elements(); i < count; ++i)
        y.floats()[i] = dropoutKeeps(seed, i, probability) ? x.floats()[i] * kept : 0;
}

void CpuBackend::dropoutBackward(const Tensor& dy, float probability, std::uint64_t seed, Tensor& dx) {
    if (!present(dx)) return;
    assert(dy.shape == dx.shape && probability < 1);
    const float kept = 1 / (1 - probability);
    for (std::size_t i = 0, count = dy.shape.elements(); i < count; ++i)
        if (dropoutKeeps(seed, i, probability)) dx.floats()[i] += dy.floats()[i] * kept;
}

void CpuBackend::crossEntropy(const Tensor& logits, std::span<const std::uint32_t> targets, Tensor& losses) {
    const std::size_t width = logits.shape[1];
    assert(logits.shape[0] == targets.size() && losses.shape == Shape{targets.size()});
    for (std::size_t t = 0; t < targets.size(); ++t) {
        losses.floats()[t] = 0;
        if (targets[t] == noTarget) continue;
        const float* row = logits.floats() + t * width;
        const float highest = *std::max_element(row, row + width);
        double sum = 0;
        for (std::size_t i = 0; i < width; ++i) sum += std::exp(row[i] - highest);
        losses.floats()[t] = static_cast<float>(std::log(sum) + (highest - row[targets[t]]));
    }
}

void CpuBackend::crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets,
                                      float scale, Tensor& dLogits) {
    if (!present(dLogits)) return;
    const std::size_t width = logits.shape[1];
    assert(logits.shape[0] == targets.size() && logits.shape == dLogits.shape);
    for (std::size_t t = 0; t < targets.size(); ++t) {
        if (targets[t] == noTarget) continue;
        const float* row = logits.floats() + t * width;
        float* out = dLogits.floats() + t * width;
        const float highest = *std::max_element(row, row + width);
        double sum = 0;
        for (std::size_t i = 0; i < width; ++i) sum += std::exp(row[i] - highest);
        const float share = static_cast<float>(scale / sum);
        for (std::size_t i = 0; i < width; ++i) out[i] += share * std::exp(row[i] - highest);
        out[targets[t]] -= scale;
    }
}

void CpuBackend::fill(float value, Tensor& y) { std::fill_n(y.floats(), y.shape.elements(), value); }

void CpuBackend::blend(const Tensor& x, float ofX, float ofY, Tensor& y) {
    assert(x.shape == y.shape);
    for (std::size_t i = 0, count = y.shape.elements(); i < count; ++i)
        y.floats()[i] = ofX * x.floats()[i] + ofY * y.floats()[i];
}

double CpuBackend::sumOfSquares(const Tensor& x) {
    double sum = 0;
    for (std::size_t i = 0, count = x.shape.elements(); i < count; ++i)
        sum += static_cast<double>(x.floats()[i]) * x.floats()[i];
    return sum;
}

void CpuBackend::adamW(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
                       Tensor& w) {
    assert(gradient.shape == w.shape && mean.shape == w.shape && square.shape == w.shape && step.step > 0);
    const double time = static_cast<double>(step.step);
    const float meanShare = static_cast<float>(1 / (1 - std::pow(static_cast<double>(step.beta1), time)));
    const float squareShare = static_cast<float>(1 / (1 - std::pow(static_cast<double>(step.beta2), time)));
    for (std::size_t i = 0, count = w.shape.elements(); i < count; ++i) {
        const float g = gradient.floats()[i];
        float &m = mean.floats()[i], &s = square.floats()[i], &value = w.floats()[i];
        m = step.beta1 * m + (1 - step.beta1) * g;
        s = step.beta2 * s + (1 - step.beta2) * g * g;
        value -= step.rate *
                 (m * meanShare / (std::sqrt(s * squareShare) + step.epsilon) + step.weightDecay * value);
    }
}

} // namespace tokenarium
