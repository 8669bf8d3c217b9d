// SPDX-License-Identifier: GPL-3.0-or-later
// Patches of a series: where they lie, what is in them, and the way back.
#include "engine/series/series_patches.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {

std::size_t countSeriesPatches(const SeriesPatches& patches, std::size_t values) {
    return values < patches.length ? 0 : (values - patches.length) / patches.stride + 2;
}

std::vector<Span> seriesPatchSpans(const SeriesPatches& patches, std::size_t values) {
    std::vector<Span> spans;
    for (std::size_t i = 0; i < countSeriesPatches(patches, values); ++i)
        spans.push_back({i * patches.stride, i * patches.stride + patches.length});
    return spans;
}

NormalisedPatches normalisedPatches(const SeriesPatches& patches, std::span<const double> values) {
    NormalisedPatches result;
    double sum = 0, squares = 0;
    std::size_t present = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++present;
        }
    if (present > 0) result.mean = sum / static_cast<double>(present);
    for (const double value : values)
        if (!std::isnan(value)) squares += (value - result.mean) * (value - result.mean);
    const double deviation = present > 0 ? std::sqrt(squares / static_cast<double>(present)) : 0;
    if (deviation > 0 && std::isfinite(deviation)) result.deviation = deviation;

    for (const Span span : seriesPatchSpans(patches, values.size()))
        for (std::size_t at = span.begin; at < span.end; ++at) {
            const double value = values[std::min(at, values.size() - 1)];
            result.values.push_back(
                std::isnan(value) ? 0.0F : static_cast<float>((value - result.mean) / result.deviation));
        }
    return result;
}

std::vector<double> seriesFromPatches(const SeriesPatches& patches, const NormalisedPatches& normalised,
                                      std::size_t values) {
    std::vector<double> sums(values, 0.0);
    std::vector<std::size_t> times(values, 0);
    const std::vector<Span> spans = seriesPatchSpans(patches, values);
    for (std::size_t i = 0; i < spans.size(); ++i)
        for (std::size_t at = spans[i].begin; at < std::min(spans[i].end, values); ++at) {
            sums[at] += static_cast<double>(normalised.values[i * patches.length + at - spans[i].begin]);
            ++times[at];
        }
    for (std::size_t at = 0; at < values; ++at)
        sums[at] = times[at] == 0
                       ? std::numeric_limits<double>::quiet_NaN()
                       : sums[at] / static_cast<double>(times[at]) * normalised.deviation + normalised.mean;
    return sums;
}

} // namespace tokenarium
