// SPDX-License-Identifier: GPL-3.0-or-later
// One token through the whole model (batch 1) by blocks that stay: the weights are read once, and where one
// number needs all others of the step before, all blocks wait for each other. Five such steps a layer and one
// for the logits; each can also be a kernel of its own (decode.cu).
//
// A block makes its share of every product's outputs. What goes into a product is short, so every block makes
// all of it for itself, in shared memory: norms are computed by all of them rather than waited for.
#pragma once

#include "cuda/decode_layout.h"
#include "cuda/kernels/decode_attention.cuh"
#include "cuda/kernels/decode_product.cuh"
#include "cuda/kernels/elements.cuh"
#include "cuda/kernels/embedding.cuh"
#include "cuda/kernels/grid_barrier.cuh"

namespace tokenarium::cuda {

constexpr unsigned mostHeads = 256;

struct DecodeBlock {
    const float *attentionNorm, *attentionNormBias, *queryNorm, *keyNorm, *feedForwardNorm,
        *feedForwardNormBias;
    DecodeMatrix query, key, value, attentionOutput, gate, up, down;
    float *keys, *values; ///< the cache of this layer
};

struct DecodeModel {
    DecodeShape shape;
    bool centred, tanhGelu, interleaved; ///< LayerNorm; the formula of GELU; pairs of rotary positions
    float epsilon, scale;
    WidenedNumber tokens, learned;
    const float* turns; ///< [capacity, D]
    const float *finalNorm, *finalNormBias;
    DecodeMatrix head;
    const DecodeBlock* blocks;
    float* numbers; ///< as DecodeLayout says
    float* parts;   ///< of attention: [H, most splits, D + 2]
    unsigned fewestSplitPositions;
    std::uint32_t mostInputs; ///< of any product: the length of the input in shared memory
};

struct DecodeToken {
    std::uint32_t id, position;
};

/// The steps of a layer; the head follows the last layer.
enum class DecodePhase : unsigned { Project, Attend, Output, Up, Down, Head };
constexpr unsigned layerPhases = 5;

TOKENARIUM_BOTH unsigned phaseCount(const DecodeShape& shape) { return shape.layers * layerPhases + 1; }
TOKENARIUM_BOTH DecodePhase phaseAt(const DecodeShape& shape, unsigned phase) {
    return phase == shape.layers * layerPhases ? DecodePhase::Head
                                               : static_cast<DecodePhase>(phase % layerPhases);
}

/// Places among `count` for a block of the grid: shares differ by one at most. count · blocks is below 2³².
struct Share {
    std::uint32_t first, last;
};
TOKENARIUM_BOTH Share shareOf(std::uint32_t count, std::uint32_t block, std::uint32_t blocks) {
    return {count * block / blocks, count * (block + 1) / blocks};
}

/// What becomes of a product's number besides y: nothing, other + y, gelu(y), or silu(other) · y.
enum class Finish { Plain, Added, Gelu, Gated };

/// A product of a phase, and a block's share of its rows.
struct Job {
    const DecodeMatrix* w;
    Finish finish;
    float* y;
    const float* other;
    float* z;
    Share share;
};
constexpr unsigned mostJobs = 3;

struct DecodeShared {
    DecodeLayout layout;
    DecodeBlock blocks[2]; ///< this layer's, and the next one's
    Job jobs[2][mostJobs]; ///< this phase's, and the next one's
    DecodeHeads heads;     ///< of this layer
    float best[mostHeads], inverse[mostHeads];
    float slices[decodeWarps];
};

class DecodeStep {
public:
    __device__ DecodeStep(const DecodeModel& decoded, const DecodeToken& read, bool everything,
                          DecodeShared& staticShared, float* dynamicShared)
        : model(decoded)
        , token(read)
        , layout(staticShared.layout)
        , shared(staticShared)
        , in{dynamicShared, reinterpret_cast<std::int8_t*>(dynamicShared + decoded.mostInputs),
             reinterpret_cast<float*>(reinterpret_cast<std::int8_t*>(dynamicShared + decoded.mostInputs) +
                                      decoded.mostInputs)} {
        if (threadIdx.x == 0)
            shared.layout = decodeLayout(model.shape, std::size_t{token.position} + 1, everything);
        __syncthreads();
    }

    /// The description of a layer comes from far away: it is fetched before it is needed, and there after the
    /// next barrier.
    __device__ void fetchLayer(std::uint32_t layer) {
        if (layer >= model.shape.layers) return;
        const auto* from = reinterpret_cast<const std::uint32_t*>(model.blocks + layer);
        auto* to = reinterpret_cast<std::uint32_t*>(&shared.blocks[layer % 2]);
        for (unsigned i = threadIdx.x; i < sizeof(DecodeBlock) / 4; i += decodeThreads) to[i] = from[i];
    }

    /// What is to be done in a phase, by one thread for each product and one for the heads; there after the
    /// next barrier.
    __device__ void prepareJobs(unsigned index) {
        if (index >= phaseCount(model.shape)) return;
        const DecodePhase phase = phaseAt(model.shape, index);
        if ((phase == DecodePhase::Attend || phase == DecodePhase::Output) && threadIdx.x == warpLanes)
            shared.heads = headsOf(index / layerPhases);
        if (threadIdx.x >= jobCount(phase)) return;
        Job job = jobOf(phase, index / layerPhases, threadIdx.x);
        job.share = phase == DecodePhase::Project ? shareOfThree(index / layerPhases, threadIdx.x)
                                                  : shareOf(job.w->rows, blockIdx.x, gridDim.x);
        shared.jobs[index % 2][threadIdx.x] = job;
    }

    __device__ void run(unsigned index) {
        const DecodePhase phase = phaseAt(model.shape, index);
        prepareJobs(index + 1);
        if (phase != DecodePhase::Attend) prepareInput(index);
        __syncthreads();
        fetchWeights(index + 1);
        if (phase == DecodePhase::Attend) attend();
        TOKENARIUM_UNROLL_NOT
        for (unsigned i = 0; i < jobCount(phase); ++i) {
            const Job& job = shared.jobs[index % 2][i];
            multiplyRows(in, *job.w, job.share.first, job.share.last, shared.slices,
                         [&](std::uint32_t row, float sum) { finish(job, row, sum); });
        }
    }

private:
    __device__ float* inBlock(std::uint32_t layer, std::size_t place) const {
        return model.numbers + layout.block(layer) + place;
    }

    // Products --------------------------------------------------------------------------------------------

    __device__ unsigned jobCount(DecodePhase phase) const {
        switch (phase) {
        case DecodePhase::Project: return 3;
        case DecodePhase::Attend: return 0;
        case DecodePhase::Up: return model.shape.gated ? 2 : 1;
        default: return 1;
        }
    }

    __device__ Job jobOf(DecodePhase phase, std::uint32_t layer, unsigned i) const {
        const DecodeBlock& block = shared.blocks[layer % 2];
        const DecodeBlockPlaces& at = layout.inBlock;
        switch (phase) {
        case DecodePhase::Project:
            if (i == 0) return {&block.query, Finish::Plain, inBlock(layer, at.query), nullptr, nullptr, {}};
            if (i == 1) return {&block.key, Finish::Plain, inBlock(layer, at.key), nullptr, nullptr, {}};
            return {&block.value, Finish::Plain, inBlock(layer, at.value), nullptr, nullptr, {}};
        case DecodePhase::Output:
            return {&block.attentionOutput,
                    Finish::Added,
                    inBlock(layer, at.attentionOutput),
                    model.numbers + layout.inputOf(layer),
                    inBlock(layer, at.middle),
                    {}};
        case DecodePhase::Up:
            if (!model.shape.gated)
                return {
                    &block.up, Finish::Gelu, inBlock(layer, at.up), nullptr, inBlock(layer, at.activation),
                    {}};
            if (i == 0) return {&block.gate, Finish::Plain, inBlock(layer, at.gate), nullptr, nullptr, {}};
            return {&block.up,
                    Finish::Gated,
                    inBlock(layer, at.up),
                    inBlock(layer, at.gate),
                    inBlock(layer, at.activation),
                    {}};
        case DecodePhase::Down:
            return {&block.down,
                    Finish::Added,
                    inBlock(layer, at.feedForwardOutput),
                    inBlock(layer, at.middle),
                    inBlock(layer, at.output),
                    {}};
        default: return {&model.head, Finish::Plain, model.numbers + layout.logits, nullptr, nullptr, {}};
        }
    }

    /// Queries, keys and values are shared out as one.
    __device__ Share shareOfThree(std::uint32_t layer, unsigned i) const {
        const DecodeBlock& block = shared.blocks[layer % 2];
        const std::uint32_t query = block.query.rows, key = block.key.rows, rows = i == 0 ? query : key;
        const std::uint32_t before = i == 0 ? 0 : i == 1 ? query : query + key;
        const Share all = shareOf(query + 2 * key, blockIdx.x, gridDim.x);
        const auto within = [&](std::uint32_t row) { return lesser(greater(row, before) - before, rows); };
        return {within(all.first), within(all.last)};
    }

    /// Asks for the weights of the next phase, up to a limit: they travel while this one computes and waits.
    __device__ void fetchWeights(unsigned index) const {
        if (index >= phaseCount(model.shape)) return;
        for (unsigned i = 0; i < jobCount(phaseAt(model.shape, index)); ++i) {
            const Job& job = shared.jobs[index % 2][i];
            prefetchRows(*job.w, job.share.first, job.share.last);
        }
    }

    __device__ void finish(const Job& job, std::uint32_t row, float sum) const {
        const float y = job.w->bias ? sum + job.w->bias[row] : sum;
        job.y[row] = y;
        switch (job.finish) {
        case Finish::Plain: break;
        case Finish::Added: job.z[row] = job.other[row] + y; break;
        case Finish::Gelu: job.z[row] = y * geluShare(y, model.tanhGelu); break;
        case Finish::Gated: job.z[row] = job.other[row] * sigmoid(job.other[row]) * y; break;
        }
    }

    // What goes into them ---------------------------------------------------------------------------------

    __device__ void prepareInput(unsigned index) {
        const DecodePhase phase = phaseAt(model.shape, index);
        const std::uint32_t layer = index / layerPhases;
        const DecodeBlock& block = shared.blocks[layer % 2];
        const DecodeBlockPlaces& at = layout.inBlock;
        const std::uint32_t width = model.shape.width;
        std::uint32_t count = width;
        const float *weight = nullptr, *bias = nullptr;
        float* normed = nullptr;
        switch (phase) {
        case DecodePhase::Project:
            if (layer == 0)
                embed();
            else
                load(model.numbers + layout.inputOf(layer), width);
            weight = block.attentionNorm;
            bias = block.attentionNormBias;
            normed = inBlock(layer, at.attentionNorm);
            break;
        case DecodePhase::Output:
            count = static_cast<std::uint32_t>(model.shape.queryWidth());
            mergeHeads(layer);
            break;
        case DecodePhase::Up:
            load(inBlock(layer, at.middle), width);
            weight = block.feedForwardNorm;
            bias = block.feedForwardNormBias;
            normed = inBlock(layer, at.feedForwardNorm);
            break;
        case DecodePhase::Down:
            count = model.shape.feedForwardWidth;
            load(inBlock(layer, at.activation), count);
            break;
        default:
            load(model.numbers + layout.inputOf(layer), width);
            weight = model.finalNorm;
            bias = model.finalNormBias;
            normed = model.numbers + layout.finalNorm;
        }
        if (weight) normalise(weight, bias, normed);
        bool bytes = false;
        for (unsigned i = 0; i < jobCount(phase); ++i)
            bytes = bytes || shared.jobs[index % 2][i].w->format == Format::Q8;
        if (!bytes) return;
        __syncthreads();
        roundInput(in, count);
    }

    __device__ void load(const float* from, std::uint32_t count) {
        for (std::uint32_t i = threadIdx.x; i < count; i += decodeThreads) in.numbers[i] = from[i];
    }

    /// The first block also writes it down; the others need it for themselves only.
    __device__ void embed() {
        for (std::uint32_t i = threadIdx.x; i < model.shape.width; i += decodeThreads) {
            const float ofToken = model.tokens(token.id, i);
            const float ofPlace = model.shape.learnedPositions ? model.learned(token.position, i) : 0.0F;
            const float sum = model.shape.learnedPositions ? ofToken + ofPlace : ofToken;
            in.numbers[i] = sum;
            if (blockIdx.x > 0) continue;
            model.numbers[layout.tokens + i] = ofToken;
            if (!model.shape.learnedPositions) continue;
            model.numbers[layout.learned + i] = ofPlace;
            model.numbers[layout.input + i] = sum;
        }
        if (model.shape.rotary && blockIdx.x == 0)
            for (std::uint32_t i = threadIdx.x; i < model.shape.headWidth; i += decodeThreads)
                model.numbers[layout.rotations + i] = turns()[i];
    }

    /// In place; every thread changes the numbers that it has loaded, but the sums need all of them.
    __device__ void normalise(const float* weight, const float* bias, float* copy) {
        __syncthreads();
        const std::uint32_t width = model.shape.width;
        const Moments moments = model.centred
                                    ? momentsOf<decodeThreads, true>(in.numbers, width, model.epsilon)
                                    : momentsOf<decodeThreads, false>(in.numbers, width, model.epsilon);
        for (std::uint32_t i = threadIdx.x; i < width; i += decodeThreads) {
            float value = (in.numbers[i] - moments.mean) * moments.inverse * weight[i];
            if (bias) value += bias[i];
            in.numbers[i] = value;
            if (blockIdx.x == 0) copy[i] = value;
        }
    }

    // Attention -------------------------------------------------------------------------------------------

    __device__ const float* turns() const {
        return model.turns + static_cast<std::size_t>(token.position) * model.shape.headWidth;
    }

    __device__ DecodeHeads headsOf(std::uint32_t layer) const {
        const DecodeBlock& block = shared.blocks[layer % 2];
        const DecodeBlockPlaces& at = layout.inBlock;
        const DecodeShape& shape = model.shape;
        DecodeHeads heads;
        heads.query = {inBlock(layer, at.query), block.queryNorm, inBlock(layer, at.queryNorm),
                       inBlock(layer, at.queryRotated)};
        heads.key = {inBlock(layer, at.key), block.keyNorm, inBlock(layer, at.keyNorm),
                     inBlock(layer, at.keyRotated)};
        heads.value = inBlock(layer, at.value);
        heads.turns = shape.rotary ? turns() : nullptr;
        heads.interleaved = model.interleaved;
        heads.epsilon = model.epsilon;
        heads.scale = model.scale;
        heads.heads = shape.heads;
        heads.keyHeads = shape.keyHeads;
        heads.width = shape.headWidth;
        heads.positions = token.position + 1;
        heads.keys = block.keys;
        heads.values = block.values;
        heads.scores = inBlock(layer, at.scores);
        heads.parts = model.parts;
        heads.splitting = splittingOf(heads.positions, shape.heads, gridDim.x, model.fewestSplitPositions);
        return heads;
    }

    __device__ void attend() {
        const DecodeHeads& heads = shared.heads;
        if (heads.width <= 2 * warpLanes)
            attendParts<2>(heads, in.numbers);
        else if (heads.width <= 4 * warpLanes)
            attendParts<4>(heads, in.numbers);
        else
            attendParts<8>(heads, in.numbers);
    }

    /// All heads side by side; where they are to be seen, also every position's share.
    __device__ void mergeHeads(std::uint32_t layer) {
        const DecodeHeads& heads = shared.heads;
        float* copy = blockIdx.x == 0 ? inBlock(layer, layout.inBlock.heads) : nullptr;
        mergeParts(heads, in.numbers, copy, shared.best, shared.inverse);
        if (!layout.everything) return;
        __syncthreads();
        float* probs = inBlock(layer, layout.inBlock.probs);
        const std::size_t count = std::size_t{heads.heads} * heads.positions;
        for (std::size_t i = globalThread(); i < count; i += globalThreads()) {
            const std::size_t head = i / heads.positions;
            probs[i] = expf(heads.scores[i] - shared.best[head]) * shared.inverse[head];
        }
    }

    const DecodeModel& model;
    const DecodeToken token;
    const DecodeLayout& layout;
    DecodeShared& shared;
    const DecodeInput in;
};

/// Phases [first, last): all of them by blocks that run at once and wait for each other, or one by blocks
/// that need not. `later`, where it is not null, holds the token.
template<unsigned threads>
__global__ void __launch_bounds__(threads, 1)
    decodePhases(const __grid_constant__ DecodeModel model, const DecodeToken* later, DecodeToken now,
                 bool everything, unsigned first, unsigned last, GridBarrier barrier) {
    __shared__ DecodeShared shared;
    DecodeStep step(model, later ? *later : now, everything, shared, dynamicShared());
    step.fetchLayer(first / layerPhases);
    if (first / layerPhases != (first + 1) / layerPhases) step.fetchLayer((first + 1) / layerPhases);
    __syncthreads();
    step.prepareJobs(first);
    __syncthreads();
    TOKENARIUM_UNROLL_NOT
    for (unsigned phase = first; phase < last; ++phase) {
        // The description of the next layer takes the place of the one before, which nobody reads any more.
        if (phase % layerPhases == 1) step.fetchLayer(phase / layerPhases + 1);
        step.run(phase);
        if (phase + 1 < last) barrier.wait();
    }
}

} // namespace tokenarium::cuda
