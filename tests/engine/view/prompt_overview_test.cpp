// SPDX-License-Identifier: GPL-3.0-or-later
// What does not fit into the window, and the two scales of the gauge.
#include "engine/view/prompt_overview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

using ::testing::ElementsAre;

std::vector<std::size_t> beyond(const std::vector<std::optional<std::size_t>>& tokens, std::size_t window) {
    std::vector<PartCard> cards;
    for (const auto& count : tokens) {
        cards.emplace_back();
        cards.back().tokens = count;
    }
    std::vector<std::size_t> result;
    for (const PartCard& card : withOverflow(cards, window)) result.push_back(card.beyond);
    return result;
}

TEST(PromptOverview, WhatLiesBehindTheWindowIsSharedOutInOrder) {
    EXPECT_THAT(beyond({5, 5, 5}, 15), ElementsAre(0, 0, 0));
    EXPECT_THAT(beyond({5, 5, 5}, 7), ElementsAre(0, 3, 5));
    EXPECT_THAT(beyond({5, std::nullopt, 5}, 7), ElementsAre(0, 0, 3)) << "not counted yet: none";
    EXPECT_THAT(beyond({}, 7), ElementsAre());
    EXPECT_THAT(beyond({5}, 0), ElementsAre(5));
}

TEST(PromptOverview, OverflowIsAPlainSum) {
    std::mt19937 random(3);
    for (int turn = 0; turn < 200; ++turn) {
        std::vector<std::optional<std::size_t>> tokens(random() % 6);
        std::size_t all = 0, out = 0;
        for (auto& count : tokens) all += (count = random() % 1000).value();
        const std::size_t window = random() % 3000;
        for (const std::size_t part : beyond(tokens, window)) out += part;
        EXPECT_EQ(out, all > window ? all - window : 0);
    }
}

TEST(ContextGaugeScale, RisesFromNoneToTheEndAndReturnsHome) {
    for (const bool logarithmic : {true, false})
        for (const std::size_t prompt : {std::size_t{0}, std::size_t{90'000}, std::size_t{40'000'000}}) {
            const ContextGaugeScale scale(ContextGauge{prompt, 8192, logarithmic, contextLandmarks()});
            EXPECT_EQ(scale.shareOf(0), 0);
            EXPECT_DOUBLE_EQ(scale.shareOf(scale.end()), 1);
            double before = -1;
            for (std::size_t tokens = 0; tokens <= scale.end(); tokens = tokens * 3 / 2 + 1) {
                const double share = scale.shareOf(tokens);
                EXPECT_GT(share, before);
                before = share;
                EXPECT_EQ(scale.tokensAt(share), tokens) << tokens;
            }
            EXPECT_EQ(scale.tokensAt(-1), 0U);
            EXPECT_EQ(scale.tokensAt(2), scale.end());
        }
}

TEST(ContextGaugeScale, EndsAtTheLargestThatIsShown) {
    EXPECT_EQ(ContextGaugeScale(ContextGauge{10, 8192, true, contextLandmarks()}).end(), 1'000'000U);
    EXPECT_EQ(ContextGaugeScale(ContextGauge{10, 8192, false, contextLandmarks()}).end(), 8192U);
    EXPECT_EQ(ContextGaugeScale(ContextGauge{9'000, 8192, false, {}}).end(), 9'000U);
    EXPECT_EQ(ContextGaugeScale(ContextGauge{}).end(), 1U) << "nothing at all divides by nothing";
}

} // namespace
} // namespace tokenarium
