// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer of characters: the commonest code points of a corpus are one token each, all else is spelled in
// bytes.
#pragma once

#include "engine/text/text_tokenizer.h"
#include "engine/text/training_text.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tokenarium {

/// Ids: 0 to 255 are the bytes, then come the characters, then the special tokens. A byte's id is used only
/// where a character is not in the vocabulary, or the text is not UTF-8. Immutable; safe to share between
/// threads.
class CharacterVocabulary final : public Vocabulary {
public:
    /// `characters` are Unicode scalar values, the commonest first. Throws std::runtime_error where one is
    /// none or is there twice, where a special token is not good (checkSpecialTexts) or is one of the
    /// characters.
    static std::shared_ptr<const CharacterVocabulary> create(const std::vector<char32_t>& characters,
                                                             const std::vector<std::string>& specialTokens);

    std::size_t size() const override { return offsets.size() - 1; }
    /// A byte's entry is that byte.
    std::optional<std::string_view> entry(TokenId id) const override;
    /// A character first, then a special token, then a byte.
    std::optional<TokenId> find(std::string_view entry) const override;
    TokenKind kind(TokenId id) const override;
    const std::vector<SpecialToken>& specialTokens() const override { return specials; }
    /// Of a character: 0 for the commonest.
    std::optional<std::size_t> rank(TokenId id) const override;

    std::size_t characterCount() const { return characterTotal; }
    /// The id of a code point; 0 where it is none of the characters.
    TokenId idOf(char32_t codePoint) const {
        return codePoint < 0x110000 ? ids[pages[codePoint >> 8] + (codePoint & 255)] : 0;
    }

private:
    CharacterVocabulary() = default;
    void addEntry(std::string_view bytes);
    void addCharacter(char32_t character);

    std::string text;                      // of all entries, one behind the other
    std::vector<std::uint32_t> offsets{0}; // entry i = bytes offsets[i] … offsets[i + 1]
    std::vector<std::uint32_t> pages;      // by code point / 256: where its page begins in ids
    std::vector<TokenId> ids; // the first page is empty and serves all code points that are not there
    std::vector<SpecialToken> specials;
    std::size_t characterTotal = 0;
};

/// Every character is a piece, and one token or two to four. Decoding gives back every byte.
std::shared_ptr<const TextTokenizer>
createCharacterTokenizer(std::shared_ptr<const CharacterVocabulary> vocabulary);

struct CharacterTrainerOptions {
    std::size_t vocabularySize = 4096;      ///< ids in all: 256 bytes, the characters, special tokens
    std::uint64_t minimumFrequency = 1;     ///< characters that occur less often are spelled in bytes
    std::vector<std::string> specialTokens; ///< they get the last ids; they are not counted as characters
};

/// Counts code points; of equally frequent ones the smaller comes first. One thread at a time.
class CharacterTrainer {
public:
    /// Throws std::runtime_error where the options contradict themselves.
    explicit CharacterTrainer(CharacterTrainerOptions options);

    /// As BytePairTrainer::add.
    std::size_t add(std::string_view text, bool last = true);

    struct Result {
        std::shared_ptr<const CharacterVocabulary> vocabulary;
        std::uint64_t characters = 0; ///< in the text, bytes that are not UTF-8 left out
        std::uint64_t covered = 0;    ///< of them, those that have a token of their own
    };
    Result train() const;

private:
    CharacterTrainerOptions options;
    SpecialFinder finder;
    std::unordered_map<char32_t, std::uint64_t> counts;
};

} // namespace tokenarium
