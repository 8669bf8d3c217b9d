// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt costs before it is sent.
#include "engine/cost/prompt_cost.h"
#include "tests/engine/cost/price_fixture.h"

#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

using testing::money;

PriceList everything() {
    PriceList list;
    for (const auto& [key, price] :
         std::vector<std::pair<const char*, const char*>>{{"input_mtok", "4"},
                                                          {"output_mtok", "16"},
                                                          {"input_audio_mtok", "40"},
                                                          {"output_audio_mtok", "80"},
                                                          {"cache_read_mtok", "0.4"},
                                                          {"cache_audio_read_mtok", "0.8"},
                                                          {"cache_write_mtok", "5"},
                                                          {"cache_audio_write_mtok", "50"},
                                                          {"output_reasoning_mtok", "3"},
                                                          {"output_audio_reasoning_mtok", "3"}})
        list = list.with({priceUnitOfPrice(key).value(), money(price), {}});
    return list;
}

TEST(PromptCosts, AddUpOverTheKinds) {
    CallPlan plan;
    plan.outputTokens = 500'000;
    plan.soundOutputTokens = 100'000;
    plan.reasoningTokens = 1'000'000;
    plan.cachedShare = money("0.5");
    plan.calls = 3;
    const PromptCost cost =
        promptCost(everything(), {.text = 1'000'000, .picture = 200'000, .sound = 100'000}, plan);
    ASSERT_TRUE(cost) << cost.problem;
    // half of 1.2 M at 4, half at 0.4, half of 0.1 M at 40, half at 0.8; answers: 0.4 M at 16, 0.1 M at 80, 1
    // M at 3
    EXPECT_EQ(cost.usdPerCall.text(), "22.08");
    EXPECT_EQ(cost.call.input.text(), "4.68");
    EXPECT_EQ(cost.usd.text(), "66.24");
    EXPECT_EQ(cost.inputTokens, 1'300'000u);
    EXPECT_EQ(cost.billedOutputTokens, 1'500'000u);
}

/// With every price there is, no plan contradicts itself, and the book's order between parts holds.
TEST(PromptCosts, NeverContradictThemselves) {
    if (!exists(testing::builtPriceBook()))
        GTEST_SKIP() << "skipped: no price book was built (./run fetches it)";
    const PriceBook book = loadPriceBook(testing::builtPriceBook());
    std::mt19937_64 random(8);
    const PriceMoment now = priceDay("2026-09-23").value();
    for (const PriceProvider& provider : book.providers())
        for (const PricedModel& model : provider.models) {
            CallPlan plan;
            plan.outputTokens = random() % 5000;
            plan.soundOutputTokens = random() % 3 == 0 ? random() % 100 : 0;
            plan.reasoningTokens = random() % 3 == 0 ? random() % 10000 : 0;
            plan.cachedShare = Decimal::ofCount(random() % 6).dividedByPowerOfTen(1).value();
            plan.cacheWriteShare = Decimal::ofCount(random() % 5).dividedByPowerOfTen(1).value();
            plan.cacheForAnHour = random() % 2;
            plan.batch = random() % 2;
            const PromptTokens prompt{random() % 300'000, random() % 9000, random() % 9000, random() % 9000,
                                      12.5};
            const PromptCost cost = promptCost({&provider, &model}, prompt, plan, now);
            EXPECT_TRUE(cost) << provider.id << " " << model.id << ": " << cost.problem;
            CallPlan longer = plan;
            longer.outputTokens += 1000;
            EXPECT_GE(promptCost({&provider, &model}, prompt, longer, now).usd, cost.usd);
        }
}

TEST(PromptCosts, RefuseImpossiblePlans) {
    CallPlan plan;
    plan.cachedShare = money("1.1");
    EXPECT_FALSE(promptCost(everything(), {.text = 1}, plan));
    plan.cachedShare = money("0.6");
    plan.cacheWriteShare = money("0.6");
    EXPECT_FALSE(promptCost(everything(), {.text = 1}, plan));
    plan.cacheWriteShare = money("-0.1");
    EXPECT_FALSE(promptCost(everything(), {.text = 1}, plan));
    EXPECT_FALSE(promptCost(everything(), {.text = UINT64_MAX}, {}));
    EXPECT_FALSE(reasoningTokens(1, money("-1")));
    EXPECT_FALSE(reasoningTokens(UINT64_MAX, Decimal(100)));
    EXPECT_EQ(reasoningTokens(500, Decimal(100)), 50'000u);
    EXPECT_EQ(reasoningTokens(3, money("0.5")), 2u);
}

TEST(PromptCosts, TellWhatABudgetPaysFor) {
    EXPECT_EQ(callsForBudget(Decimal(1), money("0.3")), 3u);
    EXPECT_EQ(callsForBudget(money("0.9"), money("0.3")), 3u);
    EXPECT_EQ(callsForBudget(money("0.8999999999999999"), money("0.3")), 2u);
    EXPECT_EQ(callsForBudget(Decimal(0), money("0.3")), 0u);
    EXPECT_FALSE(callsForBudget(Decimal(1), Decimal(0)));
    const Currency yuan{"CNY", money("7.2"), "2026-11-21"};
    EXPECT_EQ(callsForBudget(yuan.toDollars(Decimal(100)).value(), money("0.0075")),
              1851u); // 13.888… dollars
    EXPECT_EQ(yuan.fromDollars(money("0.0075")).value().text(), "0.054");
    std::mt19937_64 random(4);
    for (int round = 0; round < 1000; ++round) {
        const Decimal price = Decimal::ofCount(random() % 100'000 + 1).dividedByPowerOfTen(7).value();
        const Decimal budget = Decimal::ofCount(random() % 1'000'000).dividedByPowerOfTen(3).value();
        const std::uint64_t calls = callsForBudget(budget, price).value();
        EXPECT_LE(price.times(Decimal::ofCount(calls)).value(), budget);
        EXPECT_GT(price.times(Decimal::ofCount(calls + 1)).value(), budget);
    }
}

TEST(PromptCosts, KnowTheBatchesOfSomeVendors) {
    EXPECT_EQ(PriceBook::batchRule("openai")->share, money("0.5"));
    EXPECT_EQ(PriceBook::batchRule("groq"), nullptr);
    CallPlan plan;
    plan.batch = true;
    plan.outputTokens = 1'000'000;
    EXPECT_EQ(promptCost(everything(), {}, plan, money("0.5")).usd.text(), "8");
}

} // namespace
} // namespace tokenarium
