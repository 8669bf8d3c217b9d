// SPDX-License-Identifier: GPL-3.0-or-later
// How the learning rates change in the course of a training.
#pragma once

#include "engine/train/recipe.h"

namespace tokenarium {

/// What the rates are multiplied by, from 0 to 1. `progress` is the share of the tokens that has been read,
/// from 0 to 1. First a straight rise (warm-up), then either half a cosine down to the final rate, or a
/// constant and a straight line down to it.
double rateFactor(const TrainingSettings& settings, double progress);

} // namespace tokenarium
