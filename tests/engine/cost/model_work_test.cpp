// SPDX-License-Identifier: GPL-3.0-or-later
// Work counted tensor by tensor against the formula of a decoder's shape, family by family.
#include "engine/cost/model_work.h"

#include "engine/cost/architecture.h"
#include "engine/cost/work.h"

#include <gtest/gtest.h>

#include <string>

namespace tokenarium {
namespace {

TextWork workOf(const std::string& config, bool tied, std::size_t tokens) {
    return textWork(loadArchitecture(config, "test").tensors, loadAttentionShape(config, "test"), tied,
                    tokens);
}

TEST(ModelWork, Gpt2IsTheFormulaOfItsShape) {
    const std::string config = R"({"model_type": "gpt2", "vocab_size": 50257, "n_positions": 1024,
        "n_embd": 768, "n_layer": 12, "n_head": 12})";
    ForwardShape shape{12, 768, 768, 768, 3072, 2, 50257, 1024};
    const ForwardFlops expected = forwardFlops(shape);
    const TextWork work = workOf(config, true, 1024);
    EXPECT_EQ(work.forward, expected.forward);
    EXPECT_EQ(work.training, expected.total);
    EXPECT_EQ(work.attention, 12 * (expected.scores + expected.values));
    EXPECT_DOUBLE_EQ(work.trainingPerToken, double(expected.total) / 1024);
}

TEST(ModelWork, GroupedQueriesAndGatesAreTheFormulaToo) {
    const std::string config = R"({"model_type": "llama", "vocab_size": 128256, "hidden_size": 4096,
        "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
        "num_key_value_heads": 8})";
    ForwardShape shape{32, 4096, 4096, 1024, 14336, 3, 128256, 8192};
    EXPECT_EQ(workOf(config, false, 8192).forward, forwardFlops(shape).forward);
}

TEST(ModelWork, OnlyChosenExpertsWork) {
    const std::string config = R"({"model_type": "mixtral", "vocab_size": 32000, "hidden_size": 4096,
        "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
        "num_key_value_heads": 8, "num_local_experts": 8, "num_experts_per_tok": 2})";
    ForwardShape shape{32, 4096, 4096, 1024, 14336, 3, 32000, 4096, 8, 2, 0};
    EXPECT_EQ(workOf(config, false, 4096).forward, forwardFlops(shape).forward);
}

TEST(ModelWork, AWindowSavesAttentionAndNothingElse) {
    const std::string config = R"({"model_type": "mistral", "vocab_size": 32000, "hidden_size": 4096,
        "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
        "num_key_value_heads": 8, "sliding_window": 4096})";
    const TextWork shorter = workOf(config, false, 4096), longer = workOf(config, false, 32768);
    EXPECT_EQ(longer.matrices, 8 * shorter.matrices);
    EXPECT_EQ(longer.attention, 8 * shorter.attention); // 64 times without the window
}

/// DeepSeek-V3 by hand: queries of 128 · 192, values of 128 · 128.
TEST(ModelWork, LatentAttentionHasWiderQueriesThanValues) {
    const std::string config = R"({"model_type": "deepseek_v3", "vocab_size": 129280, "hidden_size": 7168,
        "intermediate_size": 18432, "moe_intermediate_size": 2048, "num_hidden_layers": 61,
        "num_attention_heads": 128, "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64, "v_head_dim": 128, "n_routed_experts": 256, "num_experts_per_tok": 8,
        "n_shared_experts": 1, "first_k_dense_replace": 3})";
    const std::size_t t = 4096;
    const TextWork work = workOf(config, false, t);
    EXPECT_EQ(work.attention, 61 * 2 * t * t * (128 * 192 + 128 * 128));
    EXPECT_NEAR(double(work.matrices) / (2.0 * double(t)), 37e9, 1e9); // 37 B active
}

TEST(ModelWork, NothingIsNothing) {
    const TextWork work = textWork({}, {}, true, 0);
    EXPECT_EQ(work.training, 0u);
    EXPECT_EQ(work.trainingPerToken, 0);
}

} // namespace
} // namespace tokenarium
