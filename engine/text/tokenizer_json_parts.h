// SPDX-License-Identifier: GPL-3.0-or-later
// What the writer and the reader of tokenizer.json must agree on.
#pragma once

#include "engine/text/split_words.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tokenarium {

/// The regular expression of a split rule as it is published; "" for None.
std::string_view splitExpression(SplitRule rule);

/// "<0x0A>"
std::string spelledByte(unsigned byte);

/// Bytes. Packing a vocabulary takes quadratic time in its longest entry, so a file may not ask for more.
inline constexpr std::size_t longestJsonEntry = 256;

} // namespace tokenarium
