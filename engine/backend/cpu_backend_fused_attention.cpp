// SPDX-License-Identifier: GPL-3.0-or-later
// The attention of many texts in one operation. A worker takes one text and one head at a time and goes over
// its queries in blocks: the scores of a block, which reach from the first key to the block's last query,
// stand in memory of its own; on the way back they are computed again, and log Σ exp of every query, kept
// from the way forth, makes shares of them. (Dao et al., "FlashAttention", 2022.)
#include "engine/backend/cpu_backend.h"

#include "engine/backend/matrix_product.h"
#include "engine/backend/vector_kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace tokenarium {
namespace {

constexpr std::size_t blockQueries = 64;

struct Layout {
    std::size_t heads, rows, width, headWidth, keyWidth;
    std::vector<std::size_t> firsts; ///< row of the first token of every text
    std::span<const std::uint32_t> lengths;

    Layout(const Tensor& q, const Tensor& k, const Tensor& logSums,
           std::span<const std::uint32_t> textLengths)
        : heads(logSums.shape[0])
        , rows(logSums.shape[1])
        , width(q.shape[1])
        , headWidth(width / heads)
        , keyWidth(k.shape[1])
        , firsts(textLengths.size())
        , lengths(textLengths) {
        std::exclusive_scan(lengths.begin(), lengths.end(), firsts.begin(), std::size_t{0});
        assert(width % heads == 0 && width % keyWidth == 0 && q.shape[0] == rows && k.shape[0] == rows);
        assert(std::accumulate(lengths.begin(), lengths.end(), std::size_t{0}) == rows);
    }
    std::size_t group() const { return width / keyWidth; }
    std::size_t keyHeads() const { return keyWidth / headWidth; }

    /// Rows `first` … of one head of queries or of keys.
    MatrixView queries(const Tensor& tensor, std::size_t first, std::size_t count, std::size_t head) const {
        return {tensor.floats() + first * width + head * headWidth, count, headWidth, width};
    }
    MatrixView keys(const Tensor& tensor, std::size_t first, std::size_t count, std::size_t head) const {
        return {tensor.floats() + first * keyWidth + head / group() * headWidth, count, headWidth, keyWidth};
    }
    float* queryRows(Tensor& tensor, std::size_t first, std::size_t head) const {
        return tensor.floats() + first * width + head * headWidth;
    }
    float* keyRows(Tensor& tensor, std::size_t first, std::size_t head) const {
        return tensor.floats() + first * keyWidth + head / group() * headWidth;
    }
};

/// Some queries of one text and head, and the keys the last of them sees.
struct Block {
    std::size_t text, first,
        count; ///< rows: where the text begins, where the block begins and how many it has
    std::size_t head;

    std::size_t positions() const { return first + count - text; }
    std::size_t seen(std::size_t i) const { return first + i + 1 - text; }
};

template<typename Work>
void forEachBlock(std::size_t text, std::size_t length, std::size_t head, const Work& work) {
    for (std::size_t at = 0; at < length; at += blockQueries)
        work(Block{text, text + at, std::min(blockQueries, length - at), head});
}

/// Grows, and stays for the life of the thread.
float* scratch(std::vector<float>& memory, std::size_t count) {
    if (memory.size() < count) memory.resize(count);
    return memory.data();
}

void product(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    multiply(a, b, c, cRowStride, add, ProductPrecision::F32);
}

void attendBlock(const Layout& layout, const Block& block, const Tensor& q, const Tensor& k, const Tensor& v,
                 float scale, Tensor& y, Tensor& logSums) {
    thread_local std::vector<float> memory;
    const std::size_t positions = block.positions();
    float* scores = scratch(memory, block.count * positions);
    product(layout.queries(q, block.first, block.count, block.head),
            layout.keys(k, block.text, positions, block.head).transposed(), scores, positions, false);
    float inverse[blockQueries];
    for (std::size_t i = 0; i < block.count; ++i) {
        float* row = scores + i * positions;
        const std::size_t seen = block.seen(i);
        const float highest = kernels::largest(row, scale, seen);
        const double sum = kernels::exponentials(row, scale, highest, row, seen);
        std::fill(row + seen, row + positions, 0.0F);
        inverse[i] = static_cast<float>(1 / sum);
        logSums.floats()[block.head * layout.rows + block.first + i] =
            static_cast<float>(highest + std::log(sum));
    }
    float* out = layout.queryRows(y, block.first, block.head);
    product({scores, block.count, positions, positions}, layout.keys(v, block.text, positions, block.head),
            out, layout.width, false);
    for (std::size_t i = 0; i < block.count; ++i)
        kernels::scale(inverse[i], out + i * layout.width, layout.headWidth);
}

struct Gradients {
    Tensor &q, &k, &v;
};

void attendBlockBackward(const Layout& layout, const Block& block, const Tensor& q, const Tensor& k,
                         const Tensor& v, float scale, const Tensor& y, const Tensor& logSums,
                         const Tensor& dy, const Gradients& gradients) {
    thread_local std::vector<float> memory;
    const std::size_t positions = block.positions(), cells = block.count * positions;
    float *shares = scratch(memory, 2 * cells), *slopes = shares + cells;
    const MatrixView queries = layout.queries(q, block.first, block.count, block.head);
    const MatrixView keys = layout.keys(k, block.text, positions, block.head);
    const MatrixView values = layout.keys(v, block.text, positions, block.head);
    const MatrixView grads = layout.queries(dy, block.first, block.count, block.head);
    const MatrixView results = layout.queries(y, block.first, block.count, block.head);
    product(queries, keys.transposed(), shares, positions, false);
    product(grads, values.transposed(), slopes, positions, false);
    for (std::size_t i = 0; i < block.count; ++i) {
        float *share = shares + i * positions, *slope = slopes + i * positions;
        const std::size_t seen = block.seen(i);
        kernels::exponentials(share, scale, logSums.floats()[block.head * layout.rows + block.first + i],
                              share, seen);
        const float mean = kernels::dot(grads.data + i * grads.rowStride,
                                        results.data + i * results.rowStride, layout.headWidth);
        kernels::scoreGradients(share, slope, mean, scale, slope, seen);
        std::fill(share + seen, share + positions, 0.0F);
        std::fill(slope + seen, slope + positions, 0.0F);
    }
    const MatrixView sharesView{shares, block.count, positions, positions};
    const MatrixView slopesView{slopes, block.count, positions, positions};
    if (present(gradients.q))
        product(slopesView, keys, layout.queryRows(gradients.q, block.first, block.head), layout.width, true);
    if (present(gradients.k))
        product(slopesView.transposed(), queries, layout.keyRows(gradients.k, block.text, block.head),
                layout.keyWidth, true);
    if (present(gradients.v))
        product(sharesView.transposed(), grads, layout.keyRows(gradients.v, block.text, block.head),
                layout.keyWidth, true);
}

} // namespace

void CpuBackend::attention(const Tensor& q, const Tensor& k, const Tensor& v,
                           std::span<const std::uint32_t> lengths, float scale, Tensor& y, Tensor& logSums) {
    const Layout layout(q, k, logSums, lengths);
    workers->forEach(lengths.size() * layout.heads, [&](std::size_t i) {
        const std::size_t text = i / layout.heads;
        forEachBlock(layout.firsts[text], lengths[text], i % layout.heads,
                     [&](const Block& block) { attendBlock(layout, block, q, k, v, scale, y, logSums); });
    });
}

/// The heads that share keys follow each other in one worker: all add to the gradient of the same keys.
void CpuBackend::attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                                   std::span<const std::uint32_t> lengths, float scale, const Tensor& y,
                                   const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                                   Tensor& dv) {
    const Layout layout(q, k, logSums, lengths);
    workers->forEach(lengths.size() * layout.keyHeads(), [&](std::size_t i) {
        const std::size_t text = i / layout.keyHeads(), keyHead = i % layout.keyHeads();
        for (std::size_t head = keyHead * layout.group(); head < (keyHead + 1) * layout.group(); ++head)
            forEachBlock(layout.firsts[text], lengths[text], head, [&](const Block& block) {
                attendBlockBackward(layout, block, q, k, v, scale, y, logSums, dy, {dq, dk, dv});
            });
    });
}

} // namespace tokenarium
