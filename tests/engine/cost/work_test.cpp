// SPDX-License-Identifier: GPL-3.0-or-later
// FLOPs, training runs and scaling laws: against the counted forward pass, against plain sums, and at their
// optimum.
#include "engine/cost/work.h"

#include "engine/backend/counting_backend.h"
#include "engine/cost/scaling_laws.h"
#include "engine/cost/training_cost.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

ForwardShape shapeOf(const ModelConfig& config, std::size_t tokens) {
    ForwardShape shape;
    shape.layers = config.layers;
    shape.width = config.width;
    shape.queryWidth = config.queryWidth();
    shape.keyWidth = config.keyWidth();
    shape.feedForward = config.feedForwardWidth;
    shape.matrices = config.feedForward == ModelConfig::FeedForward::Swiglu ? 3 : 2;
    shape.vocabulary = config.vocabularySize;
    shape.tokens = tokens;
    return shape;
}

/// The closed sum equals what the pass that really runs would do.
TEST(Work, ForwardEqualsTheCountedPass) {
    for (const ModelConfig& config : {testing::smallGpt2(), testing::smallLlama()})
        for (const std::size_t tokens : {1, 5, 32}) {
            CountingBackend backend;
            const Weights weights = makeWeights(config, [&](const std::string& name, const Shape& shape) {
                return backend.allocate(name, shape);
            });
            const std::vector<TokenId> ids(tokens, 0);
            const SequenceInput text{ids, nullptr};
            ASSERT_TRUE(forward(config, weights, backend, {&text, 1}).complete);
            EXPECT_EQ(forwardFlops(shapeOf(config, tokens)).forward, backend.total().matrixFlops);
        }
}

TEST(Work, PartsOfTheForwardPassAddUp) {
    const ForwardFlops flops = forwardFlops({12, 768, 768, 768, 3072, 2, 50257, 1024});
    EXPECT_EQ(flops.forward, 291648307200U);
    EXPECT_EQ(flops.total, 874944921600U);
    EXPECT_EQ(flops.layer,
              flops.queryKeyValue + flops.scores + flops.values + flops.output + flops.feedForward);
    EXPECT_EQ(flops.forward, 12 * flops.layer + flops.head);
    EXPECT_EQ(forwardFlops({12, 768, 768, 768, 3072, 2, 0, 1024}).head, 0U);
}

/// A layer with experts does the work of those that a token goes through, and of the router.
TEST(Work, ExpertsCostWhatTheyDo) {
    ForwardShape shape{2, 64, 64, 64, 96, 3, 0, 10};
    const ForwardFlops dense = forwardFlops(shape);
    shape.experts = 8;
    shape.expertsPerToken = 2;
    const ForwardFlops sparse = forwardFlops(shape);
    EXPECT_EQ(sparse.feedForward, 2 * dense.feedForward);
    EXPECT_EQ(sparse.router, 2 * 10 * 64 * 8U);
    EXPECT_EQ(sparse.layer - dense.layer, dense.feedForward + sparse.router);
    shape.sharedFeedForward = 96;
    EXPECT_EQ(forwardFlops(shape).feedForward, 3 * dense.feedForward);
}

TEST(Work, TokensOneByOne) {
    EXPECT_EQ(tokenFlops(10).training, 60U);
    EXPECT_EQ(tokenFlops(10).trainingFullRecompute, 80U);
    const AttendingTokenFlops attending = attendingTokenFlops(123551232, 12, 12, 64, 1024);
    EXPECT_EQ(attending.attention, 113246208U);
    EXPECT_EQ(attending.training, 3 * attending.forward);
    EXPECT_EQ(attendingTokenFlops(0, 0, 0, 0, 0).attentionShare, 0);
    for (const std::size_t output : {0, 1, 2, 7, 100}) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < output; ++i) sum += decodeFlops(1000, 3, 16, 50 + i).flops;
        EXPECT_EQ(decodeManyFlops(1000, 3, 16, 50, output), sum);
    }
}

TEST(Work, HugeCountsStayAtTheLargestNumber) {
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    EXPECT_EQ(tokenFlops(huge).forward, huge);
    EXPECT_EQ(decodeManyFlops(huge, huge, huge, huge, huge), huge);
    EXPECT_EQ(forwardFlops({huge, huge, huge, huge, huge, 3, huge, huge}).total, huge);
}

TEST(TrainingCost, PlansTakeTheTimeTheyImply) {
    const Plan plan = trainingPlan({7e9, 1e12, 256, 312, 0.4});
    EXPECT_DOUBLE_EQ(plan.flops, 4.2e22);
    EXPECT_DOUBLE_EQ(plan.gpuHours, 93482.905982905984);
    const ImpliedSpeed speed = impliedSpeed(7e9, 1e12, plan.gpuHours, 312);
    EXPECT_NEAR(speed.mfu, 0.4, 1e-12);
    EXPECT_NEAR(speed.tokensPerGpuSecond * 256 * plan.seconds, 1e12, 1);
    EXPECT_EQ(trainingPlan({7e9, 1e12, 0, 312, 0.4}).seconds, 0);
    EXPECT_EQ(impliedSpeed(7e9, 1e12, 0, 312).mfu, 0);
    EXPECT_EQ(trainingRun(0, 1).tokensPerParameter, 0);
}

TEST(TrainingCost, MoneyIsExact) {
    const Decimal hours[] = {Decimal(2664000), Decimal(119000), Decimal(5000)};
    const auto bill = trainingBill(hours, Decimal(2));
    ASSERT_TRUE(bill);
    EXPECT_EQ(bill->gpuHours, Decimal(2788000));
    EXPECT_EQ(bill->usd.text(), "5576000");
    EXPECT_EQ(bill->usdParts[1].text(), "238000");
    EXPECT_EQ(trainingBill({}, Decimal(2))->usd, Decimal(0));
    const Decimal tooMany[] = {Decimal::parseScientific("9e44").value()};
    EXPECT_FALSE(trainingBill(tooMany, Decimal(2)));
}

TEST(TrainingCost, EnergyUtilizationAndBalance) {
    EXPECT_NEAR(trainingEnergy(184320, 400, 1.1, 0.385).megawattHours, 81.1008, 1e-9);
    EXPECT_NEAR(trainingEnergy(184320, 400, 1.1, 0.385).tonnesCo2, 31.223808, 1e-9);
    const Mfu palm = modelFlopsUtilization({238300, 540.35e9, 118, 48, 256, 2048, 6144, 275});
    EXPECT_NEAR(palm.withAttention, 0.4622894202513182, 1e-12);
    EXPECT_EQ(modelFlopsUtilization({}).withAttention, 0);
    EXPECT_DOUBLE_EQ(deviceBalance(312, 1500, 2).criticalBatchTokens, 208);
    EXPECT_EQ(deviceBalance(312, 0, 2).flopsPerByte, 0);
}

/// No other split of the same compute gives less loss.
TEST(ScalingLaws, TheOptimumIsOne) {
    for (const ChinchillaConstants& fit : chinchillaFits())
        for (const double flops : {1e18, 5.76e23, 1e26}) {
            const ChinchillaOptimum best = chinchillaOptimum(fit, flops);
            EXPECT_NEAR(sixNd(best.parameters, best.tokens) / flops, 1, 1e-12);
            for (const double factor : {0.5, 0.99, 1.01, 2.0})
                EXPECT_GT(chinchillaLoss(fit, best.parameters * factor, best.tokens / factor), best.loss);
        }
    EXPECT_EQ(chinchillaFit("of nobody"), nullptr);
}

TEST(ScalingLaws, KaplanFallsWithEverything) {
    EXPECT_NEAR(kaplanLossOfParameters(1.5e9), 2.3035505519976587, 1e-12);
    EXPECT_NEAR(kaplanLossOfTokens(2.2e10), 2.099168266822878, 1e-12);
    EXPECT_NEAR(kaplanLossOfCompute(1), 2.6580802262455236, 1e-12);
    EXPECT_NEAR(kaplanLoss(1.5e9, 2.2e10), 2.3125484833714913, 1e-12);
    EXPECT_LT(kaplanLoss(3e9, 2.2e10), kaplanLoss(1.5e9, 2.2e10));
    EXPECT_LT(kaplanLoss(1.5e9, 4.4e10), kaplanLoss(1.5e9, 2.2e10));
}

} // namespace
} // namespace tokenarium
