// SPDX-License-Identifier: GPL-3.0-or-later
// Characters are looked up in pages of 256 code points, so that a few thousand cost a few hundred kilobytes.
#include "engine/text/character_vocabulary.h"

#include "engine/text/unicode_class.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::size_t codePoints = 0x110000, pageSize = 256;
constexpr TokenId firstCharacter = 256; // behind the bytes

std::string named(char32_t character) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4)
        if (shift < 16 || character >> shift) text += digits[character >> shift & 15];
    return "U+" + text;
}

DecodedCharacter decodeAt(std::string_view text, std::size_t at) {
    return decodeCharacter(reinterpret_cast<const unsigned char*>(text.data()), at, text.size());
}

void splitCharacters(std::string_view text, std::size_t begin, std::size_t limit, std::vector<Piece>& out) {
    while (begin < text.size()) {
        const DecodedCharacter next = decodeAt(text, begin);
        out.push_back({{begin, begin + next.length}, begin + next.examined});
        begin += next.length;
        if (begin >= limit) return;
    }
}

class CharacterTokenizer final : public TextTokenizer {
public:
    explicit CharacterTokenizer(std::shared_ptr<const CharacterVocabulary> characterVocabulary)
        : characters(std::move(characterVocabulary)) {}

    const Vocabulary& vocabulary() const override { return *characters; }

    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        splitCharacters(text, begin, limit, out);
    }

    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        eachToken(piece, [&](TokenId id, std::size_t begin, std::size_t end) {
            out.push_back({id, {begin, end}});
        });
    }

    void encodeIds(std::string_view text, std::vector<TokenId>& out) const override {
        eachToken(text, [&](TokenId id, std::size_t, std::size_t) { out.push_back(id); });
    }

    std::string decode(std::span<const TokenId> ids) const override {
        std::string text;
        for (const TokenId id : ids)
            if (const auto entry = characters->entry(id)) text += *entry;
        return text;
    }

private:
    template<typename Take>
    void eachToken(std::string_view text, Take take) const {
        for (std::size_t at = 0; at < text.size();) {
            const DecodedCharacter next = decodeAt(text, at);
            const std::size_t end = at + next.length;
            if (const TokenId id = characters->idOf(next.codePoint)) {
                take(id, at, end);
                at = end;
            }
            for (; at < end; ++at) take(static_cast<unsigned char>(text[at]), at, at + 1);
        }
    }

    std::shared_ptr<const CharacterVocabulary> characters;
};

} // namespace

std::shared_ptr<const CharacterVocabulary>
CharacterVocabulary::create(const std::vector<char32_t>& characters,
                            const std::vector<std::string>& specialTokens) {
    checkSpecialTexts(specialTokens);
    std::shared_ptr<CharacterVocabulary> made(new CharacterVocabulary);
    made->pages.resize(codePoints / pageSize);
    made->ids.resize(pageSize);
    for (unsigned byte = 0; byte < 256; ++byte) {
        const char character = static_cast<char>(byte);
        made->addEntry({&character, 1});
    }
    for (const char32_t character : characters) made->addCharacter(character);
    made->characterTotal = characters.size();
    for (const std::string& special : specialTokens) {
        const Utf8Character first = decodeUtf8(special, 0);
        if (first.size == special.size() && made->idOf(first.codePoint))
            throw std::runtime_error("the special token " + special +
                                     " is also one of the characters; give it a longer name.");
        made->specials.push_back({special, static_cast<TokenId>(made->size())});
        made->addEntry(special);
    }
    return made;
}

void CharacterVocabulary::addEntry(std::string_view bytes) {
    text += bytes;
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
}

void CharacterVocabulary::addCharacter(char32_t character) {
    if (character >= codePoints || (character >= 0xd800 && character < 0xe000))
        throw std::runtime_error(named(character) + " is not a character.");
    std::uint32_t& page = pages[character / pageSize];
    if (page == 0) {
        page = static_cast<std::uint32_t>(ids.size());
        ids.resize(ids.size() + pageSize);
    }
    TokenId& id = ids[page + character % pageSize];
    if (id != 0) throw std::runtime_error("the character " + named(character) + " is there twice.");
    id = static_cast<TokenId>(size());
    std::string bytes;
    appendUtf8(character, bytes);
    addEntry(bytes);
}

std::optional<std::string_view> CharacterVocabulary::entry(TokenId id) const {
    if (id >= size()) return std::nullopt;
    return std::string_view(text).substr(offsets[id], offsets[id + 1] - offsets[id]);
}

std::optional<TokenId> CharacterVocabulary::find(std::string_view entry) const {
    if (entry.empty()) return std::nullopt;
    const Utf8Character first = decodeUtf8(entry, 0);
    if (first.valid() && first.size == entry.size())
        if (const TokenId id = idOf(first.codePoint)) return id;
    for (const SpecialToken& special : specials)
        if (special.text == entry) return special.id;
    if (entry.size() == 1) return static_cast<unsigned char>(entry.front());
    return std::nullopt;
}

TokenKind CharacterVocabulary::kind(TokenId id) const {
    if (id >= size()) return TokenKind::Unused;
    return id < firstCharacter + characterTotal ? TokenKind::Normal : TokenKind::Special;
}

std::optional<std::size_t> CharacterVocabulary::rank(TokenId id) const {
    if (id < firstCharacter || id >= firstCharacter + characterTotal) return std::nullopt;
    return id - firstCharacter;
}

std::shared_ptr<const TextTokenizer>
createCharacterTokenizer(std::shared_ptr<const CharacterVocabulary> vocabulary) {
    return std::make_shared<CharacterTokenizer>(std::move(vocabulary));
}

CharacterTrainer::CharacterTrainer(CharacterTrainerOptions chosen)
    : options(std::move(chosen))
    , finder(numberSpecials(options.specialTokens, 0)) {
    checkSpecialTexts(options.specialTokens);
    const std::size_t least = firstCharacter + options.specialTokens.size(), most = least + codePoints;
    if (options.vocabularySize < least || options.vocabularySize > most)
        throw std::runtime_error("a character vocabulary of " + std::to_string(options.vocabularySize) +
                                 " ids cannot be learned; choose " + std::to_string(least) +
                                 " (256 bytes and the special tokens) to " + std::to_string(most) + ".");
}

std::size_t CharacterTrainer::add(std::string_view text, bool last) {
    return eachTrainingPiece(text, last, finder, splitCharacters, [this](std::string_view piece) {
        const char32_t codePoint = decodeAt(piece, 0).codePoint;
        if (codePoint < codePoints) ++counts[codePoint];
    });
}

CharacterTrainer::Result CharacterTrainer::train() const {
    Result result;
    std::vector<std::pair<char32_t, std::uint64_t>> sorted;
    for (const auto& one : counts) {
        result.characters += one.second;
        if (one.second >= options.minimumFrequency) sorted.push_back(one);
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    const std::size_t room = options.vocabularySize - firstCharacter - options.specialTokens.size();
    sorted.resize(std::min(sorted.size(), room));
    std::vector<char32_t> characters;
    for (const auto& [character, count] : sorted) {
        characters.push_back(character);
        result.covered += count;
    }
    result.vocabulary = CharacterVocabulary::create(characters, options.specialTokens);
    return result;
}

} // namespace tokenarium
