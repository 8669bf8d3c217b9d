// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons: every step gives the CPU's product, or no time.
#include "cuda/ladder.h"

#include "cuda/cuda_context.h"
#include "engine/backend/cpu_backend.h"
#include "tests/cuda/cuda_fixture.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tokenarium {
namespace {

using testing::Machine;

class LadderTest : public ::testing::TestWithParam<Machine> {
protected:
    void SetUp() override {
        testing::OpenedBackend opened = openCuda(GetParam());
        if (!opened.backend) GTEST_SKIP() << "skipped: no device: " << opened.missing;
        gpu = std::move(opened.backend);
    }
    void TearDown() override { testing::limitEmulatedMemory(0); }
    CpuBackend cpu{2};
    std::unique_ptr<CudaBackend> gpu;
};

TEST_P(LadderTest, EveryStepMultipliesAsTheCpu) {
    Ladder ladder(*gpu, cpu, GetParam() == Machine::Gpu ? 512 : 256);
    EXPECT_GT(ladder.onCpu().gigaflops, 0);
    for (std::size_t step = 0; step < ladderSteps().size(); ++step) {
        const std::optional<LadderTiming> timing = ladder.run(step, 1);
        ASSERT_TRUE(timing.has_value()) << ladderSteps()[step].name << " " << gpu->problem();
        EXPECT_GT(timing->milliseconds, 0);
        EXPECT_GT(timing->gigaflops, 0);
        // Float32 in the order of the inner dimension is the CPU's to the bit; BF16 is not.
        EXPECT_EQ(timing->error == 0, step < 4) << ladderSteps()[step].name << " " << timing->error;
    }
}

TEST_P(LadderTest, WhatIsNoStepOrNoSizeIsRefused) {
    const auto device = gpu->device();
    const TokenariumCudaLadder& table = device->table().ladder;
    EXPECT_EQ(table.steps(), static_cast<int>(ladderSteps().size()));
    double milliseconds = 0;
    for (const auto& [step, n] : {std::pair{-1, 128U}, {5, 128U}, {0, 0U}, {0, 100U}})
        EXPECT_EQ(table.run(device->handle(), step, n, nullptr, nullptr, nullptr, 1, &milliseconds),
                  TOKENARIUM_CUDA_UNSUPPORTED);
    EXPECT_FALSE(gpu->stopped());
}

TEST_P(LadderTest, StepsHaveNamesAndSentences) {
    std::set<std::string> names;
    for (const LadderStep& step : ladderSteps()) {
        names.insert(step.name);
        EXPECT_EQ(std::string(step.idea).back(), '.');
    }
    EXPECT_EQ(names.size(), 5U);
}

TEST_P(LadderTest, WithoutMemoryThereIsNoTimeAndNoCrash) {
    if (GetParam() == Machine::Gpu) GTEST_SKIP() << "skipped: the memory of a GPU is not limited by a test";
    testing::limitEmulatedMemory(256);
    Ladder ladder(*gpu, cpu, 128);
    EXPECT_FALSE(ladder.run(0, 1).has_value());
    EXPECT_TRUE(gpu->stopped());
}

TEST_P(LadderTest, TheBandwidthOfACopyIsANumber) {
    double bytesPerSecond = 0;
    EXPECT_EQ(gpu->device()->table().ladder.bandwidth(gpu->device()->handle(), 1 << 20, &bytesPerSecond), 0);
    EXPECT_GT(bytesPerSecond, 0);
}

INSTANTIATE_TEST_SUITE_P(On, LadderTest, ::testing::Values(Machine::Emulated, Machine::Gpu),
                         [](const auto& machine) { return testing::machineName(machine.param); });

} // namespace
} // namespace tokenarium
