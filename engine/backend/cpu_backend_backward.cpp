// SPDX-License-Identifier: GPL-3.0-or-later
// The way back of the CPU's operations but attention. Sums over all rows (gradients of weights) are made of
// blocks of rows whose size depends on their width alone, added in order: the same for any number of threads.
#include "engine/backend/cpu_backend.h"

#include "engine/backend/matrix_product.h"
#include "engine/backend/row_grain.h"
#include "engine/backend/vector_kernels.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace tokenarium {
namespace {

float* floatsOf(Tensor& gradient) { return present(gradient) ? gradient.floats() : nullptr; }

/// work(row, sums) adds to `sums` numbers of its own for the block of rows; then `total` gets those of all
/// blocks. Without a total, sums are null.
template<typename Work>
void overRowBlocks(WorkerPool& workers, std::size_t rows, std::size_t width, std::size_t sums, bool summing,
                   std::vector<float>& total, const Work& work) {
    const std::size_t block = rowGrain(width), blocks = (rows + block - 1) / block;
    std::vector<float> parts(summing ? blocks * sums : 0);
    workers.forEach(blocks, [&](std::size_t i) {
        for (std::size_t row = i * block; row < std::min(rows, (i + 1) * block); ++row)
            work(row, summing ? parts.data() + i * sums : nullptr);
    });
    total.assign(summing ? sums : 0, 0.0F);
    for (std::size_t i = 0; summing && i < blocks; ++i)
        kernels::addTo(parts.data() + i * sums, 1, total.data(), sums);
}

} // namespace

/// Rows of the table may meet several tokens, so the workers share the columns.
void CpuBackend::embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy, Tensor& dTable) {
    if (!present(dTable) || ids.empty()) return;
    const std::size_t width = dTable.shape[1], cacheLine = 16;
    assert(dy.shape == (Shape{ids.size(), width}));
    const std::size_t columns = std::max(cacheLine, cheapGrain / ids.size() / cacheLine * cacheLine);
    workers->forRanges(width, columns, [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = 0; t < ids.size(); ++t)
            kernels::addTo(dy.floats() + t * width + begin, 1, dTable.floats() + ids[t] * width + begin,
                           end - begin);
    });
}

void CpuBackend::layerNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                   Tensor& dx, Tensor& dWeight, Tensor& dBias) {
    const std::size_t width = weight.shape[0];
    assert(x.shape[x.shape.rank() - 1] == width && x.shape == dy.shape);
    const bool ofWeight = present(dWeight), ofBias = present(dBias);
    std::vector<float> sums; // of the weight, then of the bias
    overRowBlocks(*workers, x.shape.elements() / width, width, 2 * width, ofWeight || ofBias, sums,
                  [&](std::size_t row, float* block) {
                      kernels::layerNormBackward(
                          x.floats() + row * width, weight.floats(), epsilon, dy.floats() + row * width,
                          present(dx) ? dx.floats() + row * width : nullptr, ofWeight ? block : nullptr,
                          ofBias ? block + width : nullptr, width);
                  });
    if (ofWeight) kernels::addTo(sums.data(), 1, dWeight.floats(), width);
    if (ofBias) kernels::addTo(sums.data() + width, 1, dBias.floats(), width);
}

void CpuBackend::rmsNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy,
                                 Tensor& dx, Tensor& dWeight) {
    const std::size_t width = weight.shape[0];
    assert(x.shape[x.shape.rank() - 1] % width == 0 && x.shape == dy.shape);
    std::vector<float> sums;
    overRowBlocks(*workers, x.shape.elements() / width, width, width, present(dWeight), sums,
                  [&](std::size_t row, float* block) {
                      kernels::rmsNormBackward(
                          x.floats() + row * width, weight.floats(), epsilon, dy.floats() + row * width,
                          present(dx) ? dx.floats() + row * width : nullptr, block, width);
                  });
    if (present(dWeight)) kernels::addTo(sums.data(), 1, dWeight.floats(), width);
}

void CpuBackend::linearBackward(const Tensor& x, const Tensor& w, const Tensor& dy, Tensor& dx, Tensor& dw,
                                Tensor& dBias) {
    const std::size_t rows = x.shape[0], inputs = x.shape[1], outputs = w.shape[0];
    assert(w.shape[1] == inputs && dy.shape == (Shape{rows, outputs}));
    const MatrixView grad{dy.floats(), rows, outputs, outputs};
    if (present(dx))
        multiply(grad, {w.floats(), outputs, inputs, inputs}, dx.floats(), inputs, true, precision, *workers);
    if (present(dw))
        multiply(grad.transposed(), {x.floats(), rows, inputs, inputs}, dw.floats(), inputs, true, precision,
                 *workers);
    if (!present(dBias)) return;
    std::vector<float> sums;
    overRowBlocks(*workers, rows, outputs, outputs, true, sums, [&](std::size_t row, float* block) {
        kernels::addTo(dy.floats() + row * outputs, 1, block, outputs);
    });
    kernels::addTo(sums.data(), 1, dBias.floats(), outputs);
}

void CpuBackend::geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) {
    if (!present(dx)) return;
    assert(x.shape == dy.shape && x.shape == dx.shape);
    workers->forRanges(x.shape.elements(), dearGrain, [&](std::size_t begin, std::size_t end) {
        kernels::geluBackward(x.floats() + begin, kind, dy.floats() + begin, dx.floats() + begin,
                              end - begin);
    });
}

void CpuBackend::swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                                Tensor& dUp) {
    assert(gate.shape == up.shape && gate.shape == dy.shape);
    float *ofGate = floatsOf(dGate), *ofUp = floatsOf(dUp);
    workers->forRanges(gate.shape.elements(), dearGrain, [&](std::size_t begin, std::size_t end) {
        kernels::swigluBackward(gate.floats() + begin, up.floats() + begin, dy.floats() + begin,
                                ofGate ? ofGate + begin : nullptr, ofUp ? ofUp + begin : nullptr,
                                end - begin);
    });
}

void CpuBackend::ropeBackward(const Tensor& dy, const Tensor& table, RopePairs pairs, Tensor& dx) {
    if (!present(dx)) return;
    const std::size_t headWidth = table.shape[1], width = dy.shape[1];
    assert(dy.shape == dx.shape && table.shape[0] == dy.shape[0] && width % headWidth == 0);
    workers->forRanges(dy.shape[0], rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = begin; t < end; ++t)
            kernels::ropeBackward(dy.floats() + t * width, table.floats() + t * headWidth, headWidth, pairs,
                                  dx.floats() + t * width, width);
    });
}

void CpuBackend::takeRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) {
    if (!present(dx)) return;
    assert(dx.shape[1] == dy.shape[1] && first + dy.shape[0] <= dx.shape[0]);
    kernels::addTo(dy.floats(), 1, dx.floats() + first * dx.shape[1], dy.shape.elements());
}

void CpuBackend::putRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) {
    if (!present(dx)) return;
    assert(dx.shape[1] == dy.shape[1] && first + dx.shape[0] <= dy.shape[0]);
    kernels::addTo(dy.floats() + first * dy.shape[1], 1, dx.floats(), dx.shape.elements());
}

} // namespace tokenarium
