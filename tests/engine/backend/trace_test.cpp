// SPDX-License-Identifier: GPL-3.0-or-later
// What a recording holds, how it is asked and steered, and the cursor over it.
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"

#include <gtest/gtest.h>

#include <set>

namespace tokenarium {
namespace {

/// y = a + a, z = y + a, and the rows of z into a cache.
void run(Backend& backend) {
    Tensor a = backend.allocate("a", {1, 2}), y = backend.allocate("y", {1, 2}),
           z = backend.allocate("z", {1, 2});
    Tensor cache = backend.allocate("cache", {4, 2});
    backend.write(std::vector<float>{1, 2}, a);
    backend.add(a, a, y);
    backend.add(y, a, z);
    backend.putRows(z, 3, cache);
}

TEST(Recording, KeepsEveryStep) {
    CpuBackend plain;
    TraceRecorder recorder;
    RecordingBackend recording(plain, recorder);
    run(recording);
    const std::vector<Step>& steps = recorder.trace.steps;
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[1].op, Op::Add);
    EXPECT_EQ(steps[1].inputs, (std::vector<std::string>{"y", "a"}));
    EXPECT_EQ(steps[1].output, "z");
    EXPECT_EQ(steps[1].shape, (Shape{1, 2}));
    EXPECT_EQ(steps[1].values, (std::vector<float>{3, 6}));
    EXPECT_EQ(steps[2].constants, std::vector<double>{3});
    EXPECT_TRUE(steps[2].values.empty()); // a whole cache
}

TEST(Recording, CopiesOnlyWhatIsWanted) {
    CpuBackend plain;
    TraceRecorder recorder;
    recorder.wants = [](const Step& step) { return step.output == "z"; };
    RecordingBackend recording(plain, recorder);
    run(recording);
    EXPECT_TRUE(recorder.trace.steps[0].values.empty());
    EXPECT_FALSE(recorder.trace.steps[1].values.empty());
}

TEST(Recording, AChangedTensorIsWhatTheRestOfTheRunSees) {
    CpuBackend plain;
    TraceRecorder recorder;
    recorder.edit = [](Step& step) {
        if (step.output == "y") step.values = {10, 20};
        return step.output == "y";
    };
    RecordingBackend recording(plain, recorder);
    run(recording);
    EXPECT_EQ(recorder.trace.find("z")->values, (std::vector<float>{11, 22}));
}

TEST(Recording, StopsAfterTheNamedTensor) {
    CpuBackend plain;
    TraceRecorder recorder;
    recorder.stopAfter = "y";
    RecordingBackend recording(plain, recorder);
    EXPECT_FALSE(recording.stopped());
    run(recording);
    EXPECT_TRUE(recording.stopped());
    EXPECT_EQ(recorder.trace.steps.size(), 1U);
}

/// Two layers that read the same row, [1, 2]: the first doubles, the second adds 1.
void runLayers(Backend& backend) {
    Tensor x = backend.allocate("x", {1, 2}), one = backend.allocate("one", {2});
    Tensor twice = backend.allocate("twice", {2, 2}), same = backend.allocate("same", {2, 2});
    Tensor y = backend.allocate("y", {1, 2}), z = backend.allocate("z", {1, 2});
    backend.write(std::vector<float>{1, 2}, x);
    backend.write(std::vector<float>{2, 0, 0, 2}, twice);
    backend.write(std::vector<float>{1, 0, 0, 1}, same);
    backend.fill(1, one);
    const LinearPart parts[] = {{twice, noTensor, y}, {same, one, z}};
    backend.linears(x, parts);
}

TEST(Recording, LayersThatReadTheSameAreStepsOfTheirOwn) {
    CpuBackend plain;
    TraceRecorder recorder;
    RecordingBackend recording(plain, recorder);
    runLayers(recording);
    const std::vector<Step>& steps = recorder.trace.steps;
    ASSERT_EQ(steps.size(), 3U); // fill before them
    EXPECT_EQ(steps[1].op, Op::Linear);
    EXPECT_EQ(steps[1].inputs, (std::vector<std::string>{"x", "twice"}));
    EXPECT_EQ(steps[1].values, (std::vector<float>{2, 4}));
    EXPECT_EQ(steps[2].inputs, (std::vector<std::string>{"x", "same", "one"}));
    EXPECT_EQ(steps[2].output, "z");
    EXPECT_EQ(steps[2].values, (std::vector<float>{2, 3}));
}

TEST(Recording, ARestartedRecorderHoldsWhatAFreshOneDoes) {
    CpuBackend plain;
    TraceRecorder recorder;
    RecordingBackend recording(plain, recorder);
    runLayers(recording);
    for (const auto& again : {run, runLayers, run}) {
        recorder.restart();
        again(recording);
        TraceRecorder fresh;
        RecordingBackend other(plain, fresh);
        again(other);
        ASSERT_EQ(recorder.trace.steps.size(), fresh.trace.steps.size());
        for (std::size_t i = 0; i < fresh.trace.steps.size(); ++i) {
            const Step &actual = recorder.trace.steps[i], &expected = fresh.trace.steps[i];
            EXPECT_EQ(actual.op, expected.op);
            EXPECT_EQ(actual.inputs, expected.inputs);
            EXPECT_EQ(actual.output, expected.output);
            EXPECT_EQ(actual.shape, expected.shape);
            EXPECT_EQ(actual.constants, expected.constants);
            EXPECT_EQ(actual.values, expected.values);
        }
    }
}

TEST(Recording, StopsBetweenLayersThatReadTheSame) {
    CpuBackend plain;
    TraceRecorder recorder;
    recorder.stopAfter = "y";
    RecordingBackend recording(plain, recorder);
    runLayers(recording);
    EXPECT_TRUE(recording.stopped());
    EXPECT_EQ(recorder.trace.steps.back().output, "y");
}

TEST(Trace, CursorWalksBothWaysAndStaysInside) {
    CpuBackend plain;
    TraceRecorder recorder;
    RecordingBackend recording(plain, recorder);
    run(recording);
    TraceCursor cursor(recorder.trace);
    EXPECT_FALSE(cursor.back());
    EXPECT_EQ(cursor.current()->output, "y");
    EXPECT_TRUE(cursor.forward());
    EXPECT_EQ(cursor.current()->output, "z");
    EXPECT_TRUE(cursor.forward());
    EXPECT_FALSE(cursor.forward());
    EXPECT_EQ(cursor.current()->output, "cache");
    EXPECT_TRUE(cursor.back());
    EXPECT_EQ(cursor.index(), 1U);
    EXPECT_TRUE(cursor.moveTo("y"));
    EXPECT_EQ(cursor.index(), 0U);
    EXPECT_FALSE(cursor.moveTo("nothing"));
    EXPECT_FALSE(cursor.moveTo(3));
    EXPECT_EQ(cursor.index(), 0U);
    const Trace none;
    TraceCursor lost(none);
    EXPECT_EQ(lost.current(), nullptr);
    EXPECT_FALSE(lost.forward());
    EXPECT_FALSE(lost.back());
}

TEST(Trace, OperationsHaveNamesOfTheirOwn) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < opCount; ++i) names.insert(opName(static_cast<Op>(i)));
    EXPECT_EQ(names.size(), opCount);
    EXPECT_STREQ(opName(Op::AttentionValues), "attention_values");
    EXPECT_STREQ(opName(Op::LinearBackward), "linear_backward");
    EXPECT_EQ(static_cast<std::size_t>(Op::AdamW) + 1, opCount);
}

} // namespace
} // namespace tokenarium
