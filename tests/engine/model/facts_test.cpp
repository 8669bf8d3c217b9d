// SPDX-License-Identifier: GPL-3.0-or-later
// Counted parameters, floating point operations and cache sizes against the golden numbers of the facts
// folder, and a few of those numbers kept here for where the folder is absent.
#include "engine/backend/counting_backend.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <iostream>

namespace tokenarium {
namespace {

using nlohmann::json;
using testing::factsFolder;
using testing::readJson;

void count(const ModelConfig& config, std::size_t tokens, CountingBackend& backend) {
    const Weights weights = makeWeights(
        config, [&](const std::string& name, const Shape& shape) { return backend.allocate(name, shape); });
    const std::vector<TokenId> ids(tokens, 0);
    const SequenceInput text{ids, nullptr};
    const ForwardResult result = forward(config, weights, backend, {&text, 1});
    ASSERT_TRUE(result.complete) << result.problem;
}

std::uint64_t parametersOf(const ModelConfig& config) {
    CountingBackend backend;
    count(config, 1, backend);
    return backend.parameters();
}

bool isOurs(const json& one) {
    const std::string type = one["input"]["config"].value("model_type", "");
    return type == "gpt2" || type == "llama" || type == "mistral" || type == "qwen2" || type == "qwen3";
}

TEST(facts_model, ParametersOfGpt2AndLlamaFamilies) {
    if (!exists(factsFolder() / "params.json"))
        GTEST_SKIP() << "skipped: no params.json in " << factsFolder();
    std::size_t checked = 0;
    const json facts = readJson(factsFolder() / "params.json");
    for (const json& one : facts["cases"]) {
        if (one["fn"] != "params.count" || !isOurs(one)) continue;
        json fields = one["input"]["config"];
        if (one["id"] == "gpt3-xl") { // its paper shares a width of 2048 among 24 heads, which no model can
            EXPECT_THROW(loadConfig(fields.dump(), "gpt3-xl"), std::runtime_error);
            fields["n_head"] = 16; // the number of heads changes no parameter
        }
        EXPECT_EQ(parametersOf(loadConfig(fields.dump(), one["id"])), one["expected"]["total"]) << one["id"];
        ++checked;
    }
    EXPECT_GE(checked, 28U);
    std::cout << "params.json: " << checked << " cases of params.count\n";
}

ModelConfig fromExactCase(const json& input) {
    ModelConfig config = testing::smallLlama();
    config.queryKeyNorm = config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias =
        false;
    if (input["mlp_matrices"] == 2) config.feedForward = ModelConfig::FeedForward::Gelu;
    config.layers = input["layers"];
    config.width = input["d_model"];
    config.headWidth = 16; // only the product with the number of heads matters
    config.heads = input["q_width"].get<std::size_t>() / 16;
    config.keyHeads = input["kv_width"].get<std::size_t>() / 16;
    config.feedForwardWidth = input["d_ff"];
    config.vocabularySize = input["vocab"];
    config.positions = input["seq"];
    return config;
}

std::uint64_t matrixFlops(const CountingBackend& backend, const std::vector<std::string>& names) {
    std::uint64_t sum = 0;
    for (const CountedStep& step : backend.steps())
        for (const std::string& name : names)
            if (step.output == name) sum += step.work.matrixFlops;
    return sum;
}

TEST(facts_model, FlopsOfAForwardPass) {
    if (!exists(factsFolder() / "compute.json"))
        GTEST_SKIP() << "skipped: no compute.json in " << factsFolder();
    std::size_t checked = 0;
    const json facts = readJson(factsFolder() / "compute.json");
    for (const json& one : facts["cases"]) {
        if (one["fn"] != "compute.exact_forward") continue;
        CountingBackend backend;
        count(fromExactCase(one["input"]), one["input"]["seq"], backend);
        const json &expected = one["expected"], &layer = expected["per_layer"];
        const std::string attention = "block.0.attention.", inner = "block.0.feedforward.";
        EXPECT_EQ(matrixFlops(backend, {attention + "query", attention + "key", attention + "value"}),
                  layer["attention_qkv"]);
        EXPECT_EQ(matrixFlops(backend, {attention + "scores"}), layer["attention_scores"]);
        EXPECT_EQ(matrixFlops(backend, {attention + "heads"}), layer["attention_values"]);
        EXPECT_EQ(matrixFlops(backend, {attention + "output"}), layer["attention_proj"]);
        EXPECT_EQ(matrixFlops(backend, {inner + "gate", inner + "up", inner + "output"}), layer["mlp"]);
        EXPECT_EQ(matrixFlops(backend, {"logits"}), expected["lm_head"]);
        EXPECT_EQ(backend.total().matrixFlops, expected["forward"]) << one["id"];
        ++checked;
    }
    EXPECT_GE(checked, 4U);
    std::cout << "compute.json: " << checked << " cases of compute.exact_forward\n";
}

TEST(facts_model, AttentionFlopsOfADecodedToken) {
    if (!exists(factsFolder() / "compute.json"))
        GTEST_SKIP() << "skipped: no compute.json in " << factsFolder();
    std::size_t checked = 0;
    const json facts = readJson(factsFolder() / "compute.json");
    for (const json& one : facts["cases"]) {
        if (one["fn"] != "compute.decode_token") continue;
        ModelConfig config = testing::smallLlama();
        config.layers = one["input"]["layers"];
        config.headWidth = 16;
        config.heads = config.keyHeads = one["input"]["q_width"].get<std::size_t>() / 16;
        config.positions = one["input"]["context"];
        CountingBackend backend;
        const Weights weights = makeWeights(config, [&](const std::string& name, const Shape& shape) {
            return backend.allocate(name, shape);
        });
        KvCache cache = createKvCache(config, backend, config.positions);
        cache.length = config.positions - 1;
        const TokenId id = 0;
        const SequenceInput text{{&id, 1}, &cache};
        ASSERT_TRUE(forward(config, weights, backend, {&text, 1}).complete);
        EXPECT_EQ(backend.total(Op::AttentionScores).matrixFlops +
                      backend.total(Op::AttentionValues).matrixFlops,
                  one["expected"]["attention"])
            << one["id"];
        ++checked;
    }
    EXPECT_GE(checked, 1U);
    std::cout << "compute.json: attention of " << checked << " cases of compute.decode_token\n";
}

TEST(facts_model, CacheBytesPerToken) {
    if (!exists(factsFolder() / "memory.json"))
        GTEST_SKIP() << "skipped: no memory.json in " << factsFolder();
    std::size_t checked = 0;
    const json facts = readJson(factsFolder() / "memory.json");
    for (const json& one : facts["cases"]) {
        if (one["fn"] != "mem.kv_per_token" || one["expected"]["kind"] == "MLA") continue;
        json fields = one["input"]["config"];
        fields["model_type"] = "llama";
        fields["vocab_size"] = 1000;
        fields["intermediate_size"] = 1000;
        const ModelConfig config = loadConfig(fields.dump(), one["id"]);
        const std::size_t elements = cacheElementsPerToken(config);
        EXPECT_EQ(elements, one["expected"]["elements_per_token"]) << one["id"];
        EXPECT_EQ(elements * one["input"]["dtype_bytes"].get<std::size_t>(),
                  one["expected"]["bytes_per_token"]);
        CountingBackend backend; // what a cache takes in fact
        createKvCache(config, backend, 10);
        EXPECT_EQ(backend.allocatedBytes(), 10 * elements * sizeof(float));
        ++checked;
    }
    EXPECT_GE(checked, 15U);
    std::cout << "memory.json: " << checked << " cases of mem.kv_per_token\n";
}

TEST(Counting, KnowsPublishedSizes) {
    const char* gpt2 = R"({"model_type": "gpt2", "vocab_size": 50257, "n_positions": 1024, "n_embd": 768,
                           "n_layer": 12, "n_head": 12})";
    EXPECT_EQ(parametersOf(loadConfig(gpt2, "gpt2")), 124439808U);
    const char* qwen = R"({"model_type": "qwen3", "vocab_size": 151936, "hidden_size": 1024,
                           "intermediate_size": 3072, "num_hidden_layers": 28, "num_attention_heads": 16,
                           "num_key_value_heads": 8, "tie_word_embeddings": true, "head_dim": 128})";
    EXPECT_EQ(parametersOf(loadConfig(qwen, "qwen3")), 596049920U);
}

TEST(Counting, CountsWhatOneLayerReadsAndWrites) {
    CountingBackend backend;
    const Tensor x = backend.allocate("x", {3, 4}), w = backend.allocate("w", {5, 4}),
                 b = backend.allocate("b", {5});
    Tensor y = backend.allocate("y", {3, 5});
    EXPECT_EQ(y.data, nullptr);
    backend.linear(x, w, b, y);
    EXPECT_EQ(backend.total(), (Work{2 * 3 * 4 * 5, 15, 4 * (12 + 20 + 5), 4 * 15}));
    backend.linear(x, w, noTensor, y);
    EXPECT_EQ(backend.total(), (Work{240, 15, 4 * (37 + 32), 120}));
    EXPECT_EQ(backend.parameters(), 25U); // the same matrix twice
    EXPECT_EQ(backend.total(Op::Add), Work{});
    EXPECT_TRUE(backend.read(y).empty());
}

TEST(Counting, ReadsOnlyTheRowsAndPositionsInUse) {
    CountingBackend backend;
    const Tensor table = backend.allocate("table", {1000, 4});
    Tensor y = backend.allocate("y", {2, 4});
    const std::uint32_t ids[] = {7, 7};
    backend.embedding(ids, table, y);
    EXPECT_EQ(backend.total(), (Work{0, 0, 2 * 16 + 8, 32}));
    const Tensor keys = backend.allocate("keys", {100, 4});
    Tensor scores = backend.allocate("scores", {1, 2, 5});
    backend.attentionScores(y, keys, 1, scores);
    EXPECT_EQ(backend.total(Op::AttentionScores), (Work{2 * 10 * 4, 10, 32 + 5 * 16, 40}));
    Tensor cache = backend.allocate("cache", {100, 4});
    backend.putRows(y, 3, cache);
    EXPECT_EQ(backend.total(Op::PutRows), (Work{0, 0, 32, 32}));
    EXPECT_EQ(backend.parameters(), 4000U);
}

} // namespace
} // namespace tokenarium
