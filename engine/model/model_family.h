// SPDX-License-Identifier: GPL-3.0-or-later
// Under which published name the programs of others know a configuration, and saying it as config.json.
#pragma once

#include "engine/model/config.h"
#include "engine/model/document_marks.h"

#include <string>

namespace tokenarium {

enum class ModelFamily { Gpt2, Llama, Qwen2, Qwen3 };

/// Throws std::runtime_error where none of them is the same model: what differs, as a sentence.
ModelFamily loadFamily(const ModelConfig& config);

const char* familyName(ModelFamily family); ///< "gpt2", "llama" …: in config.json and in GGUF

/// What loadConfig and loadDocumentMarks read, and other programs. RoPE is that of Hugging Face: see
/// RopePairs. Throws as loadFamily.
std::string createConfigJson(const ModelConfig& config, const DocumentMarks& marks);

} // namespace tokenarium
