// SPDX-License-Identifier: GPL-3.0-or-later
// Batch, then time of service, then queue, then servers.
#include "engine/cost/fleet.h"

#include "engine/cost/queueing.h"
#include "engine/cost/token_economics.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::uint64_t mostPlaces = 1'000'000; ///< of the queue

BusyServer serverOf(const FleetQuestion& question, double batch) {
    return busyServer(question.model, question.server, question.promptTokens, question.outputTokens, batch);
}

/// The largest whole batch, from 1, that keeps the gap; 0: none.
double quickBatch(const FleetQuestion& question, double most) {
    double low = 0, high = std::floor(most);
    while (low < high) {
        const double middle = std::ceil((low + high) / 2);
        if (serverOf(question, middle).gapSeconds <= question.itlTargetSeconds)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

FleetAnswer refused(const char* problem) {
    FleetAnswer answer;
    answer.problem = problem;
    return answer;
}

} // namespace

BusyServer busyServer(const ModelOnServer& model, const ServingHardware& server, double promptTokens,
                      std::uint64_t outputTokens, double batch) {
    const double tokens = static_cast<double>(outputTokens), gaps = tokens - 1;
    BusyServer busy;
    busy.prefillSeconds = prefillTime(model, server, promptTokens, 1).seconds();
    busy.stepSeconds = decodeStep(model, server, batch, promptTokens + tokens).seconds();
    // In the time of one answer every other place of the batch begins a request of its own.
    busy.gapSeconds = gaps > 0 ? busy.stepSeconds + (batch - 1) * busy.prefillSeconds / gaps : 0;
    busy.serviceSeconds = batch * busy.prefillSeconds + gaps * busy.stepSeconds;
    busy.requestsPerSecond = batch / busy.serviceSeconds;
    busy.tokensPerSecond = busy.requestsPerSecond * tokens;
    return busy;
}

FleetAnswer fleetFor(const FleetQuestion& question) {
    const double context = question.promptTokens + static_cast<double>(question.outputTokens);
    const auto room = largestBatch(question.model, question.server, context);
    if (room && *room < 1)
        return refused("The weights and the cache of one request do not fit into the memory of a server.");
    FleetAnswer answer;
    answer.prefillSeconds = prefillTime(question.model, question.server, question.promptTokens, 1).seconds();
    answer.batch = quickBatch(question, std::min(question.mostBatch, room.value_or(question.mostBatch)));
    if (answer.batch < 1)
        return refused("Even a single request takes longer for a token than the target allows.");
    const BusyServer server = serverOf(question, answer.batch);
    answer.stepSeconds = server.stepSeconds;
    answer.gapSeconds = server.gapSeconds;
    if (answer.prefillSeconds > question.ttftTargetSeconds)
        return refused("Reading the prompt alone takes longer than the time to the first token may.");
    answer.serviceSeconds = server.serviceSeconds;
    answer.requestsPerSecondPerServer = server.requestsPerSecond;
    answer.inFlight = inSystem(question.requestsPerSecond, answer.serviceSeconds);
    answer.serversForLoad =
        serversFor(question.requestsPerSecond, answer.requestsPerSecondPerServer, 1, 0).value_or(0);
    const double service = 1 / answer.serviceSeconds;
    const auto places = fewestServers(question.requestsPerSecond, service, 1 - question.shareWithin,
                                      question.ttftTargetSeconds - answer.prefillSeconds);
    if (!places || *places > mostPlaces) return refused("More than a million places would be needed.");
    const auto batch = static_cast<std::uint64_t>(answer.batch);
    answer.servers = (*places + batch - 1) / batch;
    answer.gpus = answer.servers * question.gpusPerServer;
    const QueueState queue = queueState(question.requestsPerSecond, service, answer.servers * batch);
    answer.utilization = queue.utilization;
    answer.waitProbability = queue.waitProbability;
    answer.meanTtftSeconds = queue.waitSeconds + answer.prefillSeconds;
    const Decimal gpus = Decimal::ofCount(answer.gpus);
    answer.usdPerHour = gpus.times(question.usdPerGpuHour).value_or(Decimal());
    answer.usdPerMillionTokens =
        usdPerMillionTokens(gpus, question.usdPerGpuHour,
                            question.requestsPerSecond * static_cast<double>(question.outputTokens), 1)
            .value_or(Decimal());
    return answer;
}

} // namespace tokenarium
