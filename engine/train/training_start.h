// SPDX-License-Identifier: GPL-3.0-or-later
// What a training begins with: its texts as tokens, its tokenizer, and a model, new or opened.
#pragma once

#include "engine/model/open_model.h"
#include "engine/train/dataset.h"
#include "engine/train/recipe.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

namespace tokenarium {

/// Where things lie.
struct TrainingPlace {
    std::filesystem::path recipe; ///< the file
    std::filesystem::path folder; ///< of the training
    std::filesystem::path texts;  ///< of the recipe's files
    bool resumes = false;         ///< the tokenizer in `folder` counts
};

struct TrainingStart {
    OpenedModel model;
    std::shared_ptr<const Dataset> data; ///< null: it was stopped, and nothing here is of use
};

/// A model that is to be gone on with: with the marks of its documents. Throws std::runtime_error.
OpenedModel openTrainingBase(const std::filesystem::path& folder, Backend& backend);

/// The weights a training of `model` begins with, on `backend`: those of its file, or new ones.
Weights createStartWeights(const OpenedModel& model, const Recipe& recipe, Backend& backend);

/// Reads the texts, learns or opens the tokenizer and writes it to the folder, and tokenizes. `stage` gets
/// "texts", "tokenizer" or "tokens" and a share from 0 to 1, on this thread. Throws std::runtime_error.
TrainingStart createTrainingStart(const Recipe& recipe, const TrainingPlace& place, Backend& backend,
                                  std::stop_token stop,
                                  const std::function<void(const char*, double)>& stage);

} // namespace tokenarium
