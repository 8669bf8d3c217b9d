// SPDX-License-Identifier: GPL-3.0-or-later
// A token in one kernel against the same token step by step: the same logits, the same numbers on the way,
// for both families, every format of weights, and every way to start it.
#include "cuda/decode.h"
#include "engine/model/forward.h"
#include "engine/tensor/checkpoint.h"
#include "tests/cuda/cuda_fixture.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

using testing::Machine;
using testing::relativeDifference;
using Way = CudaDecoderOptions::Way;

constexpr double f32 = 1e-4;
/// Where activations are rounded to 8 bits a last place more or less moves some to the next whole number.
constexpr double eightBit = 2e-2;

/// Small, but with rows that are whole blocks and more outputs than warps.
ModelConfig wider(ModelConfig config) {
    config.width = 64;
    config.heads = 4;
    config.keyHeads = config.norm == ModelConfig::Norm::Rms ? 2 : 4;
    config.headWidth = 16;
    config.feedForwardWidth = 160;
    config.vocabularySize = 211;
    return config;
}

/// Heads that are not a part of the width, and as wide as asked.
ModelConfig withHeads(ModelConfig config, std::size_t width) {
    config.headWidth = width;
    return config;
}

Weights storedWeights(const ModelConfig& config, DType type, Backend& backend, unsigned seed) {
    unsigned next = seed;
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        const std::vector<float> values = testing::randomNumbers(shape.elements(), next++, 0.3F);
        if (shape.rank() == 2 && name != "embed.positions.weight")
            return backend.storeMatrix(name, shape, quantize(values, shape, type), type);
        Tensor tensor = backend.allocate(name, shape);
        backend.write(values, tensor);
        return tensor;
    });
}

class DecodeTest : public ::testing::TestWithParam<Machine> {
protected:
    void SetUp() override {
        testing::OpenedBackend opened = openCuda(GetParam());
        if (!opened.backend) GTEST_SKIP() << "skipped: no device: " << opened.missing;
        gpu = std::move(opened.backend);
    }
    void TearDown() override {
        testing::allowEmulatedCooperation(true);
        testing::shuffleEmulatedThreads(0);
        testing::limitEmulatedMemory(0);
    }

    /// Logits of every token by forward().
    std::vector<std::vector<float>> plain(const ModelConfig& config, const Weights& weights,
                                          const std::vector<TokenId>& ids) {
        KvCache cache = createKvCache(config, *gpu, ids.size());
        std::vector<std::vector<float>> all;
        for (const TokenId& id : ids) {
            const SequenceInput input{{&id, 1}, &cache};
            all.push_back(gpu->read(forward(config, weights, *gpu, {&input, 1}).logits));
        }
        return all;
    }

    std::vector<std::vector<float>> decoded(const ModelConfig& config, const Weights& weights,
                                            const std::vector<TokenId>& ids,
                                            const CudaDecoderOptions& options = {}, bool everything = false) {
        KvCache cache = createKvCache(config, *gpu, ids.size());
        const auto decoder = createCudaDecoder(*gpu, config, weights, cache, options);
        EXPECT_NE(decoder, nullptr) << gpu->problem();
        std::vector<std::vector<float>> all;
        for (std::size_t t = 0; decoder && t < ids.size(); ++t) {
            const std::span<const float> logits = decoder->step(ids[t], everything);
            all.emplace_back(logits.begin(), logits.end());
            EXPECT_EQ(cache.length, t + 1);
        }
        return all;
    }

    void expectSame(const std::vector<std::vector<float>>& actual,
                    const std::vector<std::vector<float>>& expected, double tolerance,
                    const std::string& what) {
        ASSERT_EQ(actual.size(), expected.size()) << what;
        for (std::size_t t = 0; t < expected.size(); ++t)
            EXPECT_LE(relativeDifference(actual[t], expected[t]), tolerance)
                << what << ", token " << t << " " << gpu->problem();
    }

    std::unique_ptr<CudaBackend> gpu;
};

std::vector<ModelConfig> families() { return {testing::smallGpt2(), testing::smallLlama()}; }

TEST_P(DecodeTest, EveryTokenAsStepByStep) {
    for (const ModelConfig& config : families())
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const Weights weights = testing::randomWeights(config, *gpu, seed);
            const std::vector<TokenId> ids = testing::randomIds(config, 5, seed);
            const auto expected = plain(config, weights, ids);
            for (const Way way : {Way::Best, Way::Graph}) {
                CudaDecoderOptions options;
                options.way = way;
                expectSame(decoded(config, weights, ids, options), expected, f32, "seed");
            }
        }
}

TEST_P(DecodeTest, EveryFormatOfWeights) {
    for (const ModelConfig& small : families()) {
        const ModelConfig config = wider(small);
        const std::vector<TokenId> ids = testing::randomIds(config, 4, 1);
        for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0}) {
            const Weights weights = storedWeights(config, type, *gpu, 1);
            expectSame(decoded(config, weights, ids), plain(config, weights, ids),
                       type == DType::Q8_0 ? eightBit : f32, dtypeName(type));
        }
    }
}

/// Rows of 12 and 20 numbers of 16 bits do not begin at multiples of 16 bytes.
TEST_P(DecodeTest, RowsThatBeginAnywhere) {
    for (const ModelConfig& config : families())
        for (const DType type : {DType::F16, DType::BF16}) {
            const Weights weights = storedWeights(config, type, *gpu, 1);
            const std::vector<TokenId> ids = testing::randomIds(config, 3, 1);
            expectSame(decoded(config, weights, ids), plain(config, weights, ids), f32, dtypeName(type));
        }
    ModelConfig odd = testing::smallGpt2();
    odd.feedForwardWidth = 37;
    const Weights weights = testing::randomWeights(odd, *gpu, 1);
    const std::vector<TokenId> ids = testing::randomIds(odd, 3, 1);
    expectSame(decoded(odd, weights, ids), plain(odd, weights, ids), f32, "37 inputs of float32");
}

/// Switches that a family may have or not, and heads of every width that has code of its own.
TEST_P(DecodeTest, EveryKindOfModel) {
    std::vector<ModelConfig> kinds;
    ModelConfig llama = testing::smallLlama();
    llama.queryKeyNorm = false;
    llama.ropePairs = RopePairs::Interleaved;
    llama.queryKeyValueBias = llama.attentionOutputBias = llama.feedForwardBias = false;
    kinds.push_back(llama);
    ModelConfig gpt2 = testing::smallGpt2();
    gpt2.gelu = GeluKind::Erf;
    gpt2.normBias = gpt2.queryKeyValueBias = false;
    kinds.push_back(gpt2);
    for (const std::size_t width : {40U, 64U, 66U, 128U, 200U, 256U})
        kinds.push_back(withHeads(testing::smallLlama(), width));
    for (const ModelConfig& config : kinds) {
        const Weights weights = testing::randomWeights(config, *gpu, 2);
        const std::vector<TokenId> ids = testing::randomIds(config, 5, 2);
        expectSame(decoded(config, weights, ids), plain(config, weights, ids), f32,
                   "heads of " + std::to_string(config.headWidth));
    }
}

/// More blocks than heads share a long text's positions; fewer share heads and rows.
TEST_P(DecodeTest, AnyNumberOfBlocksAndSplits) {
    for (const ModelConfig& config : families()) {
        const Weights weights = testing::randomWeights(config, *gpu, 3);
        const std::vector<TokenId> ids = testing::randomIds(config, 11, 3);
        const auto expected = plain(config, weights, ids);
        for (const unsigned blocks : {1U, 7U, 16U})
            for (const unsigned split : {1U, 4U}) {
                CudaDecoderOptions options;
                options.blocks = blocks;
                options.splitPositions = split;
                expectSame(decoded(config, weights, ids, options), expected, f32,
                           std::to_string(blocks) + " blocks, splits of " + std::to_string(split));
            }
    }
}

TEST_P(DecodeTest, WhereBlocksCannotWaitForEachOtherAGraphOfKernelsGivesTheSame) {
    if (GetParam() == Machine::Gpu) GTEST_SKIP() << "skipped: a GPU cannot be told to refuse";
    const ModelConfig config = testing::smallGpt2();
    const Weights weights = testing::randomWeights(config, *gpu, 1);
    const std::vector<TokenId> ids = testing::randomIds(config, 6, 1);
    const auto together = decoded(config, weights, ids);
    testing::allowEmulatedCooperation(false);
    KvCache cache = createKvCache(config, *gpu, 8);
    EXPECT_EQ(createCudaDecoder(*gpu, config, weights, cache)->togetherBlocks(), 0);
    EXPECT_EQ(decoded(config, weights, ids), together);
}

/// With the whole step recorded, and its threads in any order, no bit changes.
TEST_P(DecodeTest, SeeingEverythingAndTheOrderOfThreadsChangeNoBit) {
    for (const ModelConfig& config : families()) {
        const Weights weights = testing::randomWeights(config, *gpu, 1);
        const std::vector<TokenId> ids = testing::randomIds(config, 8, 1);
        const auto expected = decoded(config, weights, ids);
        EXPECT_EQ(decoded(config, weights, ids, {}, true), expected);
        for (std::uint32_t seed = 1; seed <= 3; ++seed) {
            testing::shuffleEmulatedThreads(seed);
            EXPECT_EQ(decoded(config, weights, ids), expected) << seed;
        }
        testing::shuffleEmulatedThreads(0);
    }
}

/// Every step of forward() with its operation, inputs and numbers.
TEST_P(DecodeTest, TheTraceIsThatOfARecordedRun) {
    for (const ModelConfig& config : families()) {
        const Weights weights = testing::randomWeights(config, *gpu, 1);
        const std::vector<TokenId> ids = testing::randomIds(config, 6, 1);
        KvCache slow = createKvCache(config, *gpu, 8), fast = createKvCache(config, *gpu, 8);
        CudaDecoderOptions options;
        options.blocks = 8;
        options.splitPositions = 2;
        const auto decoder = createCudaDecoder(*gpu, config, weights, fast, options);
        ASSERT_NE(decoder, nullptr);
        EXPECT_TRUE(decoder->tensors().empty());
        for (const TokenId& id : ids) {
            TraceRecorder recorder;
            RecordingBackend recording(*gpu, recorder);
            const SequenceInput input{{&id, 1}, &slow};
            forward(config, weights, recording, {&input, 1});
            ASSERT_FALSE(decoder->step(id, true).empty());
            const Trace trace = decoder->trace();
            ASSERT_EQ(trace.steps.size(), recorder.trace.steps.size());
            for (std::size_t i = 0; i < trace.steps.size(); ++i) {
                const Step &actual = trace.steps[i], &expected = recorder.trace.steps[i];
                EXPECT_EQ(actual.op, expected.op);
                EXPECT_EQ(actual.output, expected.output);
                EXPECT_EQ(actual.inputs, expected.inputs) << actual.output;
                EXPECT_EQ(actual.shape, expected.shape) << actual.output;
                EXPECT_EQ(actual.constants, expected.constants) << actual.output;
                EXPECT_LE(relativeDifference(actual.values, expected.values), f32) << actual.output;
            }
        }
        decoder->step(ids[0]);
        EXPECT_TRUE(decoder->tensors().empty());
        EXPECT_TRUE(decoder->trace().steps.empty());
        for (std::size_t layer = 0; layer < config.layers; ++layer) { // the cache is the same as well
            const std::vector<float> keys = gpu->read(fast.keys[layer]),
                                     values = gpu->read(fast.values[layer]);
            const std::size_t used = ids.size() * config.keyWidth();
            const std::vector<float> slowKeys = gpu->read(slow.keys[layer]),
                                     slowValues = gpu->read(slow.values[layer]);
            for (std::size_t i = 0; i < used; ++i) {
                EXPECT_NEAR(keys[i], slowKeys[i], 1e-4);
                EXPECT_NEAR(values[i], slowValues[i], 1e-4);
            }
        }
    }
}

TEST_P(DecodeTest, GoesOnFromACacheAndTakesTokensBack) {
    const ModelConfig config = testing::smallLlama();
    const Weights weights = testing::randomWeights(config, *gpu, 1);
    const std::vector<TokenId> ids = testing::randomIds(config, 8, 1);
    const auto expected = plain(config, weights, ids);
    KvCache cache = createKvCache(config, *gpu, 8);
    const SequenceInput prompt{std::span(ids).first(5), &cache};
    forward(config, weights, *gpu, {&prompt, 1});
    const auto decoder = createCudaDecoder(*gpu, config, weights, cache);
    ASSERT_NE(decoder, nullptr);
    for (int time = 0; time < 2; ++time) {
        for (std::size_t t = 5; t < 8; ++t) {
            const std::span<const float> logits = decoder->step(ids[t]);
            EXPECT_LE(relativeDifference({logits.begin(), logits.end()}, expected[t]), f32) << t;
        }
        cache.length = 5;
    }
}

TEST_P(DecodeTest, WhatDoesNotSuitIsNoErrorOfTheDevice) {
    const ModelConfig config = withHeads(testing::smallLlama(), 258);
    const Weights weights = testing::randomWeights(config, *gpu, 1);
    KvCache cache = createKvCache(config, *gpu, 8);
    EXPECT_EQ(createCudaDecoder(*gpu, config, weights, cache), nullptr);
    EXPECT_FALSE(gpu->stopped());
    ModelConfig wide = testing::smallGpt2();
    wide.feedForwardWidth = 80000; // more than shared memory holds, anywhere
    const Weights large = testing::randomWeights(wide, *gpu, 1);
    KvCache other = createKvCache(wide, *gpu, 8);
    EXPECT_EQ(createCudaDecoder(*gpu, wide, large, other), nullptr);
    EXPECT_FALSE(gpu->stopped());
}

/// What the tests above rely on: a number that nobody writes shows, whoever had the memory before.
TEST_P(DecodeTest, MemoryOfTheEmulatedDeviceHoldsNothingOfItsLastOwner) {
    if (GetParam() == Machine::Gpu) GTEST_SKIP() << "skipped: a GPU's memory is given out as it is";
    const void* last = nullptr;
    {
        Tensor gone = gpu->allocate("gone", {100});
        gpu->fill(1, gone);
        last = gone.data;
    }
    const Tensor next = gpu->allocate("next", {100});
    EXPECT_EQ(next.data, last);
    for (const float number : gpu->read(next)) EXPECT_TRUE(std::isnan(number));
}

TEST_P(DecodeTest, WhenMemoryEndsThereIsNoStepAndTheRestGoesOn) {
    if (GetParam() == Machine::Gpu) GTEST_SKIP() << "skipped: the memory of a GPU is not limited by a test";
    const ModelConfig config = testing::smallGpt2();
    const Weights weights = testing::randomWeights(config, *gpu, 1);
    KvCache cache = createKvCache(config, *gpu, 8);
    std::size_t failures = 0;
    for (std::uint64_t bytes = 256;; bytes += 512) {
        testing::limitEmulatedMemory(bytes);
        const auto decoder = createCudaDecoder(*gpu, config, weights, cache);
        if (decoder && !decoder->step(1, true).empty()) break;
        ++failures;
        EXPECT_EQ(cache.length, 0U);
        EXPECT_TRUE(gpu->stopped());
        EXPECT_TRUE(gpu->recover());
    }
    EXPECT_GT(failures, 1U);
}

INSTANTIATE_TEST_SUITE_P(On, DecodeTest, ::testing::Values(Machine::Emulated, Machine::Gpu),
                         [](const auto& machine) { return testing::machineName(machine.param); });

} // namespace
} // namespace tokenarium
