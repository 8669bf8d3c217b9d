// SPDX-License-Identifier: GPL-3.0-or-later
// From gradients to new weights: AdamW, and Muon for the matrices of the blocks.
#pragma once

#include "engine/model/weights.h"
#include "engine/train/muon.h"
#include "engine/train/recipe.h"

#include <functional>
#include <string>
#include <vector>

namespace tokenarium {

/// How a tensor of the model is trained.
struct OptimizerGroup {
    bool muon = false;  ///< else AdamW
    bool decay = false; ///< weight decay: matrices and token tables, not norms and biases
};
OptimizerGroup optimizerGroup(const Tensor& weight, OptimizerKind kind);

/// Updates the weights it was made for, whose memory it shares. The backend is each time the one it was made
/// with, or one around it that looks on. One thread at a time.
class Optimizer {
public:
    Optimizer(const TrainingSettings& settings, Weights weights, Backend& backend);

    /// The length of all gradients together, in double precision. Not finite where a gradient is not.
    double gradientNorm(Backend& backend, Weights& gradients) const;

    /// One step; `factor` multiplies every rate. `norm` is that of the gradients: where it is above the
    /// settings' clip they count as scaled down to it. The gradients are of no use afterwards.
    void step(Backend& backend, Weights& gradients, double norm, double factor);

    std::uint64_t stepsDone() const { return steps; }
    void setStepsDone(std::uint64_t count) { steps = count; }
    /// Every tensor that has to be kept to go on exactly: named "adamw.mean.NAME", "adamw.square.NAME",
    /// "muon.momentum.NAME".
    void forEachState(const std::function<void(Tensor&)>& visit);

private:
    struct Slot {
        Tensor weight, first, second; ///< mean and square, or momentum
        OptimizerGroup group;
        std::size_t space = 0; ///< Muon: index of its memory
    };
    AdamWStep adamWStepOf(const Slot& slot, double factor) const;
    void muonStep(Backend& backend, Slot& slot, const Tensor& gradient, float scale, double factor);

    TrainingSettings settings;
    std::vector<Slot> states;      ///< in the order of forEachTensor
    std::vector<MuonSpace> spaces; ///< one for every shape
    std::uint64_t steps = 0;
};

} // namespace tokenarium
