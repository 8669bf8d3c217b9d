// SPDX-License-Identifier: GPL-3.0-or-later
// What gradients alone do not say: the optimizer, dropout, fused attention, exactness of rows and of
// functions.
#include "engine/backend/counting_backend.h"
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

namespace tokenarium {
namespace {

class TrainingOperationsTest : public ::testing::Test {
protected:
    static std::vector<float> numbers(std::size_t count, unsigned seed, float spread = 1) {
        std::mt19937 random(seed);
        std::normal_distribution<float> normal(0, spread);
        std::vector<float> values(count);
        for (float& value : values) value = normal(random);
        return values;
    }
    static Tensor made(Backend& backend, const Shape& shape, unsigned seed) {
        Tensor tensor = backend.allocate("t" + std::to_string(seed), shape);
        backend.write(numbers(shape.elements(), seed), tensor);
        return tensor;
    }
    Tensor made(const Shape& shape, unsigned seed) { return made(cpu, shape, seed); }
    Tensor empty(const Shape& shape) { return cpu.allocate("y", shape); }

    CpuBackend cpu;
};

TEST_F(TrainingOperationsTest, AdamWIsThatOfDoublePrecision) {
    AdamWStep step{0.01F, 0.9F, 0.95F, 1e-8F, 0.1F, 1};
    constexpr std::size_t count = 70;
    Tensor w = made({count}, 1), mean = empty({count}), square = empty({count});
    cpu.fill(0, mean);
    cpu.fill(0, square);
    std::vector<double> weights, means(count), squares(count);
    for (const float value : cpu.read(w)) weights.push_back(value);
    for (step.step = 1; step.step <= 5; ++step.step) {
        const Tensor gradient = made({count}, 10 + static_cast<unsigned>(step.step));
        cpu.adamW(gradient, step, mean, square, w);
        for (std::size_t i = 0; i < count; ++i) {
            const double g = gradient.floats()[i], time = static_cast<double>(step.step);
            means[i] = 0.9 * means[i] + 0.1 * g;
            squares[i] = 0.95 * squares[i] + 0.05 * g * g;
            const double m = means[i] / (1 - std::pow(0.9, time)),
                         s = squares[i] / (1 - std::pow(0.95, time));
            weights[i] -= 0.01 * (m / (std::sqrt(s) + 1e-8) + 0.1 * weights[i]);
            ASSERT_NEAR(w.floats()[i], weights[i], 2e-6) << "step " << step.step;
            ASSERT_NEAR(mean.floats()[i], means[i], 1e-6);
            ASSERT_NEAR(square.floats()[i], squares[i], 1e-6);
        }
    }
}

TEST_F(TrainingOperationsTest, FillBlendAndSumOfSquares) {
    const Tensor x = made({5, 7}, 1);
    Tensor y = made({5, 7}, 2);
    const std::vector<float> before = cpu.read(y);
    cpu.blend(x, 0.5F, -2, y);
    double squares = 0;
    for (std::size_t i = 0; i < 35; ++i) {
        EXPECT_FLOAT_EQ(y.floats()[i], 0.5F * x.floats()[i] - 2 * before[i]);
        squares += static_cast<double>(x.floats()[i]) * x.floats()[i];
    }
    EXPECT_NEAR(cpu.sumOfSquares(x), squares, 1e-12 * squares);
    cpu.fill(3, y);
    EXPECT_EQ(cpu.read(y), std::vector<float>(35, 3));
    EXPECT_EQ(cpu.sumOfSquares(y), 315);
}

TEST_F(TrainingOperationsTest, TheNumberOfThreadsChangesNoBitOfTheOptimizer) {
    const Shape shape{300, 201};
    const auto run = [&](std::size_t threads) {
        CpuBackend backend(threads);
        Tensor w = made(backend, shape, 1), mean = made(backend, shape, 2), square = made(backend, shape, 3);
        const Tensor gradient = made(backend, shape, 4);
        backend.blend(square, 0, 1, mean);
        Tensor sum = backend.allocate("sum", shape);
        backend.add(gradient, mean, sum);
        backend.blend(gradient, 0.3F, 0.7F, sum);
        Tensor positive = backend.allocate("positive", shape);
        backend.fill(0.5F, positive);
        backend.adamW(gradient, {0.1F, 0.9F, 0.95F, 1e-8F, 0.1F, 3}, mean, positive, w);
        std::vector<float> all = backend.read(w);
        for (const Tensor& tensor : {mean, positive, sum})
            for (const float value : backend.read(tensor)) all.push_back(value);
        return std::pair(all, backend.sumOfSquares(gradient));
    };
    const auto expected = run(1);
    EXPECT_EQ(run(2), expected);
    EXPECT_EQ(run(3), expected);
}

TEST_F(TrainingOperationsTest, DropoutKeepsItsShareAndForgetsNothingOnTheWayBack) {
    const Shape shape{100, 101};
    Tensor ones = empty(shape), y = empty(shape), other = empty(shape), back = empty(shape);
    cpu.fill(1, ones);
    cpu.fill(0, back);
    cpu.dropout(ones, 0.25F, 7, y);
    cpu.dropout(ones, 0.25F, 8, other);
    cpu.dropoutBackward(ones, 0.25F, 7, back);
    EXPECT_EQ(cpu.read(back), cpu.read(y));
    EXPECT_NE(cpu.read(other), cpu.read(y));
    double sum = 0;
    for (const float value : cpu.read(y)) {
        EXPECT_TRUE(value == 0 || value == 1 / 0.75F);
        sum += value;
    }
    EXPECT_NEAR(sum / 10100, 1, 0.03); // 5 standard deviations
    cpu.dropout(ones, 0, 7, y);
    EXPECT_EQ(cpu.read(y), cpu.read(ones));
}

TEST_F(TrainingOperationsTest, CrossEntropyOfHugeLogitsAndOfRowsNobodyAsks) {
    Tensor logits = empty({3, 4}), losses = empty({3}), gradient = empty({3, 4});
    cpu.write(std::vector<float>{3e38F, -3e38F, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0}, logits);
    const std::vector<std::uint32_t> targets = {0, noTarget, 3};
    cpu.crossEntropy(logits, targets, losses);
    EXPECT_EQ(losses.floats()[0], 0);
    EXPECT_EQ(losses.floats()[1], 0);
    EXPECT_FLOAT_EQ(losses.floats()[2], std::log(4.0F));
    cpu.fill(5, gradient);
    cpu.crossEntropyBackward(logits, targets, 2, gradient);
    EXPECT_EQ(cpu.read(gradient), (std::vector<float>{5, 5, 5, 5, 5, 5, 5, 5, 5.5F, 5.5F, 5.5F, 3.5F}));
}

/// The four operations for every text, as the model runs them when they are to be seen; y and the gradients.
std::vector<std::vector<float>> inFourSteps(Backend& backend, const Tensor& q, const Tensor& k,
                                            const Tensor& v, const std::vector<std::uint32_t>& lengths,
                                            float scale, const Tensor& dy, std::size_t heads) {
    const auto zeros = [&](const Shape& shape) {
        Tensor tensor = backend.allocate("zeros", shape);
        backend.fill(0, tensor);
        return tensor;
    };
    Tensor y = zeros(q.shape), dq = zeros(q.shape), dk = zeros(k.shape), dv = zeros(v.shape);
    std::size_t first = 0;
    for (const std::size_t length : lengths) {
        const auto part = [&](const Tensor& all) {
            Tensor rows = zeros({length, all.shape[1]});
            backend.takeRows(all, first, rows);
            return rows;
        };
        const Tensor queries = part(q), keys = part(k), values = part(v), grad = part(dy);
        const Shape square{heads, length, length};
        Tensor scores = zeros(square), masked = zeros(square), probs = zeros(square),
               result = zeros(queries.shape);
        backend.attentionScores(queries, keys, scale, scores);
        backend.causalMask(scores, masked);
        backend.softmax(masked, probs);
        backend.attentionValues(probs, values, result);
        backend.putRows(result, first, y);
        Tensor dProbs = zeros(square), dMasked = zeros(square), dScores = zeros(square);
        Tensor dQueries = zeros(queries.shape), dKeys = zeros(keys.shape), dValues = zeros(values.shape);
        backend.attentionValuesBackward(probs, values, grad, dProbs, dValues);
        backend.softmaxBackward(probs, dProbs, dMasked);
        backend.causalMaskBackward(dMasked, dScores);
        backend.attentionScoresBackward(queries, keys, scale, dScores, dQueries, dKeys);
        backend.takeRowsBackward(dQueries, first, dq);
        backend.takeRowsBackward(dKeys, first, dk);
        backend.takeRowsBackward(dValues, first, dv);
        first += length;
    }
    return {backend.read(y), backend.read(dq), backend.read(dk), backend.read(dv)};
}

TEST_F(TrainingOperationsTest, FusedAttentionEqualsTheFourSteps) {
    for (const std::size_t keyHeads : {1U, 2U, 6U}) {
        const std::vector<std::uint32_t> lengths = {1, 64, 130, 65, 2};
        constexpr std::size_t rows = 262, heads = 6, headWidth = 20;
        const Tensor q = made({rows, heads * headWidth}, 1), k = made({rows, keyHeads * headWidth}, 2),
                     v = made({rows, keyHeads * headWidth}, 3), dy = made({rows, heads * headWidth}, 4);
        const auto expected = inFourSteps(cpu, q, k, v, lengths, 0.3F, dy, heads);
        Tensor y = empty(q.shape), logSums = empty({heads, rows});
        Tensor dq = empty(q.shape), dk = empty(k.shape), dv = empty(v.shape);
        for (Tensor* gradient : {&dq, &dk, &dv}) cpu.fill(0, *gradient);
        cpu.attention(q, k, v, lengths, 0.3F, y, logSums);
        cpu.attentionBackward(q, k, v, lengths, 0.3F, y, logSums, dy, dq, dk, dv);
        const std::vector<std::vector<float>> actual = {cpu.read(y), cpu.read(dq), cpu.read(dk),
                                                        cpu.read(dv)};
        for (std::size_t which = 0; which < 4; ++which)
            for (std::size_t i = 0; i < expected[which].size(); ++i)
                ASSERT_NEAR(actual[which][i], expected[which][i], 1e-4) << which << " element " << i;
    }
}

TEST_F(TrainingOperationsTest, ATextOfABatchIsWhatItIsAlone) {
    const std::vector<std::uint32_t> lengths = {70, 100};
    const Tensor q = made({170, 24}, 1), k = made({170, 24}, 2), v = made({170, 24}, 3);
    Tensor y = empty({170, 24}), logSums = empty({3, 170});
    cpu.attention(q, k, v, lengths, 0.3F, y, logSums);
    const auto part = [&](const Tensor& all) {
        Tensor rows = empty({100, 24});
        cpu.takeRows(all, 70, rows);
        return rows;
    };
    Tensor alone = empty({100, 24}), aloneSums = empty({3, 100});
    const std::vector<std::uint32_t> one = {100};
    cpu.attention(part(q), part(k), part(v), one, 0.3F, alone, aloneSums);
    EXPECT_EQ(cpu.read(alone), cpu.read(part(y)));
}

TEST_F(TrainingOperationsTest, ARowIsTheSameBitForBitAmongOthersAndAlone) {
    constexpr std::size_t rows = 9, width = 53; // every row begins elsewhere in a vector
    const Tensor x = made({rows, width}, 1), weight = made({width}, 2), w = made({31, width}, 3),
                 up = made({rows, width}, 4);
    const auto row = [&](const Tensor& all, std::size_t t) {
        Tensor one = empty({1, all.shape[1]});
        cpu.takeRows(all, t, one);
        return one;
    };
    using Operation = std::function<void(const Tensor& in, const Tensor& other, Tensor& out)>;
    const std::vector<std::pair<std::size_t, Operation>> operations = {
        {width, [&](const Tensor& in, const Tensor&, Tensor& out) { cpu.gelu(in, GeluKind::Tanh, out); }},
        {width, [&](const Tensor& in, const Tensor&, Tensor& out) { cpu.gelu(in, GeluKind::Erf, out); }},
        {width, [&](const Tensor& in, const Tensor& other, Tensor& out) { cpu.swiglu(in, other, out); }},
        {width, [&](const Tensor& in, const Tensor& other, Tensor& out) { cpu.add(in, other, out); }},
        {width, [&](const Tensor& in, const Tensor&, Tensor& out) { cpu.softmax(in, out); }},
        {width, [&](const Tensor& in, const Tensor&, Tensor& out) { cpu.rmsNorm(in, weight, 1e-5F, out); }},
        {width, [&](const Tensor& in, const Tensor&,
                    Tensor& out) { cpu.layerNorm(in, weight, weight, 1e-5F, out); }},
        {31, [&](const Tensor& in, const Tensor&, Tensor& out) { cpu.linear(in, w, noTensor, out); }},
        {width, [&](const Tensor& in, const Tensor& other, Tensor& out) {
             Tensor none;
             cpu.fill(1, out);
             cpu.rmsNormBackward(in, weight, 1e-5F, other, out, none);
             cpu.geluBackward(in, GeluKind::Erf, other, out);
             cpu.swigluBackward(in, in, other, out, none);
             cpu.softmaxBackward(in, other, out);
         }}};
    for (std::size_t which = 0; which < operations.size(); ++which) {
        const auto& [outputs, operation] = operations[which];
        Tensor together = empty({rows, outputs}), alone = empty({1, outputs});
        operation(x, up, together);
        for (std::size_t t = 0; t < rows; ++t) {
            operation(row(x, t), row(up, t), alone);
            EXPECT_EQ(cpu.read(alone), cpu.read(row(together, t))) << "operation " << which << " row " << t;
        }
    }
}

/// Errors in units of 2⁻²⁴ of the result, or of the smallest result that matters beside others.
TEST_F(TrainingOperationsTest, FunctionsAreGoodToAFewUnitsOfTheLastPlace) {
    constexpr std::size_t count = 40001;
    Tensor x = empty({1, count}), ones = empty({1, count}), y = empty({1, count}), dx = empty({1, count});
    std::vector<float> places(count);
    for (std::size_t i = 0; i < count; ++i) places[i] = (static_cast<float>(i) - 20000) / 1600; // ±12.5
    cpu.write(places, x);
    cpu.fill(1, ones);
    const auto worst = [&](double floor, const std::function<double(double)>& formula, const Tensor& result) {
        double units = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const double expected = formula(places[i]);
            units = std::max(units, std::abs(result.floats()[i] - expected) /
                                        (std::max(std::abs(expected), floor) * 0x1p-24));
        }
        return units;
    };
    const auto sigmoid = [](double v) { return 1 / (1 + std::exp(-v)); };
    const double pi = std::acos(-1.0);
    cpu.swiglu(x, ones, y);
    EXPECT_LT(worst(
                  1e-30, [&](double v) { return v * sigmoid(v); }, y),
              16);
    cpu.gelu(x, GeluKind::Erf, y);
    EXPECT_LT(worst(
                  0.1, [](double v) { return v / 2 * std::erfc(-v / std::sqrt(2.0)); }, y),
              16);
    cpu.gelu(x, GeluKind::Tanh, y);
    EXPECT_LT(worst(
                  0.1,
                  [&](double v) { return v * sigmoid(2 * std::sqrt(2 / pi) * (v + 0.044715 * v * v * v)); },
                  y),
              16);
    cpu.fill(0, dx);
    cpu.geluBackward(x, GeluKind::Erf, ones, dx);
    EXPECT_LT(worst(
                  0.1,
                  [&](double v) {
                      return std::erfc(-v / std::sqrt(2.0)) / 2 +
                             v * std::exp(-v * v / 2) / std::sqrt(2 * pi);
                  },
                  dx),
              24);
}

TEST_F(TrainingOperationsTest, NotANumberIsNotHidden) {
    std::vector<float> values = numbers(40, 1);
    values[3] = std::nanf("");
    Tensor x = empty({1, 40}), y = empty({1, 40}), loss = empty({1});
    cpu.write(values, x);
    const std::vector<std::uint32_t> target = {5};
    cpu.crossEntropy(x, target, loss);
    EXPECT_TRUE(std::isnan(loss.floats()[0]));
    cpu.softmax(x, y);
    EXPECT_TRUE(std::isnan(y.floats()[5]));
    cpu.gelu(x, GeluKind::Tanh, y);
    EXPECT_TRUE(std::isnan(y.floats()[3]));
    cpu.gelu(x, GeluKind::Erf, y);
    EXPECT_TRUE(std::isnan(y.floats()[3]));
    cpu.swiglu(x, x, y);
    EXPECT_TRUE(std::isnan(y.floats()[3]));
}

TEST_F(TrainingOperationsTest, TheWayBackOfALinearLayerIsTwoProducts) {
    CountingBackend counting;
    const Tensor x = made(counting, {5, 7}, 1), w = made(counting, {11, 7}, 2),
                 dy = made(counting, {5, 11}, 3);
    Tensor y = counting.allocate("y", {5, 11}), dx = counting.allocate("dx", {5, 7}),
           dw = counting.allocate("dw", {11, 7}), dBias = counting.allocate("dBias", {11}), none;
    counting.linear(x, w, noTensor, y);
    counting.linearBackward(x, w, dy, dx, dw, dBias);
    EXPECT_EQ(counting.total(Op::LinearBackward).matrixFlops, 2 * counting.total(Op::Linear).matrixFlops);
    EXPECT_EQ(counting.total(Op::LinearBackward).otherFlops, 55U);
    // dy, w and x once, every gradient once more; and each of those is written.
    EXPECT_EQ(counting.total(Op::LinearBackward).bytesRead, 4U * (55 + 77 + 35 + 35 + 77 + 11));
    EXPECT_EQ(counting.total(Op::LinearBackward).bytesWritten, 4U * (35 + 77 + 11));
    EXPECT_EQ(counting.parameters(), 77U);
    CountingBackend one;
    one.linearBackward(x, w, dy, none, dw, none);
    EXPECT_EQ(one.total(Op::LinearBackward), (Work{2 * 5 * 7 * 11, 0, 4 * (55 + 35 + 77), 4 * 77}));
}

TEST_F(TrainingOperationsTest, FusedAttentionCountsWhatTheFourStepsDo) {
    const std::vector<std::uint32_t> lengths = {3, 8};
    CountingBackend steps, fused;
    const Tensor q = made(steps, {11, 12}, 1), k = made(steps, {11, 6}, 2), dy = made(steps, {11, 12}, 3);
    inFourSteps(steps, q, k, k, lengths, 1, dy, 4);
    Tensor y = fused.allocate("y", {11, 12}), logSums = fused.allocate("logSums", {4, 11});
    Tensor dq = fused.allocate("dq", {11, 12}), dk = fused.allocate("dk", {11, 6}),
           dv = fused.allocate("dv", {11, 6});
    fused.attention(q, k, k, lengths, 1, y, logSums);
    const Work forth = fused.total(Op::Attention);
    EXPECT_EQ(forth.matrixFlops,
              steps.total(Op::AttentionScores).matrixFlops + steps.total(Op::AttentionValues).matrixFlops);
    EXPECT_EQ(forth.otherFlops,
              steps.total(Op::AttentionScores).otherFlops + steps.total(Op::Softmax).otherFlops + 2 * 44);
    fused.attentionBackward(q, k, k, lengths, 1, y, logSums, dy, dq, dk, dv);
    EXPECT_EQ(fused.total(Op::AttentionBackward).matrixFlops, // and the scores once more
              steps.total(Op::AttentionScoresBackward).matrixFlops +
                  steps.total(Op::AttentionValuesBackward).matrixFlops + forth.matrixFlops / 2);
}

TEST_F(TrainingOperationsTest, OptimizerStepsAreCountedAndShown) {
    TraceRecorder recorder;
    RecordingBackend recording(cpu, recorder);
    CountingBackend counting;
    for (Backend* backend : {static_cast<Backend*>(&recording), static_cast<Backend*>(&counting)}) {
        Tensor w = backend->allocate("w", {6}), mean = backend->allocate("mean", {6}),
               square = backend->allocate("square", {6});
        Tensor gradient = backend->allocate("gradient", {6});
        backend->fill(1, gradient);
        for (Tensor* tensor : {&w, &mean, &square}) backend->fill(0, *tensor);
        backend->blend(gradient, 1, 1, w);
        backend->adamW(gradient, {0.5F, 0.5F, 0.5F, 0, 0, 1}, mean, square, w);
    }
    ASSERT_EQ(recorder.trace.steps.size(), 8U);
    ASSERT_EQ(counting.steps().size(), 8U);
    const std::vector<std::string> outputs = {"gradient", "w", "mean", "square", "w", "mean", "square", "w"};
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        EXPECT_EQ(recorder.trace.steps[i].output, outputs[i]);
        EXPECT_EQ(counting.steps()[i].output, outputs[i]);
    }
    EXPECT_EQ(recorder.trace.steps.back().values, std::vector<float>(6, 0.5F)); // 1 − a whole step of 0.5
    EXPECT_EQ(recorder.trace.steps.back().inputs, std::vector<std::string>{"gradient"});
    EXPECT_EQ(counting.total(Op::AdamW).otherFlops, 6U * 16);
    EXPECT_EQ(counting.total(Op::AdamW).matrixFlops, 0U);
}

TEST_F(TrainingOperationsTest, AChangedOutputOfSeveralIsWrittenBackAndAStopEndsTheSteps) {
    const Tensor x = made({2, 3}, 1), w = made({4, 3}, 2), dy = made({2, 4}, 3);
    Tensor dx = empty({2, 3}), dw = cpu.allocate("dw", {4, 3}), none;
    cpu.fill(0, dw);
    TraceRecorder recorder;
    recorder.edit = [](Step& step) {
        if (step.output == "dw") step.values.assign(12, 9);
        return step.output == "dw";
    };
    recorder.stopAfter = "y";
    RecordingBackend recording(cpu, recorder);
    recording.linearBackward(x, w, dy, none, dw, none);
    EXPECT_EQ(cpu.read(dw), std::vector<float>(12, 9));
    recording.linearBackward(x, w, dy, dx, dw, none);
    EXPECT_EQ(recorder.trace.steps.size(), 2U);
    EXPECT_EQ(recorder.trace.steps.back().output, "y");
    recording.fill(1, dw);
    EXPECT_NE(cpu.read(dw), std::vector<float>(12, 1)); // stopped
}

} // namespace
} // namespace tokenarium
