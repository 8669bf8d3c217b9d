// SPDX-License-Identifier: GPL-3.0-or-later
// The way back of the CPU's operations, each beside the derivative it comes from. Every gradient is added to.
#include "engine/backend/cpu_backend.h"

#include <cassert>
#include <cmath>
#include <vector>

namespace tokenarium {

void CpuBackend::embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy, Tensor& dTable) {
    if (!present(dTable)) return;
    const std::size_t width = dTable.shape[1];
    assert(dy.shape == (Shape{ids.size(), width}));
    for (std::size_t t = 0; t < ids.size(); ++t)
        for (std::size_t i = 0; i < width; ++i)
            dTable.floats()[ids[t] * width + i] += dy.floats()[t * width + i];
}

void CpuBackend::layerNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                   Tensor& dx, Tensor& dWeight, Tensor& dBias) {
    const std::size_t width = weight.shape[0];
    assert(x.shape[x.shape.rank() - 1] == width && x.shape == dy.shape);
    for (std::size_t row = 0; row < x.shape.elements() / width; ++row) {
        const float *in = x.floats() + row * width, *grad = dy.floats() + row * width;
        double mean = 0, variance = 0, sum = 0, along = 0;
        for (std::size_t i = 0; i < width; ++i) mean += in[i];
        mean /= static_cast<double>(width);
        for (std::size_t i = 0; i < width; ++i) variance += (in[i] - mean) * (in[i] - mean);
        const double scale = 1 / std::sqrt(variance / static_cast<double>(width) + epsilon);
        for (std::size_t i = 0; i < width; ++i) {
            const double wanted = static_cast<double>(grad[i]) * weight.floats()[i];
            sum += wanted;
            along += wanted * (in[i] - mean) * scale;
        }
        sum /= static_cast<double>(width);
        along /= static_cast<double>(width);
        for (std::size_t i = 0; i < width; ++i) {
            const double normed = (in[i] - mean) * scale;
            if (present(dx))
                dx.floats()[row * width + i] +=
                    static_cast<float>(scale * (grad[i] * weight.floats()[i] - sum - normed * along));
            if (present(dWeight)) dWeight.floats()[i] += static_cast<float>(grad[i] * normed);
            if (present(dBias)) dBias.floats()[i] += grad[i];
        }
    }
}

void CpuBackend::rmsNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                 Tensor& dx, Tensor& dWeight) {
    const std::size_t width = weight.shape[0];
    assert(x.shape[x.shape.rank() - 1] % width == 0 && x.shape == dy.shape);
    for (std::size_t row = 0; row < x.shape.elements() / width; ++row) {
        const float *in = x.floats() + row * width, *grad = dy.floats() + row * width;
        double squares = 0, along = 0;
        for (std::size_t i = 0; i < width; ++i) {
            squares += static_cast<double>(in[i]) * in[i];
            along += static_cast<double>(grad[i]) * weight.floats()[i] * in[i];
        }
        const double scale = 1 / std::sqrt(squares / static_cast<double>(width) + epsilon);
        along *= scale * scale / static_cast<double>(width);
        for (std::size_t i = 0; i < width; ++i) {
            if (present(dx))
                dx.floats()[row * width + i] +=
                    static_cast<float>(scale * (grad[i] * weight.floats()[i] - in[i] * along));
            if (present(dWeight)) dWeight.floats()[i] += static_cast<float>(grad[i] * in[i] * scale);
        }
    }
}

void CpuBackend::linearBackward(const Tensor& x, const Tensor& w, const Tensor& dy, Tensor& dx, Tensor& dw,
                                Tensor& dBias) {
    const std::size_t rows = x.shape[0], inputs = x.shape[1], outputs = w.shape[0];
    assert(w.shape[1] == inputs && dy.shape == (Shape{rows, outputs}));
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t o = 0; o < outputs; ++o) {
            const float grad = dy.floats()[t * outputs + o];
            if (present(dx))
                for (std::size_t i = 0; i < inputs; ++i)
                    dx.floats()[t * inputs + i] += grad * w.floats()[o * inputs + i];
            if (present(dw))
                for (std::size_t i = 0; i < inputs; ++i)
                    dw.floats()[o * inputs + i] += grad * x.floats()[t * inputs + i];
            if (present(dBias)) dBias.floats()[o] += grad;
        }
}

void CpuBackend::geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) {
    constexpr double rootTwoOverPi = 0.7978845608028654, rootHalf = 0.7071067811865476, cubed = 0.044715;
    if (!present(dx)) return;
    for (std::size_t i = 0, count = x.shape.elements(); i < count; ++i) {
        const double v = x.floats()[i];
        double slope = 0;
        if (kind == GeluKind::Tanh) { // v · σ(2z)
            const double share = 1 / (1 + std::exp(-2 * rootTwoOverPi * (v + cubed * v * v * v)));
            slope = share + v * share * (1 - share) * 2 * rootTwoOverPi * (1 + 3 * cubed * v * v);
        } else { // v · Φ(v)
            slope = 0.5 * (1 + std::erf(v * rootHalf)) + v * 0.5 * rootTwoOverPi * std::exp(-0.5 * v * v);
        }
        dx.floats()[i] += static_cast<float>(dy.floats()[i] * slope);
    }
}

void CpuBackend::swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                                Tensor& dUp) {
    for (std::size_t i = 0, count = gate.shape.elements(); i < count; ++i) {
        const double v = gate.floats()[i], share = 1 / (1 + std::exp(-v)), grad = dy.floats()[i];
        if (present(dGate))
            dGate.floats()[i] += static_cast<float>(grad * up.floats()[i] * share * (1 + v * (1 - share)));
        if (present(dUp)) dUp.floats()[i] += static_cast<float>(grad * v * share);
    }
}

void CpuBackend::ropeBackward(const Tensor& dy, const Tensor& table, RopePairs pairs, Tensor& dx) {
    if (!present(dx)) return;
    const std::size_t headWidth = table.shape[1], half = headWidth / 2, width = dy.shape[1];
    const std::size_t step = pairs == RopePairs::Interleaved ? 2 : 1;
    const std::size_t other = pairs == RopePairs::Interleaved ? 1 : half;
    for (std::size_t t = 0; t < dy.shape[0]; ++t) {
        const float *cosines = table.floats() + t * headWidth, *sines = cosines + half;
        for (std::size_t head = 0; head < width; head += headWidth) {
            const float* grad = dy.floats() + t * width + head;
            float* out = dx.floats() + t * width + head;
            for (std::size_t i = 0; i < half; ++i) { // back by the same angle
                const float a = grad[i * step], b = grad[i * step + other];
                out[i * step] += a * cosines[i] + b * sines[i];
                out[i * step + other] += b * cosines[i] - a * sines[i];
            }
        }
    }
}

void CpuBackend::takeRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) {
    if (!present(dx)) return;
    assert(dx.shape[1] == dy.shape[1] && first + dy.shape[0] <= dx.shape[0]);
    float* out = dx.floats() + first * dx.shape[1];
    for (std::size_t i = 0, count = dy.shape.elements(); i < count; ++i) out[i] += dy.floats()[i];
}

void CpuBackend::putRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) {
    if (!present(dx)) return;
    assert(dx.shape[1] == dy.shape[1] && first + dx.shape[0] <= dy.shape[0]);
    const float* in = dy.floats() + first * dy.shape[1];
    for (std::size_t i = 0, count = dx.shape.elements(); i < count; ++i) dx.floats()[i] += in[i];
}

} // namespace tokenarium
