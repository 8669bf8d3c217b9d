// SPDX-License-Identifier: GPL-3.0-or-later
// The classes of code points that pre-tokenizers ask for (Unicode 16), and decoding UTF-8 that may be
// invalid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokenarium {

/// The version tiktoken 0.14 splits by. Part of every packed vocabulary.
inline constexpr std::string_view unicodeClassVersion = "16.0.0";

enum class CharacterClass : std::uint8_t {
    Other = 0,  ///< everything else: controls, unassigned code points, invalid bytes
    Space = 1,  ///< White_Space: has U+0085, has not U+FEFF
    Number = 2, ///< N
    Mark = 3,   ///< M
    Letter = 4, ///< Lm, Lo: letters without case
    Upper = 5,  ///< Lu, Lt
    Lower = 6,  ///< Ll
    Sign = 7,   ///< P, S: punctuation and symbols
};

extern const std::uint32_t characterClassEnd;
extern const std::uint8_t characterClassBlock[];
extern const std::uint64_t characterClassWords[][8];

inline CharacterClass characterClass(std::uint32_t codePoint) {
    if (codePoint >= characterClassEnd) return CharacterClass::Other;
    const std::uint64_t word = characterClassWords[characterClassBlock[codePoint >> 7]][codePoint >> 4 & 7];
    return static_cast<CharacterClass>(word >> (codePoint & 15) * 4 & 15);
}

inline bool isLetter(CharacterClass characterClass) {
    return characterClass >= CharacterClass::Letter && characterClass <= CharacterClass::Lower;
}

/// One step through UTF-8 that may be anything.
struct DecodedCharacter {
    std::uint32_t codePoint = 0; ///< or invalidByteBase + the byte
    std::uint32_t length = 0;    ///< bytes, 1 to 4; 0 at the end of the text
    std::uint32_t examined = 0;  ///< bytes that decided this; the end of the text counts as one more
};

/// A byte that begins no well-formed sequence (overlong forms, surrogates and code points past U+10FFFF are
/// not well formed) is a character of its own with this added; its class is Other.
inline constexpr std::uint32_t invalidByteBase = 0x110000;

namespace detail {

inline DecodedCharacter decodeLong(const unsigned char* at, std::size_t available) {
    const std::uint32_t lead = at[0];
    const DecodedCharacter invalid{invalidByteBase + lead, 1, 1};
    if (lead < 0xc2 || lead > 0xf4) return invalid;
    const std::uint32_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    // Only the second byte has a narrower range than 80..BF, and only after these leads.
    std::uint32_t least = 0x80, most = 0xbf;
    if (lead == 0xe0) least = 0xa0;
    if (lead == 0xed) most = 0x9f;
    if (lead == 0xf0) least = 0x90;
    if (lead == 0xf4) most = 0x8f;
    std::uint32_t codePoint = lead & (0x7fu >> length);
    for (std::uint32_t i = 1; i < length; ++i) {
        if (i >= available || at[i] < least || at[i] > most) return {invalid.codePoint, 1, i + 1};
        codePoint = codePoint << 6 | (at[i] & 0x3f);
        least = 0x80, most = 0xbf;
    }
    return {codePoint, length, length};
}

} // namespace detail

inline DecodedCharacter decodeCharacter(const unsigned char* text, std::size_t at, std::size_t size) {
    if (at >= size) return {invalidByteBase, 0, 1};
    if (text[at] < 0x80) return {text[at], 1, 1};
    return detail::decodeLong(text + at, size - at);
}

} // namespace tokenarium
