// SPDX-License-Identifier: GPL-3.0-or-later
// Large products by a stand-in of cuBLASLt on the emulated device: layouts, bias, adding; which shapes it
// gets; and that every failure of it is our own kernel's work. (The real library runs with the other tests on
// a GPU, where cuda/check.sh sets TOKENARIUM_CUBLASLT=1.)
#include "cuda/kernels/large_product.cuh"

#include "cuda/cuda_context.h"
#include "engine/backend/cpu_backend.h"
#include "engine/tensor/checkpoint.h"
#include "tests/cuda/cuda_fixture.h"
#include "tests/support/environment_variable.h"

#include <gtest/gtest.h>

#include <list>

namespace tokenarium {
namespace {

using testing::Machine;
using testing::made;
using testing::poisoned;
using testing::relativeDifference;

class LargeProductTest : public ::testing::Test {
protected:
    /// `library`: TOKENARIUM_CUBLASLT; `wrong`: what the stand-in does wrong.
    void open(const char* library, const char* wrong = "", const char* file = FAKE_CUBLASLT) {
        environment.clear();
        environment.emplace_back("TOKENARIUM_CUBLASLT", library);
        environment.emplace_back("TOKENARIUM_CUBLASLT_LIBRARY", file);
        environment.emplace_back("TOKENARIUM_FAKE_CUBLASLT", wrong);
        testing::OpenedBackend opened = testing::openCuda(Machine::Emulated, ProductPrecision::BF16);
        if (!opened.backend) GTEST_SKIP() << "skipped: no emulated device: " << opened.missing;
        gpu = std::move(opened.backend);
    }
    void TearDown() override {
        testing::limitEmulatedMemory(0);
        testing::slowEmulatedLaunches(0);
    }

    TokenariumCudaLibraryUse use() const {
        TokenariumCudaLibraryUse used{};
        gpu->device()->table().libraryUse(gpu->device()->handle(), &used);
        return used;
    }
    /// y = x · wᵀ + bias of so many rows, inputs, outputs; `stored`: of w.
    std::vector<float> linear(Backend& b, std::size_t rows, std::size_t inputs, std::size_t outputs,
                              DType stored = DType::F32, bool bias = true) {
        const Shape shape{outputs, inputs};
        const std::vector<float> numbers = testing::randomNumbers(shape.elements(), 7);
        Tensor w = b.allocate("w", shape);
        if (stored == DType::F32)
            b.write(numbers, w);
        else
            w = b.storeMatrix("w", shape, quantize(numbers, shape, stored), stored);
        Tensor y = poisoned(b, {rows, outputs});
        b.linear(made(b, {rows, inputs}, 3), w, bias ? made(b, {outputs}, 4) : noTensor, y);
        return b.read(y);
    }
    /// dx and dw, added to numbers that were there.
    std::vector<std::vector<float>> backward(Backend& b, std::size_t rows, std::size_t inputs,
                                             std::size_t outputs) {
        Tensor dx = made(b, {rows, inputs}, 11), dw = made(b, {outputs, inputs}, 12), none;
        b.linearBackward(made(b, {rows, inputs}, 13), made(b, {outputs, inputs}, 14),
                         made(b, {rows, outputs}, 15), dx, dw, none);
        return {b.read(dx), b.read(dw)};
    }

    std::list<testing::EnvironmentVariable> environment;
    CpuBackend cpu{2};
    std::unique_ptr<CudaBackend> gpu;
};

TEST_F(LargeProductTest, EveryLayoutAgreesWithTheCpu) {
    open("1");
    if (!gpu) return;
    std::uint64_t products = 0;
    for (const DType stored : {DType::F32, DType::BF16, DType::F16})
        for (const bool bias : {false, true})
            for (const std::size_t rows : {9U, 33U})
                for (const std::size_t inputs : {8U, 30U}) {
                    EXPECT_LE(relativeDifference(linear(*gpu, rows, inputs, 21, stored, bias),
                                                 linear(cpu, rows, inputs, 21, stored, bias)),
                              2e-2)
                        << dtypeName(stored) << rows << "x" << inputs;
                    EXPECT_EQ(use().products, ++products);
                }
    for (const std::size_t inputs : {8U, 30U}) {
        const auto expected = backward(cpu, 19, inputs, 12), actual = backward(*gpu, 19, inputs, 12);
        for (std::size_t i = 0; i < 2; ++i) EXPECT_LE(relativeDifference(actual[i], expected[i]), 2e-2) << i;
        EXPECT_EQ(use().products, products += 2);
    }
    EXPECT_EQ(use().version, 130001U);
    EXPECT_EQ(use().shapes, use().compared);
}

TEST_F(LargeProductTest, TheSameShapeIsPlannedOnceWithTheBiasOfEachCall) {
    open("1");
    if (!gpu) return;
    const Tensor x = made(*gpu, {9, 16}, 1), w = made(*gpu, {8, 16}, 2);
    const Tensor one = made(*gpu, {8}, 3), other = made(*gpu, {8}, 4);
    Tensor first = poisoned(*gpu, {9, 8}), second = poisoned(*gpu, {9, 8}), third = poisoned(*gpu, {9, 8});
    gpu->linear(x, w, one, first);
    gpu->linear(x, w, other, second);
    gpu->linear(x, w, one, third);
    EXPECT_EQ(use().compared, 1U);
    EXPECT_EQ(use().products, 3U);
    EXPECT_EQ(gpu->read(first), gpu->read(third));
    const std::vector<float> a = gpu->read(first), b = gpu->read(second), biasA = gpu->read(one),
                             biasB = gpu->read(other);
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i] - biasA[i % 8], b[i] - biasB[i % 8], 1e-5);
}

TEST_F(LargeProductTest, ProductsInF32AndOfFewRowsStayOurs) {
    open("1");
    if (!gpu) return;
    linear(*gpu, 8, 64, 32);
    EXPECT_EQ(use().products, 0U);
    gpu = testing::openCuda(Machine::Emulated, ProductPrecision::F32).backend;
    EXPECT_EQ(linear(*gpu, 40, 64, 32), linear(cpu, 40, 64, 32));
    backward(*gpu, 40, 64, 32);
    EXPECT_EQ(use().products, 0U);
}

/// Whatever fails, the numbers are those of our own kernel, to the bit, and no error is left.
TEST_F(LargeProductTest, EveryFailureIsOurOwnKernelsWork) {
    open("0");
    if (!gpu) return;
    const auto own = linear(*gpu, 33, 40, 24);
    const auto ownBack = backward(*gpu, 33, 40, 24);
    EXPECT_EQ(use().compared, 0U);
    const auto expectOurs = [&](const std::string& what) {
        EXPECT_EQ(linear(*gpu, 33, 40, 24), own) << what;
        EXPECT_EQ(backward(*gpu, 33, 40, 24), ownBack) << what;
        EXPECT_EQ(use().products, 0U) << what;
        EXPECT_EQ(gpu->problem(), "") << what;
    };
    for (const char* wrong : {"no-handle", "no-algorithm", "fails"}) {
        open("1", wrong);
        expectOurs(wrong);
    }
    open("1", "", "/nowhere/libcublasLt.so.13");
    expectOurs("absent");
    open("1", "", FOREIGN_MODULE); // a library without these functions
    expectOurs("foreign");
}

TEST_F(LargeProductTest, WithoutMemoryForRoundedFactorsOurOwnKernelMultiplies) {
    open("0");
    if (!gpu) return;
    const std::size_t rows = 600, inputs = 40, outputs = 24;
    const auto own = linear(*gpu, rows, inputs, outputs);
    open("1");
    const Tensor x = made(*gpu, {rows, inputs}, 3), bias = made(*gpu, {outputs}, 4);
    Tensor w = gpu->allocate("w", {outputs, inputs}), y = poisoned(*gpu, {rows, outputs});
    gpu->write(testing::randomNumbers(outputs * inputs, 7), w);
    Tensor few = poisoned(*gpu, {9, outputs});
    gpu->linear(made(*gpu, {9, inputs}, 3), w, bias, few); // the library has its workspace
    ASSERT_EQ(use().products, 1U);
    testing::limitEmulatedMemory(256);
    gpu->linear(x, w, bias, y);
    testing::limitEmulatedMemory(0);
    EXPECT_EQ(gpu->problem(), "");
    EXPECT_EQ(use().products, 1U);
    EXPECT_EQ(gpu->read(y), own);
}

/// Where nobody says which way, the clock does, once for each shape; a small product is not worth it. (The
/// stand-in is many times as fast as emulated kernels, until each launch costs a second: then its two for
/// rounding do.)
TEST_F(LargeProductTest, TheFasterWayIsTaken) {
    const std::size_t rows = 256, inputs = 256, outputs = 257;
    for (const bool faster : {true, false}) {
        open("auto");
        if (!gpu) return;
        testing::slowEmulatedLaunches(faster ? 0 : 100000);
        linear(*gpu, 33, 40, 24);
        EXPECT_EQ(use().compared, 0U);
        EXPECT_LE(relativeDifference(linear(*gpu, rows, inputs, outputs), linear(cpu, rows, inputs, outputs)),
                  2e-2);
        EXPECT_EQ(use().compared, 1U);
        EXPECT_EQ(use().shapes, faster ? 1U : 0U);
        EXPECT_EQ(use().products, faster ? 5U : 4U); // four for comparing
        linear(*gpu, rows, inputs, outputs);
        EXPECT_EQ(use().compared, 1U);
        EXPECT_EQ(use().products, faster ? 6U : 4U);
    }
}

/// Comparing leaves alone what is added to.
TEST_F(LargeProductTest, WhatIsComparedIsAddedOnce) {
    open("auto");
    if (!gpu) return;
    const auto expected = backward(cpu, 256, 257, 256), actual = backward(*gpu, 256, 257, 256);
    EXPECT_EQ(use().compared, 2U);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_LE(relativeDifference(actual[i], expected[i]), 2e-2) << i;
}

TEST(LargeProduct, ATenthIsWorthAnotherOrderOfSums) {
    using cuda::worthChanging;
    EXPECT_TRUE(worthChanging(1.0, 0.89));
    EXPECT_FALSE(worthChanging(1.0, 0.91));
    EXPECT_FALSE(worthChanging(1.0, 0));
    EXPECT_FALSE(worthChanging(0, 0));
}

/// Rows of ours are columns of the library's: its first factor is our b, and inner dimensions meet.
TEST(LargeProduct, FactorsAreTurnedSoThatTheyMeet) {
    cuda::Product p;
    p.m = 3;
    p.n = 5;
    p.k = 7;
    for (const cuda::Lie aLie : {cuda::Lie::Along, cuda::Lie::Across})
        for (const cuda::Lie bLie : {cuda::Lie::Along, cuda::Lie::Across}) {
            p.aStride = aLie == cuda::Lie::Along ? p.k : p.m;
            p.bStride = bLie == cuda::Lie::Along ? p.k : p.n;
            const cuda::LargeLayout b = firstFactor(p, bLie), a = secondFactor(p, aLie);
            EXPECT_EQ(b.turned ? b.columns : b.rows, p.n);
            EXPECT_EQ(b.turned ? b.rows : b.columns, p.k);
            EXPECT_EQ(a.turned ? a.columns : a.rows, p.k);
            EXPECT_EQ(a.turned ? a.rows : a.columns, p.m);
            EXPECT_EQ(a.stride, a.rows);
            EXPECT_EQ(b.stride, b.rows);
        }
}

} // namespace
} // namespace tokenarium
