// SPDX-License-Identifier: GPL-3.0-or-later
// Law: after any edits the tokens and pieces of a TokenIndex are those of a full encode, for every tokenizer.
#include "engine/text/live_text.h"

#include "engine/text/text_tokenizer.h"
#include "engine/text/tokenizer_catalog.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <random>

using namespace tokenarium;

namespace {

class NoVocabulary : public Vocabulary {
public:
    std::size_t size() const override { return 0; }
    std::optional<std::string_view> entry(TokenId) const override { return std::nullopt; }
    std::optional<TokenId> find(std::string_view) const override { return std::nullopt; }
    TokenKind kind(TokenId) const override { return TokenKind::Normal; }
    const std::vector<SpecialToken>& specialTokens() const override { return none; }
    std::optional<std::size_t> rank(TokenId) const override { return std::nullopt; }

private:
    std::vector<SpecialToken> none;
};

/// Tokenizers made up for this test: each makes one thing hard. A token's id is a hash of its bytes.
class MadeUpTokenizer : public TextTokenizer {
public:
    const Vocabulary& vocabulary() const override { return none; }
    std::string decode(std::span<const TokenId>) const override { return {}; }
    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        while (begin < text.size()) {
            out.push_back(pieceFrom(text, begin));
            begin = out.back().span.end;
            if (begin >= limit) return;
        }
    }

protected:
    virtual Piece pieceFrom(std::string_view text, std::size_t begin) const = 0;
    static bool space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    static void add(std::string_view piece, std::size_t begin, std::size_t end, std::vector<Token>& out) {
        const auto hash = std::hash<std::string_view>{}(piece.substr(begin, end - begin));
        out.push_back({TokenId(hash), {begin, end}});
    }

private:
    NoVocabulary none;
};

/// ` ?\S+|\s+(?!\S)|\s+`, the GPT way of cutting white space: looks to the end of any run of it.
class WhiteSpaceTokenizer : public MadeUpTokenizer {
    Piece pieceFrom(std::string_view text, std::size_t begin) const override {
        std::size_t spaces = begin;
        while (spaces < text.size() && space(text[spaces])) ++spaces;
        const std::size_t looked = spaces + 1;
        if (spaces == text.size()) return {{begin, spaces}, looked};
        if (spaces - begin > 1) return {{begin, spaces - 1}, looked};
        if (spaces > begin && text[begin] != ' ') return {{begin, spaces}, looked};
        std::size_t end = spaces;
        while (end < text.size() && !space(text[end])) ++end;
        return {{begin, end}, end + 1};
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        for (std::size_t i = 0; i < piece.size(); i += 4) add(piece, i, std::min(piece.size(), i + 4), out);
    }
};

/// White space has no tokens, vowels are left out of them, digits give two tokens with the same span.
class GapsTokenizer : public MadeUpTokenizer {
    Piece pieceFrom(std::string_view text, std::size_t begin) const override {
        std::size_t end = begin + 1;
        while (end < text.size() && space(text[end]) == space(text[begin])) ++end;
        return {{begin, end}, end + 1};
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        if (space(piece[0])) return;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            if (std::string_view("aeiou").find(piece[i]) != std::string_view::npos) continue;
            add(piece, i, i + 1, out);
            if (piece[i] >= '0' && piece[i] <= '9') add(piece, i, i + 1, out);
        }
    }
};

/// The whole text is one piece; what a token is depends on everything before it.
class OnePieceTokenizer : public MadeUpTokenizer {
    Piece pieceFrom(std::string_view text, std::size_t begin) const override {
        return {{begin, text.size()}, text.size() + 1};
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        std::size_t length = 1;
        for (std::size_t i = 0; i < piece.size(); i += out.back().span.size()) {
            length = (length + (unsigned char)piece[i]) % 5 + 1;
            add(piece, i, std::min(piece.size(), i + length), out);
        }
    }
};

/// <tags> are one piece when they close within 3000 bytes, so a piece far before an edit may depend on it.
class TagTokenizer : public MadeUpTokenizer {
    Piece pieceFrom(std::string_view text, std::size_t begin) const override {
        if (text[begin] != '<') return {{begin, begin + 1}, begin + 1};
        const std::size_t furthest = std::min(text.size(), begin + 3000);
        const std::size_t close = text.substr(0, furthest).find('>', begin);
        if (close != std::string_view::npos) return {{begin, close + 1}, close + 1};
        return {{begin, begin + 1}, furthest == text.size() ? furthest + 1 : furthest};
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        add(piece, 0, piece.size(), out);
    }
};

/// Three bytes a piece, begun anew in every line: after an edit no boundary is where it was until the line
/// ends.
class TriplesTokenizer : public MadeUpTokenizer {
    Piece pieceFrom(std::string_view text, std::size_t begin) const override {
        std::size_t end = begin + 1;
        while (end < text.size() && end < begin + 3 && text[end - 1] != '\n') ++end;
        return {{begin, end}, end < begin + 3 && text[end - 1] != '\n' ? end + 1 : end};
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        add(piece, 0, 1, out);
        if (piece.size() > 1) add(piece, 1, piece.size(), out);
    }
};

/// nullptr where its vocabulary is not there.
std::shared_ptr<const TextTokenizer> tokenizerNamed(const std::string& name) {
    if (name == "white_space") return std::make_shared<WhiteSpaceTokenizer>();
    if (name == "gaps") return std::make_shared<GapsTokenizer>();
    if (name == "one_piece") return std::make_shared<OnePieceTokenizer>();
    if (name == "tags") return std::make_shared<TagTokenizer>();
    if (name == "triples") return std::make_shared<TriplesTokenizer>();
    const TokenizerCatalog catalog({tokenarium::testing::vocabulariesFolder()});
    if (name == "bert_base_chinese") {
        const auto file = tokenarium::testing::vectorsFolder() / "../vocabs/bert-base-chinese.vocab.txt";
        return std::filesystem::exists(file) ? catalog.load(file.string()) : nullptr;
    }
    const TokenizerInfo* info = catalog.find(name);
    return info && info->present ? catalog.load(name) : nullptr;
}

struct FullEncode {
    std::vector<Piece> pieces;
    std::vector<LiveToken> tokens;
};

/// The definition: split everything, encode every piece. Counts from `begin`, stops after `limit`.
FullEncode encodeFrom(const TextTokenizer& tokenizer, std::string_view text, std::size_t begin,
                      std::size_t limit) {
    FullEncode result;
    if (begin < text.size()) tokenizer.split(text, begin, limit, result.pieces);
    std::vector<Token> tokens;
    for (const Piece& piece : result.pieces) {
        tokens.clear();
        tokenizer.encodePiece(text.substr(piece.span.begin, piece.span.size()), tokens);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            Token token = tokens[i];
            token.span = {token.span.begin + piece.span.begin, token.span.end + piece.span.begin};
            result.tokens.push_back({token, result.tokens.size(), i == 0});
        }
    }
    return result;
}

bool same(const LiveToken& a, const LiveToken& b) {
    return a.token == b.token && a.index == b.index && a.startsPiece == b.startsPiece;
}

::testing::AssertionResult sameTokens(const std::vector<LiveToken>& live,
                                      const std::vector<LiveToken>& full) {
    if (live.size() != full.size())
        return ::testing::AssertionFailure() << live.size() << " tokens, full encode " << full.size();
    const auto at = std::mismatch(live.begin(), live.end(), full.begin(), same);
    if (at.first == live.end()) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure()
           << "token " << at.second->index << ": live " << at.first->token.id << " at "
           << at.first->token.span.begin << ", full " << at.second->token.id << " at "
           << at.second->token.span.begin << ", starts a piece " << at.first->startsPiece << "/"
           << at.second->startsPiece;
}

void expectFullEncode(const TokenIndex& index, const TextTokenizer& tokenizer, std::string_view text) {
    const FullEncode full = encodeFrom(tokenizer, text, 0, text.size());
    std::vector<LiveToken> live;
    index.tokens({0, text.size()}, live);
    ASSERT_TRUE(sameTokens(live, full.tokens));
    ASSERT_EQ(index.tokenCount(), full.tokens.size());
    for (const Piece& piece : full.pieces) {
        ASSERT_EQ(index.pieceAt(piece.span.begin), piece.span);
        ASSERT_EQ(index.pieceAt(piece.span.end - 1), piece.span);
    }
}

/// The redone stretch and a little on both sides.
void expectWindow(const TokenIndex& index, const TextTokenizer& tokenizer, std::string_view text,
                  Span around) {
    if (text.empty()) return;
    const std::size_t begin =
        index.pieceAt(std::min(text.size() - 1, around.begin - std::min<std::size_t>(around.begin, 20)))
            .begin;
    FullEncode full = encodeFrom(tokenizer, text, begin, std::min(text.size(), around.end + 20));
    std::vector<LiveToken> live;
    index.tokens({begin, full.pieces.back().span.end}, live);
    if (!live.empty())
        for (LiveToken& token : full.tokens) token.index += live[0].index;
    ASSERT_TRUE(sameTokens(live, full.tokens));
    for (const LiveToken& token : live) ASSERT_TRUE(same(index.token(token.index), token));
    const auto covers = [&](const LiveToken& token) { return token.token.span.contains(begin); };
    const auto first = std::find_if(live.begin(), live.end(), covers);
    const auto found = index.tokenAt(begin);
    ASSERT_EQ(found.has_value(), first != live.end());
    if (found) {
        ASSERT_TRUE(same(*found, *first));
    }
}

/// Text of many kinds, a snippet at a time; also broken UTF-8.
class MixedText {
public:
    explicit MixedText(unsigned seed) : random(seed) {}
    std::size_t number(std::size_t below) { return below ? random() % below : 0; }
    std::string snippets(std::size_t count) {
        static const std::string_view list[] = {"the",
                                                " quick",
                                                " Brown",
                                                "FOX",
                                                "it's",
                                                "'ll",
                                                " don't",
                                                "we've",
                                                "你好",
                                                "世界，",
                                                "中文文本。",
                                                "ありがとう",
                                                "한국어",
                                                "مرحبا",
                                                " العالم",
                                                "สวัสดี",
                                                "ชาวโลก",
                                                "नमस्ते",
                                                "Привет",
                                                "naïve",
                                                "e\xCC\x81",
                                                "\u0301",
                                                "\u0323",
                                                "\u0338",
                                                "\u1100\u1161",
                                                "\u11a8",
                                                "\u212b",
                                                "\u0958",
                                                "\u09c7\u09be",
                                                "👨‍👩‍👧‍👦",
                                                "🏳️‍🌈",
                                                "🇩🇪",
                                                "😀",
                                                "0",
                                                "12",
                                                "2024",
                                                "3.14159",
                                                "١٢٣",
                                                " ",
                                                "  ",
                                                "    ",
                                                "\n",
                                                "\r\n",
                                                "\r\n\r\n",
                                                "\t",
                                                " \n ",
                                                "\n\n\n",
                                                "\xC2\xA0",
                                                "\xE2\x80\xAF",
                                                "\xE3\x80\x80",
                                                "<",
                                                ">",
                                                "<|endoftext|>",
                                                "<a href=\"x\">",
                                                "</b>",
                                                "...",
                                                "!?",
                                                "(x+y)*z;",
                                                "//",
                                                "#!/bin/sh\n",
                                                "\xFF",
                                                "\xC3",
                                                "\xE4\xB8",
                                                "\xF0\x9F\x98",
                                                "\x80\x80",
                                                "\xED\xA0\x80",
                                                "\xC0\xAF",
                                                std::string_view("\0", 1),
                                                "\x7F",
                                                "\xEF\xBB\xBF",
                                                "a",
                                                "b",
                                                "Z",
                                                "ǅ",
                                                "ʰ",
                                                "ﬁ",
                                                "①",
                                                "Ⅻ",
                                                "x",
                                                "##",
                                                "[UNK]"};
        std::string text;
        while (count--) text += list[number(std::size(list))];
        return text;
    }
    std::string longRun() {
        static const std::string_view units[] = {" ", "a", "\n", "中", "1", ". ", "\r\n"};
        const std::string_view unit = units[number(std::size(units))];
        std::string text;
        for (std::size_t left = number(3000); left > 0; --left) text += unit;
        return text;
    }

private:
    std::mt19937 random;
};

/// A text with its index, and its ids kept only by what each TokenChange says.
class Document {
public:
    Document(const TextTokenizer& its, std::string_view text) : tokenizer(its), plain(text), buffer(text) {
        index = std::move(*TokenIndex::build(its, text));
        index.ids(ids);
    }
    TokenChange replace(Span removed, std::string_view inserted) {
        plain.replace(removed.begin, removed.size(), inserted);
        buffer.replace(removed, inserted);
        const TokenChange change = index.update(tokenizer, buffer, removed, inserted.size());
        applyToIds(change);
        return change;
    }
    const TextTokenizer& tokenizer;
    std::string plain;
    TextBuffer buffer;
    TokenIndex index;
    std::vector<TokenId> ids;

private:
    void applyToIds(const TokenChange& change) {
        std::vector<TokenId> current;
        index.ids(current);
        ASSERT_LE(change.first + change.removed, ids.size());
        ASSERT_LE(change.first + change.added, current.size());
        const auto at = ids.begin() + std::ptrdiff_t(change.first);
        const auto added = current.begin() + std::ptrdiff_t(change.first);
        const auto behind = ids.erase(at, at + std::ptrdiff_t(change.removed));
        ids.insert(behind, added, added + std::ptrdiff_t(change.added));
        ASSERT_EQ(ids, current);
    }
};

struct Edit {
    Span removed;
    std::string inserted;
};

Edit randomEdit(MixedText& mixed, const std::string& text, std::size_t limit) {
    const std::size_t at = mixed.number(text.size() + 1), left = text.size() - at;
    if (text.size() > limit)
        return {{mixed.number(300), text.size() - mixed.number(300)}, mixed.snippets(50)};
    switch (mixed.number(40)) {
    case 0: return {{at, at}, mixed.longRun()};
    case 1: return {{at, at + mixed.number(std::min<std::size_t>(left, 2000) + 1)}, ""};
    case 2: return {{at, at}, mixed.snippets(mixed.number(200))};
    case 3: return {{text.size(), text.size()}, mixed.snippets(2)};
    case 4: return {{0, std::min<std::size_t>(text.size(), mixed.number(5))}, mixed.snippets(1)};
    case 5: return {{text.size() - std::min<std::size_t>(text.size(), mixed.number(9)), text.size()}, ""};
    default: break;
    }
    const std::size_t removed = mixed.number(3) ? 0 : mixed.number(std::min<std::size_t>(left, 12) + 1);
    return {{at, at + removed}, mixed.number(3) == 0 ? "" : mixed.snippets(1 + mixed.number(3))};
}

/// Random edits with an undo now and then; looks closely at each edit, and at everything every `every` edits.
void editAtRandom(Document& document, unsigned seed, int edits, int every, std::size_t limit) {
    MixedText mixed(seed);
    for (int i = 0; i < edits; ++i) {
        const Edit edit = randomEdit(mixed, document.plain, limit);
        const std::string old = document.plain.substr(edit.removed.begin, edit.removed.size());
        TokenChange change = document.replace(edit.removed, edit.inserted);
        if (mixed.number(10) == 0)
            change = document.replace({edit.removed.begin, edit.removed.begin + edit.inserted.size()}, old);
        if (::testing::Test::HasFatalFailure()) return;
        ASSERT_NO_FATAL_FAILURE(expectWindow(document.index, document.tokenizer, document.plain, change.span))
            << "edit " << i;
        if (i % every == 0) {
            ASSERT_NO_FATAL_FAILURE(expectFullEncode(document.index, document.tokenizer, document.plain))
                << "edit " << i;
        }
    }
    expectFullEncode(document.index, document.tokenizer, document.plain);
}

class LiveText : public ::testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        tokenizer = tokenizerNamed(GetParam());
        if (!tokenizer) GTEST_SKIP() << "the vocabulary of " << GetParam() << " is not there";
    }
    std::shared_ptr<const TextTokenizer> tokenizer;
};

} // namespace

TEST_P(LiveText, EqualsAFullEncodeAfterAHundredThousandEdits) {
    Document document(*tokenizer, "");
    editAtRandom(document, 1, 100000, 40, 4000);
}

TEST_P(LiveText, EqualsAFullEncodeInALargeText) {
    MixedText mixed(2);
    Document document(*tokenizer, mixed.snippets(100000));
    editAtRandom(document, 3, 60, 10, 1000000);
    const std::string half = document.plain.substr(0, document.plain.size() / 2);
    document.replace({10, 10}, half);
    document.replace({half.size(), half.size() + 300000}, "");
    expectFullEncode(document.index, *tokenizer, document.plain);
    document.replace({0, document.plain.size()}, "");
    EXPECT_EQ(document.index.tokenCount(), 0u);
    document.replace({0, 0}, half);
    expectFullEncode(document.index, *tokenizer, document.plain);
}

TEST_P(LiveText, TypingInOneLongRunStaysRight) {
    for (const std::string_view unit : {"a", " ", "\n", "中", "1"}) {
        std::string text;
        while (text.size() < 30000) text += unit;
        Document document(*tokenizer, text);
        MixedText mixed(4);
        for (int i = 0; i < 20; ++i) {
            const std::size_t at = mixed.number(document.plain.size());
            document.replace({at, at + i % 2}, i % 5 ? unit : "x ");
            expectFullEncode(document.index, *tokenizer, document.plain);
            if (HasFatalFailure()) return;
        }
    }
}

TEST_P(LiveText, BuildReportsProgressAndStops) {
    MixedText mixed(5);
    const std::string text = mixed.snippets(200000);
    std::vector<std::size_t> told;
    ASSERT_TRUE(TokenIndex::build(*tokenizer, text, {}, [&](std::size_t done) { told.push_back(done); }));
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_EQ(told.back(), text.size());
    std::stop_source source;
    const auto stopAtFirst = [&](std::size_t) { source.request_stop(); };
    if (told.size() > 1) {
        EXPECT_FALSE(TokenIndex::build(*tokenizer, text, source.get_token(), stopAtFirst));
    }
}

INSTANTIATE_TEST_SUITE_P(MadeUp, LiveText,
                         ::testing::Values("white_space", "gaps", "one_piece", "tags", "triples"),
                         [](const auto& each) { return each.param; });
INSTANTIATE_TEST_SUITE_P(Real, LiveText,
                         ::testing::Values("bytes", "characters", "r50k_base", "cl100k_base", "o200k_base",
                                           "llama3", "qwen3", "deepseek_v3", "mistral_tekken_240718",
                                           "bert_base_uncased", "bert_base_chinese"),
                         [](const auto& each) { return each.param; });

TEST(TokenChange, IsOnlyWhatReallyChanged) {
    const auto tokenizer = tokenizerNamed("white_space");
    Document document(*tokenizer, "one two three four five");
    const TokenChange change = document.replace({4, 4}, "x"); // " xtwo": tokens " two" -> " xtw", "o"
    EXPECT_EQ(change.first, 1u);
    EXPECT_EQ(change.removed, 1u);
    EXPECT_EQ(change.added, 2u);
    const TokenChange nothing = document.replace({3, 3}, "");
    EXPECT_EQ(nothing.removed + nothing.added, 0u);
    const TokenChange same = document.replace({0, 3}, "one");
    EXPECT_EQ(same.removed + same.added, 0u);
}

TEST(TokenChange, LeavesOutTheUnchangedTokensOfAPieceOnBothSides) {
    const auto tokenizer = tokenizerNamed("gaps"); // a token for every byte that is no vowel
    Document document(*tokenizer, "bcd fghj kl");
    const TokenChange change = document.replace({6, 6}, "x");
    EXPECT_EQ(change.first, 5u);
    EXPECT_EQ(change.removed, 0u);
    EXPECT_EQ(change.added, 1u);
    EXPECT_EQ(change.span, (Span{4, 9})); // the space before looked at "f", not further
}
