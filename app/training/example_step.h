// SPDX-License-Identifier: GPL-3.0-or-later
// A small training made on the spot, so that there is a step to look into before anything was trained.
#pragma once

#include "engine/text/text_tokenizer.h"
#include "engine/train/training_baselines.h"
#include "engine/train/watched_step.h"

#include <memory>
#include <stop_token>

namespace tokenarium {

/// A step with all its numbers, and what is needed to read it.
struct ShownStep {
    std::shared_ptr<const WatchedStep> step; ///< null: there is none
    std::shared_ptr<const TextTokenizer> tokenizer;
    TrainingBaselines baselines;
};

/// Step 60 of a model of one layer on built-in stories; takes about a second. On a worker; in a temporary
/// folder. Without a step where it is stopped. Throws std::runtime_error where the folder cannot be written.
ShownStep createExampleStep(std::stop_token stop);

} // namespace tokenarium
