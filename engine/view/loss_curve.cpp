// SPDX-License-Identifier: GPL-3.0-or-later
// Means over stretches of equal length.
#include "engine/view/loss_curve.h"

namespace tokenarium {

std::vector<CurvePoint> thinnedCurve(const std::vector<CurvePoint>& points, std::size_t most) {
    if (points.size() <= most || most < 2) return points;
    std::vector<CurvePoint> thinned;
    const std::size_t others = points.size() - 1;
    for (std::size_t i = 0; i + 1 < most; ++i) {
        const std::size_t begin = i * others / (most - 1), end = (i + 1) * others / (most - 1);
        CurvePoint mean;
        for (std::size_t j = begin; j < end; ++j) {
            mean.tokens += points[j].tokens;
            mean.value += points[j].value;
        }
        const auto count = static_cast<double>(end - begin);
        thinned.push_back({mean.tokens / count, mean.value / count});
    }
    thinned.push_back(points.back());
    return thinned;
}

} // namespace tokenarium
