// SPDX-License-Identifier: GPL-3.0-or-later
// The loss of a batch and its gradients: the forward pass once more, read backwards.
#pragma once

#include "engine/model/forward.h"

namespace tokenarium {

/// One text and what should follow each of its tokens; of the same length. noTarget: not asked.
struct TrainingText {
    std::span<const TokenId> ids;
    std::span<const TokenId> targets;
};

struct LossOptions {
    /// Every gradient is multiplied by it: 1 / (targets of the step) makes the mean of a step from the sums
    /// of its batches.
    float scale = 1;
    float dropout = 0;
    std::uint64_t dropoutSeed = 0;
    /// Attention in its four steps, each to be seen by a recording backend, instead of in one operation.
    bool separateSteps = false;
};

struct BatchLoss {
    double nats = 0;          ///< Σ −log p of the targets
    std::size_t targets = 0;  ///< how many were asked
    std::vector<float> each;  ///< of every row, 0 where there is noTarget
    bool complete = false;    ///< as in ForwardResult
    std::string problem;
};

/// Forward only.
BatchLoss loss(const ModelConfig& config, const Weights& weights, Backend& backend,
               std::span<const TrainingText> texts);

/// Forward and back; adds `scale` times the gradient of the sum of all losses to `gradients`, whose tensors
/// have the shapes of the weights (zeroGradients makes them). Names of what it writes: "grad." and the name of
/// the tensor it belongs to, "grad.block.3.attention.probs" and, of the weights, as in zeroGradients.
BatchLoss lossAndGradients(const ModelConfig& config, const Weights& weights, Backend& backend,
                           std::span<const TrainingText> texts, const LossOptions& options,
                           Weights& gradients);

/// Tensors of zeros in the shapes of the configuration, named "grad." + the weight's name; a tied head is the
/// token table's gradient.
Weights zeroGradients(const ModelConfig& config, Backend& backend);

} // namespace tokenarium
