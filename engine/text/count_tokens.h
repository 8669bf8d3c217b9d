// SPDX-License-Identifier: GPL-3.0-or-later
// Counting the tokens of a text without keeping them.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <optional>
#include <stop_token>

namespace tokenarium {

/// Number of tokens of `text` (SpecialMode::Plain), in memory bounded by the longest piece; nullopt when
/// stopped.
std::optional<std::size_t> countTokens(const TextTokenizer& tokenizer, std::string_view text,
                                       std::stop_token stop = {});

} // namespace tokenarium
