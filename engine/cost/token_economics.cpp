// SPDX-License-Identifier: GPL-3.0-or-later
// Costs, energy and ratios. These are estimates for charts; bills are computed with Decimal.
#include "engine/cost/token_economics.h"

#include <cmath>
#include <limits>

namespace tokenarium {

namespace {
constexpr double secondsPerHour = 3600, million = 1e6, joulesPerKilowattHour = 3.6e6, daysPerWeek = 7;
}

double usdPerMillionTokens(double gpus, double usdPerGpuHour, double tokensPerSecond, double utilization) {
    return gpus * usdPerGpuHour / (tokensPerSecond * utilization * secondsPerHour) * million;
}

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

FactoryHour factoryHour(const Factory& factory) {
    FactoryHour hour;
    hour.tokens = factory.tokensPerSecond * factory.utilization * secondsPerHour;
    hour.cost = factory.gpus * factory.usdPerGpuHour;
    hour.revenue = hour.tokens / million * factory.usdPerMillion;
    hour.energyKilowattHours = factory.gpus * factory.wattsPerGpu / 1000;
    return hour;
}

double breakEvenUtilization(const Factory& factory) {
    const double full = factory.tokensPerSecond * secondsPerHour / million * factory.usdPerMillion;
    return full > 0 ? factory.gpus * factory.usdPerGpuHour / full : std::numeric_limits<double>::infinity();
}

} // namespace tokenarium
