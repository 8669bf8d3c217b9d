// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-level byte-pair encoding, exact as tiktoken does it: the plain merge loop and the fast way.
#pragma once

#include "engine/text/packed_vocabulary.h"
#include "engine/text/text_tokenizer.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace tokenarium {

/// The tokenizer of a byte-pair vocabulary. Throws std::runtime_error if `vocabulary` is of another kind.
std::shared_ptr<const TextTokenizer> createBytePair(std::shared_ptr<const PackedVocabulary> vocabulary);

/// The definition: starts with single bytes and, as long as two neighbours together are a token, joins the
/// pair whose token has the lowest id (its rank), the leftmost such pair first. `find` knows the tokens, all
/// 256 single bytes among them. Appends the tokens (spans from the piece's start) and, if asked, the merges.
/// Quadratic.
void mergePlainly(const std::function<std::optional<TokenId>(std::string_view)>& find, std::string_view piece,
                  std::vector<Token>& out, std::vector<Merge>* log = nullptr);

} // namespace tokenarium
