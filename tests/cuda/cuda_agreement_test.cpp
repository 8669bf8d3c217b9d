// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of the GPU against the CPU's, on the GPU where there is one and on the emulated device:
// with three seeds, what is written poisoned before, what is added to random.
//
// Tolerances are the largest difference as a share of the largest number. What rounds number by number as the
// CPU does must agree to the bit.
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"
#include "engine/model/backward.h"
#include "engine/tensor/checkpoint.h"
#include "tests/cuda/cuda_fixture.h"
#include "tests/engine/backend/differentiable_operation.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace tokenarium {
namespace {

using testing::copied;
using testing::Machine;
using testing::made;
using testing::poisoned;
using testing::relativeDifference;

constexpr double exactly = 0;
constexpr double f32 = 1e-4, bf16 = 2e-2; ///< of products, as the issue asks
constexpr double streamed = 1e-5;         ///< of products of up to eight rows: float32 in another order
constexpr double functions = 2e-6;        ///< of exponentials and what is made of them: some last places

class CudaAgreementTest : public ::testing::TestWithParam<Machine> {
protected:
    void SetUp() override { open(ProductPrecision::F32); }
    void open(ProductPrecision precision) {
        testing::OpenedBackend opened = openCuda(GetParam(), precision);
        if (!opened.backend) GTEST_SKIP() << "skipped: no device: " << opened.missing;
        gpu = std::move(opened.backend);
    }
    bool onGpu() const { return GetParam() == Machine::Gpu; }

    /// operation(backend, inputs, output) on both; the inputs are the same random numbers.
    using Operation = std::function<void(Backend&, const std::vector<Tensor>&, Tensor&)>;
    void expectSame(const std::string& what, const std::vector<Shape>& inputs, const Shape& output,
                    double tolerance, const Operation& operation, float spread = 1) {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            std::vector<Tensor> here, there;
            for (const Shape& shape : inputs) {
                const unsigned own = 100 * seed + static_cast<unsigned>(here.size());
                here.push_back(made(cpu, shape, own, spread));
                there.push_back(made(*gpu, shape, own, spread));
            }
            Tensor expected = poisoned(cpu, output), actual = poisoned(*gpu, output);
            operation(cpu, here, expected);
            operation(*gpu, there, actual);
            EXPECT_LE(relativeDifference(gpu->read(actual), cpu.read(expected)), tolerance)
                << what << ", seed " << seed << " " << gpu->problem();
        }
    }

    CpuBackend cpu{2};
    std::unique_ptr<CudaBackend> gpu;
};

/// What each operation may differ by, forth and back.
const std::map<std::string, double>& tolerances() {
    static const std::map<std::string, double> all = {
        {"embedding", exactly},    {"layerNorm", f32},      {"rmsNorm", f32},
        {"rmsNormOfHeads", f32},   {"linear", f32},         {"geluTanh", functions},
        {"geluErf", functions},    {"swiglu", functions},   {"ropeInterleaved", functions},
        {"ropeHalves", functions}, {"takeRows", exactly},   {"putRows", exactly},
        {"attentionScores", f32},  {"causalMask", exactly}, {"softmax", f32},
        {"attentionValues", f32},  {"attention", f32},      {"dropout", exactly},
        {"crossEntropy", f32}};
    return all;
}
double toleranceOf(const std::string& name) {
    const auto found = tolerances().find(name);
    return found == tolerances().end() ? f32 : found->second;
}

/// Forth and back with numbers of a seed; gradients start from numbers of their own.
struct ForthAndBack {
    std::vector<Tensor> inputs, gradients;
    Tensor y, kept, dy;

    ForthAndBack(Backend& backend, const DifferentiableOperation& operation, unsigned seed,
                 std::uint32_t wanted = ~0U) {
        for (std::size_t i = 0; i < operation.inputs.size(); ++i) {
            const unsigned own = 1000 * seed + 10 * static_cast<unsigned>(i);
            inputs.push_back(made(backend, operation.inputs[i], own));
            gradients.push_back(wanted >> i & 1U ? made(backend, operation.inputs[i], own + 1) : noTensor);
        }
        y = poisoned(backend, operation.output);
        if (operation.keptShape.rank()) kept = poisoned(backend, operation.keptShape);
        dy = made(backend, operation.output, 1000 * seed + 500);
        if (operation.uniform != 0)
            backend.write(std::vector<float>(operation.output.elements(), operation.uniform), dy);
        operation.forward(backend, inputs, y, kept);
        operation.backward(backend, inputs, y, kept, dy, gradients);
    }
};

TEST_P(CudaAgreementTest, EveryOperationForthAndBack) {
    for (const std::size_t rows : {7U, 90U, 200U})
        for (const DifferentiableOperation& operation : differentiableOperations(rows))
            for (unsigned seed = 1; seed <= (rows == 200 ? 1U : 3U); ++seed) {
                const ForthAndBack expected(cpu, operation, seed), actual(*gpu, operation, seed);
                const double tolerance = toleranceOf(operation.name);
                EXPECT_LE(relativeDifference(gpu->read(actual.y), cpu.read(expected.y)), tolerance)
                    << operation.name << " of " << rows << " rows " << gpu->problem();
                if (operation.keptShape.rank()) {
                    EXPECT_LE(relativeDifference(gpu->read(actual.kept), cpu.read(expected.kept)), tolerance)
                        << operation.name;
                }
                for (std::size_t i = 0; i < operation.inputs.size(); ++i)
                    EXPECT_LE(
                        relativeDifference(gpu->read(actual.gradients[i]), cpu.read(expected.gradients[i])),
                        tolerance)
                        << operation.name << " of " << rows << " rows, gradient " << i;
            }
}

TEST_P(CudaAgreementTest, GradientsNobodyWantsChangeNothingInTheOthers) {
    for (const DifferentiableOperation& operation : differentiableOperations(7)) {
        const ForthAndBack full(*gpu, operation, 1);
        for (std::uint32_t wanted = 0; wanted < 1U << operation.inputs.size(); ++wanted) {
            const ForthAndBack part(*gpu, operation, 1, wanted);
            for (std::size_t i = 0; i < operation.inputs.size(); ++i)
                if (wanted >> i & 1U) {
                    EXPECT_EQ(gpu->read(part.gradients[i]), gpu->read(full.gradients[i]))
                        << operation.name << " " << wanted;
                }
        }
    }
}

/// Threads of a block run in the other order: what lacks a barrier differs.
TEST_P(CudaAgreementTest, TheOrderOfThreadsChangesNoBit) {
    for (const std::size_t rows : {7U, 90U})
        for (const DifferentiableOperation& operation : differentiableOperations(rows)) {
            const ForthAndBack one(*gpu, operation, 1);
            testing::reverseEmulatedThreads(true);
            const ForthAndBack other(*gpu, operation, 1);
            testing::reverseEmulatedThreads(false);
            EXPECT_EQ(gpu->read(one.y), gpu->read(other.y)) << operation.name;
            for (std::size_t i = 0; i < operation.inputs.size(); ++i)
                EXPECT_EQ(gpu->read(one.gradients[i]), gpu->read(other.gradients[i])) << operation.name;
        }
}

TEST_P(CudaAgreementTest, NumbersByThemselvesRoundAsOnTheCpu) {
    const Shape shape{3, 1117};
    expectSame("add", {shape, shape}, shape, exactly,
               [](Backend& b, const auto& in, Tensor& y) { b.add(in[0], in[1], y); });
    expectSame("fill", {}, shape, exactly, [](Backend& b, const auto&, Tensor& y) { b.fill(2.5F, y); });
    expectSame("blend", {shape, shape}, shape, exactly, [](Backend& b, const auto& in, Tensor& y) {
        b.fill(0, y);
        b.blend(in[0], 1, 0, y);
        b.blend(in[1], 0.3F, 0.9F, y);
    });
    expectSame("rotations", {}, {3, 1116}, functions, [](Backend& b, const auto&, Tensor& y) {
        const std::vector<std::uint32_t> positions = {0, 17, 4000};
        std::vector<double> frequencies(558);
        for (std::size_t i = 0; i < 558; ++i) frequencies[i] = 1.0 / static_cast<double>(1 + 3 * i);
        b.rotations(positions, frequencies, y);
    });
}

TEST_P(CudaAgreementTest, SumOfSquaresIsThatOfTheCpu) {
    for (const std::size_t count : {1U, 1000U, 16385U, 70000U}) {
        const Tensor here = made(cpu, {count}, 5), there = made(*gpu, {count}, 5);
        const double expected = cpu.sumOfSquares(here);
        EXPECT_NEAR(gpu->sumOfSquares(there), expected, 1e-12 * expected);
        EXPECT_EQ(gpu->sumOfSquares(there), gpu->sumOfSquares(there));
    }
}

TEST_P(CudaAgreementTest, AdamWRoundsAsOnTheCpu) {
    const Shape shape{1117};
    for (const std::uint64_t step : {1U, 2U, 1000U}) {
        const AdamWStep options{0.01F, 0.9F, 0.95F, 1e-8F, 0.1F, step};
        std::vector<std::vector<float>> results;
        for (Backend* backend : {static_cast<Backend*>(&cpu), static_cast<Backend*>(gpu.get())}) {
            const Tensor gradient = made(*backend, shape, 1);
            Tensor mean = made(*backend, shape, 2), square = made(*backend, shape, 3),
                   w = made(*backend, shape, 4);
            backend->fill(0.25F, square); // never negative
            backend->adamW(gradient, options, mean, square, w);
            for (const Tensor* tensor : {&mean, &square, &w}) results.push_back(backend->read(*tensor));
        }
        for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(results[i + 3], results[i]) << step << " " << i;
    }
}

/// Tensors that end within a block, at its edge, and that take several; one is a single number.
TEST_P(CudaAgreementTest, AllTensorsAtOnceAreTheBitsOfOneByOne) {
    const std::vector<std::size_t> counts = {1, 16384, 4096, 16385, 40001, 3, 4097};
    struct Model {
        std::vector<Tensor> gradients, means, squares, weights;
        Model(Backend& b, const std::vector<std::size_t>& sizes, unsigned seed) {
            for (const std::size_t count : sizes) {
                gradients.push_back(made(b, {count}, seed + 1));
                means.push_back(made(b, {count}, seed + 2));
                squares.push_back(b.allocate("square", {count}));
                b.fill(0.25F, squares.back()); // never negative
                weights.push_back(made(b, {count}, seed + 4));
            }
        }
        std::vector<std::vector<float>> read(Backend& b) const {
            std::vector<std::vector<float>> all;
            for (const auto* tensors : {&means, &squares, &weights})
                for (const Tensor& tensor : *tensors) all.push_back(b.read(tensor));
            return all;
        }
    };
    for (unsigned seed = 1; seed <= 3; ++seed)
        for (const float scale : {1.0F, 0.37F}) {
            Model here(cpu, counts, 10 * seed), alone(*gpu, counts, 10 * seed), all(*gpu, counts, 10 * seed);
            std::vector<AdamWPart> partsHere, parts;
            std::vector<const Tensor*> gradients;
            double sum = 0;
            for (std::size_t i = 0; i < counts.size(); ++i) {
                const AdamWStep step{0.01F, 0.9F, 0.95F, 1e-8F, i % 2 ? 0.1F : 0.0F, 1 + i};
                sum += gpu->sumOfSquares(alone.gradients[i]);
                if (scale != 1) gpu->blend(alone.means[i], 0, scale, alone.gradients[i]);
                gpu->adamW(alone.gradients[i], step, alone.means[i], alone.squares[i], alone.weights[i]);
                partsHere.push_back(
                    {here.gradients[i], step, here.means[i], here.squares[i], here.weights[i]});
                parts.push_back({all.gradients[i], step, all.means[i], all.squares[i], all.weights[i]});
                gradients.push_back(&all.gradients[i]);
            }
            EXPECT_EQ(gpu->sumOfAllSquares(gradients), sum);
            cpu.adamWAll(partsHere, scale);
            gpu->adamWAll(parts, scale);
            EXPECT_EQ(all.read(*gpu), alone.read(*gpu)) << scale;
            EXPECT_EQ(all.read(*gpu), here.read(cpu)) << scale;
        }
    EXPECT_EQ(gpu->sumOfAllSquares({}), 0);
    gpu->adamWAll({}, 1);
    EXPECT_FALSE(gpu->stopped());
}

TEST_P(CudaAgreementTest, ProductsOfEveryShapeInF32) {
    for (const std::size_t rows : {1U, 2U, 3U, 8U, 9U, 65U})
        for (const std::size_t inputs : {1U, 12U, 33U, 64U, 200U})
            for (const std::size_t outputs : {1U, 20U, 67U}) {
                const std::string what = std::to_string(rows) + " rows, " + std::to_string(inputs) + " to " +
                                         std::to_string(outputs);
                // More than eight rows go in tiles, in the order of the CPU: to the bit.
                expectSame(what, {{rows, inputs}, {outputs, inputs}, {outputs}}, {rows, outputs},
                           rows > 8 ? exactly : streamed,
                           [](Backend& b, const auto& in, Tensor& y) { b.linear(in[0], in[1], in[2], y); });
            }
    expectSame("large tiles", {{260, 40}, {140, 40}, {140}}, {260, 140}, exactly,
               [](Backend& b, const auto& in, Tensor& y) { b.linear(in[0], in[1], in[2], y); });
}

/// The same matrix stored on both sides. 16-bit weights meet 16-bit activations where there are more than
/// eight rows.
TEST_P(CudaAgreementTest, StoredMatricesOfEveryFormat) {
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0})
        for (const std::size_t inputs : {32U, 96U, 640U})
            for (const std::size_t outputs : {1U, 70U}) {
                const Shape shape{outputs, inputs};
                const std::vector<std::byte> bytes =
                    quantize(testing::randomNumbers(shape.elements(), 7, 0.1F), shape, type);
                const Tensor here = cpu.storeMatrix("w", shape, bytes, type);
                const Tensor there = gpu->storeMatrix("w", shape, bytes, type);
                EXPECT_EQ(gpu->read(there), cpu.read(here)) << dtypeName(type);
                const bool sixteen = type == DType::F16 || type == DType::BF16;
                for (const std::size_t rows : {1U, 2U, 5U, 8U, 9U, 70U})
                    expectSame(std::string(dtypeName(type)) + " " + std::to_string(rows) + " rows",
                               {{rows, inputs}, {outputs}}, {rows, outputs},
                               type == DType::Q8_0   ? exactly
                               : sixteen && rows > 8 ? bf16
                                                     : streamed,
                               [&](Backend& b, const auto& in, Tensor& y) {
                                   b.linear(in[0], &b == &cpu ? here : there, in[1], y);
                               });
                expectSame("embedding", {}, {3, inputs}, exactly, [&](Backend& b, const auto&, Tensor& y) {
                    const std::uint32_t last = static_cast<std::uint32_t>(outputs - 1);
                    b.embedding(std::vector<std::uint32_t>{last, 0, last}, &b == &cpu ? here : there, y);
                });
            }
}

TEST_P(CudaAgreementTest, EightBitActivationsThatAreNoUsualNumbers) {
    const Shape shape{3, 64};
    const std::vector<std::byte> bytes = quantize(testing::randomNumbers(192, 7), shape, DType::Q8_0);
    const Tensor here = cpu.storeMatrix("w", shape, bytes, DType::Q8_0);
    const Tensor there = gpu->storeMatrix("w", shape, bytes, DType::Q8_0);
    std::vector<float> x(64, 1e-35F); // the second group rounds to nothing
    for (std::size_t i = 0; i < 32; ++i) x[i] = static_cast<float>(i) - 15.5F; // ties
    for (const bool infinite : {false, true}) {
        if (infinite) x[3] = std::numeric_limits<float>::infinity();
        std::vector<std::vector<float>> results;
        for (Backend* b : {static_cast<Backend*>(&cpu), static_cast<Backend*>(gpu.get())}) {
            Tensor in = b->allocate("x", {1, 64}), y = poisoned(*b, {1, 3});
            b->write(x, in);
            b->linear(in, b == &cpu ? here : there, noTensor, y);
            results.push_back(b->read(y));
        }
        for (std::size_t i = 0; i < 3; ++i)
            if (infinite)
                EXPECT_TRUE(std::isnan(results[0][i]) && std::isnan(results[1][i]));
            else
                EXPECT_EQ(results[0][i], results[1][i]);
    }
}

TEST_P(CudaAgreementTest, ProductsInBf16) {
    open(ProductPrecision::BF16);
    if (!gpu) return;
    for (const std::size_t rows : {9U, 33U, 140U})
        for (const std::size_t inputs : {7U, 64U, 200U})
            for (const std::size_t outputs : {20U, 131U}) {
                expectSame("linear", {{rows, inputs}, {outputs, inputs}, {outputs}}, {rows, outputs}, bf16,
                           [](Backend& b, const auto& in, Tensor& y) { b.linear(in[0], in[1], in[2], y); });
                const std::vector<Shape> shapes = {{rows, inputs}, {outputs, inputs}, {rows, outputs}};
                expectSame("dx", shapes, {rows, inputs}, bf16, [](Backend& b, const auto& in, Tensor& dx) {
                    Tensor none;
                    b.fill(0.5F, dx);
                    b.linearBackward(in[0], in[1], in[2], dx, none, none);
                });
                expectSame("dw", shapes, {outputs, inputs}, bf16, [](Backend& b, const auto& in, Tensor& dw) {
                    Tensor none;
                    b.fill(0.5F, dw);
                    b.linearBackward(in[0], in[1], in[2], none, dw, none);
                });
            }
}

/// Heads of every width that has kernels of its own, more than a tile of queries, keys shared by two heads.
TEST_P(CudaAgreementTest, FusedAttentionOfEveryHeadWidth) {
    for (const std::size_t width : {4U, 32U, 48U, 64U, 100U, 128U, 200U, 256U}) {
        const std::size_t rows = width > 64 ? 40 : 75;
        const std::vector<std::uint32_t> lengths = {1, static_cast<std::uint32_t>(rows - 4), 3};
        const std::vector<Shape> shapes = {
            {rows, 2 * width}, {rows, width}, {rows, width}, {rows, 2 * width}};
        const float scale = 1 / std::sqrt(static_cast<float>(width));
        expectSame("width " + std::to_string(width), shapes, {rows, 2 * width}, 1e-5,
                   [&](Backend& b, const auto& in, Tensor& y) {
                       Tensor logSums = poisoned(b, {2, rows});
                       b.attention(in[0], in[1], in[2], lengths, scale, y, logSums);
                   });
        for (int wanted = 0; wanted < 3; ++wanted)
            expectSame("gradient " + std::to_string(wanted) + " of width " + std::to_string(width), shapes,
                       {rows, wanted == 0 ? 2 * width : width}, 1e-5,
                       [&](Backend& b, const auto& in, Tensor& gradient) {
                           Tensor y = poisoned(b, {rows, 2 * width}), logSums = poisoned(b, {2, rows});
                           b.attention(in[0], in[1], in[2], lengths, scale, y, logSums);
                           Tensor all[3];
                           b.fill(0.5F, gradient);
                           all[wanted] = gradient;
                           b.attentionBackward(in[0], in[1], in[2], lengths, scale, y, logSums, in[3], all[0],
                                               all[1], all[2]);
                       });
    }
}

/// Attention in one step and its way back, as vectors of numbers: y, the logarithms, dq, dk, dv.
struct FusedAttention {
    std::size_t width, heads, keyHeads;
    std::vector<std::uint32_t> lengths;

    std::size_t rows() const { return std::accumulate(lengths.begin(), lengths.end(), std::size_t{0}); }
    std::vector<std::vector<float>> run(Backend& b, unsigned seed) const {
        const Shape queries{rows(), heads * width}, keys{rows(), keyHeads * width};
        const Tensor q = made(b, queries, seed), k = made(b, keys, seed + 1), v = made(b, keys, seed + 2),
                     dy = made(b, queries, seed + 3);
        Tensor y = poisoned(b, queries), logSums = poisoned(b, {heads, rows()});
        Tensor dq = made(b, queries, seed + 4), dk = made(b, keys, seed + 5), dv = made(b, keys, seed + 6);
        const float scale = 1 / std::sqrt(static_cast<float>(width));
        b.attention(q, k, v, lengths, scale, y, logSums);
        b.attentionBackward(q, k, v, lengths, scale, y, logSums, dy, dq, dk, dv);
        return {b.read(y), b.read(logSums), b.read(dq), b.read(dk), b.read(dv)};
    }
};

/// By tensor cores: texts that end within a tile, at its edge, and after several; and heads that are as wide
/// as a tile and narrower.
TEST_P(CudaAgreementTest, FusedAttentionByTensorCores) {
    open(ProductPrecision::BF16);
    if (!gpu) return;
    const std::vector<FusedAttention> cases = {
        {4, 4, 2, {1, 70, 3}},    {16, 2, 2, {130}},    {32, 4, 2, {64, 1, 150}}, {48, 2, 1, {65, 40}},
        {64, 2, 2, {3, 128, 20}}, {64, 3, 1, {64, 66}}, {100, 1, 1, {70}},        {128, 2, 1, {33, 97}}};
    for (const FusedAttention& attention : cases)
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const auto expected = attention.run(cpu, 100 * seed), actual = attention.run(*gpu, 100 * seed);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const double difference = relativeDifference(actual[i], expected[i]);
                EXPECT_LE(difference, bf16) << i << " of width " << attention.width << " " << gpu->problem();
                EXPECT_GT(difference, 1e-6) << "not rounded: " << i << " of width " << attention.width;
            }
        }
}

TEST_P(CudaAgreementTest, FusedAttentionByTensorCoresIsAlwaysTheSame) {
    open(ProductPrecision::BF16);
    if (!gpu) return;
    for (const std::size_t width : {32U, 128U}) {
        const FusedAttention attention{width, 2, 1, {70, 30}};
        const auto once = attention.run(*gpu, 1);
        testing::reverseEmulatedThreads(true);
        EXPECT_EQ(attention.run(*gpu, 1), once) << width;
        testing::shuffleEmulatedThreads(5);
        EXPECT_EQ(attention.run(*gpu, 1), once) << width;
        testing::shuffleEmulatedThreads(0);
        EXPECT_EQ(attention.run(*gpu, 1), once) << width;
    }
}

/// What tensor cores cannot do goes the other way, in float32.
TEST_P(CudaAgreementTest, WiderHeadsStayInF32) {
    open(ProductPrecision::BF16);
    if (!gpu) return;
    const FusedAttention attention{136, 1, 1, {20}};
    const auto expected = attention.run(cpu, 1), actual = attention.run(*gpu, 1);
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_LE(relativeDifference(actual[i], expected[i]), 1e-5) << i;
}

TEST_P(CudaAgreementTest, RowsOfManyTokensInTheTable) {
    std::vector<std::uint32_t> ids(300);
    for (std::size_t t = 0; t < ids.size(); ++t) ids[t] = static_cast<std::uint32_t>(t % 3 == 0 ? 2 : t % 7);
    expectSame("embeddingBackward", {{300, 70}}, {9, 70}, exactly,
               [&](Backend& b, const auto& in, Tensor& y) {
                   b.fill(1, y);
                   b.embeddingBackward(ids, in[0], y);
               });
}

TEST_P(CudaAgreementTest, LongRowsOfSoftmaxAndLoss) {
    for (const std::size_t width : {1U, 31U, 256U, 257U, 5003U}) {
        expectSame(
            "softmax", {{4, width}}, {4, width}, functions,
            [](Backend& b, const auto& in, Tensor& y) { b.softmax(in[0], y); }, 4);
        const std::vector<std::uint32_t> targets = {0, noTarget, static_cast<std::uint32_t>(width - 1), 0};
        expectSame(
            "crossEntropy", {{4, width}}, {4}, functions,
            [&](Backend& b, const auto& in, Tensor& y) { b.crossEntropy(in[0], targets, y); }, 4);
        expectSame(
            "crossEntropyBackward", {{4, width}}, {4, width}, functions,
            [&](Backend& b, const auto& in, Tensor& y) {
                b.fill(0.5F, y);
                b.crossEntropyBackward(in[0], targets, 0.3F, y);
            },
            4);
    }
}

// Whole models --------------------------------------------------------------------------------------------

std::vector<ModelConfig> models() { return {testing::smallGpt2(), testing::smallLlama()}; }

TEST_P(CudaAgreementTest, ForwardWithAndWithoutACache) {
    for (const ModelConfig& config : models())
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const Weights here = testing::randomWeights(config, cpu, seed);
            const Weights there = testing::randomWeights(config, *gpu, seed);
            const std::vector<TokenId> ids = testing::randomIds(config, 14, seed);
            EXPECT_LE(relativeDifference(testing::logitsOf(config, there, *gpu, ids),
                                         testing::logitsOf(config, here, cpu, ids)),
                      f32);
            std::vector<std::vector<float>> last;
            for (Backend* b : {static_cast<Backend*>(&cpu), static_cast<Backend*>(gpu.get())}) {
                KvCache cache = createKvCache(config, *b, 16);
                for (std::size_t t = 0; t < ids.size(); ++t) {
                    const SequenceInput input{{&ids[t], 1}, &cache};
                    const ForwardResult result = forward(config, b == &cpu ? here : there, *b, {&input, 1});
                    ASSERT_TRUE(result.complete);
                    if (t + 1 == ids.size()) last.push_back(b->read(result.logits));
                }
            }
            EXPECT_LE(relativeDifference(last[1], last[0]), f32);
        }
}

/// A step of training: loss, gradients, AdamW.
struct TrainingStep {
    std::vector<std::vector<float>> numbers; ///< losses, gradients, weights

    TrainingStep(const ModelConfig& config, Backend& backend, unsigned seed, bool separateSteps) {
        Weights weights = testing::randomWeights(config, backend, seed);
        Weights gradients = zeroGradients(config, backend);
        const std::vector<TokenId> ids = testing::randomIds(config, 12, seed),
                                   next = testing::randomIds(config, 12, seed + 9);
        const std::vector<TrainingText> texts = {{std::span(ids).first(7), std::span(next).first(7)},
                                                 {std::span(ids).last(5), std::span(next).last(5)}};
        LossOptions options;
        options.scale = 1 / 12.0F;
        options.dropout = 0.1F;
        options.dropoutSeed = seed;
        options.separateSteps = separateSteps;
        const BatchLoss loss = lossAndGradients(config, weights, backend, texts, options, gradients);
        EXPECT_TRUE(loss.complete);
        numbers.push_back(loss.each);
        std::vector<Tensor> all;
        forEachTensor(gradients, [&](Tensor& tensor) {
            numbers.push_back(backend.read(tensor));
            all.push_back(tensor);
        });
        std::size_t i = 0;
        forEachTensor(weights, [&](Tensor& tensor) {
            Tensor mean = backend.allocate("mean", tensor.shape),
                   square = backend.allocate("square", tensor.shape);
            backend.fill(0, mean);
            backend.fill(1e-4F, square);
            backend.adamW(all[i++], {0.01F, 0.9F, 0.95F, 1e-8F, 0.1F, 3}, mean, square, tensor);
            numbers.push_back(backend.read(tensor));
        });
    }
};

TEST_P(CudaAgreementTest, AStepOfTraining) {
    for (const ModelConfig& config : models())
        for (const bool separateSteps : {false, true})
            for (unsigned seed = 1; seed <= 3; ++seed) {
                const TrainingStep expected(config, cpu, seed, separateSteps);
                const TrainingStep actual(config, *gpu, seed, separateSteps);
                ASSERT_EQ(actual.numbers.size(), expected.numbers.size());
                for (std::size_t i = 0; i < expected.numbers.size(); ++i)
                    EXPECT_LE(relativeDifference(actual.numbers[i], expected.numbers[i]), f32) << i;
            }
}

TEST_P(CudaAgreementTest, AStepOfTrainingInBf16) {
    open(ProductPrecision::BF16);
    if (!gpu) return;
    for (const ModelConfig& config : models())
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const TrainingStep expected(config, cpu, seed, false), actual(config, *gpu, seed, false);
            for (std::size_t i = 0; i < expected.numbers.size(); ++i)
                EXPECT_LE(relativeDifference(actual.numbers[i], expected.numbers[i]), 5 * bf16) << i;
        }
}

TEST_P(CudaAgreementTest, RecordingPassesEveryBit) {
    for (const ModelConfig& config : models()) {
        const Weights weights = testing::randomWeights(config, *gpu, 1);
        const std::vector<TokenId> ids = testing::randomIds(config, 12, 1);
        TraceRecorder recorder;
        recorder.wants = [](const Step&) { return true; };
        RecordingBackend recording(*gpu, recorder);
        EXPECT_EQ(testing::logitsOf(config, weights, recording, ids),
                  testing::logitsOf(config, weights, *gpu, ids));
        EXPECT_GT(recorder.trace.steps.size(), 20U);
        for (const Step& step : recorder.trace.steps) EXPECT_EQ(step.values.size(), step.shape.elements());
    }
}

INSTANTIATE_TEST_SUITE_P(On, CudaAgreementTest, ::testing::Values(Machine::Emulated, Machine::Gpu),
                         [](const auto& machine) { return testing::machineName(machine.param); });

} // namespace
} // namespace tokenarium
