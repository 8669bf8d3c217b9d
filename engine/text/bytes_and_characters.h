// SPDX-License-Identifier: GPL-3.0-or-later
// The two tokenizers that need no vocabulary file: one token a byte, and one token a code point.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <memory>

namespace tokenarium {

/// 256 ids: the byte itself.
std::shared_ptr<const TextTokenizer> createBytes();

/// The id is the code point; a byte b that belongs to no well-formed UTF-8 sequence has the id 0x110000 + b.
std::shared_ptr<const TextTokenizer> createCharacters();

} // namespace tokenarium
