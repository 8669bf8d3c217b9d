// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest model there is: a line through points, two parameters.
#pragma once

#include <vector>

namespace tokenarium {

struct FitPoint {
    double x = 0, y = 0;
    bool operator==(const FitPoint&) const = default;
};

/// y = slope · x + intercept.
struct FitLine {
    double slope = 0, intercept = 0;
    double at(double x) const { return slope * x + intercept; }
    bool operator==(const FitLine&) const = default;
};

/// Σ (y − line)²; 0 without points.
double squaredError(const std::vector<FitPoint>& points, const FitLine& line);

/// The line of the least squared error; through the mean and level where all x are the same.
FitLine leastSquares(const std::vector<FitPoint>& points);

} // namespace tokenarium
