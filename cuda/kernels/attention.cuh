// SPDX-License-Identifier: GPL-3.0-or-later
// Attention in one step, without keeping the scores (Dao et al., "FlashAttention", 2022; the way back in two
// passes, so that no two blocks add to the same numbers and the result never depends on their order).
//
// Everything is float32. A block has a tile of queries and goes through the keys (forth, and back for dq), or
// a tile of keys and goes through the queries (back for dk and dv). Its threads stand in rows of eight: the
// eight that share a row of scores are neighbours in a warp.
#pragma once

#include "cuda/kernels/reduce.cuh"

namespace tokenarium::cuda {

/// Some rows of one text: the text's first row, its length, and the tile's first row in the text.
struct TextTile {
    std::uint32_t text, length, first;
};

struct AttentionInputs {
    const float *q, *k, *v;
    std::size_t heads, keyHeads, headWidth, rows;
    float scale;
    const TextTile* tiles;

    TOKENARIUM_BOTH std::size_t queryStride() const { return heads * headWidth; }
    TOKENARIUM_BOTH std::size_t keyStride() const { return keyHeads * headWidth; }
    TOKENARIUM_BOTH std::size_t group() const { return heads / keyHeads; }
};

struct AttentionGradients {
    const float *dy, *logSums, *means; ///< means: Σ dy·y of every head and query
    float *dq, *dk, *dv;               ///< may be null
};

constexpr unsigned rowThreads = 8;

/// `width` is the head's, filled up with zeros; queries and keys are rows of a tile.
template<unsigned paddedWidth, unsigned tileQueries, unsigned tileKeys>
struct AttentionTile {
    static constexpr unsigned width = paddedWidth, queries = tileQueries, keys = tileKeys;
    static constexpr unsigned lines = queries < 16 ? queries : 16; ///< threads across the rows
    static constexpr unsigned threads = lines * rowThreads;
    static constexpr unsigned blocks =
        384 / threads; ///< on a multiprocessor, at least: 170 registers a thread
    static constexpr unsigned eachQuery = queries / lines, eachKey = keys / rowThreads;
    static constexpr unsigned columns = width / rowThreads; ///< of a row of width, in groups of four
    static constexpr unsigned pitch = width + 4, sharePitch = keys + 4;
};
using ForwardTile32 = AttentionTile<32, 64, 32>;
using ForwardTile64 = AttentionTile<64, 64, 32>;
using ForwardTile128 = AttentionTile<128, 32, 16>;
using ForwardTile256 = AttentionTile<256, 16, 8>;
using BackwardTile32 = AttentionTile<32, 32, 32>;
using BackwardTile64 = AttentionTile<64, 32, 32>;
using BackwardTile128 = AttentionTile<128, 16, 16>;
using BackwardTile256 = AttentionTile<256, 8, 8>;

/// Where column j of a thread lies: groups of four, 32 apart.
TOKENARIUM_BOTH unsigned headPlace(unsigned thread, unsigned j) { return j / 4 * 32 + thread * 4 + j % 4; }

/// `count` rows of one head from `from`, `present` of which exist.
template<typename Tile, unsigned count>
__device__ inline void loadRows(float (&to)[count][Tile::pitch], const float* from, std::size_t stride,
                                std::size_t present, std::size_t headWidth) {
    for (unsigned i = threadIdx.x; i < count * Tile::width; i += Tile::threads) {
        const unsigned row = i / Tile::width, column = i % Tile::width;
        to[row][column] = row < present && column < headWidth ? from[row * stride + column] : 0.0F;
    }
}

/// sums[i][j] = row (line + lines · i) of a · row (thread + 8 · j) of b.
template<typename Tile>
__device__ inline void dotRows(const float (&a)[Tile::queries][Tile::pitch],
                               const float (&b)[Tile::keys][Tile::pitch],
                               float (&sums)[Tile::eachQuery][Tile::eachKey]) {
    const unsigned line = threadIdx.x / rowThreads, thread = threadIdx.x % rowThreads;
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::eachQuery; ++i) TOKENARIUM_UNROLL
    for (unsigned j = 0; j < Tile::eachKey; ++j) sums[i][j] = 0;
    TOKENARIUM_UNROLL_FOUR_TIMES
    for (unsigned k = 0; k < Tile::width; k += 4) {
        float4 left[Tile::eachQuery], right[Tile::eachKey];
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::eachQuery; ++i)
            left[i] = *reinterpret_cast<const float4*>(&a[line + Tile::lines * i][k]);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::eachKey; ++j)
            right[j] = *reinterpret_cast<const float4*>(&b[thread + rowThreads * j][k]);
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::eachQuery; ++i) TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::eachKey; ++j) {
            float sum = sums[i][j];
            sum = fmaf(left[i].x, right[j].x, sum);
            sum = fmaf(left[i].y, right[j].y, sum);
            sum = fmaf(left[i].z, right[j].z, sum);
            sums[i][j] = fmaf(left[i].w, right[j].w, sum);
        }
    }
}

/// sums[i][·] += weight · rows of `table`, at the columns of this thread.
template<typename Tile>
__device__ inline void addWeighted(float weight, const float (&row)[Tile::pitch], unsigned thread,
                                   float (&sums)[Tile::columns]) {
    TOKENARIUM_UNROLL
    for (unsigned j = 0; j < Tile::columns; j += 4) {
        const float4 four = *reinterpret_cast<const float4*>(&row[headPlace(thread, j)]);
        sums[j] = fmaf(weight, four.x, sums[j]);
        sums[j + 1] = fmaf(weight, four.y, sums[j + 1]);
        sums[j + 2] = fmaf(weight, four.z, sums[j + 2]);
        sums[j + 3] = fmaf(weight, four.w, sums[j + 3]);
    }
}

/// Of the eight threads that share a row.
template<typename Combine>
__device__ inline float rowReduced(float value, const Combine& combine) {
    TOKENARIUM_UNROLL
    for (int distance = 4; distance > 0; distance /= 2)
        value = combine(value, __shfl_xor_sync(everyLane, value, distance));
    return value;
}

/// The soft-max of one row so far, and the result it weighs.
template<typename Tile>
struct RunningRow {
    float highest = -INFINITY, sum = 0; ///< sum: of this thread's keys
    float result[Tile::columns] = {};

    /// Scores become shares of the highest so far; what was summed before shrinks with it.
    __device__ void take(float (&scores)[Tile::eachKey]) {
        float top = scores[0];
        TOKENARIUM_UNROLL
        for (unsigned j = 1; j < Tile::eachKey; ++j) top = Largest()(top, scores[j]);
        top = Largest()(highest, rowReduced(top, Largest()));
        const float shrink = expf(highest - top);
        highest = top;
        sum *= shrink;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::eachKey; ++j) {
            scores[j] = expf(scores[j] - top);
            sum += scores[j];
        }
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::columns; ++j) result[j] *= shrink;
    }
};

template<typename Tile>
__global__ void __launch_bounds__(Tile::threads) attendTiles(AttentionInputs in, float* y, float* logSums) {
    // Rows are read four numbers at a time.
    alignas(16) __shared__ float q[Tile::queries][Tile::pitch];
    alignas(16) __shared__ float k[Tile::keys][Tile::pitch], v[Tile::keys][Tile::pitch];
    __shared__ float shares[Tile::queries][Tile::sharePitch];
    const TextTile tile = in.tiles[blockIdx.x];
    const std::size_t head = blockIdx.y, keyHead = head / in.group();
    const unsigned line = threadIdx.x / rowThreads, thread = threadIdx.x % rowThreads;
    const std::size_t firstRow = tile.text + tile.first, present = tile.length - tile.first;
    loadRows<Tile>(q, in.q + firstRow * in.queryStride() + head * in.headWidth, in.queryStride(), present,
                   in.headWidth);
    RunningRow<Tile> rows[Tile::eachQuery];
    const std::uint32_t end = lesser(tile.length, tile.first + Tile::queries);
    for (std::uint32_t key = 0; key < end; key += Tile::keys) {
        const std::size_t from = (tile.text + key) * in.keyStride() + keyHead * in.headWidth;
        __syncthreads(); // the tile before has been read
        loadRows<Tile>(k, in.k + from, in.keyStride(), tile.length - key, in.headWidth);
        loadRows<Tile>(v, in.v + from, in.keyStride(), tile.length - key, in.headWidth);
        __syncthreads();
        float scores[Tile::eachQuery][Tile::eachKey];
        dotRows<Tile>(q, k, scores);
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::eachQuery; ++i) {
            const unsigned row = line + Tile::lines * i;
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < Tile::eachKey; ++j) {
                const bool seen = key + thread + rowThreads * j <= tile.first + row;
                scores[i][j] = seen ? scores[i][j] * in.scale : -INFINITY;
            }
            rows[i].take(scores[i]);
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < Tile::eachKey; ++j) shares[row][thread + rowThreads * j] = scores[i][j];
        }
        __syncwarp(); // a row's shares are its warp's
        for (unsigned s = 0; s < Tile::keys; ++s) TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::eachQuery; ++i)
            addWeighted<Tile>(shares[line + Tile::lines * i][s], v[s], thread, rows[i].result);
        __syncwarp();
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::eachQuery; ++i) {
        const unsigned row = line + Tile::lines * i;
        const float sum = rowReduced(rows[i].sum, Sum());
        if (row >= present) continue;
        if (thread == 0) logSums[head * in.rows + firstRow + row] = rows[i].highest + logf(sum);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::columns; ++j)
            if (const unsigned column = headPlace(thread, j); column < in.headWidth)
                y[(firstRow + row) * in.queryStride() + head * in.headWidth + column] =
                    rows[i].result[j] / sum;
    }
}

/// means[head, row] = Σ dy·y of the head: a warp each.
template<unsigned warps>
__global__ void __launch_bounds__(warps* warpLanes)
    headMeans(const float* dy, const float* y, std::size_t heads, std::size_t rows, std::size_t headWidth,
              float* means) {
    const std::size_t i = static_cast<std::size_t>(blockIdx.x) * warps + threadIdx.x / warpLanes;
    if (i >= heads * rows) return;
    const std::size_t first = i * headWidth; // row i / heads, head i % heads
    float sum = 0;
    for (std::size_t j = threadIdx.x % warpLanes; j < headWidth; j += warpLanes)
        sum = fmaf(dy[first + j], y[first + j], sum);
    sum = warpReduced(sum, Sum());
    if (threadIdx.x % warpLanes == 0) means[i % heads * rows + i / heads] = sum;
}

/// A tile of queries with their gradients, a tile of keys and values, and what follows from both.
template<typename Tile>
struct alignas(16) BackwardShared {
    float q[Tile::queries][Tile::pitch], dy[Tile::queries][Tile::pitch];
    float k[Tile::keys][Tile::pitch], v[Tile::keys][Tile::pitch];
    float shares[Tile::queries][Tile::sharePitch], slopes[Tile::queries][Tile::sharePitch];

    __device__ void loadQueries(const AttentionInputs& in, const AttentionGradients& gradients,
                                const TextTile& text, std::uint32_t first, std::size_t head) {
        const std::size_t from = (text.text + first) * in.queryStride() + head * in.headWidth;
        loadRows<Tile>(q, in.q + from, in.queryStride(), text.length - first, in.headWidth);
        loadRows<Tile>(dy, gradients.dy + from, in.queryStride(), text.length - first, in.headWidth);
    }
    __device__ void loadKeys(const AttentionInputs& in, const TextTile& text, std::uint32_t first,
                             std::size_t keyHead) {
        const std::size_t from = (text.text + first) * in.keyStride() + keyHead * in.headWidth;
        loadRows<Tile>(k, in.k + from, in.keyStride(), text.length - first, in.headWidth);
        loadRows<Tile>(v, in.v + from, in.keyStride(), text.length - first, in.headWidth);
    }

    /// Shares of the soft-max, from the logarithms of its sums, and the gradients of the scores before they
    /// were scaled; 0 where a key is not seen.
    __device__ void score(const AttentionInputs& in, const AttentionGradients& gradients,
                          const TextTile& text, std::uint32_t query, std::uint32_t key, std::size_t head) {
        const unsigned line = threadIdx.x / rowThreads, thread = threadIdx.x % rowThreads;
        float scores[Tile::eachQuery][Tile::eachKey], grads[Tile::eachQuery][Tile::eachKey];
        dotRows<Tile>(q, k, scores);
        dotRows<Tile>(dy, v, grads);
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::eachQuery; ++i) {
            const unsigned row = line + Tile::lines * i;
            const bool there = query + row < text.length;
            const std::size_t at = head * in.rows + text.text + query + row;
            const float logSum = there ? gradients.logSums[at] : 0.0F;
            const float mean = there ? gradients.means[at] : 0.0F;
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < Tile::eachKey; ++j) {
                const unsigned column = thread + rowThreads * j;
                const bool seen = there && key + column <= query + row;
                const float share = seen ? expf(scores[i][j] * in.scale - logSum) : 0.0F;
                shares[row][column] = share;
                slopes[row][column] = seen ? in.scale * (share * (grads[i][j] - mean)) : 0.0F;
            }
        }
    }
};

/// dq of a tile of queries; the grid is (tiles, heads).
template<typename Tile>
__global__ void __launch_bounds__(Tile::threads, Tile::blocks)
    attendBackwardQueries(AttentionInputs in, AttentionGradients gradients) {
    __shared__ BackwardShared<Tile> shared;
    const TextTile tile = in.tiles[blockIdx.x];
    const std::size_t head = blockIdx.y;
    const unsigned line = threadIdx.x / rowThreads, thread = threadIdx.x % rowThreads;
    float sums[Tile::eachQuery][Tile::columns] = {};
    shared.loadQueries(in, gradients, tile, tile.first, head);
    const std::uint32_t end = lesser(tile.length, tile.first + Tile::queries);
    for (std::uint32_t key = 0; key < end; key += Tile::keys) {
        shared.loadKeys(in, tile, key, head / in.group());
        __syncthreads();
        shared.score(in, gradients, tile, tile.first, key, head);
        __syncthreads();
        for (unsigned s = 0; s < Tile::keys; ++s) TOKENARIUM_UNROLL
        for (unsigned i = 0; i < Tile::eachQuery; ++i)
            addWeighted<Tile>(shared.slopes[line + Tile::lines * i][s], shared.k[s], thread, sums[i]);
        __syncthreads();
    }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::eachQuery; ++i) {
        const std::size_t row = tile.first + line + Tile::lines * i;
        if (row >= tile.length) continue;
        float* to = gradients.dq + (tile.text + row) * in.queryStride() + head * in.headWidth;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::columns; ++j)
            if (const unsigned column = headPlace(thread, j); column < in.headWidth) to[column] += sums[i][j];
    }
}

/// dk and dv of a tile of keys; the grid is (tiles, heads of keys). The heads of queries that share the keys
/// follow each other.
template<typename Tile>
__global__ void __launch_bounds__(Tile::threads, Tile::blocks)
    attendBackwardKeys(AttentionInputs in, AttentionGradients gradients) {
    static_assert(Tile::queries == Tile::keys, "a row of threads has queries, then keys");
    __shared__ BackwardShared<Tile> shared;
    const TextTile tile = in.tiles[blockIdx.x];
    const std::size_t keyHead = blockIdx.y;
    const unsigned line = threadIdx.x / rowThreads, thread = threadIdx.x % rowThreads;
    float ofKeys[Tile::eachQuery][Tile::columns] = {}, ofValues[Tile::eachQuery][Tile::columns] = {};
    shared.loadKeys(in, tile, tile.first, keyHead);
    for (std::size_t head = keyHead * in.group(); head < (keyHead + 1) * in.group(); ++head)
        for (std::uint32_t query = tile.first; query < tile.length; query += Tile::queries) {
            shared.loadQueries(in, gradients, tile, query, head);
            __syncthreads();
            shared.score(in, gradients, tile, query, tile.first, head);
            __syncthreads();
            for (unsigned t = 0; t < Tile::queries; ++t) TOKENARIUM_UNROLL
            for (unsigned i = 0; i < Tile::eachQuery; ++i) {
                const unsigned key = line + Tile::lines * i;
                addWeighted<Tile>(shared.slopes[t][key], shared.q[t], thread, ofKeys[i]);
                addWeighted<Tile>(shared.shares[t][key], shared.dy[t], thread, ofValues[i]);
            }
            __syncthreads();
        }
    TOKENARIUM_UNROLL
    for (unsigned i = 0; i < Tile::eachQuery; ++i) {
        const std::size_t row = tile.first + line + Tile::lines * i;
        if (row >= tile.length) continue;
        const std::size_t at = (tile.text + row) * in.keyStride() + keyHead * in.headWidth;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::columns; ++j) {
            const unsigned column = headPlace(thread, j);
            if (column >= in.headWidth) continue;
            if (gradients.dk) gradients.dk[at + column] += ofKeys[i][j];
            if (gradients.dv) gradients.dv[at + column] += ofValues[i][j];
        }
    }
}

} // namespace tokenarium::cuda
