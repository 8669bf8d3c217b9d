// SPDX-License-Identifier: GPL-3.0-or-later
// Training runs whose size, and often whose GPU hours, their makers have published.
#pragma once

#include <span>
#include <string_view>

namespace tokenarium {

struct PublishedRun {
    std::string_view id;   ///< "llama2-70b"
    std::string_view name; ///< "Llama 2 70B"
    double parameters = 0; ///< that work for one token, where there are experts
    double tokens = 0;
    std::string_view gpu;    ///< a name of accelerators(); "" where none is said
    double gpuHours = 0;     ///< 0: not said
    std::string_view source; ///< with its year
    bool sourceRead = false; ///< else it is cited from memory
};

/// In the order of the years.
std::span<const PublishedRun> publishedRuns();
inline constexpr std::string_view publishedRunsAsOf = "2026-11-21";

} // namespace tokenarium
