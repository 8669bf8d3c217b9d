// SPDX-License-Identifier: GPL-3.0-or-later
// safetensors: a length of 8 bytes, a JSON object that says where each tensor lies, the tensors without a
// gap. Large models are several such files and an index, a JSON object that says which tensor is in which.
#pragma once

#include "engine/tensor/checkpoint_contents.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenarium {

/// Throws std::runtime_error where anything is not as the format says.
CheckpointContents loadSafetensors(std::span<const std::byte> bytes, const std::string& file);

/// What the header says, of number formats that we do not read too.
struct SafetensorsHeader {
    struct Announced {
        std::string name, format; ///< "BF16"
        Shape shape;              ///< more than four dimensions: the last ones as one
        std::uint64_t begin = 0;  ///< of the data, from their beginning
    };
    std::vector<Announced> tensors; ///< as they lie in the file
};
/// Throws std::runtime_error where the header is not as the format says. `bytes` may end with the header.
SafetensorsHeader loadSafetensorsHeader(std::span<const std::byte> bytes, const std::string& file);

struct ShardIndex {
    std::map<std::string, std::string> fileOfTensor; ///< plain names of files in the folder of the index
    std::map<std::string, MetadataValue> metadata;
};

/// Throws std::runtime_error, also where a file name leads out of the folder.
ShardIndex loadShardIndex(std::string_view json, const std::string& file);

} // namespace tokenarium
