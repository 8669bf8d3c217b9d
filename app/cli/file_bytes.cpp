// SPDX-License-Identifier: GPL-3.0-or-later
// Files are mapped; standard input is read to its end.
#include "app/cli/file_bytes.h"

#include "app/cli/command_error.h"

#include <array>
#include <cstdio>

namespace tokenarium::cli {

FileBytes::FileBytes(const std::string& file) {
    if (file != "-") {
        try {
            contents.emplace<MappedFile>(std::filesystem::u8path(file));
        } catch (const std::runtime_error& error) {
            throw CommandError(ExitCode::BadInput, error.what());
        }
        return;
    }
    std::string text;
    std::array<char, 65536> block;
    while (const std::size_t got = std::fread(block.data(), 1, block.size(), stdin))
        text.append(block.data(), got);
    contents = std::move(text);
}

std::span<const std::byte> FileBytes::bytes() const {
    if (const auto* mapped = std::get_if<MappedFile>(&contents)) return mapped->bytes();
    return std::as_bytes(std::span(std::get<std::string>(contents)));
}

std::string_view FileBytes::text() const {
    return {reinterpret_cast<const char*>(bytes().data()), bytes().size()};
}

} // namespace tokenarium::cli
