// SPDX-License-Identifier: GPL-3.0-or-later
// What `cost` has found out, and its three ways of saying it.
#pragma once

#include "app/cli/output.h"
#include "engine/cost/prompt_cost.h"
#include "engine/prompt/prompt.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenarium::cli {

/// One part of the prompt as one model counts it.
struct CountedPart {
    std::string title;
    Modality modality = Modality::Text;
    std::string rule;
    std::uint64_t tokens = 0;
    bool exact = false;
};

/// The price of everything with one model.
struct ModelCost {
    PriceRow row;
    std::vector<CountedPart> parts;
    std::vector<std::string> notes; ///< what is an estimate, and why
    bool exact = true;
    PromptTokens tokens; ///< of all requests
    std::uint64_t requests = 0, calls = 1;
    std::uint64_t longestInput = 0;                      ///< of one request
    std::uint64_t outputTokens = 0, reasoningTokens = 0; ///< of all requests
    std::vector<PriceLine> lines; ///< of all requests, those of one unit and price together; without discount
    Decimal input, output, other; ///< US dollars, without discount
    Decimal batchShare{1};
    bool batchUnknown = false;
    Decimal usdPerPass; ///< every request once, with discount
    Decimal usd;        ///< times the calls
    std::optional<std::uint64_t> budgetCalls;
};

struct CostReport {
    const PriceBook* book = nullptr;
    PriceMoment moment;
    Currency currency{"USD", Decimal(1), ""};
    std::optional<Decimal> budget; ///< in that currency
    std::vector<ModelCost> models;
};

/// "62 days old", with a warning where that is much; "of an unknown day".
std::string ageOf(const PriceBook& book, PriceMoment now);

void writeCostTable(const CostReport& report, Output& output);
void writeCostJson(const CostReport& report, Output& output);
/// A row for each model and line.
void writeCostCsv(const CostReport& report, Output& output);

} // namespace tokenarium::cli
