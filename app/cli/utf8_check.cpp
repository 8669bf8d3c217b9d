// SPDX-License-Identifier: GPL-3.0-or-later
// After the first invalid byte nothing more is checked.
#include "app/cli/utf8_check.h"

#include "engine/text/utf8.h"

#include <cstdio>

namespace tokenarium::cli {

namespace {

/// The encoding whose byte order mark stands at the start; empty for none (UTF-8's own mark is no reason to
/// warn).
std::string_view markedEncoding(std::string_view start) {
    using namespace std::string_view_literals;
    if (start.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
    if (start.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
    if (start.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
    if (start.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
    return {};
}

} // namespace

std::size_t Utf8Check::consume(std::string_view text, bool last) {
    if (start.size() < 4) start += text.substr(0, 4 - start.size());
    std::size_t at = 0;
    while (at < text.size() && !firstInvalid) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        if (!last && text.size() - at < 4) break;
        const Utf8Character character = decodeUtf8(text, at);
        if (!character.valid()) {
            firstInvalid = position + at;
            invalid = static_cast<unsigned char>(text[at]);
        }
        at += character.size;
    }
    if (firstInvalid) at = text.size();
    position += at;
    return at;
}

std::optional<std::string> Utf8Check::complaint() const {
    const std::string then = "its bytes are taken as they are; --encoding auto reads other encodings.";
    if (const std::string_view marked = markedEncoding(start); !marked.empty())
        return "begins with the byte order mark of " + std::string(marked) + ": " + then;
    if (!firstInvalid) return std::nullopt;
    char hex[8];
    std::snprintf(hex, sizeof hex, "0x%02X", invalid);
    return "is not valid UTF-8, first at byte " + std::to_string(*firstInvalid) + " (" + hex + "): " + then;
}

} // namespace tokenarium::cli
