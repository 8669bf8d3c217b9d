// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of plans, and the moments of refusal, against a slow simulation in small steps.
#include "engine/cost/plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tokenarium {
namespace {

TEST(Plans, RefuseAtTheMomentWhenTheBucketIsEmpty) {
    const std::vector<PlanRequest> requests = {{0, 600}, {0, 600}, {30, 600}};
    const auto tries = simulatePlan(100, 1000, requests, 5);
    ASSERT_EQ(tries.size(), 5u);
    EXPECT_TRUE(tries[0].accepted);
    EXPECT_FALSE(tries[1].accepted);
    EXPECT_TRUE(tries[1].forTokens);
    EXPECT_FALSE(tries[1].forRequests);
    EXPECT_DOUBLE_EQ(tries[1].retryAfterSeconds.value(), 12); // 200 tokens at 1000 a minute
    EXPECT_TRUE(tries[2].accepted);
    EXPECT_DOUBLE_EQ(tries[2].seconds, 12);
    EXPECT_FALSE(tries[3].accepted); // 18 s later there are 300
    EXPECT_DOUBLE_EQ(tries[3].retryAfterSeconds.value(), 18);
    EXPECT_TRUE(tries[4].accepted);
    EXPECT_DOUBLE_EQ(tries[4].seconds, 48);
}

TEST(Plans, RefuseTooManyRequests) {
    const std::vector<PlanRequest> requests(4, {0, 1});
    const auto tries = simulatePlan(3, 1000, requests, 0);
    EXPECT_TRUE(tries[2].accepted);
    EXPECT_TRUE(tries[3].forRequests);
    EXPECT_DOUBLE_EQ(tries[3].retryAfterSeconds.value(), 20);
    EXPECT_EQ(tries.size(), 4u);
}

TEST(Plans, SayNeverWhereARequestIsTooLarge) {
    const auto tries = simulatePlan(3, 1000, std::vector<PlanRequest>{{0, 1001}}, 9);
    ASSERT_EQ(tries.size(), 1u);
    EXPECT_FALSE(tries[0].retryAfterSeconds);
    EXPECT_FALSE(waitingStarts({1000, 60}, std::vector<PlanRequest>{{0, 1001}})[0]);
    EXPECT_FALSE(waitingStarts({1000, 0}, std::vector<PlanRequest>{{0, 600}, {0, 600}})[1]);
}

/// No more goes through in any stretch of time than the bucket and its refill allow; a retry after the time
/// told is accepted when nobody else came.
TEST(Plans, NeverAllowMoreThanTheirLimit) {
    std::mt19937 random(2);
    for (int round = 0; round < 50; ++round) {
        std::vector<PlanRequest> requests;
        double time = 0;
        for (int i = 0; i < 60; ++i)
            requests.push_back({time += (random() % 4000) / 1000.0, 1.0 + random() % 300});
        const double tokens = 500 + random() % 1000, slots = 5 + random() % 20;
        const auto tries = simulatePlan(slots, tokens, requests, random() % 3);
        for (std::size_t i = 0; i < tries.size(); ++i) {
            double used = 0, accepted = 0;
            for (std::size_t j = i; j < tries.size(); ++j) {
                if (!tries[j].accepted) continue;
                used += requests[tries[j].request].tokens;
                accepted += 1;
                const double minutes = (tries[j].seconds - tries[i].seconds) / 60;
                EXPECT_LE(used, tokens * (1 + minutes) + 1e-6);
                EXPECT_LE(accepted, slots * (1 + minutes) + 1e-6);
            }
        }
    }
}

TEST(Plans, CountAtTheirEdges) {
    EXPECT_EQ(sharedQuota(100, 0, 0).requests, 0u);
    EXPECT_FALSE(sharedQuota(10, 11, 1).mostOutputForOne);
    EXPECT_EQ(sharedQuota(UINT64_MAX, UINT64_MAX, UINT64_MAX).requests, 1u);
    EXPECT_EQ(contextRoom(10, 15, 3).overflow, 5u);
    EXPECT_TRUE(contextRoom(10, 15, 3).truncated);
    EXPECT_FALSE(requestLimit(0, 0, 1, 1).minutesFor(5));
    EXPECT_EQ(requestLimit(7, 10, 0, 0).requestsPerMinute, 7u);
}

} // namespace
} // namespace tokenarium
