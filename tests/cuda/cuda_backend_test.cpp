// SPDX-License-Identifier: GPL-3.0-or-later
// When there is no GPU, when its memory ends, when it stops answering: a sentence, no crash, nothing lost.
#include "engine/model/backward.h"
#include "tests/cuda/cuda_fixture.h"
#include "tests/engine/model/model_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokenarium {
namespace {

using ::testing::HasSubstr;
using testing::Machine;
using testing::made;

std::string reasonOf(const std::filesystem::path& module, int device = 0) {
    try {
        createCudaBackend(module, {device, ProductPrecision::F32});
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return {};
}

TEST(CudaBackend, SaysWhyItCannotBeMade) {
    EXPECT_THAT(reasonOf("/nowhere/module.so"), HasSubstr("could not be opened"));
    EXPECT_THAT(reasonOf(FOREIGN_MODULE), HasSubstr("another version"));
    if (testing::openCuda(Machine::Emulated).backend) {
        EXPECT_THAT(reasonOf(EMULATED_MODULE, 1), HasSubstr("no GPU number 1"));
        EXPECT_THAT(reasonOf(EMULATED_MODULE, -1), HasSubstr("no GPU number -1"));
    }
}

class CudaErrorsTest : public ::testing::Test {
protected:
    void SetUp() override {
        testing::OpenedBackend opened = testing::openCuda(Machine::Emulated);
        if (!opened.backend) GTEST_SKIP() << "skipped: no emulated device: " << opened.missing;
        gpu = std::move(opened.backend);
    }
    void TearDown() override {
        testing::limitEmulatedMemory(0);
        testing::loseEmulatedDevice(false);
    }
    std::unique_ptr<CudaBackend> gpu;
};

TEST_F(CudaErrorsTest, WhenMemoryEndsARunIsNotCompleteAndWeightsCanStillBeRead) {
    const ModelConfig config = testing::smallLlama();
    const Weights weights = testing::randomWeights(config, *gpu);
    const std::vector<float> before = gpu->read(weights.head);
    const std::vector<TokenId> ids = testing::randomIds(config, 20, 1),
                               next = testing::randomIds(config, 20, 2);
    const TrainingText text{ids, next};
    Weights gradients = zeroGradients(config, *gpu);
    std::size_t failures = 0;
    for (std::uint64_t bytes = 256;; bytes += 4096) { // it fails at every place in turn
        testing::limitEmulatedMemory(bytes);
        const BatchLoss loss = lossAndGradients(config, weights, *gpu, {&text, 1}, {}, gradients);
        if (loss.complete) break;
        ++failures;
        EXPECT_TRUE(gpu->stopped());
        EXPECT_THAT(gpu->problem(), HasSubstr("memory of the GPU"));
        EXPECT_TRUE(gpu->read(weights.head).empty());
        EXPECT_TRUE(gpu->recover());
        EXPECT_EQ(gpu->problem(), "");
        EXPECT_EQ(gpu->read(weights.head), before);
    }
    EXPECT_GT(failures, 3U);
    EXPECT_FALSE(gpu->stopped());
}

TEST_F(CudaErrorsTest, ALostDeviceStopsEverythingAndStaysLost) {
    const ModelConfig config = testing::smallGpt2();
    const Weights weights = testing::randomWeights(config, *gpu);
    const std::vector<TokenId> ids = testing::randomIds(config, 5, 1);
    testing::loseEmulatedDevice(true);
    const SequenceInput input{ids, nullptr};
    EXPECT_FALSE(forward(config, weights, *gpu, {&input, 1}).complete);
    EXPECT_THAT(gpu->problem(), HasSubstr("stopped answering"));
    EXPECT_TRUE(gpu->read(weights.head).empty());
    EXPECT_EQ(gpu->sumOfSquares(weights.head), 0);
    EXPECT_FALSE(gpu->recover());
    testing::loseEmulatedDevice(false);
    EXPECT_TRUE(gpu->stopped());
    EXPECT_EQ(gpu->freeMemory(), 0U);
}

TEST_F(CudaErrorsTest, HeadsThatAreTooWideAreASentence) {
    const Tensor q = made(*gpu, {3, 300}, 1), k = made(*gpu, {3, 300}, 2), v = made(*gpu, {3, 300}, 3);
    Tensor y = gpu->allocate("y", {3, 300}), logSums = gpu->allocate("l", {1, 3});
    gpu->attention(q, k, v, std::vector<std::uint32_t>{3}, 1, y, logSums);
    EXPECT_TRUE(gpu->stopped());
    EXPECT_THAT(gpu->problem(), HasSubstr("256"));
    EXPECT_TRUE(gpu->recover());
    EXPECT_EQ(gpu->read(q).size(), 900U);
}

TEST_F(CudaErrorsTest, TensorsOutliveTheBackendAndMemoryIsUsedAgainAndGivenBack) {
    gpu.reset();
    const std::uint64_t before = testing::emulatedMemoryTaken();
    gpu = testing::openCuda(Machine::Emulated).backend;
    {
        Tensor kept;
        const void* first = nullptr;
        {
            const Tensor gone = gpu->allocate("gone", {100, 100});
            first = gone.data;
        }
        kept = gpu->allocate("kept", {100, 100});
        EXPECT_EQ(kept.data, first);
        EXPECT_NE(gpu->allocate("other", {100, 100}).data, first);
        gpu.reset();
        EXPECT_GT(testing::emulatedMemoryTaken(), before);
    }
    EXPECT_EQ(testing::emulatedMemoryTaken(), before);
}

TEST_F(CudaErrorsTest, WhatIsKeptGoesBackBeforeMemoryEnds) {
    { const Tensor large = gpu->allocate("large", {1000, 1000}); }
    testing::limitEmulatedMemory(4096);
    const Tensor other = gpu->allocate("other", {600, 1000}); // only in place of what was kept
    EXPECT_FALSE(gpu->stopped());
    EXPECT_NE(other.data, nullptr);
}

TEST_F(CudaErrorsTest, SmallTensorsThatGrowShareMemory) {
    const std::uint64_t before = testing::emulatedMemoryTaken();
    for (std::size_t length = 1000; length < 1060; ++length) gpu->allocate("scores", {12, 1, length});
    EXPECT_LE(testing::emulatedMemoryTaken() - before, 200000U);
}

} // namespace
} // namespace tokenarium
