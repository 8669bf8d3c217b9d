// SPDX-License-Identifier: GPL-3.0-or-later
// Scaling and binning of numbers.
#include "engine/series/value_bins.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {

namespace {

/// The i-th of `count` numbers from low to high.
double evenly(double low, double high, std::size_t count, std::size_t i) {
    return low + (high - low) * static_cast<double>(i) / static_cast<double>(count - 1);
}

double centreAt(const ChronosBins& bins, std::size_t i) {
    return evenly(bins.low, bins.high, bins.centres(), i);
}

/// How many boundaries lie at or below `scaled`: the first below everything, then the middles between
/// centres.
std::size_t boundariesUpTo(const ChronosBins& bins, double scaled) {
    const auto middle = [&bins](std::size_t i) { return (centreAt(bins, i) + centreAt(bins, i + 1)) / 2; };
    const std::size_t middles = bins.centres() - 1;
    // where the sum would put it, then a step to where the comparison does
    const double guess = (scaled - bins.low) / (bins.high - bins.low) * static_cast<double>(middles) + 0.5;
    auto count = static_cast<std::size_t>(std::clamp(std::floor(guess), 0.0, static_cast<double>(middles)));
    while (count < middles && middle(count) <= scaled) ++count;
    while (count > 0 && middle(count - 1) > scaled) --count;
    return count + 1;
}

double scaleOf(std::span<const double> values) {
    double sum = 0;
    std::size_t present = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += std::fabs(value);
            ++present;
        }
    const double mean = present > 0 ? sum / static_cast<double>(present) : 0;
    return mean > 0 && std::isfinite(mean) ? mean : 1;
}

} // namespace

ChronosSeries chronosEncode(const ChronosBins& bins, std::span<const double> values) {
    ChronosSeries series;
    series.scale = scaleOf(values);
    series.ids.reserve(values.size());
    for (const double value : values) {
        if (std::isnan(value)) {
            series.ids.push_back(0);
            continue;
        }
        const double scaled = value / series.scale;
        if (scaled < bins.low - bins.halfBin() || scaled > bins.high + bins.halfBin()) ++series.clipped;
        const std::size_t id = boundariesUpTo(bins, scaled) + bins.special;
        series.ids.push_back(static_cast<TokenId>(std::min(id, bins.tokens - 1)));
    }
    return series;
}

std::vector<double> chronosDecode(const ChronosBins& bins, const ChronosSeries& series) {
    std::vector<double> values;
    values.reserve(series.ids.size());
    for (const TokenId id : series.ids) {
        const bool special = id < bins.special;
        const std::size_t centre = std::min<std::size_t>(
            special || id == bins.special ? 0 : id - bins.special - 1, bins.centres() - 1);
        values.push_back(special ? std::numeric_limits<double>::quiet_NaN()
                                 : centreAt(bins, centre) * series.scale);
    }
    return values;
}

std::size_t rt1Bin(double value, double low, double high, std::size_t bins) {
    const double share = (std::clamp(value, low, high) - low) / (high - low);
    return static_cast<std::size_t>(share * static_cast<double>(bins - 1));
}

double rt1Value(std::size_t bin, double low, double high, std::size_t bins) {
    return evenly(low, high, bins, bin);
}

std::size_t openVlaBin(double value, std::size_t bins) {
    const double clipped = std::clamp(value, -1.0, 1.0);
    std::size_t count = 0;
    while (count < bins && evenly(-1, 1, bins, count) <= clipped) ++count;
    return count;
}

TokenId openVlaToken(std::size_t bin, std::size_t vocabulary) {
    return static_cast<TokenId>(vocabulary - bin);
}

} // namespace tokenarium
