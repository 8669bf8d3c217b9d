// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing single UTF-8 characters of texts that may hold any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokenarium {

/// What a byte that is part of no valid UTF-8 sequence reads as.
inline constexpr char32_t invalidByte = 0xFFFFFFFF;

struct Utf8Character {
    char32_t codePoint = invalidByte;
    std::size_t size = 1; ///< bytes; 1 for an invalid byte
    bool valid() const { return codePoint != invalidByte; }
};

/// How many bytes a sequence that begins with `lead` has; 1 for bytes that cannot lead.
constexpr std::size_t utf8SequenceSize(unsigned char lead) {
    if (lead < 0xC2 || lead > 0xF4) return 1;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// The character at byte `at` (< text.size()): a whole valid sequence (no surrogates, nothing longer than
/// needed, at most U+10FFFF), or one invalid byte.
constexpr Utf8Character decodeUtf8(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = utf8SequenceSize(lead);
    if (size == 1 || text.size() - at < size) return {};
    char32_t codePoint = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + i]);
        if ((byte & 0xC0) != 0x80) return {};
        codePoint = codePoint << 6 | (byte & 0x3F);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
    if (codePoint < smallest[size] || codePoint > 0x10FFFF || surrogate) return {};
    return {codePoint, size};
}

/// Writes `codePoint` (a scalar value) to `out`, which has room for 4 bytes; returns how many it took.
constexpr std::size_t encodeUtf8(char32_t codePoint, char* out) {
    if (codePoint < 0x80) {
        out[0] = static_cast<char>(codePoint);
        return 1;
    }
    const std::size_t size = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    for (std::size_t i = size - 1; i > 0; --i, codePoint >>= 6)
        out[i] = static_cast<char>(0x80 | (codePoint & 0x3F));
    constexpr unsigned marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = static_cast<char>(marks[size] | codePoint);
    return size;
}

inline void appendUtf8(char32_t codePoint, std::string& out) {
    char bytes[4];
    out.append(bytes, encodeUtf8(codePoint, bytes));
}

} // namespace tokenarium
