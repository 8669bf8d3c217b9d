// SPDX-License-Identifier: GPL-3.0-or-later
// How tokenizer.json spells bytes as characters: those that can be seen stand for themselves, the others for
// U+0100, U+0101 … in order. A space is Ġ.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

namespace byteLevel {

constexpr bool isVisible(unsigned byte) {
    return (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte != 0xad && byte < 0x100);
}

inline constexpr std::array<char32_t, 256> characters = [] {
    std::array<char32_t, 256> result{};
    char32_t next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) result[byte] = isVisible(byte) ? byte : next++;
    return result;
}();
inline constexpr char32_t charactersEnd = 0x144; ///< past the last one

} // namespace byteLevel

/// UTF-8 of the characters that spell `bytes`.
std::string spellBytes(std::string_view bytes);

/// The bytes that `text` spells; nullopt where a character spells none.
std::optional<std::string> readSpelledBytes(std::string_view text);

} // namespace tokenarium
