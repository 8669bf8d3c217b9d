// SPDX-License-Identifier: GPL-3.0-or-later
// The list of stages against what the forward pass really does.
#include "engine/view/model_stages.h"
#include "tests/engine/view/run_fixture.h"

#include <gtest/gtest.h>

#include <set>

namespace tokenarium {
namespace {

using testing::randomRun;
using testing::smallGpt2;
using testing::smallLlama;

std::vector<ModelConfig> configs() {
    ModelConfig bare = smallLlama();
    bare.queryKeyNorm = bare.queryKeyValueBias = bare.attentionOutputBias = bare.feedForwardBias = false;
    bare.tiedHead = true;
    ModelConfig plain = smallGpt2();
    plain.normBias = plain.feedForwardBias = false;
    plain.tiedHead = false;
    return {smallGpt2(), smallLlama(), bare, plain};
}

TEST(ModelStages, AreTheStepsOfTheForwardPassInTheirOrder) {
    for (const ModelConfig& config : configs()) {
        const auto run = randomRun(config, 3);
        const std::vector<ModelStage> stages = modelStages(run->model->opened.config, {});
        const std::vector<Step>& steps = run->trace.steps;
        ASSERT_EQ(stages.size(), steps.size() + 2) << "and the draw, and appending";
        for (std::size_t i = 0; i < steps.size(); ++i) {
            EXPECT_EQ(stages[i].tensor, steps[i].output);
            EXPECT_EQ(stages[i].operation, steps[i].op) << steps[i].output;
            EXPECT_EQ(stages[i].reads, steps[i].inputs) << steps[i].output;
            const std::string block =
                stages[i].layer ? "block." + std::to_string(*stages[i].layer) + "." : "";
            EXPECT_EQ(steps[i].output.rfind(block, 0), 0U) << "belongs to the block of its name";
            const bool threeDimensions = steps[i].shape.rank() == 3;
            EXPECT_EQ(stages[i].heads == StageHeads::Matrices, threeDimensions) << steps[i].output;
            if (stages[i].heads == StageHeads::Columns) {
                EXPECT_EQ(steps[i].shape[1], config.queryWidth()) << steps[i].output;
            }
            if (stages[i].heads == StageHeads::KeyHeads) {
                EXPECT_EQ(steps[i].shape[1], config.keyWidth()) << steps[i].output;
            }
        }
    }
}

TEST(ModelStages, SamplingHasTheStagesThatTheDrawHas) {
    SamplingSettings settings;
    settings.temperature = 0.7;
    settings.topK = 5;
    settings.minP = 0.01;
    for (const SamplingSettings& wanted : {SamplingSettings(), settings}) {
        const std::vector<float> logits(20, 0.5F);
        const Draw draw = chooseToken(logits, {}, wanted, 0.5);
        std::vector<SamplingStageKind> kinds;
        for (const ModelStage& stage : modelStages(smallGpt2(), wanted))
            if (stage.sampling) kinds.push_back(*stage.sampling);
        std::vector<SamplingStageKind> expected;
        for (const SamplingStage& stage : draw.stages) expected.push_back(stage.kind);
        EXPECT_EQ(kinds, expected);
    }
}

TEST(ModelStages, OfALargeModelExactlyThoseAreLeftWhoseValuesAreKept) {
    for (const ModelConfig& config : configs()) {
        const auto run = randomRun(config, 3, 1);
        ASSERT_EQ(run->detail, RecordedRun::Detail::Layers);
        std::vector<std::string> kept, offered;
        for (const Step& step : run->trace.steps)
            if (!step.values.empty()) kept.push_back(step.output);
        for (const ModelStage& stage : layerStages(modelStages(config, {})))
            if (!stage.tensor.empty()) offered.push_back(stage.tensor);
        EXPECT_EQ(offered, kept);
    }
}

TEST(ModelStages, KeysAreDifferent) {
    std::set<std::string> keys;
    for (std::size_t kind = 0; kind < stageKindCount; ++kind)
        keys.insert(stageKey(static_cast<StageKind>(kind)));
    EXPECT_EQ(keys.size(), stageKindCount);
}

} // namespace
} // namespace tokenarium
