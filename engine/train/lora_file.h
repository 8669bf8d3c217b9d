// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters as a folder in the layout of Hugging Face's PEFT: adapter_model.safetensors and
// adapter_config.json.
#pragma once

#include "engine/train/lora.h"

#include <filesystem>

namespace tokenarium {

/// Tensors in F32 under PEFT's names, "base_model.model.model.layers.3.self_attn.q_proj.lora_A.weight". GPT-2
/// keeps queries, keys and values in one matrix, for which PEFT has one adapter; ours for its parts are
/// written under our names, "base_model.model.block.3.attention.query.lora_A.weight", and only this program
/// reads them. The folder must exist. Throws std::runtime_error that names the file.
void saveLora(const std::filesystem::path& folder, const Lora& lora, const ModelConfig& config,
              Backend& backend);

/// Reads what saveLora wrote, and adapters of PEFT, whose one adapter for queries, keys and values of GPT-2
/// becomes three that are equal in A. Throws std::runtime_error that names the file, the tensor or field and
/// the reason: another shape or rank than expected, A without B, a tensor this model has no place for, a
/// number that is not finite, or a kind of adapter (DoRA, rank-stabilised, trained biases) that computes
/// something else.
Lora loadLora(const std::filesystem::path& folder, const ModelConfig& config, Backend& backend);

} // namespace tokenarium
