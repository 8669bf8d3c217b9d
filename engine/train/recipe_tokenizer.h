// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizer a recipe asks for: learned from its texts, or read; and the special tokens around documents.
#pragma once

#include "engine/model/document_marks.h"
#include "engine/text/text_tokenizer.h"
#include "engine/train/text_documents.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace tokenarium {

/// Learned ones get these two and then the recipe's marks as their last ids.
inline constexpr const char* beginToken = "<|begin|>";
inline constexpr const char* endToken = "<|end|>";

/// What stands before and after every document: <|begin|> and <|end|>; where a tokenizer has neither, <s> and
/// </s>, or <|endoftext|> for both. Throws std::runtime_error where it has none of them; `source` names it
/// there.
DocumentMarks loadDocumentMarksOf(const Vocabulary& vocabulary, const std::string& source);

/// Learns from the training split. Throws std::runtime_error; where it is stopped the result is of no use.
/// `progress` gets a share from 0 to 1, on this thread.
std::shared_ptr<const TextTokenizer> createRecipeTokenizer(const Recipe& recipe,
                                                           const TextDocuments& documents,
                                                           const std::filesystem::path& folder,
                                                           std::stop_token stop = {},
                                                           const std::function<void(double)>& progress = {});

} // namespace tokenarium
