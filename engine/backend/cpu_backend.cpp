// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation as its definition says. Sums run in 16 lanes that are added in a fixed order: the compiler
// makes vector instructions of them, and the result does not depend on how many rows are computed together.
#include "engine/backend/cpu_backend.h"

#include "engine/backend/buffer_pool.h"
#include "engine/backend/matrix_product.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

namespace tokenarium {
namespace {

constexpr std::size_t lanes = 16;

std::size_t lastDimension(const Tensor& tensor) { return tensor.shape[tensor.shape.rank() - 1]; }
std::size_t rowsOf(const Tensor& tensor) { return tensor.shape.elements() / lastDimension(tensor); }

/// Adds the lanes in a fixed order, and then what did not fill a whole set of lanes.
float sumOf(const float* lane, const float* a, const float* b, std::size_t from, std::size_t count) {
    float quarters[lanes / 4] = {};
    for (std::size_t j = 0; j < lanes; ++j) quarters[j % (lanes / 4)] += lane[j];
    float sum = (quarters[0] + quarters[2]) + (quarters[1] + quarters[3]);
    for (std::size_t i = from; i < count; ++i) sum += a[i] * b[i];
    return sum;
}

float dot(const float* a, const float* b, std::size_t count) {
    float lane[lanes] = {};
    const std::size_t whole = count / lanes * lanes;
    for (std::size_t i = 0; i < whole; i += lanes)
        for (std::size_t j = 0; j < lanes; ++j) lane[j] += a[i + j] * b[i + j];
    return sumOf(lane, a, b, whole, count);
}

void softmaxRow(const float* x, std::size_t count, float* y) {
    const float highest = *std::max_element(x, x + count);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        y[i] = std::exp(x[i] - highest);
        sum += y[i];
    }
    const float share = static_cast<float>(1 / sum);
    for (std::size_t i = 0; i < count; ++i) y[i] *= share;
}

/// Rows of x that meet a block of weights while it is in the cache.
constexpr std::size_t outputBlock = 32;

} // namespace

CpuBackend::CpuBackend(std::size_t threads) : CpuBackend(threads, ProductPrecision::F32) {}
CpuBackend::CpuBackend(std::size_t threads, ProductPrecision productPrecision)
    : pool(std::make_shared<BufferPool>())
    , threadCount(threads)
    , precision(productPrecision) {}
CpuBackend::~CpuBackend() = default;

Tensor CpuBackend::allocate(std::string name, const Shape& shape) {
    Tensor tensor{std::move(name), shape, DType::F32, pool->take(shape.elements() * sizeof(float)), nullptr};
    tensor.data = tensor.memory.get();
    return tensor;
}

void CpuBackend::write(std::span<const float> values, Tensor& tensor) {
    assert(values.size() == tensor.shape.elements());
    std::copy(values.begin(), values.end(), tensor.floats());
}

std::vector<float> CpuBackend::read(const Tensor& tensor) {
    return {tensor.floats(), tensor.floats() + tensor.shape.elements()};
}

void CpuBackend::embedding(std::span<const std::uint32_t> ids, const Tensor& table, Tensor& y) {
    assert(y.shape == (Shape{ids.size(), table.shape[1]}));
    const std::size_t width = table.shape[1];
    for (std::size_t t = 0; t < ids.size(); ++t) {
        assert(ids[t] < table.shape[0]);
        std::copy_n(table.floats() + ids[t] * width, width, y.floats() + t * width);
    }
}

void CpuBackend::add(const Tensor& a, const Tensor& b, Tensor& y) {
    assert(a.shape == b.shape && a.shape == y.shape);
    const float *left = a.floats(), *right = b.floats();
    float* sum = y.floats();
    for (std::size_t i = 0, count = y.shape.elements(); i < count; ++i) sum[i] = left[i] + right[i];
}

void CpuBackend::layerNorm(const Tensor& x, const Tensor& weight, const Tensor& bias, float epsilon,
                           Tensor& y) {
    const std::size_t width = weight.shape[0];
    assert(lastDimension(x) == width && x.shape == y.shape);
    for (std::size_t t = 0; t < rowsOf(x); ++t) {
        const float* in = x.floats() + t * width;
        float* out = y.floats() + t * width;
        double mean = 0, variance = 0;
        for (std::size_t i = 0; i < width; ++i) mean += in[i];
        mean /= static_cast<double>(width);
        for (std::size_t i = 0; i < width; ++i) variance += (in[i] - mean) * (in[i] - mean);
        variance /= static_cast<double>(width);
        const float center = static_cast<float>(mean);
        const float scale = static_cast<float>(1 / std::sqrt(variance + epsilon));
        for (std::size_t i = 0; i < width; ++i) out[i] = (in[i] - center) * scale * weight.floats()[i];
        if (present(bias))
            for (std::size_t i = 0; i < width; ++i) out[i] += bias.floats()[i];
    }
}

void CpuBackend::rmsNorm(const Tensor& x, const Tensor& weight, float epsilon, Tensor& y) {
    const std::size_t width = weight.shape[0];
    assert(lastDimension(x) % width == 0 && x.shape == y.shape);
    for (std::size_t row = 0; row < x.shape.elements() / width; ++row) {
        const float* in = x.floats() + row * width;
        float* out = y.floats() + row * width;
        double squares = 0;
        for (std::size_t i = 0; i < width; ++i) squares += static_cast<double>(in[i]) * in[i];
        const float scale = static_cast<float>(1 / std::sqrt(squares / static_cast<double>(width) + epsilon));
        for (std::size_t i = 0; i < width; ++i) out[i] = in[i] * scale * weight.floats()[i];
    }
}

void CpuBackend::linear(const Tensor& x, const Tensor& w, const Tensor& bias, Tensor& y) {
    const std::size_t rows = x.shape[0], inputs = x.shape[1], outputs = w.shape[0];
    assert(w.shape[1] == inputs && w.dtype == DType::F32 && y.shape == (Shape{rows, outputs}));
    const float *in = x.floats(), *weights = w.floats(), *offset = present(bias) ? bias.floats() : nullptr;
    float* out = y.floats();
    for (std::size_t block = 0; block < outputs; block += outputBlock) {
        const std::size_t end = std::min(block + outputBlock, outputs);
        for (std::size_t t = 0; t < rows; ++t)
            for (std::size_t o = block; o < end; ++o)
                out[t * outputs + o] = dot(in + t * inputs, weights + o * inputs, inputs);
    }
    if (!offset) return;
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t o = 0; o < outputs; ++o) out[t * outputs + o] += offset[o];
}

void CpuBackend::gelu(const Tensor& x, GeluKind kind, Tensor& y) {
    constexpr float rootTwoOverPi = 0.7978845608028654F, rootHalf = 0.7071067811865476F;
    assert(x.shape == y.shape);
    for (std::size_t i = 0, count = x.shape.elements(); i < count; ++i) {
        const float v = x.floats()[i];
        y.floats()[i] = kind == GeluKind::Tanh
                            ? 0.5F * v * (1 + std::tanh(rootTwoOverPi * (v + 0.044715F * v * v * v)))
                            : 0.5F * v * (1 + std::erf(v * rootHalf));
    }
}

void CpuBackend::swiglu(const Tensor& gate, const Tensor& up, Tensor& y) {
    assert(gate.shape == up.shape && gate.shape == y.shape);
    for (std::size_t i = 0, count = y.shape.elements(); i < count; ++i) {
        const float v = gate.floats()[i];
        y.floats()[i] = v / (1 + std::exp(-v)) * up.floats()[i];
    }
}

void CpuBackend::rotations(std::span<const std::uint32_t> positions, std::span<const double> frequencies,
                           Tensor& table) {
    const std::size_t half = frequencies.size();
    assert(table.shape == (Shape{positions.size(), 2 * half}));
    for (std::size_t t = 0; t < positions.size(); ++t)
        for (std::size_t i = 0; i < half; ++i) {
            const double angle = positions[t] * frequencies[i];
            table.floats()[t * 2 * half + i] = static_cast<float>(std::cos(angle));
            table.floats()[t * 2 * half + half + i] = static_cast<float>(std::sin(angle));
        }
}

void CpuBackend::rope(const Tensor& x, const Tensor& table, RopePairs pairs, Tensor& y) {
    const std::size_t headWidth = table.shape[1], half = headWidth / 2, width = x.shape[1];
    assert(x.shape == y.shape && table.shape[0] == x.shape[0] && width % headWidth == 0);
    const std::size_t step = pairs == RopePairs::Interleaved ? 2 : 1;
    const std::size_t other = pairs == RopePairs::Interleaved ? 1 : half;
    for (std::size_t t = 0; t < x.shape[0]; ++t) {
        const float *cosines = table.floats() + t * headWidth, *sines = cosines + half;
        for (std::size_t head = 0; head < width; head += headWidth) {
            const float* in = x.floats() + t * width + head;
            float* out = y.floats() + t * width + head;
            for (std::size_t i = 0; i < half; ++i) {
                const float a = in[i * step], b = in[i * step + other];
                out[i * step] = a * cosines[i] - b * sines[i];
                out[i * step + other] = a * sines[i] + b * cosines[i];
            }
        }
    }
}

void CpuBackend::takeRows(const Tensor& x, std::size_t first, Tensor& y) {
    assert(x.shape[1] == y.shape[1] && first + y.shape[0] <= x.shape[0]);
    std::copy_n(x.floats() + first * x.shape[1], y.shape.elements(), y.floats());
}

void CpuBackend::putRows(const Tensor& x, std::size_t first, Tensor& y) {
    assert(x.shape[1] == y.shape[1] && first + x.shape[0] <= y.shape[0]);
    std::copy_n(x.floats(), x.shape.elements(), y.floats() + first * y.shape[1]);
}

void CpuBackend::attentionScores(const Tensor& q, const Tensor& keys, float scale, Tensor& scores) {
    const std::size_t heads = scores.shape[0], queries = scores.shape[1], positions = scores.shape[2];
    const std::size_t width = q.shape[1], headWidth = width / heads, keyWidth = keys.shape[1];
    const std::size_t group = width / keyWidth;
    assert(q.shape[0] == queries && keys.shape[0] >= positions && width % heads == 0 &&
           width % keyWidth == 0);
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < queries; ++t) {
            const float* query = q.floats() + t * width + h * headWidth;
            float* row = scores.floats() + (h * queries + t) * positions;
            for (std::size_t s = 0; s < positions; ++s)
                row[s] = scale * dot(query, keys.floats() + s * keyWidth + h / group * headWidth, headWidth);
        }
}

void CpuBackend::causalMask(const Tensor& scores, Tensor& masked) {
    const std::size_t heads = scores.shape[0], queries = scores.shape[1], positions = scores.shape[2];
    assert(scores.shape == masked.shape && positions >= queries);
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < queries; ++t) {
            const std::size_t row = (h * queries + t) * positions, seen = positions - queries + t + 1;
            std::copy_n(scores.floats() + row, seen, masked.floats() + row);
            std::fill(masked.floats() + row + seen, masked.floats() + row + positions,
                      -std::numeric_limits<float>::infinity());
        }
}

void CpuBackend::softmax(const Tensor& x, Tensor& y) {
    assert(x.shape == y.shape);
    const std::size_t width = lastDimension(x);
    for (std::size_t row = 0; row < rowsOf(x); ++row)
        softmaxRow(x.floats() + row * width, width, y.floats() + row * width);
}

void CpuBackend::attentionValues(const Tensor& probs, const Tensor& values, Tensor& y) {
    const std::size_t heads = probs.shape[0], queries = probs.shape[1], positions = probs.shape[2];
    const std::size_t width = y.shape[1], headWidth = width / heads, valueWidth = values.shape[1];
    const std::size_t group = width / valueWidth;
    assert(y.shape[0] == queries && values.shape[0] >= positions && width % heads == 0 &&
           width % valueWidth == 0);
    for (std::size_t h = 0; h < heads; ++h)
        for (std::size_t t = 0; t < queries; ++t) {
            const float* weights = probs.floats() + (h * queries + t) * positions;
            float* out = y.floats() + t * width + h * headWidth;
            std::fill_n(out, headWidth, 0.0F);
            for (std::size_t s = 0; s < positions; ++s) {
                const float* value = values.floats() + s * valueWidth + h / group * headWidth;
                for (std::size_t i = 0; i < headWidth; ++i) out[i] += weights[s] * value[i];
            }
        }
}

} // namespace tokenarium
