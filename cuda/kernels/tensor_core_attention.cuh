// SPDX-License-Identifier: GPL-3.0-or-later
// Attention in one step by tensor cores: the plan of attention.cuh (no scores are kept, no two blocks add to
// the same numbers), with products of numbers rounded to BF16 and sums in float32.
//
// A warp has 16 rows of queries (forth, and back for dq) or of keys (back for dk and dv), a block 64. Each
// lane holds the places of multiplyMatrices: rows l / 4 and l / 4 + 8, two columns of every eight. What one
// product gives is, rounded, the left factor of the next without leaving the lane.
#pragma once

#include "cuda/kernels/async_copy.cuh"
#include "cuda/kernels/attention.cuh"
#include "cuda/kernels/product.cuh"
#include "cuda/kernels/tensor_core.cuh"

namespace tokenarium::cuda {

/// Heads of queries and keys as BF16: [heads, rows, width], a head's numbers filled up with zeros.
struct HalfHeads {
    const std::uint16_t *q, *k, *v, *dy; ///< dy on the way back only
    std::size_t heads, keyHeads, headWidth, rows;
    float scale;
    const TextTile* tiles;

    TOKENARIUM_BOTH std::size_t group() const { return heads / keyHeads; }
    TOKENARIUM_BOTH float binaryScale() const { return scale * 1.44269504F; } ///< for powers of two
};

template<unsigned paddedWidth>
struct HalfAttentionTile {
    static constexpr unsigned width = paddedWidth, warps = 4, threads = warps * warpLanes, rows = 16 * warps;
    static constexpr unsigned keys = 64;                       ///< at a time, forth
    static constexpr unsigned backKeys = width > 64 ? 32 : 64; ///< for dq: as many as registers hold
    static constexpr unsigned backQueries = width > 64 ? 16 : 32;
    static constexpr unsigned stages = width > 64 ? 1 : 2; ///< of queries in 48 KiB of shared memory
    static constexpr unsigned blocks = width > 64 ? 2 : 3; ///< on a multiprocessor, at least, forth
    static constexpr unsigned backBlocks = width > 32 ? 2 : 3;
    static constexpr unsigned pitch = width + 8; ///< halves: rows begin in different banks
};

/// Row and column, in a product of 16 by 8, of number e of a lane.
TOKENARIUM_BOTH unsigned fragmentRow(unsigned lane, unsigned e) { return lane / 4 + e / 2 * 8; }
TOKENARIUM_BOTH unsigned fragmentColumn(unsigned lane, unsigned e) { return lane % 4 * 2 + e % 2; }

/// Where number `at` of a rounded tensor comes from: its row and column in [rows, heads * headWidth], and how
/// many numbers of its head follow, itself with them; the rest of the width fills up.
struct HeadPlace {
    std::size_t row, column, left;
};
TOKENARIUM_BOTH HeadPlace headPlaceOf(std::size_t at, std::size_t rows, std::size_t headWidth,
                                      std::size_t width) {
    const std::size_t inHead = at % width, line = at / width;
    return {line % rows, line / rows * headWidth + inHead, leftOf(inHead, headWidth)};
}

/// Tensors that are rounded by one launch.
struct HeadsToRound {
    struct One {
        const float* from;
        std::uint16_t* to;
        std::size_t heads;
    } each[4];
    std::size_t rows, headWidth;
};

/// blockIdx.y says which tensor; a thread makes eight numbers of a row.
template<unsigned width>
__global__ void __launch_bounds__(blockThreads) roundHeads(const __grid_constant__ HeadsToRound all) {
    const HeadsToRound::One one = all.each[blockIdx.y];
    const std::size_t stride = one.heads * all.headWidth, eights = one.heads * all.rows * width / 8;
    const bool whole = wholeLoads(one.from, all.headWidth, 0);
    for (std::size_t i = globalThread(); i < eights; i += globalThreads()) {
        const HeadPlace place = headPlaceOf(8 * i, all.rows, all.headWidth, width);
        const float* from = one.from + place.row * stride + place.column;
        const uint4 low = loadNumbers(from, place.left, whole);
        const uint4 high = loadNumbers(from + 4, leftOf(4, place.left), whole);
        const std::uint32_t eight[8] = {low.x, low.y, low.z, low.w, high.x, high.y, high.z, high.w};
        std::uint32_t pairs[4];
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < 4; ++j)
            pairs[j] = packedHalves<Format::BF16>(floatOf(eight[2 * j]), floatOf(eight[2 * j + 1]));
        reinterpret_cast<uint4*>(one.to)[i] = make_uint4(pairs[0], pairs[1], pairs[2], pairs[3]);
    }
}

/// `count` rows into shared memory, `present` of which exist.
template<typename Tile, unsigned count>
__device__ inline void copyHeadRows(std::uint16_t (&to)[count][Tile::pitch], const std::uint16_t* from,
                                    std::size_t present) {
    constexpr unsigned pieces = Tile::width / 8;
    for (unsigned i = threadIdx.x; i < count * pieces; i += Tile::threads) {
        const unsigned row = i / pieces, column = i % pieces * 8;
        const bool there = row < present;
        copyLater(&to[row][column], from + (there ? row : 0U) * Tile::width + column, there);
    }
}

/// Sixteen rows of a warp as left factors, in registers.
template<typename Tile>
struct KeptRows {
    std::uint32_t each[Tile::width / 16][4];

    __device__ KeptRows(const std::uint16_t* from, unsigned first, std::size_t present) {
        const unsigned lane = threadIdx.x % warpLanes;
        TOKENARIUM_UNROLL
        for (unsigned k = 0; k < Tile::width / 16; ++k) TOKENARIUM_UNROLL
        for (unsigned i = 0; i < 4; ++i) { // rows 0 and 8, then the same eight columns on
            const unsigned row = first + lane / 4 + i % 2 * 8, column = 16 * k + lane % 4 * 2 + i / 2 * 8;
            each[k][i] = row < present
                             ? *reinterpret_cast<const std::uint32_t*>(from + row * Tile::width + column)
                             : 0U;
        }
    }
    __device__ void factor(std::uint32_t (&to)[4], unsigned k) const {
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < 4; ++i) to[i] = each[k][i];
    }
};

/// The same from shared memory each time.
template<typename Tile>
struct SharedRows {
    const std::uint16_t* first;

    __device__ void factor(std::uint32_t (&to)[4], unsigned k) const {
        const unsigned lane = threadIdx.x % warpLanes;
        loadMatrices<false>(to, first + lane % 16 * Tile::pitch + 16 * k + lane / 16 * 8);
    }
};

/// products[j] = rows · (rows 8·j … 8·j + 7 of `table`)
template<typename Tile, typename Rows, unsigned count>
__device__ inline void dotHalves(const Rows& rows, const std::uint16_t (&table)[count][Tile::pitch],
                                 float (&products)[count / 8][4]) {
    const unsigned lane = threadIdx.x % warpLanes;
    TOKENARIUM_UNROLL
    for (unsigned j = 0; j < count / 8; ++j) TOKENARIUM_UNROLL
    for (unsigned e = 0; e < 4; ++e) products[j][e] = 0;
    TOKENARIUM_UNROLL
    for (unsigned k = 0; k < Tile::width / 16; ++k) {
        std::uint32_t left[4];
        rows.factor(left, k);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < count / 8; j += 2) {
            std::uint32_t right[4];
            loadMatrices<false>(right, &table[8 * j + lane / 16 * 8 + lane % 8][16 * k + lane / 8 % 2 * 8]);
            multiplyMatrices<Format::BF16>(products[j], left, {right[0], right[1]});
            multiplyMatrices<Format::BF16>(products[j + 1], left, {right[2], right[3]});
        }
    }
}

/// sums += shares · `table`, the shares rounded
template<typename Tile, unsigned count>
__device__ inline void addWeightedHalves(const float (&shares)[count / 8][4],
                                         const std::uint16_t (&table)[count][Tile::pitch],
                                         float (&sums)[Tile::width / 8][4]) {
    const unsigned lane = threadIdx.x % warpLanes;
    TOKENARIUM_UNROLL
    for (unsigned k = 0; k < count / 16; ++k) {
        std::uint32_t left[4];
        TOKENARIUM_UNROLL
        for (unsigned i = 0; i < 4; ++i)
            left[i] = packedHalves<Format::BF16>(shares[2 * k + i / 2][i % 2 * 2],
                                                 shares[2 * k + i / 2][i % 2 * 2 + 1]);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::width / 8; j += 2) {
            std::uint32_t right[4];
            loadMatrices<true>(right, &table[16 * k + lane % 16][8 * j + lane / 16 * 8]);
            multiplyMatrices<Format::BF16>(sums[j], left, {right[0], right[1]});
            multiplyMatrices<Format::BF16>(sums[j + 1], left, {right[2], right[3]});
        }
    }
}

/// Of the four lanes that share a row.
template<typename Combine>
__device__ inline float quadReduced(float value, const Combine& combine) {
    value = combine(value, __shfl_xor_sync(everyLane, value, 2));
    return combine(value, __shfl_xor_sync(everyLane, value, 1));
}

/// The soft-max of a lane's two rows so far, in powers of two.
struct RunningPair {
    float highest[2] = {-INFINITY, -INFINITY}, sum[2] = {0, 0}; ///< sum: of this lane's keys

    /// Scores become shares of the highest so far; what was summed before shrinks with it.
    template<unsigned tiles, unsigned resultTiles>
    __device__ void take(float (&scores)[tiles][4], float (&result)[resultTiles][4]) {
        TOKENARIUM_UNROLL
        for (unsigned row = 0; row < 2; ++row) {
            float top = highest[row];
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < tiles; ++j) TOKENARIUM_UNROLL
            for (unsigned e = 2 * row; e < 2 * row + 2; ++e) top = Largest()(top, scores[j][e]);
            top = quadReduced(top, Largest());
            const float shrink = exp2f(highest[row] - top);
            highest[row] = top;
            sum[row] *= shrink;
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < tiles; ++j) TOKENARIUM_UNROLL
            for (unsigned e = 2 * row; e < 2 * row + 2; ++e) {
                scores[j][e] = exp2f(scores[j][e] - top);
                sum[row] += scores[j][e];
            }
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < resultTiles; ++j) TOKENARIUM_UNROLL
            for (unsigned e = 2 * row; e < 2 * row + 2; ++e) result[j][e] *= shrink;
        }
    }
};

/// y and log Σ exp of a tile of queries; the grid is (tiles, heads).
template<typename Tile>
__global__ void __launch_bounds__(Tile::threads, Tile::blocks)
    attendHalfTiles(HalfHeads in, float* y, float* logSums) {
    alignas(16) __shared__ std::uint16_t k[Tile::keys][Tile::pitch], v[Tile::keys][Tile::pitch];
    const TextTile tile = in.tiles[blockIdx.x];
    const std::size_t head = blockIdx.y;
    const unsigned lane = threadIdx.x % warpLanes, first = threadIdx.x / warpLanes * 16;
    const std::uint16_t* keys = in.k + (head / in.group() * in.rows + tile.text) * Tile::width;
    const std::uint16_t* values = in.v + (head / in.group() * in.rows + tile.text) * Tile::width;
    const std::size_t firstRow = head * in.rows + tile.text + tile.first, present = tile.length - tile.first;
    const KeptRows<Tile> q(in.q + firstRow * Tile::width, first, present);
    RunningPair rows;
    float result[Tile::width / 8][4] = {};
    const float scale = in.binaryScale();
    const bool busy = first < present; // a short text leaves warps without rows
    const std::uint32_t end = lesser(tile.length, tile.first + Tile::rows);
    copyHeadRows<Tile>(k, keys, tile.length);
    for (std::uint32_t key = 0; key < end; key += Tile::keys) {
        waitForCopies();
        __syncthreads(); // the keys are there, and the values before have been read
        copyHeadRows<Tile>(v, values + key * Tile::width, tile.length - key);
        float scores[Tile::keys / 8][4];
        if (busy) {
            dotHalves<Tile>(q, k, scores);
            TOKENARIUM_UNROLL
            for (unsigned j = 0; j < Tile::keys / 8; ++j) TOKENARIUM_UNROLL
            for (unsigned e = 0; e < 4; ++e) {
                const std::uint32_t query = tile.first + first + fragmentRow(lane, e);
                const bool seen = key + 8 * j + fragmentColumn(lane, e) <= query;
                scores[j][e] = seen ? scores[j][e] * scale : -INFINITY;
            }
            rows.take(scores, result);
        }
        waitForCopies();
        __syncthreads(); // the values are there, and the keys have been read
        if (const std::uint32_t next = key + Tile::keys; next < end)
            copyHeadRows<Tile>(k, keys + next * Tile::width, tile.length - next);
        if (busy) addWeightedHalves<Tile>(scores, v, result);
    }
    const float sums[2] = {quadReduced(rows.sum[0], Sum()), quadReduced(rows.sum[1], Sum())};
    TOKENARIUM_UNROLL
    for (unsigned e = 0; e < 4; ++e) {
        const unsigned row = first + fragmentRow(lane, e);
        if (row >= present) continue;
        if (fragmentColumn(lane, e) == 0)
            logSums[firstRow + row] = (rows.highest[e / 2] + log2f(sums[e / 2])) * 0.693147181F;
        float* to = y + ((tile.text + tile.first + row) * in.heads + head) * in.headWidth;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::width / 8; ++j)
            if (const unsigned column = 8 * j + fragmentColumn(lane, e); column < in.headWidth)
                to[column] = result[j][e] / sums[e / 2];
    }
}

/// A share of the soft-max from the logarithm of its sum, and the gradient of its score before that was
/// scaled.
struct ShareAndSlope {
    float share, slope;
    TOKENARIUM_BOTH ShareAndSlope(bool seen, float score, float gradient, float binaryLogSum, float mean,
                                  float scale, float binaryScale) {
        share = seen ? exp2f(score * binaryScale - binaryLogSum) : 0.0F;
        slope = seen ? scale * (share * (gradient - mean)) : 0.0F;
    }
};

/// What a row of queries needs besides its numbers; 0 where there is no such row.
struct QueryNumbers {
    float binaryLogSum = 0, mean = 0;
    __device__ QueryNumbers(const AttentionGradients& gradients, bool present, std::size_t at) {
        if (!present) return;
        binaryLogSum = gradients.logSums[at] * 1.44269504F;
        mean = gradients.means[at];
    }
};

/// dq of a tile of queries; the grid is (tiles, heads).
template<typename Tile>
__global__ void __launch_bounds__(Tile::threads, Tile::backBlocks)
    attendBackwardHalfQueries(HalfHeads in, AttentionGradients gradients) {
    constexpr unsigned keyTile = Tile::backKeys;
    alignas(16) __shared__ std::uint16_t k[2][keyTile][Tile::pitch], v[2][keyTile][Tile::pitch];
    const TextTile tile = in.tiles[blockIdx.x];
    const std::size_t head = blockIdx.y, firstKey = head / in.group() * in.rows + tile.text;
    const unsigned lane = threadIdx.x % warpLanes, first = threadIdx.x / warpLanes * 16;
    const std::size_t firstRow = head * in.rows + tile.text + tile.first, present = tile.length - tile.first;
    const auto copy = [&](unsigned place, std::uint32_t key) {
        copyHeadRows<Tile>(k[place], in.k + (firstKey + key) * Tile::width, tile.length - key);
        copyHeadRows<Tile>(v[place], in.v + (firstKey + key) * Tile::width, tile.length - key);
    };
    const KeptRows<Tile> q(in.q + firstRow * Tile::width, first, present);
    const KeptRows<Tile> dy(in.dy + firstRow * Tile::width, first, present);
    const unsigned upper = first + fragmentRow(lane, 0), lower = first + fragmentRow(lane, 2);
    const QueryNumbers rows[2] = {{gradients, upper < present, firstRow + upper},
                                  {gradients, lower < present, firstRow + lower}};
    float sums[Tile::width / 8][4] = {};
    const std::uint32_t end = lesser(tile.length, tile.first + Tile::rows);
    copy(0, 0);
    unsigned place = 0;
    for (std::uint32_t key = 0; key < end; key += keyTile, place ^= 1U) {
        waitForCopies();
        __syncthreads(); // these are there, and those before have been read
        if (key + keyTile < end) copy(place ^ 1U, key + keyTile);
        if (first >= present || key > tile.first + first + 15) continue; // no rows, or they see none of these
        float slopes[keyTile / 8][4], grads[keyTile / 8][4];
        dotHalves<Tile>(q, k[place], slopes);
        dotHalves<Tile>(dy, v[place], grads);
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < keyTile / 8; ++j) TOKENARIUM_UNROLL
        for (unsigned e = 0; e < 4; ++e) {
            const std::uint32_t query = tile.first + first + fragmentRow(lane, e);
            const bool seen = key + 8 * j + fragmentColumn(lane, e) <= query;
            slopes[j][e] = ShareAndSlope(seen, slopes[j][e], grads[j][e], rows[e / 2].binaryLogSum,
                                         rows[e / 2].mean, in.scale, in.binaryScale())
                               .slope;
        }
        addWeightedHalves<Tile>(slopes, k[place], sums);
    }
    TOKENARIUM_UNROLL
    for (unsigned e = 0; e < 4; ++e) {
        const unsigned row = first + fragmentRow(lane, e);
        if (row >= present) continue;
        float* to = gradients.dq + ((tile.text + tile.first + row) * in.heads + head) * in.headWidth;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::width / 8; ++j)
            if (const unsigned column = 8 * j + fragmentColumn(lane, e); column < in.headWidth)
                to[column] += sums[j][e];
    }
}

/// What the way back to keys has in shared memory.
template<typename Tile>
struct alignas(16) HalfKeysShared {
    std::uint16_t k[Tile::rows][Tile::pitch], v[Tile::rows][Tile::pitch];
    std::uint16_t q[Tile::stages][Tile::backQueries][Tile::pitch];
    std::uint16_t dy[Tile::stages][Tile::backQueries][Tile::pitch];
};

/// dk and dv of a tile of keys; the grid is (tiles, heads of keys). The heads of queries that share the keys
/// follow each other.
template<typename Tile>
__global__ void __launch_bounds__(Tile::threads, Tile::backBlocks)
    attendBackwardHalfKeys(HalfHeads in, AttentionGradients gradients) {
    constexpr unsigned queryTile = Tile::backQueries;
    __shared__ HalfKeysShared<Tile> shared;
    const TextTile tile = in.tiles[blockIdx.x];
    const std::size_t keyHead = blockIdx.y, firstKey = keyHead * in.rows + tile.text + tile.first;
    const unsigned lane = threadIdx.x % warpLanes, first = threadIdx.x / warpLanes * 16;
    const std::size_t present = tile.length - tile.first;
    const unsigned tiles = ceilDivided<unsigned>(tile.length - tile.first, queryTile);
    const unsigned steps = tiles * static_cast<unsigned>(in.group());
    const auto headOf = [&](unsigned step) { return keyHead * in.group() + step / tiles; };
    const auto queryOf = [&](unsigned step) { return tile.first + step % tiles * queryTile; };
    const auto copy = [&](unsigned place, unsigned step) {
        const std::uint32_t query = queryOf(step);
        const std::size_t from = (headOf(step) * in.rows + tile.text + query) * Tile::width;
        copyHeadRows<Tile>(shared.q[place], in.q + from, tile.length - query);
        copyHeadRows<Tile>(shared.dy[place], in.dy + from, tile.length - query);
    };
    copyHeadRows<Tile>(shared.k, in.k + firstKey * Tile::width, present);
    copyHeadRows<Tile>(shared.v, in.v + firstKey * Tile::width, present);
    const SharedRows<Tile> k{shared.k[first]}, v{shared.v[first]};
    float ofKeys[Tile::width / 8][4] = {}, ofValues[Tile::width / 8][4] = {};
    const auto add = [&](unsigned place, unsigned step) {
        float shares[queryTile / 8][4], slopes[queryTile / 8][4];
        dotHalves<Tile>(k, shared.q[place], shares);
        dotHalves<Tile>(v, shared.dy[place], slopes);
        const std::size_t numbersAt = headOf(step) * in.rows + tile.text;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < queryTile / 8; ++j) TOKENARIUM_UNROLL
        for (unsigned c = 0; c < 2; ++c) {
            const std::uint32_t query = queryOf(step) + 8 * j + fragmentColumn(lane, c);
            const bool there = query < tile.length;
            const QueryNumbers row(gradients, there, numbersAt + query);
            TOKENARIUM_UNROLL
            for (unsigned e = c; e < 4; e += 2) {
                const bool seen = there && tile.first + first + fragmentRow(lane, e) <= query;
                const ShareAndSlope both(seen, shares[j][e], slopes[j][e], row.binaryLogSum, row.mean,
                                         in.scale, in.binaryScale());
                shares[j][e] = both.share;
                slopes[j][e] = both.slope;
            }
        }
        addWeightedHalves<Tile>(shares, shared.dy[place], ofValues);
        addWeightedHalves<Tile>(slopes, shared.q[place], ofKeys);
    };
    copy(0, 0);
    for (unsigned step = 0; step < steps; ++step) {
        const unsigned place = step % Tile::stages;
        waitForCopies();
        __syncthreads(); // these are there, and with two places those before have been read
        if (Tile::stages == 2 && step + 1 < steps) copy(place ^ 1U, step + 1);
        if (first < present && queryOf(step) + queryTile > tile.first + first) // else none sees these keys
            add(place, step);
        if (Tile::stages == 1 && step + 1 < steps) {
            __syncthreads(); // all have read them
            copy(place, step + 1);
        }
    }
    TOKENARIUM_UNROLL
    for (unsigned e = 0; e < 4; ++e) {
        const unsigned row = first + fragmentRow(lane, e);
        if (row >= present) continue;
        const std::size_t at = ((tile.text + tile.first + row) * in.keyHeads + keyHead) * in.headWidth;
        TOKENARIUM_UNROLL
        for (unsigned j = 0; j < Tile::width / 8; ++j) {
            const unsigned column = 8 * j + fragmentColumn(lane, e);
            if (column >= in.headWidth) continue;
            if (gradients.dk) gradients.dk[at + column] += ofKeys[j][e];
            if (gradients.dv) gradients.dv[at + column] += ofValues[j][e];
        }
    }
}

} // namespace tokenarium::cuda
