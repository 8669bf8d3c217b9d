// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a model of our own answers on this machine: measured, to stand beside what is computed.
#pragma once

#include "engine/view/time_summary.h"

#include <optional>
#include <stop_token>
#include <string>

namespace tokenarium {

struct HereSpeed {
    std::string model; ///< "stories"
    std::uint64_t parameters = 0;
    std::size_t threads = 0, promptTokens = 0;
    double ttftSeconds = 0; ///< reading the prompt and choosing the first token
    LatencySummary gaps;
    BandwidthBound bound; ///< what memory allows here
};

/// Opens the largest model that comes with the program and lets it write for about half a second, on the
/// processor. On a worker. Nothing where there is no model, or it was stopped.
std::optional<HereSpeed> measureHere(const std::stop_token& stop);

} // namespace tokenarium
