// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of queues and servers, and the simulation against the formulas.
#include "engine/cost/accelerators.h"
#include "engine/cost/fleet.h"
#include "engine/cost/queue_trials.h"
#include "engine/cost/queueing.h"
#include "engine/cost/token_economics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

const ModelOnServer llama8{8'030'261'248.0, 16'060'522'496.0, 131'072};
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

TEST(Queues, SharesByTheNumberOfServersAreThoseOfEachNumber) {
    const std::vector<double> shares = lateShares(1000, 10, 100, 121, 3, 0.05);
    ASSERT_EQ(shares.size(), 8u); // 100, 103 … 121
    EXPECT_EQ(shares[0], 1);      // as many as arrive: unstable
    for (std::size_t i = 1; i < shares.size(); ++i)
        EXPECT_NEAR(shares[i], waitLongerThan(1000, 10, 100 + 3 * i, 0.05), 1e-12) << i;
}

TEST(Queues, TheWaitOfAShareIsWhatThatShareExceeds) {
    for (const double share : {0.5, 0.9, 0.95, 0.99}) {
        const QueueState state = queueState(90, 10, 10);
        const double seconds = state.waitOfShare(share);
        if (seconds > 0) {
            EXPECT_NEAR(state.waitLongerThan(seconds), 1 - share, 1e-12);
        }
        if (seconds == 0) {
            EXPECT_LE(state.waitProbability, 1 - share);
        }
    }
    EXPECT_EQ(queueState(1, 10, 10).waitOfShare(0.95), 0);
    EXPECT_TRUE(std::isinf(queueState(100, 10, 10).waitOfShare(0.95)));
    EXPECT_EQ(queueState(100, 10, 10).waitLongerThan(1), 1);
}

TEST(QueueTrials, IntervalsHoldTheFormulas) {
    struct Case {
        double arrivals, service;
        std::uint64_t servers;
    };
    int held = 0, asked = 0;
    for (const Case& one : {Case{8, 10, 1}, Case{90, 10, 10}, Case{2, 0.5, 5}, Case{1000, 10, 110}})
        for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
            const QueueState exact = queueState(one.arrivals, one.service, one.servers);
            const QueueTrials seen = simulateTrials(one.arrivals, one.service, one.servers, seed);
            ASSERT_EQ(seen.waits.size(), seen.trials * seen.requestsPerTrial);
            EXPECT_FALSE(seen.isCutShort);
            for (const auto& [mean, truth] :
                 {std::pair(seen.waitProbability, exact.waitProbability),
                  std::pair(seen.waitSeconds, exact.waitSeconds), std::pair(seen.inSystem, exact.inSystem)}) {
                ++asked;
                held += mean.covers(truth);
                EXPECT_NEAR(mean.mean, truth, 3 * mean.half);
                EXPECT_LT(mean.half, 0.5 * truth);
            }
            EXPECT_NEAR(seen.longerThan(0), seen.waitProbability.mean, 1e-9);
            EXPECT_NEAR(seen.waitOfShare(0.95) / std::max(1e-9, exact.waitOfShare(0.95)), 1, 0.5);
        }
    EXPECT_GE(held, asked * 8 / 10) << "of " << asked; // 95 in 100 are expected
    EXPECT_LT(held, asked);                            // an interval that always holds is too wide
}

TEST(QueueTrials, SayWhenTheyAreCutShortAndStop) {
    EXPECT_TRUE(simulateTrials(999.9, 10, 100, 1,
                               [] {
                                   std::stop_source source;
                                   source.request_stop();
                                   return source.get_token();
                               }())
                    .isCutShort);
    const QueueTrials none = simulateTrials(8, 10, 1, 1, [] {
        std::stop_source source;
        source.request_stop();
        return source.get_token();
    }());
    EXPECT_EQ(none.trials, 0u);
    EXPECT_EQ(none.waitOfShare(0.5), 0);
    EXPECT_EQ(none.longerThan(0), 0);
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

Decimal dollars(const char* text) { return Decimal::parse(text).value(); }

TEST(Fleets, KeepTheirTargets) {
    FleetQuestion question{llama8, h100(), 1, 1000, 250, 1000, 1, 0.95, 0.05, 1024, dollars("2.5")};
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
    EXPECT_EQ(answer.usdPerHour, Decimal::ofCount(answer.gpus).times(dollars("2.5")));
    EXPECT_NEAR(answer.inFlight, 1000 * answer.serviceSeconds, 1e-9);
    question.requestsPerSecond = 2000;
    EXPECT_GT(fleetFor(question).servers, answer.servers);
}

TEST(Fleets, SayWhyNothingWillDo) {
    FleetQuestion question{llama8, h100(), 1, 1000, 250, 10, 1, 0.95, 0.05, 1024, dollars("2.5")};
    question.itlTargetSeconds = 0.001;
    EXPECT_NE(fleetFor(question).problem.find("single request"), std::string::npos);
    question.itlTargetSeconds = 0.05;
    question.ttftTargetSeconds = 0.001;
    EXPECT_NE(fleetFor(question).problem.find("prompt alone"), std::string::npos);
    question.server.memoryBytes = 1e9;
    EXPECT_NE(fleetFor(question).problem.find("do not fit"), std::string::npos);
}

TEST(Economics, AFactoryEarnsWhatItSells) {
    const FactoryHour hour = factoryHour({8, dollars("2.5"), 20000, 0.5, dollars("1"), 700});
    EXPECT_DOUBLE_EQ(hour.tokens, 36e6);
    EXPECT_EQ(hour.cost, dollars("20"));
    EXPECT_EQ(hour.revenue, dollars("36"));
    EXPECT_DOUBLE_EQ(hour.margin(), 16.0 / 36);
    EXPECT_DOUBLE_EQ(hour.energyKilowattHours, 5.6);
    EXPECT_EQ(usdPerMillionTokens(dollars("8"), dollars("2.5"), 20000, 0.5)->rounded(9),
              dollars("0.555555556"));
    EXPECT_FALSE(usdPerMillionTokens(dollars("8"), dollars("2.5"), 20000, 0)) << "no token, no price";
    // A third of a cent a thousand times is not to be off by a rounding of binary numbers.
    EXPECT_EQ(factoryHour({3, dollars("0.1"), 1, 1, dollars("0.1"), 0}).cost, dollars("0.3"));
    EXPECT_FALSE(growth(1, 4).doublingDays);
}

TEST(Accelerators, AreFoundByTheirNames) {
    EXPECT_EQ(findAccelerator("h100")->name, "H100 SXM 80 GB");
    EXPECT_EQ(findAccelerator("L4")->name, "L4");
    EXPECT_EQ(findAccelerator("rtx 5090")->memoryBytes, 32e9);
    EXPECT_EQ(findAccelerator("Cray"), nullptr);
    EXPECT_EQ(findAccelerator(""), nullptr);
}

TEST(Servers, ABusyServerIsWhatTheFleetCountsWith) {
    FleetQuestion question;
    question.model = llama8;
    question.server = h100();
    question.promptTokens = 1000;
    question.outputTokens = 250;
    question.requestsPerSecond = 100;
    const FleetAnswer fleet = fleetFor(question);
    ASSERT_TRUE(fleet) << fleet.problem;
    const BusyServer busy = busyServer(llama8, h100(), 1000, 250, fleet.batch);
    // By hand: each request stands still for all prompts of the batch, then 249 steps.
    const double prefill = 2 * llama8.parameters * 1000 / (989.5e12 * 0.5);
    const double step =
        std::max((llama8.weightBytes + fleet.batch * 1250 * llama8.cacheBytesPerToken) / 3350e9,
                 2 * llama8.parameters * fleet.batch / (989.5e12 * 0.5));
    EXPECT_NEAR(busy.serviceSeconds, fleet.batch * prefill + 249 * step, 1e-12);
    EXPECT_NEAR(busy.tokensPerSecond, fleet.requestsPerSecondPerServer * 250, 1e-6);
    EXPECT_NEAR(busy.gapSeconds, fleet.gapSeconds, 1e-15);
    EXPECT_EQ(busyServer(llama8, h100(), 10, 1, 4).gapSeconds, 0); // one token has no gap
}

TEST(Servers, TheLargestQuickBatchIsTheLastThatIsQuickEnough) {
    for (const double gap : {0.005, 0.006, 0.01, 0.02, 1.0}) {
        const double batch = largestQuickBatch(llama8, h100(), 1250, gap);
        const double room = *largestBatch(llama8, h100(), 1250);
        if (batch > 0) {
            EXPECT_LE(decodeStep(llama8, h100(), batch, 1250).seconds(), gap);
        }
        if (batch < room) {
            EXPECT_GT(decodeStep(llama8, h100(), batch + 1, 1250).seconds(), gap);
        }
        EXPECT_LE(batch, room);
    }
    EXPECT_EQ(largestQuickBatch(llama8, h100(), 1250, 0.001), 0);
}

TEST(Factories, BreakEvenIsWhereAnHourBringsNothing) {
    Factory factory{8, dollars("2.5"), 20'000, 1, dollars("0.7"), 700};
    factory.utilization = breakEvenUtilization(factory);
    EXPECT_GT(factory.utilization, 0);
    EXPECT_LT(factory.utilization, 1);
    EXPECT_NEAR(factoryHour(factory).profit().toDouble(), 0, 1e-9);
    factory.usdPerMillion = Decimal();
    EXPECT_TRUE(std::isinf(breakEvenUtilization(factory)));
}

} // namespace
} // namespace tokenarium
