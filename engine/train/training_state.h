// SPDX-License-Identifier: GPL-3.0-or-later
// A training on disk: what is needed to go on exactly where it was.
#pragma once

#include "engine/train/trainer.h"

#include <filesystem>
#include <optional>

namespace tokenarium {

/// What a training must find again to go on exactly.
struct TrainingOrigin {
    std::uint64_t tokens = 0, windows = 0; ///< fingerprints of the data set
    std::uint64_t base = 0;                ///< of the weights an adapter is added to; 0 without an adapter
};
std::uint64_t weightsFingerprint(Weights weights, Backend& backend);

/// One safetensors file: weights under their names, the best ones under "best.NAME", the optimizer's state as
/// Optimizer::forEachState says; TrainerProgress and the origin as metadata. Replaces the file whole or not
/// at all. Throws std::runtime_error.
void createTrainingState(const std::filesystem::path& file, Trainer& trainer, Backend& backend,
                         const TrainingOrigin& origin);

/// The step such a file was written after; nothing where there is none that can be read.
std::optional<std::uint64_t> trainingStateStep(const std::filesystem::path& file);

/// The inverse, into a trainer made from the same recipe. Throws std::runtime_error where the file is
/// damaged, or belongs to a training with another model, optimizer or other texts; the trainer must not be
/// used then.
void loadTrainingState(const std::filesystem::path& file, Trainer& trainer, Backend& backend,
                       const TrainingOrigin& origin);

} // namespace tokenarium
