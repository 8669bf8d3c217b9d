// SPDX-License-Identifier: GPL-3.0-or-later
// From a load to GPUs: how many servers answer so many requests a second within a latency.
#pragma once

#include "engine/cost/decimal.h"
#include "engine/cost/serving.h"

#include <cstdint>
#include <string>

namespace tokenarium {

/// A server whose batch is always full: when one request ends the next takes its place, and all stand still
/// while its prompt is read.
struct BusyServer {
    double prefillSeconds = 0, stepSeconds = 0;
    double gapSeconds = 0;     ///< mean from token to token, with the prompts of others in between
    double serviceSeconds = 0; ///< of a request on its place
    double requestsPerSecond = 0, tokensPerSecond = 0;
};
BusyServer busyServer(const ModelOnServer& model, const ServingHardware& server, double promptTokens,
                      std::uint64_t outputTokens, double batch);

struct FleetQuestion {
    ModelOnServer model;
    ServingHardware server; ///< all GPUs of a server together
    std::uint64_t gpusPerServer = 1;
    double promptTokens = 0;
    std::uint64_t outputTokens = 1;
    double requestsPerSecond = 0;
    double ttftTargetSeconds = 1;   ///< from the question to the first token …
    double shareWithin = 0.95;      ///< … for this share of requests
    double itlTargetSeconds = 0.05; ///< the mean gap between tokens, at most, the prefills of others included
    double mostBatch = 1024;
    Decimal usdPerGpuHour;
};

struct FleetAnswer {
    std::string problem; ///< English: why no number of servers will do; then all below means nothing
    double batch = 0;    ///< the largest whose steps are quick enough and whose caches fit
    double prefillSeconds = 0, stepSeconds = 0;
    double gapSeconds = 0;                 ///< mean, with the prefills of others in between
    double serviceSeconds = 0;             ///< a request on its place, without waiting
    double requestsPerSecondPerServer = 0; ///< at the most
    double inFlight = 0;                   ///< mean number of requests being answered (Little)
    std::uint64_t serversForLoad = 0;      ///< so many at full load: the queue would grow without end
    std::uint64_t servers = 0;             ///< so that the target is kept
    double utilization = 0, waitProbability = 0, meanTtftSeconds = 0;
    std::uint64_t gpus = 0;
    Decimal usdPerHour, usdPerMillionTokens; ///< output tokens, at this load
    explicit operator bool() const { return problem.empty(); }
};

/// The largest batch that keeps the gap and fits the memory; each of its places is a server of an M/M/c queue
/// whose mean time of service is prefill, for which the others stand still, and the steps of the answer.
/// Estimates from the roofline: real servers reach a part of it.
FleetAnswer fleetFor(const FleetQuestion& question);

} // namespace tokenarium
