// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of a post-training before its first step: what the model writes as it is, what it would
// read, and how many of its numbers would change.
#pragma once

#include "app/training/training_setup.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

struct PostPreview {
    std::string answer; ///< to the setup's prompt: what the training's first sample will be
    std::uint64_t parameters = 0, trained = 0;
    std::size_t matrices = 0; ///< LoRA: how many get an addition
    std::size_t documents = 0;
    std::vector<std::string> examples; ///< the first documents
};

/// Takes up to some seconds; on a worker. `setup.base` is a model. Where it is stopped the result is of no
/// use. Throws std::runtime_error.
PostPreview createPostPreview(const TrainingSetup& setup, std::stop_token stop);

/// A moderate training of the model: as the room starts it.
TrainingSetup postTrainingSetup(TextChoice texts, std::size_t steps, std::size_t loraRank);

} // namespace tokenarium
