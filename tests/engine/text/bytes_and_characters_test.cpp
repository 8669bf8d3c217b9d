// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes and characters: ids by definition, and any bytes come back.
#include "engine/text/bytes_and_characters.h"
#include "tests/support/random_text.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

using namespace tokenarium;
using namespace tokenarium::testing;

TEST(BytesTokenizer, IdsAreBytes) {
    const auto tokenizer = createBytes();
    EXPECT_EQ(idsOf(encode(*tokenizer, "a\xc3\xa9\xff")), (std::vector<TokenId>{'a', 0xc3, 0xa9, 0xff}));
    EXPECT_EQ(tokenizer->vocabulary().size(), 256u);
    for (TokenId id = 0; id < 256; ++id)
        EXPECT_EQ(tokenizer->vocabulary().find(*tokenizer->vocabulary().entry(id)), id);
    EXPECT_EQ(tokenizer->vocabulary().entry(256), std::nullopt);
}

TEST(CharactersTokenizer, IdsAreCodePointsAndInvalidBytesHaveTheirOwn) {
    const auto tokenizer = createCharacters();
    EXPECT_EQ(idsOf(encode(*tokenizer, "aé中😀\xff\xe4\xb8")),
              (std::vector<TokenId>{'a', 0xe9, 0x4e2d, 0x1f600, 0x1100ff, 0x1100e4, 0x1100b8}));
}

TEST(CharactersTokenizer, EveryEntryIsFoundAgain) {
    const auto tokenizer = createCharacters();
    const Vocabulary& vocabulary = tokenizer->vocabulary();
    EXPECT_EQ(vocabulary.size(), 0x110100u);
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const auto entry = vocabulary.entry(id);
        const bool hole = (id >= 0xd800 && id <= 0xdfff) || (id >= 0x110000 && id < 0x110080);
        ASSERT_EQ(entry.has_value(), !hole);
        if (!entry) continue;
        ASSERT_EQ(vocabulary.find(*entry), id);
        ASSERT_EQ(vocabulary.kind(id), TokenKind::Normal);
        if (id < 0x110000) {
            std::string expected;
            appendUtf8(id, expected);
            ASSERT_EQ(*entry, expected);
        }
    }
}

TEST(BytesAndCharacters, AnyBytesComeBackAndPiecesKeepTheirPromise) {
    RandomText random(12);
    for (const auto& tokenizer : {createBytes(), createCharacters()})
        for (int i = 0; i < 30000; ++i) {
            const std::string text = random.any(20);
            std::vector<TokenId> ids;
            tokenizer->encodeIds(text, ids);
            ASSERT_EQ(tokenizer->decode(ids), text);
            ASSERT_EQ(idsOf(encode(*tokenizer, text)), ids);
            std::vector<Piece> pieces;
            tokenizer->split(text, 0, text.size(), pieces);
            ASSERT_EQ(pieces.size(), ids.size());
            if (pieces.empty()) continue;
            const Piece piece = pieces[random.below(static_cast<unsigned>(pieces.size()))];
            if (piece.look > text.size()) continue;
            const std::string changed = text.substr(0, piece.look) + random.any(6);
            std::vector<Piece> again;
            tokenizer->split(changed, piece.span.begin, piece.span.begin, again);
            ASSERT_EQ(again.at(0).span, piece.span) << visible(text) << " became " << visible(changed);
        }
}
