// SPDX-License-Identifier: GPL-3.0-or-later
// The models that come with the program: they open, keep the form they learned, and lose nothing by 8 bits.
#include "engine/backend/cpu_backend.h"
#include "engine/model/evaluation.h"
#include "engine/model/forward.h"
#include "engine/model/model_catalog.h"
#include "engine/model/prompt_tokens.h"
#include "engine/model/sampling.h"
#include "engine/train/story_grammar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {
namespace {

namespace fs = std::filesystem;

fs::path modelsInSource() { return fs::path(TOKENARIUM_SOURCE_DIR) / "resources/models"; }

/// As the program opens it: numbers stay as the file has them.
OpenedModel embedded(const std::string& name, Backend& backend,
                     WeightStorage storage = WeightStorage::AsInFile) {
    return openModel(modelsInSource() / name, backend, std::nullopt, storage);
}

bool ends(const OpenedModel& model, TokenId id) {
    return std::count(model.marks.ends.begin(), model.marks.ends.end(), id) > 0;
}

/// What the model writes after `prompt`, until it ends the text by itself; nothing where it does not.
std::optional<std::string> written(const OpenedModel& model, Backend& backend, const std::string& prompt,
                                   const SamplingSettings& settings, std::uint64_t seed, std::size_t most) {
    std::vector<TokenId> ids = promptTokens(model, prompt).ids;
    KvCache cache = createKvCache(model.config, backend, model.config.positions);
    Sampler sampler(settings, seed);
    std::vector<TokenId> fresh = ids, answer;
    while (answer.size() < most && ids.size() < model.config.positions) {
        const SequenceInput text{fresh, &cache};
        ForwardOptions options;
        options.lastTokenOnly = true;
        const ForwardResult run = forward(model.config, model.weights, backend, {&text, 1}, options);
        const TokenId next = sampler.draw(backend.read(run.logits), ids).token;
        if (ends(model, next)) return model.tokenizer->decode(answer);
        ids.push_back(next);
        answer.push_back(next);
        fresh = {next};
    }
    return most < model.config.positions ? std::optional(model.tokenizer->decode(answer)) : std::nullopt;
}

/// Clauses of a poem as counts of characters; empty where something else stands in it.
std::vector<std::size_t> clauseLengths(const std::string& poem) {
    std::vector<std::size_t> lengths{0};
    for (std::size_t at = 0; at < poem.size(); at += 3) { // every sign of a poem has three bytes
        const std::string sign = poem.substr(at, 3);
        if (sign.size() < 3 || (static_cast<unsigned char>(sign[0]) & 0xF0) != 0xE0) return {};
        if (sign == "，" || sign == "。")
            lengths.push_back(0);
        else
            ++lengths.back();
    }
    if (lengths.back() != 0) return {};
    lengths.pop_back();
    return lengths;
}

bool wellFormed(const std::string& poem) {
    const std::vector<std::size_t> lengths = clauseLengths(poem);
    if (lengths.size() != 4 && lengths.size() != 8) return false;
    return (lengths[0] == 5 || lengths[0] == 7) &&
           std::all_of(lengths.begin(), lengths.end(), [&](std::size_t n) { return n == lengths[0]; });
}

double natsPerCharacter(const OpenedModel& model, Backend& backend, const std::vector<std::string>& texts) {
    Evaluator evaluator(model, backend);
    for (const std::string& text : texts) evaluator.add(evaluationDocument(model, text));
    return evaluator.finish().natsPerCharacter();
}

TEST(EmbeddedModels, AreSmallAndOpen) {
    const std::vector<EmbeddedModel> present = embeddedModels(modelsInSource());
    ASSERT_EQ(present.size(), 3U);
    for (const auto& [name, folder] : present) {
        CpuBackend backend;
        const OpenedModel model = embedded(name, backend);
        EXPECT_LE(fs::file_size(model.file), 10'000'000U) << name;
        ASSERT_TRUE(model.tokenizer) << model.tokenizerProblem;
        EXPECT_EQ(model.tokenizer->vocabulary().size(), model.config.vocabularySize) << name;
        EXPECT_EQ(evaluationProblem(model), "") << name;
    }
}

TEST(EmbeddedModels, PoemsKnowTheTextbookByHeart) {
    CpuBackend backend;
    const OpenedModel model = embedded("poems", backend);
    std::ifstream golden(fs::path(TOKENARIUM_SOURCE_DIR) / "tests/golden/textbook_poems.tsv");
    SamplingSettings greedy;
    greedy.temperature = 0;
    std::size_t all = 0, right = 0;
    for (std::string first, second; std::getline(golden, first, '\t') && std::getline(golden, second);) {
        const std::size_t clause = second.size() / 3;
        const auto answer = written(model, backend, first + "，", greedy, 0, clause);
        ++all;
        if (answer == second)
            ++right;
        else
            std::cout << first << "， → " << answer.value_or("") << ", not " << second << "\n";
    }
    ASSERT_GE(all, 30U);
    EXPECT_GE(right * 100, all * 90) << right << " of " << all;
}

TEST(EmbeddedModels, PoemsKeepTheirForm) {
    CpuBackend backend;
    const OpenedModel model = embedded("poems", backend);
    SamplingSettings settings;
    settings.temperature = 0.8;
    settings.topP = 0.95;
    std::size_t good = 0;
    constexpr std::uint64_t samples = 100;
    for (std::uint64_t seed = 0; seed < samples; ++seed) {
        const auto poem = written(model, backend, "", settings, seed, model.config.positions);
        if (poem && wellFormed(*poem))
            ++good;
        else
            std::cout << "seed " << seed << ": " << poem.value_or("does not end") << "\n";
    }
    EXPECT_GE(good, samples * 97 / 100);
}

/// The file's 8 bits and 8-bit activations against the same numbers in float32.
void expectEightBitsLoseNothing(const std::string& name, const std::vector<std::string>& texts) {
    CpuBackend backend;
    const double eight = natsPerCharacter(embedded(name, backend), backend, texts);
    const double full = natsPerCharacter(embedded(name, backend, WeightStorage::Writable), backend, texts);
    EXPECT_NEAR(eight, full, 0.01) << name;
    EXPECT_NE(eight, full) << "the file is not read as 8 bits";
}

TEST(EmbeddedModels, PoemsLoseNothingInEightBits) {
    expectEightBitsLoseNothing("poems", {"青山横北郭，白水绕东城。此地一为别，孤蓬万里征。",
                                         "云母屏风烛影深，长河渐落晓星沉。嫦娥应悔偷灵药，碧海青天夜夜心。"});
}

TEST(EmbeddedModels, TinyLosesNothingInEightBits) {
    expectEightBitsLoseNothing("tiny", {"emma", "oliver", "xochitl", "anna", "benjamin", "zoe"});
}

TEST(EmbeddedModels, StoriesLoseNothingInEightBits) {
    expectEightBitsLoseNothing("stories",
                               {"Once upon a time there was a little dog. He liked to run in the park.",
                                "小猫想去河边玩。妈妈说：“早点回来。”", "The moon was high and the owl was awake."});
}

/// Bits per character of stories told with seeds that no training text was told with.
double bitsOfGrammar(const OpenedModel& model, Backend& backend, StoryLanguage language) {
    Evaluator evaluator(model, backend);
    for (std::uint64_t seed = 0xF5E50000; seed < 0xF5E50000 + 24; ++seed)
        evaluator.add(evaluationDocument(model, storyGrammar().tell(seed, language).text));
    return evaluator.finish().bitsPerCharacter();
}

TEST(EmbeddedModels, StoriesKnowTheGrammarInBothLanguages) {
    CpuBackend backend;
    const OpenedModel model = embedded("stories", backend);
    EXPECT_LT(bitsOfGrammar(model, backend, StoryLanguage::English), 0.2);
    EXPECT_LT(bitsOfGrammar(model, backend, StoryLanguage::Chinese), 0.5);
}

TEST(EmbeddedModels, StoriesTranslateWhatChildrenSay) {
    CpuBackend backend;
    const OpenedModel model = embedded("stories", backend);
    SamplingSettings greedy;
    greedy.temperature = 0;
    const auto translated = [&](const std::string& english) {
        const std::string answer =
            written(model, backend, "<|pair|>" + english + " =", greedy, 0, 24).value_or("");
        return answer.substr(0, answer.find('\n'));
    };
    EXPECT_EQ(translated("I love you."), " 我爱你。");
    EXPECT_EQ(translated("Where is the station?"), " 车站在哪里？");
}

TEST(EmbeddedModels, TheMarkDecidesTheLanguageOfAStory) {
    CpuBackend backend;
    const OpenedModel model = embedded("stories", backend);
    SamplingSettings settings;
    settings.temperature = 0.8;
    settings.topP = 0.95;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        EXPECT_FALSE(looksChinese(written(model, backend, "<|en|>", settings, seed, 60).value_or("")));
        EXPECT_TRUE(looksChinese(written(model, backend, "<|zh|>", settings, seed, 60).value_or("")));
    }
}

TEST(EmbeddedModels, TinyMakesUpNames) {
    CpuBackend backend;
    const OpenedModel model = embedded("tiny", backend);
    SamplingSettings settings;
    settings.temperature = 0.8;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto name = written(model, backend, "", settings, seed, model.config.positions);
        ASSERT_TRUE(name) << "seed " << seed << " does not end";
        EXPECT_GE(name->size(), 2U);
        EXPECT_TRUE(std::all_of(name->begin(), name->end(), [](char c) { return c >= 'a' && c <= 'z'; }))
            << *name;
    }
}

} // namespace
} // namespace tokenarium
