// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabulary that a GGUF file carries, both ways.
#pragma once

#include "engine/tensor/checkpoint.h"
#include "engine/text/text_tokenizer.h"

#include <map>
#include <memory>
#include <string>

namespace tokenarium {

struct GgufTokenizer {
    std::shared_ptr<const TextTokenizer> tokenizer; ///< null where ours would give other ids …
    std::string problem;                            ///< … and then why, as a sentence
};

/// Byte-level BPE that splits as GPT-2, cl100k or o200k do, SentencePiece's byte pairs with scores, and
/// vocabularies of characters and bytes such as ours. `file` is for the sentence.
GgufTokenizer loadGgufTokenizer(const std::map<std::string, MetadataValue>& metadata,
                                const std::string& file);

/// The keys tokenizer.ggml.* but for those of marks. llama.cpp wants an entry for each of the model's `rows`:
/// those beyond the tokenizer's own are marked as unused. Throws std::runtime_error where the tokenizer
/// cannot be said in that form.
std::map<std::string, MetadataValue> createGgufTokenizer(const TextTokenizer& tokenizer,
                                                         std::size_t rows = 0);

} // namespace tokenarium
