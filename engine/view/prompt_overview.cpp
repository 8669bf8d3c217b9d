// SPDX-License-Identifier: GPL-3.0-or-later
// What lies behind the end of the window, and the two scales of the gauge.
#include "engine/view/prompt_overview.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {
constexpr double logarithmicUnit = 100; // tokens: below, the scale is nearly linear
}

std::vector<PartCard> withOverflow(std::vector<PartCard> cards, std::size_t contextWindow) {
    std::size_t end = 0;
    for (PartCard& card : cards) {
        const std::size_t tokens = card.tokens.value_or(0);
        end += tokens;
        card.beyond = end > contextWindow ? std::min(tokens, end - contextWindow) : 0;
    }
    return cards;
}

ContextGaugeScale::ContextGaugeScale(const ContextGauge& gauge)
    : logarithmic(gauge.isLogarithmic)
    , last(std::max({std::size_t{1}, gauge.tokens, gauge.window})) {
    if (logarithmic && !gauge.landmarks.empty()) last = std::max(last, gauge.landmarks.back().tokens);
}

double ContextGaugeScale::shareOf(std::size_t tokens) const {
    const double part = static_cast<double>(std::min(tokens, last)), all = static_cast<double>(last);
    return logarithmic ? std::log1p(part / logarithmicUnit) / std::log1p(all / logarithmicUnit) : part / all;
}

std::size_t ContextGaugeScale::tokensAt(double share) const {
    const double within = std::clamp(share, 0.0, 1.0), all = static_cast<double>(last);
    const double tokens =
        logarithmic ? logarithmicUnit * std::expm1(within * std::log1p(all / logarithmicUnit)) : within * all;
    return std::min(last, static_cast<std::size_t>(std::llround(tokens)));
}

} // namespace tokenarium
