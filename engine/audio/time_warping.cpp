// SPDX-License-Identifier: GPL-3.0-or-later
// Dynamic time warping by the table of shortest ways.
#include "engine/audio/time_warping.h"

#include "engine/audio/k_means.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tokenarium {

std::vector<std::size_t> warpedPartners(std::span<const float> left, std::span<const float> right,
                                        std::size_t width) {
    enum From : std::uint8_t { Both, Left, Right }; // which of the two went on
    const std::size_t rows = left.size() / width, columns = right.size() / width;
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<double> above(columns + 1, never), row(columns + 1, never);
    std::vector<From> from(rows * columns);
    above[0] = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        row[0] = never;
        for (std::size_t j = 0; j < columns; ++j) {
            const double best = std::min({above[j], above[j + 1], row[j]});
            from[i * columns + j] = best == above[j] ? Both : best == above[j + 1] ? Left : Right;
            row[j + 1] =
                best + squaredDistance(left.subspan(i * width, width), right.subspan(j * width, width));
        }
        std::swap(row, above);
    }
    std::vector<std::size_t> partners(rows);
    for (std::size_t i = rows, j = columns; i > 0;) {
        const From step = from[(i - 1) * columns + j - 1];
        partners[i - 1] = j - 1;
        if (step != Right) --i;
        if (step != Left && j > 1) --j;
    }
    return partners;
}

} // namespace tokenarium
