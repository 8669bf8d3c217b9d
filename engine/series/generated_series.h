// SPDX-License-Identifier: GPL-3.0-or-later
// Signals made by a formula, so that there is something to cut without a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tokenarium {

enum class SeriesShape {
    DayAndNight, ///< temperature of a month, a value an hour: a daily wave, a slow drift, weather
    Heartbeat,   ///< like an electrocardiogram at 250 values a second
    Steps,       ///< a machine that is switched: levels with noise
    Spikes       ///< quiet, with rare large values: what bins by the mean handle badly
};

/// Always the same for the same seed. Finite values.
std::vector<double> generatedSeries(SeriesShape shape, std::size_t values, std::uint64_t seed = 1);

} // namespace tokenarium
