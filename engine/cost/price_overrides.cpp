// SPDX-License-Identifier: GPL-3.0-or-later
// A person's own prices as a file, and where the programs find the price book.
#include "engine/cost/price_book.h"
#include "engine/cost/price_text.h"
#include "engine/file/program_folder.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr std::size_t mostOverrides = 10'000;

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& what) {
    throw std::runtime_error(file + ": line " + std::to_string(line) + ": " + what + ".");
}

PriceOverride readOverride(const PriceText& object, const std::string& file) {
    const auto text = [&](const char* key, PriceText::Kind kind) {
        const PriceText* value = object.find(key);
        if (!value || value->kind != kind || value->text.empty())
            refuse(file, object.line, std::string("an override needs \"") + key + "\"");
        return value->text;
    };
    PriceOverride result;
    result.provider = normalModelName(text("provider", PriceText::Kind::Text));
    result.model = text("model", PriceText::Kind::Text);
    result.priceKey = text("price_key", PriceText::Kind::Text);
    if (result.provider.empty() || normalModelName(result.model).empty())
        refuse(file, object.line, "an override needs the names of a provider and a model");
    if (!priceUnitOfPrice(result.priceKey))
        refuse(file, object.line,
               "there is no price \"" + result.priceKey + "\"; \"input_mtok\" would be one");
    const auto price = Decimal::parse(text("price", PriceText::Kind::Text));
    if (!price || price->isNegative() || *price > Decimal(1'000'000'000))
        refuse(file, object.line,
               "\"price\": dollars from 0 to 1000000000 were expected, as a text such as \"2.50\"");
    result.price = *price;
    if (const PriceText* date = object.find("date")) {
        result.date = priceDay(date->text);
        if (!result.date) refuse(file, date->line, "\"date\": a day such as \"2026-09-23\" was expected");
    }
    return result;
}

} // namespace

std::vector<PriceOverride> loadPriceOverrides(std::string_view text, const std::string& file) {
    const PriceText whole = loadPriceText(text, file);
    const PriceText* list = whole.find("overrides");
    if (!list || list->kind != PriceText::Kind::List)
        refuse(file, whole.line, "the list \"overrides\" is missing");
    if (list->items.size() > mostOverrides) refuse(file, list->line, "there are too many overrides");
    std::vector<PriceOverride> overrides;
    for (const PriceText& one : list->items) overrides.push_back(readOverride(one, file));
    return overrides;
}

std::string priceOverridesText(std::span<const PriceOverride> overrides) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const PriceOverride& one : overrides) {
        nlohmann::ordered_json entry = {{"provider", one.provider},
                                        {"model", one.model},
                                        {"price_key", one.priceKey},
                                        {"price", one.price.text()}};
        if (one.date) entry["date"] = priceDayText(*one.date);
        list.push_back(std::move(entry));
    }
    return nlohmann::ordered_json{{"overrides", list}}.dump(
               1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
           "\n";
}

std::filesystem::path defaultPriceBookFile() {
    const char* chosen = std::getenv("TOKENARIUM_PRICES");
    if (chosen && *chosen) return std::filesystem::path(chosen);
    const std::filesystem::path folder = programFolder();
    if (folder.empty()) return {};
    return (folder / ".." / "share" / "tokenarium" / "prices" / "genai-prices.json").lexically_normal();
}

} // namespace tokenarium
