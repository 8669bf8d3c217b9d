// SPDX-License-Identifier: GPL-3.0-or-later
// A time series cut into patches, as PatchTST does it (Nie et al. 2022, arXiv 2211.14730).
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

struct SeriesPatches {
    std::size_t length = 16; ///< values a patch
    std::size_t stride = 8;  ///< from one patch to the next; smaller than length: they overlap
    bool operator==(const SeriesPatches&) const = default;
};

/// floor((n − length) / stride) + 2: the last value is repeated `stride` times at the end, which makes one
/// more patch; 0 for a series shorter than a patch. Needs length, stride >= 1.
std::size_t countSeriesPatches(const SeriesPatches& patches, std::size_t values);

/// Where each patch lies; the last ones may reach behind the end, where the last value stands repeated.
std::vector<Span> seriesPatchSpans(const SeriesPatches& patches, std::size_t values);

/// The patches, [countSeriesPatches, length]: values minus the mean, divided by the deviation of the whole
/// series, as the model does ("instance normalisation"); NaN counts as the mean. Where all values are alike
/// the deviation is 1.
struct NormalisedPatches {
    double mean = 0, deviation = 1;
    std::vector<float> values;
};
NormalisedPatches normalisedPatches(const SeriesPatches& patches, std::span<const double> values);

/// The series again: the mean of what the patches say of each place; NaN where no patch reaches (stride >
/// length). `values`: how many there were.
std::vector<double> seriesFromPatches(const SeriesPatches& patches, const NormalisedPatches& normalised,
                                      std::size_t values);

} // namespace tokenarium
