// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that training holds: weights, gradients and optimizer state, split over devices or not; activations;
// LoRA. Formula ids are those of facts/memory.json. Total functions; nonsense gives 0.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace tokenarium {

/// Bytes per parameter of what an optimizer keeps.
struct TrainingScheme {
    const char* name;
    int weights, gradients, master, firstMoment, secondMoment; ///< bytes; master: weights in 32 bits
    int bytesPerParameter() const { return weights + gradients + master + firstMoment + secondMoment; }
};
/// fp32_adam, mixed_adam_16 and _18 ("mixed Adam states", ZeRO, arXiv 1910.02054), mixed_adam_8bit, fp32_sgd,
/// fp32_sgd_momentum, inference_fp16.
std::span<const TrainingScheme> trainingSchemes();
const TrainingScheme* trainingScheme(std::string_view name); ///< nullptr where there is none

/// Without activations.
double trainingStateBytes(double parameters, const TrainingScheme& scheme);

/// "ZeRO per device" for mixed precision with Adam, 16 bytes a parameter: stage 0 keeps all everywhere; 1
/// splits the optimizer state over the devices, 2 the gradients too, 3 the weights too. Larger stages are 3.
double zeroBytesPerDevice(double parameters, std::size_t devices, int stage);

/// One transformer layer of standard shape (feed-forward four times as wide), 16-bit activations
/// (Korthikanti et al., arXiv 2205.05198, Table 2). t: devices that share each matrix.
struct ActivationInput {
    double positions = 0, batch = 0, width = 0, heads = 0, layers = 0,
           tensorParallel = 1; ///< s, b, h, a, L, t
};
struct ActivationBytes {
    double scoresRatio = 0;            ///< 5as/h: what scores and probabilities add to the 34 of the rest
    double layer = 0;                  ///< s·b·h·(34 + 5as/h): nothing recomputed, one device
    double layerTensorParallel = 0;    ///< s·b·h·(10 + 24/t + 5as/(ht))
    double layerSequenceParallel = 0;  ///< the 10 split as well
    double layerSelective = 0;         ///< scores and probabilities computed again: 34·s·b·h/t
    double layerFullRecompute = 0;     ///< only the layer's input: 2·s·b·h
    double selectiveSavedFraction = 0; ///< of layerSequenceParallel
    double allLayers = 0;              ///< L · layer
};
ActivationBytes activationBytes(const ActivationInput& input);

/// "LoRA": two thin matrices beside each adapted one.
struct AdaptedMatrices {
    std::size_t inputs = 0, outputs = 0, count = 0;
};
std::size_t loraParameters(std::span<const AdaptedMatrices> matrices, std::size_t rank);

} // namespace tokenarium
