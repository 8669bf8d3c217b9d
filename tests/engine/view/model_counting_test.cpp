// SPDX-License-Identifier: GPL-3.0-or-later
// Which rule counts for which model, and when it is an estimate; conversations in both vendors' formats.
#include "engine/cost/prompt_cost.h"
#include "engine/image/image_token_rules.h"
#include "engine/prompt/chat_file.h"
#include "engine/view/model_counting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

extern "C" int fuzz_chat(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::HasSubstr;

ModelCounting countingOf(const char* model) {
    return modelCounting(model, [](std::string_view name) { return name.ends_with("_base"); });
}

TEST(ModelCounting, KnowsPublishedVocabularies) {
    EXPECT_EQ(countingOf("gpt-4o-mini").text, (CountingChoice{"o200k_base", true, ""}));
    EXPECT_EQ(countingOf("openai/GPT-5").text.rule, "o200k_base");
    EXPECT_TRUE(countingOf("gpt-5-mini").text.exact);
    EXPECT_FALSE(countingOf("gpt-5.6-sol").text.exact);
    EXPECT_EQ(countingOf("gpt-4-turbo").text, (CountingChoice{"cl100k_base", true, ""}));
    EXPECT_EQ(countingOf("ft:gpt-3.5-turbo-").text.rule, "cl100k_base");
    EXPECT_EQ(countingOf("davinci").text.rule, "r50k_base");
    EXPECT_FALSE(countingOf("claude-opus-4-7").text.exact);
    const CountingChoice llama = countingOf("meta-llama/llama-3.1-8b-instruct").text;
    EXPECT_FALSE(llama.exact);
    EXPECT_THAT(llama.note, HasSubstr("llama3 is not there"));
    EXPECT_EQ(modelCounting("meta-llama/llama-3.1-8b", [](std::string_view) { return true; }).text,
              (CountingChoice{"llama3", true, ""}));
    EXPECT_EQ(modelCounting("gpt-5", [](std::string_view) { return false; }).text.rule, "bytes");
}

TEST(ModelCounting, SaysOfOpenModelsWhichVocabularyIsTheirOwn) {
    const auto text = [](const char* model) {
        return modelCounting(model, [](std::string_view) { return true; }).text;
    };
    for (const auto& [model, tokenizer] : {std::pair{"meta-llama/llama-3.3-70b-instruct", "llama3"},
                                           {"meta.llama3-1-8b-instruct-v1:0", "llama3"},
                                           {"us.meta.llama3-3-70b-instruct-v1:0", "llama3"},
                                           {"Qwen/Qwen3-8B", "qwen3"},
                                           {"qwen.qwen3-32b-v1:0", "qwen3"},
                                           {"qwen2.5-72b-instruct", "qwen3"},
                                           {"qwen-2.5-7b-instruct", "qwen3"},
                                           {"deepseek-ai/DeepSeek-R1", "deepseek_v3"},
                                           {"deepseek.r1-v1:0", "deepseek_v3"},
                                           {"deepseek-v3-0324", "deepseek_v3"},
                                           {"open-mistral-nemo-2407", "mistral_tekken_240718"},
                                           {"mistralai/mistral-nemo", "mistral_tekken_240718"}})
        EXPECT_EQ(text(model), (CountingChoice{tokenizer, true, ""})) << model;
    for (const auto& [model, tokenizer] : {std::pair{"llama-3.1-nemotron-70b-instruct", "llama3"},
                                           {"deepseek-r1-distill-llama-70b", "llama3"},
                                           {"deepseek-r1-distill-qwen-32b", "qwen3"},
                                           {"qwen3-max", "qwen3"},
                                           {"deepseek-chat", "deepseek_v3"},
                                           {"deepseek-v3.2", "deepseek_v3"},
                                           {"pixtral-12b", "mistral_tekken_240718"},
                                           {"magistral-small", "mistral_tekken_240718"},
                                           {"mistral-small-3.2-24b", "mistral_tekken_240718"}}) {
        EXPECT_EQ(text(model).rule, tokenizer) << model;
        EXPECT_FALSE(text(model).exact) << model;
        EXPECT_THAT(text(model).note, HasSubstr("not certain")) << model;
    }
    for (const auto& [model, tokenizer] : {std::pair{"llama-4-scout", "o200k_base"},
                                           {"llama-2-70b-chat", "o200k_base"},
                                           {"qwen3.5-27b", "qwen3"},
                                           {"qwen3p6-plus", "qwen3"},
                                           {"mixtral-8x7b", "mistral_tekken_240718"},
                                           {"mistral.mistral-large-2402-v1:0", "mistral_tekken_240718"}}) {
        EXPECT_EQ(text(model).rule, tokenizer) << model;
        EXPECT_FALSE(text(model).exact) << model;
        EXPECT_THAT(text(model).note, HasSubstr("another vocabulary")) << model;
    }
    EXPECT_THAT(text("claude-opus-4-7").note, HasSubstr("not published, or not offered"));
}

TEST(ModelCounting, KnowsVendorsRulesForPictures) {
    EXPECT_EQ(countingOf("gpt-4o").picture.rule, "openai-tile/gpt-4o/high");
    EXPECT_EQ(countingOf("gpt-4o-mini").lowDetailPicture, "openai-tile/gpt-4o-mini/low");
    EXPECT_EQ(countingOf("gpt-5").picture.rule, "openai-tile/gpt-5/high");
    EXPECT_EQ(countingOf("claude-opus-4-7").picture.rule, "anthropic-28/high");
    EXPECT_EQ(countingOf("claude-fable-5").picture.rule, "anthropic-28/high");
    EXPECT_EQ(countingOf("claude-sonnet-4-5").picture.rule, "anthropic-28/standard");
    EXPECT_EQ(countingOf("claude-sonnet-4-20250514").picture.rule, "anthropic-28/standard");
    EXPECT_EQ(countingOf("claude-3-5-haiku").picture.rule, "anthropic-28/standard");
    EXPECT_EQ(countingOf("gemini-3-pro-preview").picture.rule, "gemini-3/high");
    EXPECT_FALSE(countingOf("mystery").picture.exact);
    for (const char* model : {"gpt-5.6", "gpt-5.5", "gpt-5.4", "gpt-5.2", "gpt-5-nano", "gpt-4.1",
                              "gpt-4.1-mini", "o1", "o4-mini", "gpt-image-1", "computer-use", "gemma-3",
                              "gemini-2.5-pro", "qwen3-vl", "qwen2.5-vl", "qwen2-vl", "x"}) {
        const ModelCounting counting = countingOf(model);
        EXPECT_NE(findImageTokenRule(counting.picture.rule), nullptr) << model;
        EXPECT_TRUE(counting.lowDetailPicture.empty() || findImageTokenRule(counting.lowDetailPicture))
            << model;
        for (const Modality kind : {Modality::Sound, Modality::Video}) {
            const auto& rules = partRules(kind);
            EXPECT_TRUE(std::any_of(rules.begin(), rules.end(), [&](const PartRule& rule) {
                return rule.id == counting.of(kind).rule;
            })) << model;
        }
    }
}

TEST(ChatFiles, ReadMessagesOfBothVendors) {
    const auto chats =
        loadChats(R"({"model": "m", "system": "s", "max_tokens": 9, "tools": [{"name": "t"}], "messages": [
        {"role": "user", "name": "n", "content": [{"type": "text", "text": "a"}, "b",
         {"type": "image", "source": {"type": "base64", "data": "AAAA"}}]},
        {"role": "assistant", "content": null, "tool_calls": [{"id": 1}]},
        {"role": "user", "content": [{"type": "tool_result", "content": [{"type": "text", "text": "r"}]}]}]})",
                  "f");
    ASSERT_EQ(chats.size(), 1u);
    EXPECT_EQ(chats[0].mostOutput, 9u);
    EXPECT_EQ(chats[0].tools, R"([{"name":"t"}])");
    ASSERT_EQ(chats[0].messages.size(), 4u);
    EXPECT_EQ(chats[0].messages[0].role, "system");
    EXPECT_EQ(chats[0].messages[1].name, "n");
    ASSERT_EQ(chats[0].messages[1].parts.size(), 3u);
    EXPECT_EQ(chats[0].messages[1].parts[2].part.modality, Modality::Picture);
    EXPECT_EQ(chats[0].messages[1].parts[2].part.content->size(), 3u);
    EXPECT_EQ(*chats[0].messages[2].parts[0].part.content, R"([{"id":1}])");
    EXPECT_EQ(*chats[0].messages[3].parts[0].part.content, "r");
}

TEST(ChatFiles, AreToldFromOtherJson) {
    EXPECT_TRUE(looksLikeChat("  {\"messages\": []}"));
    EXPECT_TRUE(looksLikeChat(R"([{"role": "user", "content": "x"}])"));
    EXPECT_FALSE(looksLikeChat("{\"a\": 1}"));
    EXPECT_FALSE(looksLikeChat("He said: {\"messages\": []}"));
    EXPECT_FALSE(looksLikeChat(""));
}

TEST(ChatFiles, SurviveDamage) {
    const std::string whole =
        R"({"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "a"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}}]}], "max_tokens": 5})";
    std::mt19937 random(1);
    for (int round = 0; round < 5000; ++round) {
        std::string damaged = whole;
        for (unsigned i = 0; i <= random() % 3; ++i)
            damaged[random() % damaged.size()] = whole[random() % whole.size()];
        fuzz_chat(reinterpret_cast<const std::uint8_t*>(damaged.data()), damaged.size());
        try {
            for (const ChatRequest& chat : loadChats(damaged, "damaged"))
                for (const ChatMessage& message : chat.messages)
                    for (const ChatPart& part : message.parts) ASSERT_TRUE(part.part.content);
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(), HasSubstr("damaged"));
        }
    }
}

/// OpenAI's cookbook, with the contents' counts as published.
TEST(ChatTokens, AreThoseOfTheCookbook) {
    const std::vector<ChatMessageTokens> messages = {{1, 0, 18}, {1, 2, 10}, {1, 3, 8},
                                                     {1, 2, 18}, {1, 3, 15}, {1, 0, 19}};
    EXPECT_EQ(chatTokens(messages).tokens, 129u);
    EXPECT_EQ(chatTokens({}).tokens, 3u);
}

} // namespace
} // namespace tokenarium
