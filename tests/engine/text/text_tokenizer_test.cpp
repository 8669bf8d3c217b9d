// SPDX-License-Identifier: GPL-3.0-or-later
// Special tokens in text: which are recognised, in which mode, with which spans.
#include "engine/text/byte_pair.h"
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

TEST(SpecialTokens, CutTheTextBeforeItIsSplit) {
    const auto tokenizer = withSpecialTokens({"<end>"});
    const auto tokens = encode(*tokenizer, "  <end>  ", SpecialMode::Special).tokens;
    ASSERT_EQ(tokens.size(), 5u);
    for (std::size_t i = 0, at = 0; i < tokens.size(); at = tokens[i++].span.end)
        EXPECT_EQ(tokens[i].span.begin, at);
    EXPECT_TRUE(encode(*tokenizer, "", SpecialMode::Template).tokens.empty());
}
