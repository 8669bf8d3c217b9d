// SPDX-License-Identifier: GPL-3.0-or-later
// Token buckets as pictures, against a reference that walks through time in small steps.
#include "engine/view/plan_picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tokenarium {
namespace {

double interpolated(const std::vector<PlanLevel>& levels, double seconds, double PlanLevel::*what) {
    for (std::size_t i = levels.size(); i-- > 0;) {
        if (levels[i].seconds > seconds) continue;
        if (i + 1 == levels.size() || levels[i + 1].seconds == levels[i].seconds) return levels[i].*what;
        const double share = (seconds - levels[i].seconds) / (levels[i + 1].seconds - levels[i].seconds);
        return levels[i].*what + share * (levels[i + 1].*what - levels[i].*what);
    }
    return levels.front().*what;
}

/// No request comes back: at every arrival it is looked at once.
TEST(PlanPictures, AreThoseOfABucketFilledInSmallSteps) {
    std::mt19937 random(7);
    for (int round = 0; round < 40; ++round) {
        const PlanLimits limits{double(10 + random() % 90), double(1000 + random() % 50'000)};
        PlanLoad load;
        load.requestsPerMinute = double(5 + random() % 120);
        load.tokensPerRequest = double(1 + random() % 1500);
        load.arrivals = round % 2 ? PlanLoad::Arrivals::Evenly : PlanLoad::Arrivals::InBursts;
        load.minutes = 2;
        const PlanPicture picture = planPicture(limits, load);
        const std::vector<PlanRequest> requests = planRequests(load);
        ASSERT_EQ(requests.size(), std::size_t(load.requestsPerMinute * 2));
        constexpr int steps = 600; // a second
        double tokens = limits.tokensPerMinute, slots = limits.requestsPerMinute;
        std::size_t next = 0, accepted = 0, refused = 0;
        for (int step = 0; step < 120 * steps; ++step) {
            const double now = double(step) / steps;
            for (; next < requests.size() && requests[next].arrivalSeconds <= now + 1e-9; ++next) {
                // On the edge the steps cannot tell.
                if (std::abs(tokens - load.tokensPerRequest) < 0.02 * load.tokensPerRequest ||
                    std::abs(slots - 1) < 0.02)
                    goto next_round;
                if (tokens >= load.tokensPerRequest && slots >= 1) {
                    tokens -= load.tokensPerRequest;
                    slots -= 1;
                    ++accepted;
                } else {
                    ++refused;
                }
            }
            if (step % (7 * steps) == steps / 2) {
                EXPECT_NEAR(interpolated(picture.levels, now, &PlanLevel::tokens), tokens,
                            limits.tokensPerMinute / 100);
                EXPECT_NEAR(interpolated(picture.levels, now, &PlanLevel::requests), slots,
                            limits.requestsPerMinute / 100);
            }
            tokens = std::min(limits.tokensPerMinute, tokens + limits.tokensPerMinute / 60 / steps);
            slots = std::min(limits.requestsPerMinute, slots + limits.requestsPerMinute / 60 / steps);
        }
        EXPECT_EQ(picture.accepted, accepted);
        EXPECT_EQ(picture.refusals, refused);
        EXPECT_EQ(picture.givenUp, refused);
        EXPECT_EQ(picture.requests, accepted + refused);
    next_round:;
    }
}

TEST(PlanPictures, SayWhichLimitRefusedAndWhen) {
    // limit/500rpm-30000tpm/500+500: thirty go through at once, then one every two seconds.
    PlanLoad load{.requestsPerMinute = 500, .tokensPerRequest = 1000, .minutes = 1};
    load.arrivals = PlanLoad::Arrivals::InBursts;
    PlanPicture picture = planPicture({500, 30'000}, load);
    EXPECT_EQ(picture.accepted, 30U);
    EXPECT_EQ(picture.refusals, 470U);
    EXPECT_EQ(picture.refusedForTokens, 470U);
    EXPECT_EQ(picture.refusedForRequests, 0U);
    EXPECT_EQ(picture.firstRefusal, 0.0);
    EXPECT_NEAR(picture.tries[30].retryAfterSeconds.value(), 2, 1e-9);
    // They come back until they are through: thirty a minute, so the last one after more than a quarter hour.
    load.retries = 1000;
    picture = planPicture({500, 30'000}, load);
    EXPECT_EQ(picture.givenUp, 0U);
    EXPECT_NEAR(picture.longestDelay, 470 * 2, 1e-6);
    // limit/3rpm-40000tpm/100+100
    picture = planPicture({3, 40'000}, {.requestsPerMinute = 6, .tokensPerRequest = 200, .minutes = 1});
    EXPECT_EQ(picture.refusedForTokens, 0U);
    EXPECT_GT(picture.refusedForRequests, 0U);
    EXPECT_NEAR(picture.firstRefusal.value(), 50, 1e-9); // 3 + 0.5 a try; the sixth finds half a slot
}

TEST(PlanPictures, AreEmptyOrBoundedForOddNumbers) {
    EXPECT_EQ(planPicture({60, 1000}, {.requestsPerMinute = 0}).requests, 0U);
    EXPECT_EQ(planPicture({60, 1000}, {.requestsPerMinute = -5}).requests, 0U);
    EXPECT_EQ(planPicture({60, 1000}, {.requestsPerMinute = NAN}).requests, 0U);
    EXPECT_EQ(planRequests({.requestsPerMinute = 1e18, .minutes = 10}).size(), mostPlanRequests);
    const PlanPicture never = planPicture(
        {60, 1000}, {.requestsPerMinute = 10, .tokensPerRequest = 2000, .minutes = 1, .retries = 5});
    EXPECT_EQ(never.accepted, 0U);
    EXPECT_EQ(never.refusals, 10U); // nothing to come back for
    EXPECT_EQ(planPicture({0, 0}, {}).accepted, 0U);
}

TEST(PartsInWindow, TheWindowCutsThroughAPart) {
    const std::uint64_t parts[] = {100, 50, 0, 200};
    const auto cut = partsInWindow(120, parts);
    ASSERT_EQ(cut.size(), 4U);
    EXPECT_EQ(cut[0].inside, 100U);
    EXPECT_EQ(cut[1].inside, 20U);
    EXPECT_EQ(cut[1].beyond(), 30U);
    EXPECT_EQ(cut[2].inside, 0U);
    EXPECT_EQ(cut[3].beyond(), 200U);
    std::uint64_t beyond = 0;
    for (const PartInWindow& part : cut) beyond += part.beyond();
    EXPECT_EQ(beyond, contextRoom(120, 350, 0).overflow);
}

} // namespace
} // namespace tokenarium
