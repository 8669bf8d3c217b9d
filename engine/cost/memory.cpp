// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of weights and caches.
#include "engine/cost/memory.h"

#include "engine/tensor/saturating.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

constexpr BlockFormat formats[] = {
    {"F32", 1, 4},        {"F16", 1, 2},       {"BF16", 1, 2},     {"Q4_0", 32, 18},     {"Q4_1", 32, 20},
    {"Q5_0", 32, 22},     {"Q5_1", 32, 24},    {"Q8_0", 32, 34},   {"Q8_1", 32, 36},     {"Q2_K", 256, 84},
    {"Q3_K", 256, 110},   {"Q4_K", 256, 144},  {"Q5_K", 256, 176}, {"Q6_K", 256, 210},   {"Q8_K", 256, 292},
    {"IQ2_XXS", 256, 66}, {"IQ2_XS", 256, 74}, {"IQ2_S", 256, 82}, {"IQ3_XXS", 256, 98}, {"IQ3_S", 256, 110},
    {"IQ1_S", 256, 50},   {"IQ1_M", 256, 56},  {"IQ4_NL", 32, 18}, {"IQ4_XS", 256, 136}, {"TQ1_0", 256, 54},
    {"TQ2_0", 256, 66},   {"MXFP4", 32, 17},   {"NVFP4", 64, 36},
};

double ratio(double a, double b) { return b > 0 ? a / b : 0; }

/// Of a product that is whole in decimals but, with 0.9 rounded to binary, may come out a hair too small.
double wholePart(double product) {
    return std::floor(std::nextafter(product, std::numeric_limits<double>::infinity()));
}

std::int64_t signedDifference(double a, double b) {
    constexpr double most = 0x1p62;
    return static_cast<std::int64_t>(std::clamp(a - b, -most, most));
}

} // namespace

std::span<const BlockFormat> blockFormats() { return formats; }

const BlockFormat* blockFormat(std::string_view name) {
    const auto place = std::find_if(std::begin(formats), std::end(formats),
                                    [&](const BlockFormat& one) { return name == one.name; });
    return place == std::end(formats) ? nullptr : place;
}

double weightBytes(double parameters, double bits) { return parameters * bits / 8; }

double bitsPerWeight(std::size_t blockLength, std::size_t bytes) {
    return ratio(8.0 * static_cast<double>(bytes), static_cast<double>(blockLength));
}

double bitsPerWeight(DType type) { return bitsPerWeight(blockElements(type), blockBytes(type)); }

double groupBitsPerWeight(double bits, std::size_t groupSize, double scaleBits, double zeroBits) {
    return bits + ratio(scaleBits + zeroBits, static_cast<double>(groupSize));
}

double nf4BitsPerWeight(std::size_t block, double scaleBits, std::size_t secondBlock, double secondBits) {
    const auto length = static_cast<double>(block);
    return 4 + ratio(scaleBits, length) + ratio(secondBits, length * static_cast<double>(secondBlock));
}

MixedWeights mixedWeights(std::span<const WeightPart> parts) {
    MixedWeights sum;
    double elements = 0;
    for (const WeightPart& part : parts) {
        elements += static_cast<double>(part.elements);
        sum.bytes += weightBytes(static_cast<double>(part.elements), part.bits);
    }
    sum.bitsPerWeight = ratio(8 * sum.bytes, elements);
    return sum;
}

namespace {

std::size_t cacheElementsPerLayer(const AttentionShape& shape) {
    if (shape.kind() == AttentionShape::Kind::Latent)
        return saturatingSum(shape.latentWidth, shape.rotaryWidth);
    return saturatingProduct(2, saturatingProduct(shape.keyHeads, shape.headWidth));
}

} // namespace

std::size_t cacheElementsPerToken(const AttentionShape& shape) {
    return saturatingProduct(shape.layers, cacheElementsPerLayer(shape));
}

std::size_t cacheBytes(const AttentionShape& shape, std::size_t elementBytes, std::size_t batch,
                       std::size_t positions) {
    std::size_t kept = 0; // positions, summed over the layers
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        const std::size_t window = layer < shape.windows.size() ? shape.windows[layer] : 0;
        kept = saturatingSum(kept, window == 0 ? positions : std::min(positions, window));
    }
    const std::size_t perPosition = saturatingProduct(cacheElementsPerLayer(shape), elementBytes);
    return saturatingProduct(batch, saturatingProduct(kept, perPosition));
}

EncoderDecoderCache encoderDecoderCache(std::size_t decoderLayers, std::size_t width,
                                        std::size_t encoderPositions, std::size_t elementBytes) {
    const std::size_t perToken =
        saturatingProduct(saturatingProduct(2, decoderLayers), saturatingProduct(width, elementBytes));
    return {perToken, saturatingProduct(perToken, encoderPositions)};
}

std::size_t cacheSlots(std::size_t memoryBytes, std::size_t cacheBytesPerToken) {
    return cacheBytesPerToken == 0 ? 0 : memoryBytes / cacheBytesPerToken;
}

PagedCache pagedCache(std::size_t tokens, std::size_t blockSize) {
    if (blockSize == 0) return {};
    const std::size_t rest = tokens % blockSize;
    return {tokens / blockSize + (rest > 0 ? 1 : 0), rest > 0 ? blockSize - rest : 0};
}

Fit fit(const FitInput& input) {
    Fit result;
    const double usable =
        wholePart(static_cast<double>(input.deviceBytes) * std::clamp(input.utilization, 0.0, 1.0));
    const double taken = static_cast<double>(input.weightBytes) + static_cast<double>(input.reservedBytes);
    result.cacheBudgetBytes = signedDifference(usable, taken);
    if (result.cacheBudgetBytes <= 0) return result;
    result.tokens = cacheSlots(static_cast<std::size_t>(result.cacheBudgetBytes), input.cacheBytesPerToken);
    if (input.sequenceTokens > 0) result.sequences = result.tokens / input.sequenceTokens;
    return result;
}

} // namespace tokenarium
