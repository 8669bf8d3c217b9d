// SPDX-License-Identifier: GPL-3.0-or-later
// Attention in the steps that can be seen, forth and back: products with a batch for every head.
#include "cuda/kernels/attention_steps.cuh"

#include "cuda/kernels/operations.h"
#include "cuda/kernels/product_launch.cuh"

namespace tokenarium::cuda {
namespace {

/// Rows of one head of queries, of keys, and of the square of scores: stride, and how far the next head is.
struct HeadLayout {
    std::size_t heads, keyHeads, group, width, queryStride, keyStride, queries, positions, square;

    explicit HeadLayout(const TokenariumCudaHeads& on)
        : heads(on.heads)
        , keyHeads(on.keyHeads)
        , group(on.heads / on.keyHeads)
        , width(on.headWidth)
        , queryStride(on.heads * on.headWidth)
        , keyStride(on.keyHeads * on.headWidth)
        , queries(on.queries)
        , positions(on.positions)
        , square(on.queries * on.positions) {}

    /// A square [T, S] from rows of queries and rows of keys: q · kᵀ.
    Product squareOf(const float* q, const float* keys, float scale, float* to) const {
        Product p;
        p.a = q;
        p.b = keys;
        p.c = to;
        p.m = queries;
        p.n = positions;
        p.k = width;
        p.aStride = queryStride;
        p.bStride = keyStride;
        p.cStride = positions;
        p.batches = heads;
        p.aBatch = p.bBatch = width;
        p.cBatch = square;
        p.bShared = group;
        p.factor = scale;
        return p;
    }
    /// Rows of queries from a square and rows of keys: s · k.
    Product queriesOf(const float* squares, const float* keys, float scale, float* to) const {
        Product p;
        p.a = squares;
        p.b = keys;
        p.c = to;
        p.m = queries;
        p.n = width;
        p.k = positions;
        p.aStride = positions;
        p.bStride = keyStride;
        p.cStride = queryStride;
        p.batches = heads;
        p.aBatch = square;
        p.bBatch = p.cBatch = width;
        p.bShared = group;
        p.factor = scale;
        return p;
    }
    /// Rows of keys from the squares of the `member`-th head of every group and rows of queries: sᵀ · q.
    Product keysOf(const float* squares, const float* q, float scale, float* to, std::size_t member) const {
        Product p;
        p.a = squares + member * square;
        p.b = q + member * width;
        p.c = to;
        p.m = positions;
        p.n = width;
        p.k = queries;
        p.aStride = positions;
        p.bStride = queryStride;
        p.cStride = keyStride;
        p.batches = keyHeads;
        p.aBatch = group * square;
        p.bBatch = group * width;
        p.cBatch = width;
        p.factor = scale;
        p.add = true;
        return p;
    }
};

/// The heads of a group one after another: all add to the same keys.
int32_t addToKeys(Context& context, const HeadLayout& layout, const float* squares, const float* q,
                  float scale, float* to) {
    for (std::size_t member = 0; member < layout.group; ++member)
        multiplyF32<Format::F32, Lie::Across, Lie::Across>(context,
                                                           layout.keysOf(squares, q, scale, to, member));
    return context.error;
}

int32_t attentionScores(Context* context, const TokenariumCudaHeads* on, const float* q, const float* keys,
                        float scale, float* scores) {
    if (on->queries <= fewQueries)
        return launch(*context, gridOf(ceilDivided<std::size_t>(on->positions, scoreWarps), on->heads),
                      scoreWarps * warpLanes, scoreFewQueries<scoreWarps>, *on, q, keys, scale, scores);
    return multiplyF32<Format::F32, Lie::Along, Lie::Along>(*context,
                                                            HeadLayout(*on).squareOf(q, keys, scale, scores));
}

int32_t attentionValues(Context* context, const TokenariumCudaHeads* on, const float* probs,
                        const float* values, float* y) {
    if (on->queries <= fewQueries)
        return launch(*context,
                      gridOf(ceilDivided<std::size_t>(on->headWidth, warpLanes), on->heads, on->queries),
                      scoreWarps * warpLanes, gatherFewQueries<scoreWarps>, *on, probs, values, y);
    return multiplyF32<Format::F32, Lie::Along, Lie::Across>(*context,
                                                             HeadLayout(*on).queriesOf(probs, values, 1, y));
}

int32_t attentionScoresBackward(Context* context, const TokenariumCudaHeads* on, const float* q,
                                const float* keys, float scale, const float* dScores, float* dq,
                                float* dKeys) {
    const HeadLayout layout(*on);
    if (dq) {
        Product p = layout.queriesOf(dScores, keys, scale, dq);
        p.add = true;
        multiplyF32<Format::F32, Lie::Along, Lie::Across>(*context, p);
    }
    if (dKeys) addToKeys(*context, layout, dScores, q, scale, dKeys);
    return context->error;
}

int32_t attentionValuesBackward(Context* context, const TokenariumCudaHeads* on, const float* probs,
                                const float* values, const float* dy, float* dProbs, float* dValues) {
    const HeadLayout layout(*on);
    if (dProbs) {
        Product p = layout.squareOf(dy, values, 1, dProbs);
        p.add = true;
        multiplyF32<Format::F32, Lie::Along, Lie::Along>(*context, p);
    }
    if (dValues) addToKeys(*context, layout, probs, dy, 1, dValues);
    return context->error;
}

} // namespace

void fillAttentionSteps(TokenariumCudaOperations& table) {
    table.attentionScores = attentionScores;
    table.attentionValues = attentionValues;
    table.attentionScoresBackward = attentionScoresBackward;
    table.attentionValuesBackward = attentionValuesBackward;
}

} // namespace tokenarium::cuda
