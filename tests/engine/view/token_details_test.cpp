// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about a token: bytes, characters cut across tokens, names, merges.
#include "engine/view/token_details.h"

#include "engine/text/byte_pair.h"
#include "engine/text/bytes_and_characters.h"
#include "engine/text/vocabulary_source.h"
#include "engine/text/word_piece.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace tokenarium {
namespace {

/// All bytes, then "th", "the", and two of the three bytes of 你 (e4 bd a0).
std::shared_ptr<const TextTokenizer> smallBytePair() {
    VocabularySource source;
    source.name = "small";
    source.splitRule = SplitRule::Gpt2;
    for (int byte = 0; byte < 256; ++byte) source.entries.push_back(std::string(1, static_cast<char>(byte)));
    for (const char* entry : {"th", "the", "\xe4\xbd", "in", "ing"}) source.entries.push_back(entry);
    return createBytePair(PackedVocabulary::create(source));
}

std::shared_ptr<const TextTokenizer> smallWordPiece() {
    return createWordPiece(PackedVocabulary::create(
        wordPieceSource("small", {"[PAD]", "[UNK]", "cafe", "##s", "ᄒ", "##ᅡᆫ"})));
}

TokenDetails describe(const TextTokenizer& tokenizer, std::string_view text, std::size_t index) {
    const TextBuffer buffer(text);
    return describeToken(tokenizer, buffer, *TokenIndex::build(tokenizer, text), index);
}

} // namespace

TEST(HexBytes, TwoDigitsAByte) {
    EXPECT_EQ(hexBytes(""), "");
    EXPECT_EQ(hexBytes("你"), "e4 bd a0");
    EXPECT_EQ(hexBytes(std::string("\0\x0f\xff", 3)), "00 0f ff");
}

TEST(VisibleText, MarksWhatCannotBeSeen) {
    EXPECT_EQ(visibleText("a b\t\n\r"), "a␠b⇥↵␍");
    EXPECT_EQ(visibleText(std::string("\0\x1b\x7f", 3)), "␀␛␡");
    EXPECT_EQ(visibleText("\u0085\u00a0\u3000\u2028"), "⟨U+0085⟩⟨U+00A0⟩⟨U+3000⟩⟨U+2028⟩");
    EXPECT_EQ(visibleText("👩\u200d👧\ufe0f\u202e\u00ad"), "👩⟨U+200D⟩👧⟨U+FE0F⟩⟨U+202E⟩⟨U+00AD⟩");
    EXPECT_EQ(visibleText("\ue000\u0378\U000e0020\U0010ffff"), "⟨U+E000⟩⟨U+0378⟩⟨U+E0020⟩⟨U+10FFFF⟩");
    EXPECT_EQ(visibleText("\u0301e\u0301"), "◌\u0301e\u0301");
    EXPECT_EQ(visibleText("中文"), "中文");
}

TEST(VisibleText, NeverShowsTheReplacementCharacter) {
    EXPECT_EQ(visibleText("\xe4\xbd"), "⟨E4⟩⟨BD⟩");
    EXPECT_EQ(visibleText("\ufffd"), "⟨U+FFFD⟩");
    std::mt19937 random(5);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(random() % 12, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random() % 4 ? 0x80 | random() : random());
        EXPECT_EQ(visibleText(bytes).find("\ufffd"), std::string::npos);
    }
}

TEST(CodePointName, NamesAndLabels) {
    EXPECT_EQ(codePointName('A'), "LATIN CAPITAL LETTER A");
    EXPECT_EQ(codePointName(0x4F60), "CJK UNIFIED IDEOGRAPH-4F60");
    EXPECT_EQ(codePointName(0xD55C), "HANGUL SYLLABLE HAN");
    EXPECT_EQ(codePointName(0x1F600), "GRINNING FACE");
    EXPECT_EQ(codePointName('\n'), "<control-000A>");
    EXPECT_EQ(codePointName(0xE000), "<private use area-E000>");
    EXPECT_EQ(codePointName(0x378), "<unassigned-0378>");
    EXPECT_EQ(codePointName(0xFFFFFFFF), "<invalid-byte>");
}

TEST(DescribeToken, AWordOfBytePairs) {
    const TokenDetails details = describe(*smallBytePair(), "the", 0);
    EXPECT_EQ(details.id, 257u);
    EXPECT_EQ(details.span, (Span{0, 3}));
    EXPECT_EQ(details.bytes, "the");
    EXPECT_EQ(details.entry, "the");
    EXPECT_EQ(details.kind, TokenKind::Normal);
    EXPECT_EQ(details.rank, 257u);
    EXPECT_EQ(details.rankedEntries, 261u);
    ASSERT_EQ(details.parts.size(), 3u);
    EXPECT_EQ(details.parts[1].name, "LATIN SMALL LETTER H");
    EXPECT_EQ(details.parts[1].written, "h");
    EXPECT_EQ(details.parts[1].bytes, (Span{1, 2}));
    EXPECT_TRUE(details.parts[1].sharedBy.empty());
    EXPECT_EQ(details.merges, (std::vector<Merge>{{0, 't', 'h', 256}, {0, 256, 'e', 257}}));
}

TEST(DescribeToken, OnlyTheMergesOfThisToken) {
    const TokenDetails details = describe(*smallBytePair(), "thing", 1);
    EXPECT_EQ(details.bytes, "ing");
    EXPECT_EQ(details.merges, (std::vector<Merge>{{2, 'i', 'n', 259}, {2, 259, 'g', 260}}));
}

TEST(DescribeToken, ACharacterCutAcrossTokens) {
    const TokenDetails first = describe(*smallBytePair(), "a你", 1);
    EXPECT_EQ(first.bytes, "\xe4\xbd");
    ASSERT_EQ(first.parts.size(), 1u);
    EXPECT_EQ(first.parts[0].codePoint, 0x4F60u);
    EXPECT_EQ(first.parts[0].written, "你");
    EXPECT_EQ(first.parts[0].bytes, (Span{1, 4}));
    EXPECT_EQ(first.parts[0].covered, (Span{1, 3}));
    EXPECT_EQ(first.parts[0].sharedBy, (std::vector<TokenId>{258, 0xa0}));
    const TokenDetails second = describe(*smallBytePair(), "a你", 2);
    ASSERT_EQ(second.parts.size(), 1u);
    EXPECT_EQ(second.parts[0].bytes, (Span{1, 4}));
    EXPECT_EQ(second.parts[0].covered, (Span{3, 4}));
    EXPECT_EQ(second.parts[0].sharedBy, first.parts[0].sharedBy);
}

TEST(DescribeToken, EmojiInSingleBytes) {
    const auto tokenizer = createBytes();
    for (std::size_t i = 0; i < 4; ++i) {
        const TokenDetails details = describe(*tokenizer, "x😀y", 1 + i);
        ASSERT_EQ(details.parts.size(), 1u);
        EXPECT_EQ(details.parts[0].name, "GRINNING FACE");
        EXPECT_EQ(details.parts[0].covered, (Span{1 + i, 2 + i}));
        EXPECT_EQ(details.parts[0].sharedBy, (std::vector<TokenId>{0xf0, 0x9f, 0x98, 0x80}));
    }
}

TEST(DescribeToken, InvalidBytesAreNoCharacters) {
    const TokenDetails details = describe(*createBytes(), "\xe4\xbd z", 1);
    ASSERT_EQ(details.parts.size(), 1u);
    EXPECT_EQ(details.parts[0].codePoint, 0xFFFFFFFFu);
    EXPECT_EQ(details.parts[0].name, "<invalid-byte-BD>");
    EXPECT_EQ(details.parts[0].written, "⟨BD⟩");
    EXPECT_EQ(details.parts[0].bytes, (Span{1, 2}));
    EXPECT_TRUE(details.parts[0].sharedBy.empty());
}

TEST(DescribeToken, WordPieceHasItsOwnSpelling) {
    const TokenDetails cafe = describe(*smallWordPiece(), "x Cafe\u0301S", 1);
    EXPECT_EQ(cafe.bytes, "Cafe\u0301");
    EXPECT_EQ(cafe.entry, "cafe");
    ASSERT_EQ(cafe.parts.size(), 5u);
    EXPECT_EQ(cafe.parts[4].written, "◌\u0301");
    EXPECT_TRUE(cafe.merges.empty());
    EXPECT_EQ(describe(*smallWordPiece(), "x Cafe\u0301S", 2).entry, "##s");
    const TokenDetails unknown = describe(*smallWordPiece(), "x Cafe\u0301S", 0);
    EXPECT_EQ(unknown.kind, TokenKind::Unknown);
    EXPECT_EQ(unknown.bytes, "x");
}

TEST(DescribeToken, ASyllableThatBecomesSeveralLetters) {
    const TokenDetails first = describe(*smallWordPiece(), "한", 0);
    EXPECT_EQ(first.entry, "ᄒ");
    ASSERT_EQ(first.parts.size(), 1u);
    EXPECT_EQ(first.parts[0].bytes, (Span{0, 3}));
    EXPECT_EQ(first.parts[0].sharedBy, (std::vector<TokenId>{4, 5}));
}

TEST(DescribeToken, AVeryLongTokenIsShownInPart) {
    const TokenDetails details = describe(*smallWordPiece(), std::string(1000000, 'q'), 0);
    EXPECT_EQ(details.span, (Span{0, 1000000}));
    EXPECT_EQ(details.bytes.size(), 4096u);
    EXPECT_EQ(details.parts.size(), 4096u);
    const TokenDetails bytes = describe(*smallBytePair(), std::string(10000, 'q'), 5);
    EXPECT_TRUE(bytes.merges.empty());
}

TEST(DescribeToken, PartsCoverTheTokenExactlyOnAnyBytes) {
    const auto tokenizer = smallBytePair();
    std::mt19937 random(6);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i)
            text += random() % 2 ? std::string(1, static_cast<char>(random()))
                                 : std::string(i % 2 ? "你" : "😀the");
        const TextBuffer buffer(text);
        const TokenIndex tokens = *TokenIndex::build(*tokenizer, text);
        for (std::size_t i = 0; i < tokens.tokenCount(); ++i) {
            const TokenDetails details = describeToken(*tokenizer, buffer, tokens, i);
            std::size_t at = details.span.begin;
            for (const CodePointPart& part : details.parts) {
                ASSERT_EQ(part.covered.begin, at);
                ASSERT_LE(part.bytes.begin, part.covered.begin);
                ASSERT_GE(part.bytes.end, part.covered.end);
                ASSERT_EQ(part.sharedBy.empty(), part.covered == part.bytes);
                at = part.covered.end;
            }
            ASSERT_EQ(at, details.span.end);
        }
    }
}

} // namespace tokenarium
