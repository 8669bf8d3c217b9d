// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan allows: requests and tokens per minute, a quota shared by input and output, a context window.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

/// How many requests of one size a minute allows.
struct RequestLimit {
    enum class Binding { Requests, Tokens, Both };
    std::uint64_t byTokens = 0, requestsPerMinute = 0;
    Binding binding = Binding::Both;
    /// At a steady pace; nothing where not one is possible.
    std::optional<double> minutesFor(std::uint64_t requests) const;
};
RequestLimit requestLimit(std::uint64_t requestsPerMinute, std::uint64_t tokensPerMinute,
                          std::uint64_t inputTokens, std::uint64_t mostOutputTokens);

struct PlanRequest {
    double arrivalSeconds = 0;
    double tokens = 0; ///< input and the most output, as the vendor counts them against the limit
};

/// A bucket is full at first and fills again steadily.
struct TokenBucket {
    double capacity = 0, refillPerMinute = 0;
};

/// First come, first served, everybody waits: when each request starts. Nothing for one that can never start,
/// since it asks for more than the bucket holds or the bucket does not fill. Requests in the order of
/// arrival.
std::vector<std::optional<double>> waitingStarts(const TokenBucket& bucket,
                                                 std::span<const PlanRequest> requests);

/// One try of a request: it goes through, or is refused (HTTP 429) and told when it would have gone through.
struct PlanTry {
    std::size_t request = 0; ///< number in the list
    double seconds = 0;      ///< when
    bool accepted = false;
    bool forTokens = false, forRequests = false; ///< which limit refused it
    std::optional<double> retryAfterSeconds;     ///< nothing: never
    double tokensLeft = 0, requestsLeft = 0;     ///< in the buckets afterwards
};
/// Limits per minute as two buckets of a minute's worth. A refused request comes back after the time that it
/// was told, at most `retries` times. In the order of time.
std::vector<PlanTry> simulatePlan(double requestsPerMinute, double tokensPerMinute,
                                  std::span<const PlanRequest> requests, std::size_t retries);

/// A plan of so many tokens a month, whatever they are.
struct SharedQuota {
    std::uint64_t requests = 0, left = 0;
    std::optional<std::uint64_t> mostOutputForOne; ///< nothing: the input alone is too much
};
SharedQuota sharedQuota(std::uint64_t quota, std::uint64_t inputTokens, std::uint64_t outputTokens);

struct ContextRoom {
    std::uint64_t availableOutput = 0; ///< of what was asked for
    std::uint64_t overflow = 0;        ///< input tokens that do not fit
    bool truncated = false;            ///< less than what was asked for
};
ContextRoom contextRoom(std::uint64_t contextTokens, std::uint64_t inputTokens,
                        std::uint64_t requestedOutput);

} // namespace tokenarium
