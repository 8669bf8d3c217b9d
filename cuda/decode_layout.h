// SPDX-License-Identifier: GPL-3.0-or-later
// Where the numbers of one decoded token lie: shared by the kernel that writes them and the program that
// shows them. C++17.
#pragma once

#include <cstddef>
#include <cstdint>

#ifdef __CUDACC__
#define TOKENARIUM_DECODE_BOTH __host__ __device__ inline
#else
#define TOKENARIUM_DECODE_BOTH inline
#endif

namespace tokenarium::cuda {

/// Of a model: the letters of engine/model/config.h.
struct DecodeShape {
    std::uint32_t layers, width, heads, keyHeads, headWidth, feedForwardWidth, vocabularySize;
    bool learnedPositions, rotary, headNorm, gated; ///< gated: SwiGLU

    TOKENARIUM_DECODE_BOTH std::size_t queryWidth() const { return std::size_t{heads} * headWidth; }
    TOKENARIUM_DECODE_BOTH std::size_t keyWidth() const { return std::size_t{keyHeads} * headWidth; }
};

/// Every tensor a block writes for one token. Where a model has no head norm or no rotary positions, what
/// follows from them lies where its source lies: nothing is copied.
struct DecodeBlockPlaces {
    std::size_t attentionNorm, query, queryNorm, queryRotated, key, keyNorm, keyRotated, value, scores, probs,
        heads, attentionOutput, middle, feedForwardNorm, gate, up, activation, feedForwardOutput, output;
};

/// Numbers, not bytes; each tensor begins at a multiple of four. `everything`: each block has its own place;
/// else all write to the same, one after another.
struct DecodeLayout {
    bool everything;
    std::size_t tokens, learned, input, rotations; ///< of the embedding; input: what the first block reads
    std::size_t finalNorm, logits;
    std::size_t firstBlock, blockNumbers, end;
    DecodeBlockPlaces inBlock; ///< from the block's begin

    TOKENARIUM_DECODE_BOTH std::size_t block(std::uint32_t layer) const {
        return firstBlock + (everything ? layer : 0) * blockNumbers;
    }
    /// What a block adds to.
    TOKENARIUM_DECODE_BOTH std::size_t inputOf(std::uint32_t layer) const {
        return layer == 0 ? input : block(layer - 1) + inBlock.output;
    }
};

TOKENARIUM_DECODE_BOTH std::size_t takePlace(std::size_t& at, std::size_t count) {
    const std::size_t first = at;
    at += (count + 3) / 4 * 4;
    return first;
}

TOKENARIUM_DECODE_BOTH DecodeBlockPlaces decodeBlockPlaces(const DecodeShape& shape, std::size_t positions,
                                                           std::size_t& at) {
    const std::size_t square = shape.heads * positions;
    DecodeBlockPlaces to;
    to.attentionNorm = takePlace(at, shape.width);
    to.query = takePlace(at, shape.queryWidth());
    to.queryNorm = shape.headNorm ? takePlace(at, shape.queryWidth()) : to.query;
    to.queryRotated = shape.rotary ? takePlace(at, shape.queryWidth()) : to.queryNorm;
    to.key = takePlace(at, shape.keyWidth());
    to.keyNorm = shape.headNorm ? takePlace(at, shape.keyWidth()) : to.key;
    to.keyRotated = shape.rotary ? takePlace(at, shape.keyWidth()) : to.keyNorm;
    to.value = takePlace(at, shape.keyWidth());
    to.scores = takePlace(at, square);
    to.probs = takePlace(at, square);
    to.heads = takePlace(at, shape.queryWidth());
    to.attentionOutput = takePlace(at, shape.width);
    to.middle = takePlace(at, shape.width);
    to.feedForwardNorm = takePlace(at, shape.width);
    to.gate = shape.gated ? takePlace(at, shape.feedForwardWidth) : at;
    to.up = takePlace(at, shape.feedForwardWidth);
    to.activation = takePlace(at, shape.feedForwardWidth);
    to.feedForwardOutput = takePlace(at, shape.width);
    to.output = takePlace(at, shape.width);
    return to;
}

/// `positions`: S, with the new one.
TOKENARIUM_DECODE_BOTH DecodeLayout decodeLayout(const DecodeShape& shape, std::size_t positions,
                                                 bool everything) {
    DecodeLayout to;
    std::size_t at = 0, block = 0;
    to.everything = everything;
    to.tokens = takePlace(at, shape.width);
    to.learned = shape.learnedPositions ? takePlace(at, shape.width) : to.tokens;
    to.input = shape.learnedPositions ? takePlace(at, shape.width) : to.tokens;
    to.rotations = shape.rotary ? takePlace(at, shape.headWidth) : at;
    to.finalNorm = takePlace(at, shape.width);
    to.logits = takePlace(at, shape.vocabularySize);
    to.inBlock = decodeBlockPlaces(shape, positions, block);
    to.firstBlock = at;
    to.blockNumbers = block;
    to.end = at + (everything ? shape.layers : 1) * block;
    return to;
}

} // namespace tokenarium::cuda
