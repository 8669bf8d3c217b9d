// SPDX-License-Identifier: GPL-3.0-or-later
// What a person chooses in the Serving room: the model, the GPUs, the request, the load, prices. Small, so
// that undo can keep it.
#pragma once

#include <string>

namespace tokenarium {

struct ServingChoices {
    // The server.
    std::string model = "llama-3-8b";   ///< of knownModels()
    std::string gpu = "H100 SXM 80 GB"; ///< of accelerators()
    double gpus = 1;                    ///< of a server, which share the work
    double weightBits = 16, cacheBits = 16;
    double efficiency = 0.5; ///< share of the peak that matrix products reach
    double usdPerGpuHour = 2.5;

    // A request.
    double queueSeconds = 0.05; ///< until its prompt is begun, with the way there and back
    double promptTokens = 1000, outputTokens = 250;
    double batch = 32;
    double cachedShare = 0; ///< of the prompt, in a prefix cache
    double acceptance = 0.8, draftTokens = 4, draftCost = 0.05;

    // The reader.
    double wordsPerMinute = 238;
    double playSpeed = 1;

    // The load.
    double claimedPerGpu = 10; ///< requests a second that somebody says a GPU answers; 0: by model and GPU
    double requestsPerSecond = 1000;
    double ttftTarget = 0.5, gapTarget = 0.1; ///< seconds
    double shareWithin = 0.95;
    double extraServers = 0; ///< beside those that the target needs; may be negative
    double seed = 1;

    // The factory.
    double servers = 8;
    double usdPerMillion = 0.5;
    double utilization = 0.6;
    double wattsPerGpu = 700;
    double usdPerKilowattHour = 0.1;

    // What has changed: ratios of after to before.
    double volumeRatio = 25, costRatio = 1.0 / 20, priceRatio = 1;
    double marginBefore = 0.5;
    double weeks = 4;

    bool operator==(const ServingChoices&) const = default;
};

} // namespace tokenarium
