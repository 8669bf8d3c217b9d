// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of published training runs and of GPT-3's data against the facts and against arithmetic by hand.
#include "engine/cost/accelerators.h"
#include "engine/cost/data_mix.h"
#include "engine/cost/published_runs.h"
#include "engine/cost/scaling_laws.h"
#include "engine/cost/training_cost.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

namespace tokenarium {
namespace {

TEST(PublishedRuns, AreThoseOfTheFacts) {
    const std::filesystem::path file =
        std::filesystem::path(TOKENARIUM_SOURCE_DIR) / ".." / "shared" / "facts" / "compute.json";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is absent";
    std::ifstream in(file);
    const auto runs = nlohmann::json::parse(in)["data"]["published_training_runs"];
    ASSERT_EQ(runs.size(), publishedRuns().size());
    std::map<std::string, nlohmann::json> byId;
    for (const auto& run : runs) byId[run["id"]] = run;
    for (const PublishedRun& run : publishedRuns()) {
        const auto& fact = byId[std::string(run.id)];
        ASSERT_FALSE(fact.is_null()) << run.id;
        EXPECT_EQ(run.parameters, fact["params"].get<double>()) << run.id;
        EXPECT_EQ(run.tokens, fact["tokens"].get<double>()) << run.id;
        EXPECT_EQ(run.gpuHours, fact["gpu_hours"].is_null() ? 0 : fact["gpu_hours"].get<double>()) << run.id;
    }
}

TEST(PublishedRuns, NameTheirGpuAndReachACredibleShareOfIt) {
    for (const PublishedRun& run : publishedRuns()) {
        EXPECT_FALSE(run.source.empty()) << run.id;
        EXPECT_EQ(run.gpu.empty(), run.gpuHours == 0) << run.id;
        if (run.gpu.empty()) continue;
        const Accelerator* gpu = findAccelerator(run.gpu);
        ASSERT_NE(gpu, nullptr) << run.gpu;
        EXPECT_EQ(gpu->name, run.gpu);
        const double mfu = impliedSpeed(run.parameters, run.tokens, run.gpuHours, gpu->bf16 / 1e12).mfu;
        EXPECT_GT(mfu, 0.1) << run.id;
        EXPECT_LT(mfu, 0.6) << run.id;
    }
}

TEST(DataMix, AddsUpTo499BillionTokensAndTo101Percent) {
    EXPECT_EQ(gpt3TokensInAll(), 499e9);
    EXPECT_EQ(gpt3PercentInAll(), 101u);
}

TEST(DataMix, EpochsAreSeenTokensByTokensThatThereAre) {
    const double expected[] = {0.6 * 300 / 410, 0.22 * 300 / 19, 0.08 * 300 / 12, 0.08 * 300 / 55,
                               0.03 * 300 / 3};
    for (std::size_t i = 0; i < gpt3DataMix().size(); ++i) {
        const DataPart& part = gpt3DataMix()[i];
        EXPECT_NEAR(epochsOf(part, gpt3TokensSeen), expected[i], 1e-12);
        EXPECT_NEAR(tokensSeenOf(part, 1e12), 1e12 * double(part.percent) / 100, 1);
        // The paper's own column, from shares that are not rounded, is near.
        EXPECT_NEAR(epochsOf(part, gpt3TokensSeen) / part.publishedEpochs, 1, 0.2);
    }
}

/// The paper's exponent: ten times the compute, 5.4 times the parameters.
TEST(ScalingLaws, KaplanSpendsMostOnParameters) {
    EXPECT_NEAR(kaplanOptimum(flopsPerPetaflopDay), 1.3e9, 1);
    EXPECT_NEAR(kaplanOptimum(1e24) / kaplanOptimum(1e23), std::pow(10, 0.73), 1e-9);
    EXPECT_GT(kaplanOptimum(1e24), 2 * chinchillaOptimum(*chinchillaFit("besiroglu2024"), 1e24).parameters);
}

} // namespace
} // namespace tokenarium
