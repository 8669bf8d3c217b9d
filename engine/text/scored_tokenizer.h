// SPDX-License-Identifier: GPL-3.0-or-later
// Byte pairs that merge by the score of the result, as SentencePiece does: llama2.c and the vocabularies
// "llama" of GGUF.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokenarium {

/// What there is to know of such a tokenizer. The three lists have an element for each id.
struct ScoredEntries {
    enum class Use : std::uint8_t {
        Merging, ///< a single character, or what merging may reach
        Whole,   ///< found in the text before anything merges, and then left alone
        Never    ///< bytes, marks: no text becomes them by itself
    };
    std::vector<std::string> texts; ///< a space is written as a space
    std::vector<float> scores;
    std::vector<Use> uses;
    std::array<TokenId, 256> bytes{}; ///< of a character that is no entry
    std::optional<TokenId> unknown, beginning;
    std::vector<TokenId> marks; ///< kind Special, which decode to nothing; in id order
    bool spaceInFront = true;   ///< every text gets one
    bool signIsSpace = true;    ///< "▁" in a text is read as a space, as SentencePiece does
};

class ScoredVocabulary final : public Vocabulary {
public:
    /// The lists are of one length, and all ids in it.
    explicit ScoredVocabulary(ScoredEntries from);
    std::size_t size() const override { return made.texts.size(); }
    std::optional<std::string_view> entry(TokenId id) const override;
    std::optional<TokenId> find(std::string_view entry) const override;
    TokenKind kind(TokenId id) const override;
    const std::vector<SpecialToken>& specialTokens() const override { return specials; }
    std::optional<std::size_t> rank(TokenId) const override { return std::nullopt; }

    const ScoredEntries& entries() const { return made; }
    std::optional<TokenId> merged(const std::string& text) const; ///< the entry with this text for merging
    std::optional<char> byteOf(TokenId id) const;

private:
    ScoredEntries made;
    std::unordered_map<std::string_view, TokenId> ids, mergeIds; ///< of equal entries the first
    std::unordered_map<TokenId, char> byteValues;
    std::vector<SpecialToken> specials;
};

/// A text gets a space in front (where that is so), then every character of UTF-8 is a token, or, where it is
/// no entry, its bytes are; then again and again those two neighbours become one whose entry has the highest
/// score, the leftmost of equals first. The whole text is one piece. SpecialMode::Template puts the mark of
/// beginning in front, which takes the space away again in decoding.
std::shared_ptr<const TextTokenizer> createScoredTokenizer(ScoredEntries entries);

} // namespace tokenarium
