// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt under every row of the price book: what the table and the chart of prices show, filtered and
// sorted.
#pragma once

#include "engine/cost/prompt_cost.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// One model of one seller. `row` points into the price book.
struct PriceTableRow {
    PriceRow row;
    PromptTokens tokens;    ///< as this model counts the prompt
    bool exact = false;     ///< by a published rule
    PromptCost cost;        ///< its `problem` says why there is none
    double usd = 0;         ///< of all calls, for sorting and bars; infinite without a price
    bool hasPrices = false; ///< for what is sent and for what comes back; else its cost is not known
    bool isTooLong = false; ///< input and output do not fit into the context window
};

enum class PriceColumn { Model, Provider, Cost, Tokens, InputPrice, OutputPrice, Window };

struct PriceTableQuery {
    std::string words;        ///< all of them in provider or model, without regard to case
    bool onlyExact = false;   ///< counted by a published rule
    bool onlyFitting = false; ///< where prompt and answer fit into the context window
    bool withDeprecated = false;
    PriceColumn sortedBy = PriceColumn::Cost;
    bool isDescending = false;
};

/// How the prompt counts for a row.
struct PriceTableCount {
    PromptTokens tokens;
    bool exact = false;
};

/// All rows of the book, priced. 1,700 rows take some milliseconds.
std::vector<PriceTableRow> priceTable(const PriceBook& book, const CallPlan& plan, PriceMoment moment,
                                      const std::function<PriceTableCount(const PriceRow&)>& counted);

/// Numbers of the rows that are to be seen, in their order. Rows without a price come last, whichever way it
/// is sorted; equal ones stay in the order of the book.
std::vector<std::size_t> arranged(const std::vector<PriceTableRow>& rows, const PriceTableQuery& query,
                                  PriceMoment moment);

/// US dollars for a million tokens; nothing where the list has no such price.
const UnitPrice* inputPrice(const PriceRow& row, PriceMoment moment);
const UnitPrice* outputPrice(const PriceRow& row, PriceMoment moment);

} // namespace tokenarium
