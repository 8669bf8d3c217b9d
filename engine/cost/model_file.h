// SPDX-License-Identifier: GPL-3.0-or-later
// Any file that tells what a model is made of: a config.json, or the header of a file of weights, whose
// numbers are not read.
#pragma once

#include "engine/cost/tensor_list.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace tokenarium {

struct ModelFile {
    /// What loadArchitecture reads: the file itself, the config.json beside it, or what a GGUF file says of
    /// itself. "" where there is none that it understands, and then `configProblem` says why.
    std::string config, configProblem;
    TensorList tensors;               ///< of a file of weights; empty: it was a config.json
    std::vector<std::string> formats; ///< number formats of its tensors, the one with most numbers first
    std::size_t files = 1;            ///< more than one: an index of several
    std::size_t buffers = 0;          ///< numbers in the file that are no weights: masks, frequencies, scales
};

/// config.json, safetensors or the index of several, GGUF, .bin of llama2.c, or a folder with one of them; a
/// file of weights may be cut off after its header. Throws std::runtime_error with file, place and what is
/// expected.
ModelFile loadModelFile(const std::filesystem::path& path);

} // namespace tokenarium
