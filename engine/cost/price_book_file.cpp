// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a price book strictly: what would change a price and is not understood is refused, what would not
// is told.
#include "engine/cost/price_book.h"
#include "engine/cost/price_text.h"
#include "engine/file/mapped_file.h"
#include "engine/file/quoted_name.h"

#include <nlohmann/json.hpp>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace tokenarium {
namespace {

using namespace std::chrono;
using Kind = PriceText::Kind;

constexpr std::size_t mostProviders = 1000, mostModels = 100'000, mostConditions = 16, longestText = 100'000;
const Decimal highestPrice(1'000'000'000); ///< US dollars for one unit of a price list

/// Numbers of a text that must be all digits.
std::optional<int> digits(std::string_view text) {
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return text.empty() ? std::nullopt : std::optional(number);
}

/// "08:30:00Z", "16:30:00.5+08:00" as time since midnight, UTC.
std::optional<milliseconds> timeOfDay(std::string_view text) {
    if (text.size() < 9 || text[2] != ':' || text[5] != ':') return std::nullopt;
    const auto hour = digits(text.substr(0, 2)), minute = digits(text.substr(3, 2)),
               second = digits(text.substr(6, 2));
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    text.remove_prefix(8);
    milliseconds time = hours(*hour) + minutes(*minute) + seconds(*second);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        int weight = 100, read = 0;
        for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), weight /= 10, ++read)
            time += milliseconds((text[0] - '0') * weight);
        if (read == 0) return std::nullopt;
    }
    milliseconds zone{0};
    if (text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':') {
        const auto zoneHour = digits(text.substr(1, 2)), zoneMinute = digits(text.substr(4, 2));
        if (!zoneHour || !zoneMinute || *zoneHour > 23 || *zoneMinute > 59) return std::nullopt;
        zone = hours(*zoneHour) + minutes(*zoneMinute);
        if (text[0] == '-') zone = -zone;
    } else if (text != "Z") {
        return std::nullopt;
    }
    const milliseconds day = hours(24);
    return ((time - zone) % day + day) % day;
}

class BookReader {
public:
    explicit BookReader(const std::string& name) : file(name) {}

    PriceBook read(const PriceText& whole) {
        PriceBookSource source;
        const PriceText* list = &whole;
        if (whole.kind == Kind::Object) {
            source = readSource(whole);
            list = whole.find("providers");
            if (!list) refuse(whole, "the list \"providers\" is missing");
        }
        std::vector<PriceProvider> providers;
        for (const PriceText& provider : listOf(*list, "the list of providers", mostProviders))
            providers.push_back(readProvider(provider));
        if (providers.empty()) refuse(*list, "there is no provider in this price list");
        std::vector<std::string> remarks;
        for (const auto& [what, count] : unknown)
            remarks.push_back(what + " is not known to this program and was left out" +
                              (count > 1 ? " (" + std::to_string(count) + " times)." : "."));
        return PriceBook(std::move(source), std::move(providers), std::move(remarks));
    }

private:
    [[noreturn]] void refuse(const PriceText& at, const std::string& what) const {
        throw std::runtime_error(file + ": line " + std::to_string(at.line) + ": " +
                                 (place.empty() ? "" : place + ": ") + what + ".");
    }

    void expect(const PriceText& value, Kind kind, const std::string& what, const char* expected) const {
        if (value.kind != kind) refuse(value, what + ": " + expected + " was expected");
    }

    const std::vector<PriceText>& listOf(const PriceText& value, const std::string& what,
                                         std::size_t most) const {
        expect(value, Kind::List, what, "a list");
        if (value.items.size() > most)
            refuse(value, what + ": more than " + std::to_string(most) + " entries");
        return value.items;
    }

    std::string textOf(const PriceText& value, const std::string& what) const {
        expect(value, Kind::Text, what, "a text");
        if (value.text.size() > longestText) refuse(value, what + ": the text is too long");
        return value.text;
    }

    std::string textAt(const PriceText& object, const char* key, bool needed) const {
        const PriceText* value = object.find(key);
        if (!value || (value->kind == Kind::Null && !needed)) {
            if (needed) refuse(object, std::string("\"") + key + "\" is missing");
            return "";
        }
        const std::string text = textOf(*value, std::string("\"") + key + "\"");
        if (needed && text.empty()) refuse(*value, std::string("\"") + key + "\" is empty");
        return text;
    }

    std::vector<std::string> textsAt(const PriceText& object, const char* key) const {
        std::vector<std::string> texts;
        if (const PriceText* list = object.find(key); list && list->kind != Kind::Null)
            for (const PriceText& one : listOf(*list, key, 100)) texts.push_back(textOf(one, key));
        return texts;
    }

    std::optional<PriceDay> dayAt(const PriceText& object, const char* key) const {
        const PriceText* value = object.find(key);
        if (!value || value->kind == Kind::Null) return std::nullopt;
        const auto day = priceDay(textOf(*value, key));
        if (!day)
            refuse(*value, std::string("\"") + key + "\": a day such as \"2026-09-23\" was expected, not " +
                               inQuotes(value->text));
        return day;
    }

    void noteUnknown(const PriceText& object, std::initializer_list<std::string_view> known,
                     const char* where) {
        for (const std::string& key : object.keys)
            if (std::find(known.begin(), known.end(), key) == known.end())
                ++unknown["The field " + inQuotes(key) + " of a " + where];
    }

    PriceBookSource readSource(const PriceText& whole) {
        noteUnknown(whole, {"source", "version", "date", "licence", "licence_text", "providers"},
                    "price list");
        return {textAt(whole, "source", false), textAt(whole, "version", false), dayAt(whole, "date"),
                textAt(whole, "licence", false), textAt(whole, "licence_text", false)};
    }

    PriceProvider readProvider(const PriceText& object) {
        place.clear();
        expect(object, Kind::Object, "a provider", "an object");
        noteUnknown(object,
                    {"id", "name", "pricing_urls", "api_pattern", "model_match", "provider_match",
                     "extractors", "fallback_model_providers", "models", "description", "price_comments"},
                    "provider");
        PriceProvider provider;
        provider.id = textAt(object, "id", true);
        place = inQuotes(provider.id);
        provider.name = textAt(object, "name", false);
        if (provider.name.empty()) provider.name = provider.id;
        provider.comments = textAt(object, "price_comments", false);
        provider.pages = textsAt(object, "pricing_urls");
        provider.alsoModelsOf = textsAt(object, "fallback_model_providers");
        if (const PriceText* match = object.find("provider_match")) provider.match = readMatch(*match, 0);
        if (const PriceText* match = object.find("model_match")) provider.modelMatch = readMatch(*match, 0);
        const PriceText* models = object.find("models");
        if (!models) refuse(object, "\"models\" is missing");
        for (const PriceText& model : listOf(*models, "\"models\"", mostModels)) {
            provider.models.push_back(readModel(model, provider.id));
            if (++modelsSoFar > mostModels)
                refuse(model, "there are more than " + std::to_string(mostModels) + " models");
        }
        return provider;
    }

    PricedModel readModel(const PriceText& object, const std::string& provider) {
        place = inQuotes(provider);
        expect(object, Kind::Object, "a model", "an object");
        noteUnknown(object,
                    {"id", "name", "description", "match", "context_window", "prices", "price_comments",
                     "deprecated", "prices_checked"},
                    "model");
        PricedModel model;
        model.id = textAt(object, "id", true);
        place = inQuotes(provider) + ", " + inQuotes(model.id);
        model.name = textAt(object, "name", false);
        model.description = textAt(object, "description", false);
        model.comments = textAt(object, "price_comments", false);
        model.checked = dayAt(object, "prices_checked");
        if (const PriceText* flag = object.find("deprecated")) {
            expect(*flag, Kind::Truth, "\"deprecated\"", "true or false");
            model.deprecated = flag->truth;
        }
        if (const PriceText* window = object.find("context_window"); window && window->kind != Kind::Null)
            model.contextWindow = countOf(*window, "\"context_window\"");
        const PriceText* match = object.find("match");
        if (!match) refuse(object, "\"match\" is missing");
        model.match = readMatch(*match, 0);
        const PriceText* prices = object.find("prices");
        if (!prices) refuse(object, "\"prices\" is missing");
        if (prices->kind != Kind::List) {
            model.prices.push_back({std::nullopt, std::nullopt, readPrices(*prices)});
        } else {
            for (const PriceText& dated : listOf(*prices, "\"prices\"", mostConditions))
                model.prices.push_back(readDated(dated));
            if (model.prices.empty()) refuse(*prices, "\"prices\" is an empty list");
        }
        return model;
    }

    DatedPrices readDated(const PriceText& object) {
        expect(object, Kind::Object, "an entry of \"prices\"", "an object");
        noteUnknown(object, {"constraint", "prices"}, "dated price");
        DatedPrices dated;
        const PriceText* prices = object.find("prices");
        if (!prices) refuse(object, "an entry of \"prices\" has no \"prices\" of its own");
        dated.prices = readPrices(*prices);
        const PriceText* constraint = object.find("constraint");
        if (!constraint || constraint->kind == Kind::Null) return dated;
        expect(*constraint, Kind::Object, "\"constraint\"", "an object");
        const std::string type = textAt(*constraint, "type", false);
        const std::size_t fields = constraint->keys.size() - (type.empty() ? 0 : 1);
        if (constraint->find("start_date") && fields == 1 && (type.empty() || type == "start_date")) {
            dated.from = dayAt(*constraint, "start_date");
        } else if (constraint->find("start_time") && constraint->find("end_time") && fields == 2 &&
                   (type.empty() || type == "time_of_date")) {
            const auto begin = timeOfDay(textAt(*constraint, "start_time", true)),
                       end = timeOfDay(textAt(*constraint, "end_time", true));
            if (!begin || !end) refuse(*constraint, "a time such as \"16:30:00Z\" was expected");
            dated.hours = {*begin, *end};
        }
        if (!dated.from && !dated.hours)
            refuse(*constraint, "this constraint is not understood; \"start_date\", or \"start_time\" and "
                                "\"end_time\" were expected");
        return dated;
    }

    std::uint64_t countOf(const PriceText& value, const std::string& what) const {
        expect(value, Kind::Number, what, "a number");
        const auto number = Decimal::parseScientific(value.text);
        const auto count = number ? number->count() : std::nullopt;
        if (!count || *count > std::uint64_t{1} << 53)
            refuse(value, what + ": a whole number from 0 to 2^53 was expected, not " + inQuotes(value.text));
        return *count;
    }

    Decimal priceOf(const PriceText& value, const std::string& what) const {
        expect(value, Kind::Number, what, "a price");
        const auto price = Decimal::parseScientific(value.text);
        if (!price) refuse(value, what + ": " + inQuotes(value.text) + " is no price");
        if (price->isNegative()) refuse(value, what + ": a price below 0: " + inQuotes(value.text));
        if (*price > highestPrice)
            refuse(value,
                   what + ": a price above " + highestPrice.text() + " dollars: " + inQuotes(value.text));
        return *price;
    }

    PriceList readPrices(const PriceText& object) {
        expect(object, Kind::Object, "\"prices\"", "an object");
        std::vector<UnitPrice> prices;
        for (std::size_t i = 0; i < object.keys.size(); ++i) {
            const std::string what = inQuotes(object.keys[i]);
            const auto unit = priceUnitOfPrice(object.keys[i]);
            if (object.items[i].kind == Kind::Null) continue;
            if (!unit) {
                ++unknown["The price " + what];
                continue;
            }
            prices.push_back(readUnitPrice(object.items[i], *unit, what));
        }
        return PriceList(std::move(prices));
    }

    UnitPrice readUnitPrice(const PriceText& value, std::size_t unit, const std::string& what) {
        UnitPrice price;
        price.unit = unit;
        if (value.kind != Kind::Object) {
            price.base = priceOf(value, what);
            return price;
        }
        noteUnknown(value, {"base", "tiers"}, "price with steps");
        const PriceText *base = value.find("base"), *tiers = value.find("tiers");
        if (!base || !tiers) refuse(value, what + ": \"base\" and \"tiers\" were expected");
        price.base = priceOf(*base, what + ", \"base\"");
        for (const PriceText& tier : listOf(*tiers, what + ", \"tiers\"", 100)) {
            const PriceText *start = tier.find("start"), *cost = tier.find("price");
            if (!start || !cost) refuse(tier, what + ": a tier has \"start\" and \"price\"");
            price.steps.push_back(
                {countOf(*start, what + ", \"start\""), priceOf(*cost, what + ", \"price\"")});
        }
        std::stable_sort(price.steps.begin(), price.steps.end(),
                         [](const auto& a, const auto& b) { return a.start < b.start; });
        return price;
    }

    PriceMatch readMatch(const PriceText& object, std::size_t depth) {
        using Match = PriceMatch::Kind;
        if (object.kind != Kind::Object || object.items.size() != 1 || depth > 8)
            refuse(object, "a match with exactly one condition was expected");
        const std::string& how = object.keys[0];
        const PriceText& value = object.items[0];
        if (how == "or" || how == "and") {
            std::vector<PriceMatch> conditions;
            for (const PriceText& one : listOf(value, how, 10'000))
                conditions.push_back(readMatch(one, depth + 1));
            return PriceMatch::of(how == "or" ? Match::Any : Match::All, std::move(conditions));
        }
        const std::string text = textOf(value, how);
        if (how == "regex") {
            try {
                return PriceMatch::expression(text);
            } catch (const std::runtime_error& error) {
                refuse(value, "\"regex\": " + std::string(error.what()));
            }
        }
        for (const auto& [name, kind] : {std::pair{"equals", Match::Equals},
                                         {"starts_with", Match::StartsWith},
                                         {"ends_with", Match::EndsWith},
                                         {"contains", Match::Contains}})
            if (how == name) return PriceMatch::of(kind, text);
        refuse(object, "the condition " + inQuotes(how) + " of a match is not known");
    }

    const std::string& file;
    std::string place; ///< what is being read, for messages
    std::map<std::string, std::size_t> unknown;
    std::size_t modelsSoFar = 0;
};

void refuseForeignBytes(std::string_view text, const std::string& file) {
    if (text.size() > PriceTextLimits().bytes) return; // refused for that
    std::string again;
    icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
        .toUTF8String(again);
    if (again != text)
        throw std::runtime_error(file + ": this is not a text in UTF-8, so it is no price list.");
}

using json = nlohmann::json;

/// As JSON, with the numbers as they were written.
void append(const PriceText& value, std::string& out) {
    if (value.kind == Kind::Number) {
        out += value.text;
    } else if (value.kind == Kind::List) {
        out += '[';
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            if (i > 0) out += ',';
            append(value.items[i], out);
        }
        out += ']';
    } else if (value.kind == Kind::Object) {
        out += '{';
        bool first = true;
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            if (value.keys[i] == "extractors") continue; // how answers of vendors are read; not of use here
            (out += first ? "" : ",") += json(value.keys[i]).dump() + ':';
            append(value.items[i], out);
            first = false;
        }
        out += '}';
    } else if (value.kind == Kind::Text) {
        out += json(value.text).dump();
    } else {
        out += value.kind == Kind::Null ? "null" : value.truth ? "true" : "false";
    }
}

} // namespace

std::optional<PriceDay> priceDay(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8, 2));
    if (!y || !m || !d || *y < 1) return std::nullopt;
    const year_month_day day{year(*y), month(static_cast<unsigned>(*m)),
                             std::chrono::day(static_cast<unsigned>(*d))};
    return day.ok() ? std::optional(PriceDay(day)) : std::nullopt;
}

PriceBook loadPriceBook(std::string_view text, const std::string& file) {
    refuseForeignBytes(text, file);
    return BookReader(file).read(loadPriceText(text, file));
}

PriceBook loadPriceBook(const std::filesystem::path& file) {
    const MappedFile mapped(file);
    const auto bytes = mapped.bytes();
    return loadPriceBook(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                         file.string());
}

std::string packedPriceBook(std::string_view text, const std::string& file, const PriceBookSource& source) {
    refuseForeignBytes(text, file);
    const PriceText whole = loadPriceText(text, file);
    if (whole.kind != Kind::List) throw std::runtime_error(file + ": a list of providers was expected.");
    BookReader(file).read(whole); // never leave a file behind that would be refused
    std::string out =
        "{\"source\":" + json(source.name).dump() + ",\"version\":" + json(source.version).dump();
    if (source.date) out += ",\"date\":" + json(priceDayText(*source.date)).dump();
    out += ",\"licence\":" + json(source.licence).dump() +
           ",\"licence_text\":" + json(source.licenceText).dump() + ",\"providers\":[";
    for (std::size_t i = 0; i < whole.items.size(); ++i) {
        if (i > 0) out += ",\n";
        append(whole.items[i], out);
    }
    return out + "]}\n";
}

} // namespace tokenarium
