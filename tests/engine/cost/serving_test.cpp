// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of queues and servers, and the simulation against the formulas.
#include "engine/cost/accelerators.h"
#include "engine/cost/fleet.h"
#include "engine/cost/queueing.h"
#include "engine/cost/token_economics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

const ServedModel llama8{8'030'261'248.0, 16'060'522'496.0, 131'072};
ServingHardware h100() {
    const Accelerator& card = *findAccelerator("h100");
    return {card.bf16, card.bytesPerSecond, 0.5, card.memoryBytes};
}

TEST(Queues, SimulationAgreesWithTheFormulas) {
    struct Case {
        double arrivals, service;
        std::uint64_t servers;
    };
    for (const Case& one :
         {Case{0.5, 1, 1}, Case{8, 10, 1}, Case{90, 10, 10}, Case{2, 0.5, 5}, Case{1000, 10, 110}}) {
        const QueueState exact = queueState(one.arrivals, one.service, one.servers);
        const QueueSimulation seen =
            simulateQueue(one.arrivals, one.service, one.servers, 400'000, 7, 20'000);
        EXPECT_NEAR(seen.waitProbability / exact.waitProbability, 1, 0.06) << one.servers;
        EXPECT_NEAR(seen.waitSeconds / exact.waitSeconds, 1, 0.12) << one.servers;
        EXPECT_NEAR(seen.inSystem / exact.inSystem, 1, 0.05) << one.servers;
    }
}

TEST(Queues, SimulationIsFirstComeFirstServed) {
    const QueueSimulation seen = simulateQueue(9, 1, 10, 5000, 3);
    ASSERT_EQ(seen.visits.size(), 5000u);
    for (std::size_t i = 1; i < seen.visits.size(); ++i) {
        EXPECT_GE(seen.visits[i].arrival, seen.visits[i - 1].arrival);
        EXPECT_GE(seen.visits[i].start, seen.visits[i - 1].start);
        EXPECT_GE(seen.visits[i].start, seen.visits[i].arrival);
    }
    for (const QueueVisit& visit : seen.visits) { // never more than ten at once
        int busy = 0;
        for (const QueueVisit& other : seen.visits)
            busy += other.start <= visit.start && other.end > visit.start;
        ASSERT_LE(busy, 10);
    }
    const QueueSimulation again = simulateQueue(9, 1, 10, 5000, 3), other = simulateQueue(9, 1, 10, 5000, 4);
    EXPECT_EQ(again.visits.back().end, seen.visits.back().end);
    EXPECT_NE(other.visits.back().end, seen.visits.back().end);
    EXPECT_TRUE(simulateQueue(1, 1, 1, 0, 1).visits.empty());
}

TEST(Queues, MoreServersNeverWaitLonger) {
    for (std::uint64_t servers = 101; servers < 200; ++servers) {
        EXPECT_LT(queueState(1000, 10, servers + 1).waitProbability,
                  queueState(1000, 10, servers).waitProbability);
        EXPECT_LT(waitLongerThan(1000, 10, servers, 0.1), waitLongerThan(1000, 10, servers, 0.05));
    }
    EXPECT_FALSE(queueState(1000, 10, 100).stable);
    EXPECT_EQ(waitLongerThan(1000, 10, 100, 5), 1);
    const std::uint64_t enough = fewestServers(1000, 10, 0.01, 0.02).value();
    EXPECT_LE(waitLongerThan(1000, 10, enough, 0.02), 0.01);
    EXPECT_GT(waitLongerThan(1000, 10, enough - 1, 0.02), 0.01);
    EXPECT_FALSE(fewestServers(1e9, 1, 0.5));
    EXPECT_FALSE(fewestServers(1, 0, 0.5));
}

TEST(Serving, ABatchGivesMoreInAllAndLessToEach) {
    const double batches[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
    const auto curve = servingCurve(llama8, h100(), 1024, batches);
    for (std::size_t i = 1; i < curve.size(); ++i) {
        EXPECT_GE(curve[i].perServer, curve[i - 1].perServer);
        EXPECT_LE(curve[i].perUser, curve[i - 1].perUser);
    }
    EXPECT_TRUE(curve[0].fits);
    EXPECT_FALSE(curve.back().fits); // 1024 caches of 128 MiB and the weights
    EXPECT_EQ(largestBatch(llama8, h100(), 1024), std::floor((80e9 - 16'060'522'496.0) / (1024 * 131'072.0)));
}

TEST(Serving, IsUndefinedForAnswersWithoutTokens) {
    EXPECT_FALSE(answerLatency(1, 1, 0));
    EXPECT_FALSE(measuredGap(1, 1, 1));
    EXPECT_FALSE(serversFor(1, 0, 1, 0));
    EXPECT_FALSE(serversFor(-1, 1, 1, 0));
    EXPECT_EQ(servingWindow({}).seconds, 0);
}

TEST(Fleets, KeepTheirTargets) {
    FleetQuestion question{llama8, h100(), 1, 1000, 250, 1000, 1, 0.95, 0.05, 1024, 2.5};
    const FleetAnswer answer = fleetFor(question);
    ASSERT_TRUE(answer) << answer.problem;
    EXPECT_LE(answer.gapSeconds, question.itlTargetSeconds);
    EXPECT_NEAR(answer.serviceSeconds, answer.prefillSeconds + 249 * answer.gapSeconds, 1e-9);
    EXPECT_GT(answer.servers, 0u);
    EXPECT_GE(answer.servers, answer.serversForLoad);
    EXPECT_LT(answer.utilization, 1);
    const auto batch = static_cast<std::uint64_t>(answer.batch);
    const double room = question.ttftTargetSeconds - answer.prefillSeconds;
    EXPECT_LE(waitLongerThan(1000, 1 / answer.serviceSeconds, answer.servers * batch, room), 0.05);
    EXPECT_DOUBLE_EQ(answer.usdPerHour, static_cast<double>(answer.gpus) * 2.5);
    EXPECT_NEAR(answer.inFlight, 1000 * answer.serviceSeconds, 1e-9);
    question.requestsPerSecond = 2000;
    EXPECT_GT(fleetFor(question).servers, answer.servers);
}

TEST(Fleets, SayWhyNothingWillDo) {
    FleetQuestion question{llama8, h100(), 1, 1000, 250, 10, 1, 0.95, 0.05, 1024, 2.5};
    question.itlTargetSeconds = 0.001;
    EXPECT_NE(fleetFor(question).problem.find("single request"), std::string::npos);
    question.itlTargetSeconds = 0.05;
    question.ttftTargetSeconds = 0.001;
    EXPECT_NE(fleetFor(question).problem.find("prompt alone"), std::string::npos);
    question.server.memoryBytes = 1e9;
    EXPECT_NE(fleetFor(question).problem.find("do not fit"), std::string::npos);
}

TEST(Economics, AFactoryEarnsWhatItSells) {
    const FactoryHour hour = factoryHour({8, 2.5, 20000, 0.5, 1, 700});
    EXPECT_DOUBLE_EQ(hour.tokens, 36e6);
    EXPECT_DOUBLE_EQ(hour.cost, 20);
    EXPECT_DOUBLE_EQ(hour.revenue, 36);
    EXPECT_DOUBLE_EQ(hour.margin(), 16.0 / 36);
    EXPECT_DOUBLE_EQ(hour.energyKilowattHours, 5.6);
    EXPECT_DOUBLE_EQ(usdPerMillionTokens(8, 2.5, 20000, 0.5), hour.cost / hour.tokens * 1e6);
    EXPECT_FALSE(growth(1, 4).doublingDays);
}

TEST(Accelerators, AreFoundByTheirNames) {
    EXPECT_EQ(findAccelerator("h100")->name, "H100 SXM 80 GB");
    EXPECT_EQ(findAccelerator("L4")->name, "L4");
    EXPECT_EQ(findAccelerator("rtx 5090")->memoryBytes, 32e9);
    EXPECT_EQ(findAccelerator("Cray"), nullptr);
    EXPECT_EQ(findAccelerator(""), nullptr);
}

} // namespace
} // namespace tokenarium
