// SPDX-License-Identifier: GPL-3.0-or-later
// What a training has reported so far, in memory; and read back from its curve.jsonl.
#pragma once

#include "engine/train/training_report.h"

#include <filesystem>
#include <vector>

namespace tokenarium {

struct HistoryEvaluation {
    std::uint64_t step = 0, tokens = 0;
    double natsPerToken = 0, bitsPerCharacter = 0;
    bool best = false, whole = false, final = false;
};

struct TrainingHistory {
    std::vector<StepReport> steps; ///< without `share`, which the file does not have
    std::vector<HistoryEvaluation> evaluations;
    std::vector<SampleReport> samples;

    void add(const StepReport& report) { steps.push_back(report); }
    void add(const Evaluation& evaluation, const TrainerProgress& where, bool best);
    void add(const SampleReport& sample) { samples.push_back(sample); }
    /// Forgets what came later than `step`, and what was said of a model that was kept at an end.
    void cutAfter(std::uint64_t step);
    std::uint64_t tokens() const { return steps.empty() ? 0 : steps.back().tokens; }
};

/// Lines that are not whole, or none of ours, are passed over; without the file the history is empty.
TrainingHistory loadTrainingHistory(const std::filesystem::path& curve);
/// The same from the text of such a file.
TrainingHistory readTrainingHistory(std::string_view lines);

} // namespace tokenarium
