// SPDX-License-Identifier: GPL-3.0-or-later
// The line that a person fits by hand, and the points it is to go through.
#pragma once

#include "engine/view/line_fit.h"

#include <QString>

#include <vector>

namespace tokenarium {

struct LineChoice {
    std::vector<FitPoint> points;
    FitLine line;
    bool operator==(const LineChoice&) const = default;
};

/// Eight English sayings: x is how many characters they have, y how many tokens o200k_base makes of them; and
/// a line that does not fit.
LineChoice firstLine();
/// The sayings, in the order of the points; for tool tips, not translated.
const std::vector<QString>& sayings();

} // namespace tokenarium
