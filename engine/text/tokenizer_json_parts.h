// SPDX-License-Identifier: GPL-3.0-or-later
// What the writer and the reader of tokenizer.json must agree on.
#pragma once

#include "engine/text/packed_vocabulary.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// The regular expressions of a split rule as they are published, each for the parts that the ones before it make;
/// none for None.
std::vector<std::string_view> splitExpressions(SplitRule rule);

/// All rules that have expressions.
inline constexpr SplitRule splitRulesWithExpressions[] = {SplitRule::Gpt2,     SplitRule::Cl100k,
                                                          SplitRule::O200k,    SplitRule::Qwen,
                                                          SplitRule::DeepSeek, SplitRule::Tekken};

struct FileMerge {
    TokenId left = 0, right = 0, result = 0;
    auto operator<=>(const FileMerge&) const = default;
};

/// A byte-level BPE file, read but not yet checked against its own merges.
struct BytePairJson {
    VocabularySource source;
    std::vector<FileMerge> merges;
    bool wholePiecesToo = false; ///< a piece that is an entry is a token whether merging reaches it or not
};

/// Throws std::runtime_error as loadTokenizerJson does.
BytePairJson readBytePairJson(const std::filesystem::path& file);
/// Our merging knows tokens, the file's knows pairs; they come to the same where every token has its last
/// merge in the file (byte_pair_trainer.cpp says why). Throws std::runtime_error where that is not so.
/// `vocabulary` is made of `json.source`.
void checkMerges(const PackedVocabulary& vocabulary, BytePairJson json);

/// "<0x0A>"
std::string spelledByte(unsigned byte);

/// Bytes. Packing a vocabulary takes quadratic time in its longest entry, so a file may not ask for more.
inline constexpr std::size_t longestJsonEntry = 256;

} // namespace tokenarium
