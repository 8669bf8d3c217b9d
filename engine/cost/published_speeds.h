// SPDX-License-Identifier: GPL-3.0-or-later
// Speeds of reading and of serving as others have published them: landmarks for what is measured here.
#pragma once

#include <cstdint>
#include <span>

namespace tokenarium {

enum class Landmark : std::uint8_t {
    Reading,
    Llama70OnTwoH100,
    MaverickOnB200,
    TenThousand,
    FixedHardware8B
};

struct PublishedSpeed {
    Landmark what = Landmark::Reading;
    double tokensPerSecond = 0;
    const char* source = ""; ///< with its year
    bool isComputed = false; ///< from a published number; else it is the published number itself
};

/// In rising order. None of them was measured again.
std::span<const PublishedSpeed> publishedSpeeds();
inline constexpr const char* publishedSpeedsAsOf = "2026-11-21";

} // namespace tokenarium
