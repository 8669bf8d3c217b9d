// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for a free server: the formulas of Erlang for arrivals at random, and the same by simulation.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace tokenarium {

/// M/M/c: arrivals at random, times of service that are exponentially distributed, c servers, one queue.
struct QueueState {
    double utilization = 0; ///< rho: load of each server
    bool stable = false;    ///< below 1; otherwise the queue grows without end and all below means nothing
    double erlangB = 0;     ///< share of arrivals lost if nobody could wait
    double waitProbability = 0;
    double waitSeconds = 0, systemSeconds = 0;   ///< mean, of all arrivals
    double waiting = 0, inSystem = 0;            ///< mean number
    double sparePerSecond = 0;                   ///< requests that could be answered besides: c·mu - lambda
    double waitLongerThan(double seconds) const; ///< share of arrivals; 1 where the queue is not stable
    double waitOfShare(double share) const;      ///< so long waits at most this share (0 to below 1)
};
/// Rates above 0, at least one server and at most a million.
QueueState queueState(double arrivalsPerSecond, double servicePerSecond, std::uint64_t servers);

/// Probability to wait longer than this.
double waitLongerThan(double arrivalsPerSecond, double servicePerSecond, std::uint64_t servers,
                      double seconds);

/// Of arrivals that wait longer than `seconds` (waitLongerThan), the share for `from`, `from + step`, … up to
/// `to` servers, in one go.
std::vector<double> lateShares(double arrivalsPerSecond, double servicePerSecond, std::uint64_t from,
                               std::uint64_t to, std::uint64_t step, double seconds);

/// The fewest servers with which at most this share of arrivals waits longer than `seconds`. Nothing: more
/// than a million.
std::optional<std::uint64_t> fewestServers(double arrivalsPerSecond, double servicePerSecond,
                                           double mostShare, double seconds = 0);

/// One request of a simulation.
struct QueueVisit {
    double arrival = 0, start = 0, end = 0; ///< seconds
    double waited() const { return start - arrival; }
};
struct QueueSimulation {
    std::vector<QueueVisit> visits; ///< in the order of arrival
    double waitProbability = 0, waitSeconds = 0, systemSeconds = 0;
    double inSystem = 0; ///< mean: arrivals a second · seconds in the system, both as they came out
};
/// From an empty queue; the first `warmUp` requests are not told, so that the rest sees the queue as it
/// stays. The same numbers from the same seed on every machine. At most ten million requests of each sort.
QueueSimulation simulateQueue(double arrivalsPerSecond, double servicePerSecond, std::uint64_t servers,
                              std::size_t requests, std::uint64_t seed, std::size_t warmUp = 0);

} // namespace tokenarium
