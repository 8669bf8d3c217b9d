// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of weights, caches and training: laws, windows as configurations say them, and nonsense.
#include "engine/cost/memory.h"
#include "engine/cost/training_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace tokenarium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

AttentionShape load(const std::string& fields) {
    return loadAttentionShape(R"({"num_hidden_layers": 6, "num_attention_heads": 8, "hidden_size": 64)" +
                                  fields + "}",
                              "config.json");
}

TEST(WeightMemory, FormatsThatWeReadHaveTheSizesOfTheirBlocks) {
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0, DType::Q4_0, DType::Q4_1,
                             DType::Q4_K, DType::Q5_K, DType::Q6_K}) {
        const BlockFormat* format = blockFormat(dtypeName(type));
        ASSERT_NE(format, nullptr) << dtypeName(type);
        EXPECT_EQ(format->elements, blockElements(type));
        EXPECT_EQ(format->bytes, blockBytes(type));
        EXPECT_EQ(bitsPerWeight(type), bitsPerWeight(format->elements, format->bytes));
    }
    EXPECT_EQ(blockFormat("Q9_9"), nullptr);
    EXPECT_EQ(bitsPerWeight(0, 4), 0);
    EXPECT_EQ(bitsPerWeight(DType::Q4_K), 4.5);
    EXPECT_EQ(weightBytes(124439808, 16), 248879616);
    EXPECT_EQ(groupBitsPerWeight(4, 0, 16, 4), 4);
    EXPECT_EQ(nf4BitsPerWeight(64, 8, 256, 32), 4.126953125);
}

TEST(WeightMemory, PartsAddUp) {
    const WeightPart parts[] = {{100, 4.5}, {300, 16}};
    EXPECT_EQ(mixedWeights(parts).bytes, 56.25 + 600);
    EXPECT_EQ(mixedWeights(parts).bitsPerWeight, 8 * 656.25 / 400);
    EXPECT_EQ(mixedWeights({}).bitsPerWeight, 0);
}

TEST(CacheMemory, DependsOnTheKindOfAttention) {
    EXPECT_EQ(load("").kind(), AttentionShape::Kind::MultiHead);
    EXPECT_EQ(cacheElementsPerToken(load("")), 2 * 6 * 64U);
    EXPECT_STREQ(attentionKindName(load(R"(, "num_key_value_heads": 2)").kind()), "GQA");
    EXPECT_EQ(cacheElementsPerToken(load(R"(, "num_key_value_heads": 2)")), 2 * 6 * 16U);
    EXPECT_STREQ(attentionKindName(load(R"(, "num_key_value_heads": 1)").kind()), "MQA");
    EXPECT_STREQ(attentionKindName(load(R"(, "model_type": "falcon")").kind()), "MQA");
    EXPECT_STREQ(attentionKindName(load(R"(, "model_type": "gpt_bigcode", "multi_query": false)").kind()),
                 "MHA");
    const AttentionShape latent = load(R"(, "kv_lora_rank": 512, "qk_rope_head_dim": 64)");
    EXPECT_STREQ(attentionKindName(latent.kind()), "MLA");
    EXPECT_EQ(cacheElementsPerToken(latent), 6 * 576U);
    EXPECT_EQ(cacheBytes(latent, 2, 3, 100), 2 * 3 * 100 * 6 * 576U);
}

TEST(CacheMemory, WindowsAreReadAsTheClassesHaveThem) {
    EXPECT_TRUE(load("").windows.empty());
    EXPECT_EQ(load("").globalLayers(), 6U);
    EXPECT_THAT(load(R"(, "model_type": "gpt_oss")").windows, ElementsAre(128, 0, 128, 0, 128, 0));
    EXPECT_THAT(load(R"(, "model_type": "gemma2", "sliding_window": 9)").windows,
                ElementsAre(9, 0, 9, 0, 9, 0));
    EXPECT_THAT(load(R"(, "model_type": "gemma3_text", "sliding_window": 9)").windows,
                ElementsAre(9, 9, 9, 9, 9, 0));
    EXPECT_THAT(
        load(R"(, "model_type": "gemma3_text", "sliding_window": 9, "sliding_window_pattern": 3)").windows,
        ElementsAre(9, 9, 0, 9, 9, 0));
    EXPECT_THAT(load(R"(, "model_type": "mistral", "sliding_window": 9)").windows,
                ElementsAre(9, 9, 9, 9, 9, 9));
    EXPECT_TRUE(load(R"(, "model_type": "mistral", "sliding_window": null)").windows.empty());
    EXPECT_TRUE(load(R"(, "model_type": "qwen2", "sliding_window": 9)").windows.empty());
    EXPECT_THAT(load(R"(, "model_type": "qwen2", "sliding_window": 9, "use_sliding_window": true,
                        "max_window_layers": 4)")
                    .windows,
                ElementsAre(0, 0, 0, 0, 9, 9));
    EXPECT_THAT(load(R"(, "sliding_window": 5, "layer_types": ["full_attention", "sliding_attention",
                        "full_attention", "full_attention", "full_attention", "sliding_attention"])")
                    .windows,
                ElementsAre(0, 5, 0, 0, 0, 5));
    EXPECT_THAT(alternatingWindows(3, 7, false), ElementsAre(0, 7, 0));
    EXPECT_THAT(windowsWithGlobalEvery(3, 7, 0), ElementsAre(7, 7, 7));
}

TEST(CacheMemory, ReadsTheLanguageModelBesideAnImageEncoder) {
    const AttentionShape shape = loadAttentionShape(
        R"({"model_type": "gemma3", "vision_config": {}, "text_config": {"model_type": "gemma3_text",
            "hidden_size": 2560, "num_hidden_layers": 34, "sliding_window": 1024}})",
        "config.json");
    EXPECT_EQ(shape.heads, 8U);
    EXPECT_EQ(shape.keyHeads, 4U);
    EXPECT_EQ(shape.headWidth, 256U);
    EXPECT_EQ(shape.globalLayers(), 5U);
}

TEST(CacheMemory, AWindowNeverTakesMore) {
    AttentionShape shape = load("");
    const std::size_t all = cacheBytes(shape, 2, 1, 1000);
    EXPECT_EQ(all, 1000 * cacheElementsPerToken(shape) * 2);
    for (const std::size_t window : {1, 10, 999, 1000, 5000}) {
        shape.windows = alternatingWindows(6, window, true);
        EXPECT_EQ(cacheBytes(shape, 2, 1, 1000),
                  all / 2 + all / 2 * std::min<std::size_t>(window, 1000) / 1000);
    }
}

TEST(CacheMemory, RefusesWhatCannotBe) {
    const auto refusal = [](const std::string& fields) -> std::string {
        try {
            load(fields);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusal(R"(, "num_key_value_heads": 3)"), HasSubstr("multiple"));
    EXPECT_THAT(refusal(R"(, "layer_types": ["full_attention"])"), HasSubstr("one for each of 6 layers"));
    EXPECT_THAT(refusal(R"(, "layer_types": ["a", "b", "c", "d", "e", "f"])"), HasSubstr("full_attention"));
    EXPECT_THAT(refusal(R"(, "head_dim": 100000)"), HasSubstr("wider than"));
    EXPECT_THAT(refusal(R"(, "kv_lora_rank": 512)"), HasSubstr("qk_rope_head_dim"));
    EXPECT_THAT(refusal(R"(, "model_type": "mistral", "sliding_window": -1)"), HasSubstr("sliding_window"));
}

TEST(CacheMemory, PagesSlotsAndWhatFits) {
    for (std::size_t tokens = 0; tokens < 100; ++tokens) {
        const PagedCache cache = pagedCache(tokens, 16);
        EXPECT_EQ(cache.blocks * 16, tokens + cache.wastedSlots);
        EXPECT_LT(cache.wastedSlots, 16U);
    }
    EXPECT_EQ(pagedCache(5, 0).blocks, 0U);
    EXPECT_EQ(cacheSlots(100, 0), 0U);
    const Fit large = fit({24000000000, 0.9, 16060522496, 1000000000, 131072, 8192});
    EXPECT_EQ(large.cacheBudgetBytes, 4539477504);
    EXPECT_EQ(large.tokens, 34633U);
    EXPECT_EQ(large.sequences, 4U);
    const Fit small = fit({8000000000, 0.9, 16060522496, 0, 131072, 8192});
    EXPECT_EQ(small.cacheBudgetBytes, 7200000000 - 16060522496);
    EXPECT_EQ(small.tokens, 0U);
    EXPECT_EQ(small.sequences, 0U);
    // 0.7 in binary is a little less: the byte must not be lost.
    for (std::size_t tens = 1; tens <= 10000; ++tens)
        EXPECT_EQ(fit({tens * 10, 0.7, 0, 0, 1, 1}).cacheBudgetBytes, static_cast<std::int64_t>(tens * 7));
    EXPECT_EQ(fit({100, std::numeric_limits<double>::infinity(), 0, 0, 1, 1}).cacheBudgetBytes, 100);
    EXPECT_EQ(fit({100, -1, 0, 0, 1, 1}).tokens, 0U);
    EXPECT_EQ(fit({100, std::numeric_limits<double>::quiet_NaN(), 0, 0, 1, 1}).tokens, 0U);
}

TEST(CacheMemory, HugeCountsStayAtTheLargestNumber) {
    AttentionShape shape = load("");
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    EXPECT_EQ(cacheBytes(shape, huge, huge, huge), huge);
    shape.keyHeads = huge;
    EXPECT_EQ(cacheElementsPerToken(shape), huge);
    EXPECT_EQ(encoderDecoderCache(huge, huge, huge, 2).crossBytes, huge);
}

TEST(TrainingMemory, MixedPrecisionIsHonestlySixteenBytes) {
    const TrainingScheme* scheme = trainingScheme("mixed_adam_16");
    ASSERT_NE(scheme, nullptr);
    EXPECT_EQ(scheme->bytesPerParameter(), 16);
    EXPECT_EQ(trainingScheme("fp32_adam")->bytesPerParameter(), 16);
    EXPECT_EQ(trainingScheme("mixed_adam_8bit")->bytesPerParameter(), 10);
    EXPECT_EQ(trainingScheme("sgd of another world"), nullptr);
    EXPECT_EQ(trainingStateBytes(1.5e9, *scheme), 24e9);
}

TEST(TrainingMemory, ZeroSplitsMoreWithEveryStage) {
    EXPECT_EQ(zeroBytesPerDevice(7.5e9, 64, 0), 120e9);
    EXPECT_EQ(zeroBytesPerDevice(7.5e9, 64, 3), 1.875e9);
    for (int stage = 0; stage <= 3; ++stage) {
        EXPECT_EQ(zeroBytesPerDevice(1e9, 1, stage), 16e9);
        EXPECT_EQ(zeroBytesPerDevice(1e9, 0, stage), 16e9);
        if (stage > 0) {
            EXPECT_LT(zeroBytesPerDevice(1e9, 8, stage), zeroBytesPerDevice(1e9, 8, stage - 1));
        }
    }
}

TEST(TrainingMemory, ActivationsOfOneLayer) {
    const ActivationBytes alone = activationBytes({1024, 8, 768, 12, 12, 1});
    EXPECT_EQ(alone.layer, 717225984);
    EXPECT_EQ(alone.layerTensorParallel, alone.layer);
    EXPECT_EQ(alone.layerSequenceParallel, alone.layer);
    EXPECT_NEAR(alone.layerSelective, alone.layer * (1 - alone.selectiveSavedFraction), 1e-3);
    const ActivationBytes split = activationBytes({1024, 8, 768, 12, 12, 8});
    EXPECT_EQ(split.layerSequenceParallel * 8, alone.layer);
    EXPECT_GT(split.layerTensorParallel, split.layerSequenceParallel);
    EXPECT_EQ(activationBytes({}).layer, 0);
}

TEST(TrainingMemory, LoraAddsTwoThinMatrices) {
    const AdaptedMatrices matrices[] = {{4096, 4096, 64}, {10, 20, 1}};
    EXPECT_EQ(loraParameters(matrices, 8), 4194304U + 8 * 30);
    EXPECT_EQ(loraParameters({}, 8), 0U);
}

} // namespace
} // namespace tokenarium
