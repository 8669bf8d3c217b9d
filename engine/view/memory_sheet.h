// SPDX-License-Identifier: GPL-3.0-or-later
// What a model takes of a device's memory, for every format it can be run in and every way to train it.
// Bytes; sizes of one device.
#pragma once

#include "engine/cost/attention_shape.h"
#include "engine/cost/model_shape.h"
#include "engine/cost/tensor_list.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tokenarium {

enum class MemoryPart : std::uint8_t { Weights, Cache, Gradients, Master, Moments, Activations, Working };
inline constexpr std::size_t memoryParts = 7;

/// What is kept of a layer for the way back (Korthikanti et al., arXiv 2205.05198).
enum class Recompute : std::uint8_t { Nothing, Scores, Layers };

struct MemoryInput {
    const TensorList* tensors = nullptr;
    std::size_t parameters = 0;
    std::optional<ModelShape> shape;    ///< nothing: neither cache nor activations are known
    std::size_t context = 0, texts = 1; ///< tokens of each text; how many at once
    std::size_t cacheElementBytes = 2;
    double workingBytes = 0; ///< set aside for what else runs; an assumption
    Recompute recompute = Recompute::Nothing;
    std::size_t devices = 1; ///< of ZeRO
    std::size_t loraRank = 16;
};

/// One way to run or to train.
struct MemoryRow {
    std::string_view id; ///< "Q4_K", "mixed_adam_16", "zero_2", "lora"; lives for ever
    double bits = 0;     ///< of a weight, in running and of what LoRA leaves alone
    std::array<double, memoryParts> bytes{};
    std::size_t trained = 0; ///< parameters that change
    double part(MemoryPart which) const { return bytes[std::size_t(which)]; }
    double total() const;
};

/// From the widest number format to the narrowest.
std::vector<MemoryRow> runningRows(const MemoryInput& input);
/// Everything in one device first, then ZeRO's stages over `devices` of them, then LoRA on 16-bit and on
/// 4-bit weights.
std::vector<MemoryRow> trainingRows(const MemoryInput& input);

/// Of all texts; with what an encoder leaves for the decoder. 0 for what writes nothing.
double cacheBytesOf(const std::optional<ModelShape>& shape, std::size_t elementBytes, std::size_t texts,
                    std::size_t context);
/// The same layer by layer.
std::vector<double> cacheBytesOfLayers(const std::optional<ModelShape>& shape, std::size_t elementBytes,
                                       std::size_t texts, std::size_t context);
/// Bytes that one more token of one text adds (with windows: while they are not full).
std::size_t cacheBytesPerToken(const std::optional<ModelShape>& shape, std::size_t elementBytes);

/// Bits of a weight in a format of runningRows; 0 where there is none of that name.
double bitsOfFormat(std::string_view id);

/// Thin matrices beside those of attention, queries, keys, values and outputs ("LoRA").
std::size_t loraParametersOf(const TensorList& tensors, std::size_t rank);

/// Whether the token table is the head too: the model writes tokens and has no head of its own.
bool hasTiedHead(const TensorList& tensors, const std::optional<ModelShape>& shape);

} // namespace tokenarium
