// SPDX-License-Identifier: GPL-3.0-or-later
// Memory, and the operations of the way forth but attention: rows shared among the workers, each row by the
// loops of vector_kernels.h, products by matrix_product.h.
#include "engine/backend/cpu_backend.h"

#include "engine/backend/buffer_pool.h"
#include "engine/backend/large_pages.h"
#include "engine/backend/matrix_product.h"
#include "engine/backend/packed_tensor.h"
#include "engine/backend/row_grain.h"
#include "engine/backend/vector_kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tokenarium {
namespace {

std::size_t lastDimension(const Tensor& tensor) { return tensor.shape[tensor.shape.rank() - 1]; }
std::size_t rowsOf(const Tensor& tensor) { return tensor.shape.elements() / lastDimension(tensor); }

} // namespace

CpuBackend::CpuBackend(std::size_t threads) : CpuBackend(threads, ProductPrecision::F32) {}
CpuBackend::CpuBackend(std::size_t threads, ProductPrecision productPrecision)
    : pool(BufferPool::create())
    , storedMatrices(std::make_unique<LargePageArena>())
    , workers(std::make_unique<WorkerPool>(threads))
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
    if (tensor.layout == TensorLayout::Panels) return unpackedRows(tensor);
    return {tensor.floats(), tensor.floats() + tensor.shape.elements()};
}

void CpuBackend::embedding(std::span<const std::uint32_t> ids, const Tensor& table, Tensor& y) {
    const std::size_t width = table.shape[1];
    assert(y.shape == (Shape{ids.size(), width}));
    for (std::size_t t = 0; t < ids.size(); ++t) {
        assert(ids[t] < table.shape[0]);
        if (table.layout == TensorLayout::Panels)
            unpackRow(packedMatrix(table), ids[t], {y.floats() + t * width, width});
        else
            std::copy_n(table.floats() + ids[t] * width, width, y.floats() + t * width);
    }
}

void CpuBackend::add(const Tensor& a, const Tensor& b, Tensor& y) {
    assert(a.shape == b.shape && a.shape == y.shape);
    workers->forRanges(y.shape.elements(), cheapGrain, [&](std::size_t begin, std::size_t end) {
        kernels::add(a.floats() + begin, b.floats() + begin, y.floats() + begin, end - begin);
    });
}

void CpuBackend::layerNorm(const Tensor& x, const Tensor& weight, const Tensor& bias, float epsilon,
                           Tensor& y) {
    const std::size_t width = weight.shape[0];
    assert(lastDimension(x) == width && x.shape == y.shape);
    const float* offset = present(bias) ? bias.floats() : nullptr;
    workers->forRanges(rowsOf(x), rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t at = begin * width; at < end * width; at += width)
            kernels::layerNorm(x.floats() + at, weight.floats(), offset, epsilon, y.floats() + at, width);
    });
}

void CpuBackend::rmsNorm(const Tensor& x, const Tensor& weight, float epsilon, Tensor& y) {
    const std::size_t width = weight.shape[0];
    assert(lastDimension(x) % width == 0 && x.shape == y.shape);
    workers->forRanges(x.shape.elements() / width, rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t at = begin * width; at < end * width; at += width)
            kernels::rmsNorm(x.floats() + at, weight.floats(), epsilon, y.floats() + at, width);
    });
}

void CpuBackend::linear(const Tensor& x, const Tensor& w, const Tensor& bias, Tensor& y) {
    if (const LinearPart whole{w, bias, y}; w.layout == TensorLayout::Panels)
        return linearsPacked(x, {&whole, 1});
    const std::size_t rows = x.shape[0], inputs = x.shape[1], outputs = w.shape[0];
    assert(w.shape[1] == inputs && w.dtype == DType::F32 && y.shape == (Shape{rows, outputs}));
    if (present(bias))
        for (std::size_t t = 0; t < rows; ++t) std::copy_n(bias.floats(), outputs, y.floats() + t * outputs);
    const MatrixView in{x.floats(), rows, inputs, inputs}, weights{w.floats(), outputs, inputs, inputs};
    multiply(in, weights.transposed(), y.floats(), outputs, present(bias), precision, *workers);
}

void CpuBackend::linears(const Tensor& x, std::span<const LinearPart> parts) {
    const auto alike = [&](const LinearPart& part) {
        return part.w.layout == TensorLayout::Panels && part.w.dtype == parts.front().w.dtype;
    };
    if (parts.size() <= mostPackedProducts && std::all_of(parts.begin(), parts.end(), alike))
        linearsPacked(x, parts);
    else
        Backend::linears(x, parts);
}

void CpuBackend::gelu(const Tensor& x, GeluKind kind, Tensor& y) {
    assert(x.shape == y.shape);
    workers->forRanges(x.shape.elements(), dearGrain, [&](std::size_t begin, std::size_t end) {
        kernels::gelu(x.floats() + begin, kind, y.floats() + begin, end - begin);
    });
}

void CpuBackend::swiglu(const Tensor& gate, const Tensor& up, Tensor& y) {
    assert(gate.shape == up.shape && gate.shape == y.shape);
    workers->forRanges(y.shape.elements(), dearGrain, [&](std::size_t begin, std::size_t end) {
        kernels::swiglu(gate.floats() + begin, up.floats() + begin, y.floats() + begin, end - begin);
    });
}

void CpuBackend::rotations(std::span<const std::uint32_t> positions, std::span<const double> frequencies,
                           Tensor& table) {
    const std::size_t half = frequencies.size();
    assert(table.shape == (Shape{positions.size(), 2 * half}));
    workers->forRanges(positions.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = begin; t < end; ++t)
            for (std::size_t i = 0; i < half; ++i) {
                const double angle = positions[t] * frequencies[i];
                table.floats()[t * 2 * half + i] = static_cast<float>(std::cos(angle));
                table.floats()[t * 2 * half + half + i] = static_cast<float>(std::sin(angle));
            }
    });
}

void CpuBackend::rope(const Tensor& x, const Tensor& table, RopePairs pairs, Tensor& y) {
    const std::size_t headWidth = table.shape[1], width = x.shape[1];
    assert(x.shape == y.shape && table.shape[0] == x.shape[0] && width % headWidth == 0);
    workers->forRanges(x.shape[0], rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = begin; t < end; ++t)
            kernels::rope(x.floats() + t * width, table.floats() + t * headWidth, headWidth, pairs,
                          y.floats() + t * width, width);
    });
}

void CpuBackend::takeRows(const Tensor& x, std::size_t first, Tensor& y) {
    assert(x.shape[1] == y.shape[1] && first + y.shape[0] <= x.shape[0]);
    std::copy_n(x.floats() + first * x.shape[1], y.shape.elements(), y.floats());
}

void CpuBackend::putRows(const Tensor& x, std::size_t first, Tensor& y) {
    assert(x.shape[1] == y.shape[1] && first + x.shape[0] <= y.shape[0]);
    std::copy_n(x.floats(), x.shape.elements(), y.floats() + first * y.shape[1]);
}

void CpuBackend::softmax(const Tensor& x, Tensor& y) {
    assert(x.shape == y.shape);
    const std::size_t width = lastDimension(x);
    workers->forRanges(rowsOf(x), rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const float* in = x.floats() + row * width;
            float* out = y.floats() + row * width;
            const double sum = kernels::exponentials(in, 1, kernels::largest(in, 1, width), out, width);
            kernels::scale(static_cast<float>(1 / sum), out, width);
        }
    });
}

} // namespace tokenarium
