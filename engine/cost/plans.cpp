// SPDX-License-Identifier: GPL-3.0-or-later
// Token buckets and quotas.
#include "engine/cost/plans.h"

#include <algorithm>
#include <cmath>
#include <queue>

namespace tokenarium {
namespace {

constexpr double minute = 60;

/// A bucket at work.
class Level {
public:
    explicit Level(const TokenBucket& of) : bucket(of), level(of.capacity) {}

    void moveTo(double seconds) {
        if (seconds <= now) return;
        level = std::min(bucket.capacity, level + (seconds - now) * bucket.refillPerMinute / minute);
        now = seconds;
    }
    double left() const { return level; }
    double time() const { return now; }
    void take(double amount) { level -= amount; }
    bool has(double amount) const { return level + slack() >= amount; }
    /// Seconds from now until there is enough; nothing: never.
    std::optional<double> wait(double amount) const {
        if (has(amount)) return 0;
        if (amount > bucket.capacity + slack() || bucket.refillPerMinute <= 0) return std::nullopt;
        return (amount - level) / bucket.refillPerMinute * minute;
    }

private:
    double slack() const { return bucket.capacity * 1e-12; } ///< what was refilled for must be enough
    TokenBucket bucket;
    double level, now = 0;
};

} // namespace

std::optional<double> RequestLimit::minutesFor(std::uint64_t requests) const {
    if (requestsPerMinute == 0) return std::nullopt;
    return static_cast<double>(requests) / static_cast<double>(requestsPerMinute);
}

RequestLimit requestLimit(std::uint64_t requestsPerMinute, std::uint64_t tokensPerMinute,
                          std::uint64_t inputTokens, std::uint64_t mostOutputTokens) {
    RequestLimit limit;
    const std::uint64_t size =
        inputTokens > UINT64_MAX - mostOutputTokens ? UINT64_MAX : inputTokens + mostOutputTokens;
    limit.byTokens = size == 0 ? UINT64_MAX : tokensPerMinute / size;
    limit.requestsPerMinute = std::min(requestsPerMinute, limit.byTokens);
    if (limit.byTokens < requestsPerMinute) limit.binding = RequestLimit::Binding::Tokens;
    if (limit.byTokens > requestsPerMinute) limit.binding = RequestLimit::Binding::Requests;
    return limit;
}

std::vector<std::optional<double>> waitingStarts(const TokenBucket& bucket,
                                                 std::span<const PlanRequest> requests) {
    std::vector<std::optional<double>> starts;
    Level level(bucket);
    for (const PlanRequest& request : requests) {
        level.moveTo(request.arrivalSeconds);
        const auto wait = level.wait(request.tokens);
        if (wait) {
            level.moveTo(level.time() + *wait);
            level.take(request.tokens);
            starts.push_back(level.time());
        } else {
            starts.push_back(std::nullopt);
        }
    }
    return starts;
}

std::vector<PlanTry> simulatePlan(double requestsPerMinute, double tokensPerMinute,
                                  std::span<const PlanRequest> requests, std::size_t retries) {
    struct Visit {
        double seconds;
        std::size_t request, before;
        bool operator>(const Visit& other) const {
            return seconds != other.seconds ? seconds > other.seconds : request > other.request;
        }
    };
    std::priority_queue<Visit, std::vector<Visit>, std::greater<>> visits;
    for (std::size_t i = 0; i < requests.size(); ++i)
        visits.push({std::max(0.0, requests[i].arrivalSeconds), i, 0});
    Level tokens({tokensPerMinute, tokensPerMinute}), slots({requestsPerMinute, requestsPerMinute});
    std::vector<PlanTry> tries;
    while (!visits.empty()) {
        const Visit visit = visits.top();
        visits.pop();
        tokens.moveTo(visit.seconds);
        slots.moveTo(visit.seconds);
        const double size = requests[visit.request].tokens;
        PlanTry one{visit.request, visit.seconds, false, !tokens.has(size),
                    !slots.has(1), std::nullopt,  0,     0};
        one.accepted = !one.forTokens && !one.forRequests;
        if (one.accepted) {
            tokens.take(size);
            slots.take(1);
        } else if (const auto forTokens = tokens.wait(size), forSlot = slots.wait(1); forTokens && forSlot) {
            one.retryAfterSeconds = std::max(*forTokens, *forSlot);
            if (visit.before < retries)
                visits.push({visit.seconds + *one.retryAfterSeconds, visit.request, visit.before + 1});
        }
        one.tokensLeft = tokens.left();
        one.requestsLeft = slots.left();
        tries.push_back(one);
    }
    return tries;
}

SharedQuota sharedQuota(std::uint64_t quota, std::uint64_t inputTokens, std::uint64_t outputTokens) {
    SharedQuota result;
    const std::uint64_t size =
        inputTokens > UINT64_MAX - outputTokens ? UINT64_MAX : inputTokens + outputTokens;
    result.requests = size == 0 ? 0 : quota / size;
    result.left = quota - result.requests * size;
    if (inputTokens <= quota) result.mostOutputForOne = quota - inputTokens;
    return result;
}

ContextRoom contextRoom(std::uint64_t contextTokens, std::uint64_t inputTokens,
                        std::uint64_t requestedOutput) {
    ContextRoom room;
    const std::uint64_t left = contextTokens - std::min(contextTokens, inputTokens);
    room.overflow = inputTokens - std::min(contextTokens, inputTokens);
    room.availableOutput = std::min(left, requestedOutput);
    room.truncated = room.availableOutput < requestedOutput;
    return room;
}

} // namespace tokenarium
