// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a model as a folder that other programs open: model.safetensors, config.json, tokenizer.json.
#pragma once

#include "engine/model/weights.h"
#include "engine/text/text_tokenizer.h"
#include "engine/train/recipe_tokenizer.h"

#include <filesystem>
#include <string>

namespace tokenarium {

/// As Hugging Face has it for gpt2, llama, qwen2 or qwen3; loadConfig reads it.
std::string configJson(const ModelConfig& config, const DocumentTokens& around, DType type);

/// Tensors under Hugging Face's names and arranged as there. F32 or BF16; with Q8_0 matrices whose rows are
/// blocks of 32 become I8 with NAME.scale beside it (splitScaledPair), which other programs do not read, and
/// the rest stays F32. Each file replaces its predecessor whole or not at all. Throws std::runtime_error.
void createModelFolder(const std::filesystem::path& folder, const ModelConfig& config, Weights& weights,
                       Backend& backend, const TextTokenizer& tokenizer, const DocumentTokens& around,
                       DType type);

} // namespace tokenarium
