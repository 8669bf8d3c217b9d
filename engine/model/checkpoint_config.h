// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a model out of a file that brings it along: GGUF and llama2.c.
#pragma once

#include "engine/model/config.h"
#include "engine/tensor/checkpoint.h"

#include <map>
#include <span>
#include <string>

namespace tokenarium {

/// From the metadata of a GGUF file of gpt2, llama, qwen2 or qwen3; what these do not say (how many tokens, a
/// tied head, biases, norms of queries and keys) is seen from its tensors. Throws std::runtime_error that
/// names `file`, the key and what is expected.
ModelConfig loadGgufConfig(const std::map<std::string, MetadataValue>& metadata,
                           std::span<const StoredTensor> tensors, const std::string& file);

/// From the integers of a llama2.c file, and what its program takes for granted. Throws likewise.
ModelConfig loadLlama2cConfig(const std::map<std::string, MetadataValue>& metadata, const std::string& file);

} // namespace tokenarium
