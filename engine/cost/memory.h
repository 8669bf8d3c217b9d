// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of weights and of the key-value cache, and what fits into a device. Formula ids are those of
// facts/memory.json. All functions are total: nonsense gives 0, sums that do not fit stay at the largest
// size_t.
//
// GB is 10^9 bytes, GiB 2^30, MiB 2^20. Exact counts are whole numbers; what may have a fraction is a double,
// exact up to 2^53.
#pragma once

#include "engine/cost/attention_shape.h"
#include "engine/tensor/tensor.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tokenarium {

inline constexpr double bytesPerGB = 1e9, bytesPerMiB = 1048576.0, bytesPerGiB = 1073741824.0;

// Weights ------------------------------------------------------------------------------------------------

/// A number format of GGUF: `bytes` for `elements` numbers ("block quant"; lengths and bytes of
/// ggml-org/llama.cpp gguf-py/gguf/constants.py, GGML_QUANT_SIZES).
struct BlockFormat {
    const char* name;
    std::size_t elements, bytes;
};
std::span<const BlockFormat> blockFormats();           ///< also those that we do not read
const BlockFormat* blockFormat(std::string_view name); ///< nullptr where there is none

/// "weights": params · bits / 8.
double weightBytes(double parameters, double bitsPerWeight);
/// "block quant": 8 · bytes / numbers of one block; 0 for an empty block.
double bitsPerWeight(std::size_t blockElements, std::size_t blockBytes);
double bitsPerWeight(DType type);
/// "group quant": a scale and a zero point for every group (AWQ, GPTQ, MX; a block of 128 × 128 is a group of
/// 16,384).
double groupBitsPerWeight(double bits, std::size_t groupSize, double scaleBits, double zeroBits);
/// NF4 with double quantization (QLoRA, arXiv 2305.14314): 4 bits, a quantized scale for each block, and one
/// number for each `secondBlock` of those.
double nf4BitsPerWeight(std::size_t block, double scaleBits, std::size_t secondBlock, double secondBits);

struct WeightPart {
    std::size_t elements = 0;
    double bits = 0; ///< per weight
};
struct MixedWeights {
    double bytes = 0, bitsPerWeight = 0;
};
/// A file whose tensors have different formats; tensor bytes only.
MixedWeights mixedWeights(std::span<const WeightPart> parts);

// Key-value cache ----------------------------------------------------------------------------------------

/// Numbers that one token adds in all layers: 2·L·K·D ("kv per token"), or L·(latent + rotary) for MLA.
std::size_t cacheElementsPerToken(const AttentionShape& shape);

/// "kv total": Σ over layers of min(S, window) positions, for `batch` texts of `positions` tokens.
std::size_t cacheBytes(const AttentionShape& shape, std::size_t elementBytes, std::size_t batch,
                       std::size_t positions);

/// "encoder-decoder": what the decoder adds per token, and once for what the encoder read.
struct EncoderDecoderCache {
    std::size_t selfBytesPerToken = 0, crossBytes = 0;
};
EncoderDecoderCache encoderDecoderCache(std::size_t decoderLayers, std::size_t width,
                                        std::size_t encoderPositions, std::size_t elementBytes);

/// Whole tokens that fit into the memory set aside for the cache.
std::size_t cacheSlots(std::size_t memoryBytes, std::size_t cacheBytesPerToken);

/// "paged blocks": ceil(tokens / block); the rest of the last block is wasted.
struct PagedCache {
    std::size_t blocks = 0, wastedSlots = 0;
};
PagedCache pagedCache(std::size_t tokens, std::size_t blockSize);

struct FitInput {
    std::size_t deviceBytes = 0;
    double utilization = 1; ///< share of the device that may be used, 0 to 1
    std::size_t weightBytes = 0, reservedBytes = 0, cacheBytesPerToken = 0;
    std::size_t sequenceTokens = 0; ///< length of one text
};
struct Fit {
    std::int64_t cacheBudgetBytes = 0; ///< what is left for the cache; below 0 where weights alone do not fit
    std::size_t tokens = 0, sequences = 0; ///< each cut to a whole number; 0 tokens: the model does not fit
};
Fit fit(const FitInput& input);

} // namespace tokenarium
