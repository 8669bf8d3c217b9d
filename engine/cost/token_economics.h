// SPDX-License-Identifier: GPL-3.0-or-later
// A factory of tokens: what they cost to make, what energy they take, and what must hold for more revenue.
#pragma once

#include "engine/cost/decimal.h"

#include <optional>

namespace tokenarium {

/// US dollars for a million tokens, the GPUs being busy for `utilization` of the time; 18 places. Nothing
/// where no token is made.
std::optional<Decimal> usdPerMillionTokens(const Decimal& gpus, const Decimal& usdPerGpuHour,
                                           double tokensPerSecond, double utilization);

struct TokenEnergy {
    double joulesPerToken = 0, kilowattHoursPerMillion = 0;
};
TokenEnergy tokenEnergy(double watts, double tokensPerSecond);

/// How a business has changed, as ratios of after to before.
struct FactoryChange {
    double revenueRatio = 1, unitCostRatio = 1, priceRatio = 1; ///< price and cost of a token
    double marginBefore = 0;                                    ///< share of the revenue that is profit
};
struct FactoryOutcome {
    double volumeRatio = 1; ///< tokens that must have been sold
    double totalCostRatio = 1;
    double marginAfter = 0;
    double profitRatio = 0; ///< infinite where there was no profit before
};
FactoryOutcome factoryOutcome(const FactoryChange& change);

/// So much more after so many weeks, steadily.
struct Growth {
    double weeklyFactor = 1, dailyFactor = 1;
    std::optional<double> doublingDays; ///< nothing: it does not grow
};
Growth growth(double ratio, double weeks);

/// An hour of a factory.
struct FactoryHour {
    double tokens = 0, energyKilowattHours = 0;
    Decimal cost, revenue;  ///< US dollars
    Decimal profit() const; ///< below 0: a loss
    double margin() const;  ///< profit as a share of the revenue; 0 where there is none
};
struct Factory {
    double gpus = 1;
    Decimal usdPerGpuHour;
    double tokensPerSecond = 0, utilization = 1;
    Decimal usdPerMillion; ///< price of a million tokens
    double wattsPerGpu = 0;
};
FactoryHour factoryHour(const Factory& factory);

/// At which share of the time the tokens that are sold pay for the GPUs; above 1: never. Infinite where
/// tokens bring nothing.
double breakEvenUtilization(const Factory& factory);

} // namespace tokenarium
