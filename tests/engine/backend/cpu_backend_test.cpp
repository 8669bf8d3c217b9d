// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of the CPU against its formula in double precision, at sizes that fill no vector evenly.
#include "engine/backend/cpu_backend.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace tokenarium {
namespace {

class CpuBackendTest : public ::testing::Test {
protected:
    Tensor made(const Shape& shape) {
        Tensor tensor = backend.allocate("t" + std::to_string(++number), shape);
        std::vector<float> values(shape.elements());
        for (float& value : values) value = normal(random);
        backend.write(values, tensor);
        return tensor;
    }
    Tensor empty(const Shape& shape) { // NaN, so that a place nobody writes shows
        Tensor tensor = backend.allocate("y", shape);
        backend.write(std::vector<float>(shape.elements(), std::nanf("")), tensor);
        return tensor;
    }
    /// Compares with a formula of the element's index.
    void expectEach(const Tensor& y, double tolerance, const std::function<double(std::size_t)>& formula) {
        const std::vector<float> values = backend.read(y);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double expected = formula(i);
            if (std::isinf(expected))
                ASSERT_EQ(values[i], expected) << "element " << i;
            else
                ASSERT_NEAR(values[i], expected, tolerance) << "element " << i;
        }
    }

    CpuBackend backend;
    std::mt19937 random{3};
    std::normal_distribution<float> normal{0, 1};
    int number = 0;
};

TEST_F(CpuBackendTest, EmbeddingTakesRows) {
    const Tensor table = made({7, 5});
    const std::vector<std::uint32_t> ids = {6, 0, 6, 3};
    Tensor y = empty({4, 5});
    backend.embedding(ids, table, y);
    expectEach(y, 0, [&](std::size_t i) { return table.floats()[ids[i / 5] * 5 + i % 5]; });
}

TEST_F(CpuBackendTest, AddsElementByElement) {
    const Tensor a = made({3, 17}), b = made({3, 17});
    Tensor y = empty({3, 17});
    backend.add(a, b, y);
    expectEach(y, 1e-6, [&](std::size_t i) { return static_cast<double>(a.floats()[i]) + b.floats()[i]; });
}

TEST_F(CpuBackendTest, LinearIsAProductWithTheTransposedWeight) {
    for (const std::size_t rows : {1U, 2U, 5U})
        for (const std::size_t inputs : {1U, 15U, 16U, 50U, 300U})
            for (const std::size_t outputs : {1U, 33U, 70U})
                for (const bool biased : {false, true}) {
                    const Tensor x = made({rows, inputs}), w = made({outputs, inputs});
                    const Tensor bias = biased ? made({outputs}) : noTensor;
                    Tensor y = empty({rows, outputs});
                    backend.linear(x, w, bias, y);
                    expectEach(y, 1e-4, [&](std::size_t i) {
                        double sum = biased ? bias.floats()[i % outputs] : 0;
                        for (std::size_t k = 0; k < inputs; ++k)
                            sum += static_cast<double>(x.floats()[i / outputs * inputs + k]) *
                                   w.floats()[i % outputs * inputs + k];
                        return sum;
                    });
                }
}

TEST_F(CpuBackendTest, ARowOfALinearLayerDoesNotDependOnTheOthers) {
    const Tensor x = made({5, 77}), w = made({40, 77});
    Tensor together = empty({5, 40}), row = empty({1, 77}), alone = empty({1, 40});
    backend.linear(x, w, noTensor, together);
    for (std::size_t t = 0; t < 5; ++t) {
        backend.takeRows(x, t, row);
        backend.linear(row, w, noTensor, alone);
        for (std::size_t o = 0; o < 40; ++o)
            EXPECT_NEAR(alone.floats()[o], together.floats()[t * 40 + o], 1e-6);
    }
}

TEST_F(CpuBackendTest, LayerNormHasMeanZeroAndVarianceOne) {
    const Tensor x = made({4, 37}), weight = made({37}), bias = made({37});
    for (const bool biased : {false, true}) {
        Tensor y = empty({4, 37});
        backend.layerNorm(x, weight, biased ? bias : noTensor, 1e-5F, y);
        expectEach(y, 1e-5, [&](std::size_t i) {
            const float* row = x.floats() + i / 37 * 37;
            double mean = 0, variance = 0;
            for (std::size_t k = 0; k < 37; ++k) mean += row[k] / 37.0;
            for (std::size_t k = 0; k < 37; ++k) variance += (row[k] - mean) * (row[k] - mean) / 37.0;
            return (row[i % 37] - mean) / std::sqrt(variance + 1e-5) * weight.floats()[i % 37] +
                   (biased ? bias.floats()[i % 37] : 0);
        });
    }
}

TEST_F(CpuBackendTest, RmsNormOfWholeRowsAndOfHeads) {
    const Tensor x = made({3, 24});
    for (const std::size_t width : {24U, 8U}) {
        const Tensor weight = made({width});
        Tensor y = empty({3, 24});
        backend.rmsNorm(x, weight, 1e-6F, y);
        expectEach(y, 1e-5, [&](std::size_t i) {
            const float* row = x.floats() + i / width * width;
            double squares = 0;
            for (std::size_t k = 0; k < width; ++k) squares += static_cast<double>(row[k]) * row[k];
            return row[i % width] / std::sqrt(squares / static_cast<double>(width) + 1e-6) *
                   weight.floats()[i % width];
        });
    }
}

TEST_F(CpuBackendTest, ActivationsFollowTheirFormulas) {
    const Tensor x = made({3, 40}), up = made({3, 40});
    Tensor y = empty({3, 40});
    backend.gelu(x, GeluKind::Erf, y);
    expectEach(y, 1e-6, [&](std::size_t i) { // x times the normal distribution
        return 0.5 * x.floats()[i] * std::erfc(-x.floats()[i] / std::sqrt(2.0));
    });
    backend.gelu(x, GeluKind::Tanh, y);
    expectEach(y, 1e-3, [&](std::size_t i) { // its approximation
        return 0.5 * x.floats()[i] * std::erfc(-x.floats()[i] / std::sqrt(2.0));
    });
    expectEach(y, 1e-6, [&](std::size_t i) { // and exactly: x·σ(2z)
        const double v = x.floats()[i], z = std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v);
        return v / (1 + std::exp(-2 * z));
    });
    backend.swiglu(x, up, y);
    expectEach(y, 1e-5, [&](std::size_t i) {
        return x.floats()[i] / (1 + std::exp(-static_cast<double>(x.floats()[i]))) * up.floats()[i];
    });
    const std::vector<float> extremes = {-1000, 1000, -0.0F, 88};
    Tensor in = empty({1, 4}), one = empty({1, 4}), out = empty({1, 4});
    backend.write(extremes, in);
    backend.write(std::vector<float>(4, 1), one);
    backend.swiglu(in, one, out);
    EXPECT_EQ(backend.read(out), (std::vector<float>{-0.0F, 1000, -0.0F, 88}));
    backend.gelu(in, GeluKind::Tanh, out);
    EXPECT_EQ(backend.read(out), (std::vector<float>{-0.0F, 1000, -0.0F, 88}));
}

TEST_F(CpuBackendTest, RopeTurnsPairsAndKeepsTheirLength) {
    const std::vector<std::uint32_t> positions = {0, 1, 500};
    const std::vector<double> frequencies = {1, 0.1, 0.01};
    const Tensor x = made({3, 12}); // two heads of six
    Tensor table = empty({3, 6}), y = empty({3, 12});
    backend.rotations(positions, frequencies, table);
    for (const RopePairs pairs : {RopePairs::Interleaved, RopePairs::Halves}) {
        backend.rope(x, table, pairs, y);
        expectEach(y, 1e-5, [&](std::size_t i) {
            const std::size_t in = i % 6, head = i - in;
            const bool interleaved = pairs == RopePairs::Interleaved;
            const std::size_t pair = interleaved ? in / 2 : in % 3;
            const bool second = interleaved ? in % 2 == 1 : in >= 3;
            const double angle = positions[i / 12] * frequencies[pair];
            const double a = x.floats()[head + (interleaved ? 2 * pair : pair)];
            const double b = x.floats()[head + (interleaved ? 2 * pair + 1 : pair + 3)];
            return second ? a * std::sin(angle) + b * std::cos(angle)
                          : a * std::cos(angle) - b * std::sin(angle);
        });
        for (std::size_t i = 0; i < 12; ++i)
            EXPECT_EQ(y.floats()[i], x.floats()[i]); // position 0: not at all
    }
}

TEST_F(CpuBackendTest, RowsAreTakenAndPut) {
    const Tensor x = made({6, 4}), part = made({2, 4});
    Tensor y = empty({3, 4});
    backend.takeRows(x, 2, y);
    expectEach(y, 0, [&](std::size_t i) { return x.floats()[8 + i]; });
    Tensor cache = empty({6, 4});
    backend.takeRows(x, 0, cache);
    backend.putRows(part, 4, cache);
    expectEach(cache, 0, [&](std::size_t i) { return i < 16 ? x.floats()[i] : part.floats()[i - 16]; });
}

TEST_F(CpuBackendTest, AttentionWithSharedKeysAndRowsBeyondThoseInUse) {
    constexpr std::size_t heads = 6, keyHeads = 2, queries = 3, used = 5, capacity = 9, headWidth = 20;
    const Tensor q = made({queries, heads * headWidth});
    const Tensor keys = made({capacity, keyHeads * headWidth}),
                 values = made({capacity, keyHeads * headWidth});
    Tensor scores = empty({heads, queries, used}), masked = empty({heads, queries, used});
    Tensor probs = empty({heads, queries, used}), z = empty({queries, heads * headWidth});
    backend.attentionScores(q, keys, 0.25F, scores);
    const auto score = [&](std::size_t h, std::size_t t, std::size_t s) {
        double sum = 0;
        for (std::size_t i = 0; i < headWidth; ++i)
            sum += static_cast<double>(q.floats()[(t * heads + h) * headWidth + i]) *
                   keys.floats()[(s * keyHeads + h / 3) * headWidth + i];
        return sum / 4;
    };
    const auto seen = [](std::size_t t, std::size_t s) { return s <= used - queries + t; };
    const auto index = [](std::size_t i) {
        return std::array{i / used / queries, i / used % queries, i % used};
    };
    expectEach(scores, 1e-5, [&](std::size_t i) {
        const auto [h, t, s] = index(i);
        return score(h, t, s);
    });
    backend.causalMask(scores, masked);
    expectEach(masked, 1e-5, [&](std::size_t i) {
        const auto [h, t, s] = index(i);
        return seen(t, s) ? score(h, t, s) : -std::numeric_limits<double>::infinity();
    });
    backend.softmax(masked, probs);
    const auto share = [&](std::size_t h, std::size_t t, std::size_t s) {
        double sum = 0;
        for (std::size_t other = 0; other < used; ++other)
            if (seen(t, other)) sum += std::exp(score(h, t, other));
        return seen(t, s) ? std::exp(score(h, t, s)) / sum : 0;
    };
    expectEach(probs, 1e-6, [&](std::size_t i) {
        const auto [h, t, s] = index(i);
        return share(h, t, s);
    });
    backend.attentionValues(probs, values, z);
    expectEach(z, 1e-5, [&](std::size_t i) {
        const std::size_t t = i / (heads * headWidth), h = i / headWidth % heads;
        double sum = 0;
        for (std::size_t s = 0; s < used; ++s)
            sum += share(h, t, s) * values.floats()[(s * keyHeads + h / 3) * headWidth + i % headWidth];
        return sum;
    });
}

TEST_F(CpuBackendTest, SoftmaxSurvivesLargeNumbers) {
    Tensor x = empty({1, 3}), y = empty({1, 3});
    backend.write(std::vector<float>{3e38F, -3e38F, 3e38F}, x);
    backend.softmax(x, y);
    EXPECT_EQ(backend.read(y), (std::vector<float>{0.5F, 0, 0.5F}));
}

TEST(CpuBackend, TensorsOutliveItAndTheirMemoryIsUsedAgain) {
    Tensor kept;
    {
        CpuBackend backend;
        const void* first = nullptr;
        {
            const Tensor gone = backend.allocate("gone", {10, 10});
            first = gone.data;
        }
        kept = backend.allocate("kept", {10, 10});
        EXPECT_EQ(kept.data, first);
        EXPECT_NE(backend.allocate("other", {10, 10}).data, first);
        backend.write(std::vector<float>(100, 4), kept);
    }
    EXPECT_EQ(kept.floats()[99], 4);
}

} // namespace
} // namespace tokenarium
