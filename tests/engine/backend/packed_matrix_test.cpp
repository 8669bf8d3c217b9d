// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of packed matrices: nothing is lost by packing; products are those of the definition, one way or
// another.
#include "engine/backend/packed_matrix.h"

#include "engine/backend/cpu_backend.h"
#include "engine/backend/large_pages.h"
#include "engine/backend/matrix_product.h"
#include "engine/backend/packed_product.h"
#include "engine/tensor/block_formats.h"
#include "engine/tensor/checkpoint.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

namespace tokenarium {
namespace {

std::vector<float> randomNumbers(std::size_t count, unsigned seed, float spread = 1) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0, spread);
    std::vector<float> numbers(count);
    for (float& number : numbers) number = normal(generator);
    return numbers;
}

/// A matrix with memory of its own.
struct Packed {
    LargePageArena arena;
    std::shared_ptr<void> memory;
    std::vector<std::byte> rows;
    PackedMatrix matrix;

    Packed(std::span<const float> values, const Shape& shape, DType type) {
        WorkerPool alone(1);
        rows = quantize(values, shape, type);
        memory = arena.take(packedBytes(shape, type));
        auto* data = static_cast<std::byte*>(memory.get());
        packMatrix(rows, shape, type, data, alone);
        matrix = {data, shape[0], shape[1], type};
    }

    /// The numbers as the format rounded them.
    std::vector<float> rounded() const {
        const Shape shape{matrix.outputs, matrix.inputs};
        std::vector<float> values(shape.elements());
        dequantize({"w", matrix.type, shape, rows}, values);
        return values;
    }
};

std::vector<float> product(const std::vector<float>& x, const Packed& w, std::size_t threads,
                           const float* bias = nullptr) {
    WorkerPool workers(threads);
    const std::size_t rows = x.size() / w.matrix.inputs;
    std::vector<float> y(rows * w.matrix.outputs, std::numeric_limits<float>::quiet_NaN());
    const PackedProduct product{w.matrix, bias, y.data()};
    multiplyPacked(x.data(), rows, {&product, 1}, workers);
    return y;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// The definition in packed_matrix.h, number by number.
std::vector<float> plainByteProduct(const std::vector<float>& x, const Packed& w, const float* bias) {
    const std::size_t inputs = w.matrix.inputs, outputs = w.matrix.outputs, groups = inputs / 32;
    const std::size_t rows = x.size() / inputs;
    std::vector<float> y(rows * outputs);
    std::vector<std::int8_t> q(inputs);
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t o = 0; o < outputs; ++o) {
            volatile float sum = bias ? bias[o] : 0; // volatile: nothing is fused
            for (std::size_t g = 0; g < groups; ++g) {
                const float* in = x.data() + t * inputs + 32 * g;
                float greatest = 0;
                for (int i = 0; i < 32; ++i) greatest = std::max(greatest, std::abs(in[i]));
                const float scale = greatest / 127, factor = greatest > 0 ? 127 / greatest : 0;
                const std::byte* block = w.rows.data() + (o * groups + g) * 34;
                std::uint16_t half;
                std::memcpy(&half, block, 2);
                int dot = 0;
                for (int i = 0; i < 32; ++i)
                    dot += static_cast<std::int8_t>(block[2 + i]) *
                           static_cast<int>(std::nearbyint(in[i] * factor));
                volatile float both = float16ToFloat(half) * scale;
                volatile float term = static_cast<float>(dot) * both;
                sum = sum + term;
            }
            y[t * outputs + o] = sum;
        }
    return y;
}

constexpr std::size_t oddOutputs[] = {1, 15, 16, 17, 63, 64, 65, 200};

TEST(PackedMatrix, KeepsEveryNumber) {
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0})
        for (const std::size_t outputs : oddOutputs)
            for (const std::size_t inputs : {32, 37, 96}) {
                if (!canPack({outputs, inputs}, type)) continue; // blocks of 32
                const Packed w(randomNumbers(outputs * inputs, 1), {outputs, inputs}, type);
                const std::vector<float> expected = w.rounded();
                std::vector<float> row(inputs);
                for (std::size_t o = 0; o < outputs; ++o) {
                    unpackRow(w.matrix, o, row);
                    EXPECT_EQ(0,
                              std::memcmp(row.data(), expected.data() + o * inputs, inputs * sizeof(float)))
                        << dtypeName(type) << " " << outputs << "x" << inputs << " row " << o;
                }
            }
}

TEST(PackedMatrix, SaysWhatItTakes) {
    EXPECT_TRUE(canPack({5, 7}, DType::F32));
    EXPECT_TRUE(canPack({5, 64}, DType::Q8_0));
    EXPECT_FALSE(canPack({5, 48}, DType::Q8_0));
    EXPECT_FALSE(canPack({64}, DType::F32));
    EXPECT_FALSE(canPack({5, 64}, DType::Q4_0));
    EXPECT_EQ(packedBytes({17, 64}, DType::Q8_0), 32U * 2 * 34);
}

TEST(PackedMatrix, PlainFormatsMultiplyLikeTheProductInFloat) {
    WorkerPool alone(1);
    for (const DType type : {DType::F32, DType::F16, DType::BF16})
        for (const std::size_t outputs : oddOutputs)
            for (const std::size_t rows : {1, 2, 5, 6, 7, 13})
                for (const std::size_t inputs : {1, 33, 300}) {
                    const Packed w(randomNumbers(outputs * inputs, 2), {outputs, inputs}, type);
                    const std::vector<float> x = randomNumbers(rows * inputs, 3), weights = w.rounded();
                    const std::vector<float> bias = randomNumbers(outputs, 4);
                    std::vector<float> expected;
                    for (std::size_t t = 0; t < rows; ++t)
                        expected.insert(expected.end(), bias.begin(), bias.end());
                    multiply({x.data(), rows, inputs, inputs},
                             MatrixView{weights.data(), outputs, inputs, inputs}.transposed(),
                             expected.data(), outputs, true, ProductPrecision::F32, alone);
                    EXPECT_TRUE(sameBits(product(x, w, 1, bias.data()), expected))
                        << dtypeName(type) << " " << rows << "x" << inputs << " by " << outputs;
                }
}

TEST(PackedMatrix, PlainFormatsAreNearTheProductInDouble) {
    const std::size_t outputs = 70, inputs = 500;
    for (const DType type : {DType::F32, DType::F16, DType::BF16}) {
        const Packed w(randomNumbers(outputs * inputs, 5), {outputs, inputs}, type);
        const std::vector<float> x = randomNumbers(3 * inputs, 6), weights = w.rounded(),
                                 y = product(x, w, 1);
        for (std::size_t t = 0; t < 3; ++t)
            for (std::size_t o = 0; o < outputs; ++o) {
                double sum = 0;
                for (std::size_t i = 0; i < inputs; ++i)
                    sum += static_cast<double>(x[t * inputs + i]) * weights[o * inputs + i];
                EXPECT_NEAR(y[t * outputs + o], sum, 1e-3) << dtypeName(type);
            }
    }
}

TEST(PackedMatrix, BytesMultiplyAsDefined) {
    for (const std::size_t outputs : oddOutputs)
        for (const std::size_t rows : {1, 3, 9, 17})
            for (const std::size_t inputs : {32, 64, 288}) {
                const Packed w(randomNumbers(outputs * inputs, 7), {outputs, inputs}, DType::Q8_0);
                std::vector<float> x = randomNumbers(rows * inputs, 8);
                std::fill_n(x.begin(), 32, 0.0F);
                const std::vector<float> bias = randomNumbers(outputs, 9);
                EXPECT_TRUE(sameBits(product(x, w, 1, bias.data()), plainByteProduct(x, w, bias.data())));
                EXPECT_TRUE(sameBits(product(x, w, 1), plainByteProduct(x, w, nullptr)));
            }
}

TEST(PackedMatrix, BytesAtTheirLimitsDoNotOverflow) {
    const std::size_t outputs = 16, inputs = 64;
    Packed w(std::vector<float>(outputs * inputs, 127.0F), {outputs, inputs}, DType::Q8_0);
    for (const int weight : {-128, 127}) {
        for (std::size_t block = 0; block < outputs * inputs / 32; ++block)
            std::memset(w.rows.data() + block * 34 + 2, weight, 32);
        WorkerPool alone(1);
        packMatrix(w.rows, {outputs, inputs}, DType::Q8_0, static_cast<std::byte*>(w.memory.get()), alone);
        for (const float value : {127.0F, -127.0F}) {
            const std::vector<float> y = product(std::vector<float>(inputs, value), w, 1);
            EXPECT_FLOAT_EQ(y[3], static_cast<float>(weight) * value * 64);
        }
    }
}

TEST(PackedMatrix, EightBitsAreCloseToFloat) {
    const std::size_t outputs = 64, inputs = 768;
    const std::vector<float> values = randomNumbers(outputs * inputs, 10), x = randomNumbers(inputs, 11);
    const std::vector<float> exact = product(x, Packed(values, {outputs, inputs}, DType::F32), 1);
    const std::vector<float> rounded = product(x, Packed(values, {outputs, inputs}, DType::Q8_0), 1);
    double error = 0, square = 0;
    for (std::size_t o = 0; o < outputs; ++o) {
        error += std::pow(exact[o] - rounded[o], 2);
        square += std::pow(exact[o], 2);
    }
    EXPECT_LT(std::sqrt(error / square), 0.01);
}

TEST(PackedMatrix, WhatIsNotFiniteIsNotHidden) {
    const Packed w(randomNumbers(32 * 64, 12), {32, 64}, DType::Q8_0);
    for (const float bad :
         {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
        std::vector<float> x = randomNumbers(64, 13);
        x[40] = bad;
        for (const float number : product(x, w, 1)) EXPECT_TRUE(std::isnan(number));
    }
    for (const float number : product(std::vector<float>(64, 1e-38F), w, 1)) EXPECT_EQ(number, 0.0F);
}

TEST(PackedMatrix, ARowDependsOnItselfAloneAndNotOnThreads) {
    for (const DType type : {DType::F32, DType::BF16, DType::Q8_0}) {
        const std::size_t outputs = 203, inputs = 320, rows = 21;
        const Packed w(randomNumbers(outputs * inputs, 14), {outputs, inputs}, type);
        const std::vector<float> x = randomNumbers(rows * inputs, 15), all = product(x, w, 1);
        EXPECT_TRUE(sameBits(all, product(x, w, 2))) << dtypeName(type);
        EXPECT_TRUE(sameBits(all, product(x, w, 3))) << dtypeName(type);
        for (std::size_t t = 0; t < rows; ++t) {
            const std::vector<float> row(x.begin() + static_cast<std::ptrdiff_t>(t * inputs),
                                         x.begin() + static_cast<std::ptrdiff_t>((t + 1) * inputs));
            const std::vector<float> alone = product(row, w, 2);
            EXPECT_EQ(0, std::memcmp(alone.data(), all.data() + t * outputs, outputs * sizeof(float)))
                << dtypeName(type) << " row " << t;
        }
    }
}

TEST(PackedMatrix, SeveralMatricesAtOnceAreEachByItself) {
    const std::size_t inputs = 96, rows = 3, outputs[] = {600, 33, 401}; // large enough to be shared
    const std::vector<float> x = randomNumbers(rows * inputs, 21), bias = randomNumbers(600, 22);
    for (const DType type : {DType::F32, DType::BF16, DType::Q8_0})
        for (const std::size_t threads : {1, 2, 3}) {
            std::vector<Packed> matrices;
            std::vector<std::vector<float>> results;
            std::vector<PackedProduct> products;
            for (std::size_t i = 0; i < 3; ++i) {
                matrices.emplace_back(randomNumbers(outputs[i] * inputs, 23 + i), Shape{outputs[i], inputs},
                                      type);
                results.emplace_back(rows * outputs[i], std::numeric_limits<float>::quiet_NaN());
            }
            for (std::size_t i = 0; i < 3; ++i)
                products.push_back({matrices[i].matrix, i == 1 ? nullptr : bias.data(), results[i].data()});
            WorkerPool workers(threads);
            multiplyPacked(x.data(), rows, products, workers);
            for (std::size_t i = 0; i < 3; ++i)
                EXPECT_TRUE(sameBits(results[i], product(x, matrices[i], 1, products[i].bias)))
                    << dtypeName(type) << ' ' << threads << " threads, matrix " << i;
        }
}

/// Every width of vectors that this CPU has, and the dot product instruction where it has it.
TEST(PackedMatrix, AllInstructionSetsAgree) {
    const std::size_t outputs = 77, inputs = 352, rows = 11;
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0}) {
        const Packed w(randomNumbers(outputs * inputs, 16), {outputs, inputs}, type);
        const std::vector<float> x = randomNumbers(rows * inputs, 17), bias = randomNumbers(outputs, 18);
        std::vector<float> expected(rows * outputs);
        WorkerPool alone(1);
        const PackedProduct whole{w.matrix, bias.data(), expected.data()};
        multiplyPacked(x.data(), rows, {&whole, 1}, alone);
        std::vector<std::int8_t> numbers(x.size());
        std::vector<float> scales(x.size() / 32);
        std::vector<std::int32_t> offsets(scales.size());
        const std::int64_t targets = hwy::SupportedTargets();
        for (const std::int64_t bit : {HWY_AVX3, HWY_AVX2, HWY_SSE4, HWY_NEON, HWY_EMU128}) {
            if (bit != HWY_EMU128 && !(targets & bit)) continue; // the plain one is always there
            hwy::GetChosenTarget().Update(bit);
            std::vector<float> y(expected.size());
            const std::size_t panels = (outputs + 15) / 16;
            const Packed again(randomNumbers(outputs * inputs, 16), {outputs, inputs}, type);
            EXPECT_EQ(0, std::memcmp(again.matrix.data, w.matrix.data, packedBytes({outputs, inputs}, type)))
                << dtypeName(type) << " packed with target " << bit;
            if (type == DType::Q8_0) {
                quantizeRows(x.data(), 0, rows, inputs, numbers.data(), scales.data(), offsets.data());
                multiplyBytePanels({numbers.data(), scales.data(), offsets.data(), rows, inputs}, w.matrix,
                                   bias.data(), 0, panels, y.data());
            } else {
                for (std::size_t i = 0; i < y.size(); ++i) y[i] = bias[i % outputs];
                multiplyPlainPanels(x.data(), rows, w.matrix, 0, panels, y.data());
            }
            hwy::GetChosenTarget().Update(targets);
            const bool fusing = type == DType::Q8_0 || (bit != HWY_SSE4 && bit != HWY_EMU128);
            for (std::size_t i = 0; i < y.size(); ++i)
                if (fusing)
                    ASSERT_EQ(y[i], expected[i]) << dtypeName(type) << " with " << hwy::TargetName(bit);
                else
                    ASSERT_NEAR(y[i], expected[i], 1e-3)
                        << dtypeName(type) << " with " << hwy::TargetName(bit);
        }
    }
}

TEST(PackedMatrix, BackendStoresMultipliesAndReadsBack) {
    const std::size_t outputs = 90, inputs = 64;
    const std::vector<float> values = randomNumbers(outputs * inputs, 18);
    CpuBackend cpu(2);
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0}) {
        const Packed same(values, {outputs, inputs}, type);
        const Tensor w = cpu.storeMatrix("w", {outputs, inputs}, same.rows, type);
        EXPECT_EQ(w.dtype, type);
        EXPECT_TRUE(sameBits(cpu.read(w), same.rounded())) << dtypeName(type);
        Tensor rows = cpu.allocate("rows", {3, inputs}), y = cpu.allocate("y", {3, outputs});
        const std::uint32_t ids[] = {89, 0, 17};
        cpu.embedding(ids, w, rows);
        const std::vector<float> found = cpu.read(rows), all = same.rounded();
        for (std::size_t t = 0; t < 3; ++t)
            EXPECT_EQ(0, std::memcmp(found.data() + t * inputs, all.data() + ids[t] * inputs, inputs * 4));
        cpu.linear(rows, w, noTensor, y);
        EXPECT_TRUE(sameBits(cpu.read(y), product(found, same, 1))) << dtypeName(type);
    }
}

TEST(LargePages, BlocksDoNotOverlapAndOutliveTheArena) {
    std::vector<std::pair<std::shared_ptr<void>, std::size_t>> blocks;
    {
        LargePageArena arena;
        for (const std::size_t bytes : {1UL, 129UL, 5UL << 20, 40UL << 20, 3UL})
            blocks.emplace_back(arena.take(bytes), bytes);
    }
    for (std::size_t i = 0; i < blocks.size(); ++i)
        std::memset(blocks[i].first.get(), static_cast<int>(i + 1), blocks[i].second);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto* bytes = static_cast<const unsigned char*>(blocks[i].first.get());
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(bytes) % 128, 0U);
        EXPECT_EQ(bytes[0], i + 1);
        EXPECT_EQ(bytes[blocks[i].second - 1], i + 1);
    }
}

} // namespace
} // namespace tokenarium
