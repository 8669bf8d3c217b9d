// SPDX-License-Identifier: GPL-3.0-or-later
// What makers of cards say that these compute at most: bounds for what is measured here.
#pragma once

#include <optional>
#include <string_view>

namespace tokenarium {

/// Operations a second, without tricks for sparse matrices.
struct PublishedPeak {
    double f32 = 0;  ///< float32 in ordinary units
    double bf16 = 0; ///< 16-bit numbers in tensor cores
    const char* source = "";
};

/// By the name the driver gives a card ("NVIDIA H200"); nothing for those we have no figures of.
std::optional<PublishedPeak> publishedPeakOf(std::string_view card);

} // namespace tokenarium
