// SPDX-License-Identifier: GPL-3.0-or-later
// How fast answers come: the words of latency as NVIDIA NIM defines them, and the least time that arithmetic
// and memory allow for reading a prompt and for writing a token.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

// ---- latency: TTFT from the question to the first token, ITL the mean gap between later tokens ----

struct AnswerLatency {
    double generationSeconds = 0; ///< (n - 1) · ITL
    double endToEndSeconds = 0;   ///< TTFT + generation
    double tokensPerSecond = 0;   ///< n / end to end: what one person gets
};
/// Nothing for an answer without a token.
std::optional<AnswerLatency> answerLatency(double ttftSeconds, double itlSeconds, std::uint64_t outputTokens);

struct MeasuredGap {
    double seconds = 0;          ///< first token left out, as NIM and AIPerf do
    double withFirstSeconds = 0; ///< as other tools do
};
/// Nothing for one token, which has no gap.
std::optional<MeasuredGap> measuredGap(double endToEndSeconds, double ttftSeconds,
                                       std::uint64_t outputTokens);

struct ServedRequest {
    double startSeconds = 0, ttftSeconds = 0, endToEndSeconds = 0;
    std::uint64_t outputTokens = 0;
};
/// From the first start to the last end.
struct ServingWindow {
    double seconds = 0, tokensPerSecond = 0, requestsPerSecond = 0;
};
ServingWindow servingWindow(std::span<const ServedRequest> requests);

/// So many people who ask again as soon as they are answered.
struct ClosedLoop {
    double endToEndSeconds = 0, requestsPerSecond = 0, tokensPerSecond = 0;
};
std::optional<ClosedLoop> closedLoop(double concurrency, double ttftSeconds, double itlSeconds,
                                     std::uint64_t outputTokens);

/// Little's law: in the system = arrivals a second · seconds in the system.
inline double inSystem(double arrivalsPerSecond, double secondsInSystem) {
    return arrivalsPerSecond * secondsInSystem;
}

struct Goodput {
    std::uint64_t meeting = 0; ///< requests within both objectives; one token has no gap to be too long
    double fraction = 0, requestsPerSecond = 0, allRequestsPerSecond = 0;
};
Goodput goodput(std::span<const ServedRequest> requests, double ttftObjectiveSeconds,
                double gapObjectiveSeconds, double durationSeconds);

// ---- the roofline ----

/// A model as a server sees it. All GPUs of a server together, without the cost of their talking.
struct ModelOnServer {
    double parameters = 0; ///< those that work for a token
    double weightBytes = 0, cacheBytesPerToken = 0;
};
struct ServingHardware {
    double flopsPerSecond = 0, bytesPerSecond = 0;
    double efficiency = 1;  ///< share of the peak reached in matrix products
    double memoryBytes = 0; ///< 0: not asked
};

struct RooflineTime {
    double computeSeconds = 0, memorySeconds = 0;
    double seconds() const { return computeSeconds > memorySeconds ? computeSeconds : memorySeconds; }
    bool isComputeBound() const { return computeSeconds > memorySeconds; }
};
/// 2·N·S·B operations, or reading the weights once. The quadratic part of attention is left out.
RooflineTime prefillTime(const ModelOnServer& model, const ServingHardware& hardware, double promptTokens,
                         double batch);
/// One step for every sequence: weights once and each cache once, or 2·N·B operations at the full peak.
RooflineTime decodeStep(const ModelOnServer& model, const ServingHardware& hardware, double batch,
                        double context);

/// At which batch operations take as long as reading the weights.
double criticalBatch(double flopsPerSecond, double bytesPerSecond, double bytesPerParameter);
inline double decodeCeiling(double bytesPerToken, double bytesPerSecond) {
    return bytesPerSecond / bytesPerToken;
}
inline double bandwidthFor(double tokensPerSecond, double parameters, double bytesPerParameter) {
    return tokensPerSecond * parameters * bytesPerParameter;
}

/// The prompt's beginning lies in a cache.
struct PrefixCache {
    double seconds = 0, savedFraction = 0;
};
PrefixCache prefixCache(const ModelOnServer& model, const ServingHardware& hardware, double promptTokens,
                        double cached);

struct Speculation {
    double tokensPerPass = 0, speedup = 0;
};
/// A small model proposes `draftTokens`, each of which is accepted with this probability (0 to 1) and costs
/// this share of a pass of the large one.
Speculation speculation(double acceptance, double draftTokens, double draftCost);

/// Throughput against interactivity: a point for each batch.
struct ServingPoint {
    double batch = 0, stepSeconds = 0;
    double perUser = 0, perServer = 0; ///< tokens a second
    bool fits = true;                  ///< weights and caches in the memory
    bool isComputeBound = false;
};
std::vector<ServingPoint> servingCurve(const ModelOnServer& model, const ServingHardware& hardware,
                                       double context, std::span<const double> batches);
/// Sequences whose caches fit beside the weights; nothing where the memory is not known.
std::optional<double> largestBatch(const ModelOnServer& model, const ServingHardware& hardware,
                                   double context);

/// The largest whole batch whose step takes at most so long and whose caches fit; 0: not even one; at most a
/// million.
double largestQuickBatch(const ModelOnServer& model, const ServingHardware& hardware, double context,
                         double stepSeconds);

// ---- what is fast enough ----

struct NeededSpeed {
    double tokensPerSecond = 0, gapSeconds = 0;
};
NeededSpeed readingSpeed(double wordsPerMinute, double wordsPerToken);
NeededSpeed videoSpeed(double framesPerSecond, double tokensPerFrame);

/// Servers for a load, at a share of their capacity, and spare ones besides. Nothing where no number is
/// enough.
std::optional<std::uint64_t> serversFor(double load, double perServer, double utilization,
                                        std::uint64_t spares);

} // namespace tokenarium
