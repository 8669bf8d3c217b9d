// SPDX-License-Identifier: GPL-3.0-or-later
// Two bills, line by line; calls a day; a conversation, against sums by hand.
#include "engine/view/cost_comparison.h"
#include "tests/engine/cost/price_fixture.h"

#include <gtest/gtest.h>

namespace tokenarium {
namespace {

using testing::money;

PriceList list(std::initializer_list<std::pair<const char*, const char*>> prices) {
    PriceList all;
    for (const auto& [key, price] : prices) all = all.with({priceUnitOfPrice(key).value(), money(price), {}});
    return all;
}

TEST(CostComparisons, TheDifferenceLineByLineIsThatOfTheSums) {
    CallPlan plan;
    plan.outputTokens = 500;
    const PromptCost first =
        promptCost(list({{"input_mtok", "2.50"}, {"output_mtok", "10"}}), {.text = 1000}, plan);
    const PromptCost second = promptCost(
        list({{"input_mtok", "3"}, {"output_mtok", "15"}, {"requests_kcount", "1"}}), {.text = 1000}, plan);
    const CostComparison both = compareCosts(first, second);
    EXPECT_EQ(both.first.text(), "0.0075"); // linear/gpt-4o/1000-500
    EXPECT_EQ(both.difference.text(), both.second.minus(both.first)->text());
    EXPECT_EQ(both.percent->text(), both.difference.times(Decimal(100))->dividedBy(both.first, 1)->text());
    Decimal sum;
    for (const ComparedLine& line : both.lines) sum = *sum.plus(line.difference);
    EXPECT_EQ(sum, both.difference);
    ASSERT_GE(both.lines.size(), 2U);
    EXPECT_TRUE(both.lines[0].first && both.lines[0].second);
}

TEST(CostComparisons, OfAFreeModelThereIsNoPercentage) {
    const PromptCost nothing = promptCost(list({{"input_mtok", "0"}}), {.text = 10}, {});
    const PromptCost some = promptCost(list({{"input_mtok", "1"}}), {.text = 10}, {});
    EXPECT_FALSE(compareCosts(nothing, some).percent.has_value());
    EXPECT_EQ(compareCosts(some, nothing).percent->text(), "-100");
}

TEST(CostComparisons, AMonthOfCalls) {
    // monthly/support bot: 10,000 a day, 800 in and 250 out at 0.15 and 0.60
    CallPlan plan;
    plan.outputTokens = 250;
    const PromptCost one =
        promptCost(list({{"input_mtok", "0.15"}, {"output_mtok", "0.60"}}), {.text = 800}, plan);
    EXPECT_EQ(costOfCalls(one.usdPerCall, 10'000, 30)->text(), "81");
    EXPECT_FALSE(costOfCalls(money("123456789012345678901234"), UINT64_MAX, UINT64_MAX).has_value());
}

TEST(Conversations, CostWhatTheirTurnsCost) {
    PricedModel model;
    model.prices = {{std::nullopt, std::nullopt, list({{"input_mtok", "2.50"}, {"output_mtok", "10"}})}};
    PriceProvider provider;
    const PriceRow row{&provider, &model};
    const PriceMoment now = priceDay("2026-11-22").value();
    const auto bill = conversationBill(row, 100, 50, 150, 3, false, now); // conversation/3 turns
    ASSERT_TRUE(bill);
    EXPECT_EQ(bill->input, 1050U);
    EXPECT_EQ(bill->output, 450U);
    EXPECT_EQ(bill->usd.text(), "0.007125");
    EXPECT_EQ(bill->turns[2].input, 550U);
    EXPECT_EQ(bill->turns[2].repeated, 350U);
    EXPECT_EQ(bill->usdSaidOnce.text(), "0.005875"); // 550 in, 450 out
    // With a cache: what was sent before at a tenth, what is new at five quarters.
    model.prices[0].prices = list({{"input_mtok", "2.50"},
                                   {"output_mtok", "10"},
                                   {"cache_read_mtok", "0.25"},
                                   {"cache_write_mtok", "3.125"}});
    const auto cached = conversationBill(row, 100, 50, 150, 3, true, now);
    ASSERT_TRUE(cached);
    // read 0 + 150 + 350, written 150 + 200 + 200
    EXPECT_EQ(cached->usd.text(), "0.00634375");
    EXPECT_EQ(conversationBill(row, 100, 50, 150, 0, true, now)->usd.text(), "0");
}

} // namespace
} // namespace tokenarium
