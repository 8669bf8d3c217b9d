// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of the learning rate.
#include "engine/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tokenarium {

double rateFactor(const TrainingSettings& settings, double progress) {
    progress = std::clamp(progress, 0.0, 1.0);
    if (progress < settings.warmup) return progress / settings.warmup;
    const bool cosine = settings.schedule == ScheduleKind::Cosine;
    const double from = cosine ? settings.warmup : settings.decayFrom;
    if (progress <= from || from >= 1) return 1;
    const double way = (progress - from) / (1 - from); // how far down, from 0 to 1
    const double height = cosine ? (1 + std::cos(std::numbers::pi * way)) / 2 : 1 - way;
    return settings.finalRate + (1 - settings.finalRate) * height;
}

} // namespace tokenarium
