// SPDX-License-Identifier: GPL-3.0-or-later
// A whole file or all of standard input as bytes.
#pragma once

#include "engine/file/mapped_file.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace tokenarium::cli {

/// Bytes of a file, mapped, or of standard input ("-"), read.
class FileBytes {
public:
    /// Throws CommandError (BadInput) with the reason.
    explicit FileBytes(const std::string& file);
    std::span<const std::byte> bytes() const;
    std::string_view text() const;

private:
    std::variant<std::string, MappedFile> contents;
};

} // namespace tokenarium::cli
