// SPDX-License-Identifier: GPL-3.0-or-later
// Decoding is the engine's; here only the differences are summed up.
#include "engine/view/series_summary.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

constexpr double rounding = 1e-9; // relative; a value on the border of two bins is no exception

void compare(RebuiltSeries& rebuilt, std::span<const double> values) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double error = std::fabs(rebuilt.values[i] - values[i]);
        if (std::isnan(error)) continue;
        ++rebuilt.compared;
        sum += error;
        rebuilt.largestError = std::max(rebuilt.largestError, error);
        if (rebuilt.bound > 0 && error > rebuilt.bound + rounding * (rebuilt.bound + std::fabs(values[i])))
            ++rebuilt.beyond;
    }
    if (rebuilt.compared > 0) rebuilt.meanError = sum / static_cast<double>(rebuilt.compared);
}

} // namespace

RebuiltSeries rebuildFromBins(const ChronosBins& bins, const ChronosSeries& tokens,
                              std::span<const double> values) {
    RebuiltSeries rebuilt;
    rebuilt.values = chronosDecode(bins, tokens);
    rebuilt.bound = bins.halfBin() * tokens.scale;
    compare(rebuilt, values);
    return rebuilt;
}

RebuiltSeries rebuildFromPatches(const SeriesPatches& patches, const NormalisedPatches& tokens,
                                 std::span<const double> values) {
    RebuiltSeries rebuilt;
    rebuilt.values = seriesFromPatches(patches, tokens, values.size());
    compare(rebuilt, values);
    return rebuilt;
}

} // namespace tokenarium
