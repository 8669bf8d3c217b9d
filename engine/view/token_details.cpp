// SPDX-License-Identifier: GPL-3.0-or-later
// Collects what there is to say about a token: its bytes, the characters they belong to, and how it came
// about.
#include "engine/view/token_details.h"

#include "engine/text/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace tokenarium {
namespace {

constexpr std::size_t mostBytes = 4096; // shown of a token; longest piece whose merges are replayed
constexpr const char* hexDigits = "0123456789ABCDEF";

void appendHex(std::uint32_t value, int digits, std::string& out) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += hexDigits[value >> shift & 0xF];
}

std::string codePointMark(char32_t codePoint) {
    std::string out = "⟨U+";
    appendHex(codePoint, codePoint > 0xFFFFF ? 6 : codePoint > 0xFFFF ? 5 : 4, out);
    return out + "⟩";
}

std::string byteMark(char byte) {
    std::string out = "⟨";
    appendHex(static_cast<unsigned char>(byte), 2, out);
    return out + "⟩";
}

/// Nothing would be seen of it, or the replacement character, which here always means what it says.
bool isInvisible(char32_t codePoint) {
    const auto c = static_cast<UChar32>(codePoint);
    constexpr std::uint32_t unseen = U_GC_C_MASK | U_GC_Z_MASK;
    const bool blank = codePoint == 0x2800 || codePoint == 0xFFFD;
    return blank || (U_GET_GC_MASK(c) & unseen) != 0 ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

void appendVisible(char32_t codePoint, std::string& out) {
    if (codePoint == '\t')
        out += "⇥";
    else if (codePoint == '\n')
        out += "↵";
    else if (codePoint <= ' ')
        appendUtf8(0x2400 + codePoint, out); // ␀ … ␠
    else if (codePoint == 0x7F)
        out += "␡";
    else if (codePoint >= 0x80 && isInvisible(codePoint))
        out += codePointMark(codePoint);
    else
        appendUtf8(codePoint, out);
}

bool isMark(char32_t codePoint) {
    return codePoint >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(codePoint)) & U_GC_M_MASK) != 0;
}

std::string bytesOf(const TextBuffer& text, Span span) {
    std::string bytes;
    text.copy(span, bytes);
    return bytes;
}

/// Some of a text: `bytes` stand at `begin`.
struct Extract {
    std::string bytes;
    std::size_t begin = 0;
};

/// Where the character begins that byte `at` belongs to.
std::size_t characterStart(const Extract& extract, std::size_t at) {
    for (std::size_t back = std::min<std::size_t>(3, at - extract.begin); back > 0; --back) {
        const Utf8Character character = decodeUtf8(extract.bytes, at - back - extract.begin);
        if (character.size > back) return at - back;
    }
    return at;
}

CodePointPart partOf(const Utf8Character& character, Span bytes, std::string_view text) {
    CodePointPart part;
    part.codePoint = character.codePoint;
    part.bytes = bytes;
    part.written = visibleText(text);
    if (character.valid())
        part.name = codePointName(character.codePoint);
    else {
        part.name = "<invalid-byte-";
        appendHex(static_cast<unsigned char>(text.front()), 2, part.name);
        part.name += ">";
    }
    return part;
}

std::vector<TokenId> idsOn(const TokenIndex& tokens, Span span) {
    std::vector<LiveToken> sharing;
    tokens.tokens(span, sharing);
    std::vector<TokenId> ids;
    for (const LiveToken& token : sharing) ids.push_back(token.token.id);
    return ids;
}

/// The characters that share a byte with `span`, of which three more bytes on either side are looked at.
std::vector<CodePointPart> partsOf(const TextBuffer& text, const TokenIndex& tokens, Span span) {
    constexpr std::size_t reach = 3;
    const std::size_t begin = span.begin - std::min(span.begin, reach);
    const Extract extract{bytesOf(text, {begin, std::min(text.size(), span.end + reach)}), begin};
    std::vector<CodePointPart> parts;
    if (span.empty()) return parts;
    for (std::size_t at = characterStart(extract, span.begin); at < span.end;) {
        const Utf8Character character = decodeUtf8(extract.bytes, at - begin);
        const Span whole{at, at + character.size};
        parts.push_back(
            partOf(character, whole, std::string_view(extract.bytes).substr(at - begin, whole.size())));
        CodePointPart& part = parts.back();
        part.covered = {std::max(at, span.begin), std::min(whole.end, span.end)};
        if (part.covered != whole) part.sharedBy = idsOn(tokens, whole);
        at = whole.end;
    }
    return parts;
}

std::vector<Merge> mergesOf(const TextTokenizer& tokenizer, const TextBuffer& text, const TokenIndex& tokens,
                            Span span) {
    if (span.empty()) return {};
    const Span piece = tokens.pieceAt(span.begin);
    if (piece.size() > mostBytes) return {};
    std::vector<Token> unused;
    std::vector<Merge> merges;
    tokenizer.encodePiece(bytesOf(text, piece), unused, &merges);
    const Span within{span.begin - piece.begin, span.end - piece.begin};
    const auto isElsewhere = [&](const Merge& merge) { return !within.contains(merge.at); };
    merges.erase(std::remove_if(merges.begin(), merges.end(), isElsewhere), merges.end());
    return merges;
}

} // namespace

std::string hexBytes(std::string_view bytes) {
    constexpr const char* digits = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        if (!out.empty()) out += ' ';
        out += digits[static_cast<unsigned char>(byte) >> 4];
        out += digits[byte & 0xF];
    }
    return out;
}

std::string visibleText(std::string_view bytes) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Character character = decodeUtf8(bytes, at);
        if (out.empty() && character.valid() && isMark(character.codePoint) &&
            !isInvisible(character.codePoint))
            out += "◌";
        if (character.valid())
            appendVisible(character.codePoint, out);
        else
            out += byteMark(bytes[at]);
        at += character.size;
    }
    return out;
}

std::string codePointName(std::uint32_t codePoint) {
    if (codePoint > 0x10FFFF) return "<invalid-byte>";
    std::array<char, 256> name;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t size = u_charName(static_cast<UChar32>(codePoint), U_EXTENDED_CHAR_NAME, name.data(),
                                    static_cast<int32_t>(name.size()), &status);
    return U_SUCCESS(status) ? std::string(name.data(), static_cast<std::size_t>(size)) : std::string();
}

/// Special tokens and holes have no rank; they stand at the end of the numbering, so few are looked at.
static std::size_t rankedEntries(const Vocabulary& vocabulary) {
    for (std::size_t id = vocabulary.size(); id > 0; --id)
        if (const auto rank = vocabulary.rank(TokenId(id - 1))) return *rank + 1;
    return 0;
}

TokenDetails describeToken(const TextTokenizer& tokenizer, const TextBuffer& text, const TokenIndex& tokens,
                           std::size_t index) {
    const LiveToken token = tokens.token(index);
    const Vocabulary& vocabulary = tokenizer.vocabulary();
    TokenDetails details;
    details.id = token.token.id;
    details.index = index;
    details.span = token.token.span;
    const Span shown{details.span.begin, std::min(details.span.end, details.span.begin + mostBytes)};
    details.bytes = bytesOf(text, shown);
    details.entry = vocabulary.entry(details.id).value_or("");
    details.kind = vocabulary.kind(details.id);
    details.rank = vocabulary.rank(details.id);
    details.rankedEntries = details.rank ? rankedEntries(vocabulary) : 0;
    details.parts = partsOf(text, tokens, shown);
    details.merges = mergesOf(tokenizer, text, tokens, details.span);
    return details;
}

} // namespace tokenarium
