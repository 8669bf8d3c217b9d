// SPDX-License-Identifier: GPL-3.0-or-later
// Puts weights, cache, training state and activations side by side.
#include "engine/view/memory_sheet.h"

#include "engine/cost/memory.h"
#include "engine/cost/training_memory.h"

#include <algorithm>
#include <numeric>

namespace tokenarium {
namespace {

struct Format {
    std::string_view id;
    double bits;
};

/// Number formats that models are run in; those of GGUF have the bits of their blocks.
const std::vector<Format>& formats() {
    static const std::vector<Format> all = [] {
        std::vector<Format> list = {{"F32", 32}, {"BF16", 16}, {"FP8", 8}};
        for (const char* name : {"Q8_0", "Q6_K", "Q5_K", "Q4_K", "MXFP4", "Q3_K", "Q2_K", "IQ1_S"})
            if (const BlockFormat* block = blockFormat(name))
                list.push_back({block->name, bitsPerWeight(block->elements, block->bytes)});
        list.push_back({"AWQ", groupBitsPerWeight(4, 128, 16, 4)});
        list.push_back({"NF4", nf4BitsPerWeight(64, 8, 256, 32)});
        std::stable_sort(list.begin(), list.end(),
                         [](const Format& a, const Format& b) { return a.bits > b.bits; });
        return list;
    }();
    return all;
}

double& at(MemoryRow& row, MemoryPart part) { return row.bytes[std::size_t(part)]; }

double activations(const MemoryInput& input) {
    if (!input.shape) return 0;
    ActivationInput what;
    what.positions = double(input.context);
    what.batch = double(input.texts);
    what.width = double(input.shape->width);
    what.heads = double(input.shape->heads);
    what.layers = double(input.shape->layers + input.shape->encoderLayers);
    const ActivationBytes bytes = activationBytes(what);
    switch (input.recompute) {
    case Recompute::Nothing: return bytes.allLayers;
    case Recompute::Scores: return what.layers * bytes.layerSelective;
    case Recompute::Layers: return what.layers * bytes.layerFullRecompute;
    }
    return 0;
}

MemoryRow stateRow(const MemoryInput& input, std::string_view id, const TrainingScheme& scheme,
                   std::size_t devices, int stage) {
    const auto n = double(input.parameters), share = 1 / double(std::max<std::size_t>(devices, 1));
    MemoryRow row;
    row.id = id;
    row.bits = 8.0 * scheme.weights;
    row.trained = input.parameters;
    at(row, MemoryPart::Weights) = n * scheme.weights * (stage >= 3 ? share : 1);
    at(row, MemoryPart::Gradients) = n * scheme.gradients * (stage >= 2 ? share : 1);
    at(row, MemoryPart::Master) = n * scheme.master * (stage >= 1 ? share : 1);
    at(row, MemoryPart::Moments) = n * (scheme.firstMoment + scheme.secondMoment) * (stage >= 1 ? share : 1);
    at(row, MemoryPart::Activations) = activations(input);
    return row;
}

/// The base lies still in its format; what is trained has the 16 bytes of mixed precision.
MemoryRow loraRow(const MemoryInput& input, std::string_view id, double baseBits) {
    const std::size_t trained = input.tensors ? loraParametersOf(*input.tensors, input.loraRank) : 0;
    MemoryInput adapters = input;
    adapters.parameters = trained;
    MemoryRow row = stateRow(adapters, id, *trainingScheme("mixed_adam_16"), 1, 0);
    row.bits = baseBits;
    at(row, MemoryPart::Weights) += weightBytes(double(input.parameters), baseBits);
    return row;
}

} // namespace

double MemoryRow::total() const { return std::accumulate(bytes.begin(), bytes.end(), 0.0); }

std::vector<MemoryRow> runningRows(const MemoryInput& input) {
    std::vector<MemoryRow> rows;
    const double cache = cacheBytesOf(input.shape, input.cacheElementBytes, input.texts, input.context);
    for (const Format& format : formats()) {
        MemoryRow row;
        row.id = format.id;
        row.bits = format.bits;
        at(row, MemoryPart::Weights) = weightBytes(double(input.parameters), format.bits);
        at(row, MemoryPart::Cache) = cache;
        at(row, MemoryPart::Working) = input.workingBytes;
        rows.push_back(row);
    }
    return rows;
}

std::vector<MemoryRow> trainingRows(const MemoryInput& input) {
    std::vector<MemoryRow> rows;
    for (const char* name : {"fp32_adam", "mixed_adam_16", "mixed_adam_18", "mixed_adam_8bit", "fp32_sgd"}) {
        const TrainingScheme* scheme = trainingScheme(name);
        rows.push_back(stateRow(input, scheme->name, *scheme, 1, 0));
    }
    constexpr std::string_view stages[] = {"zero_0", "zero_1", "zero_2", "zero_3"};
    for (int stage = 0; stage <= 3; ++stage)
        rows.push_back(
            stateRow(input, stages[stage], *trainingScheme("mixed_adam_16"), input.devices, stage));
    rows.push_back(loraRow(input, "lora", 16));
    rows.push_back(loraRow(input, "qlora", bitsOfFormat("NF4")));
    return rows;
}

std::vector<double> cacheBytesOfLayers(const std::optional<ModelShape>& shape, std::size_t elementBytes,
                                       std::size_t texts, std::size_t context) {
    std::vector<double> layers;
    if (!shape) return layers;
    if (const auto& attention = shape->attention) {
        for (std::size_t layer = 0; layer < attention->layers; ++layer) {
            AttentionShape one = *attention;
            one.layers = 1;
            one.windows.clear();
            if (layer < attention->windows.size()) one.windows.push_back(attention->windows[layer]);
            layers.push_back(double(cacheBytes(one, elementBytes, texts, context)));
        }
    } else if (shape->kind == ModelShape::Kind::EncoderDecoder) {
        const EncoderDecoderCache cache = encoderDecoderCache(
            1, shape->width, shape->encoderPositions > 0 ? shape->encoderPositions : context, elementBytes);
        const double layer =
            double(texts) * (double(cache.selfBytesPerToken) * double(context) + double(cache.crossBytes));
        layers.assign(shape->layers, layer);
    }
    return layers;
}

double cacheBytesOf(const std::optional<ModelShape>& shape, std::size_t elementBytes, std::size_t texts,
                    std::size_t context) {
    const std::vector<double> layers = cacheBytesOfLayers(shape, elementBytes, texts, context);
    return std::accumulate(layers.begin(), layers.end(), 0.0);
}

std::size_t cacheBytesPerToken(const std::optional<ModelShape>& shape, std::size_t elementBytes) {
    if (!shape) return 0;
    if (shape->attention) return cacheElementsPerToken(*shape->attention) * elementBytes;
    if (shape->kind != ModelShape::Kind::EncoderDecoder) return 0;
    return encoderDecoderCache(shape->layers, shape->width, 0, elementBytes).selfBytesPerToken;
}

double bitsOfFormat(std::string_view id) {
    for (const Format& format : formats())
        if (format.id == id) return format.bits;
    return 0;
}

std::size_t loraParametersOf(const TensorList& tensors, std::size_t rank) {
    std::vector<AdaptedMatrices> adapted;
    for (const ListedTensor& tensor : tensors) {
        const bool attends =
            tensor.part == ParameterPart::AttentionQkv || tensor.part == ParameterPart::AttentionOut;
        if (attends && tensor.module == tensor.part && tensor.shape.rank() == 2)
            adapted.push_back({tensor.shape[1], tensor.shape[0], tensor.copies});
    }
    return loraParameters(adapted, rank);
}

bool hasTiedHead(const TensorList& tensors, const std::optional<ModelShape>& shape) {
    if (!shape || shape->vocabulary == 0) return false;
    if (shape->kind != ModelShape::Kind::Decoder && shape->kind != ModelShape::Kind::EncoderDecoder)
        return false;
    return std::none_of(tensors.begin(), tensors.end(), [](const ListedTensor& tensor) {
        return tensor.role == ListedTensor::Role::LanguageHead && tensor.shape.rank() >= 2;
    });
}

} // namespace tokenarium
