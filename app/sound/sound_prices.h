// SPDX-License-Identifier: GPL-3.0-or-later
// What sound costs where a vendor publishes a price.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tokenarium {

struct SoundPrice {
    std::string_view rule;  ///< id of an AudioTokenRule
    std::string_view model; ///< that the price is of
    double usdPerMillionTokens = 0;
    double usdPerMinute = 0; ///< instead: by time, rounded to the nearest second
    std::string_view source; ///< with the year
};

std::span<const SoundPrice> soundPrices();
const SoundPrice* findSoundPrice(std::string_view rule);
double soundCostUsd(const SoundPrice& price, double seconds, double tokens);

} // namespace tokenarium
