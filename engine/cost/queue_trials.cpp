// SPDX-License-Identifier: GPL-3.0-or-later
// Trials with seeds of their own; Student's t says how wide the interval is.
#include "engine/cost/queue_trials.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::size_t trialCount = 16;
constexpr double student = 2.131; // 97.5 % of Student's t with 15 degrees of freedom
constexpr double fewestRequests = 30'000, mostRequests = 100'000, mostWarmUp = 400'000;

/// A queue forgets its beginning in about so many arrivals: those in flight, or more the closer it is to full
/// load (the relaxation time of M/M/c).
double memoryOf(double arrivals, double service, std::uint64_t servers) {
    const double offered = arrivals / service, load = offered / static_cast<double>(servers);
    return std::max(offered, load / std::pow(1 - std::sqrt(load), 2));
}

TrialMean meanOf(const std::vector<double>& values) {
    TrialMean result;
    const double count = static_cast<double>(values.size());
    if (values.size() < 2) return result;
    for (const double value : values) result.mean += value / count;
    double squares = 0;
    for (const double value : values) squares += (value - result.mean) * (value - result.mean);
    result.half = student * std::sqrt(squares / (count - 1) / count);
    return result;
}

} // namespace

double QueueTrials::waitOfShare(double share) const {
    if (waits.empty()) return 0;
    const double place = std::ceil(share * static_cast<double>(waits.size())) - 1;
    return waits[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(waits.size() - 1)))];
}

double QueueTrials::longerThan(double seconds) const {
    if (waits.empty()) return 0;
    const auto later = waits.end() - std::upper_bound(waits.begin(), waits.end(), seconds);
    return static_cast<double>(later) / static_cast<double>(waits.size());
}

QueueTrials simulateTrials(double arrivals, double service, std::uint64_t servers, std::uint64_t seed,
                           std::stop_token stop) {
    constexpr double memories = 5; // e^-5: less than a hundredth of the beginning is left
    const double memory = memoryOf(arrivals, service, servers);
    QueueTrials result;
    result.isCutShort = !(memories * memory <= mostWarmUp);
    result.warmUp = static_cast<std::size_t>(std::min(mostWarmUp, memories * memory));
    result.requestsPerTrial = static_cast<std::size_t>(std::clamp(2 * memory, fewestRequests, mostRequests));
    std::vector<double> probabilities, seconds, numbers;
    for (std::size_t trial = 0; trial < trialCount && !stop.stop_requested(); ++trial) {
        const QueueSimulation one = simulateQueue(arrivals, service, servers, result.requestsPerTrial,
                                                  seed * trialCount + trial, result.warmUp);
        probabilities.push_back(one.waitProbability);
        seconds.push_back(one.waitSeconds);
        numbers.push_back(one.inSystem);
        for (const QueueVisit& visit : one.visits) result.waits.push_back(visit.waited());
        ++result.trials;
    }
    result.waitProbability = meanOf(probabilities);
    result.waitSeconds = meanOf(seconds);
    result.inSystem = meanOf(numbers);
    std::sort(result.waits.begin(), result.waits.end());
    return result;
}

} // namespace tokenarium
