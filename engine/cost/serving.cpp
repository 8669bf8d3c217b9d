// SPDX-License-Identifier: GPL-3.0-or-later
// Latency, roofline and capacity: short formulas.
#include "engine/cost/serving.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {

std::optional<AnswerLatency> answerLatency(double ttftSeconds, double itlSeconds,
                                           std::uint64_t outputTokens) {
    if (outputTokens == 0) return std::nullopt;
    const double tokens = static_cast<double>(outputTokens);
    AnswerLatency latency;
    latency.generationSeconds = (tokens - 1) * itlSeconds;
    latency.endToEndSeconds = ttftSeconds + latency.generationSeconds;
    latency.tokensPerSecond = tokens / latency.endToEndSeconds;
    return latency;
}

std::optional<MeasuredGap> measuredGap(double endToEndSeconds, double ttftSeconds,
                                       std::uint64_t outputTokens) {
    if (outputTokens < 2) return std::nullopt;
    const double tokens = static_cast<double>(outputTokens);
    return MeasuredGap{(endToEndSeconds - ttftSeconds) / (tokens - 1), endToEndSeconds / tokens};
}

ServingWindow servingWindow(std::span<const ServedRequest> requests) {
    if (requests.empty()) return {};
    double first = requests[0].startSeconds, last = first, tokens = 0;
    for (const ServedRequest& request : requests) {
        first = std::min(first, request.startSeconds);
        last = std::max(last, request.startSeconds + request.endToEndSeconds);
        tokens += static_cast<double>(request.outputTokens);
    }
    const double seconds = last - first;
    return {seconds, tokens / seconds, static_cast<double>(requests.size()) / seconds};
}

std::optional<ClosedLoop> closedLoop(double concurrency, double ttftSeconds, double itlSeconds,
                                     std::uint64_t outputTokens) {
    const auto latency = answerLatency(ttftSeconds, itlSeconds, outputTokens);
    if (!latency) return std::nullopt;
    const double requests = concurrency / latency->endToEndSeconds;
    return ClosedLoop{latency->endToEndSeconds, requests, requests * static_cast<double>(outputTokens)};
}

Goodput goodput(std::span<const ServedRequest> requests, double ttftObjective, double gapObjective,
                double duration) {
    Goodput result;
    for (const ServedRequest& request : requests) {
        const auto gap = measuredGap(request.endToEndSeconds, request.ttftSeconds, request.outputTokens);
        if (request.ttftSeconds <= ttftObjective && (!gap || gap->seconds <= gapObjective)) ++result.meeting;
    }
    const double all = static_cast<double>(requests.size()), meeting = static_cast<double>(result.meeting);
    result.fraction = requests.empty() ? 0 : meeting / all;
    result.requestsPerSecond = meeting / duration;
    result.allRequestsPerSecond = all / duration;
    return result;
}

RooflineTime prefillTime(const ModelOnServer& model, const ServingHardware& hardware, double promptTokens,
                         double batch) {
    return {2 * model.parameters * promptTokens * batch / (hardware.flopsPerSecond * hardware.efficiency),
            model.weightBytes / hardware.bytesPerSecond};
}

RooflineTime decodeStep(const ModelOnServer& model, const ServingHardware& hardware, double batch,
                        double context) {
    return {2 * model.parameters * batch / (hardware.flopsPerSecond * hardware.efficiency),
            (model.weightBytes + batch * context * model.cacheBytesPerToken) / hardware.bytesPerSecond};
}

double criticalBatch(double flopsPerSecond, double bytesPerSecond, double bytesPerParameter) {
    return flopsPerSecond * bytesPerParameter / (2 * bytesPerSecond);
}

PrefixCache prefixCache(const ModelOnServer& model, const ServingHardware& hardware, double promptTokens,
                        double cached) {
    const double left = std::max(0.0, promptTokens - cached);
    return {prefillTime(model, hardware, left, 1).computeSeconds,
            promptTokens > 0 ? 1 - left / promptTokens : 0};
}

Speculation speculation(double acceptance, double draftTokens, double draftCost) {
    const double passes =
        acceptance >= 1 ? draftTokens + 1 : (1 - std::pow(acceptance, draftTokens + 1)) / (1 - acceptance);
    return {passes, passes / (draftTokens * draftCost + 1)};
}

std::optional<double> largestBatch(const ModelOnServer& model, const ServingHardware& hardware,
                                   double context) {
    if (hardware.memoryBytes <= 0) return std::nullopt;
    const double room = hardware.memoryBytes - model.weightBytes, each = context * model.cacheBytesPerToken;
    if (room < 0) return 0;
    return each > 0 ? std::floor(room / each) : std::numeric_limits<double>::infinity();
}

double largestQuickBatch(const ModelOnServer& model, const ServingHardware& hardware, double context,
                         double stepSeconds) {
    constexpr double most = 1e6;
    double low = 0, high = std::min(most, largestBatch(model, hardware, context).value_or(most));
    while (low < high) {
        const double middle = std::ceil((low + high) / 2);
        if (decodeStep(model, hardware, middle, context).seconds() <= stepSeconds)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

std::vector<ServingPoint> servingCurve(const ModelOnServer& model, const ServingHardware& hardware,
                                       double context, std::span<const double> batches) {
    const auto most = largestBatch(model, hardware, context);
    std::vector<ServingPoint> curve;
    for (const double batch : batches) {
        const RooflineTime step = decodeStep(model, hardware, batch, context);
        curve.push_back({batch, step.seconds(), 1 / step.seconds(), batch / step.seconds(),
                         !most || batch <= *most, step.isComputeBound()});
    }
    return curve;
}

NeededSpeed readingSpeed(double wordsPerMinute, double wordsPerToken) {
    const double rate = wordsPerMinute / 60 / wordsPerToken;
    return {rate, 1 / rate};
}

NeededSpeed videoSpeed(double framesPerSecond, double tokensPerFrame) {
    const double rate = framesPerSecond * tokensPerFrame;
    return {rate, 1 / rate};
}

std::optional<std::uint64_t> serversFor(double load, double perServer, double utilization,
                                        std::uint64_t spares) {
    const double each = perServer * utilization;
    if (!(each > 0) || !(load >= 0)) return std::nullopt;
    const double exact = load / each;
    if (exact > 1e15) return std::nullopt;
    return static_cast<std::uint64_t>(std::ceil(exact * (1 - 1e-12))) +
           spares; // 1000 / (10 · 0.7) is not a hair more
}

} // namespace tokenarium
