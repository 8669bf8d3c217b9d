// SPDX-License-Identifier: GPL-3.0-or-later
// English in, Chinese out: the prompt is what the recipe trained with, and every token is the model's own
// choice.
#include "engine/model/translation.h"

#include "engine/model/document_marks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace tokenarium {
namespace {

const std::filesystem::path models = TOKENARIUM_SOURCE_DIR "/resources/models";

class Translating : public ::testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(models / "stories"))
            GTEST_SKIP() << "skipped: resources/models/stories is not here";
        model = openReadyModel(models / "stories");
    }
    std::string textOf(std::span<const TokenId> ids) { return model->opened.tokenizer->decode(ids); }
    std::shared_ptr<const ReadyModel> model;
};

TEST_F(Translating, ThePromptIsALineOfThePairsUpToTheSign) {
    ASSERT_TRUE(canTranslate(model->opened));
    const std::vector<TokenId> prompt = translationPrompt(model->opened, " I like\ncats. ");
    ASSERT_GT(prompt.size(), 2U);
    std::size_t at = 0;
    ASSERT_TRUE(model->opened.marks.beginsTexts);
    EXPECT_EQ(prompt[at++], *model->opened.marks.beginning);
    EXPECT_EQ(prompt[at++], *model->opened.marks.pair);
    EXPECT_EQ(textOf(std::span(prompt).subspan(at)), "I like cats. =");
}

TEST_F(Translating, GreedyIsTheLikeliestTokenOfARecordedRunEachTime) {
    const Translation made = translate(*model, "I like cats.", {.temperature = 0}, 1);
    EXPECT_TRUE(made.complete);
    EXPECT_TRUE(looksChinese(made.text)) << made.text;
    EXPECT_EQ(made.text.find('\n'), std::string::npos);
    ASSERT_FALSE(made.tokens.empty());
    std::vector<TokenId> ids = made.prompt;
    for (const TranslatedToken& token : made.tokens) { // without a cache, from the beginning each time
        const auto run = recordRun(model, ids);
        const std::vector<double> shares = softmaxOf(run->lastLogits);
        const auto best = std::max_element(shares.begin(), shares.end());
        EXPECT_EQ(token.id, TokenId(best - shares.begin()));
        EXPECT_NEAR(token.probability, *best, 1e-4);
        ids.push_back(token.id);
    }
}

TEST_F(Translating, ASeedGivesTheSameSentenceAgainAndAnotherSeedAnotherOne) {
    const SamplingSettings settings{.temperature = 1.2};
    const std::string once = translate(*model, "How old are you?", settings, 4).text;
    EXPECT_EQ(translate(*model, "How old are you?", settings, 4).text, once);
    int others = 0;
    for (std::uint64_t seed = 5; seed < 11; ++seed)
        others += translate(*model, "How old are you?", settings, seed).text != once;
    EXPECT_GT(others, 0);
}

TEST_F(Translating, WhatIsTooLongOrStoppedIsNotComplete) {
    std::string longText;
    for (int i = 0; i < 400; ++i) longText += "cats and dogs ";
    const Translation none = translate(*model, longText, {.temperature = 0}, 1);
    EXPECT_FALSE(none.complete);
    EXPECT_TRUE(none.tokens.empty());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(translate(*model, "I like cats.", {.temperature = 0}, 1, stop.get_token()).complete);
}

TEST(TranslatingWithoutPairs, AModelWithoutTheMarkCannot) {
    if (!std::filesystem::exists(models / "tiny"))
        GTEST_SKIP() << "skipped: resources/models/tiny is not here";
    EXPECT_FALSE(canTranslate(openReadyModel(models / "tiny")->opened));
}

} // namespace
} // namespace tokenarium
