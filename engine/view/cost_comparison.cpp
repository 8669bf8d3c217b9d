// SPDX-License-Identifier: GPL-3.0-or-later
// Sums and differences of decimals; the prices are those of engine/cost.
#include "engine/view/cost_comparison.h"

#include <map>

namespace tokenarium {
namespace {

Decimal difference(const Decimal& second, const Decimal& first) {
    return second.minus(first).value_or(Decimal());
}

/// The usage of one turn: what was sent before is read, what is new is written, where there is a cache.
std::optional<PriceUsage> usageOfTurn(std::uint64_t input, std::uint64_t repeated, std::uint64_t output,
                                      bool cached) {
    CallPlan plan;
    plan.outputTokens = output;
    auto usage = usageOf({input, 0, 0, 0, 0}, plan);
    if (!usage || !cached) return usage;
    for (const char* key : {"cache_read_tokens", "cache_text_read_tokens"}) usage->setCount(key, repeated);
    for (const char* key : {"cache_write_tokens", "cache_write_5m_tokens", "cache_text_write_tokens",
                            "cache_text_write_5m_tokens"})
        usage->setCount(key, input - repeated);
    return usage;
}

} // namespace

CostComparison compareCosts(const PromptCost& first, const PromptCost& second) {
    CostComparison result;
    std::map<std::size_t, ComparedLine> byUnit;
    for (const PriceLine& line : first.call.lines) byUnit[line.unit].first = line;
    for (const PriceLine& line : second.call.lines) byUnit[line.unit].second = line;
    for (auto& [unit, line] : byUnit) {
        line.unit = unit;
        line.difference = difference(line.second ? line.second->amount : Decimal(),
                                     line.first ? line.first->amount : Decimal());
        result.lines.push_back(line);
    }
    result.first = first.usd;
    result.second = second.usd;
    result.difference = difference(second.usd, first.usd);
    if (const auto share = result.difference.dividedBy(first.usd, 12))
        if (const auto hundredfold = share->times(Decimal(100))) result.percent = hundredfold->rounded(1);
    return result;
}

std::optional<Decimal> costOfCalls(const Decimal& usdPerCall, std::uint64_t callsPerDay, std::uint64_t days) {
    const auto perDay = usdPerCall.times(Decimal::ofCount(callsPerDay));
    return perDay ? perDay->times(Decimal::ofCount(days)) : std::nullopt;
}

std::optional<ConversationBill> conversationBill(const PriceRow& row, std::uint64_t system,
                                                 std::uint64_t user, std::uint64_t assistant,
                                                 std::uint64_t turns, bool cached, PriceMoment moment) {
    const std::vector<ConversationTurn> all(turns, ConversationTurn{user, assistant});
    const ConversationCost tokens = conversationTokens(system, all);
    ConversationBill bill;
    bill.input = tokens.input;
    bill.output = tokens.output;
    std::uint64_t before = 0;
    for (const std::uint64_t input : tokens.inputPerTurn) {
        const auto usage = usageOfTurn(input, before, assistant, cached);
        const PriceResult price = usage ? PriceBook::price(row, *usage, moment) : PriceResult{};
        const auto sum = usage && price ? bill.usd.plus(price.total) : std::nullopt;
        if (!sum) return std::nullopt;
        bill.usd = *sum;
        bill.turns.push_back({input, before, assistant, price.total});
        before = input;
    }
    const auto once = usageOfTurn(before, 0, tokens.output, false);
    const PriceResult price = once ? PriceBook::price(row, *once, moment) : PriceResult{};
    if (!once || !price) return std::nullopt;
    bill.usdSaidOnce = price.total;
    return bill;
}

} // namespace tokenarium
