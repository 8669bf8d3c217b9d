// SPDX-License-Identifier: GPL-3.0-or-later
// The forward pass against a plain transformer in double precision, and the laws of caches, batches,
// recording and the logit lens.
#include "engine/backend/counting_backend.h"
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

using testing::largestDifference;
using testing::logitsOf;
using testing::plainLogits;
using testing::randomIds;
using testing::randomWeights;
using testing::smallGpt2;
using testing::smallLlama;

struct Variant {
    const char* name;
    ModelConfig config;
};

std::vector<Variant> variants() {
    std::vector<Variant> all = {{"gpt2", smallGpt2()}, {"llama", smallLlama()}};
    ModelConfig config = smallGpt2();
    config.tiedHead = config.normBias = config.queryKeyValueBias = config.feedForwardBias = false;
    config.gelu = GeluKind::Erf;
    all.push_back({"gpt2, no biases, erf", config});
    config = smallLlama();
    config.queryKeyNorm = config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias =
        false;
    config.ropePairs = RopePairs::Interleaved;
    config.tiedHead = true;
    all.push_back({"llama2.c", config});
    config = smallLlama(); // one key head for all, heads together narrower than the model
    config.heads = 2;
    config.keyHeads = 1;
    config.headWidth = 2;
    all.push_back({"one key head", config});
    return all;
}

TEST(Forward, AgreesWithThePlainTransformer) {
    for (const Variant& variant : variants()) {
        CpuBackend backend;
        const Weights weights = randomWeights(variant.config, backend);
        for (const std::size_t length : {1U, 2U, 7U, 32U}) {
            const std::vector<TokenId> ids = randomIds(variant.config, length, 5);
            const std::vector<float> logits = logitsOf(variant.config, weights, backend, ids);
            const auto expected = plainLogits(variant.config, weights, ids);
            ASSERT_EQ(logits.size(), length * variant.config.vocabularySize);
            for (std::size_t t = 0; t < length; ++t)
                for (std::size_t v = 0; v < variant.config.vocabularySize; ++v)
                    ASSERT_NEAR(logits[t * variant.config.vocabularySize + v], expected[t][v], 2e-4)
                        << variant.name << " token " << t << " of " << length;
        }
    }
}

TEST(Forward, DecodingWithACacheEqualsReadingTheWholeText) {
    for (const Variant& variant : variants()) {
        const ModelConfig& config = variant.config;
        CpuBackend backend;
        const Weights weights = randomWeights(config, backend);
        const std::vector<TokenId> ids = randomIds(config, 20, 3);
        const std::vector<float> whole = logitsOf(config, weights, backend, ids);
        KvCache cache = createKvCache(config, backend, ids.size());
        std::vector<float> parts;
        for (const std::size_t end : {6U, 7U, 8U, 13U, 20U}) { // prefill, single tokens, chunks
            const SequenceInput text{std::span(ids).subspan(cache.length, end - cache.length), &cache};
            const ForwardResult result = forward(config, weights, backend, {&text, 1});
            ASSERT_TRUE(result.complete) << result.problem;
            ASSERT_EQ(cache.length, end);
            const std::vector<float> logits = backend.read(result.logits);
            parts.insert(parts.end(), logits.begin(), logits.end());
        }
        EXPECT_LE(largestDifference(parts, whole), 1e-5) << variant.name;
    }
}

TEST(Forward, TokensCanBeTakenBackFromTheCache) {
    const ModelConfig config = smallLlama();
    CpuBackend backend;
    const Weights weights = randomWeights(config, backend);
    KvCache cache = createKvCache(config, backend, 8);
    const auto read = [&](std::vector<TokenId> ids) {
        const SequenceInput text{ids, &cache};
        return backend.read(forward(config, weights, backend, {&text, 1}, {true, false}).logits);
    };
    read({1, 2, 3});
    const std::vector<float> first = read({4});
    cache.length = 3;
    read({9, 9});
    cache.length = 3;
    EXPECT_EQ(read({4}), first);
}

TEST(Forward, ABatchEqualsItsTextsOneByOne) {
    for (const Variant& variant : variants()) {
        const ModelConfig& config = variant.config;
        CpuBackend backend;
        const Weights weights = randomWeights(config, backend);
        const std::vector<TokenId> a = randomIds(config, 5, 1), b = randomIds(config, 9, 2),
                                   c = randomIds(config, 1, 3);
        KvCache cache = createKvCache(config, backend, 9);
        const std::vector<SequenceInput> start = {{a, nullptr}, {std::span(b).first(4), &cache}};
        ASSERT_TRUE(forward(config, weights, backend, start).complete);
        const std::vector<SequenceInput> texts = {
            {a, nullptr}, {std::span(b).subspan(4), &cache}, {c, nullptr}};
        const ForwardResult batch = forward(config, weights, backend, texts, {true, true});
        ASSERT_TRUE(batch.complete);
        ASSERT_EQ(batch.logits.shape, (Shape{3, config.vocabularySize}));
        std::vector<float> expected;
        for (const auto& ids : {a, b, c}) {
            const std::vector<float> logits = logitsOf(config, weights, backend, ids);
            expected.insert(expected.end(), logits.end() - static_cast<std::ptrdiff_t>(config.vocabularySize),
                            logits.end());
        }
        EXPECT_LE(largestDifference(backend.read(batch.logits), expected), 1e-5) << variant.name;
    }
}

TEST(Forward, RecordedRunEqualsPlainRunBitForBit) {
    for (const Variant& variant : variants()) {
        CpuBackend plain;
        TraceRecorder recorder;
        RecordingBackend recording(plain, recorder);
        const Weights weights = randomWeights(variant.config, plain);
        const std::vector<TokenId> ids = randomIds(variant.config, 13, 8);
        const std::vector<float> expected = logitsOf(variant.config, weights, plain, ids);
        EXPECT_EQ(logitsOf(variant.config, weights, recording, ids), expected) << variant.name;
        ASSERT_NE(recorder.trace.find("logits"), nullptr);
        EXPECT_EQ(recorder.trace.find("logits")->values, expected);
        EXPECT_EQ(recorder.trace.find("block.1.attention.probs")->shape,
                  (Shape{variant.config.heads, 13, 13}));
    }
}

TEST(Forward, CountedStepsAreThoseOfARun) {
    for (const Variant& variant : variants()) {
        CpuBackend computing;
        CountingBackend counting;
        TraceRecorder recorder;
        RecordingBackend recording(computing, recorder);
        const std::vector<TokenId> ids = randomIds(variant.config, 6, 8);
        const SequenceInput text{ids, nullptr};
        forward(variant.config, randomWeights(variant.config, computing), recording, {&text, 1},
                {true, true});
        forward(variant.config, randomWeights(variant.config, counting), counting, {&text, 1}, {true, true});
        ASSERT_EQ(counting.steps().size(), recorder.trace.steps.size());
        for (std::size_t i = 0; i < counting.steps().size(); ++i) {
            EXPECT_EQ(counting.steps()[i].output, recorder.trace.steps[i].output);
            EXPECT_EQ(counting.steps()[i].shape, recorder.trace.steps[i].shape);
            EXPECT_EQ(counting.steps()[i].op, recorder.trace.steps[i].op);
        }
    }
}

TEST(Forward, LogitLensLooksAtEveryBlock) {
    for (const Variant& variant : variants()) {
        const ModelConfig& config = variant.config;
        CpuBackend backend;
        Weights weights = randomWeights(config, backend);
        const std::vector<TokenId> ids = randomIds(config, 6, 8);
        const SequenceInput text{ids, nullptr};
        const ForwardResult result = forward(config, weights, backend, {&text, 1}, {false, true});
        ASSERT_EQ(result.lens.size(), config.layers);
        EXPECT_EQ(backend.read(result.lens.back()), backend.read(result.logits));
        weights.blocks.resize(1); // a model that ends after its first block says what the lens sees there
        ModelConfig shallow = config;
        shallow.layers = 1;
        EXPECT_EQ(backend.read(result.lens[0]), logitsOf(shallow, weights, backend, ids)) << variant.name;
        EXPECT_NE(backend.read(result.lens[0]), backend.read(result.logits));
    }
}

TEST(Forward, WhatIfAHeadWereSwitchedOff) {
    const ModelConfig config = smallGpt2();
    CpuBackend plain;
    Weights weights = randomWeights(config, plain);
    const std::vector<TokenId> ids = randomIds(config, 6, 8);
    TraceRecorder recorder;
    recorder.edit = [&](Step& step) {
        if (step.output != "block.0.attention.heads") return false;
        for (std::size_t t = 0; t < ids.size(); ++t)
            for (std::size_t i = 0; i < 4; ++i) step.values[t * 12 + 4 + i] = 0; // head 1
        return true;
    };
    RecordingBackend recording(plain, recorder);
    const std::vector<float> without = logitsOf(config, weights, recording, ids);
    EXPECT_NE(without, logitsOf(config, weights, plain, ids));
    EXPECT_EQ(recorder.trace.find("block.0.attention.heads")->values[5], 0);
    // The same as a model whose output projection does not listen to that head.
    for (std::size_t c = 0; c < 12; ++c)
        for (std::size_t i = 0; i < 4; ++i) weights.blocks[0].attentionOutput.floats()[c * 12 + 4 + i] = 0;
    EXPECT_LE(largestDifference(logitsOf(config, weights, plain, ids), without), 1e-5);
}

TEST(Forward, AStoppedRunIsNotCompleteAndLeavesTheCacheAsItWas) {
    const ModelConfig config = smallLlama();
    CpuBackend plain;
    const Weights weights = randomWeights(config, plain);
    const std::vector<TokenId> ids = randomIds(config, 6, 8);
    KvCache cache = createKvCache(config, plain, 6);
    TraceRecorder recorder;
    recorder.stopAfter = "block.0.attention.probs";
    RecordingBackend recording(plain, recorder);
    const SequenceInput text{ids, &cache};
    const ForwardResult result = forward(config, weights, recording, {&text, 1});
    EXPECT_FALSE(result.complete);
    EXPECT_TRUE(recording.stopped());
    EXPECT_EQ(cache.length, 0U);
    EXPECT_EQ(recorder.trace.steps.back().output, "block.0.attention.probs");
}

TEST(Forward, RefusesWhatItCannotRead) {
    const ModelConfig config = smallGpt2();
    CpuBackend backend;
    const Weights weights = randomWeights(config, backend);
    const auto problem = [&](const std::vector<TokenId>& ids, KvCache* cache) {
        const SequenceInput text{ids, cache};
        const ForwardResult result = forward(config, weights, backend, {&text, 1});
        EXPECT_EQ(result.complete, result.problem.empty());
        return result.problem;
    };
    KvCache cache = createKvCache(config, backend, 4);
    EXPECT_NE(problem({}, nullptr).find("empty"), std::string::npos);
    EXPECT_NE(problem({0, 11}, nullptr).find("Token 11"), std::string::npos);
    EXPECT_NE(problem(std::vector<TokenId>(33, 0), nullptr).find("33 tokens"), std::string::npos);
    EXPECT_NE(problem(std::vector<TokenId>(5, 0), &cache).find("holds 4"), std::string::npos);
    EXPECT_EQ(problem({0, 10, 3, 3}, &cache), "");
    EXPECT_NE(problem({0}, &cache).find("holds 4"), std::string::npos);
    EXPECT_FALSE(forward(config, weights, backend, {}).complete);
    const TokenId one[] = {1};
    const std::vector<SequenceInput> twice = {{one, &cache}, {one, &cache}};
    EXPECT_NE(inputProblem(config, twice), "");
}

} // namespace
} // namespace tokenarium
