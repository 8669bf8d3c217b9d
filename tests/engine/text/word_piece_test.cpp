// SPDX-License-Identifier: GPL-3.0-or-later
// WordPiece against a slow reference that treats the whole text step by step, and the laws of pieces and
// spans.
#include "engine/text/word_piece.h"

#include "engine/text/utf8.h"
#include "engine/text/vocabulary_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::HasSubstr;

icu::UnicodeSet setOf(const char* pattern) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet set(icu::UnicodeString::fromUTF8(pattern), status);
    EXPECT_TRUE(U_SUCCESS(status)) << pattern;
    return set;
}

/// The definition, one step after the other over the whole text, with ICU's sets and ICU's normaliser.
class PlainBert {
public:
    PlainBert(const Vocabulary& pieces, WordPieceOptions wanted) : vocabulary(pieces), options(wanted) {}

    std::vector<TokenId> encode(std::string_view text) const {
        std::vector<TokenId> ids;
        for (const std::u32string& word : words(text)) addPieces(word, ids);
        return ids;
    }

    std::vector<std::u32string> words(std::string_view text) const {
        std::vector<std::u32string> result;
        std::u32string word;
        const auto finish = [&] {
            if (!word.empty()) result.push_back(word);
            word.clear();
        };
        for (const char32_t c : normalized(text)) {
            if (punctuation.contains(static_cast<UChar32>(c))) {
                finish();
                result.push_back(std::u32string(1, c));
            } else if (c == ' ')
                finish();
            else
                word += c;
        }
        finish();
        return result;
    }

private:
    std::u32string normalized(std::string_view text) const {
        std::u32string clean;
        for (std::size_t at = 0; at < text.size();) {
            const Utf8Character character = decodeUtf8(text, at);
            at += character.size;
            const auto c = static_cast<UChar32>(character.valid() ? character.codePoint : 0xFFFD);
            if (c != '\t' && c != '\n' && c != '\r' && dropped.contains(c)) continue;
            const bool alone = options.chineseCharacters && chinese.contains(c);
            if (alone) clean += U' ';
            clean += u_isUWhiteSpace(c) ? U' ' : static_cast<char32_t>(c);
            if (alone) clean += U' ';
        }
        if (options.stripAccents) clean = withoutAccents(clean);
        std::u32string lower;
        for (const char32_t c : clean) {
            if (options.lowercase && c == 0x130)
                lower += U"i\u0307";
            else
                lower += options.lowercase ? static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))) : c;
        }
        return lower;
    }

    std::u32string withoutAccents(const std::u32string& text) const {
        UErrorCode status = U_ZERO_ERROR;
        const icu::FilteredNormalizer2 filtered(*icu::Normalizer2::getNFDInstance(status), unicode9);
        const icu::Normalizer2& nfd = filtered; // the derived class hides one normalize
        const auto decomposed =
            nfd.normalize(icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                                        static_cast<int>(text.size())),
                          status);
        std::u32string kept;
        for (int i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1))
            if (!accents.contains(decomposed.char32At(i)))
                kept += static_cast<char32_t>(decomposed.char32At(i));
        return kept;
    }

    void addPieces(const std::u32string& word, std::vector<TokenId>& ids) const {
        const TokenId unknown = vocabulary.find("[UNK]").value();
        if (word.size() > 100) {
            ids.push_back(unknown);
            return;
        }
        std::vector<TokenId> found;
        for (std::size_t begin = 0; begin < word.size();) {
            std::size_t end = word.size();
            std::optional<TokenId> id;
            for (; end > begin && !id; end -= !id) {
                std::string piece = begin > 0 ? "##" : "";
                for (std::size_t i = begin; i < end; ++i) appendUtf8(word[i], piece);
                id = vocabulary.find(piece);
            }
            if (!id) {
                ids.push_back(unknown);
                return;
            }
            found.push_back(*id);
            begin = end;
        }
        ids.insert(ids.end(), found.begin(), found.end());
    }

    const Vocabulary& vocabulary;
    WordPieceOptions options;
    icu::UnicodeSet unicode9 = setOf("[:Age=9.0:]");
    icu::UnicodeSet dropped = setOf("[[[[:Cc:][:Cf:]]&[:Age=8.0:]][:Co:]\\uFFFD]");
    icu::UnicodeSet accents = setOf("[[[:Mn:]&[:Age=8.0:]-[\\u1885\\u1886\\uA9BD\\U000111C9]]\\u1734]");
    icu::UnicodeSet punctuation = setOf("[[[:P:]&[:Age=8.0:]][!-/\\:-@\\[-`\\{-~]\\u166D\\U000111C9]");
    icu::UnicodeSet chinese =
        setOf("[\\u4E00-\\u9FFF\\u3400-\\u4DBF\\U00020000-\\U0002A6DF\\U0002A700-\\U0002B81F"
              "\\U0002B920-\\U0002CEAF\\uF900-\\uFAFF\\U0002F800-\\U0002FA1F]");
};

const std::vector<char32_t>& alphabet() {
    static const std::vector<char32_t> all = [] {
        using namespace std::string_view_literals; // it holds a NUL
        const std::u32string_view text =
            U"abcdeABCDE "
            U"\t\n\r.,;!-[]$=<09\0\x1f\x7f\u0085\u00a0\u3000\u200b\u200d\u00ad\ufeff\ufffd\ue000\U000f0000"
            U"éÉÀçñÅ≠≮\u212b\u212a\u037e\u0387\u1fef\u0301\u0300\u0323\u0316\u0308\u05b0\u0345ßẞİıΣςσﬁ"
            U"中你好界\uf902\U0002f801\U0002b820\U0002b920\u3400、。，《》—“”あが\u3099かゼ한글가\u1100\u1161"
            U"\u11a8"
            U"กำ\u0e33นำ्क\u093f\u0b4b\u0bca\u0ddd\u302e\u302f\u1b44\U0001d165\U0001d16d\U0001d15e\U0001d160"
            U"\u08fa\u08d4\u1dfa\u1df6\u0d3b\u08e2\u166d\u1734\u1885\ua9bd\U000111c9\u0378\ufdd0\U0001fffe😀"
            U"🏽\U0001F1E6"
            U"\U00010400\u1e9b\u0130\u1fbe\u01c5\u034f\u0e31"sv;
        return std::vector<char32_t>(text.begin(), text.end());
    }();
    return all;
}

std::string randomText(std::mt19937& random, std::size_t longest) {
    std::string text;
    for (std::size_t count = random() % (longest + 1); count > 0; --count) {
        if (random() % 12 == 0)
            text += static_cast<char>(random());
        else
            appendUtf8(alphabet()[random() % alphabet().size()], text);
        if (random() % 40 == 0) text.append(random() % 120, 'a');
        if (random() % 40 == 0) text += "\u0301\u0323\u302e\u0316";
        if (random() % 40 == 0) text += "\u302e\u1b44\u302e\u034f\u1b44"; // marks do not move past U+034F
    }
    return text;
}

/// Pieces for most of what the alphabet can become, so that ids betray what a word was normalised to.
std::shared_ptr<const PackedVocabulary> wideVocabulary() {
    static const auto made = [] {
        std::set<std::string> pieces = {"ab", "abc", "##bc", "##cde", "ca", "##aaaa", "가나"};
        for (char32_t c = 0x21; c < 0x20000; ++c) {
            if ((c >= 0xD800 && c < 0xE000) || c % 29 == 0) continue; // some stay unknown
            std::string piece;
            appendUtf8(c, piece);
            pieces.insert(piece);
            pieces.insert(std::string("##").append(piece));
        }
        std::vector<std::string> list = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
        list.insert(list.end(), pieces.begin(), pieces.end());
        return PackedVocabulary::create(wordPieceSource("wide", list));
    }();
    return made;
}

std::shared_ptr<const PackedVocabulary> smallVocabulary() {
    return PackedVocabulary::create(
        wordPieceSource("small", {"[PAD]", "[UNK]", "[CLS]",  "[SEP]", "[MASK]", "token", "##izing",
                                  "##s",   "cafe",  "a",      "##b",   ",",      "中",    "ᄒ",
                                  "##ᅡ",  "##ᆫ",  "##ᅡᆫ", "=",     "i",      "##cd",  "##e"}));
}

std::vector<TokenId> idsOfPieces(const TextTokenizer& tokenizer, std::string_view text) {
    std::vector<TokenId> ids;
    for (const Token& token : encode(tokenizer, text).tokens) ids.push_back(token.id);
    return ids;
}

std::vector<WordPieceOptions> allOptions() {
    std::vector<WordPieceOptions> all;
    for (int bits = 0; bits < 8; ++bits) all.push_back({(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0});
    return all;
}

std::vector<Token> tokensOf(const TextTokenizer& tokenizer, std::string_view text) {
    return encode(tokenizer, text).tokens;
}

} // namespace

TEST(WordPiece, EqualsTheDefinitionOnRandomText) {
    for (const WordPieceOptions options : allOptions()) {
        const auto tokenizer = createWordPiece(wideVocabulary(), options);
        const PlainBert plain(*wideVocabulary(), options);
        std::mt19937 random(11);
        for (int round = 0; round < 4000; ++round) {
            const std::string text = randomText(random, 30);
            const std::vector<TokenId> expected = plain.encode(text);
            std::vector<TokenId> ids;
            tokenizer->encodeIds(text, ids);
            ASSERT_EQ(ids, expected) << "round " << round << " " << ::testing::PrintToString(text);
            ASSERT_EQ(idsOfPieces(*tokenizer, text), expected) << "round " << round;
        }
    }
}

TEST(WordPiece, EqualsTheDefinitionOnEveryCodePoint) {
    const auto tokenizer = createWordPiece(wideVocabulary());
    const PlainBert plain(*wideVocabulary(), {});
    std::string text;
    for (char32_t c = 0; c < 0x110000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        // Unicode 16 and 17 brought capitals that older ICU does not know; the tokenizer does.
        if (u_charType(static_cast<UChar32>(c)) == U_UNASSIGNED && c != 0x378) continue;
        text += 'a';
        appendUtf8(c, text);
        text += "b ";
        appendUtf8(c, text);
        text += "\u0301\u302e ";
    }
    std::vector<TokenId> ids;
    tokenizer->encodeIds(text, ids);
    EXPECT_EQ(ids, plain.encode(text));
}

TEST(WordPiece, CapitalsOfUnicode16And17HaveTheirSmallLetters) {
    const auto tokenizer = createWordPiece(wideVocabulary());
    const auto one = [&](std::string_view text) { return tokensOf(*tokenizer, text).at(0).id; };
    EXPECT_EQ(one("\ua7cb"), one("\u0264"));
    EXPECT_EQ(one("\ua7dc"), one("\u019b"));
    EXPECT_EQ(one("\U00010d50"), one("\U00010d70"));
    EXPECT_EQ(one("\u1c89"), one("\u1c8a"));
}

TEST(WordPiece, SpansAreInOrderDisjointAndInsideThePiece) {
    for (const WordPieceOptions options : allOptions()) {
        const auto tokenizer = createWordPiece(wideVocabulary(), options);
        std::mt19937 random(12);
        for (int round = 0; round < 2000; ++round) {
            const std::string text = randomText(random, 40);
            std::size_t end = 0;
            for (const Token& token : tokensOf(*tokenizer, text)) {
                ASSERT_GE(token.span.begin, end) << ::testing::PrintToString(text);
                ASSERT_GT(token.span.end, token.span.begin) << ::testing::PrintToString(text);
                end = token.span.end;
            }
            ASSERT_LE(end, text.size());
        }
    }
}

TEST(WordPiece, SpansAreThoseOfTheOriginalBytes) {
    const auto tokenizer = createWordPiece(smallVocabulary());
    const auto id = [&](std::string_view piece) { return smallVocabulary()->find(piece).value(); };
    const TokenId unknown = id("[UNK]");
    EXPECT_EQ(tokensOf(*tokenizer, " Tokenizing "),
              (std::vector<Token>{{id("token"), {1, 6}}, {id("##izing"), {6, 11}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "Café"), (std::vector<Token>{{id("cafe"), {0, 5}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "cafe\u0301\u0323s"),
              (std::vector<Token>{{id("cafe"), {0, 8}}, {id("##s"), {8, 9}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "\u200ba\u200db\u200b"),
              (std::vector<Token>{{id("a"), {3, 4}}, {id("##b"), {7, 8}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "\xff"
                                   "a\xff"
                                   "b"),
              (std::vector<Token>{{id("a"), {1, 2}}, {id("##b"), {3, 4}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "a,=\u0338"),
              (std::vector<Token>{{id("a"), {0, 1}}, {id(","), {1, 2}}, {id("="), {2, 5}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "a中\u0301b"),
              (std::vector<Token>{{id("a"), {0, 1}}, {id("中"), {1, 6}}, {unknown, {6, 7}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "\u0301zz\u0301 "), (std::vector<Token>{{unknown, {2, 6}}}));
    EXPECT_EQ(tokensOf(*tokenizer, "İ"), (std::vector<Token>{{id("i"), {0, 2}}}));
}

TEST(WordPiece, ACharacterOfSeveralLettersDealsItsBytesOut) {
    const auto vocabulary = smallVocabulary();
    const auto id = [&](std::string_view piece) { return vocabulary->find(piece).value(); };
    EXPECT_EQ(tokensOf(*createWordPiece(vocabulary), "한"),
              (std::vector<Token>{{id("ᄒ"), {0, 1}}, {id("##ᅡᆫ"), {1, 3}}}));
    EXPECT_EQ(tokensOf(*createWordPiece(vocabulary), "하"),
              (std::vector<Token>{{id("ᄒ"), {0, 1}}, {id("##ᅡ"), {1, 3}}}));
}

TEST(WordPiece, PiecesCoverTheTextAndAreSmall) {
    const auto tokenizer = createWordPiece(smallVocabulary());
    std::vector<Piece> pieces;
    const std::string text = "One two,中文\u0301\x80 \n x";
    tokenizer->split(text, 0, text.size(), pieces);
    std::vector<std::string> parts;
    for (const Piece& piece : pieces) parts.push_back(text.substr(piece.span.begin, piece.span.size()));
    EXPECT_EQ(parts,
              (std::vector<std::string>{"One", " ", "two", ",", "中", "文\u0301", "\x80", " \n ", "x"}));
    pieces.clear();
    tokenizer->split(text, 4, 5, pieces);
    EXPECT_EQ(pieces, (std::vector<Piece>{{{4, 7}, 8}}));
}

TEST(WordPiece, APieceStaysWhileNoByteBeforeItsLookChanges) {
    const auto tokenizer = createWordPiece(wideVocabulary());
    std::mt19937 random(13);
    for (int round = 0; round < 30000; ++round) {
        const std::string text = randomText(random, 12);
        std::vector<Piece> pieces;
        tokenizer->split(text, 0, text.size(), pieces);
        if (pieces.empty()) continue;
        const Piece piece = pieces[random() % pieces.size()];
        if (piece.look > text.size()) continue;
        const std::string changed = text.substr(0, piece.look) + randomText(random, 3);
        std::vector<Piece> again;
        tokenizer->split(changed, piece.span.begin, piece.span.begin + 1, again);
        ASSERT_EQ(again.at(0).span, piece.span)
            << ::testing::PrintToString(text) << " " << ::testing::PrintToString(changed);
    }
}

TEST(WordPiece, EncodesAnythingThatIsCalledAPiece) {
    const auto tokenizer = createWordPiece(wideVocabulary());
    std::mt19937 random(14);
    for (int round = 0; round < 500; ++round) {
        const std::string text = randomText(random, 50);
        std::vector<Token> tokens;
        tokenizer->encodePiece(text, tokens);
        EXPECT_EQ(tokens, tokensOf(*tokenizer, text));
    }
}

TEST(WordPiece, AMegabyteWithoutACutIsOneUnknownWord) {
    const auto tokenizer = createWordPiece(smallVocabulary());
    for (const char* letter : {"a", "é", "\u0e01", "한"}) {
        std::string text;
        while (text.size() < 1000000) text += letter;
        const std::vector<Token> tokens = tokensOf(*tokenizer, text);
        ASSERT_EQ(tokens.size(), 1u);
        EXPECT_EQ(tokens[0], (Token{1, {0, text.size()}}));
    }
    const std::string silent(1000000, '\x80');
    EXPECT_TRUE(tokensOf(*tokenizer, silent).empty());
    EXPECT_TRUE(tokensOf(*tokenizer, std::string(1000000, ' ')).empty());
}

TEST(WordPiece, WordsOfMoreThanAHundredLettersAreUnknown) {
    const auto tokenizer = createWordPiece(smallVocabulary());
    const std::string most = "a" + std::string(99, 'b');
    EXPECT_EQ(tokensOf(*tokenizer, most).size(), 100u);
    EXPECT_EQ(tokensOf(*tokenizer, most + "b"), (std::vector<Token>{{1, {0, 101}}}));
    EXPECT_EQ(tokensOf(*tokenizer, most + "\u0301\u200d").size(), 100u); // accents and joiners do not count
}

TEST(WordPiece, DecodesToReadableText) {
    const auto tokenizer = createWordPiece(smallVocabulary());
    const std::vector<TokenId> ids = {5, 6, 11, 12, 1, 99};
    EXPECT_EQ(tokenizer->decode(ids), "tokenizing , 中 [UNK]");
    EXPECT_EQ(tokenizer->templatePrefix(), std::vector<TokenId>{2});
    EXPECT_EQ(tokenizer->templateSuffix(), std::vector<TokenId>{3});
}

namespace {

std::string refusalOf(std::string_view content) {
    try {
        parseVocabTxt(content, "my.txt");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST(VocabTxt, ReadsLinesInOrder) {
    const std::vector<std::string> expected = {"[PAD]", "[UNK]", "中", "##a b"};
    EXPECT_EQ(parseVocabTxt("[PAD]\n[UNK]\n中\n##a b\n", "x"), expected);
    EXPECT_EQ(parseVocabTxt("\xEF\xBB\xBF[PAD]\r\n[UNK]\r\n中\r\n##a b\r\n\r\n", "x"), expected);
    EXPECT_EQ(parseVocabTxt("[PAD]\n[UNK]\n中\n##a b", "x"), expected);
}

TEST(VocabTxt, SaysWhatIsWrongAndWhere) {
    EXPECT_THAT(refusalOf(""), HasSubstr("my.txt: the file is empty"));
    EXPECT_THAT(refusalOf("\n\r\n"), HasSubstr("empty"));
    EXPECT_THAT(refusalOf("a\nb\n"), HasSubstr("none of the 2 lines is [UNK]"));
    EXPECT_THAT(refusalOf("[UNK]\na\nb\na\n"), HasSubstr("line 4 repeats the piece of line 2"));
    EXPECT_THAT(refusalOf("[UNK]\n\nb\n"), HasSubstr("line 2 is empty"));
    EXPECT_THAT(refusalOf("[UNK]\nab\xff\n"), HasSubstr("line 2 is not UTF-8 (byte 3 of the line)"));
    EXPECT_THAT(refusalOf(std::string_view("[UNK]\n\0\n", 8)), HasSubstr("line 2 holds a NUL byte"));
    EXPECT_THAT(refusalOf(std::string(64 * 1024 * 1024 + 1, 'a')), HasSubstr("larger than 64 MB"));
}

TEST(VocabTxt, FilesThatCannotBeRead) {
    const auto folder = std::filesystem::path(::testing::TempDir());
    EXPECT_THROW(readVocabTxt(folder / "no such file.txt"), std::runtime_error);
    EXPECT_THROW(readVocabTxt(folder), std::runtime_error);
    const auto file = folder / "word_piece_test_vocab.txt";
    std::ofstream(file, std::ios::binary) << "[UNK]\nx\n";
    EXPECT_EQ(readVocabTxt(file), (std::vector<std::string>{"[UNK]", "x"}));
    std::filesystem::remove(file);
}

TEST(WordPiece, NeedsAnUnknownPiece) {
    VocabularySource source;
    source.name = "without";
    source.kind = VocabularyKind::WordPiece;
    source.entries = {"a", "b"};
    EXPECT_THROW(createWordPiece(PackedVocabulary::create(source)), std::runtime_error);
}

TEST(WordPieceFuzz, RandomVocabularies) {
    std::mt19937 random(15);
    for (int round = 0; round < 3000; ++round) {
        std::string file = "[UNK]\n[CLS]\n##\n##a\nab\n";
        for (std::size_t lines = random() % 12; lines > 0; --lines)
            file.append(random() % 2 ? "##" : "").append(randomText(random, 4)).append("\n");
        if (random() % 3 == 0) file[random() % file.size()] = static_cast<char>(random());
        EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(file.data()), file.size()), 0);
    }
}

} // namespace tokenarium
