// SPDX-License-Identifier: GPL-3.0-or-later
// An estimate that somebody keeps: what was asked, what it would cost, and by which prices of which day.
#pragma once

#include "engine/cost/prompt_cost.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

/// A line of the bill as it was: quantity × price ÷ per = usd.
struct EstimateLine {
    QString unit; ///< usage key of the price book: "input_tokens"
    Decimal quantity, price, usd;
    std::uint64_t per = 1;
    std::optional<std::uint64_t> above; ///< the step of a long prompt that was taken
    bool operator==(const EstimateLine&) const = default;
};

/// Plain value; everything that is needed to read it years later without the price book of today.
struct Estimate {
    QString key;               ///< a UUID: the same estimate is never stored twice
    QString saved;             ///< UTC, "2026-11-22T14:03:12Z": sorts as text
    QString title, promptHash; ///< promptHash: SHA-256 of the prompt, 64 hexadecimal digits
    QString provider, model, modelName;
    PromptTokens tokens;
    bool exact = false;
    QString rules, note;
    CallPlan plan;
    std::uint64_t billedOutputTokens = 0;
    std::vector<EstimateLine> lines; ///< of one call
    Decimal usdPerCall, usd, batchShare{1};
    Currency currency;                       ///< that it was shown in, with the rate of that day
    QString bookName, bookVersion, bookDate; ///< the price book
    bool operator==(const Estimate&) const = default;
};

/// Now, with a key of its own. `cost` must have no problem.
Estimate madeEstimate(const PriceRow& row, const PromptTokens& tokens, const CallPlan& plan,
                      const PromptCost& cost, const Currency& currency, const PriceBookSource& book);

/// Every digit, however many, unlike Decimal::parse, which reads what people write.
std::optional<Decimal> storedDecimal(const std::string& text);

/// As a file of its own, for an estimate that cannot be stored yet.
QByteArray estimateText(const Estimate& estimate);
/// nullopt where that is no estimate, or one with a number that is none.
std::optional<Estimate> estimateOf(const QByteArray& text);

/// RFC 4180 with a byte order mark, without which Excel shows Chinese titles as rubbish. A text that a
/// spreadsheet would take for a formula gets an apostrophe before it.
QByteArray estimatesCsv(std::span<const Estimate> estimates);

} // namespace tokenarium
