// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer that brings a text into NFC before it splits it, as Qwen's does.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <memory>

namespace tokenarium {

/// Spans are those of the original text; tokens share a byte where a character becomes more tokens than it
/// has bytes. Decoding gives the normalised one back. A piece may hold several of `plain`'s pieces where they
/// share a cluster of characters (nfc.h), and a piece that normalising changes logs no merges, since their
/// places would be those of another text. `plain` must not look at text before a piece.
std::shared_ptr<const TextTokenizer> createNormalizing(std::shared_ptr<const TextTokenizer> plain);

} // namespace tokenarium
