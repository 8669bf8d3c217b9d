// SPDX-License-Identifier: GPL-3.0-or-later
// A training for people who watch it: a line every few seconds instead of one a step.
#pragma once

#include "engine/train/training_report.h"

#include <chrono>
#include <optional>
#include <string>

namespace tokenarium::cli {

/// Gathers steps. One training, one thread.
class TrainingLines {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// The line to write after this step, with the mean loss since the line before and the time that is left
    /// at the speed so far; mostly empty. The first step, the last and one that was skipped have a line.
    std::string after(const StepReport& report, Time now);

private:
    struct Moment {
        Time time;
        double share = 0;
    };
    std::optional<Moment> first; ///< of this run, which may have been resumed
    Time lastLine;
    double losses = 0;
    std::size_t steps = 0; ///< since the last line
};

std::string lineFor(const Evaluation& evaluation, bool best);
/// The prompt in brackets, then what the model adds; further lines are indented.
std::string lineFor(const SampleReport& report);

/// "45 s", "4 min 10 s", "2 h 5 min".
std::string durationText(double seconds);

} // namespace tokenarium::cli
