// SPDX-License-Identifier: GPL-3.0-or-later
// The simulation is that of engine/cost; here its tries become curves and counts.
#include "engine/view/plan_picture.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double minute = 60;

/// When a bucket that fills is full, if that is before `end`.
std::optional<double> fullAt(double from, double level, double capacity, double end) {
    if (level >= capacity || capacity <= 0) return std::nullopt;
    const double at = from + (capacity - level) / capacity * minute; // it holds a minute's worth
    return at < end ? std::optional(at) : std::nullopt;
}

/// Adds the corners between the last level and `end`, where both buckets only fill.
void fillUntil(std::vector<PlanLevel>& levels, const PlanLimits& limits, double end) {
    const PlanLevel start = levels.back();
    const auto levelAt = [&](double seconds) {
        const double share = (seconds - start.seconds) / minute;
        return PlanLevel{
            seconds, std::min(limits.tokensPerMinute, start.tokens + share * limits.tokensPerMinute),
            std::min(limits.requestsPerMinute, start.requests + share * limits.requestsPerMinute)};
    };
    std::vector<double> corners;
    if (const auto at = fullAt(start.seconds, start.tokens, limits.tokensPerMinute, end))
        corners.push_back(*at);
    if (const auto at = fullAt(start.seconds, start.requests, limits.requestsPerMinute, end))
        corners.push_back(*at);
    std::ranges::sort(corners);
    for (const double at : corners) levels.push_back(levelAt(at));
    if (end > start.seconds) levels.push_back(levelAt(end));
}

void countTries(PlanPicture& picture, std::span<const PlanRequest> requests) {
    std::vector<bool> through(requests.size());
    for (const PlanTry& one : picture.tries) {
        if (one.accepted) {
            through[one.request] = true;
            const double delay = one.seconds - std::max(0.0, requests[one.request].arrivalSeconds);
            picture.longestDelay = std::max(picture.longestDelay, delay);
            continue;
        }
        ++picture.refusals;
        picture.refusedForTokens += one.forTokens;
        picture.refusedForRequests += one.forRequests;
        if (!picture.firstRefusal) picture.firstRefusal = one.seconds;
    }
    picture.accepted = std::size_t(std::ranges::count(through, true));
    picture.givenUp = requests.size() - picture.accepted;
}

} // namespace

std::vector<PlanRequest> planRequests(const PlanLoad& load) {
    std::vector<PlanRequest> requests;
    const double all = std::floor(load.requestsPerMinute * load.minutes + 1e-9);
    if (!(all > 0)) return requests;
    const std::size_t count = std::size_t(std::min(all, double(mostPlanRequests)));
    const double perBurst = std::max(1.0, std::floor(load.requestsPerMinute));
    for (std::size_t i = 0; i < count; ++i) {
        const double evenly = double(i) / load.requestsPerMinute * minute;
        const double inBursts = std::floor(double(i) / perBurst) * minute;
        requests.push_back(
            {load.arrivals == PlanLoad::Arrivals::Evenly ? evenly : inBursts, load.tokensPerRequest});
    }
    return requests;
}

PlanPicture planPicture(const PlanLimits& limits, const PlanLoad& load) {
    const std::vector<PlanRequest> requests = planRequests(load);
    PlanPicture picture;
    picture.limits = limits;
    picture.seconds = load.minutes * minute;
    picture.requests = requests.size();
    picture.tries = simulatePlan(limits.requestsPerMinute, limits.tokensPerMinute, requests, load.retries);
    picture.levels.push_back({0, limits.tokensPerMinute, limits.requestsPerMinute});
    for (const PlanTry& one : picture.tries) {
        if (!one.accepted) continue;
        fillUntil(picture.levels, limits, one.seconds);
        picture.levels.push_back({one.seconds, one.tokensLeft, one.requestsLeft});
    }
    fillUntil(picture.levels, limits, std::max(picture.seconds, picture.levels.back().seconds));
    countTries(picture, requests);
    return picture;
}

std::vector<PartInWindow> partsInWindow(std::uint64_t contextTokens, std::span<const std::uint64_t> parts) {
    std::vector<PartInWindow> all;
    std::uint64_t room = contextTokens;
    for (const std::uint64_t tokens : parts) {
        const std::uint64_t inside = std::min(room, tokens);
        all.push_back({tokens, inside});
        room -= inside;
    }
    return all;
}

} // namespace tokenarium
