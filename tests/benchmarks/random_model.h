// SPDX-License-Identifier: GPL-3.0-or-later
// Models with random weights in the shapes that benchmarks time: speed does not depend on the values.
#pragma once

#include "engine/backend/packed_matrix.h"
#include "engine/model/weights.h"
#include "engine/tensor/checkpoint.h"

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace tokenarium {

/// GPT-2 with other numbers.
struct NamedShape {
    const char* name; ///< of the peer's file, where there is one
    std::size_t vocabulary, positions, width, layers, heads;
};

inline constexpr NamedShape gpt2Shape = {"gpt2-124m", 50257, 1024, 768, 12, 12};
inline constexpr NamedShape ownShape = {"g3m", 4096, 512, 192, 6, 6}; ///< as large as our own models

inline ModelConfig configOf(const NamedShape& shape) {
    ModelConfig config;
    config.layers = shape.layers;
    config.width = shape.width;
    config.heads = config.keyHeads = shape.heads;
    config.headWidth = shape.width / shape.heads;
    config.feedForwardWidth = 4 * shape.width;
    config.vocabularySize = shape.vocabulary;
    config.positions = shape.positions;
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = config.normBias = true;
    config.tiedHead = true;
    return config;
}

/// A matrix of weights that every token is multiplied with.
inline bool isMatrix(const std::string& name, const Shape& shape) {
    return shape.rank() == 2 && name != "embed.positions.weight";
}

/// Matrices for reading only in the format `stored`; without one everything can be trained.
inline Weights randomWeights(const ModelConfig& config, std::optional<DType> stored, Backend& backend) {
    std::minstd_rand generator(1);
    std::vector<float> noise(1 << 16);
    for (float& number : noise) number = 0.04F * (static_cast<float>(generator()) / generator.max() - 0.5F);
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        std::vector<float> values(shape.elements());
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = noise[(i * 7 + i / noise.size()) % noise.size()];
        if (stored && isMatrix(name, shape) && canPack(shape, *stored))
            return backend.storeMatrix(name, shape, quantize(values, shape, *stored), *stored);
        Tensor tensor = backend.allocate(name, shape);
        backend.write(values, tensor);
        return tensor;
    });
}

/// Bytes of the matrices: what decoding a token reads at least.
inline double matrixBytes(const Weights& weights) {
    double bytes = 0;
    Weights copy = weights;
    forEachTensor(copy, [&](Tensor& tensor) {
        if (isMatrix(tensor.name, tensor.shape))
            bytes += static_cast<double>(storageBytes(tensor.shape, tensor.dtype));
    });
    return bytes;
}

} // namespace tokenarium
