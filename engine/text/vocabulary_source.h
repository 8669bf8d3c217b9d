// SPDX-License-Identifier: GPL-3.0-or-later
// What is known about the offered vocabularies, and reading the files they come in before they are packed.
#pragma once

#include "engine/text/packed_vocabulary.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A vocabulary the program offers by name. The special tokens are in no rank file, so they stand here.
struct KnownVocabulary {
    std::string_view name, title;
    VocabularyKind kind = VocabularyKind::BytePair;
    SplitRule splitRule = SplitRule::None;
    std::size_t size = 0; ///< number of ids
    std::string_view source, licence;
    std::vector<SpecialToken> specialTokens; ///< byte-pair only; word pieces have theirs among the entries
};

/// In the order in which they are offered.
const std::vector<KnownVocabulary>& knownVocabularies();
const KnownVocabulary* findKnownVocabulary(std::string_view name);

/// A rank file of tiktoken, lines "base64 rank", as one of the known byte-pair vocabularies. Throws
/// std::runtime_error that names file, line and what was expected.
VocabularySource readTiktoken(const std::filesystem::path& file, const KnownVocabulary& known);

/// Pieces in id order as a source: [UNK] is the unknown one, [PAD] [CLS] [SEP] [MASK] are special, [unusedN]
/// unused.
VocabularySource wordPieceSource(std::string name, std::vector<std::string> pieces);

} // namespace tokenarium
