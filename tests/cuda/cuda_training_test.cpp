// SPDX-License-Identifier: GPL-3.0-or-later
// A training on the GPU: its curve is the CPU's, with products in F32 and in BF16, with both optimizers; and
// what it keeps for the way back.
#include "engine/backend/trace.h"
#include "tests/cuda/cuda_fixture.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/engine/train/train_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

using testing::Machine;

/// Of the losses of a curve, and of the weights at its end: the largest difference as a share of the largest.
/// In F32 only the order of some sums differs, in BF16 they also round at other places.
struct Tolerance {
    ProductPrecision precision;
    double losses, weights;
};
constexpr Tolerance tolerances[] = {{ProductPrecision::F32, 1e-4, 1e-3},
                                    {ProductPrecision::BF16, 2e-2, 2e-1}};

class CudaTraining : public testing::TrainTest, public ::testing::WithParamInterface<Machine> {
protected:
    struct Result {
        std::vector<double> losses;
        std::vector<float> weights;
        Evaluation evaluation;
    };

    Result train(Backend& on) {
        Trainer trainer(recipe.model, createInitialWeights(recipe.model, on, recipe.training.seed), data,
                        recipe.training, on);
        Result result;
        while (!trainer.finished()) {
            const StepReport report = trainer.step();
            EXPECT_EQ(report.problem, "");
            EXPECT_FALSE(report.skipped);
            result.losses.push_back(report.loss);
        }
        result.evaluation = trainer.evaluate(true);
        Weights weights = trainer.currentWeights();
        forEachTensor(weights, [&](Tensor& tensor) {
            const std::vector<float> values = on.read(tensor);
            result.weights.insert(result.weights.end(), values.begin(), values.end());
        });
        return result;
    }

    static double difference(const std::vector<double>& a, const std::vector<double>& b) {
        double largest = 0;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            largest = std::max(largest, std::abs(a[i] - b[i]) / b[i]);
        return a.size() == b.size() ? largest : INFINITY;
    }
};

TEST_P(CudaTraining, TheLossCurveIsThatOfTheCpu) {
    std::string lines;
    for (int i = 0; i < 200; ++i) lines += std::to_string(i * 7919 % 1000) + "\n";
    for (const char* optimizer : {"muon", "adamw"})
        for (const auto& [precision, ofLosses, ofWeights] : tolerances) {
            testing::OpenedBackend opened = openCuda(GetParam(), precision);
            if (!opened.backend) GTEST_SKIP() << "skipped: no device: " << opened.missing;
            std::string recipeText =
                testing::smallRecipe(std::string(",\"dropout\":0.1,\"optimizer\":\"") + optimizer + "\"");
            recipeText.replace(recipeText.find("\"tokens\":20000"), 14, "\"tokens\":1800");
            recipeText.replace(recipeText.find("\"per_mille\":0"), 13, "\"per_mille\":100");
            prepare(recipeText, lines);
            CpuBackend cpu(1, precision);
            const Result expected = train(cpu), actual = train(*opened.backend);
            EXPECT_GT(expected.losses.size(), 12U);
            EXPECT_LT(expected.losses.back(), 0.8 * expected.losses.front());
            EXPECT_LE(difference(actual.losses, expected.losses), ofLosses) << optimizer;
            EXPECT_LE(testing::relativeDifference(actual.weights, expected.weights), ofWeights) << optimizer;
            EXPECT_NEAR(actual.evaluation.natsPerToken(), expected.evaluation.natsPerToken(), 2 * ofLosses);
            EXPECT_EQ(actual.evaluation.targets, expected.evaluation.targets);
        }
}

/// What the way back needs is what was seen, to the bit, whether attention is one step or four.
TEST_P(CudaTraining, KeptTensorsAreThoseOfTheTrace) {
    testing::OpenedBackend opened = openCuda(GetParam());
    if (!opened.backend) GTEST_SKIP() << "skipped: no device: " << opened.missing;
    Backend& gpu = *opened.backend;
    for (const ModelConfig& config : {testing::smallGpt2(), testing::smallLlama()})
        for (const bool fused : {false, true}) {
            const Weights weights = testing::randomWeights(config, gpu);
            const std::vector<TokenId> ids = testing::randomIds(config, 9, 1);
            Activations kept;
            ForwardOptions options;
            options.fusedAttention = fused;
            options.keep = &kept;
            TraceRecorder recorder;
            recorder.wants = [](const Step&) { return true; };
            RecordingBackend recording(gpu, recorder);
            const SequenceInput text{ids, nullptr};
            ASSERT_TRUE(forward(config, weights, recording, {&text, 1}, options).complete);
            EXPECT_EQ(kept.contains("block.1.attention.probs"), !fused);
            for (const Step& step : recorder.trace.steps) {
                ASSERT_TRUE(kept.contains(step.output)) << step.output;
                EXPECT_EQ(gpu.read(kept[step.output]), step.values) << step.output;
            }
        }
}

INSTANTIATE_TEST_SUITE_P(On, CudaTraining, ::testing::Values(Machine::Emulated, Machine::Gpu),
                         [](const auto& machine) { return testing::machineName(machine.param); });

} // namespace
} // namespace tokenarium
