// SPDX-License-Identifier: GPL-3.0-or-later
// tokenizer.json, the form in which Hugging Face's libraries keep tokenizers: writing ours, reading ours and
// plain byte-level BPE.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace tokenarium {

/// The file for a byte-pair tokenizer with a split rule, or for one of CharacterVocabulary; other programs
/// get the same ids from it (where special tokens are looked for: they always do that). Throws
/// std::runtime_error where the tokenizer cannot be said in that form.
std::string createTokenizerJson(const TextTokenizer& tokenizer);

/// Reads what createTokenizerJson writes, and byte-level BPE files like those of GPT-2, Qwen and DeepSeek V3:
/// whose splitting is one of SplitRule, and whose ids are in order of learning. Throws std::runtime_error that
/// begins with `name` and says the place in the file, what is wrong or not supported, and what would be.
std::shared_ptr<const TextTokenizer> loadTokenizerJson(std::string_view content, const std::string& name);

/// The same for a file of at most 64 MB.
std::shared_ptr<const TextTokenizer> loadTokenizerJson(const std::filesystem::path& file);

/// Does the file begin as a JSON object with members does? A vocab.txt does not.
bool looksLikeTokenizerJson(const std::filesystem::path& file);

} // namespace tokenarium
