// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that training holds.
#include "engine/cost/training_memory.h"

#include "engine/tensor/saturating.h"

#include <algorithm>

namespace tokenarium {
namespace {

constexpr TrainingScheme schemes[] = {
    {"fp32_adam", 4, 4, 0, 4, 4},      {"mixed_adam_16", 2, 2, 4, 4, 4},
    {"mixed_adam_18", 2, 4, 4, 4, 4},  {"mixed_adam_8bit", 2, 2, 4, 1, 1},
    {"fp32_sgd", 4, 4, 0, 0, 0},       {"fp32_sgd_momentum", 4, 4, 0, 4, 0},
    {"inference_fp16", 2, 0, 0, 0, 0},
};

} // namespace

std::span<const TrainingScheme> trainingSchemes() { return schemes; }

const TrainingScheme* trainingScheme(std::string_view name) {
    const auto place = std::find_if(std::begin(schemes), std::end(schemes),
                                    [&](const TrainingScheme& one) { return name == one.name; });
    return place == std::end(schemes) ? nullptr : place;
}

double trainingStateBytes(double parameters, const TrainingScheme& scheme) {
    return parameters * scheme.bytesPerParameter();
}

double zeroBytesPerDevice(double parameters, std::size_t devices, int stage) {
    constexpr double weights = 2, gradients = 2, optimizer = 12; // bytes per parameter
    const double share = 1 / static_cast<double>(std::max<std::size_t>(devices, 1));
    return parameters * (weights * (stage >= 3 ? share : 1) + gradients * (stage >= 2 ? share : 1) +
                         optimizer * (stage >= 1 ? share : 1));
}

ActivationBytes activationBytes(const ActivationInput& input) {
    ActivationBytes bytes;
    if (!(input.width > 0) || !(input.tensorParallel > 0)) return bytes;
    const double sbh = input.positions * input.batch * input.width, t = input.tensorParallel;
    const double scores = 5 * input.heads * input.positions / input.width;
    bytes.scoresRatio = scores;
    bytes.layer = sbh * (34 + scores);
    bytes.layerTensorParallel = sbh * (10 + 24 / t + scores / t);
    bytes.layerSequenceParallel = sbh / t * (34 + scores);
    bytes.layerSelective = 34 * sbh / t;
    bytes.layerFullRecompute = 2 * sbh;
    bytes.selectiveSavedFraction = scores / (34 + scores);
    bytes.allLayers = input.layers * bytes.layer;
    return bytes;
}

std::size_t loraParameters(std::span<const AdaptedMatrices> matrices, std::size_t rank) {
    std::size_t sum = 0;
    for (const AdaptedMatrices& one : matrices)
        sum = saturatingSum(sum, saturatingProduct(saturatingProduct(one.count, rank),
                                                   saturatingSum(one.inputs, one.outputs)));
    return sum;
}

} // namespace tokenarium
