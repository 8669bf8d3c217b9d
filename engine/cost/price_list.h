// SPDX-License-Identifier: GPL-3.0-or-later
// The prices of one model at one time, and what a usage costs by them, line by line.
#pragma once

#include "engine/cost/decimal.h"
#include "engine/cost/price_unit.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// What was used: how much of which unit, as vendors report it. Wholes include their parts: the input tokens
/// are all of them, cached ones, pictures and sounds included.
class PriceUsage {
public:
    /// False where there is no such unit; then nothing has changed.
    bool set(std::string_view usageKey, const Decimal& amount);
    bool setCount(std::string_view usageKey, std::uint64_t count) {
        return set(usageKey, Decimal::ofCount(count));
    }
    void setUnit(std::size_t unit, const Decimal& amount) { amounts[unit] = amount; }
    const std::optional<Decimal>& at(std::size_t unit) const { return amounts[unit]; }

private:
    std::array<std::optional<Decimal>, priceUnitCount> amounts;
};

/// US dollars for `per` of a unit. Where the prompt has more than `start` input tokens, the price of that
/// step is taken for every one of the unit, not only for those above.
struct UnitPrice {
    struct Step {
        std::uint64_t start = 0;
        Decimal price;
        bool operator==(const Step&) const = default;
    };
    std::size_t unit = 0;
    Decimal base;
    std::vector<Step> steps; ///< rising
    bool operator==(const UnitPrice&) const = default;

    /// The step that counts for a prompt of so many input tokens; nullptr: the base price.
    const Step* stepFor(const Decimal& inputTokens) const;
};

/// quantity × price ÷ unit.per = amount
struct PriceLine {
    std::size_t unit = 0;
    Decimal quantity, price, amount;
    std::optional<std::uint64_t>
        above; ///< the step of a long prompt that was taken: more input tokens than this
};

struct PriceResult {
    /// Why there is no price, in English: a usage that contradicts itself, a list that cannot be used. Empty:
    /// all below means something.
    std::string problem;
    Decimal input, output, other, total; ///< US dollars
    std::vector<PriceLine> lines;        ///< only what was used; they add up to the total
    explicit operator bool() const { return problem.empty(); }
};

class PriceList {
public:
    /// Prices are not negative, each unit at most once.
    PriceList() = default;
    explicit PriceList(std::vector<UnitPrice> prices);

    const std::vector<UnitPrice>& all() const { return prices; }
    const UnitPrice* find(std::string_view priceKey) const;
    PriceList with(const UnitPrice& price) const; ///< replaces, or adds
    bool empty() const { return prices.empty(); }

    /// As genai-prices computes it, but exactly. Only prices for hours are rounded, after 18 places. Total:
    /// whatever is wrong is in `problem`.
    PriceResult priceOf(const PriceUsage& usage) const;

private:
    std::vector<UnitPrice> prices;
    std::vector<std::size_t> finestFirst; ///< numbers of prices
    std::string unusable;                 ///< why the list cannot be used, whatever the usage is
};

} // namespace tokenarium
