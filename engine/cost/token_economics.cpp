// SPDX-License-Identifier: GPL-3.0-or-later
// Costs, energy and ratios. Money is decimal; the speeds that it follows from are measured or estimated.
#include "engine/cost/token_economics.h"

#include <cmath>
#include <limits>

namespace tokenarium {

namespace {
constexpr double secondsPerHour = 3600, million = 1e6, joulesPerKilowattHour = 3.6e6, daysPerWeek = 7;
constexpr int moneyPlaces = 18;
} // namespace

std::optional<Decimal> usdPerMillionTokens(const Decimal& gpus, const Decimal& usdPerGpuHour,
                                           double tokensPerSecond, double utilization) {
    const auto tokens = Decimal::ofMeasured(tokensPerSecond * utilization * secondsPerHour);
    const auto hour = gpus.times(usdPerGpuHour);
    const auto all = hour ? hour->times(Decimal(1'000'000)) : std::nullopt;
    return tokens && all ? all->dividedBy(*tokens, moneyPlaces) : std::nullopt;
}

Decimal FactoryHour::profit() const { return revenue.minus(cost).value_or(Decimal()); }

double FactoryHour::margin() const { return revenue.isZero() ? 0 : profit().toDouble() / revenue.toDouble(); }

TokenEnergy tokenEnergy(double watts, double tokensPerSecond) {
    const double joules = watts / tokensPerSecond;
    return {joules, joules * million / joulesPerKilowattHour};
}

FactoryOutcome factoryOutcome(const FactoryChange& change) {
    FactoryOutcome outcome;
    outcome.volumeRatio = change.revenueRatio / change.priceRatio;
    outcome.totalCostRatio = outcome.volumeRatio * change.unitCostRatio;
    outcome.marginAfter = 1 - (1 - change.marginBefore) * outcome.totalCostRatio / change.revenueRatio;
    outcome.profitRatio = change.revenueRatio * outcome.marginAfter / change.marginBefore;
    return outcome;
}

Growth growth(double ratio, double weeks) {
    Growth result;
    const double perWeek = std::log(ratio) / weeks;
    result.weeklyFactor = std::exp(perWeek);
    result.dailyFactor = std::exp(perWeek / daysPerWeek);
    if (perWeek > 0) result.doublingDays = std::log(2.0) / (perWeek / daysPerWeek);
    return result;
}

namespace {

/// Numbers that are set or measured, times a price, in whole dollars and 18 places; 0 where that is too
/// large.
Decimal priced(double amount, const Decimal& usd, int powerOfTen = 0) {
    const auto counted = Decimal::ofMeasured(amount);
    const auto all = counted ? counted->rounded(moneyPlaces).times(usd) : std::nullopt;
    const auto each = all ? all->dividedByPowerOfTen(powerOfTen) : std::nullopt;
    return each ? each->rounded(moneyPlaces) : Decimal();
}

} // namespace

FactoryHour factoryHour(const Factory& factory) {
    FactoryHour hour;
    hour.tokens = factory.tokensPerSecond * factory.utilization * secondsPerHour;
    hour.cost = priced(factory.gpus, factory.usdPerGpuHour);
    hour.revenue = priced(hour.tokens, factory.usdPerMillion, 6);
    hour.energyKilowattHours = factory.gpus * factory.wattsPerGpu / 1000;
    return hour;
}

double breakEvenUtilization(const Factory& factory) {
    Factory full = factory;
    full.utilization = 1;
    const FactoryHour hour = factoryHour(full);
    return hour.revenue.isZero() ? std::numeric_limits<double>::infinity()
                                 : hour.cost.toDouble() / hour.revenue.toDouble();
}

} // namespace tokenarium
