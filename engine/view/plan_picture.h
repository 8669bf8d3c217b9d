// SPDX-License-Identifier: GPL-3.0-or-later
// Two token buckets over time: what is left in them, and every request that goes through or is refused.
#pragma once

#include "engine/cost/plans.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

/// Requests of one size, in a stretch of time that begins with full buckets.
struct PlanLoad {
    enum class Arrivals {
        Evenly,  ///< one after the other
        InBursts ///< all of a minute at its beginning
    };
    double requestsPerMinute = 60;
    double tokensPerRequest = 1000; ///< input and the most output, as they count against the limit
    double minutes = 3;
    Arrivals arrivals = Arrivals::Evenly;
    std::size_t retries = 0; ///< how often a refused request comes back, each time when it was told to
    bool operator==(const PlanLoad&) const = default;
};
struct PlanLimits {
    double requestsPerMinute = 60, tokensPerMinute = 60'000;
    bool operator==(const PlanLimits&) const = default;
};

/// Never more than this: beyond, one request is not told from the next, and the machine would be busy.
inline constexpr std::size_t mostPlanRequests = 6000;
std::vector<PlanRequest> planRequests(const PlanLoad& load);

struct PlanLevel {
    double seconds = 0, tokens = 0, requests = 0;
};
struct PlanPicture {
    PlanLimits limits;
    double seconds = 0; ///< of the stretch; tries of requests that come back may lie behind it
    std::size_t requests = 0;
    std::vector<PlanTry> tries;    ///< in the order of time
    std::vector<PlanLevel> levels; ///< corners of the curves of what is left; straight lines between them
    std::size_t accepted = 0;      ///< requests that went through
    std::size_t refusals = 0;      ///< answers 429, also of the same request
    std::size_t givenUp = 0;       ///< requests that never went through
    std::size_t refusedForTokens = 0, refusedForRequests = 0; ///< of the refusals; some are both
    std::optional<double> firstRefusal;                       ///< seconds
    double longestDelay = 0; ///< of a request that went through, from its arrival; seconds
};
PlanPicture planPicture(const PlanLimits& limits, const PlanLoad& load);

/// How much of each part lies within a context window, parts in their order.
struct PartInWindow {
    std::uint64_t tokens = 0, inside = 0;
    std::uint64_t beyond() const { return tokens - inside; }
};
std::vector<PartInWindow> partsInWindow(std::uint64_t contextTokens, std::span<const std::uint64_t> parts);

} // namespace tokenarium
