// SPDX-License-Identifier: GPL-3.0-or-later
// Reading config.json: what is understood, what is refused and how that is said; rotary frequencies; names.
#include "engine/model/config.h"
#include "engine/model/hook_names.h"
#include "engine/model/model_family.h"
#include "tests/engine/model/model_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <set>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json llamaFields() {
    return {{"model_type", "llama"},          {"vocab_size", 100},      {"hidden_size", 64},
            {"intermediate_size", 96},        {"num_hidden_layers", 2}, {"num_attention_heads", 8},
            {"num_key_value_heads", 2},       {"rms_norm_eps", 1e-5},   {"rope_theta", 500000.0},
            {"max_position_embeddings", 4096}};
}

json gpt2Fields() {
    return {{"model_type", "gpt2"}, {"vocab_size", 100}, {"n_embd", 64}, {"n_layer", 2}, {"n_head", 4}};
}

ModelConfig load(const json& fields) { return loadConfig(fields.dump(), "config.json"); }

std::string refusal(const std::string& text) {
    try {
        loadConfig(text, "folder/config.json");
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("folder/config.json"));
        return error.what();
    }
    return "";
}

std::string refusalWith(json fields, const char* key, const json& value) {
    fields[key] = value;
    return refusal(fields.dump());
}

TEST(Config, ReadsLlama) {
    const ModelConfig config = load(llamaFields());
    EXPECT_EQ(config.headWidth, 8U);
    EXPECT_EQ(config.keyHeads, 2U);
    EXPECT_EQ(config.positions, 4096U);
    EXPECT_EQ(config.ropeTheta, 500000);
    EXPECT_EQ(config.normEpsilon, 1e-5F);
    EXPECT_EQ(config.ropePairs, RopePairs::Halves);
    EXPECT_FALSE(config.queryKeyValueBias || config.tiedHead || config.queryKeyNorm);
}

TEST(Config, WritesNumbersAsTheyWereRead) {
    for (const double epsilon : {1e-5, 1e-6, 0.0625}) {
        json fields = llamaFields();
        fields["rms_norm_eps"] = epsilon;
        EXPECT_EQ(json::parse(createConfigJson(load(fields), {})).at("rms_norm_eps"), epsilon);
    }
}

TEST(Config, ReadsGpt2) {
    const ModelConfig config = load(gpt2Fields());
    EXPECT_EQ(config.feedForwardWidth, 256U);
    EXPECT_EQ(config.positions, 1024U);
    EXPECT_EQ(config.gelu, GeluKind::Tanh);
    EXPECT_TRUE(config.tiedHead && config.normBias && config.attentionOutputBias);
    json other = gpt2Fields();
    other["activation_function"] = "gelu";
    EXPECT_EQ(load(other).gelu, GeluKind::Erf);
}

TEST(Config, KnowsWhatQwenDoesDifferently) {
    json fields = llamaFields();
    fields["model_type"] = "qwen2";
    EXPECT_TRUE(load(fields).queryKeyValueBias);
    EXPECT_FALSE(load(fields).attentionOutputBias);
    fields["model_type"] = "qwen3";
    EXPECT_TRUE(load(fields).queryKeyNorm);
    EXPECT_EQ(load(fields).headWidth, 128U);
    EXPECT_FALSE(load(fields).queryKeyValueBias);
}

TEST(Config, AWindowLimitsTheContextOnlyWhereItIsUsed) {
    json fields = llamaFields();
    fields["sliding_window"] = 100;
    fields["model_type"] = "mistral";
    EXPECT_EQ(load(fields).positions, 100U);
    fields["model_type"] = "qwen2";
    EXPECT_EQ(load(fields).positions, 4096U);
    fields["use_sliding_window"] = true;
    EXPECT_EQ(load(fields).positions, 100U);
    fields["sliding_window"] = nullptr;
    EXPECT_EQ(load(fields).positions, 4096U);
}

TEST(Config, RefusesWithTheFieldAndWhatWasExpected) {
    EXPECT_THAT(refusal("[1]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(refusal("{\"model_type\": \"llama\""), HasSubstr("not JSON: wrong at line 1"));
    EXPECT_THAT(refusal("{}"), HasSubstr("model_type"));
    EXPECT_THAT(refusalWith(llamaFields(), "model_type", "bert"), HasSubstr("\"bert\""));
    EXPECT_THAT(refusalWith(llamaFields(), "hidden_size", nullptr), HasSubstr("\"hidden_size\" is missing"));
    EXPECT_THAT(refusalWith(llamaFields(), "hidden_size", 1ULL << 60), HasSubstr("from 1 to 131072"));
    EXPECT_THAT(refusalWith(llamaFields(), "hidden_size", -64), HasSubstr("\"hidden_size\" is -64"));
    EXPECT_THAT(refusalWith(llamaFields(), "hidden_size", 64.5), HasSubstr("64.5"));
    EXPECT_THAT(refusalWith(llamaFields(), "hidden_size", "64"), HasSubstr("hidden_size"));
    EXPECT_THAT(refusalWith(llamaFields(), "num_hidden_layers", 0), HasSubstr("from 1 to 1024"));
    EXPECT_THAT(refusalWith(llamaFields(), "num_attention_heads", 7), HasSubstr("7 heads"));
    EXPECT_THAT(refusalWith(llamaFields(), "num_key_value_heads", 3), HasSubstr("multiple"));
    EXPECT_THAT(refusalWith(llamaFields(), "head_dim", 7), HasSubstr("even"));
    EXPECT_THAT(refusalWith(llamaFields(), "rms_norm_eps", 0), HasSubstr("above 0"));
    EXPECT_THAT(refusalWith(llamaFields(), "rope_theta", "x"), HasSubstr("rope_theta"));
    EXPECT_THAT(refusalWith(llamaFields(), "hidden_act", "relu"), HasSubstr("relu"));
    EXPECT_THAT(refusalWith(llamaFields(), "attention_bias", 1), HasSubstr("true or false"));
    EXPECT_THAT(refusalWith(llamaFields(), "rope_scaling", 7), HasSubstr("object"));
    EXPECT_THAT(refusalWith(llamaFields(), "rope_scaling", {{"type", "yarn"}}), HasSubstr("yarn"));
    EXPECT_THAT(refusalWith(gpt2Fields(), "activation_function", "relu"), HasSubstr("relu"));
    EXPECT_THAT(refusalWith(gpt2Fields(), "scale_attn_weights", false), HasSubstr("scaled"));
    EXPECT_THAT(refusal(std::string(2 << 20, ' ')), HasSubstr("1048576"));
}

TEST(Config, NoBytesMakeItDoAnythingButReadOrRefuse) {
    std::mt19937 random(7);
    for (const std::string& good : {llamaFields().dump(), gpt2Fields().dump()})
        for (int round = 0; round < 10000; ++round) {
            std::string text = good;
            for (int change = 0; change < 3; ++change)
                text[random() % text.size()] =
                    static_cast<char>(round % 2 ? random() % 256 : '0' + random() % 12);
            EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()),
                      0);
        }
    const std::string deep(1 << 19, '[');
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(deep.data()), deep.size()), 0);
}

TEST(Config, RotaryFrequenciesFallFromOneAndCanBeStretched) {
    ModelConfig config = load(llamaFields());
    config.headWidth = 64;
    const std::vector<double> plain = ropeFrequencies(config);
    ASSERT_EQ(plain.size(), 32U);
    EXPECT_EQ(plain[0], 1);
    EXPECT_NEAR(plain[16], 1 / std::sqrt(500000.0), 1e-12);
    config.ropeScaling = {RopeScaling::Kind::Linear, 4, 1, 4, 8192};
    EXPECT_DOUBLE_EQ(ropeFrequencies(config)[5], plain[5] / 4);
    config.ropeScaling = {RopeScaling::Kind::Llama3, 32, 1, 4, 8192};
    const std::vector<double> stretched = ropeFrequencies(config);
    for (std::size_t i = 0; i < plain.size(); ++i) { // the rule as Llama 3 wrote it, by wavelengths
        const double wavelength = 2 * std::numbers::pi / plain[i];
        const double smooth = (8192 / wavelength - 1) / 3;
        const double expected = wavelength < 8192.0 / 4 ? plain[i]
                                : wavelength > 8192.0   ? plain[i] / 32
                                                        : (1 - smooth) * plain[i] / 32 + smooth * plain[i];
        EXPECT_NEAR(stretched[i], expected, 1e-15) << i;
    }
    EXPECT_LT(stretched[31], plain[31] / 31);
    EXPECT_EQ(stretched[0], plain[0]);
}

TEST(Config, ScalingIsReadUnderBothOfItsNames) {
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        json fields = llamaFields();
        fields[key] = {{"rope_type", "llama3"}, {"factor", 8.0}, {"rope_theta", 1234.0}};
        EXPECT_EQ(load(fields).ropeScaling.kind, RopeScaling::Kind::Llama3);
        EXPECT_EQ(load(fields).ropeScaling.factor, 8);
        EXPECT_EQ(load(fields).ropeTheta, 1234);
    }
}

TEST(HookNames, AreAliasesInBothDirections) {
    for (const ModelConfig& config : {testing::smallGpt2(), testing::smallLlama()}) {
        std::set<std::string> ours, theirs;
        for (const HookName& known : hookNames(config)) {
            EXPECT_TRUE(ours.insert(known.name).second && theirs.insert(known.hook).second) << known.name;
            const bool layered = known.name.find('N') != std::string::npos;
            std::string name = known.name;
            if (layered) name.replace(name.find('N'), 1, "12");
            EXPECT_EQ(nameOf(config, hookOf(config, name)), name);
        }
    }
    EXPECT_EQ(hookOf(testing::smallGpt2(), "block.3.attention.probs"), "blocks.3.attn.hook_pattern");
    EXPECT_EQ(hookOf(testing::smallGpt2(), "block.0.feedforward.up"), "blocks.0.mlp.hook_pre");
    EXPECT_EQ(hookOf(testing::smallLlama(), "block.0.feedforward.up"), "blocks.0.mlp.hook_pre_linear");
    EXPECT_EQ(nameOf(testing::smallGpt2(), "blocks.0.hook_resid_pre"), "embed.output");
    EXPECT_EQ(nameOf(testing::smallLlama(), "blocks.0.hook_resid_pre"), "embed.tokens");
    EXPECT_EQ(nameOf(testing::smallLlama(), "blocks.2.hook_resid_pre"), "block.1.output");
    for (const char* none :
         {"", "block..output", "block.x.output", "block.3.output.more", "logits", "block.3"})
        EXPECT_EQ(hookOf(testing::smallGpt2(), none), "") << none;
}

} // namespace
} // namespace tokenarium
