// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of JSON: finding them in an input, reading the few members we know, writing strings and ids.
#pragma once

#include "app/cli/command_error.h"
#include "app/cli/input.h"
#include "engine/token/token.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium::cli {

/// The members of a line that mean something here; others are skipped.
struct JsonLine {
    std::optional<std::string> text, base64; ///< base64: already decoded
    std::optional<std::vector<TokenId>> ids;
};

/// Throws std::runtime_error with what is wrong and where in the line ("column 12: …").
JsonLine parseJsonLine(std::string_view line);

/// Some lines of an input, without their line ends (LF or CRLF; the last may lack it).
struct LineBatch {
    std::vector<std::string_view> lines; ///< valid until the input is read on
    std::size_t firstNumber = 1;         ///< of the first line, counted from 1
};

/// Goes through `input` in batches of whole lines: what a window of at least `bytes` holds, or one longer
/// line.
class LineBatches {
public:
    LineBatches(Input& of, std::size_t bytes) : input(of), windowBytes(bytes) {}
    /// The next lines, at least one; nullptr after the last. The batch before is no longer valid.
    const LineBatch* next();

private:
    Input& input;
    const std::size_t windowBytes;
    std::size_t used = 0; // bytes of the window that the batch takes
    LineBatch batch;
};

/// What a wrong line makes the command say.
CommandError lineError(const Input& input, std::size_t number, const std::string& what);

/// Calls `take` for each line. What it throws as std::runtime_error becomes a lineError.
void eachLine(Input& input, const std::function<void(std::string_view line)>& take);

/// Appends a JSON string; bytes from 0x80 on are written as they are, so `utf8` must be valid.
void appendJsonString(std::string_view utf8, std::string& out);
/// Appends "[1,2,3]".
void appendJsonIds(std::span<const TokenId> ids, std::string& out);

} // namespace tokenarium::cli
