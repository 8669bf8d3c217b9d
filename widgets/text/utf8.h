// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 read one code point at a time, with every invalid byte a unit of its own, and maps to UTF-16.
#pragma once

#include <QString>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A code point, or one byte that belongs to none (then `valid` is false and `codePoint` is the byte).
struct Utf8Unit {
    char32_t codePoint = 0;
    std::size_t length = 1;
    bool valid = false;
};

inline bool isUtf8Continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// `at` < text.size(). Surrogates, overlong forms and values beyond U+10FFFF are invalid bytes.
Utf8Unit utf8UnitAt(std::string_view text, std::size_t at);

/// Invalid bytes become U+FFFD each. `byteOf`, if given, gets the byte of every UTF-16 index and of the end.
QString decodeUtf8(std::string_view text, std::vector<std::size_t>* byteOf = nullptr);

/// Start of the code point (or invalid byte) that holds byte `at`; `at` itself at the end of the text.
std::size_t utf8UnitStart(std::string_view text, std::size_t at);

} // namespace tokenarium
