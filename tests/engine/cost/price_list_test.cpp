// SPDX-License-Identifier: GPL-3.0-or-later
// What a usage costs by a list of prices: parts and wholes, steps, contradictions.
#include "engine/cost/price_list.h"
#include "tests/engine/cost/price_fixture.h"

#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

using testing::money;

UnitPrice priceOf(const char* key, const char* price, std::vector<UnitPrice::Step> steps = {}) {
    return {priceUnitOfPrice(key).value(), money(price), std::move(steps)};
}

PriceUsage usageOf(const std::vector<std::pair<const char*, std::uint64_t>>& counts) {
    PriceUsage usage;
    for (const auto& [key, count] : counts) EXPECT_TRUE(usage.setCount(key, count)) << key;
    return usage;
}

const PriceList plain({priceOf("input_mtok", "2.50"), priceOf("output_mtok", "10")});

TEST(PriceUnits, AreParts) {
    const auto unit = [](const char* key) { return priceUnitOfUsage(key).value(); };
    EXPECT_TRUE(isPartOf(unit("cache_read_tokens"), unit("input_tokens")));
    EXPECT_TRUE(isPartOf(unit("cache_audio_read_tokens"), unit("input_audio_tokens")));
    EXPECT_FALSE(isPartOf(unit("input_tokens"), unit("input_tokens")));
    EXPECT_FALSE(isPartOf(unit("output_tokens"), unit("input_tokens")));
    EXPECT_EQ(overlapOf(unit("cache_read_tokens"), unit("input_audio_tokens")),
              unit("cache_audio_read_tokens"));
    EXPECT_FALSE(canOverlap(unit("output_tokens"), unit("input_tokens")));
    EXPECT_FALSE(priceUnitOfUsage("tokens"));
    for (std::size_t a = 0; a < priceUnitCount; ++a) {
        EXPECT_EQ(priceUnitOfUsage(priceUnits()[a].usageKey), a);
        EXPECT_EQ(priceUnitOfPrice(priceUnits()[a].priceKey), a);
    }
}

TEST(PriceLists, AddTheirLinesUp) {
    const PriceResult result = plain.priceOf(usageOf({{"input_tokens", 1000}, {"output_tokens", 500}}));
    ASSERT_TRUE(result) << result.problem;
    EXPECT_EQ(result.input.text(), "0.0025");
    EXPECT_EQ(result.output.text(), "0.005");
    EXPECT_EQ(result.total.text(), "0.0075");
    ASSERT_EQ(result.lines.size(), 2u);
    EXPECT_EQ(result.lines[0].quantity, Decimal(1000));
    EXPECT_EQ(result.lines[0].price, money("2.5"));
    EXPECT_EQ(result.lines[0].amount, money("0.0025"));
}

TEST(PriceLists, PayThePartAtItsOwnPriceAndElseAtThatOfTheWhole) {
    const auto usage =
        usageOf({{"input_tokens", 10000}, {"cache_read_tokens", 8000}, {"output_tokens", 500}});
    EXPECT_EQ(plain.priceOf(usage).total.text(), "0.03");
    const PriceList cached = plain.with(priceOf("cache_read_mtok", "1.25"));
    const PriceResult result = cached.priceOf(usage);
    EXPECT_EQ(result.total.text(), "0.02");
    EXPECT_EQ(result.lines.size(), 3u);
}

TEST(PriceLists, TakeAStepForEveryToken) {
    const PriceList steps({priceOf("input_mtok", "1.25", {{200000, money("2.50")}}),
                           priceOf("output_mtok", "10", {{200000, money("15")}})});
    EXPECT_EQ(steps.priceOf(usageOf({{"input_tokens", 200000}, {"output_tokens", 1000}})).total.text(),
              "0.26");
    const PriceResult above = steps.priceOf(usageOf({{"input_tokens", 200001}, {"output_tokens", 1000}}));
    EXPECT_EQ(above.total.text(), "0.5150025");
    EXPECT_EQ(above.lines[0].above, 200000u);
}

TEST(PriceLists, BillARequestEachCall) {
    const PriceList list = plain.with(priceOf("requests_kcount", "5"));
    EXPECT_EQ(list.priceOf({}).total.text(), "0.005");
    EXPECT_EQ(list.priceOf({}).other.text(), "0.005");
}

TEST(PriceLists, DivideHours) {
    const PriceList list({priceOf("audio_hours", "0.111"), priceOf("input_audio_hours", "0.111")});
    PriceUsage usage;
    usage.setCount("audio_seconds", 3600);
    EXPECT_EQ(list.priceOf(usage).total.text(), "0.111");
    usage.setCount("audio_seconds", 10);
    EXPECT_EQ(list.priceOf(usage).total.text(), "0.000308333333333333");
}

TEST(PriceLists, RefuseContradictions) {
    const PriceList cached = plain.with(priceOf("cache_read_mtok", "1.25"));
    const auto problem = [&](const std::vector<std::pair<const char*, std::uint64_t>>& counts) {
        return cached.priceOf(usageOf(counts)).problem;
    };
    EXPECT_NE(problem({{"input_tokens", 10}, {"cache_read_tokens", 11}}), "");
    EXPECT_NE(problem({{"cache_read_tokens", 11}}).find("input_tokens"), std::string::npos);
    EXPECT_EQ(problem({{"cache_read_tokens", 0}}), "");
    PriceUsage negative;
    negative.set("input_tokens", Decimal(-1));
    EXPECT_NE(plain.priceOf(negative).problem, "");
    EXPECT_NE(PriceList({priceOf("cache_read_mtok", "1")}).priceOf({}).problem, "");
    const PriceList both = cached.with(priceOf("input_audio_mtok", "3"));
    EXPECT_NE(both.priceOf({}).problem.find("cache_audio_read_mtok"), std::string::npos);
    const PriceList all = both.with(priceOf("cache_audio_read_mtok", "0.3"));
    EXPECT_EQ(all.priceOf({}).problem, "");
    const auto unclear = usageOf({{"input_tokens", 10}, {"cache_read_tokens", 5}, {"input_audio_tokens", 5}});
    EXPECT_NE(all.priceOf(unclear).problem.find("cache_audio_read_tokens"), std::string::npos);
}

/// Every amount of a whole is paid exactly once, whatever is a part of what.
TEST(PriceLists, PayEverythingOnceAtOnePrice) {
    std::mt19937_64 random(11);
    PriceList list;
    for (const char* key :
         {"input_mtok", "cache_read_mtok", "cache_write_mtok", "cache_write_1h_mtok", "input_audio_mtok",
          "cache_audio_read_mtok", "cache_audio_write_mtok", "cache_audio_write_1h_mtok"})
        list = list.with(priceOf(key, "3"));
    for (int round = 0; round < 500; ++round) {
        const std::uint64_t audioRead = random() % 100, audioWrite1h = random() % 100,
                            audioWrite = audioWrite1h + random() % 100,
                            audio = audioRead + audioWrite + random() % 100;
        const std::uint64_t read = audioRead + random() % 100, write1h = audioWrite1h + random() % 100,
                            write = audioWrite + write1h + random() % 100,
                            input = read + write + audio + random() % 100;
        const PriceResult result = list.priceOf(usageOf({{"input_tokens", input},
                                                         {"cache_read_tokens", read},
                                                         {"cache_write_tokens", write},
                                                         {"cache_write_1h_tokens", write1h},
                                                         {"input_audio_tokens", audio},
                                                         {"cache_audio_read_tokens", audioRead},
                                                         {"cache_audio_write_tokens", audioWrite},
                                                         {"cache_audio_write_1h_tokens", audioWrite1h}}));
        ASSERT_TRUE(result) << result.problem;
        EXPECT_EQ(result.total, Decimal::ofCount(input).times(money("0.000003")));
        Decimal sum;
        for (const PriceLine& line : result.lines) sum = sum.plus(line.amount).value();
        EXPECT_EQ(sum, result.total);
    }
}

} // namespace
} // namespace tokenarium
