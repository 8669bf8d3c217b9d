// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt in one file: a ZIP archive (".tokenarium") with prompt.json and the parts beside it, so that
// people can look into it with what they have.
#pragma once

#include "engine/prompt/prompt.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

namespace tokenarium {

/// Bytes done so far and bytes in all, on the caller's thread.
using PromptFileProgress = std::function<void(std::size_t done, std::size_t all)>;

/// Whole or not at all: the old file stays until the new one is complete. A part that is linked is written as
/// path and hash, the others are embedded (texts compressed); an origin is noted where a part has one, so
/// clear it in what is to be given away. False where `stop` asked for an end; then
/// nothing has changed. Throws std::runtime_error with a sentence: no room, no permission, more than
/// mostPromptBytes embedded.
bool savePrompt(const std::filesystem::path& file, const Prompt& prompt, std::stop_token stop = {},
                const PromptFileProgress& progress = {});

inline constexpr std::size_t mostPromptBytes = std::size_t{2} << 30, mostPromptParts = 1'000;

struct OpenedPrompt {
    Prompt prompt; ///< the content of linked parts is read, too, where it is there and has not changed
    /// Linked parts (by number) whose file is absent, unreadable, or not the one that was meant: the content
    /// is null.
    struct Trouble {
        std::size_t part;
        std::string message; ///< English: names the file and what is wrong
    };
    std::vector<Trouble> troubles;
};

/// nullopt where `stop` asked for an end. Throws std::runtime_error with file, place and what was expected:
/// no such archive, cut off, a part that is missing or larger than the limits, a prompt.json that says
/// something else. Nothing is allocated before its size is checked.
std::optional<OpenedPrompt> loadPrompt(const std::filesystem::path& file, std::stop_token stop = {},
                                       const PromptFileProgress& progress = {});

/// The same of bytes that are in memory; `file` names them and says where linked parts lie.
std::optional<OpenedPrompt> loadPrompt(std::span<const std::byte> bytes, const std::filesystem::path& file,
                                       std::stop_token stop = {}, const PromptFileProgress& progress = {});

} // namespace tokenarium
