// SPDX-License-Identifier: GPL-3.0-or-later
// From the history of a training to the lines of its chart.
#pragma once

#include "engine/train/training_baselines.h"
#include "engine/train/training_history.h"
#include "engine/view/loss_curve.h"

namespace tokenarium {

/// At most `most` points a line.
LossCurve trainingCurve(const TrainingHistory& history, CurveQuantity quantity,
                        const std::optional<TrainingBaselines>& baselines, std::uint64_t wantedTokens,
                        std::size_t most = 200);

/// What the trainer's patience says at this moment: nothing before the first evaluation.
std::optional<StopRule> stopRule(const TrainingHistory& history, std::size_t patience, double wantedTokens);

} // namespace tokenarium
