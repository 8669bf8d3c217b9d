// SPDX-License-Identifier: GPL-3.0-or-later
// Prices every row, then filters and sorts numbers of rows.
#include "engine/view/price_table.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <optional>
#include <utility>

namespace tokenarium {
namespace {

std::string small(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words;
    const std::string lower = small(text);
    for (std::size_t at = 0; at < lower.size();) {
        const std::size_t end = std::min(lower.find(' ', at), lower.size());
        if (end > at) words.push_back(lower.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool hasWords(const PriceTableRow& row, const std::vector<std::string>& words) {
    if (words.empty()) return true;
    const std::string all = small(row.row.provider->id + " " + row.row.provider->name + " " +
                                  row.row.model->id + " " + row.row.model->title());
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return all.find(word) != all.npos; });
}

/// What is sent and what comes back are both charged: models that give vectors have no price for answers.
bool coversAll(const PriceResult& call, bool hasInput, bool hasOutput) {
    bool input = !hasInput, output = !hasOutput, other = false;
    for (const PriceLine& line : call.lines) {
        const std::string_view direction = priceUnits()[line.unit].direction();
        input = input || direction == "input";
        output = output || direction == "output";
        other = other || direction.empty(); // a request, an hour: both at once
    }
    return other || (input && output);
}

/// There are a dozen ways to count a prompt, and more than a thousand rows.
class Usages {
public:
    explicit Usages(const CallPlan& how) : plan(how) {}
    const std::optional<PriceUsage>& of(const PromptTokens& tokens) {
        for (const auto& [counted, usage] : known)
            if (counted == tokens) return usage;
        return known.emplace_back(tokens, usageOf(tokens, plan)).second;
    }

private:
    const CallPlan& plan;
    std::deque<std::pair<PromptTokens, std::optional<PriceUsage>>> known;
};

constexpr double unknown = std::numeric_limits<double>::infinity();

double priceNumber(const UnitPrice* price) { return price ? price->base.toDouble() : unknown; }

} // namespace

const UnitPrice* inputPrice(const PriceRow& row, PriceMoment moment) {
    return row.model->pricesAt(moment).find("input_mtok");
}

const UnitPrice* outputPrice(const PriceRow& row, PriceMoment moment) {
    return row.model->pricesAt(moment).find("output_mtok");
}

std::vector<PriceTableRow> priceTable(const PriceBook& book, const CallPlan& plan, PriceMoment moment,
                                      const std::function<PriceTableCount(const PriceRow&)>& counted) {
    std::vector<PriceTableRow> rows;
    rows.reserve(book.models());
    const std::uint64_t output = plan.outputTokens + plan.reasoningTokens;
    Usages usages(plan);
    for (const PriceProvider& provider : book.providers())
        for (const PricedModel& model : provider.models) {
            PriceTableRow row;
            row.row = {&provider, &model};
            const PriceTableCount count = counted(row.row);
            row.tokens = count.tokens;
            row.exact = count.exact;
            const auto& usage = usages.of(count.tokens);
            row.cost = usage ? promptCost(row.row, *usage, count.tokens, plan, moment)
                             : promptCost(row.row, count.tokens, plan, moment); // says what is wrong
            row.hasPrices = row.cost && coversAll(row.cost.call, count.tokens.all() > 0, output > 0);
            row.usd = row.hasPrices ? row.cost.usd.toDouble() : unknown;
            row.isTooLong = model.contextWindow && count.tokens.all() + output > *model.contextWindow;
            rows.push_back(std::move(row));
        }
    return rows;
}

std::vector<std::size_t> arranged(const std::vector<PriceTableRow>& rows, const PriceTableQuery& query,
                                  PriceMoment moment) {
    const std::vector<std::string> words = wordsOf(query.words);
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PriceTableRow& row = rows[i];
        if (query.onlyExact && !row.exact) continue;
        if (query.onlyFitting && row.isTooLong) continue;
        if (!query.withDeprecated && row.row.model->deprecated) continue;
        if (hasWords(row, words)) shown.push_back(i);
    }
    const auto byNumber = [&](auto number) {
        std::vector<double> keys(rows.size());
        for (const std::size_t i : shown) keys[i] = number(rows[i]);
        std::stable_sort(shown.begin(), shown.end(), [&](std::size_t a, std::size_t b) {
            if (keys[a] == unknown || keys[b] == unknown) return keys[a] != unknown && keys[b] == unknown;
            return query.isDescending ? keys[a] > keys[b] : keys[a] < keys[b];
        });
    };
    const auto byWords = [&](auto text) {
        std::stable_sort(shown.begin(), shown.end(), [&](std::size_t a, std::size_t b) {
            const std::string left = small(text(rows[a])), right = small(text(rows[b]));
            return query.isDescending ? left > right : left < right;
        });
    };
    switch (query.sortedBy) {
    case PriceColumn::Provider:
        byWords([](const PriceTableRow& row) { return row.row.provider->name; });
        break;
    case PriceColumn::Model: byWords([](const PriceTableRow& row) { return row.row.model->title(); }); break;
    case PriceColumn::InputPrice:
        byNumber([&](const PriceTableRow& row) { return priceNumber(inputPrice(row.row, moment)); });
        break;
    case PriceColumn::OutputPrice:
        byNumber([&](const PriceTableRow& row) { return priceNumber(outputPrice(row.row, moment)); });
        break;
    case PriceColumn::Tokens:
        byNumber([](const PriceTableRow& row) { return double(row.tokens.all()); });
        break;
    case PriceColumn::Cost: byNumber([](const PriceTableRow& row) { return row.usd; }); break;
    case PriceColumn::Window:
        byNumber([](const PriceTableRow& row) {
            return row.row.model->contextWindow ? double(*row.row.model->contextWindow) : unknown;
        });
        break;
    }
    return shown;
}

} // namespace tokenarium
