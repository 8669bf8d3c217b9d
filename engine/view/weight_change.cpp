// SPDX-License-Identifier: GPL-3.0-or-later
// The two rules of optimizer.cpp, for one number, in double precision.
#include "engine/view/weight_change.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tokenarium {

namespace {

constexpr double adamEpsilon = 1e-8;

std::string shown(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.5g", value);
    return text;
}

double numberAt(const std::vector<float>& values, std::size_t index) {
    return index < values.size() ? static_cast<double>(values[index]) : 0;
}

/// a · x + b · y with all of them shown.
std::string mix(const std::string& left, double a, double x, double b, double y, double result) {
    return left + " = " + shown(a) + " · " + shown(x) + " + " + shown(b) + " · " + shown(y) + " = " +
           shown(result);
}

void fillAdamW(const TrainingSettings& settings, const WatchedStep& step, bool decays, WeightChange& change) {
    const double time = static_cast<double>(step.optimizerStep);
    const double mean = settings.beta1 * change.firstBefore + (1 - settings.beta1) * change.clipped;
    const double square =
        settings.beta2 * change.secondBefore + (1 - settings.beta2) * change.clipped * change.clipped;
    const double meanRight = mean / (1 - std::pow(settings.beta1, time)),
                 squareRight = square / (1 - std::pow(settings.beta2, time));
    const double keep = 1 - (decays ? change.rate * settings.weightDecay : 0);
    change.computed = keep * change.before - change.rate * meanRight / (std::sqrt(squareRight) + adamEpsilon);
    change.formulas = {mix("m′ = β₁·m + (1−β₁)·g", settings.beta1, change.firstBefore, 1 - settings.beta1,
                           change.clipped, mean),
                       mix("v′ = β₂·v + (1−β₂)·g²", settings.beta2, change.secondBefore, 1 - settings.beta2,
                           change.clipped * change.clipped, square),
                       "m̂ = m′ / (1 − β₁ᵗ) = " + shown(meanRight) + ",  v̂ = v′ / (1 − β₂ᵗ) = " +
                           shown(squareRight) + "  (t = " + std::to_string(step.optimizerStep) + ")",
                       "w′ = (1 − η·λ)·w − η·m̂ / (√v̂ + ε) = " + shown(keep) + " · " + shown(change.before) +
                           " − " + shown(change.rate) + " · " + shown(meanRight) + " / " +
                           shown(std::sqrt(squareRight)) + " = " + shown(change.computed)};
}

void fillMuon(const TrainingSettings& settings, const WatchedTensor& tensor, WeightChange& change) {
    const double momentum =
        settings.muonMomentum * change.firstBefore + (1 - settings.muonMomentum) * change.clipped;
    const double tall =
        std::sqrt(std::max(1.0, static_cast<double>(tensor.shape[0]) / static_cast<double>(tensor.shape[1])));
    const double keep = 1 - change.rate * settings.weightDecay;
    change.computed = keep * change.before - change.rate * tall * change.update;
    change.formulas = {mix("m′ = μ·m + (1−μ)·g", settings.muonMomentum, change.firstBefore,
                           1 - settings.muonMomentum, change.clipped, momentum),
                       "u = orthogonal((1−μ)·G + μ·M′)[row, column] = " + shown(change.update),
                       "w′ = (1 − η·λ)·w − η·√max(1, rows/columns)·u = " + shown(keep) + " · " +
                           shown(change.before) + " − " + shown(change.rate * tall) + " · " +
                           shown(change.update) + " = " + shown(change.computed)};
}

} // namespace

WeightChange weightChange(const WatchedStep& step, std::size_t tensorNumber, std::size_t index) {
    WeightChange change;
    if (step.tensors.empty()) return change;
    const WatchedTensor& tensor = step.tensors[std::min(tensorNumber, step.tensors.size() - 1)];
    if (tensor.before.empty()) return change;
    index = std::min(index, tensor.before.size() - 1);
    const std::size_t columns = tensor.shape.rank() == 2 ? tensor.shape[1] : tensor.before.size();
    change.tensor = tensor.name;
    change.row = index / columns;
    change.column = index % columns;
    change.muon = tensor.group.muon;
    change.before = numberAt(tensor.before, index);
    change.after = numberAt(tensor.after, index);
    change.gradient = numberAt(tensor.gradient, index);
    change.clipped = step.clipScale * change.gradient;
    change.firstBefore = numberAt(tensor.firstBefore, index);
    change.firstAfter = numberAt(tensor.firstAfter, index);
    change.secondBefore = numberAt(tensor.secondBefore, index);
    change.secondAfter = numberAt(tensor.secondAfter, index);
    change.update = numberAt(tensor.update, index);
    change.rate = step.factor * (change.muon ? step.settings.muonRate : step.settings.rate);
    if (change.muon)
        fillMuon(step.settings, tensor, change);
    else
        fillAdamW(step.settings, step, tensor.group.decay, change);
    return change;
}

std::pair<std::size_t, std::size_t> mostChangedWeight(const WatchedStep& step) {
    std::pair<std::size_t, std::size_t> place;
    float most = -1;
    for (std::size_t i = 0; i < step.tensors.size(); ++i)
        for (std::size_t j = 0; j < step.tensors[i].before.size(); ++j) {
            const float change = std::abs(step.tensors[i].after[j] - step.tensors[i].before[j]);
            if (change <= most) continue;
            most = change;
            place = {i, j};
        }
    return place;
}

} // namespace tokenarium
