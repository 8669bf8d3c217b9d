// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens that stand before and after a text: beginning, end, and the language marks of our own models.
#pragma once

#include "engine/tensor/checkpoint.h"
#include "engine/text/text_tokenizer.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A plain value; ids below the size of the vocabulary.
struct DocumentMarks {
    std::optional<TokenId> beginning;
    bool beginsTexts = false;  ///< `beginning` stands before every text, not only where there is none
    std::vector<TokenId> ends; ///< any of them ends a text; the first is the one that is written
    std::optional<TokenId> english, chinese, pair; ///< what kind of text follows; stories only
    bool operator==(const DocumentMarks&) const = default;
};

/// bos_token_id, eos_token_id (an id or a list) and add_bos_token of a config.json. Where the last is not
/// said, `tokenizerConfig` (the text of a tokenizer_config.json, or empty) decides, else texts begin with the
/// mark if it is no end as well. Throws std::runtime_error that names `source`, also for ids that the
/// vocabulary has not.
DocumentMarks loadDocumentMarks(std::string_view configJson, std::string_view tokenizerConfig,
                                std::size_t vocabularySize, const std::string& source);
/// The same from GGUF (tokenizer.ggml.bos_token_id …).
DocumentMarks loadDocumentMarks(const std::map<std::string, MetadataValue>& metadata,
                                std::size_t vocabularySize, const std::string& source);

/// Sets the language marks where the vocabulary has the special tokens <|en|>, <|zh|> and <|pair|>.
void findLanguageMarks(const Vocabulary& vocabulary, DocumentMarks& marks);

/// Are more than three tenths of the letters and signs (white space aside) Chinese characters?
bool looksChinese(std::string_view text);

/// What stands before this text: the beginning where it belongs there, then the mark of its language.
std::vector<TokenId> openingOf(const DocumentMarks& marks, std::string_view text);

} // namespace tokenarium
