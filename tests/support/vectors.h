// SPDX-License-Identifier: GPL-3.0-or-later
// Reads conformance cases (JSON Lines) and finds packed vocabularies, for tests of all tokenizers.
#pragma once

#include "engine/text/text_tokenizer.h"
#include "engine/token/token.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium::testing {

/// One line of a vector file; `line` counts from 1. A case with `alternatives` is disputed between
/// references.
struct VectorCase {
    std::size_t line = 0;
    SpecialMode mode = SpecialMode::Plain;
    std::string text, source, category;
    std::vector<TokenId> ids;
    std::vector<std::pair<std::string, std::vector<TokenId>>> alternatives; ///< engine name, its ids
    std::optional<std::string> decoded; ///< only where decoding does not give the text back
};

/// $TOKENARIUM_VECTORS, else ../shared/vectors beside the repository.
std::filesystem::path vectorsFolder();
/// tests/golden of the repository.
std::filesystem::path goldenFolder();
/// Throws std::runtime_error with file and line where a line is not understood; the file must exist.
std::vector<VectorCase> readVectors(const std::filesystem::path& file);

/// Folder of the packed vocabularies of this build ($TOKENARIUM_VOCABULARIES first).
std::filesystem::path vocabulariesFolder();

/// Text with control characters and non-ASCII bytes written as \xNN, for messages; cut at 200 bytes.
std::string visible(std::string_view text);
/// Ids of the tokens of a stream.
std::vector<TokenId> idsOf(const TokenStream& stream);

} // namespace tokenarium::testing
