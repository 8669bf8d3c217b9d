// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a model on the scales, each with its formula.
#pragma once

#include "app/weights/weighed_model.h"
#include "engine/view/weight_tiles.h"
#include "widgets/figures/figure_list.h"

#include <vector>

namespace tokenarium {

/// Total, the published number, part by part, and the other ways in which people count. `tiles` are its
/// tilesByKind().
std::vector<Figure> weightFigures(const WeighedModel& model, const std::vector<WeightTile>& tiles);

} // namespace tokenarium
