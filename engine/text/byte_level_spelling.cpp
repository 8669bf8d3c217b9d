// SPDX-License-Identifier: GPL-3.0-or-later
// Both directions of the spelling, by table.
#include "engine/text/byte_level_spelling.h"

#include "engine/text/utf8.h"

#include <cstdint>

namespace tokenarium {

namespace {

/// By character: the byte plus one, or 0.
constexpr std::array<std::uint16_t, byteLevel::charactersEnd> bytesPlusOne = [] {
    std::array<std::uint16_t, byteLevel::charactersEnd> result{};
    for (unsigned byte = 0; byte < 256; ++byte)
        result[byteLevel::characters[byte]] = static_cast<std::uint16_t>(byte + 1);
    return result;
}();

} // namespace

std::string spellBytes(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) appendUtf8(byteLevel::characters[static_cast<unsigned char>(byte)], text);
    return text;
}

std::optional<std::string> readSpelledBytes(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        if (!character.valid() || character.codePoint >= bytesPlusOne.size()) return std::nullopt;
        const unsigned byte = bytesPlusOne[character.codePoint];
        if (byte == 0) return std::nullopt;
        bytes += static_cast<char>(byte - 1);
        at += character.size;
    }
    return bytes;
}

} // namespace tokenarium
