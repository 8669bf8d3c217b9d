// SPDX-License-Identifier: GPL-3.0-or-later
// Erlang's recursion, and events in the order of time.
#include "engine/cost/queueing.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <random>

namespace tokenarium {
namespace {

constexpr std::uint64_t mostServers = 1'000'000;
constexpr std::size_t mostRequests = 10'000'000;

/// B(k) = a·B(k-1) / (k + a·B(k-1)) from B(0) = 1.
double nextErlangB(double before, double offered, double servers) {
    return offered * before / (servers + offered * before);
}

double erlangC(double erlangB, double utilization) { return erlangB / (1 - utilization * (1 - erlangB)); }

/// From 53 bits of the generator, so that every machine draws the same.
double exponential(std::mt19937_64& random, double rate) {
    const double uniform = static_cast<double>(random() >> 11) * 0x1p-53;
    return -std::log1p(-uniform) / rate;
}

} // namespace

QueueState queueState(double arrivals, double service, std::uint64_t servers) {
    QueueState state;
    const double count = static_cast<double>(std::clamp<std::uint64_t>(servers, 1, mostServers));
    const double offered = arrivals / service;
    state.utilization = offered / count;
    state.stable = state.utilization < 1;
    state.erlangB = 1;
    for (double k = 1; k <= count; ++k) state.erlangB = nextErlangB(state.erlangB, offered, k);
    if (!state.stable) return state;
    state.waitProbability = erlangC(state.erlangB, state.utilization);
    state.sparePerSecond = count * service - arrivals;
    state.waitSeconds = state.waitProbability / state.sparePerSecond;
    state.systemSeconds = state.waitSeconds + 1 / service;
    state.waiting = arrivals * state.waitSeconds;
    state.inSystem = arrivals * state.systemSeconds;
    return state;
}

double QueueState::waitLongerThan(double seconds) const {
    return stable ? waitProbability * std::exp(-sparePerSecond * seconds) : 1;
}

double QueueState::waitOfShare(double share) const {
    if (!stable) return std::numeric_limits<double>::infinity();
    const double late = 1 - share;
    return waitProbability > late ? std::log(waitProbability / late) / sparePerSecond : 0;
}

double waitLongerThan(double arrivals, double service, std::uint64_t servers, double seconds) {
    return queueState(arrivals, service, servers).waitLongerThan(seconds);
}

std::vector<double> lateShares(double arrivals, double service, std::uint64_t from, std::uint64_t to,
                               std::uint64_t step, double seconds) {
    const double offered = arrivals / service;
    std::vector<double> shares;
    double blocked = 1; // Erlang B of so many servers
    std::uint64_t wanted = std::max<std::uint64_t>(from, 1);
    for (std::uint64_t servers = 1; servers <= std::min(to, mostServers); ++servers) {
        const double count = static_cast<double>(servers);
        blocked = nextErlangB(blocked, offered, count);
        if (servers != wanted) continue;
        wanted += std::max<std::uint64_t>(step, 1);
        const double spare = count * service - arrivals;
        shares.push_back(spare > 0 ? erlangC(blocked, offered / count) * std::exp(-spare * seconds) : 1);
    }
    return shares;
}

std::optional<std::uint64_t> fewestServers(double arrivals, double service, double mostShare,
                                           double seconds) {
    if (!(arrivals > 0) || !(service > 0) || !(mostShare > 0)) return std::nullopt;
    const double offered = arrivals / service;
    double erlangB = 1;
    for (std::uint64_t servers = 1; servers <= mostServers; ++servers) {
        const double count = static_cast<double>(servers);
        erlangB = nextErlangB(erlangB, offered, count);
        if (offered >= count) continue;
        const double longer =
            erlangC(erlangB, offered / count) * std::exp(-(count * service - arrivals) * seconds);
        if (longer <= mostShare) return servers;
    }
    return std::nullopt;
}

QueueSimulation simulateQueue(double arrivals, double service, std::uint64_t servers, std::size_t requests,
                              std::uint64_t seed, std::size_t warmUp) {
    std::mt19937_64 random(seed);
    std::priority_queue<double, std::vector<double>, std::greater<>> freeAt; // when each server is free again
    for (std::uint64_t i = 0; i < std::clamp<std::uint64_t>(servers, 1, mostServers); ++i) freeAt.push(0);
    QueueSimulation simulation;
    requests = std::min(requests, mostRequests);
    simulation.visits.reserve(requests);
    warmUp = std::min(warmUp, mostRequests);
    double now = 0, waited = 0, stayed = 0;
    std::size_t waiting = 0;
    for (std::size_t i = 0; i < warmUp + requests; ++i) {
        now += exponential(random, arrivals);
        QueueVisit visit;
        visit.arrival = now;
        visit.start = std::max(now, freeAt.top());
        visit.end = visit.start + exponential(random, service);
        freeAt.pop();
        freeAt.push(visit.end);
        if (i < warmUp) continue;
        waiting += visit.start > visit.arrival;
        waited += visit.waited();
        stayed += visit.end - visit.arrival;
        simulation.visits.push_back(visit);
    }
    if (requests == 0) return simulation;
    const double count = static_cast<double>(requests);
    simulation.waitProbability = static_cast<double>(waiting) / count;
    simulation.waitSeconds = waited / count;
    simulation.systemSeconds = stayed / count;
    const double window = simulation.visits.back().arrival - simulation.visits.front().arrival;
    simulation.inSystem = window > 0 ? stayed / count * (count - 1) / window : 0;
    return simulation;
}

} // namespace tokenarium
