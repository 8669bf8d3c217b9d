// SPDX-License-Identifier: GPL-3.0-or-later
// For compare_prices.mjs: reads lines {"provider","model","usage","at"} and answers each with what it costs.
#include "tests/engine/cost/price_fixture.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace {

using namespace tokenarium;
using nlohmann::json;

PriceMoment momentOf(const std::string& text) { // "2026-08-17T00:00:00Z"
    return priceDay(text.substr(0, 10)).value() + std::chrono::hours(std::stoi(text.substr(11, 2))) +
           std::chrono::minutes(std::stoi(text.substr(14, 2))) +
           std::chrono::seconds(std::stoi(text.substr(17, 2)));
}

json answerOf(const PriceBook& book, const json& line) {
    const PriceRow row = book.find(line["model"].get<std::string>(), line["provider"].get<std::string>());
    if (!row) return {{"matched", nullptr}};
    PriceUsage usage;
    for (const auto& [key, amount] : line["usage"].items())
        usage.set(key, Decimal::parseScientific(amount.dump()).value());
    const PriceResult result = PriceBook::price(row, usage, momentOf(line["at"]));
    if (!result) return {{"matched", row.model->id}, {"problem", result.problem}};
    return {{"matched", row.model->id},
            {"usd_input", result.input.text()},
            {"usd_output", result.output.text()},
            {"usd", result.total.text()}};
}

} // namespace

int main() {
    try {
        const PriceBook book = loadPriceBook(testing::builtPriceBook());
        for (std::string line; std::getline(std::cin, line);)
            std::cout << answerOf(book, json::parse(line)).dump() << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
}
