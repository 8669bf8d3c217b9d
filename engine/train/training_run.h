// SPDX-License-Identifier: GPL-3.0-or-later
// A whole training: from a recipe to a folder with a model, in one call that reports on the way.
#pragma once

#include "engine/backend/matrix_product.h"
#include "engine/train/training_baselines.h"
#include "engine/train/training_report.h"
#include "engine/train/watched_step.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace tokenarium {

struct TrainingRunOptions {
    std::filesystem::path recipe; ///< the file
    std::filesystem::path folder; ///< for everything that is written
    std::filesystem::path texts;  ///< where the recipe's files lie; empty: in the recipe's folder
    bool resume = false;      ///< go on with what is in `folder`; from the beginning where there is nothing
    std::size_t threads = 0;  ///< 0: as the recipe says
    DType store = DType::F32; ///< of model.safetensors: F32, BF16 or I8 (see exportSafetensors)
    /// Copies of the model kept in FOLDER/snapshots (training_snapshots.h), one at the beginning and at each
    /// evaluation, thinned to this number; then there is a sample at the beginning too. 0: none.
    std::size_t snapshots = 0;
    /// Opens the device to compute on; the CPU where it is empty or returns null.
    std::function<std::unique_ptr<Backend>(ProductPrecision)> device;
};

/// What is known when texts and model are ready, before the first step.
struct TrainingFacts {
    ModelConfig config;
    std::uint64_t parameters = 0, trained = 0; ///< trained: those of an adapter, else all
    Dataset::Split training, validation;
    std::uint64_t epochTokens = 0;
    TrainingBaselines baselines;
    std::uint64_t step = 0; ///< done before, where it is gone on with
    std::shared_ptr<const TextTokenizer> tokenizer;
};

/// Called on the thread that trains; any may be absent.
struct TrainingEvents {
    std::function<void(const TrainingFacts&)> ready;
    std::function<void(const std::string& sentence)> said; ///< for a person: what is done, and warnings
    std::function<void(const char* stage, double share)> prepared; ///< "texts", "tokenizer", "tokens"; 0 … 1
    std::function<void(const StepReport&)> stepped;
    std::function<void(const SampleReport&)> sampled;
    std::function<void(const Evaluation&, const TrainerProgress&, bool best)> evaluated;
    std::function<void(std::uint64_t step)> snapshotTaken;
    /// The device cannot go on; before the CPU takes over, and before `said` gets the sentence for it.
    std::function<void(Backend& failed)> deviceFailed;
    /// Asked before every step: shall it be recorded? Then `watched` gets it; the numbers of such a step
    /// differ from the usual in the last digits, as its attention is done in four operations.
    std::function<bool()> wantsToWatch;
    std::function<void(std::shared_ptr<const WatchedStep>)> watched;
};

enum class TrainingEnd {
    Finished,      ///< all tokens were read
    NoImprovement, ///< the recipe's patience was at its end
    Stopped,       ///< by the stop token; the checkpoint is written, so it can be resumed
    Diverged       ///< the gradients were not finite ten times in a row
};

/// Into the folder go: recipe.json (a copy), tokenizer.json, config.json, model.safetensors (the best weights
/// so far, from the first checkpoint on; an adapter is merged and stands beside it by itself), curve.jsonl (a
/// line for every step, evaluation and sample) and training.safetensors, the checkpoint. A checkpoint that
/// cannot be written is reported and the training goes on. A device that fails is reported, and the CPU goes
/// on: from the step before where only the device's memory was full, else from the last checkpoint. Throws
/// std::runtime_error where recipe, texts or folder are not fit, or where the result, or the checkpoint
/// before stopping, cannot be written.
TrainingEnd createTrainedModel(const TrainingRunOptions& options, const TrainingEvents& events,
                               std::stop_token stop);

} // namespace tokenarium
