// SPDX-License-Identifier: GPL-3.0-or-later
// One training step under the glass: what was read, what was predicted, and how every weight changed.
#pragma once

#include "engine/train/trainer.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tokenarium {

/// One text of the batch, token by token; all vectors have the same length.
struct WatchedText {
    std::vector<TokenId> ids, targets; ///< noTarget: not asked
    std::vector<float> losses;         ///< −ln p of the target; 0 where not asked
    std::vector<TokenId> guesses;      ///< the likeliest next token
    std::vector<float> guessChance;    ///< its probability
};

/// One trained tensor; all numbers in row order.
struct WatchedTensor {
    std::string name;
    Shape shape;
    OptimizerGroup group;
    double gradientNorm = 0; ///< before clipping
    std::vector<float> before, after;
    std::vector<float> gradient;                  ///< before clipping
    std::vector<float> firstBefore, firstAfter;   ///< AdamW: mean of the gradients; Muon: momentum
    std::vector<float> secondBefore, secondAfter; ///< AdamW: mean of their squares
    std::vector<float> update;                    ///< Muon: the matrix with directions of one length
};

/// Immutable once made.
struct WatchedStep {
    StepReport report;
    TrainingSettings settings;
    double clipScale = 1; ///< what the gradient was multiplied by
    double factor = 1;    ///< of the rates, as the schedule says
    std::uint64_t optimizerStep = 1;
    std::vector<WatchedText> texts;
    std::vector<WatchedTensor> tensors; ///< in the order of the model
};

/// Give it to Trainer::step as its sink, then call `finish`. Keeps references to trainer and backend; one
/// step, one thread. Needs about seven times the memory of what is trained.
class StepRecorder final : public StepSink {
public:
    StepRecorder(Trainer& ofTrainer, Backend& on, const TrainingSettings& settings);
    bool wantsValues(const Step& step) override;
    Next take(Step& step) override;
    WatchedStep finish(const StepReport& report);

private:
    void takeTexts(const Step& step);
    void takeGuesses(const Step& step);
    std::unordered_map<std::string, std::vector<float>> stateOf();

    Trainer& trainer;
    Backend& backend;
    WatchedStep watched;
    std::unordered_map<std::string, std::vector<float>> before, gradients, updates, space;
    std::vector<std::size_t> starts;   ///< of the texts of the part under way
    std::vector<TokenId> ids, guesses; ///< of the part under way
    std::vector<float> guessChances;
    std::unordered_set<std::string> names; ///< of the trained tensors
};

} // namespace tokenarium
