// SPDX-License-Identifier: GPL-3.0-or-later
// The two rules, each written with operations of the backend.
#include "engine/train/optimizer.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

Tensor zeros(Backend& backend, const std::string& name, const Shape& shape) {
    Tensor tensor = backend.allocate(name, shape);
    backend.fill(0, tensor);
    return tensor;
}

} // namespace

OptimizerGroup optimizerGroup(const Tensor& weight, OptimizerKind kind) {
    const bool matrix = weight.shape.rank() == 2, inBlock = weight.name.rfind("block.", 0) == 0;
    return {matrix && inBlock && kind == OptimizerKind::Muon, matrix};
}

Optimizer::Optimizer(const TrainingSettings& wanted, Weights weights, Backend& backend) : settings(wanted) {
    forEachTensor(weights, [&](Tensor& weight) {
        Slot slot;
        slot.weight = weight;
        slot.group = optimizerGroup(weight, settings.optimizer);
        if (slot.group.muon) {
            slot.first = zeros(backend, "muon.momentum." + weight.name, weight.shape);
            const auto fits = [&](const MuonSpace& space) { return space.update.shape == weight.shape; };
            const auto found = std::find_if(spaces.begin(), spaces.end(), fits);
            slot.space = static_cast<std::size_t>(found - spaces.begin());
            if (found == spaces.end()) spaces.push_back(createMuonSpace(backend, weight.shape));
        } else {
            slot.first = zeros(backend, "adamw.mean." + weight.name, weight.shape);
            slot.second = zeros(backend, "adamw.square." + weight.name, weight.shape);
        }
        states.push_back(std::move(slot));
    });
}

double Optimizer::gradientNorm(Backend& backend, Weights& gradients) const {
    std::vector<const Tensor*> all;
    forEachTensor(gradients, [&](Tensor& gradient) { all.push_back(&gradient); });
    return std::sqrt(backend.sumOfAllSquares(all));
}

void Optimizer::step(Backend& backend, Weights& gradients, double norm, double factor) {
    const double clipped = settings.clip > 0 && norm > settings.clip ? settings.clip / norm : 1;
    const float scale = static_cast<float>(clipped);
    ++steps;
    std::vector<AdamWPart> parts;
    std::size_t next = 0;
    forEachTensor(gradients, [&](Tensor& gradient) {
        Slot& slot = states[next++];
        if (slot.group.muon)
            muonStep(backend, slot, gradient, scale, factor);
        else
            parts.push_back({gradient, adamWStepOf(slot, factor), slot.first, slot.second, slot.weight});
    });
    backend.adamWAll(parts, scale);
}

AdamWStep Optimizer::adamWStepOf(const Slot& slot, double factor) const {
    AdamWStep adamW;
    adamW.rate = static_cast<float>(settings.rate * factor);
    adamW.beta1 = static_cast<float>(settings.beta1);
    adamW.beta2 = static_cast<float>(settings.beta2);
    adamW.weightDecay = slot.group.decay ? static_cast<float>(settings.weightDecay) : 0;
    adamW.step = steps;
    return adamW;
}

/// As its authors publish it (github.com/KellerJordan/Muon): Nesterov momentum of the gradient, made
/// orthogonal, times √max(1, rows/columns), so that a matrix changes what goes through it by about the rate
/// whatever its shape.
void Optimizer::muonStep(Backend& backend, Slot& slot, const Tensor& gradient, float scale, double factor) {
    const float momentum = static_cast<float>(settings.muonMomentum), fresh = (1 - momentum) * scale;
    MuonSpace& space = spaces[slot.space];
    backend.blend(gradient, fresh, momentum, slot.first);
    backend.blend(gradient, fresh, 0, space.update);
    backend.blend(slot.first, momentum, 1, space.update);
    orthogonalize(backend, space);
    const double rate = settings.muonRate * factor;
    const auto rows = static_cast<double>(slot.weight.shape[0]);
    const double shaped = rate * std::sqrt(std::max(1.0, rows / static_cast<double>(slot.weight.shape[1])));
    backend.blend(space.update, static_cast<float>(-shaped),
                  static_cast<float>(1 - rate * settings.weightDecay), slot.weight);
}

void Optimizer::forEachState(const std::function<void(Tensor&)>& visit) {
    for (Slot& slot : states)
        for (Tensor* tensor : {&slot.first, &slot.second})
            if (present(*tensor)) visit(*tensor);
}

} // namespace tokenarium
