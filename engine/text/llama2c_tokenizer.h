// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizer.bin of llama2.c: entries with scores, merged as SentencePiece does.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace tokenarium {

/// A number (the longest entry), then for each id a score, a length and the bytes. Entries are taken as they
/// are, "<0x0A>" for a byte; ids 0, 1 and 2 are the unknown token and the marks of beginning and end.
/// Throws std::runtime_error that begins with `name` and says the place, what is wrong and what is expected.
///
/// A text gets a space in front, then every character of UTF-8 is a token, or, where it is no entry, its
/// bytes are; then again and again those two neighbours become one whose entry has the highest score, the
/// leftmost of equals first. The whole text is one piece. SpecialMode::Template puts the mark of beginning in
/// front.
std::shared_ptr<const TextTokenizer> loadLlama2cTokenizer(std::string_view content, const std::string& name);

/// The same for a file of at most 64 MB.
std::shared_ptr<const TextTokenizer> loadLlama2cTokenizer(const std::filesystem::path& file);

} // namespace tokenarium
