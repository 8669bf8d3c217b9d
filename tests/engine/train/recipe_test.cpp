// SPDX-License-Identifier: GPL-3.0-or-later
// Recipes: what is read, and what is said about each mistake.
#include "tests/engine/train/train_fixture.h"

#include <gmock/gmock.h>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;

namespace {

std::string complaintAbout(const std::string& json) {
    try {
        loadRecipe(json, "r.json");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "accepted";
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
}

} // namespace

TEST(Recipe, ReadsEveryField) {
    const Recipe recipe = loadRecipe(R"({"name":"poems",
        "model":{"architecture":"qwen3","layers":6,"width":192,"heads":6,"key_heads":3,"head_width":64,
            "feed_forward_width":512,"context":128,"tied_head":false,"rope_theta":5000,"norm_epsilon":1e-6},
        "tokenizer":{"kind":"byte_pair","size":5120,"marks":["<|zh|>"],
            "sources":[{"name":"a","share":0.5,"limit":1000}]},
        "texts":[{"name":"a","file":"a.tsv","column":5,"documents":"line","repeat":0.25,"mark":"<|zh|>",
            "source":"somewhere","licence":"CC0","sha256":")" +
                                         std::string(64, 'a') + R"("},
            {"name":"b","file":"b.txt","documents":"marker","train_only":true}],
        "validation":{"per_mille":7},
        "training":{"tokens":1000,"batch_tokens":64,"micro_batch_tokens":32,"optimizer":"adamw",
            "muon_rate":0.01,"muon_momentum":0.9,"rate":0.002,"beta1":0.8,"beta2":0.99,"weight_decay":0.2,
            "clip":2,"warmup":0.1,"schedule":"cosine","decay_from":0.6,"final_rate":0.1,"dropout":0.2,
            "seed":9,"evaluate_every_tokens":100,"evaluation_tokens":50,"checkpoint_every_seconds":5,
            "patience":3,"precision":"bf16","threads":2,"dropout_from":0.6},
        "samples":{"prompts":["a",""],"max_tokens":7,"temperature":0.5}})",
                                     "r.json");
    EXPECT_TRUE(recipe.model.queryKeyNorm);
    EXPECT_EQ(recipe.model.headWidth, 64U);
    EXPECT_EQ(recipe.model.keyHeads, 3U);
    EXPECT_FALSE(recipe.model.tiedHead);
    EXPECT_EQ(recipe.tokenizer.kind, TokenizerRecipe::Kind::BytePair);
    EXPECT_EQ(recipe.tokenizer.sources.at(0).limit, 1000U);
    EXPECT_EQ(recipe.texts.at(0).column, 5U);
    EXPECT_EQ(recipe.texts.at(0).mark, "<|zh|>");
    EXPECT_EQ(recipe.texts.at(1).documents, RecipeText::Documents::Marker);
    EXPECT_TRUE(recipe.texts.at(1).trainOnly);
    EXPECT_EQ(recipe.validationPerMille, 7U);
    EXPECT_EQ(recipe.training.optimizer, OptimizerKind::AdamW);
    EXPECT_EQ(recipe.training.schedule, ScheduleKind::Cosine);
    EXPECT_EQ(recipe.training.precision, TrainingPrecision::BF16);
    EXPECT_EQ(recipe.training.patience, 3U);
    EXPECT_EQ(recipe.training.microBatchTokens, 32U);
    EXPECT_EQ(recipe.training.dropoutFrom, 0.6);
    ASSERT_TRUE(recipe.samples);
    EXPECT_EQ(recipe.samples->prompts, (std::vector<std::string>{"a", ""}));
    EXPECT_EQ(recipe.samples->everyTokens, 100U); // with every evaluation
    EXPECT_EQ(recipe.samples->maxTokens, 7U);
    EXPECT_EQ(recipe.samples->temperature, 0.5);
}

TEST(Recipe, EveryMistakeIsNamedWithFileFieldAndWhatIsExpected) {
    const std::string good = smallRecipe();
    ASSERT_EQ(complaintAbout(good), "accepted");
    const struct {
        std::string what, by, said;
    } cases[] = {
        {"\"layers\":1", "\"layers\":0", "r.json, model: \"layers\" is 0; expected: a whole number from 1"},
        {"\"layers\":1", "\"layers\":-3", "\"layers\" is -3"},
        {"\"layers\":1", "\"layers\":1.5", "\"layers\" is 1.5"},
        {"\"layers\":1", "\"layers\":1e300", "\"layers\""},
        {"\"layers\":1,", "", "the field \"layers\" is missing"},
        {"\"layers\":1", "\"layer\":1", "the field \"layers\" is missing"},
        {"\"heads\":2", "\"heads\":3", "cannot be shared among 3 heads"},
        {"\"llama\"", "\"mamba\"", "one of gpt2, llama, qwen2, qwen3"},
        {"\"width\":16", "\"width\":16,\"colour\":1", "the field \"colour\" is not known here"},
        {"\"rate\":0.01", "\"rate\":\"fast\"", "r.json, training: \"rate\" is \"fast\"; expected: a number"},
        {"\"rate\":0.01", "\"dropout\":1", "\"dropout\" is 1; expected: a number from 0 to 0.9"},
        {"\"rate\":0.01", "\"warmup\":0.9,\"decay_from\":0.1", "\"decay_from\" is 0.1"},
        {"\"repeat\":8", "\"repeat\":-1", "r.json, texts 1: \"repeat\" is -1"},
        {"\"repeat\":8", "\"mark\":\"<|zh|>\"", "missing in the tokenizer's \"marks\""},
        {"\"repeat\":8", "\"sha256\":\"12\"", "64 digits"},
        {"\"repeat\":8", "\"column\":2,\"documents\":\"marker\"", "\"column\" goes with"},
        {"\"size\":300", "\"size\":300,\"sources\":[{\"name\":\"no\"}]", "no text has that name"},
        {"{\"name\":\"lines\"", "3,{\"name\":\"lines\"", "r.json, texts 1: an object in braces"},
        {"\"validation\"", "\"lora\":{\"rank\":4},\"validation\"", "\"start_from\" is missing"},
        {"\"name\":\"small\"", "\"name\":\"small\",\"start_from\":\"x\"", "take \"model\" and"},
        {"\"per_mille\":0", "\"per_mille\":501", "from 0 to 500"},
        {"\"rate\":0.01", "\"dropout_from\":2", "\"dropout_from\" is 2; expected: a number from 0 to 1"},
        {"\"width\":16", "\"width\":16,\"norm_epsilon\":1", "a number from 1e-12 to 0.1"},
        {"\"validation\"", "\"samples\":{},\"validation\"", "r.json, samples: the field \"prompts\""},
        {"\"validation\"", "\"samples\":{\"prompts\":[]},\"validation\"", "1 to 100 texts"},
        {"\"validation\"", "\"samples\":{\"prompts\":[3]},\"validation\"", "a list of texts"},
    };
    for (const auto& [what, by, said] : cases)
        EXPECT_THAT(complaintAbout(replaced(good, what, by)), HasSubstr(said)) << by;
    EXPECT_THAT(complaintAbout("[]"), HasSubstr("r.json"));
    EXPECT_THAT(complaintAbout("{\"name\":"), HasSubstr("this is not JSON"));
    EXPECT_THAT(complaintAbout(good.substr(0, good.size() / 2)), HasSubstr("r.json"));
}
