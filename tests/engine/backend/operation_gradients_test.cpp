// SPDX-License-Identifier: GPL-3.0-or-later
// The laws of every operation that has a way back: gradients are those of finite differences of its formula,
// they are added, may be absent, and are the same for any number of threads and when watched.
#include "differentiable_operation.h"

#include "engine/backend/counting_backend.h"
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tokenarium {
namespace {

constexpr std::size_t fewRows = 7;    ///< finite differences of everything
constexpr std::size_t manyRows = 400; ///< worth sharing among threads

std::vector<float> randomNumbers(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 1);
    std::vector<float> values(count);
    for (float& value : values) value = normal(random);
    return values;
}

/// Forth and back with the same numbers each time. Gradients start from numbers of their own.
struct ForthAndBack {
    std::vector<Tensor> inputs, gradients;
    Tensor y, kept, dy;

    ForthAndBack(Backend& backend, const DifferentiableOperation& operation, std::uint32_t wanted = ~0U) {
        for (std::size_t i = 0; i < operation.inputs.size(); ++i) {
            inputs.push_back(made(backend, "x" + std::to_string(i), operation.inputs[i], 10));
            gradients.push_back(wanted >> i & 1U
                                    ? made(backend, "dx" + std::to_string(i), operation.inputs[i], 20)
                                    : noTensor);
        }
        y = backend.allocate("y", operation.output);
        if (operation.keptShape.rank()) kept = backend.allocate("kept", operation.keptShape);
        dy = made(backend, "dy", operation.output, 30);
        if (operation.uniform != 0)
            backend.write(std::vector<float>(operation.output.elements(), operation.uniform), dy);
        operation.forward(backend, inputs, y, kept);
        operation.backward(backend, inputs, y, kept, dy, gradients);
    }

    Tensor made(Backend& backend, const std::string& name, const Shape& shape, unsigned seed) {
        Tensor tensor = backend.allocate(name, shape);
        backend.write(randomNumbers(shape.elements(), seed + static_cast<unsigned>(inputs.size())), tensor);
        return tensor;
    }
};

Doubles doublesOf(Backend& backend, const Tensor& tensor) {
    const std::vector<float> values = backend.read(tensor);
    return {values.begin(), values.end()};
}

class OperationGradientsTest : public ::testing::TestWithParam<std::size_t> {
protected:
    static DifferentiableOperation operation(std::size_t rows) {
        return differentiableOperations(rows)[GetParam()];
    }
};

std::string nameOf(const ::testing::TestParamInfo<std::size_t>& info) {
    return differentiableOperations(fewRows)[info.param].name;
}

TEST_P(OperationGradientsTest, TheWayForthIsTheFormula) {
    for (const std::size_t rows : {fewRows, std::size_t{90}}) {
        CpuBackend backend;
        const DifferentiableOperation op = operation(rows);
        const ForthAndBack run(backend, op);
        std::vector<Doubles> inputs;
        for (const Tensor& input : run.inputs) inputs.push_back(doublesOf(backend, input));
        const Doubles expected = op.formula(inputs), actual = doublesOf(backend, run.y);
        ASSERT_EQ(actual.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            ASSERT_NEAR(std::isinf(actual[i]) ? 0 : actual[i], expected[i],
                        5e-6 * (1 + std::abs(expected[i])))
                << "element " << i;
    }
}

/// Differences of the formula in double precision are good to 1e-9; float32 and sums of a few dozen numbers
/// leave 1e-5 of the largest gradient.
void expectGradientsOfDifferences(const DifferentiableOperation& op) {
    CpuBackend backend;
    const ForthAndBack run(backend, op);
    std::vector<Doubles> inputs;
    for (const Tensor& input : run.inputs) inputs.push_back(doublesOf(backend, input));
    const Doubles dy = doublesOf(backend, run.dy);
    const auto loss = [&] {
        const Doubles y = op.formula(inputs);
        double sum = 0;
        for (std::size_t i = 0; i < y.size(); ++i) sum += dy[i] * y[i];
        return sum;
    };
    for (std::size_t input = 0; input < inputs.size(); ++input) {
        const std::vector<float> before =
            randomNumbers(inputs[input].size(), 20 + static_cast<unsigned>(input) + 1);
        const Doubles after = doublesOf(backend, run.gradients[input]);
        Doubles expected;
        double largest = 1;
        for (double& x : inputs[input]) {
            const double there = x, step = 1e-5;
            x = there + step;
            const double above = loss();
            x = there - step;
            expected.push_back((above - loss()) / (2 * step));
            x = there;
            largest = std::max(largest, std::abs(expected.back()));
        }
        for (std::size_t i = 0; i < expected.size(); ++i)
            ASSERT_NEAR(after[i] - before[i], expected[i], 1e-5 * largest)
                << "input " << input << " element " << i;
    }
}

TEST_P(OperationGradientsTest, GradientsAreThoseOfFiniteDifferencesAndAreAdded) {
    expectGradientsOfDifferences(operation(fewRows));
}

TEST(AttentionGradients, OfMoreThanABlockOfQueriesIsThatOfFiniteDifferences) {
    for (const DifferentiableOperation& op : differentiableOperations(90))
        if (op.backwardOp == Op::AttentionBackward) expectGradientsOfDifferences(op);
}

TEST_P(OperationGradientsTest, GradientsNobodyWantsChangeNothingInTheOthers) {
    const DifferentiableOperation op = operation(fewRows);
    CpuBackend backend;
    const ForthAndBack full(backend, op);
    for (std::uint32_t wanted = 0; wanted < 1U << op.inputs.size(); ++wanted) {
        const ForthAndBack part(backend, op, wanted);
        for (std::size_t i = 0; i < op.inputs.size(); ++i)
            if (wanted >> i & 1U) {
                EXPECT_EQ(backend.read(part.gradients[i]), backend.read(full.gradients[i])) << wanted;
            }
    }
}

TEST_P(OperationGradientsTest, TheNumberOfThreadsChangesNoBit) {
    const DifferentiableOperation op = operation(manyRows);
    CpuBackend alone(1);
    const ForthAndBack expected(alone, op);
    for (const std::size_t threads : {2U, 3U}) {
        CpuBackend backend(threads);
        const ForthAndBack run(backend, op);
        EXPECT_EQ(backend.read(run.y), alone.read(expected.y)) << threads;
        for (std::size_t i = 0; i < op.inputs.size(); ++i)
            EXPECT_EQ(backend.read(run.gradients[i]), alone.read(expected.gradients[i])) << threads;
    }
}

TEST_P(OperationGradientsTest, RecordingPassesEveryBitAndShowsEveryGradient) {
    const DifferentiableOperation op = operation(fewRows);
    for (std::uint32_t wanted = 0; wanted < 1U << op.inputs.size(); ++wanted) {
        CpuBackend plain;
        const ForthAndBack expected(plain, op, wanted);
        TraceRecorder recorder;
        recorder.wants = [](const Step&) { return true; };
        RecordingBackend recording(plain, recorder);
        const ForthAndBack run(recording, op, wanted);
        EXPECT_EQ(plain.read(run.y), plain.read(expected.y));
        std::vector<std::string> shown;
        for (const Step& step : recorder.trace.steps)
            if (step.op == op.backwardOp) shown.push_back(step.output);
        std::vector<std::string> names;
        for (const Tensor& gradient : run.gradients)
            if (present(gradient)) names.push_back(gradient.name);
        EXPECT_EQ(shown, names);
        for (std::size_t i = 0; i < op.inputs.size(); ++i) {
            if (!present(run.gradients[i])) continue;
            EXPECT_EQ(plain.read(run.gradients[i]), plain.read(expected.gradients[i]));
            EXPECT_EQ(recorder.trace.find(run.gradients[i].name)->values, plain.read(expected.gradients[i]));
        }
    }
}

TEST_P(OperationGradientsTest, CountingHasTheStepsOfARecording) {
    const DifferentiableOperation op = operation(fewRows);
    for (std::uint32_t wanted = 0; wanted < 1U << op.inputs.size(); ++wanted) {
        CpuBackend plain;
        TraceRecorder recorder;
        RecordingBackend recording(plain, recorder);
        const ForthAndBack run(recording, op, wanted);
        CountingBackend counting;
        const ForthAndBack counted(counting, op, wanted);
        ASSERT_EQ(counting.steps().size(), recorder.trace.steps.size());
        for (std::size_t i = 0; i < counting.steps().size(); ++i) {
            EXPECT_EQ(counting.steps()[i].op, recorder.trace.steps[i].op);
            EXPECT_EQ(counting.steps()[i].output, recorder.trace.steps[i].output);
            EXPECT_EQ(counting.steps()[i].shape, recorder.trace.steps[i].shape);
            EXPECT_GT(counting.steps()[i].work.bytesWritten, 0U);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Every, OperationGradientsTest,
                         ::testing::Range(std::size_t{0}, differentiableOperations(fewRows).size()), nameOf);

} // namespace
} // namespace tokenarium
