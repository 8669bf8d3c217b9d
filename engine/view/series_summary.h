// SPDX-License-Identifier: GPL-3.0-or-later
// A series beside what comes back of it from its tokens: how far they are apart.
#pragma once

#include "engine/series/series_patches.h"
#include "engine/series/value_bins.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

/// All in the series' own unit.
struct RebuiltSeries {
    std::vector<double> values;             ///< NaN: a hole, or no token reaches there
    double largestError = 0, meanError = 0; ///< of |rebuilt − value|, over `compared`
    std::size_t compared = 0;               ///< places where there is a value before and after
    double bound = 0;                       ///< half a bin; 0: there are no bins
    std::size_t beyond = 0;                 ///< places whose error is larger than the bound (clipped values)
};

RebuiltSeries rebuildFromBins(const ChronosBins& bins, const ChronosSeries& tokens,
                              std::span<const double> values);
RebuiltSeries rebuildFromPatches(const SeriesPatches& patches, const NormalisedPatches& tokens,
                                 std::span<const double> values);

} // namespace tokenarium
