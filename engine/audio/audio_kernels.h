// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of sound that take the time, in vectors of whatever width this machine has. Every machine gets
// the same result from the same numbers (but for log10, which may differ in the last bit).
#pragma once

#include <complex>
#include <cstddef>
#include <span>

namespace tokenarium::audio_kernels {

constexpr std::size_t lanes = 16; ///< frames that are worked on at once

/// One triangle of a filter bank; `first` counts bins.
struct Triangle {
    std::size_t first = 0;
    std::span<const float> weights;
};

/// |spectrum|², filtered: spectrum is [bins, lanes], power [bins, lanes] is scratch, mel [triangles, lanes].
void filteredPower(std::span<const std::complex<float>> spectrum, std::span<const Triangle> triangles,
                   std::span<float> power, std::span<float> mel);

/// values[i] = log10(max(values[i], 1e-10)); returns the largest (−10 where there is none).
float logarithms(std::span<float> values);

/// values[i] = (max(values[i], floor) + 4) / 4
void raisedAndScaled(std::span<float> values, float floor);

/// Of `entries` entries the one nearest to `row`, the first of equals. `columns` is [row.size(), entries] (an
/// entry is a column), `halfSquares` half the squared length of each, `scores` [entries] scratch.
std::size_t nearestEntry(std::span<const float> row, std::span<const float> columns,
                         std::span<const float> halfSquares, std::span<float> scores);

/// Σ a[i] b[i]; as many of each, a multiple of 16. Always added up in the same sixteen lanes.
float dotProduct(std::span<const float> a, std::span<const float> b);

} // namespace tokenarium::audio_kernels
