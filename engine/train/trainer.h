// SPDX-License-Identifier: GPL-3.0-or-later
// Training step by step: batches in, one report out.
#pragma once

#include "engine/backend/recording_backend.h"
#include "engine/model/backward.h"
#include "engine/train/dataset.h"
#include "engine/train/lora.h"
#include "engine/train/optimizer.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

/// What one step did.
struct StepReport {
    std::uint64_t step = 0;   ///< from 1
    std::uint64_t tokens = 0; ///< read since the beginning
    double share = 0;         ///< of the tokens that are to be read
    double epoch = 0;         ///< passes through the texts since the beginning
    double loss = 0;          ///< nats per token, of this step's batch
    double gradientNorm = 0;  ///< before clipping
    double rate = 0;          ///< of AdamW; Muon's follows the same curve
    double seconds = 0, tokensPerSecond = 0;
    /// The gradients were not finite, so the weights were left as they are.
    bool skipped = false;
    std::string problem; ///< why the step could not be done, as a sentence; empty: it was
    /// With a problem: the update of the weights had begun, so neither they nor the optimizer's state are
    /// those of a step any more.
    bool halfDone = false;
};

/// For a step that somebody wants to look into.
struct StepOptions {
    /// Attention in its four operations instead of one; the numbers differ from the usual in the last digits.
    bool separateSteps = false;
    /// Sees every operation from the texts' embedding to the new weights; then the steps are separate. The
    /// numbers are those of a step that nobody sees. Where it stops the forward pass or the way back, the
    /// step has not happened and the next one is the same; the update is always brought to its end.
    StepSink* sink = nullptr;
};

/// How well the validation split is predicted.
struct Evaluation {
    double nats = 0;              ///< of all targets
    std::size_t targets = 0;      ///< tokens asked
    std::uint64_t characters = 0; ///< code points and one for the end of each document
    std::size_t documents = 0;
    bool whole = false;    ///< all of the split, not a sample
    bool final = false;    ///< of the model that is kept, at the end
    bool complete = false; ///< not stopped, and there was something to ask
    double natsPerToken() const { return nats / static_cast<double>(targets); }
    double natsPerCharacter() const { return nats / static_cast<double>(characters); }
    double bitsPerCharacter() const;
};

/// Where a training stands, but for its tensors.
struct TrainerProgress {
    std::uint64_t step = 0, tokens = 0;
    std::uint64_t optimizerSteps = 0;   ///< without those that were skipped
    std::uint64_t epoch = 0, index = 0; ///< the next window is number `index` of the epoch's order
    std::uint64_t nextEvaluation = 0;   ///< when so many tokens have been read; at the end in any case
    std::uint64_t evaluations = 0;
    std::uint64_t withoutBetter = 0; ///< evaluations since the best one
    std::uint64_t bestStep = 0;
    double bestNats = 0; ///< per token, of the best evaluation
};

/// Owns weights, gradients and the optimizer's state. One thread; the backend must live longer.
class Trainer {
public:
    /// The weights' memory is shared with the caller's. With an adapter only that is trained, by AdamW.
    Trainer(const ModelConfig& config, Weights weights, std::shared_ptr<const Dataset> data,
            const TrainingSettings& settings, Backend& backend, std::optional<Lora> adapter = std::nullopt);

    /// All tokens are read, or `patience` evaluations in a row were not better.
    bool finished() const;
    bool outOfPatience() const;

    /// Forward and back for a batch, and new weights. After a problem `where` is as it was before.
    StepReport step(const StepOptions& options = {});

    bool evaluationDue() const { return progress.tokens >= progress.nextEvaluation; }
    /// Of the weights as they are: a sample that is always the same, or the whole split.
    Evaluation evaluate(bool whole, std::stop_token stop = {});
    /// Takes note of a complete evaluation of the sample: the best weights are kept. True if it is the best.
    bool note(const Evaluation& evaluation);
    /// Goes back to the best weights, if there was an evaluation.
    void useBest();

    /// Of the whole model, adapter included; after the next step they may be others.
    const Weights& currentWeights() const { return weights; }
    Weights bestWeights() const; ///< the current ones before the first evaluation
    std::optional<Lora> bestAdapter() const;

    const TrainerProgress& where() const { return progress; }
    void goTo(const TrainerProgress& to); ///< `to.index` is at most windowsOfEpoch()
    std::uint64_t windowsOfEpoch() const { return order.size(); }
    /// Everything besides `where` that has to be kept to go on exactly, under names for a file.
    void forEachState(const std::function<void(const std::string& name, Tensor&)>& visit);

private:
    std::vector<TextWindow> nextBatch();
    BatchLoss runWindows(std::span<const TextWindow> windows, Backend& on, const LossOptions* options);
    void addGradients(std::span<const TextWindow> batch, Backend& on, LossOptions options,
                      StepReport& report);
    StepReport stoppedStep(StepReport report, const TrainerProgress& before);
    std::uint64_t evaluationAfter(std::uint64_t tokens) const;
    std::vector<std::size_t> sampleOfDocuments(bool whole) const;
    void refresh();

    ModelConfig config;
    Weights weights, gradients; ///< of the whole model
    Weights base;               ///< without the adapter
    std::optional<Lora> lora, bestLora, loraGradients;
    Weights trained, trainedGradients, best; ///< what the optimizer sees: the model, or the adapter alone
    std::shared_ptr<const Dataset> data;
    TrainingSettings settings;
    Backend& backend;
    Optimizer optimizer;
    TrainerProgress progress;
    std::vector<std::uint32_t> order; ///< of epoch `orderEpoch`
    std::uint64_t orderEpoch = 0;
};

} // namespace tokenarium
