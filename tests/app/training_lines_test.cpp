// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees of a training, and how long it says it will take.
#include "app/cli/training_lines.h"

#include <gmock/gmock.h>

#include <limits>

using namespace tokenarium;
using namespace tokenarium::cli;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

StepReport stepAt(double share, double loss) {
    StepReport report;
    report.step = 7;
    report.share = share;
    report.loss = loss;
    return report;
}

} // namespace

TEST(TrainingLines, OneEveryFewSecondsWithTheMeanLossAndTheTimeLeft) {
    using std::chrono::milliseconds;
    const TrainingLines::Time begin{};
    TrainingLines lines; // resumed at half
    EXPECT_THAT(lines.after(stepAt(0.5, 9), begin), HasSubstr("loss 9.0000"));
    EXPECT_EQ(lines.after(stepAt(0.55, 4), begin + milliseconds(2999)), "");
    const std::string line = lines.after(stepAt(0.6, 2), begin + milliseconds(10000));
    EXPECT_THAT(line, HasSubstr("loss 3.0000"));
    EXPECT_THAT(line, HasSubstr("60.0 %"));
    EXPECT_THAT(line, HasSubstr("40 s left")); // a tenth took 10 s
    EXPECT_EQ(lines.after(stepAt(0.7, 1), begin + milliseconds(12999)), "");
    StepReport skipped = stepAt(0.8, 1);
    skipped.skipped = true;
    EXPECT_THAT(lines.after(skipped, begin + milliseconds(12999)), HasSubstr("skipped"));
    EXPECT_THAT(lines.after(stepAt(1, 1), begin + milliseconds(13000)), Not(HasSubstr("left")));
}

TEST(TrainingLines, DurationsAreReadable) {
    EXPECT_EQ(durationText(0.4), "0 s");
    EXPECT_EQ(durationText(59.4), "59 s");
    EXPECT_EQ(durationText(59.6), "1 min 0 s");
    EXPECT_EQ(durationText(3599), "59 min 59 s");
    EXPECT_EQ(durationText(7500), "2 h 5 min");
    EXPECT_THAT(durationText(std::numeric_limits<double>::infinity()), HasSubstr(" h "));
}

TEST(TrainingLines, ASampleCannotSteerTheTerminal) {
    SampleReport report;
    report.prompt = "a";
    report.text = "b\nc\x1b[2J\x7f";
    EXPECT_EQ(lineFor(report), "  sample  [a]b\n          c?[2J?\n");
}
