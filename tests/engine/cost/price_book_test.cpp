// SPDX-License-Identifier: GPL-3.0-or-later
// The price book: reading it strictly, finding models, dates, own prices; and genai-prices' own answers.
#include "engine/cost/price_book.h"
#include "engine/cost/price_text.h"
#include "tests/engine/cost/price_fixture.h"
#include "tests/engine/model/model_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <iostream>
#include <random>

extern "C" int fuzz_price_book(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::HasSubstr;
using testing::money;

/// A small book as a JavaScript module, with every rule in it.
const char* const smallBook = R"(const E = [
  {
    id: "alpha",
    name: 'Alpha\'s',
    api_pattern: "https://api\\.alpha\\.com",
    model_match: { or: [{ starts_with: "al-" }, { regex: "^a\\d+$" }] },
    provider_match: { contains: "alph" },
    fallback_model_providers: ["beta"],
    models: [
      {
        id: "al-1",
        name: `Al
One`,
        match: { and: [{ starts_with: "AL-1" }, { ends_with: "x" }] },
        context_window: 2e5,
        deprecated: !0,
        prices: { input_mtok: 36e-4, output_mtok: { base: 1, tiers: [{ start: 1e3, price: 2.5 }] } }
      },
      {
        id: "al-1",
        match: { contains: "al-1" },
        prices: [
          { prices: { input_mtok: 1 } },
          { constraint: { type: "start_date", start_date: "2026-02-01" }, prices: { input_mtok: 2 } },
          { constraint: { start_time: "22:00:00Z", end_time: "02:30:00+01:00" }, prices: { input_mtok: 0.5 } }
        ]
      }
    ]
  },
  { id: "beta", name: "Beta", models: [{ id: "be-2025-05-14", match: { equals: "be-2025-05-14" }, prices: { input_mtok: 7 } }] }
], J = { rest: () => 1 };)";

PriceBook small() { return loadPriceBook(smallBook, "small.js"); }

PriceMoment at(const char* day, int hour) { return priceDay(day).value() + std::chrono::hours(hour); }

Decimal millionInput(const PriceBook& book, const PriceRow& row, PriceMoment moment) {
    PriceUsage usage;
    usage.setCount("input_tokens", 1'000'000);
    const PriceResult result = book.price(row, usage, moment);
    EXPECT_TRUE(result) << result.problem;
    return result.total;
}

std::string refusal(const std::string& text) {
    try {
        loadPriceBook(text, "bad.json");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "accepted";
}

/// A book with one model whose field `name` has this JSON value.
std::string bookWith(const std::string& prices) {
    return R"([{"id": "p", "models": [{"id": "m",
 "match": {"equals": "m"}, "prices": )" +
           prices + "}]}]";
}

TEST(PriceBooks, ReadWhatAProgramHolds) {
    const PriceBook book = small();
    ASSERT_EQ(book.providers().size(), 2u);
    EXPECT_EQ(book.providers()[0].name, "Alpha's");
    const PricedModel& first = book.providers()[0].models[0];
    EXPECT_EQ(first.name, "Al\nOne");
    EXPECT_EQ(first.contextWindow, 200000u);
    EXPECT_TRUE(first.deprecated);
    EXPECT_EQ(first.prices[0].prices.find("input_mtok")->base.text(), "0.0036");
    EXPECT_EQ(first.prices[0].prices.find("output_mtok")->steps[0].price.text(), "2.5");
    EXPECT_EQ(book.models(), 3u);
    EXPECT_TRUE(book.remarks().empty());
}

TEST(PriceBooks, FindModels) {
    const PriceBook book = small();
    const auto number = [&](const char* model, const char* provider = "") {
        const PriceRow row = book.find(model, provider);
        return row ? row.model->id + "#" + row.model->prices[0].prices.all()[0].base.text() : "";
    };
    EXPECT_EQ(number("al-1-x"), "al-1#0.0036");
    EXPECT_EQ(number(" AL-1X "), "al-1#0.0036");
    EXPECT_EQ(number("al-1-y"), "al-1#1");
    EXPECT_EQ(number("a77"), "");
    EXPECT_EQ(number("be-20250514", "ALPHA"), "be-2025-05-14#7");
    EXPECT_EQ(number("be-2025-05-14", "alphabet"), "be-2025-05-14#7"); // passed on by alpha
    EXPECT_EQ(number("be-20250514", "beta"), "be-2025-05-14#7");
    EXPECT_EQ(number("be-20251314", "beta"), "");
    EXPECT_EQ(number("beta/be-20250514"), "be-2025-05-14#7");
    EXPECT_EQ(number("beta:be-2025-05-14"), "be-2025-05-14#7");
    EXPECT_EQ(number("be-2025-05-14"), "");
    EXPECT_EQ(number("al-1-x", "nobody"), "");
    EXPECT_EQ(number(std::string(1000, 'a').c_str()), "");
    EXPECT_THAT(book.similar("al1", 3), ::testing::Contains("alpha:al-1"));
}

TEST(PriceBooks, ChangeWithTheDayAndTheHour) {
    const PriceBook book = small();
    const PriceRow row = book.find("al-1-y");
    EXPECT_EQ(millionInput(book, row, at("2026-01-31", 12)), Decimal(1));
    EXPECT_EQ(millionInput(book, row, at("2026-02-01", 12)), Decimal(2));
    EXPECT_EQ(millionInput(book, row, at("2026-02-01", 22)), money("0.5"));
    EXPECT_EQ(millionInput(book, row, at("2026-01-01", 1)), money("0.5")); // until 01:30 UTC
    EXPECT_EQ(millionInput(book, row, at("2026-01-01", 2)), Decimal(1));
}

/// A rule that is in the package's program, not in its list.
TEST(PriceBooks, BillTenSecondsOfSoundAtGroq) {
    const PriceBook book =
        loadPriceBook(R"([{"id": "groq", "models": [{"id": "whisper-large-v3", "match": {"equals": "w"},
        "prices": {"audio_hours": 0.36, "input_audio_hours": 0.36}}]}])",
                      "groq.json");
    const auto cost = [&](const char* key, int seconds) {
        PriceUsage usage;
        usage.set(key, Decimal(seconds));
        return PriceBook::price(book.find("w", "groq"), usage, at("2026-01-01", 0)).total.text();
    };
    EXPECT_EQ(cost("audio_seconds", 3), "0.001");
    EXPECT_EQ(cost("input_audio_seconds", 3), "0.001");
    EXPECT_EQ(cost("audio_seconds", 20), "0.002");
    EXPECT_EQ(cost("audio_seconds", 0), "0");
}

TEST(PriceBooks, TellTheirAge) {
    const std::string packed =
        packedPriceBook(smallBook, "small.js", {"n", "1", priceDay("2026-01-01"), "MIT", "text \"1\""});
    const PriceBook book = loadPriceBook(packed, "packed.json");
    EXPECT_EQ(book.models(), 3u);
    EXPECT_EQ(book.source().licenceText, "text \"1\"");
    EXPECT_EQ(book.ageInDays(at("2026-04-01", 23)), 90);
    EXPECT_FALSE(book.isStale(at("2026-04-01", 23)));
    EXPECT_TRUE(book.isStale(at("2026-04-02", 0)));
    EXPECT_TRUE(small().isStale(at("2026-04-02", 0)));
    EXPECT_FALSE(small().ageInDays(at("2026-04-02", 0)));
    EXPECT_EQ(packedPriceBook(smallBook, "x", book.source()), packed);
}

TEST(PriceBooks, TakeAPersonsPrices) {
    const PriceBook book = small();
    const std::vector<PriceOverride> own = {
        {"beta", "be-2025-05-14", "input_mtok", money("8.5"), priceDay("2026-05-05")},
        {"mine", "my-model", "input_mtok", money("0.1"), {}},
        {"beta", "be-2025-05-14", "nonsense", money("1"), {}}};
    const PriceBook changed = book.with(own);
    EXPECT_EQ(millionInput(changed, changed.find("be-2025-05-14", "beta"), at("2026-01-01", 0)),
              money("8.5"));
    EXPECT_TRUE(changed.find("be-2025-05-14", "beta").model->changedHere);
    EXPECT_EQ(millionInput(changed, changed.find("my-model"), at("2026-01-01", 0)), money("0.1"));
    EXPECT_EQ(millionInput(book, book.find("be-2025-05-14", "beta"), at("2026-01-01", 0)), Decimal(7));
    const std::vector<PriceOverride> kept = {own[0], own[1]};
    EXPECT_EQ(loadPriceOverrides(priceOverridesText(kept), "own.json"), kept);
    for (const char* text : {"[]", "{\"overrides\":[{}]}",
                             "{\"overrides\":[{\"provider\":\"a\",\"model\":\"b\",\"price_key\":"
                             "\"input_mtok\",\"price\":\"-1\"}]}"})
        EXPECT_THROW(loadPriceOverrides(text, "own.json"), std::runtime_error) << text;
}

TEST(PriceBooks, RefuseWhatTheyDoNotUnderstand) {
    EXPECT_EQ(refusal(bookWith("{\"input_mtok\": 1}")), "accepted");
    EXPECT_THAT(refusal(bookWith("{\"input_mtok\": -1}")),
                HasSubstr("bad.json: line 2: \"p\", \"m\": \"input_mtok\": a price below 0"));
    EXPECT_THAT(refusal(bookWith("{\"input_mtok\": 1e12}")), HasSubstr("above 1000000000 dollars"));
    EXPECT_THAT(refusal(bookWith("{\"input_mtok\": \"1\"}")), HasSubstr("a price was expected"));
    EXPECT_THAT(refusal(bookWith("{\"input_mtok\": 1-1}")), HasSubstr("is no price"));
    EXPECT_THAT(
        refusal(bookWith("{\"input_mtok\": {\"base\": 1, \"tiers\": [{\"start\": -1, \"price\": 2}]}}")),
        HasSubstr("whole number"));
    EXPECT_THAT(refusal(bookWith("[]")), HasSubstr("empty list"));
    EXPECT_THAT(refusal(bookWith("[{\"prices\": {}, \"constraint\": {\"moon\": \"full\"}}]")),
                HasSubstr("not understood"));
    EXPECT_THAT(refusal(bookWith("[{\"prices\": {}, \"constraint\": {\"start_date\": \"2026-02-30\"}}]")),
                HasSubstr("2026-02-30"));
    EXPECT_THAT(refusal(bookWith("{\"input_mtok\": 1, \"input_mtok\": 2}")), HasSubstr("twice"));
    EXPECT_THAT(refusal("[]"), HasSubstr("no provider"));
    EXPECT_THAT(refusal(""), HasSubstr("the file ends"));
    EXPECT_THAT(refusal("[{"), HasSubstr("line 1"));
    EXPECT_THAT(refusal("const E = [`${1}`]"), HasSubstr("only data"));
    EXPECT_THAT(refusal(std::string(100, '[')), HasSubstr("nested too deeply"));
    EXPECT_THAT(refusal("[\"\xFF\"]"), HasSubstr("UTF-8"));
    EXPECT_THAT(refusal(bookWith("{}") + "x"), HasSubstr("behind the end"));
    EXPECT_THAT(refusal(R"([{"id": "p", "models": [{"id": "m", "match": {"is": "m"}, "prices": {}}]}])"),
                HasSubstr("\"is\""));
    EXPECT_THAT(refusal(R"([{"id": "p", "models": [{"id": "m", "match": {"regex": "("}, "prices": {}}]}])"),
                HasSubstr("regular expression"));
    EXPECT_THAT(refusal("const E = [{id: \"p\", price: f(1)}]"), HasSubstr("a value was expected"));
}

TEST(PriceBooks, TellWhatTheyLeaveOut) {
    const PriceBook book = loadPriceBook(bookWith("{\"input_mtok\": 1, \"dreams_mtok\": 2}"), "new.json");
    ASSERT_EQ(book.remarks().size(), 1u);
    EXPECT_THAT(book.remarks()[0], HasSubstr("dreams_mtok"));
    const PriceBook field = loadPriceBook(R"([{"id": "p", "colour": "red", "models": []}])", "new.json");
    EXPECT_THAT(field.remarks()[0], HasSubstr("colour"));
}

/// An expression that would take for ever does not match.
TEST(PriceBooks, EndExpressionsThatRunAway) {
    const PriceMatch match = PriceMatch::expression("^(a|aa|a*)*b$");
    EXPECT_TRUE(match.matches("aab"));
    EXPECT_FALSE(match.matches(std::string(200, 'a')));
}

TEST(PriceBooks, SurviveDamage) {
    const std::string whole = smallBook;
    std::mt19937 random(3);
    for (int round = 0; round < 3000; ++round) {
        std::string damaged = whole.substr(0, round % 3 == 0 ? random() % whole.size() : whole.size());
        for (unsigned i = 0; i < random() % 4 && !damaged.empty(); ++i)
            damaged[random() % damaged.size()] =
                static_cast<char>(random() % 4 == 0 ? random() : whole[random() % whole.size()]);
        fuzz_price_book(reinterpret_cast<const std::uint8_t*>(damaged.data()), damaged.size());
    }
}

double relative(const Decimal& ours, double theirs) {
    return theirs == 0 ? ours.toDouble() : std::abs(ours.toDouble() / theirs - 1);
}

PriceMoment momentOf(const std::string& text) { // "2026-08-17T00:00:00Z"
    return priceDay(text.substr(0, 10)).value() + std::chrono::hours(std::stoi(text.substr(11, 2))) +
           std::chrono::minutes(std::stoi(text.substr(14, 2))) +
           std::chrono::seconds(std::stoi(text.substr(17, 2)));
}

/// Answers of genai-prices' own calculator.
TEST(vectors_prices, AgreeWithTheCalculator) {
    const char* chosen = std::getenv("TOKENARIUM_VECTORS");
    const std::filesystem::path folder =
        chosen ? std::filesystem::path(chosen) : testing::factsFolder() / ".." / "vectors";
    const std::filesystem::path file = folder / "prices" / "genai-prices-0.1.8.jsonl";
    if (!exists(file)) GTEST_SKIP() << "skipped: no " << file;
    if (!exists(testing::builtPriceBook()))
        GTEST_SKIP() << "skipped: no price book was built (./run fetches it)";
    const PriceBook book = loadPriceBook(testing::builtPriceBook());
    EXPECT_TRUE(book.remarks().empty()) << book.remarks()[0];
    std::ifstream in(file);
    std::size_t cases = 0;
    for (std::string line; std::getline(in, line); ++cases) {
        const nlohmann::json one = nlohmann::json::parse(line);
        const PriceRow row = book.find(one["model"].get<std::string>(), one["provider"].get<std::string>());
        if (one["matched"].is_null()) {
            EXPECT_FALSE(row) << line;
            continue;
        }
        ASSERT_TRUE(row) << line;
        EXPECT_EQ(row.model->id, one["matched"]);
        PriceUsage usage;
        for (const auto& [key, amount] : one["usage"].items()) ASSERT_TRUE(usage.setCount(key, amount));
        const PriceResult result = PriceBook::price(row, usage, momentOf(one["timestamp"]));
        ASSERT_TRUE(result) << line << result.problem;
        EXPECT_LT(relative(result.input, one["input_price"]), 1e-9) << line;
        EXPECT_LT(relative(result.output, one["output_price"]), 1e-9) << line;
        EXPECT_LT(relative(result.total, one["total_price"]), 1e-9) << line;
    }
    EXPECT_GE(cases, 1500u);
    std::cout << "prices: " << cases << " cases\n";
}

TEST(PriceBooks, BuiltOneHoldsTheDatedPackage) {
    if (!exists(testing::builtPriceBook()))
        GTEST_SKIP() << "skipped: no price book was built (./run fetches it)";
    const PriceBook book = loadPriceBook(testing::builtPriceBook());
    EXPECT_EQ(book.source().name, "@pydantic/genai-prices");
    EXPECT_EQ(book.source().version, "0.1.8");
    EXPECT_EQ(book.source().licence, "MIT");
    EXPECT_THAT(book.source().licenceText, HasSubstr("Pydantic Services Inc."));
    EXPECT_EQ(priceDayText(book.source().date.value()), "2026-09-23");
    EXPECT_EQ(book.models(), 1694u);
    for (const PriceProvider& provider : book.providers())
        for (const PricedModel& model : provider.models)
            for (const DatedPrices& dated : model.prices) {
                const PriceResult nothing = dated.prices.priceOf({});
                EXPECT_TRUE(nothing) << provider.id << " " << model.id << ": " << nothing.problem;
            }
}

} // namespace
} // namespace tokenarium
