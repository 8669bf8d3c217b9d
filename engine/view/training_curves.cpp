// SPDX-License-Identifier: GPL-3.0-or-later
// One number of every step.
#include "engine/view/training_curves.h"

#include <algorithm>
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

std::optional<StopRule> stopRule(const TrainingHistory& history, std::size_t patience, double wantedTokens) {
    StopRule rule;
    rule.patience = patience;
    double last = 0, between = 0; // tokens
    for (const HistoryEvaluation& evaluation : history.evaluations) {
        if (evaluation.final) continue;
        const double tokens = static_cast<double>(evaluation.tokens);
        between = tokens - last;
        last = tokens;
        ++rule.withoutBetter;
        if (!evaluation.best) continue;
        rule.best = CurvePoint{tokens, evaluation.natsPerToken};
        rule.withoutBetter = 0;
    }
    if (!rule.best) return std::nullopt;
    rule.endsAt = wantedTokens;
    if (patience == 0) return rule;
    const std::size_t left = patience - std::min(patience, rule.withoutBetter);
    const double early = last + static_cast<double>(left) * between;
    rule.isEarly = early < wantedTokens;
    rule.endsAt = std::min(early, wantedTokens);
    return rule;
}

} // namespace tokenarium
