// SPDX-License-Identifier: GPL-3.0-or-later
// The fitted laws and their constants.
#include "engine/cost/scaling_laws.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr ChinchillaConstants fits[] = {
    {"hoffmann2022_rounded", 1.69, 406.4, 410.7, 0.34, 0.28},
    {"hoffmann2022_unrounded_exponents", 1.69, 406.4, 410.7, 0.3392, 0.2849},
    {"besiroglu2024", 1.8172, 482.01, 2085.43, 0.3478, 0.3658},
};

} // namespace

std::span<const ChinchillaConstants> chinchillaFits() { return fits; }

const ChinchillaConstants* chinchillaFit(std::string_view name) {
    const auto place = std::find_if(std::begin(fits), std::end(fits),
                                    [&](const ChinchillaConstants& one) { return name == one.name; });
    return place == std::end(fits) ? nullptr : place;
}

double chinchillaLoss(const ChinchillaConstants& fit, double parameters, double tokens) {
    return fit.E + fit.A / std::pow(parameters, fit.alpha) + fit.B / std::pow(tokens, fit.beta);
}

ChinchillaOptimum chinchillaOptimum(const ChinchillaConstants& fit, double flops) {
    const double both = fit.alpha + fit.beta;
    const double g = std::pow(fit.alpha * fit.A / (fit.beta * fit.B), 1 / both);
    ChinchillaOptimum best;
    best.parameters = g * std::pow(flops / 6, fit.beta / both);
    best.tokens = std::pow(flops / 6, fit.alpha / both) / g;
    best.tokensPerParameter = best.tokens / best.parameters;
    best.loss = chinchillaLoss(fit, best.parameters, best.tokens);
    return best;
}

double kaplanLossOfParameters(double parameters) { return std::pow(8.8e13 / parameters, 0.076); }
double kaplanLossOfTokens(double tokens) { return std::pow(5.4e13 / tokens, 0.095); }
double kaplanLossOfCompute(double petaflopDays) { return std::pow(3.1e8 / petaflopDays, 0.050); }

double kaplanLoss(double parameters, double tokens) {
    constexpr double alphaN = 0.076, alphaD = 0.103; // Table 2: fitted together, so not those above
    return std::pow(std::pow(6.4e13 / parameters, alphaN / alphaD) + 1.8e13 / tokens, alphaD);
}

double kaplanOptimum(double flops) {
    constexpr double flopsOfOne = 8.64e19; // a PF-day
    return 1.3e9 * std::pow(flops / flopsOfOne, 0.73);
}

} // namespace tokenarium
