// SPDX-License-Identifier: GPL-3.0-or-later
// BERT's tokenizer: cleaned and lower-cased words, cut greedily into the longest pieces of the vocabulary.
#pragma once

#include "engine/text/bert_characters.h"
#include "engine/text/text_tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// The tokenizer as Hugging Face's BertNormalizer, BertPreTokenizer and WordPiece make it
/// (engine/text/README.md says where other programs differ). Pieces that continue a word are written "##ing"
/// in the vocabulary. Spans are those of the original bytes: an accent that is dropped belongs to the token
/// of its letter; a dropped control character or invalid byte belongs to no token unless it lies inside one;
/// a character that becomes several letters (한 becomes ᄒ ᅡ ᆫ) deals its bytes out among them. Throws
/// std::runtime_error when the vocabulary has no [UNK].
std::shared_ptr<const TextTokenizer> createWordPiece(std::shared_ptr<const Vocabulary> vocabulary,
                                                     WordPieceOptions options = {});

/// The pieces of a BERT vocab.txt in id order: one a line, UTF-8, LF or CRLF, with [UNK] among them. Throws
/// std::runtime_error that names `file`, the line and what was expected.
std::vector<std::string> readVocabTxt(const std::filesystem::path& file);

/// The same from the content of a file; `name` is for messages.
std::vector<std::string> parseVocabTxt(std::string_view content, const std::string& name);

} // namespace tokenarium
