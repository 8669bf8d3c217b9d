// SPDX-License-Identifier: GPL-3.0-or-later
// Training runs in numbers.
#include "engine/cost/training_cost.h"

namespace tokenarium {
namespace {

constexpr double tera = 1e12, giga = 1e9, secondsPerHour = 3600, secondsPerDay = 86400;

double ratio(double a, double b) { return b > 0 ? a / b : 0; }

} // namespace

double sixNd(double parameters, double tokens) { return 6 * parameters * tokens; }

TrainingRun trainingRun(double parameters, double tokens) {
    const double flops = sixNd(parameters, tokens);
    return {flops, flops / flopsPerPetaflopDay, ratio(tokens, parameters)};
}

ImpliedSpeed impliedSpeed(double parameters, double tokens, double gpuHours, double peakTflops) {
    const double gpuSeconds = gpuHours * secondsPerHour;
    return {ratio(sixNd(parameters, tokens), gpuSeconds * peakTflops * tera), ratio(tokens, gpuSeconds)};
}

Plan trainingPlan(const PlanInput& input) {
    Plan plan;
    plan.flops = sixNd(input.parameters, input.tokens);
    plan.seconds = ratio(plan.flops, input.gpus * input.peakTflops * tera * input.mfu);
    plan.days = plan.seconds / secondsPerDay;
    plan.gpuHours = plan.seconds * input.gpus / secondsPerHour;
    return plan;
}

Mfu modelFlopsUtilization(const MfuInput& input) {
    const double plain = 6 * input.parameters;
    const double attention = 12 * input.layers * input.heads * input.headWidth * input.positions;
    const double peak = input.chips * input.peakTflops * tera;
    return {ratio(input.tokensPerSecond * plain, peak),
            ratio(input.tokensPerSecond * (plain + attention), peak)};
}

Energy trainingEnergy(double gpuHours, double watts, double pue, double kgCo2PerKwh) {
    const double megawattHours = gpuHours * watts * pue / 1e6;
    return {megawattHours, megawattHours * kgCo2PerKwh};
}

std::optional<TrainingBill> trainingBill(std::span<const Decimal> gpuHours, const Decimal& usdPerGpuHour) {
    TrainingBill bill;
    for (const Decimal& hours : gpuHours) {
        const auto part = hours.times(usdPerGpuHour);
        const auto hourSum = bill.gpuHours.plus(hours);
        const auto usdSum = part ? bill.usd.plus(*part) : std::nullopt;
        if (!hourSum || !usdSum) return std::nullopt;
        bill.gpuHours = *hourSum;
        bill.usd = *usdSum;
        bill.usdParts.push_back(*part);
    }
    return bill;
}

Balance deviceBalance(double peakTflops, double bandwidthGBs, double bytesPerParameter) {
    const double flopsPerByte = ratio(peakTflops * tera, bandwidthGBs * giga);
    return {flopsPerByte, flopsPerByte * bytesPerParameter / 2};
}

} // namespace tokenarium
