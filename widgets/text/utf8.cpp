// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 read one code point at a time, with every invalid byte a unit of its own, and maps to UTF-16.
#include "widgets/text/utf8.h"

namespace tokenarium {

Utf8Unit utf8UnitAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned char { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const Utf8Unit invalid{lead, 1, false};
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return invalid;
    char32_t value = lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!isUtf8Continuation(text[at + i])) return invalid;
        value = (value << 6) | (byte(at + i) & 0x3F);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return invalid;
    return {value, length, true};
}

QString decodeUtf8(std::string_view text, std::vector<std::size_t>* byteOf) {
    QString decoded;
    decoded.reserve(qsizetype(text.size()));
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Unit unit = utf8UnitAt(text, at);
        if (!unit.valid) {
            decoded += QChar(QChar::ReplacementCharacter);
        } else if (unit.codePoint < 0x10000) {
            decoded += QChar(char16_t(unit.codePoint));
        } else {
            decoded += QChar(QChar::highSurrogate(unit.codePoint));
            decoded += QChar(QChar::lowSurrogate(unit.codePoint));
        }
        if (byteOf) byteOf->resize(std::size_t(decoded.size()), at);
        at += unit.length;
    }
    if (byteOf) byteOf->push_back(text.size());
    return decoded;
}

std::size_t utf8UnitStart(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
        const std::size_t start = at - back;
        if (isUtf8Continuation(text[start])) continue;
        return utf8UnitAt(text, start).length > back ? start : at;
    }
    return at;
}

} // namespace tokenarium
