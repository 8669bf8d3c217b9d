// SPDX-License-Identifier: GPL-3.0-or-later
// From parameters and tokens to FLOPs, GPU hours, days, money and energy. Formula ids are those of
// facts/compute.json. Peaks are dense TFLOPS (10^12 FLOP/s without sparsity). Total functions: a division by
// nothing gives 0.
#pragma once

#include "engine/cost/decimal.h"

#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

inline constexpr double flopsPerPetaflopDay = 8.64e19;

/// "training total": C = 6·N·D (Kaplan et al., arXiv 2001.08361).
double sixNd(double parameters, double tokens);

struct TrainingRun {
    double flops = 0, petaflopDays = 0, tokensPerParameter = 0;
};
TrainingRun trainingRun(double parameters, double tokens);

/// "MFU from GPU hours": what a published run reached of its devices' peak, and its speed.
struct ImpliedSpeed {
    double mfu = 0, tokensPerGpuSecond = 0;
};
ImpliedSpeed impliedSpeed(double parameters, double tokens, double gpuHours, double peakTflops);

/// "time": what a run would take at an assumed utilization.
struct PlanInput {
    double parameters = 0, tokens = 0, gpus = 0, peakTflops = 0, mfu = 0;
};
struct Plan {
    double flops = 0, seconds = 0, days = 0, gpuHours = 0;
};
Plan trainingPlan(const PlanInput& input);

/// "MFU" as PaLM defines it, with and without the attention term.
struct MfuInput {
    double tokensPerSecond = 0, parameters = 0, layers = 0, heads = 0, headWidth = 0, positions = 0;
    double chips = 0, peakTflops = 0;
};
struct Mfu {
    double withoutAttention = 0, withAttention = 0;
};
Mfu modelFlopsUtilization(const MfuInput& input);

/// "energy" (Touvron et al., arXiv 2302.13971): watts of a device, overhead of the building (PUE), and what a
/// kWh emits.
struct Energy {
    double megawattHours = 0, tonnesCo2 = 0;
};
Energy trainingEnergy(double gpuHours, double watts, double pue, double kgCo2PerKwh);

/// "cost": GPU hours times price, to the last digit; each part and the sum. Nothing where more than 18 digits
/// would be needed.
struct TrainingBill {
    Decimal gpuHours, usd;
    std::vector<Decimal> usdParts; ///< in the order of the hours
};
std::optional<TrainingBill> trainingBill(std::span<const Decimal> gpuHours, const Decimal& usdPerGpuHour);

/// FLOPs a device can do per byte it reads, and the tokens per pass over the weights at which arithmetic
/// takes as long as reading them: 2·N·B / peak = bytes·N / bandwidth.
struct Balance {
    double flopsPerByte = 0, criticalBatchTokens = 0;
};
Balance deviceBalance(double peakTflops, double bandwidthGBs, double bytesPerParameter);

} // namespace tokenarium
