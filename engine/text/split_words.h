// SPDX-License-Identifier: GPL-3.0-or-later
// The pre-tokenizers of byte-level vocabularies, written by hand: text → pieces that never merge with each
// other.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Which published regular expression is followed (see README.md in this folder). Stored in files: only add.
enum class SplitRule : std::uint32_t {
    None = 0,
    Gpt2 = 1,
    Cl100k = 2,
    O200k = 3,
    Qwen = 4,     ///< cl100k with every digit alone
    DeepSeek = 5, ///< three expressions, one behind the other
    Tekken = 6,   ///< o200k with every digit alone and without 's, 't …
};
inline constexpr SplitRule lastSplitRule = SplitRule::Tekken;

/// As TextTokenizer::split, for any rule but None. Total over all byte strings: a byte that does not belong
/// to a well-formed UTF-8 sequence is a code point of its own that is neither letter, number, mark nor white
/// space.
void splitWords(SplitRule rule, std::string_view text, std::size_t begin, std::size_t limit,
                std::vector<Piece>& out);

/// The fast form: writes the ends of the next pieces after `begin`, at most `capacity`; returns how many.
/// 0 only at the end of the text.
std::size_t splitWordEnds(SplitRule rule, std::string_view text, std::size_t begin, std::size_t* ends,
                          std::size_t capacity);

} // namespace tokenarium
