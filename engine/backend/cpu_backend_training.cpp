// SPDX-License-Identifier: GPL-3.0-or-later
// What only training asks of the CPU: dropout, the loss and its way back, the optimizer's step.
#include "engine/backend/cpu_backend.h"

#include "engine/backend/row_grain.h"
#include "engine/backend/vector_kernels.h"
#include "engine/backend/worker_pool.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tokenarium {

void CpuBackend::dropout(const Tensor& x, float probability, std::uint64_t seed, Tensor& y) {
    assert(x.shape == y.shape && probability < 1);
    workers->forRanges(x.shape.elements(), dearGrain, [&](std::size_t begin, std::size_t end) {
        kernels::dropout(x.floats() + begin, probability, seed, begin, y.floats() + begin, end - begin);
    });
}

void CpuBackend::dropoutBackward(const Tensor& dy, float probability, std::uint64_t seed, Tensor& dx) {
    if (!present(dx)) return;
    assert(dy.shape == dx.shape && probability < 1);
    workers->forRanges(dy.shape.elements(), dearGrain, [&](std::size_t begin, std::size_t end) {
        kernels::dropoutBackward(dy.floats() + begin, probability, seed, begin, dx.floats() + begin,
                                 end - begin);
    });
}

void CpuBackend::crossEntropy(const Tensor& logits, std::span<const std::uint32_t> targets, Tensor& losses) {
    const std::size_t width = logits.shape[1];
    assert(logits.shape[0] == targets.size() && losses.shape == Shape{targets.size()});
    workers->forRanges(targets.size(), rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = begin; t < end; ++t) {
            losses.floats()[t] = 0;
            if (targets[t] == noTarget) continue;
            assert(targets[t] < width);
            const float* row = logits.floats() + t * width;
            const float highest = kernels::largest(row, 1, width);
            const double sum = kernels::exponentials(row, 1, highest, nullptr, width);
            losses.floats()[t] =
                static_cast<float>(std::log(sum) + (static_cast<double>(highest) - row[targets[t]]));
        }
    });
}

void CpuBackend::crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets,
                                      float scale, Tensor& dLogits) {
    if (!present(dLogits)) return;
    const std::size_t width = logits.shape[1];
    assert(logits.shape[0] == targets.size() && logits.shape == dLogits.shape);
    workers->forRanges(targets.size(), rowGrain(width), [&](std::size_t begin, std::size_t end) {
        std::vector<float> shares(width);
        for (std::size_t t = begin; t < end; ++t) {
            if (targets[t] == noTarget) continue;
            assert(targets[t] < width);
            const float* row = logits.floats() + t * width;
            float* out = dLogits.floats() + t * width;
            const double sum =
                kernels::exponentials(row, 1, kernels::largest(row, 1, width), shares.data(), width);
            kernels::addTo(shares.data(), static_cast<float>(scale / sum), out, width);
            out[targets[t]] -= scale;
        }
    });
}

void CpuBackend::fill(float value, Tensor& y) {
    workers->forRanges(y.shape.elements(), cheapGrain, [&](std::size_t begin, std::size_t end) {
        std::fill(y.floats() + begin, y.floats() + end, value);
    });
}

void CpuBackend::blend(const Tensor& x, float ofX, float ofY, Tensor& y) {
    assert(x.shape == y.shape);
    workers->forRanges(y.shape.elements(), cheapGrain, [&](std::size_t begin, std::size_t end) {
        kernels::blend(x.floats() + begin, ofX, ofY, y.floats() + begin, end - begin);
    });
}

double CpuBackend::sumOfSquares(const Tensor& x) {
    const std::size_t count = x.shape.elements();
    std::vector<double> parts((count + cheapGrain - 1) / cheapGrain);
    workers->forEach(parts.size(), [&](std::size_t i) {
        const std::size_t begin = i * cheapGrain;
        parts[i] = kernels::sumOfSquares(x.floats() + begin, std::min(cheapGrain, count - begin));
    });
    double sum = 0;
    for (const double part : parts) sum += part;
    return sum;
}

void CpuBackend::adamW(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
                       Tensor& w) {
    assert(gradient.shape == w.shape && mean.shape == w.shape && square.shape == w.shape && step.step > 0);
    const double time = static_cast<double>(step.step);
    const float meanFactor = static_cast<float>(1 / (1 - std::pow(static_cast<double>(step.beta1), time)));
    const float squareFactor = static_cast<float>(1 / (1 - std::pow(static_cast<double>(step.beta2), time)));
    workers->forRanges(w.shape.elements(), cheapGrain, [&](std::size_t begin, std::size_t end) {
        kernels::adamW(gradient.floats() + begin, step, meanFactor, squareFactor, mean.floats() + begin,
                       square.floats() + begin, w.floats() + begin, end - begin);
    });
}

} // namespace tokenarium
