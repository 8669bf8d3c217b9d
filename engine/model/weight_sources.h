// SPDX-License-Identifier: GPL-3.0-or-later
// Under which names, and how arranged, the files of others hold the tensors of a model.
#pragma once

#include "engine/model/config.h"
#include "engine/tensor/checkpoint.h"

#include <string>
#include <vector>

namespace tokenarium {

/// Where a tensor of ours lies in a file.
struct WeightSource {
    std::string name;
    std::size_t part = 0, parts = 1; ///< of the outputs: queries, keys and values may share a matrix
    bool transposed = false;         ///< [inputs, outputs]
};

/// Everywhere the tensor of this name (see makeWeights) may lie, in the order in which it is looked for:
/// under our name, then under those of the format. Those of Hugging Face come with and without a prefix, with
/// it first.
std::vector<WeightSource> weightSources(const ModelConfig& config, const std::string& name,
                                        Checkpoint::Format format);

/// The shape that a file has there for a tensor of ours of the shape `wanted`.
Shape shapeInFile(const WeightSource& source, const Shape& wanted);

} // namespace tokenarium
