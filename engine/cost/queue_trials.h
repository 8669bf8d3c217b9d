// SPDX-License-Identifier: GPL-3.0-or-later
// The same queue simulated several times, so that one knows how far a result may be from the truth.
#pragma once

#include "engine/cost/queueing.h"

#include <stop_token>

namespace tokenarium {

/// The mean over independent trials, and how far the truth may be off: within ± `half` in 95 of 100 cases.
struct TrialMean {
    double mean = 0, half = 0;
    bool covers(double truth) const { return truth >= mean - half && truth <= mean + half; }
};

struct QueueTrials {
    std::size_t trials = 0, requestsPerTrial = 0, warmUp = 0;
    /// The queue is so close to full load that the warm-up was cut short: the numbers are too small.
    bool isCutShort = false;
    TrialMean waitProbability, waitSeconds, inSystem;
    std::vector<double> waits; ///< seconds, of all trials, in rising order
    /// At most this share (0 to 1) waited longer than …
    double waitOfShare(double share) const;
    /// Share that waited longer than `seconds`.
    double longerThan(double seconds) const;
};

/// Requests are left out at the beginning of each trial until the queue has forgotten that it was empty. On a
/// worker; stopped, it gives what was simulated until then. The same numbers from the same seed on every
/// machine. The queue must be stable.
QueueTrials simulateTrials(double arrivalsPerSecond, double servicePerSecond, std::uint64_t servers,
                           std::uint64_t seed, std::stop_token stop = {});

} // namespace tokenarium
