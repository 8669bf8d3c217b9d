// SPDX-License-Identifier: GPL-3.0-or-later
// notes.json of a training: what was chosen for it, and how it ended, which neither recipe nor curve says.
#pragma once

#include "app/training/training_setup.h"
#include "engine/train/training_baselines.h"
#include "engine/train/training_run.h"

#include <QString>

#include <optional>

namespace tokenarium {

struct TrainingNotes {
    TrainingSetup setup;
    std::optional<TrainingEnd> end; ///< nothing: it did not come to its end yet
    std::optional<TrainingBaselines> baselines;
};

/// Where the file is missing or damaged, what is missing stays as in TrainingNotes{}.
TrainingNotes readTrainingNotes(const QString& folderOfTraining);
/// Replaces the file whole. False where that cannot be.
bool writeTrainingNotes(const QString& folderOfTraining, const TrainingNotes& notes);

} // namespace tokenarium
