// SPDX-License-Identifier: GPL-3.0-or-later
// Prices as a table for people, as JSON and as CSV. Money is written with every digit.
#include "app/cli/cost_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tokenarium::cli {

namespace {

using json = nlohmann::ordered_json;

std::string grouped(const Decimal& number) {
    std::string text = number.text();
    std::size_t at = std::min(text.find('.'), text.size());
    while (at > 3) text.insert(at -= 3, 1, ',');
    return text;
}
std::string grouped(std::uint64_t number) { return grouped(Decimal::ofCount(number)); }

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}
std::string rightAligned(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

/// "for 1,000,000", "for an hour"
std::string perOf(const PriceUnit& unit) { return unit.per == 3600 ? "an hour" : grouped(unit.per); }

json tokensJson(const PromptTokens& tokens) {
    json result = {{"total", tokens.all()}};
    const std::pair<const char*, std::uint64_t> kinds[] = {
        {"text", tokens.text}, {"picture", tokens.picture}, {"sound", tokens.sound}, {"video", tokens.video}};
    for (const auto& [name, count] : kinds)
        if (count > 0) result[name] = count;
    return result;
}

json lineJson(const PriceLine& line) {
    const PriceUnit& unit = priceUnits()[line.unit];
    json result = {{"unit", unit.usageKey},
                   {"quantity", line.quantity.text()},
                   {"price", line.price.text()},
                   {"per", unit.per},
                   {"usd", line.amount.text()}};
    if (line.above) result["above_input_tokens"] = *line.above;
    return result;
}

json partsJson(const std::vector<CountedPart>& parts) {
    json list = json::array();
    for (const CountedPart& part : parts)
        list.push_back({{"part", part.title},
                        {"type", modalityName(part.modality)},
                        {"tokens", part.tokens},
                        {"rule", part.rule},
                        {"exact", part.exact}});
    return list;
}

json modelJson(const ModelCost& cost, const CostReport& report) {
    json one = {{"model", cost.row.model->id},
                {"provider", cost.row.provider->id},
                {"name", cost.row.model->title()},
                {"exact", cost.exact},
                {"requests", cost.requests},
                {"calls", cost.calls},
                {"input_tokens", tokensJson(cost.tokens)},
                {"output_tokens", cost.outputTokens},
                {"reasoning_tokens", cost.reasoningTokens}};
    if (cost.row.model->contextWindow) {
        one["context_window"] = *cost.row.model->contextWindow;
        one["fits"] = cost.longestInput <= *cost.row.model->contextWindow;
    }
    one["lines"] = json::array();
    for (const PriceLine& line : cost.lines) one["lines"].push_back(lineJson(line));
    one["usd_input"] = cost.input.text();
    one["usd_output"] = cost.output.text();
    one["usd_other"] = cost.other.text();
    one["batch_share"] = cost.batchShare.text();
    one["usd_per_call"] = cost.usdPerPass.text();
    one["usd"] = cost.usd.text();
    if (report.currency.code != "USD")
        if (const auto amount = report.currency.fromDollars(cost.usd))
            one[report.currency.code] = amount->text();
    if (report.budget) one["budget_calls"] = cost.budgetCalls ? json(*cost.budgetCalls) : json(nullptr);
    if (cost.row.model->changedHere) one["own_prices"] = true;
    if (cost.row.model->deprecated) one["deprecated"] = true;
    if (!cost.notes.empty()) one["notes"] = cost.notes;
    one["parts"] = partsJson(cost.parts);
    return one;
}

json pricesJson(const CostReport& report) {
    const PriceBookSource& source = report.book->source();
    json prices = {{"source", source.name}, {"version", source.version}, {"licence", source.licence}};
    prices["date"] = source.date ? json(priceDayText(*source.date)) : json(nullptr);
    const auto age = report.book->ageInDays(report.moment);
    prices["age_days"] = age ? json(*age) : json(nullptr);
    prices["stale"] = report.book->isStale(report.moment);
    if (report.currency.code != "USD")
        prices["currency"] = {{"code", report.currency.code}, {"per_usd", report.currency.perDollar.text()}};
    return prices;
}

std::string dumped(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

/// A field of a CSV file (RFC 4180).
std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

void writeLine(const PriceLine& line, Output& output) {
    const PriceUnit& unit = priceUnits()[line.unit];
    std::string text = "  " + padded(std::string(unit.usageKey), 28) +
                       rightAligned(grouped(line.quantity), 16) + "  × $" + line.price.text() + " for " +
                       perOf(unit);
    if (line.above) text += " (above " + grouped(*line.above) + " input tokens)";
    output.write(padded(text, 84) + " = $" + line.amount.text() + "\n");
}

void writeModel(const ModelCost& cost, const CostReport& report, Output& output) {
    output.write(cost.row.model->title() + " (" + cost.row.provider->id + ":" + cost.row.model->id + ")" +
                 (cost.row.model->changedHere ? ", with prices of your own" : "") +
                 (cost.row.model->deprecated ? ", no longer offered" : "") + "\n");
    for (const CountedPart& part : cost.parts)
        output.write(rightAligned(grouped(part.tokens), 14) + "  " + padded(modalityName(part.modality), 8) +
                     part.title + "  by " + part.rule + (part.exact ? "" : ", estimate") + "\n");
    for (const PriceLine& line : cost.lines) writeLine(line, output);
    if (cost.batchShare != Decimal(1)) output.write("  as a batch × " + cost.batchShare.text() + "\n");
    output.write("  " + std::string(cost.requests > 1 ? grouped(cost.requests) + " requests" : "one call") +
                 "  $" + cost.usdPerPass.text() + "\n");
    if (cost.calls != 1) output.write("  × " + grouped(cost.calls) + "  $" + cost.usd.text() + "\n");
    if (report.currency.code != "USD")
        if (const auto amount = report.currency.fromDollars(cost.usd))
            output.write("  in " + report.currency.code + " at " + report.currency.perDollar.text() + ": " +
                         amount->text() + "\n");
    if (report.budget)
        output.write("  " + report.budget->text() + " " + report.currency.code + " pay for " +
                     (cost.budgetCalls ? grouped(*cost.budgetCalls) : "any number of") +
                     (cost.requests > 1 ? " times all of it\n" : " calls\n"));
    if (const auto window = cost.row.model->contextWindow; window && cost.longestInput > *window)
        output.write("  It does not fit: " + grouped(cost.longestInput) + " tokens, a window of " +
                     grouped(*window) + ".\n");
    for (const std::string& note : cost.notes) output.write("  " + note + "\n");
}

} // namespace

std::string ageOf(const PriceBook& book, PriceMoment now) {
    const auto age = book.ageInDays(now);
    if (!age) return "of an unknown day";
    std::string text = "of " + priceDayText(*book.source().date) + ", " + std::to_string(*age) + " days old";
    if (book.isStale(now)) text += ": look whether they still hold";
    return text;
}

void writeCostTable(const CostReport& report, Output& output) {
    for (const ModelCost& cost : report.models) {
        writeModel(cost, report, output);
        output.write("\n");
    }
    const PriceBookSource& source = report.book->source();
    output.write("Prices: " + (source.name.empty() ? "a list" : source.name + " " + source.version) + " " +
                 ageOf(*report.book, report.moment) + ". Estimates; what a vendor bills is what counts.\n");
}

void writeCostJson(const CostReport& report, Output& output) {
    json whole;
    if (report.models.size() == 1) {
        whole = modelJson(report.models.front(), report);
    } else {
        whole["models"] = json::array();
        for (const ModelCost& cost : report.models) whole["models"].push_back(modelJson(cost, report));
    }
    whole["prices"] = pricesJson(report);
    output.write(dumped(whole) + "\n");
}

void writeCostCsv(const CostReport& report, Output& output) {
    output.write("provider,model,line,quantity,price_usd,per,usd\r\n");
    for (const ModelCost& cost : report.models) {
        const std::string start = field(cost.row.provider->id) + "," + field(cost.row.model->id) + ",";
        for (const PriceLine& line : cost.lines) {
            const PriceUnit& unit = priceUnits()[line.unit];
            output.write(start + std::string(unit.usageKey) + "," + line.quantity.text() + "," +
                         line.price.text() + "," + std::to_string(unit.per) + "," + line.amount.text() +
                         "\r\n");
        }
        output.write(start + "per_call," + std::to_string(cost.requests) + ",,," + cost.usdPerPass.text() +
                     "\r\n");
        output.write(start + "total," + std::to_string(cost.calls) + ",,," + cost.usd.text() + "\r\n");
    }
}

} // namespace tokenarium::cli
