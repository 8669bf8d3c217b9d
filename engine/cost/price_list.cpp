// SPDX-License-Identifier: GPL-3.0-or-later
// A usage is cut into pieces that do not overlap, the finest units first; each piece is paid at its own
// price, and what has no price of its own at that of the whole it belongs to.
#include "engine/cost/price_list.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr int hourPlaces = 18; ///< an hour has 3,600 seconds, which no power of ten divides

std::string keyOf(std::size_t unit) { return std::string(priceUnits()[unit].usageKey); }
std::string priceOfKey(std::size_t unit) { return std::string(priceUnits()[unit].priceKey); }

const std::size_t inputTokens = *priceUnitOfUsage("input_tokens");
const std::size_t requests = *priceUnitOfUsage("requests");

/// Ends a calculation; caught by priceOf.
class Contradiction : public std::runtime_error {
    using runtime_error::runtime_error;
};

Decimal orTooLarge(const std::optional<Decimal>& number) {
    if (!number) throw Contradiction("The numbers are too large to be computed exactly.");
    return *number;
}

bool isPositive(const std::optional<Decimal>& amount) {
    return amount && !amount->isNegative() && !amount->isZero();
}

/// How much of `unit` was used. Where that was not said it is nothing, unless a part of it was used, or two
/// units whose common part it is: then nobody can know.
Decimal used(const PriceUsage& usage, std::size_t unit) {
    if (const auto& amount = usage.at(unit)) return *amount;
    std::vector<std::size_t> positive;
    for (std::size_t other = 0; other < priceUnitCount; ++other)
        if (other != requests && isPositive(usage.at(other))) positive.push_back(other);
    for (const std::size_t other : positive)
        if (isPartOf(other, unit))
            throw Contradiction("There are " + keyOf(other) + ", but " + keyOf(unit) +
                                ", which they are a part of, were not given.");
    for (const std::size_t a : positive)
        for (const std::size_t b : positive)
            if (a < b && canOverlap(a, b) && !isPartOf(a, b) && !isPartOf(b, a) && overlapOf(a, b) == unit)
                throw Contradiction("There are " + keyOf(a) + " and " + keyOf(b) +
                                    ", but not how many are both (" + keyOf(unit) + ").");
    return Decimal();
}

void refuseNegative(const PriceUsage& usage) {
    for (std::size_t unit = 0; unit < priceUnitCount; ++unit)
        if (const auto& amount = usage.at(unit); amount && amount->isNegative())
            throw Contradiction(keyOf(unit) + " is " + amount->text() + ": a number from 0 up was expected.");
}

/// Of each price of a list (requests aside), the amount that no finer unit with a price takes.
std::vector<Decimal> piecesOf(const std::vector<UnitPrice>& prices,
                              const std::vector<std::size_t>& finestFirst, const PriceUsage& usage) {
    std::vector<Decimal> pieces(prices.size());
    for (const std::size_t i : finestFirst) {
        const std::size_t unit = prices[i].unit;
        if (unit == requests) {
            pieces[i] = Decimal(1); // a call is one request
            continue;
        }
        const Decimal whole = used(usage, unit);
        Decimal rest = whole;
        for (const std::size_t j : finestFirst)
            if (isPartOf(prices[j].unit, unit)) rest = orTooLarge(rest.minus(pieces[j]));
        if (rest.isNegative())
            throw Contradiction("The parts of " + keyOf(unit) + " are together more than its " +
                                whole.text() + ".");
        pieces[i] = rest;
    }
    return pieces;
}

Decimal amountOf(const Decimal& quantity, const Decimal& price, std::uint32_t per) {
    const Decimal product = orTooLarge(quantity.times(price));
    int zeros = 0;
    std::uint32_t rest = per;
    for (; rest % 10 == 0; rest /= 10) ++zeros;
    if (rest == 1) return orTooLarge(product.dividedByPowerOfTen(zeros));
    return orTooLarge(product.dividedBy(Decimal::ofCount(per), hourPlaces));
}

void add(const PriceLine& line, PriceResult& result) {
    const std::string_view direction = priceUnits()[line.unit].direction();
    Decimal& sum = direction == "input" ? result.input : direction == "output" ? result.output : result.other;
    sum = orTooLarge(sum.plus(line.amount));
    result.total = orTooLarge(result.total.plus(line.amount));
    result.lines.push_back(line);
}

/// What keeps a list from being used: a part with a price whose whole has none, or two units that overlap
/// without a price for what is both.
std::string problemOf(const std::vector<UnitPrice>& prices) {
    std::array<bool, priceUnitCount> has{};
    for (const UnitPrice& price : prices) has[price.unit] = true;
    for (const UnitPrice& price : prices)
        for (std::size_t whole = 0; whole < priceUnitCount; ++whole)
            if (isPartOf(price.unit, whole) && !has[whole])
                return "The price list has " + priceOfKey(price.unit) + " without " + priceOfKey(whole) + ".";
    for (const UnitPrice& a : prices)
        for (const UnitPrice& b : prices) {
            if (a.unit >= b.unit || !canOverlap(a.unit, b.unit)) continue;
            const auto both = overlapOf(a.unit, b.unit);
            if (!both || !has[*both])
                return "The price list has " + priceOfKey(a.unit) + " and " + priceOfKey(b.unit) +
                       ", but no price for what is both" + (both ? " (" + priceOfKey(*both) + ")." : ".");
        }
    return "";
}

} // namespace

bool PriceUsage::set(std::string_view usageKey, const Decimal& amount) {
    const auto unit = priceUnitOfUsage(usageKey);
    if (unit) amounts[*unit] = amount;
    return unit.has_value();
}

const UnitPrice::Step* UnitPrice::stepFor(const Decimal& tokens) const {
    const Step* step = nullptr;
    for (const Step& each : steps)
        if (tokens > Decimal::ofCount(each.start)) step = &each;
    return step;
}

PriceList::PriceList(std::vector<UnitPrice> list)
    : prices(std::move(list))
    , finestFirst(prices.size())
    , unusable(problemOf(prices)) {
    std::iota(finestFirst.begin(), finestFirst.end(), std::size_t{0});
    std::stable_sort(finestFirst.begin(), finestFirst.end(), [this](std::size_t a, std::size_t b) {
        return priceUnits()[prices[a].unit].detail() > priceUnits()[prices[b].unit].detail();
    });
}

const UnitPrice* PriceList::find(std::string_view priceKey) const {
    for (const UnitPrice& price : prices)
        if (priceUnits()[price.unit].priceKey == priceKey) return &price;
    return nullptr;
}

PriceList PriceList::with(const UnitPrice& price) const {
    std::vector<UnitPrice> changed = prices;
    const auto place = std::find_if(changed.begin(), changed.end(),
                                    [&](const UnitPrice& each) { return each.unit == price.unit; });
    if (place == changed.end())
        changed.push_back(price);
    else
        *place = price;
    return PriceList(std::move(changed));
}

PriceResult PriceList::priceOf(const PriceUsage& usage) const {
    PriceResult result;
    result.problem = unusable;
    if (!result) return result;
    try {
        refuseNegative(usage);
        const bool hasSteps = std::any_of(prices.begin(), prices.end(),
                                          [](const UnitPrice& price) { return !price.steps.empty(); });
        const Decimal prompt = hasSteps ? used(usage, inputTokens) : Decimal();
        const std::vector<Decimal> pieces = piecesOf(prices, finestFirst, usage);
        for (std::size_t i = 0; i < prices.size(); ++i) {
            if (pieces[i].isZero()) continue;
            PriceLine line{prices[i].unit, pieces[i], prices[i].base, {}, std::nullopt};
            if (const UnitPrice::Step* step = prices[i].stepFor(prompt)) {
                line.price = step->price;
                line.above = step->start;
            }
            line.amount = amountOf(line.quantity, line.price, priceUnits()[line.unit].per);
            add(line, result);
        }
    } catch (const Contradiction& contradiction) {
        result = PriceResult();
        result.problem = contradiction.what();
    }
    return result;
}

} // namespace tokenarium
