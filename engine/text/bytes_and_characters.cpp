// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes and characters: every byte, or every code point, is a piece and a token.
#include "engine/text/bytes_and_characters.h"

#include "engine/text/unicode_class.h"

#include <algorithm>
#include <array>
#include <mutex>

namespace tokenarium {

namespace {

const std::vector<SpecialToken> noSpecialTokens;

/// The 256 one-byte strings, which both vocabularies hand out views of.
const std::array<char, 256>& allBytes() {
    static const std::array<char, 256> bytes = [] {
        std::array<char, 256> made{};
        for (unsigned byte = 0; byte < 256; ++byte) made[byte] = static_cast<char>(byte);
        return made;
    }();
    return bytes;
}

class ByteVocabulary final : public Vocabulary {
public:
    std::size_t size() const override { return 256; }
    std::optional<std::string_view> entry(TokenId id) const override {
        if (id >= 256) return std::nullopt;
        return std::string_view(&allBytes()[id], 1);
    }
    std::optional<TokenId> find(std::string_view entry) const override {
        if (entry.size() != 1) return std::nullopt;
        return static_cast<unsigned char>(entry.front());
    }
    TokenKind kind(TokenId id) const override { return id < 256 ? TokenKind::Normal : TokenKind::Unused; }
    const std::vector<SpecialToken>& specialTokens() const override { return noSpecialTokens; }
    std::optional<std::size_t> rank(TokenId) const override { return std::nullopt; }
};

/// Surrogates are no characters, and a byte below 80 is never invalid.
bool isHole(TokenId id) {
    return (id >= 0xd800 && id < 0xe000) || (id >= invalidByteBase && id < invalidByteBase + 0x80);
}

class CharacterVocabulary final : public Vocabulary {
public:
    std::size_t size() const override { return invalidByteBase + 256; }

    std::optional<std::string_view> entry(TokenId id) const override {
        if (id >= size() || isHole(id)) return std::nullopt;
        if (id >= invalidByteBase) return std::string_view(&allBytes()[id - invalidByteBase], 1);
        if (id < 0x80) return std::string_view(&allBytes()[id], 1);
        const std::string& written = plane(id >> 16);
        return std::string_view(written).substr((id & 0xffff) * 4, id < 0x800 ? 2 : id < 0x10000 ? 3 : 4);
    }

    std::optional<TokenId> find(std::string_view entry) const override {
        const auto* bytes = reinterpret_cast<const unsigned char*>(entry.data());
        const DecodedCharacter character = decodeCharacter(bytes, 0, entry.size());
        if (character.length == 0 || character.length != entry.size()) return std::nullopt;
        return character.codePoint;
    }

    TokenKind kind(TokenId id) const override {
        return id < size() && !isHole(id) ? TokenKind::Normal : TokenKind::Unused;
    }
    const std::vector<SpecialToken>& specialTokens() const override { return noSpecialTokens; }
    std::optional<std::size_t> rank(TokenId) const override { return std::nullopt; }

private:
    /// UTF-8 of the 65,536 code points of a plane, four bytes each; made when first asked for.
    const std::string& plane(TokenId number) const {
        std::call_once(made[number], [&] {
            std::string& text = planes[number];
            text.reserve(0x10000 * 4);
            for (TokenId id = number << 16; id < (number + 1) << 16; ++id) append(id, text);
        });
        return planes[number];
    }

    static void append(TokenId id, std::string& text) {
        const auto continuation = [&](unsigned shift) {
            return static_cast<char>(0x80 | (id >> shift & 0x3f));
        };
        if (id < 0x800)
            text.append({static_cast<char>(0xc0 | (id >> 6 & 0x1f)), continuation(0), 0, 0});
        else if (id < 0x10000)
            text.append({static_cast<char>(0xe0 | id >> 12), continuation(6), continuation(0), 0});
        else
            text.append(
                {static_cast<char>(0xf0 | id >> 18), continuation(12), continuation(6), continuation(0)});
    }

    mutable std::array<std::once_flag, 17> made;
    mutable std::array<std::string, 17> planes;
};

std::string decodeBy(const Vocabulary& vocabulary, std::span<const TokenId> ids) {
    std::string text;
    for (const TokenId id : ids)
        if (const auto entry = vocabulary.entry(id)) text += *entry;
    return text;
}

class Bytes final : public TextTokenizer {
public:
    const Vocabulary& vocabulary() const override { return bytes; }
    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        const std::size_t end = std::min(text.size(), std::max(limit, begin + 1));
        for (; begin < end; ++begin) out.push_back({{begin, begin + 1}, begin + 1});
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        for (std::size_t at = 0; at < piece.size(); ++at)
            out.push_back({static_cast<unsigned char>(piece[at]), {at, at + 1}});
    }
    void encodeIds(std::string_view text, std::vector<TokenId>& out) const override {
        out.reserve(out.size() + text.size());
        for (const char byte : text) out.push_back(static_cast<unsigned char>(byte));
    }
    std::string decode(std::span<const TokenId> ids) const override { return decodeBy(bytes, ids); }

private:
    ByteVocabulary bytes;
};

class Characters final : public TextTokenizer {
public:
    const Vocabulary& vocabulary() const override { return characters; }
    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        while (begin < text.size()) {
            const DecodedCharacter next = decode(text, begin);
            out.push_back({{begin, begin + next.length}, begin + next.examined});
            begin += next.length;
            if (begin >= limit) return;
        }
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        for (std::size_t at = 0; at < piece.size();) {
            const DecodedCharacter next = decode(piece, at);
            out.push_back({next.codePoint, {at, at + next.length}});
            at += next.length;
        }
    }
    void encodeIds(std::string_view text, std::vector<TokenId>& out) const override {
        for (std::size_t at = 0; at < text.size();) {
            const DecodedCharacter next = decode(text, at);
            out.push_back(next.codePoint);
            at += next.length;
        }
    }
    std::string decode(std::span<const TokenId> ids) const override { return decodeBy(characters, ids); }

private:
    static DecodedCharacter decode(std::string_view text, std::size_t at) {
        return decodeCharacter(reinterpret_cast<const unsigned char*>(text.data()), at, text.size());
    }
    CharacterVocabulary characters;
};

} // namespace

std::shared_ptr<const TextTokenizer> createBytes() { return std::make_shared<Bytes>(); }
std::shared_ptr<const TextTokenizer> createCharacters() { return std::make_shared<Characters>(); }

} // namespace tokenarium
