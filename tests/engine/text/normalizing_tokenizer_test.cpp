// SPDX-License-Identifier: GPL-3.0-or-later
// Canonical composition against ICU's, and a tokenizer that normalises against the plain one on text that ICU
// has normalised.
#include "engine/text/byte_pair.h"
#include "engine/text/nfc.h"
#include "engine/text/tokenizer_catalog.h"
#include "tests/support/random_text.h"
#include "tests/support/small_vocabulary.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

/// ICU's NFC that leaves alone what Unicode 9 did not have, and bytes that are not UTF-8.
class Reference {
public:
    Reference() : nine(icu::UnicodeString("[:age=9.0:]"), status), filtered(*composer(), nine) {
        EXPECT_TRUE(U_SUCCESS(status));
    }

    std::string nfc(const std::string& text) {
        std::string out, valid;
        for (std::size_t at = 0; at < text.size();) {
            const Utf8Character character = decodeUtf8(text, at);
            if (character.valid()) {
                valid += text.substr(at, character.size);
            } else {
                out += normalized(valid) + text[at];
                valid.clear();
            }
            at += character.size;
        }
        return out + normalized(valid);
    }

private:
    const icu::Normalizer2* composer() { return icu::Normalizer2::getNFCInstance(status); }
    std::string normalized(const std::string& text) {
        std::string out;
        icu::UnicodeString composed;
        filtered.normalize(icu::UnicodeString::fromUTF8(text), composed, status).toUTF8String(out);
        return out;
    }

    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet nine;
    icu::FilteredNormalizer2 filtered;
};

std::string utf8(std::initializer_list<char32_t> characters) {
    std::string text;
    for (const char32_t c : characters) appendUtf8(c, text);
    return text;
}

/// A vocabulary for text with marks.
VocabularySource learnedFromMarks() {
    RandomText random(1);
    std::string sample;
    while (sample.size() < 6000) sample += toNfc(random.marked(20));
    VocabularySource source = learnBytePair(sample, 120, SplitRule::Qwen);
    source.normalization = Normalization::Nfc;
    return source;
}

struct Pair {
    Pair() {
        VocabularySource source = learnedFromMarks();
        normalizing = createBytePair(PackedVocabulary::create(source));
        source.normalization = Normalization::None;
        plain = createBytePair(PackedVocabulary::create(source));
    }
    std::shared_ptr<const TextTokenizer> normalizing, plain;
};

std::vector<Piece> piecesOf(const TextTokenizer& tokenizer, std::string_view text, std::size_t begin,
                            std::size_t limit) {
    std::vector<Piece> pieces;
    tokenizer.split(text, begin, limit, pieces);
    return pieces;
}

/// Every sixth text is long, so that the splitter has to look again.
std::string someText(RandomText& random) { return random.marked(random.below(6) ? 14 : 200); }

} // namespace

TEST(Nfc, EqualsIcuOnEveryCodePoint) {
    Reference reference;
    for (char32_t c = 0; c < 0x110000; ++c) {
        if (c >= 0xd800 && c < 0xe000) continue;
        for (const std::string& text :
             {utf8({c}), utf8({'a', 0x316, c, 0x301}), utf8({0x915, c, 0x93c, 'x'})})
            ASSERT_EQ(toNfc(text), reference.nfc(text)) << std::hex << std::uint32_t(c);
        if (isStable(utf8({c}))) {
            ASSERT_EQ(toNfc(utf8({c})), utf8({c}));
        }
    }
}

TEST(Nfc, EqualsIcuOnMarkedText) {
    Reference reference;
    RandomText random(2);
    for (int i = 0; i < 200000; ++i) {
        const std::string text = i % 4 ? random.marked(12) : random.any(12);
        const std::string expected = reference.nfc(text);
        ASSERT_EQ(toNfc(text), expected) << visible(text);
        NfcText known;
        known.append(text, 0, text.size());
        ASSERT_EQ(known.text, expected) << visible(text);
        ASSERT_EQ(known.origins.size(), expected.size() + 1);
        ASSERT_TRUE(std::is_sorted(known.origins.begin(), known.origins.end()));
        ASSERT_EQ(known.origins.front(), 0u);
        ASSERT_EQ(known.origins.back(), text.size()) << visible(text);
        if (isStable(text)) {
            ASSERT_EQ(expected, text);
        }
    }
}

TEST(Nfc, FindsTheFirstClusterThatMayChange) {
    EXPECT_EQ(findUnstable("abc", 0, 3), 3u);
    EXPECT_EQ(findUnstable("abe\u0301", 0, 5), 2u);
    EXPECT_EQ(findUnstable("abe\u0301", 0, 2), 2u);
    EXPECT_EQ(findUnstable("ab\u0e01\u0e48x", 0, 3), 8u); // a stable cluster is gone through to its end
    EXPECT_EQ(findUnstable("a\u0315\u0316", 0, 5), 0u);   // the marks change places
    EXPECT_EQ(findUnstable("a\u0316\u0315", 0, 5), 5u);
    EXPECT_EQ(findUnstable("中文\u212b", 0, 9), 6u);
    EXPECT_EQ(nfcClusterEnd("e\u0301\u0323x", 0), 5u);
}

TEST(Normalizing, SpansLieOnTheOriginalText) {
    const Pair pair;
    const std::string text = "cafe\u0301 1";
    const TokenStream stream = encode(*pair.normalizing, text);
    std::size_t at = 0;
    for (const Token& token : stream.tokens) {
        EXPECT_EQ(token.span.begin, at);
        at = token.span.end;
    }
    EXPECT_EQ(at, text.size());
    EXPECT_EQ(pair.normalizing->decode(idsOf(stream)), "caf\u00e9 1");
}

TEST(Normalizing, EqualsThePlainOneOnNormalisedText) {
    const Pair pair;
    RandomText random(3);
    for (int i = 0; i < 150000; ++i) {
        const std::string text = someText(random);
        const TokenStream stream = encode(*pair.normalizing, text);
        std::vector<TokenId> expected, ids;
        pair.plain->encodeIds(toNfc(text), expected);
        pair.normalizing->encodeIds(text, ids);
        ASSERT_EQ(ids, expected) << visible(text);
        ASSERT_EQ(idsOf(stream), expected) << visible(text);
        std::size_t at = 0;
        for (const Token& token : stream.tokens) {
            ASSERT_LT(token.span.begin, token.span.end);
            ASSERT_LE(token.span.begin, at); // equal, but where tokens share a byte
            ASSERT_GE(token.span.begin + 1, at);
            ASSERT_GE(token.span.end, at);
            at = token.span.end;
        }
        ASSERT_EQ(at, text.size());
    }
}

TEST(Normalizing, PiecesCoverTheTextAndDependOnlyOnWhatFollows) {
    const Pair pair;
    RandomText random(4);
    for (int i = 0; i < 60000; ++i) {
        const std::string text = someText(random);
        const std::vector<Piece> pieces = piecesOf(*pair.normalizing, text, 0, text.size());
        std::size_t begin = 0;
        for (const Piece& piece : pieces) {
            ASSERT_EQ(piece.span.begin, begin);
            ASSERT_GT(piece.span.end, begin);
            ASSERT_GE(piece.look, piece.span.end);
            ASSERT_LE(piece.look, text.size() + 1);
            begin = piece.span.end;
        }
        ASSERT_EQ(begin, text.size());
        if (pieces.empty()) continue;
        const std::size_t from = random.below(static_cast<unsigned>(pieces.size()));
        const std::size_t limit = random.below(static_cast<unsigned>(text.size() + 2));
        const auto rest = piecesOf(*pair.normalizing, text, pieces[from].span.begin, limit);
        ASSERT_FALSE(rest.empty());
        for (std::size_t k = 0; k < rest.size(); ++k) {
            ASSERT_EQ(rest[k].span, pieces[from + k].span) << visible(text);
            ASSERT_EQ(rest[k].look, pieces[from + k].look) << visible(text);
        }
        ASSERT_TRUE(rest.back().span.end >= limit || rest.back().span.end == text.size());
    }
}

TEST(Normalizing, NothingAtOrBehindLookChangesAPiece) {
    const Pair pair;
    RandomText random(5);
    for (int i = 0; i < 150000; ++i) {
        const std::string text = someText(random);
        const auto pieces = piecesOf(*pair.normalizing, text, 0, text.size());
        if (pieces.empty()) continue;
        const Piece piece = pieces[random.below(static_cast<unsigned>(pieces.size()))];
        if (piece.look > text.size()) continue; // anything appended may matter
        const std::string start = text.substr(0, piece.look);
        for (const std::string& changed : {start + random.marked(6), text + random.marked(3), start}) {
            const auto again = piecesOf(*pair.normalizing, changed, piece.span.begin, piece.span.begin);
            ASSERT_FALSE(again.empty());
            ASSERT_EQ(again[0].span, piece.span) << visible(text) << " became " << visible(changed);
        }
    }
}

TEST(Normalizing, LongRunsOfMarksAreNoTrouble) {
    const Pair pair;
    for (const char* unit :
         {"\u0301", "\u0323\u0301", "\u0301\u0323", "\u1100", "\u1161", "\u0301\x80", "\x80"}) {
        std::string text = "e";
        while (text.size() < 300000) text += unit;
        std::vector<TokenId> ids;
        pair.normalizing->encodeIds(text, ids);
        EXPECT_EQ(pair.normalizing->decode(ids), toNfc(text));
        EXPECT_EQ(idsOf(encode(*pair.normalizing, text)), ids);
    }
}
