// SPDX-License-Identifier: GPL-3.0-or-later
// Attention on the CPU and its way back: in four steps that can be seen, and in one for training.
#include "engine/backend/cpu_backend.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace tokenarium {

void CpuBackend::attention(const Tensor& q, const Tensor& k, const Tensor& v,
                           std::span<const std::uint32_t> lengths, float scale, Tensor& y, Tensor& logSums) {
    const std::size_t heads = logSums.shape[0], rows = logSums.shape[1], width = q.shape[1];
    const std::size_t headWidth = width / heads, keyWidth = k.shape[1], group = width / keyWidth;
    std::vector<double> shares(rows);
    for (std::size_t h = 0; h < heads; ++h) {
        std::size_t first = 0;
        for (const std::size_t length : lengths) {
            for (std::size_t t = first; t < first + length; ++t) {
                const float* query = q.floats() + t * width + h * headWidth;
                double highest = -HUGE_VAL, sum = 0;
                for (std::size_t s = first; s <= t; ++s) {
                    const float* key = k.floats() + s * keyWidth + h / group * headWidth;
                    shares[s] = scale * std::inner_product(query, query + headWidth, key, 0.0);
                    highest = std::max(highest, shares[s]);
                }
                for (std::size_t s = first; s <= t; ++s) sum += shares[s] = std::exp(shares[s] - highest);
                logSums.floats()[h * rows + t] = static_cast<float>(highest + std::log(sum));
                for (std::size_t i = 0; i < headWidth; ++i) {
                    double value = 0;
                    for (std::size_t s = first; s <= t; ++s)
                        value += shares[s] * v.floats()[s * keyWidth + h / group * headWidth + i];
                    y.floats()[t * width + h * headWidth + i] = static_cast<float>(value / sum);
                }
            }
            first += length;
        }
    }
}

void CpuBackend::attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                                   std::span<const std::uint32_t> lengths, float scale, const Tensor& y,
                                   const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                                   Tensor& dv) {
    const std::size_t heads = logSums.shape[0], rows = logSums.shape[1], width = q.shape[1];
    const std::size_t headWidth = width / heads, keyWidth = k.shape[1], group = width / keyWidth;
    for (std::size_t h = 0; h < heads; ++h) {
        std::size_t first = 0;
        for (const std::size_t length : lengths) {
            for (std::size_t t = first; t < first + length; ++t) {
                const std::size_t at = t * width + h * headWidth;
                const double mean =
                    std::inner_product(y.floats() + at, y.floats() + at + headWidth, dy.floats() + at, 0.0);
                for (std::size_t s = first; s <= t; ++s) {
                    const std::size_t keyAt = s * keyWidth + h / group * headWidth;
                    const double score =
                        scale * std::inner_product(q.floats() + at, q.floats() + at + headWidth,
                                                   k.floats() + keyAt, 0.0);
                    const double share = std::exp(score - logSums.floats()[h * rows + t]);
                    const double grad = std::inner_product(dy.floats() + at, dy.floats() + at + headWidth,
                                                           v.floats() + keyAt, 0.0);
                    const float dScore = static_cast<float>(scale * share * (grad - mean));
                    for (std::size_t i = 0; i < headWidth; ++i) {
                        if (present(dq)) dq.floats()[at + i] += dScore * k.floats()[keyAt + i];
                        if (present(dk)) dk.floats()[keyAt + i] += dScore * q.floats()[at + i];
                        if (present(dv))
                            dv.floats()[keyAt + i] += static_cast<float>(share) * dy.floats()[at + i];
                    }
                }
            }
            first += length;
        }
    }
}

void CpuBackend::attentionScoresBackward(const Tensor& q, const Tensor& keys, float scale,
                                         const Tensor& dScores, Tensor& dq, Tensor& dKeys) {
    const std::size_t heads = dScores.shape[0], queries = dScores.shape[1], positions = dScores.shape[2];
    const std::size_t width = q.shape[1], headWidth = width / heads, keyWidth = keys.shape[1];
    const std::size_t group = width / keyWidth;
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < queries; ++t)
            for (std::size_t s = 0; s < positions; ++s) {
                const float grad = scale * dScores.floats()[(h * queries + t) * positions + s];
                const std::size_t at = t * width + h * headWidth,
                                  keyAt = s * keyWidth + h / group * headWidth;
                for (std::size_t i = 0; i < headWidth; ++i) {
                    if (present(dq)) dq.floats()[at + i] += grad * keys.floats()[keyAt + i];
                    if (present(dKeys)) dKeys.floats()[keyAt + i] += grad * q.floats()[at + i];
                }
            }
}

void CpuBackend::causalMaskBackward(const Tensor& dMasked, Tensor& dScores) {
    if (!present(dScores)) return;
    const std::size_t heads = dMasked.shape[0], queries = dMasked.shape[1], positions = dMasked.shape[2];
    assert(dMasked.shape == dScores.shape && positions >= queries);
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < queries; ++t) {
            const std::size_t row = (h * queries + t) * positions, seen = positions - queries + t + 1;
            for (std::size_t s = 0; s < seen; ++s) dScores.floats()[row + s] += dMasked.floats()[row + s];
        }
}

void CpuBackend::softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) {
    if (!present(dx)) return;
    assert(y.shape == dy.shape && y.shape == dx.shape);
    const std::size_t width = y.shape[y.shape.rank() - 1];
    for (std::size_t row = 0; row < y.shape.elements(); row += width) {
        const float *share = y.floats() + row, *grad = dy.floats() + row;
        const double mean = std::inner_product(share, share + width, grad, 0.0);
        for (std::size_t i = 0; i < width; ++i)
            dx.floats()[row + i] += static_cast<float>(share[i] * (grad[i] - mean));
    }
}

void CpuBackend::attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy,
                                         Tensor& dProbs, Tensor& dValues) {
    const std::size_t heads = probs.shape[0], queries = probs.shape[1], positions = probs.shape[2];
    const std::size_t width = dy.shape[1], headWidth = width / heads, valueWidth = values.shape[1];
    const std::size_t group = width / valueWidth;
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < queries; ++t)
            for (std::size_t s = 0; s < positions; ++s) {
                const std::size_t cell = (h * queries + t) * positions + s;
                const float* grad = dy.floats() + t * width + h * headWidth;
                const std::size_t valueAt = s * valueWidth + h / group * headWidth;
                if (present(dProbs))
                    dProbs.floats()[cell] += static_cast<float>(
                        std::inner_product(grad, grad + headWidth, values.floats() + valueAt, 0.0));
                if (present(dValues))
                    for (std::size_t i = 0; i < headWidth; ++i)
                        dValues.floats()[valueAt + i] += probs.floats()[cell] * grad[i];
            }
}

} // namespace tokenarium
