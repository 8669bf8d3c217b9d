// SPDX-License-Identifier: GPL-3.0-or-later
// Parameter counts against facts/params.json, and against the pass that the engine really makes.
#include "engine/backend/counting_backend.h"
#include "engine/cost/architecture.h"
#include "engine/model/forward.h"
#include "tests/engine/cost/fact_cases.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <iostream>

namespace tokenarium {
namespace {

using nlohmann::json;
using testing::factsFolder;
using testing::readJson;

ArchitectureOptions optionsOf(const json& input) {
    using Head = ArchitectureOptions::Head;
    static const std::map<std::string, Head> heads = {{"none", Head::None},
                                                      {"pooler", Head::Pooler},
                                                      {"mlm", Head::MaskedLanguage},
                                                      {"pretraining", Head::Pretraining}};
    ArchitectureOptions options;
    const json given = input.value("options", json::object());
    for (const auto& [key, value] : given.items()) {
        if (key == "head")
            options.head = heads.at(value);
        else if (key == "mtp")
            options.multiTokenModules = value.get<bool>() ? 1 : 0;
        else if (key == "encoder_positions")
            options.encoderPositions = value.get<bool>();
        else
            ADD_FAILURE() << "an option that nobody knows: " << key;
    }
    return options;
}

Architecture architectureOf(const json& input, const ArchitectureOptions& options) {
    return loadArchitecture(input["config"].dump(), "config.json", options);
}

json countCase(const json& input) {
    const ParameterCount count = countParameters(architectureOf(input, optionsOf(input)).tensors);
    json parts = json::object();
    std::size_t sum = 0;
    for (std::size_t i = 0; i < parameterParts; ++i) {
        sum += count.parts[i];
        if (count.parts[i] > 0) parts[parameterPartName(static_cast<ParameterPart>(i))] = count.parts[i];
    }
    EXPECT_EQ(sum, count.total);
    return {{"total", count.total},
            {"breakdown", parts},
            {"non_embedding", count.nonEmbedding},
            {"active_all", count.active},
            {"active_no_lookup", count.activeWithoutLookup},
            {"expert_params_total", count.experts}};
}

json denseCase(const json& input) {
    return {{"total", denseNetworkParameters(input["sizes"].get<std::vector<std::size_t>>())}};
}

json feedForwardCase(const json& input) {
    return {{"hidden_dim", llamaFeedForwardWidth(input["dim"], input["multiple_of"],
                                                 input.value("ffn_dim_multiplier", 1.0))}};
}

json storedCase(const json& input) {
    ArchitectureOptions options;
    options.multiTokenModules = input["mtp_modules"];
    const StoredEntries stored =
        deepseekStoredEntries(architectureOf(input, options).tensors, input["fp8_block"][0],
                              input["fp8_block"][1], options.multiTokenModules);
    return {{"F8_E4M3", stored.float8},
            {"F32", stored.float32},
            {"BF16", stored.bfloat16},
            {"total", stored.total},
            {"f32_scale_entries", stored.scales},
            {"f32_router_bias_entries", stored.routerBiases}};
}

TEST(facts_params, EveryCase) {
    testing::checkFacts("params.json",
                        {{"params.count", countCase},
                         {"params.dense", denseCase},
                         {"params.llama_ffn", feedForwardCase},
                         {"params.deepseek_v3_stored", storedCase}},
                        89);
}

/// No part of a breakdown is missing or too much: the published ones name all that are not 0.
TEST(facts_params, BreakdownsHaveThePublishedParts) {
    if (!exists(factsFolder() / "params.json"))
        GTEST_SKIP() << "skipped: no params.json in " << factsFolder();
    std::size_t checked = 0;
    const json facts = readJson(factsFolder() / "params.json");
    for (const json& one : facts["cases"]) {
        if (one["fn"] != "params.count") continue;
        EXPECT_EQ(countCase(one["input"])["breakdown"], one["expected"]["breakdown"]) << one["id"];
        ++checked;
    }
    EXPECT_GE(checked, 79U);
}

bool engineRuns(const json& config) {
    const std::string type = config.value("model_type", "");
    return type == "gpt2" || type == "llama" || type == "mistral" || type == "qwen2" || type == "qwen3";
}

/// The list of tensors and the forward pass that counts what it touches are written apart.
TEST(facts_params, ListsAgreeWithTheForwardPass) {
    if (!exists(factsFolder() / "params.json"))
        GTEST_SKIP() << "skipped: no params.json in " << factsFolder();
    std::size_t checked = 0;
    const json facts = readJson(factsFolder() / "params.json");
    for (const json& one : facts["cases"]) {
        if (one["fn"] != "params.count" || !engineRuns(one["input"]["config"])) continue;
        if (one["id"] == "gpt3-xl") continue; // its heads share no width, so no pass can be made
        const ModelConfig config = loadConfig(one["input"]["config"].dump(), one["id"]);
        CountingBackend backend;
        const Weights weights = makeWeights(config, [&](const std::string& name, const Shape& shape) {
            return backend.allocate(name, shape);
        });
        const TokenId id = 0;
        const SequenceInput text{{&id, 1}, nullptr};
        ASSERT_TRUE(forward(config, weights, backend, {&text, 1}).complete);
        EXPECT_EQ(countParameters(architectureOf(one["input"], {}).tensors).total, backend.parameters())
            << one["id"];
        ++checked;
    }
    EXPECT_GE(checked, 27U);
    std::cout << "params.json: " << checked << " tensor lists equal what a forward pass uses\n";
}

} // namespace
} // namespace tokenarium
