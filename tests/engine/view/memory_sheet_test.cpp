// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of memory against golden numbers and the laws that its rows keep.
#include "engine/view/memory_sheet.h"

#include "engine/cost/architecture.h"
#include "engine/cost/memory.h"
#include "engine/cost/training_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace tokenarium {
namespace {

const char* const llama7b = R"({"model_type": "llama", "vocab_size": 32000, "hidden_size": 4096,
    "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32})";

struct Weighed {
    explicit Weighed(const char* config) : tensors(loadArchitecture(config, "test").tensors) {
        input.tensors = &tensors;
        input.parameters = countParameters(tensors).total;
        ModelShape shape;
        const AttentionShape attention = loadAttentionShape(config, "test");
        shape.layers = attention.layers;
        shape.width = attention.width;
        shape.heads = attention.heads;
        shape.keyHeads = attention.keyHeads;
        shape.headWidth = attention.headWidth;
        shape.vocabulary = 32000;
        shape.attention = attention;
        input.shape = shape;
        input.context = 2048;
    }
    TensorList tensors;
    MemoryInput input;
};

const MemoryRow& row(const std::vector<MemoryRow>& rows, std::string_view id) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const MemoryRow& one) { return one.id == id; });
    EXPECT_NE(found, rows.end()) << id;
    return *found;
}

TEST(MemorySheet, RunningIsWeightsCacheAndWhatIsSetAside) {
    Weighed model(llama7b);
    model.input.texts = 3;
    model.input.workingBytes = 1e9;
    const auto rows = runningRows(model.input);
    const MemoryRow& half = row(rows, "BF16");
    EXPECT_EQ(half.part(MemoryPart::Weights), 2.0 * 6738415616);
    EXPECT_EQ(half.part(MemoryPart::Cache), 3.0 * 2048 * 524288); // 512 KiB a token
    EXPECT_EQ(half.total(), 2.0 * 6738415616 + 3.0 * 2048 * 524288 + 1e9);
    EXPECT_EQ(row(rows, "Q4_K").part(MemoryPart::Weights), 6738415616 * 4.5 / 8);
    EXPECT_NEAR(row(rows, "NF4").bits, 4.127, 0.0005);
    EXPECT_EQ(row(rows, "AWQ").bits, 4.15625);
    for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LE(rows[i].bits, rows[i - 1].bits);
}

TEST(MemorySheet, MixedPrecisionTakesSixteenBytesLikeFp32) {
    Weighed model(llama7b);
    const auto rows = trainingRows(model.input);
    const auto state = [&](const char* id) {
        return row(rows, id).total() - row(rows, id).part(MemoryPart::Activations);
    };
    EXPECT_EQ(state("mixed_adam_16"), 107814649856.0);
    EXPECT_EQ(state("fp32_adam"), 107814649856.0);
    EXPECT_EQ(state("mixed_adam_18"), 121291481088.0);
    EXPECT_EQ(state("mixed_adam_8bit"), 10 * 6738415616.0);
}

TEST(MemorySheet, ZeroStagesAreThePaperS) {
    Weighed model(llama7b);
    model.input.devices = 64;
    const auto rows = trainingRows(model.input);
    const char* const ids[] = {"zero_0", "zero_1", "zero_2", "zero_3"};
    for (int stage = 0; stage <= 3; ++stage) {
        const MemoryRow& one = row(rows, ids[stage]);
        EXPECT_NEAR(one.total() - one.part(MemoryPart::Activations),
                    zeroBytesPerDevice(6738415616.0, 64, stage), 1)
            << stage;
    }
    EXPECT_NEAR(row(rows, "zero_3").total() - row(rows, "zero_3").part(MemoryPart::Activations),
                16 * 6738415616.0 / 64, 1);
}

TEST(MemorySheet, LoraTrainsThinMatricesBesideAttention) {
    Weighed model(llama7b);
    EXPECT_EQ(loraParametersOf(model.tensors, 16), 16777216u); // facts: llama-7b, q k v o, rank 16
    const auto rows = trainingRows(model.input);
    const MemoryRow& lora = row(rows, "lora");
    EXPECT_EQ(lora.trained, 16777216u);
    EXPECT_EQ(lora.total() - lora.part(MemoryPart::Activations), 2.0 * 6738415616 + 16.0 * 16777216);
    EXPECT_LT(row(rows, "qlora").total(), lora.total());
}

TEST(MemorySheet, RecomputingTakesLess) {
    Weighed model(llama7b);
    const auto kept = [&](Recompute how) {
        model.input.recompute = how;
        const auto rows = trainingRows(model.input);
        return row(rows, "mixed_adam_16").part(MemoryPart::Activations);
    };
    const double sbh = 2048.0 * 4096;
    EXPECT_EQ(kept(Recompute::Nothing), 32 * sbh * (34 + 5.0 * 32 * 2048 / 4096));
    EXPECT_EQ(kept(Recompute::Scores), 32 * sbh * 34);
    EXPECT_EQ(kept(Recompute::Layers), 32 * sbh * 2);
}

TEST(MemorySheet, CacheOfLayersAddsUpWithWindows) {
    ModelShape shape;
    AttentionShape attention;
    attention.layers = 6;
    attention.heads = 8;
    attention.keyHeads = 2;
    attention.headWidth = 64;
    attention.windows = windowsWithGlobalEvery(6, 100, 3);
    shape.attention = attention;
    const auto layers = cacheBytesOfLayers(shape, 2, 5, 1000);
    ASSERT_EQ(layers.size(), 6u);
    EXPECT_EQ(layers[0], 5.0 * 100 * 2 * 2 * 64 * 2);
    EXPECT_EQ(layers[2], 5.0 * 1000 * 2 * 2 * 64 * 2);
    EXPECT_EQ(std::accumulate(layers.begin(), layers.end(), 0.0), double(cacheBytes(attention, 2, 5, 1000)));
    EXPECT_EQ(cacheBytesOf(shape, 2, 5, 1000), double(cacheBytes(attention, 2, 5, 1000)));
}

TEST(MemorySheet, WithoutAShapeThereAreWeightsOnly) {
    Weighed model(llama7b);
    model.input.shape.reset();
    for (const MemoryRow& one : runningRows(model.input)) EXPECT_EQ(one.part(MemoryPart::Cache), 0);
    for (const MemoryRow& one : trainingRows(model.input)) EXPECT_EQ(one.part(MemoryPart::Activations), 0);
    EXPECT_FALSE(hasTiedHead(model.tensors, std::nullopt));
}

} // namespace
} // namespace tokenarium
