// SPDX-License-Identifier: GPL-3.0-or-later
// What is known about the offered vocabularies, and reading the files they come in before they are packed.
#pragma once

#include "engine/text/packed_vocabulary.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// How the package ships it.
enum class VocabularyFormat {
    Tiktoken,      ///< lines "base64 rank"
    SpelledPieces, ///< a program with base64 of lines, in id order, spelled as tokenizer.json does
    TekkenRanks,   ///< JSON with base64 tokens in order of rank; ids begin behind the special tokens
    TokenizerJson, ///< Hugging Face's
    BertJson,      ///< a JSON list of word pieces
};

/// A vocabulary the program offers by name. What its file does not say stands here.
struct KnownVocabulary {
    std::string_view name, title;
    VocabularyKind kind = VocabularyKind::BytePair;
    VocabularyFormat format = VocabularyFormat::Tiktoken;
    SplitRule splitRule = SplitRule::None;
    std::size_t size = 0;                      ///< number of ids
    std::string_view source, licence;          ///< the licence of the data, not of the package
    std::vector<SpecialToken> specialTokens{}; ///< not where they stand in the file
    std::vector<TokenId> templatePrefix{};     ///< see VocabularySource
};

/// In the order in which they are offered.
const std::vector<KnownVocabulary>& knownVocabularies();
const KnownVocabulary* findKnownVocabulary(std::string_view name);

/// A rank file of tiktoken, lines "base64 rank", as one of the known byte-pair vocabularies. Throws
/// std::runtime_error that names file, line and what was expected.
VocabularySource readTiktoken(const std::filesystem::path& file, const KnownVocabulary& known);

/// The files of the formats of that name; they throw likewise.
VocabularySource readSpelledPieces(const std::filesystem::path& file, const KnownVocabulary& known);
VocabularySource readTekken(const std::filesystem::path& file, const KnownVocabulary& known);
/// A tokenizer.json of byte-level BPE, packed once its merges are known to come to the same as ours.
std::vector<std::byte> packTokenizerJson(const std::filesystem::path& file, const KnownVocabulary& known);

/// Pieces in id order as a source: [UNK] is the unknown one, [PAD] [CLS] [SEP] [MASK] are special, [unusedN]
/// unused.
VocabularySource wordPieceSource(std::string name, std::vector<std::string> pieces);

} // namespace tokenarium
