// SPDX-License-Identifier: GPL-3.0-or-later
// One number of every step.
#include "engine/view/training_curves.h"

#include <cmath>

namespace tokenarium {

namespace {

double valueOf(const StepReport& step, CurveQuantity quantity) {
    switch (quantity) {
    case CurveQuantity::Loss: return step.loss;
    case CurveQuantity::Rate: return step.rate;
    case CurveQuantity::GradientNorm: return step.gradientNorm;
    case CurveQuantity::TokensPerSecond: break;
    }
    return step.tokensPerSecond;
}

} // namespace

LossCurve trainingCurve(const TrainingHistory& history, CurveQuantity quantity,
                        const std::optional<TrainingBaselines>& baselines, std::uint64_t wantedTokens,
                        std::size_t most) {
    LossCurve curve;
    curve.quantity = quantity;
    curve.wantedTokens = static_cast<double>(wantedTokens);
    std::vector<CurvePoint> steps;
    for (const StepReport& step : history.steps)
        if (const double value = valueOf(step, quantity); std::isfinite(value))
            steps.push_back({static_cast<double>(step.tokens), value});
    curve.steps = thinnedCurve(steps, most);
    if (quantity != CurveQuantity::Loss) return curve;
    for (const HistoryEvaluation& evaluation : history.evaluations)
        if (!evaluation.final)
            curve.validation.push_back({static_cast<double>(evaluation.tokens), evaluation.natsPerToken});
    curve.validation = thinnedCurve(curve.validation, most);
    if (baselines) {
        curve.uniform = baselines->uniform;
        curve.unigram = baselines->unigram;
    }
    return curve;
}

} // namespace tokenarium
