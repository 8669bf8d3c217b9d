// SPDX-License-Identifier: GPL-3.0-or-later
// Two bills side by side, line by line, and what budgets and days make of the price of a call.
#pragma once

#include "engine/cost/prompt_cost.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokenarium {

/// One unit of both bills; nothing where a bill has no such line.
struct ComparedLine {
    std::size_t unit = 0;
    std::optional<PriceLine> first, second;
    Decimal difference; ///< of the amounts, second − first
};

struct CostComparison {
    std::vector<ComparedLine> lines; ///< in the order of the units
    Decimal first, second;           ///< of all calls, US dollars
    Decimal difference;              ///< second − first
    std::optional<Decimal> percent;  ///< of the first, one decimal place; nothing where the first is free
};
/// Lines are those of one call before the discount of a batch. Both must have no problem.
CostComparison compareCosts(const PromptCost& first, const PromptCost& second);

/// What calls at a steady pace cost; nothing where that is more digits than money has.
std::optional<Decimal> costOfCalls(const Decimal& usdPerCall, std::uint64_t callsPerDay, std::uint64_t days);

/// A conversation that resends everything, priced turn by turn.
struct ConversationBill {
    struct Turn {
        std::uint64_t input = 0, repeated = 0, output = 0; ///< repeated: of the input, what was sent before
        Decimal usd;
    };
    std::vector<Turn> turns;
    std::uint64_t input = 0, output = 0;
    Decimal usd, usdSaidOnce; ///< usdSaidOnce: if every token were billed one time only
};
/// `turns` equal ones. With `cached`, what was sent before is read from the cache, and the rest is written to
/// it. Nothing where the model has no price for it.
std::optional<ConversationBill> conversationBill(const PriceRow& row, std::uint64_t system,
                                                 std::uint64_t user, std::uint64_t assistant,
                                                 std::uint64_t turns, bool cached, PriceMoment moment);

} // namespace tokenarium
