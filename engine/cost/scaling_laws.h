// SPDX-License-Identifier: GPL-3.0-or-later
// How loss falls with parameters, tokens and compute: the fits of the literature. Loss in nats per token, N
// parameters, D tokens, C FLOPs. Formula ids are those of facts/compute.json. Arguments must be above 0;
// otherwise the result is NaN or infinite.
#pragma once

#include <span>
#include <string_view>

namespace tokenarium {

/// L(N, D) = E + A/N^α + B/D^β (Hoffmann et al., arXiv 2203.15556).
struct ChinchillaConstants {
    const char* name;
    double E, A, B, alpha, beta;
};
/// hoffmann2022_rounded and hoffmann2022_unrounded_exponents (the paper's), besiroglu2024 (the re-fit of
/// arXiv 2404.10102).
std::span<const ChinchillaConstants> chinchillaFits();
const ChinchillaConstants* chinchillaFit(std::string_view name); ///< nullptr where there is none

double chinchillaLoss(const ChinchillaConstants& fit, double parameters, double tokens);

/// The best split of C = 6ND ("Chinchilla optimum").
struct ChinchillaOptimum {
    double parameters = 0, tokens = 0, tokensPerParameter = 0, loss = 0;
};
ChinchillaOptimum chinchillaOptimum(const ChinchillaConstants& fit, double flops);

// Kaplan et al., arXiv 2001.08361.
double kaplanLossOfParameters(double parameters); ///< never short of data
double kaplanLossOfTokens(double tokens);         ///< never short of parameters
double kaplanLossOfCompute(double petaflopDays);  ///< spent in the best way
double kaplanLoss(double parameters, double tokens);
/// The best size for a budget: 1.3·10^9 · C^0.73, C in PF-days (section 6.1, Table 6); what is left of 6ND are
/// the tokens. Token tables do not count for Kaplan.
double kaplanOptimum(double flops);

} // namespace tokenarium
