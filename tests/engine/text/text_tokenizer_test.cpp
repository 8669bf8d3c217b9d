// SPDX-License-Identifier: GPL-3.0-or-later
// Special tokens in text: which are recognised, in which mode, with which spans.
#include "engine/text/byte_pair.h"
#include "engine/text/special_finder.h"
#include "tests/support/small_vocabulary.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

std::shared_ptr<const TextTokenizer> withSpecialTokens(std::vector<std::string> texts) {
    VocabularySource source = learnBytePair("", 0, SplitRule::Cl100k);
    source.specialTokens.clear();
    for (TokenId id = 300; std::string & text : texts) source.specialTokens.push_back({text, id++});
    return createBytePair(PackedVocabulary::create(source));
}

} // namespace

TEST(SpecialTokens, AreTextInPlainModeAndOneTokenOtherwise) {
    const auto tokenizer = withSpecialTokens({"<end>"});
    EXPECT_EQ(encode(*tokenizer, "a<end>b").tokens.size(), 7u);
    for (const SpecialMode mode : {SpecialMode::Special, SpecialMode::Template}) {
        const auto tokens = encode(*tokenizer, "a<end>b", mode).tokens;
        ASSERT_EQ(tokens.size(), 3u);
        EXPECT_EQ(tokens[1], (Token{300, {1, 6}}));
        EXPECT_EQ(tokens[2].span, (Span{6, 7}));
    }
}

TEST(SpecialTokens, TheLeftmostThenTheLongestWins) {
    const auto tokenizer = withSpecialTokens({"<a", "<ab>", "b>c"});
    const auto idsOfText = [&](std::string_view text) {
        return idsOf(encode(*tokenizer, text, SpecialMode::Special));
    };
    EXPECT_EQ(idsOfText("<ab>"), (std::vector<TokenId>{301}));
    EXPECT_EQ(idsOfText("<ab>c").front(), 301u);
    EXPECT_EQ(idsOfText("<a<ab>"), (std::vector<TokenId>{300, 301}));
    EXPECT_EQ(idsOfText("<ab>cb>c").back(), 302u);
    EXPECT_EQ(idsOfText("b>c<a"), (std::vector<TokenId>{302, 300}));
}

TEST(SpecialTokens, AreFoundAsByTryingAllOfThem) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        RandomText random(seed);
        std::vector<SpecialToken> specials;
        for (TokenId id = 0; id < 1 + seed; ++id) {
            const std::string text = random.letters(5, 3);
            if (std::none_of(specials.begin(), specials.end(),
                             [&](const auto& one) { return one.text == text; }))
                specials.push_back({text, id});
        }
        const SpecialFinder finder(specials);
        for (int i = 0; i < 300; ++i) {
            const std::string text = random.letters(14, 4);
            const SpecialToken* best = nullptr;
            std::size_t where = std::string::npos;
            for (std::size_t at = 0; at < text.size() && !best; ++at)
                for (const SpecialToken& special : specials)
                    if (!special.text.empty() && text.compare(at, special.text.size(), special.text) == 0 &&
                        (!best || special.text.size() > best->text.size()))
                        best = &special, where = at;
            const auto found = finder.find(text, 0);
            ASSERT_EQ(found.special != nullptr, best != nullptr) << text;
            if (!best) continue;
            ASSERT_EQ(found.special->id, best->id) << text;
            ASSERT_EQ(found.at, where) << text;
        }
    }
}

TEST(SpecialTokens, TheTemplateIsPutBeforeTheText) {
    VocabularySource source = learnBytePair("", 0, SplitRule::Cl100k);
    source.templatePrefix = {source.specialTokens[0].id};
    const auto tokenizer = createBytePair(PackedVocabulary::create(source));
    const auto tokens = encode(*tokenizer, "a", SpecialMode::Template).tokens;
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_EQ(tokens[0], (Token{source.specialTokens[0].id, {0, 0}}));
    EXPECT_EQ(encode(*tokenizer, "a", SpecialMode::Special).tokens.size(), 1u);
    source.templatePrefix = {static_cast<TokenId>(source.entries.size() + 9)};
    EXPECT_THROW(PackedVocabulary::create(source), std::runtime_error);
}

TEST(SpecialTokens, CutTheTextBeforeItIsSplit) {
    const auto tokenizer = withSpecialTokens({"<end>"});
    const auto tokens = encode(*tokenizer, "  <end>  ", SpecialMode::Special).tokens;
    ASSERT_EQ(tokens.size(), 5u);
    for (std::size_t i = 0, at = 0; i < tokens.size(); at = tokens[i++].span.end)
        EXPECT_EQ(tokens[i].span.begin, at);
    EXPECT_TRUE(encode(*tokenizer, "", SpecialMode::Template).tokens.empty());
}
