// SPDX-License-Identifier: GPL-3.0-or-later
// What BERT's normaliser and pre-tokenizer make of each code point, in a table that fills itself as it is
// used.
//
// Four steps of the reference become one look-up: clean the text (controls go, white space becomes a space),
// put spaces around Chinese characters, decompose and drop accents, lower-case. The reference's tables are
// older than ICU's: categories are those of Unicode 8, decompositions those of Unicode 9, lower case is that
// of Unicode 17, and later characters count as unassigned, which BERT keeps as letters of a word.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace tokenarium {

struct WordPieceOptions {
    bool lowercase = true;
    bool stripAccents = true;      ///< canonical decomposition, then without nonspacing marks
    bool chineseCharacters = true; ///< each ideograph is a word of its own
};

/// What a code point does to the words around it.
enum class BertKind : std::uint8_t {
    Dropped, ///< controls, format and private-use characters, U+FFFD, invalid bytes: as if they were not
             ///< there
    Mark,    ///< an accent that goes away and belongs to the letter before it
    Space,   ///< ends a word
    Alone,   ///< punctuation or an ideograph: a word of one character
    Word,    ///< part of a word
};

struct BertCharacter {
    BertKind kind = BertKind::Dropped;
    bool hasStarter =
        false;          ///< something in its decomposition has combining class 0: marks do not move past it
    bool simple = true; ///< becomes exactly `codePoint`, which has combining class 0; otherwise ask expand
    char32_t codePoint = 0;
};

/// One code point of what a character becomes.
struct BertPart {
    char32_t codePoint = 0;
    std::uint8_t combiningClass = 0;
    bool kept = true;
};

struct BertParts {
    std::array<BertPart, 8> parts;
    std::size_t count = 0;
    void add(BertPart part) {
        if (count < parts.size()) parts[count++] = part;
    }
};

/// Safe to share between threads.
class BertCharacters {
public:
    explicit BertCharacters(WordPieceOptions options);
    ~BertCharacters();
    BertCharacters(const BertCharacters&) = delete;
    BertCharacters& operator=(const BertCharacters&) = delete;

    /// `codePoint` is at most U+10FFFF, or `invalidByte` of utf8.h.
    BertCharacter at(char32_t codePoint) const {
        if (codePoint > 0x10FFFF) return {};
        const Block* block = blocks[codePoint >> 8].load(std::memory_order_acquire);
        if (!block) block = &fill(codePoint >> 8);
        const std::uint32_t packed = (*block)[codePoint & 0xFF];
        return {static_cast<BertKind>(packed >> 24), (packed & starterBit) != 0, (packed & simpleBit) != 0,
                packed & 0x1FFFFF};
    }

    /// Everything a character becomes, in order, before marks are sorted; for Mark, Alone and Word.
    BertParts expand(char32_t codePoint) const;

private:
    using Block = std::array<std::uint32_t, 256>; // kind << 24 | flags | code point
    static constexpr std::uint32_t starterBit = 1u << 22, simpleBit = 1u << 23;

    const Block& fill(std::size_t block) const;
    BertCharacter classify(char32_t codePoint) const;

    WordPieceOptions options;
    mutable std::array<std::atomic<const Block*>, 0x1100> blocks{};
};

} // namespace tokenarium
