// SPDX-License-Identifier: GPL-3.0-or-later
// What one new token attends to: every head's positions are split among blocks, whose results are merged by
// the soft-max's own rule (the way back of a running maximum).
#pragma once

#include "cuda/kernels/decode_product.cuh"
#include "cuda/kernels/rope.cuh"

namespace tokenarium::cuda {

constexpr std::uint32_t mostSplits = 32; ///< a lane for each when they are merged

struct Splitting {
    std::uint32_t splits, length; ///< positions of a split
};

/// Enough splits for all blocks, but none shorter than `fewest`.
TOKENARIUM_BOTH Splitting splittingOf(std::uint32_t positions, std::uint32_t heads, std::uint32_t blocks,
                                      std::uint32_t fewest) {
    const std::uint32_t most = lesser(greater(blocks / heads, 1U), mostSplits);
    const std::uint32_t length = greater(ceilDivided(positions, most), fewest);
    return {ceilDivided(positions, length), length};
}

/// Queries or keys of the new token: as projected, and where they go once normed and turned.
struct DecodeHeadRows {
    const float* projected;
    const float* norm; ///< null: none
    float *normed, *turned;
};

struct DecodeHeads {
    DecodeHeadRows query, key;
    const float* value;
    const float* turns; ///< cosines, then sines; null: positions are not rotary
    bool interleaved;
    float epsilon, scale;
    std::uint32_t heads, keyHeads, width, positions; ///< positions: with the new one
    float *keys, *values;                            ///< the cache
    float* scores;                                   ///< [H, S]
    float* parts;                                    ///< [H, splits, 2 + D]: highest, sum, weighted values
    Splitting splitting;

    TOKENARIUM_BOTH std::uint32_t group() const { return heads / keyHeads; }
    TOKENARIUM_BOTH std::size_t keyStride() const { return std::size_t{keyHeads} * width; }
    TOKENARIUM_BOTH float* part(std::uint32_t head, std::uint32_t split) const {
        return parts + (std::size_t{head} * splitting.splits + split) * (2 + width);
    }
};

/// 1 / the root of the mean of squares, by one warp.
__device__ inline float headInverse(const float* x, std::uint32_t width, float epsilon) {
    float sum = 0;
    for (unsigned i = threadIdx.x % warpLanes; i < width; i += warpLanes) sum = fmaf(x[i], x[i], sum);
    const double squares = warpReduced(static_cast<double>(sum), Sum());
    return static_cast<float>(1 / sqrt(squares / static_cast<double>(width) + epsilon));
}

/// One head by one warp: norm, then turned. `keep`: the results are also written down.
template<unsigned columns>
__device__ inline void prepareHead(const DecodeHeads& on, const DecodeHeadRows& rows, std::uint32_t head,
                                   bool keep, float* to) {
    const unsigned lane = threadIdx.x % warpLanes;
    const std::size_t first = std::size_t{head} * on.width;
    const float inverse = rows.norm ? headInverse(rows.projected + first, on.width, on.epsilon) : 1.0F;
    TOKENARIUM_UNROLL
    for (unsigned c = 0; c < columns; ++c) {
        const unsigned i = c * warpLanes + lane;
        if (i >= on.width) continue;
        float value = rows.projected[first + i];
        if (rows.norm) value = value * inverse * rows.norm[i];
        if (rows.norm && keep) rows.normed[first + i] = value;
        to[i] = value;
    }
    if (!on.turns) return;
    __syncwarp();
    for (unsigned pair = lane; pair < on.width / 2; pair += warpLanes)
        TurnElement{to, on.turns, on.interleaved, false, on.width, on.width, to}(pair);
    __syncwarp();
    for (unsigned i = lane; keep && i < on.width; i += warpLanes) rows.turned[first + i] = to[i];
}

/// The soft-max so far of some positions of one head, by a warp.
template<unsigned columns>
struct DecodeRow {
    static constexpr unsigned keysAtOnce = columns > 4 ? 2 : 4; ///< what registers hold
    float query[columns], result[columns] = {};
    float highest = -INFINITY, sum = 0;

    /// Keys and values of up to keysAtOnce positions; the others of them count nothing.
    __device__ void take(const float (&keys)[keysAtOnce][columns], const float (&values)[keysAtOnce][columns],
                         float (&scores)[keysAtOnce], unsigned count, float scale) {
        float top = highest;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < keysAtOnce; ++j) {
            float dot = 0;
            TOKENARIUM_UNROLL
            for (unsigned c = 0; c < columns; ++c) dot = fmaf(query[c], keys[j][c], dot);
            scores[j] = j < count ? warpReduced(dot, Sum()) * scale : -INFINITY;
            top = Largest()(top, scores[j]);
        }
        const float shrink = expf(highest - top);
        highest = top;
        sum *= shrink;
        TOKENARIUM_UNROLL
        for (unsigned c = 0; c < columns; ++c) result[c] *= shrink;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < keysAtOnce; ++j) {
            const float share = expf(scores[j] - top);
            sum += share;
            TOKENARIUM_UNROLL
            for (unsigned c = 0; c < columns; ++c) result[c] = fmaf(share, values[j][c], result[c]);
        }
    }
};

/// Numbers of a head, a lane's columns; 0 beyond its width.
template<unsigned columns>
__device__ inline void loadHead(float (&to)[columns], const float* from, std::uint32_t width) {
    TOKENARIUM_UNROLL
    for (unsigned c = 0; c < columns; ++c) {
        const unsigned i = c * warpLanes + threadIdx.x % warpLanes;
        to[c] = i < width ? from[i] : 0.0F;
    }
}

/// A warp's positions of the split: from `first` on, decodeWarps apart. `key` is the new token's, in shared
/// memory: in the cache another block may be writing it.
template<unsigned columns>
__device__ inline void attendPositions(const DecodeHeads& on, std::uint32_t head, std::uint32_t first,
                                       std::uint32_t end, const float* key, DecodeRow<columns>& row) {
    const std::uint32_t last = on.positions - 1, keyHead = head / on.group();
    constexpr unsigned keysAtOnce = DecodeRow<columns>::keysAtOnce;
    TOKENARIUM_UNROLL_NOT
    for (std::uint32_t s = first; s < end; s += keysAtOnce * decodeWarps) {
        float keys[keysAtOnce][columns], values[keysAtOnce][columns], scores[keysAtOnce];
        const unsigned count = lesser(ceilDivided(end - s, decodeWarps), keysAtOnce);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < keysAtOnce; ++j) {
            const std::uint32_t p = s + lesser(j, count - 1) * decodeWarps; // a position that exists
            const std::size_t at = p * on.keyStride() + keyHead * on.width;
            loadHead(keys[j], p == last ? key : on.keys + at, on.width);
            loadHead(values[j], p == last ? on.value + keyHead * on.width : on.values + at, on.width);
        }
        row.take(keys, values, scores, count, on.scale);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < keysAtOnce; ++j)
            if (j < count && threadIdx.x % warpLanes == 0)
                on.scores[std::size_t{head} * on.positions + s + j * decodeWarps] = scores[j];
    }
}

/// What the warps of a block have of one split becomes one: highest, sum, weighted values.
__device__ inline void joinWarps(const float* warps, std::uint32_t width, float* part) {
    for (unsigned i = threadIdx.x; i < width; i += decodeThreads) {
        float highest = warps[0], sum = 0, value = 0;
        for (unsigned w = 1; w < decodeWarps; ++w) highest = Largest()(highest, warps[w * (2 + width)]);
        for (unsigned w = 0; w < decodeWarps; ++w) {
            const float* one = warps + w * (2 + width);
            const float weight = one[1] > 0 || one[1] != one[1] ? expf(one[0] - highest) : 0.0F;
            sum = fmaf(weight, one[1], sum);
            value = fmaf(weight, one[2 + i], value);
        }
        part[2 + i] = value;
        if (i > 0) continue;
        part[0] = highest;
        part[1] = sum;
    }
}

/// Numbers of shared memory that attention takes.
TOKENARIUM_BOTH std::uint32_t attentionShared(std::uint32_t width) {
    return 2 * width + decodeWarps * (2 + width);
}

/// This block's splits of all heads. The first warp prepares the query, the second the new key, which goes
/// into the cache once.
template<unsigned columns>
__device__ inline void attendParts(const DecodeHeads& on, float* shared) {
    float *query = shared, *key = query + on.width, *warps = key + on.width;
    const unsigned warp = threadIdx.x / warpLanes, lane = threadIdx.x % warpLanes;
    for (std::uint32_t i = blockIdx.x; i < on.heads * on.splitting.splits; i += gridDim.x) {
        const std::uint32_t head = i / on.splitting.splits, split = i % on.splitting.splits;
        const std::uint32_t keyHead = head / on.group(), first = split * on.splitting.length;
        const std::uint32_t end = lesser(first + on.splitting.length, on.positions);
        const bool newest = end == on.positions, writes = newest && head % on.group() == 0;
        if (warp == 0) prepareHead<columns>(on, on.query, head, split == 0, query);
        if (warp == 1 && newest) prepareHead<columns>(on, on.key, keyHead, writes, key);
        __syncthreads();
        if (writes)
            for (unsigned j = threadIdx.x; j < on.width; j += decodeThreads) {
                const std::size_t at = (on.positions - 1) * on.keyStride() + keyHead * on.width + j;
                on.keys[at] = key[j];
                on.values[at] = on.value[keyHead * on.width + j];
            }
        DecodeRow<columns> row;
        loadHead(row.query, query, on.width);
        attendPositions(on, head, first + warp, end, key, row);
        float* mine = warps + warp * (2 + on.width);
        TOKENARIUM_UNROLL
        for (unsigned c = 0; c < columns; ++c)
            if (const unsigned j = c * warpLanes + lane; j < on.width) mine[2 + j] = row.result[c];
        if (lane == 0) {
            mine[0] = row.highest;
            mine[1] = row.sum;
        }
        __syncthreads();
        joinWarps(warps, on.width, on.part(head, split));
        __syncthreads();
    }
}

/// Every head's result, by a warp each; `copy` may be null. best and 1 / sum turn scores into shares.
__device__ inline void mergeParts(const DecodeHeads& on, float* to, float* copy, float* best,
                                  float* inverse) {
    const unsigned lane = threadIdx.x % warpLanes;
    for (std::uint32_t head = threadIdx.x / warpLanes; head < on.heads; head += decodeWarps) {
        const bool mine = lane < on.splitting.splits;
        const float* part = on.part(head, mine ? lane : 0);
        const float highest = warpReduced(part[0], Largest());
        const float weight = mine ? expf(part[0] - highest) : 0.0F;
        const float factor = 1.0F / warpReduced(mine ? weight * part[1] : 0.0F, Sum());
        if (lane == 0) {
            best[head] = highest;
            inverse[head] = factor;
        }
        for (std::uint32_t first = 0; first < on.width; first += warpLanes) {
            const std::uint32_t i = first + lane;
            float value = 0;
            for (std::uint32_t split = 0; split < on.splitting.splits; ++split) {
                const float share = __shfl_sync(everyLane, weight, static_cast<int>(split));
                if (i < on.width) value = fmaf(share, on.part(head, split)[2 + i], value);
            }
            if (i >= on.width) continue;
            to[std::size_t{head} * on.width + i] = value * factor;
            if (copy) copy[std::size_t{head} * on.width + i] = value * factor;
        }
    }
}

} // namespace tokenarium::cuda
