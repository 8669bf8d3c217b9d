// SPDX-License-Identifier: GPL-3.0-or-later
// Small copies of a model that is being trained, kept at marked moments: the time line one can step back on.
#pragma once

#include "engine/backend/backend.h"
#include "engine/model/open_model.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tokenarium {

struct TrainingSnapshot {
    std::uint64_t step = 0;
    std::filesystem::path folder; ///< for openModel
};

/// Those in FOLDER/snapshots, in the order of their steps.
std::vector<TrainingSnapshot> trainingSnapshots(const std::filesystem::path& folder);

/// Writes the model with its tokenizer, matrices in BF16, to FOLDER/snapshots/step-000123. Throws
/// std::runtime_error with file and reason.
void createTrainingSnapshot(const OpenedModel& model, Backend& backend, const std::filesystem::path& folder,
                            std::uint64_t step);

/// Which of `steps` (rising) go so that at most `most` stay: first and last always stay, of the others the
/// one whose neighbours are closest together goes first.
std::vector<std::uint64_t> stepsToForget(std::vector<std::uint64_t> steps, std::size_t most);

/// Removes what stepsToForget says. Does nothing where a file cannot be removed.
void thinTrainingSnapshots(const std::filesystem::path& folder, std::size_t most);
/// Those after `step`, which a training that is gone on with from there makes anew.
void forgetSnapshotsAfter(const std::filesystem::path& folder, std::uint64_t step);

} // namespace tokenarium
