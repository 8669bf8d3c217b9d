// SPDX-License-Identifier: GPL-3.0-or-later
// slope = Σ (x − x̄)(y − ȳ) ÷ Σ (x − x̄)², and the line goes through the means.
#include "engine/view/line_fit.h"

namespace tokenarium {

double squaredError(const std::vector<FitPoint>& points, const FitLine& line) {
    double sum = 0;
    for (const FitPoint& point : points) {
        const double miss = point.y - line.at(point.x);
        sum += miss * miss;
    }
    return sum;
}

FitLine leastSquares(const std::vector<FitPoint>& points) {
    if (points.empty()) return {};
    const auto count = double(points.size());
    double meanX = 0, meanY = 0;
    for (const FitPoint& point : points) {
        meanX += point.x / count;
        meanY += point.y / count;
    }
    double together = 0, spread = 0;
    for (const FitPoint& point : points) {
        together += (point.x - meanX) * (point.y - meanY);
        spread += (point.x - meanX) * (point.x - meanX);
    }
    const double slope = spread > 0 ? together / spread : 0;
    return {slope, meanY - slope * meanX};
}

} // namespace tokenarium
