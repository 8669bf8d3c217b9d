// SPDX-License-Identifier: GPL-3.0-or-later
// Attention on the CPU, in the four steps that can be seen, forth and back.
#include "engine/backend/cpu_backend.h"

#include "engine/backend/matrix_product.h"
#include "engine/backend/row_grain.h"
#include "engine/backend/vector_kernels.h"
#include "engine/backend/worker_pool.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace tokenarium {
namespace {

/// The numbers of one attention: where the rows of a head begin, and which head of keys serves it.
struct Heads {
    static constexpr std::size_t queryBlock = 64;
    static constexpr std::size_t productGrain = 65536; ///< products worth a hand-over

    std::size_t count, queries, positions;  ///< H, T, S
    std::size_t width, headWidth, keyWidth; ///< H·D, D, K·D

    Heads(const Shape& square, std::size_t queryWidth, std::size_t widthOfKeys)
        : count(square[0])
        , queries(square[1])
        , positions(square[2])
        , width(queryWidth)
        , headWidth(queryWidth / square[0])
        , keyWidth(widthOfKeys) {
        assert(width % count == 0 && width % keyWidth == 0 && positions >= queries);
    }
    std::size_t group() const { return width / keyWidth; }
    std::size_t keyHeads() const { return keyWidth / headWidth; }
    std::size_t grain() const { return rowGrain(positions * headWidth); }
    std::size_t query(std::size_t h, std::size_t t) const { return t * width + h * headWidth; }
    std::size_t key(std::size_t h) const { return h / group() * headWidth; }
    std::size_t row(std::size_t h, std::size_t t) const { return (h * queries + t) * positions; }
    std::size_t seen(std::size_t t) const { return positions - queries + t + 1; }

    /// work(head, query) for all of them, in any order.
    template<typename Work>
    void forEach(WorkerPool& workers, const Work& work) const {
        workers.forRanges(count * queries, grain(), [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) work(i / queries, i % queries);
        });
    }
    /// work(head, first query, count) for blocks of queries, in any order: products of matrices.
    template<typename Work>
    void forEachBlock(WorkerPool& workers, const Work& work) const {
        const std::size_t rows = std::min(queries, queryBlock), blocks = (queries + rows - 1) / rows;
        const std::size_t dear = std::max<std::size_t>(1, productGrain / (rows * positions * headWidth));
        workers.forRanges(count * blocks, dear, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const std::size_t first = i % blocks * rows;
                work(i / blocks, first, std::min(rows, queries - first));
            }
        });
    }
    /// The same, those that share a head of keys one after another by the same worker.
    template<typename Work>
    void forEachKeyHead(WorkerPool& workers, const Work& work) const {
        workers.forEach(keyHeads(), [&](std::size_t keyHead) {
            for (std::size_t h = keyHead * group(); h < (keyHead + 1) * group(); ++h)
                for (std::size_t t = 0; t < queries; ++t) work(h, t);
        });
    }
};

} // namespace

void CpuBackend::attentionScores(const Tensor& q, const Tensor& keys, float scale, Tensor& scores) {
    const Heads heads(scores.shape, q.shape[1], keys.shape[1]);
    assert(q.shape[0] == heads.queries && keys.shape[0] >= heads.positions);
    heads.forEachBlock(*workers, [&](std::size_t h, std::size_t first, std::size_t count) {
        const MatrixView query{q.floats() + heads.query(h, first), count, heads.headWidth, heads.width};
        const MatrixView key{keys.floats() + heads.key(h), heads.positions, heads.headWidth, heads.keyWidth};
        float* out = scores.floats() + heads.row(h, first);
        multiply(query, key.transposed(), out, heads.positions, false, ProductPrecision::F32);
        kernels::scale(scale, out, count * heads.positions);
    });
}

void CpuBackend::causalMask(const Tensor& scores, Tensor& masked) {
    const Heads heads(scores.shape, scores.shape[0], scores.shape[0]);
    assert(scores.shape == masked.shape);
    heads.forEach(*workers, [&](std::size_t h, std::size_t t) {
        const std::size_t row = heads.row(h, t), seen = heads.seen(t);
        std::copy_n(scores.floats() + row, seen, masked.floats() + row);
        std::fill(masked.floats() + row + seen, masked.floats() + row + heads.positions,
                  -std::numeric_limits<float>::infinity());
    });
}

void CpuBackend::attentionValues(const Tensor& probs, const Tensor& values, Tensor& y) {
    const Heads heads(probs.shape, y.shape[1], values.shape[1]);
    assert(y.shape[0] == heads.queries && values.shape[0] >= heads.positions);
    heads.forEachBlock(*workers, [&](std::size_t h, std::size_t first, std::size_t count) {
        const MatrixView weights{probs.floats() + heads.row(h, first), count, heads.positions,
                                 heads.positions};
        const MatrixView value{values.floats() + heads.key(h), heads.positions, heads.headWidth,
                               heads.keyWidth};
        multiply(weights, value, y.floats() + heads.query(h, first), heads.width, false,
                 ProductPrecision::F32);
    });
}

void CpuBackend::attentionScoresBackward(const Tensor& q, const Tensor& keys, float scale,
                                         const Tensor& dScores, Tensor& dq, Tensor& dKeys) {
    const Heads heads(dScores.shape, q.shape[1], keys.shape[1]);
    assert(q.shape[0] == heads.queries && keys.shape[0] >= heads.positions);
    if (present(dq))
        heads.forEach(*workers, [&](std::size_t h, std::size_t t) {
            kernels::addWeightedRows(dScores.floats() + heads.row(h, t), scale, keys.floats() + heads.key(h),
                                     heads.keyWidth, heads.positions, dq.floats() + heads.query(h, t),
                                     heads.headWidth);
        });
    if (present(dKeys))
        heads.forEachKeyHead(*workers, [&](std::size_t h, std::size_t t) {
            kernels::addOuterProduct(dScores.floats() + heads.row(h, t), scale,
                                     q.floats() + heads.query(h, t), heads.headWidth,
                                     dKeys.floats() + heads.key(h), heads.keyWidth, heads.positions);
        });
}

void CpuBackend::causalMaskBackward(const Tensor& dMasked, Tensor& dScores) {
    if (!present(dScores)) return;
    const Heads heads(dMasked.shape, dMasked.shape[0], dMasked.shape[0]);
    assert(dMasked.shape == dScores.shape);
    heads.forEach(*workers, [&](std::size_t h, std::size_t t) {
        const std::size_t row = heads.row(h, t);
        kernels::addTo(dMasked.floats() + row, 1, dScores.floats() + row, heads.seen(t));
    });
}

void CpuBackend::softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) {
    if (!present(dx)) return;
    assert(y.shape == dy.shape && y.shape == dx.shape);
    const std::size_t width = y.shape[y.shape.rank() - 1];
    workers->forRanges(y.shape.elements() / width, rowGrain(width), [&](std::size_t begin, std::size_t end) {
        for (std::size_t at = begin * width; at < end * width; at += width)
            kernels::softmaxBackward(y.floats() + at, dy.floats() + at, dx.floats() + at, width);
    });
}

void CpuBackend::attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy,
                                         Tensor& dProbs, Tensor& dValues) {
    const Heads heads(probs.shape, dy.shape[1], values.shape[1]);
    assert(dy.shape[0] == heads.queries && values.shape[0] >= heads.positions);
    if (present(dProbs))
        heads.forEach(*workers, [&](std::size_t h, std::size_t t) {
            kernels::dots(dy.floats() + heads.query(h, t), values.floats() + heads.key(h), heads.keyWidth,
                          heads.headWidth, 1, true, dProbs.floats() + heads.row(h, t), heads.positions);
        });
    if (present(dValues))
        heads.forEachKeyHead(*workers, [&](std::size_t h, std::size_t t) {
            kernels::addOuterProduct(probs.floats() + heads.row(h, t), 1, dy.floats() + heads.query(h, t),
                                     heads.headWidth, dValues.floats() + heads.key(h), heads.keyWidth,
                                     heads.positions);
        });
}

} // namespace tokenarium
