// SPDX-License-Identifier: GPL-3.0-or-later
// What every tokenizer trainer does with its text: takes it in blocks, cuts it at special tokens, splits the
// rest.
#pragma once

#include "engine/text/special_finder.h"
#include "engine/text/text_tokenizer.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Throws std::runtime_error where one is empty, not UTF-8, or there twice.
void checkSpecialTexts(const std::vector<std::string>& texts);

/// `texts` with the ids `first`, `first` + 1, …
std::vector<SpecialToken> numberSpecials(const std::vector<std::string>& texts, TokenId first);

/// As TextTokenizer::split.
using Splitter =
    std::function<void(std::string_view text, std::size_t begin, std::size_t limit, std::vector<Piece>& out)>;

/// Hands every piece of `text` to `take`; special tokens that are written in it separate pieces and are not
/// handed over. Where the text goes on (`last` is false) the pieces that may still change stay behind.
/// Returns how many bytes are done with: the next call begins there, with more text.
std::size_t eachTrainingPiece(std::string_view text, bool last, const SpecialFinder& finder,
                              const Splitter& split, const std::function<void(std::string_view)>& take);

} // namespace tokenarium
