// SPDX-License-Identifier: GPL-3.0-or-later
// The last few ids decide what a new one adds: no tokenizer looks further back.
#include "app/cli/streamed_text.h"

#include "engine/text/utf8.h"

#include <algorithm>

namespace tokenarium::cli {

namespace {

constexpr std::size_t idsToLookBackOn = 4;

/// Could more bytes make a character of these?
bool isBeginning(std::string_view bytes) {
    const std::size_t size = utf8SequenceSize(static_cast<unsigned char>(bytes[0]));
    if (size == 1 || bytes.size() >= size) return false;
    for (const char continuation : {'\x80', '\x90', '\xBF'}) { // one of them fits behind every beginning
        std::string whole(bytes);
        whole.append(size - bytes.size(), continuation);
        if (decodeUtf8(whole, 0).valid()) return true;
    }
    return false;
}

} // namespace

std::string StreamedText::add(TokenId id) {
    ids.push_back(id);
    const std::span<const TokenId> all(ids);
    const auto recent = all.last(std::min(all.size(), idsToLookBackOn + 1));
    waiting += tokenizer.decode(recent).substr(tokenizer.decode(recent.first(recent.size() - 1)).size());
    return take(false);
}

std::string StreamedText::finish() { return take(true); }

std::string StreamedText::take(bool last) {
    std::string out;
    std::size_t at = 0;
    while (at < waiting.size()) {
        const Utf8Character character = decodeUtf8(waiting, at);
        if (!character.valid() && !last && isBeginning(std::string_view(waiting).substr(at))) break;
        appendUtf8(character.valid() ? character.codePoint : U'\uFFFD', out);
        at += character.size;
    }
    waiting.erase(0, at);
    return out;
}

std::string shownToken(const TextTokenizer& tokenizer, TokenId id) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    const TokenId one[] = {id};
    const std::string text = tokenizer.decode(one);
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        const auto byte = static_cast<unsigned char>(text[at]);
        if (character.codePoint == U'\n')
            out += "\\n";
        else if (!character.valid() || character.codePoint < ' ' || character.codePoint == 0x7F)
            out += std::string("\\x") + digits[byte >> 4] + digits[byte & 15];
        else
            out += text.substr(at, character.size);
        at += character.size;
    }
    return out + "\"";
}

} // namespace tokenarium::cli
