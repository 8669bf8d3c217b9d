// SPDX-License-Identifier: GPL-3.0-or-later
// The fast byte-pair encoder against the plain merge loop, and the round trip of any bytes.
#include "engine/text/byte_pair.h"
#include "engine/text/nfc.h"
#include "engine/text/tokenizer_catalog.h"
#include "tests/support/small_vocabulary.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

/// tiktoken's rule for one piece, by the definition.
std::vector<Token> encodePlainly(const Vocabulary& vocabulary, std::string_view piece,
                                 std::vector<Merge>* log = nullptr) {
    const auto find = [&](std::string_view entry) -> std::optional<TokenId> {
        const auto id = vocabulary.find(entry);
        return id && vocabulary.kind(*id) == TokenKind::Normal ? id : std::nullopt;
    };
    std::vector<Token> tokens;
    mergePlainly(find, piece, tokens, log);
    if (const auto whole = find(piece)) tokens = {{*whole, {0, piece.size()}}};
    return tokens;
}

void expectEqualToPlain(const TextTokenizer& tokenizer, const std::string& piece) {
    std::vector<Token> fast;
    std::vector<Merge> fastLog, plainLog;
    tokenizer.encodePiece(piece, fast, &fastLog);
    ASSERT_EQ(fast, encodePlainly(tokenizer.vocabulary(), piece, &plainLog)) << visible(piece);
    ASSERT_EQ(fastLog, plainLog) << visible(piece);
}

/// A different learned vocabulary for every seed: small alphabets make deep, overlapping merges.
std::shared_ptr<const TextTokenizer> learned(unsigned seed) {
    RandomText random(seed);
    std::string sample;
    while (sample.size() < 4000)
        sample += seed % 3 == 0 ? random.mixture(30) : random.letters(60, 1 + seed % 5);
    return createBytePair(PackedVocabulary::create(learnBytePair(sample, 150, SplitRule::Cl100k)));
}

class RealBytePair : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        const TokenizerCatalog catalog({vocabulariesFolder()});
        if (!catalog.find(GetParam())->present)
            GTEST_SKIP() << "skipped: no packed vocabulary " << catalog.find(GetParam())->missing;
        tokenizer = catalog.load(GetParam());
    }
    bool normalizes() const {
        const auto& vocabulary = dynamic_cast<const PackedVocabulary&>(tokenizer->vocabulary());
        return vocabulary.normalization() != Normalization::None;
    }
    /// What decoding gives back.
    std::string kept(const std::string& text) const { return normalizes() ? toNfc(text) : text; }
    /// Where a tokenizer normalises, the loop is compared with on text that this leaves alone.
    void expectEqualToPlainLoop(const std::string& piece) const {
        if (!normalizes() || isStable(piece)) expectEqualToPlain(*tokenizer, piece);
    }
    std::shared_ptr<const TextTokenizer> tokenizer;
};

/// A learned vocabulary whose ids are dealt anew: merging by rank then happens in any order.
std::shared_ptr<const TextTokenizer> shuffled(unsigned seed) {
    RandomText random(seed);
    std::string sample;
    while (sample.size() < 3000) sample += random.letters(60, 2 + seed % 3);
    VocabularySource source = learnBytePair(sample, 60, SplitRule::Cl100k);
    std::shuffle(source.entries.begin() + 256, source.entries.end(), random.random);
    source.definedByRank = true;
    return createBytePair(PackedVocabulary::create(source));
}

} // namespace

TEST(BytePair, EqualsThePlainLoopWhereRanksAreInNoOrder) {
    std::size_t outOfOrder = 0;
    for (unsigned seed = 0; seed < 40; ++seed) {
        const auto tokenizer = shuffled(seed);
        outOfOrder += dynamic_cast<const PackedVocabulary&>(tokenizer->vocabulary()).outOfOrder().size();
        RandomText random(seed + 500);
        for (int i = 0; i < 800; ++i) {
            const std::string piece = random.letters(60, 2 + seed % 3);
            std::vector<Token> fast;
            std::vector<TokenId> ids;
            tokenizer->encodePiece(piece, fast);
            ASSERT_EQ(fast, encodePlainly(tokenizer->vocabulary(), piece)) << visible(piece);
            std::vector<Merge> log, plainLog;
            fast.clear();
            tokenizer->encodePiece(piece, fast, &log);
            encodePlainly(tokenizer->vocabulary(), piece, &plainLog);
            if (log.size() + fast.size() == piece.size()) { // else a whole piece that merging does not reach
                ASSERT_EQ(log, plainLog) << visible(piece);
            }
            tokenizer->encodeIds(piece, ids);
            ASSERT_EQ(tokenizer->decode(ids), piece);
        }
    }
    EXPECT_GT(outOfOrder, 200u);
}

TEST(BytePair, EqualsThePlainLoopForLearnedVocabularies) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto tokenizer = learned(seed);
        RandomText random(seed + 100);
        for (int i = 0; i < 1500; ++i) {
            const std::string piece = i % 3 ? random.letters(80, 1 + i % 5) : random.any(40);
            ASSERT_NO_FATAL_FAILURE(expectEqualToPlain(*tokenizer, piece));
        }
    }
}

TEST(BytePair, TakesATokenThatMergingCannotReachOnlyAsAWholePiece) {
    VocabularySource source = learnBytePair("", 0, SplitRule::Cl100k);
    source.entries.insert(source.entries.end(), {"bc", "abcd"}); // a bc d: "abcd" can never come about
    source.specialTokens.clear();
    const auto tokenizer = createBytePair(PackedVocabulary::create(source));
    std::vector<Token> tokens;
    tokenizer->encodePiece("abcd", tokens);
    EXPECT_EQ(tokens, (std::vector<Token>{{257, {0, 4}}}));
    tokens.clear();
    tokenizer->encodePiece("abcda", tokens);
    EXPECT_EQ(tokens, encodePlainly(tokenizer->vocabulary(), "abcda"));
    EXPECT_EQ(tokens.size(), 4u);
}

TEST(BytePair, RefusesRanksThatAreNotInOrderOfLearning) {
    VocabularySource source = learnBytePair("", 0, SplitRule::Cl100k);
    source.specialTokens.clear();
    source.entries.insert(source.entries.end(), {"abc", "ab"});
    EXPECT_THROW(PackedVocabulary::create(source), std::runtime_error);
}

TEST(BytePair, SpecialTokensInPlainTextAreText) {
    const auto tokenizer = learned(1);
    std::vector<TokenId> ids;
    tokenizer->encodeIds("<|end|>", ids);
    for (const TokenId id : ids) EXPECT_EQ(tokenizer->vocabulary().kind(id), TokenKind::Normal);
    std::vector<Token> tokens;
    tokenizer->encodePiece("<|end|>", tokens); // even if a splitter handed it over in one piece
    EXPECT_GT(tokens.size(), 1u);
}

TEST_P(RealBytePair, EqualsThePlainLoop) {
    RandomText random(7);
    for (int i = 0; i < 60000; ++i) ASSERT_NO_FATAL_FAILURE(expectEqualToPlainLoop(random.any(30)));
    for (int i = 0; i < 300; ++i) ASSERT_NO_FATAL_FAILURE(expectEqualToPlainLoop(random.any(400)));
}

/// Tokens joined to each other and cut off, so that what merging does at their edges comes up.
TEST_P(RealBytePair, EqualsThePlainLoopOnTokensOfItsOwn) {
    const auto& vocabulary = dynamic_cast<const PackedVocabulary&>(tokenizer->vocabulary());
    RandomText random(12);
    const auto anyToken = [&] {
        const auto odd = vocabulary.outOfOrder();
        const TokenId id = !odd.empty() && random.below(2)
                               ? odd[random.below(static_cast<unsigned>(odd.size()))]
                               : random.below(static_cast<unsigned>(vocabulary.size()));
        return vocabulary.kind(id) == TokenKind::Normal ? std::string(*vocabulary.entry(id))
                                                        : std::string("x");
    };
    for (int i = 0; i < 30000; ++i) {
        const std::string piece = anyToken() + anyToken() + anyToken();
        const std::size_t from = random.below(4);
        std::vector<Token> fast;
        const std::string part = piece.substr(std::min<std::size_t>(from, piece.size() - 1));
        if (normalizes() && !isStable(part)) continue;
        tokenizer->encodePiece(part, fast);
        ASSERT_EQ(fast, encodePlainly(vocabulary, part)) << visible(part);
    }
}

TEST_P(RealBytePair, EqualsThePlainLoopOnRuns) {
    for (const std::string_view unit :
         {"a", " ", "\n", "中", "ab", "aA", "abc", "=-", "\r\n", "的是", "\xff", "0", "😀"}) {
        std::string run;
        for (std::size_t length = 1; length < 700; length += 1 + length / 8) {
            while (run.size() < length * unit.size()) run += unit;
            ASSERT_NO_FATAL_FAILURE(expectEqualToPlain(*tokenizer, run));
            ASSERT_NO_FATAL_FAILURE(expectEqualToPlain(*tokenizer, run + "x"));
            ASSERT_NO_FATAL_FAILURE(expectEqualToPlain(*tokenizer, "b" + run));
        }
    }
}

TEST_P(RealBytePair, EveryTokenIsFoundAgain) {
    const Vocabulary& vocabulary = tokenizer->vocabulary();
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        if (vocabulary.kind(id) != TokenKind::Normal) continue;
        if (normalizes() && !isStable(*vocabulary.entry(id))) continue; // no text becomes it
        std::vector<Token> tokens;
        tokenizer->encodePiece(*vocabulary.entry(id), tokens);
        ASSERT_EQ(tokens.size(), 1u);
        ASSERT_EQ(tokens[0].id, id);
    }
}

TEST_P(RealBytePair, AMillionRandomByteStringsComeBack) {
    RandomText random(8);
    std::vector<TokenId> ids;
    for (int i = 0; i < 1000000; ++i) {
        const std::string text = random.bytes(16);
        ids.clear();
        tokenizer->encodeIds(text, ids);
        ASSERT_EQ(tokenizer->decode(ids), kept(text));
    }
}

TEST_P(RealBytePair, IdsAreThoseOfThePiecesAndSpansCoverTheText) {
    RandomText random(9);
    for (int i = 0; i < 20000; ++i) {
        const std::string text = random.any(60);
        const TokenStream stream = encode(*tokenizer, text);
        std::vector<TokenId> ids;
        tokenizer->encodeIds(text, ids);
        ASSERT_EQ(idsOf(stream), ids) << visible(text);
        std::size_t at = 0;
        for (const Token& token : stream.tokens) {
            if (!normalizes()) {
                ASSERT_EQ(token.span.begin, at);
            }
            if (!normalizes() || isStable(text)) {
                ASSERT_EQ(tokenizer->vocabulary().entry(token.id), text.substr(at, token.span.size()));
            }
            at = token.span.end;
        }
        ASSERT_EQ(at, text.size());
    }
}

TEST_P(RealBytePair, OneMegabyteInOnePiece) {
    RandomText random(10);
    std::string letters;
    for (int i = 0; i < 1000000; ++i) letters += static_cast<char>('a' + random.below(26));
    for (const std::string& text : {std::string(1000000, 'a'), std::string(1000000, ' '), letters}) {
        std::vector<Token> tokens;
        std::vector<Merge> log;
        tokenizer->encodePiece(text, tokens, &log);
        EXPECT_EQ(log.size() + tokens.size(), text.size()); // each merge makes one token of two
        std::vector<TokenId> ids;
        tokenizer->encodeIds(text, ids);
        EXPECT_EQ(tokenizer->decode(ids), text);
    }
}

INSTANTIATE_TEST_SUITE_P(Vocabularies, RealBytePair,
                         ::testing::Values("r50k_base", "cl100k_base", "o200k_base", "llama3", "qwen3",
                                           "deepseek_v3", "mistral_tekken_240718"),
                         [](const auto& test) { return std::string(test.param); });
