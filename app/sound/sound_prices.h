// SPDX-License-Identifier: GPL-3.0-or-later
// What sound costs where a vendor publishes a price.
#pragma once

#include "engine/cost/decimal.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace tokenarium {

struct SoundPrice {
    std::string_view rule;             ///< id of an AudioTokenRule
    std::string_view model;            ///< that the price is of
    std::string_view perMillionTokens; ///< US dollars: "1.00"; empty where time is billed
    std::string_view perMinute;        ///< US dollars, by time rounded to the nearest second
    std::string_view source;           ///< with the year
};

std::span<const SoundPrice> soundPrices();
const SoundPrice* findSoundPrice(std::string_view rule);
/// US dollars; those by the minute are rounded after nine places.
Decimal soundCost(const SoundPrice& price, double seconds, std::uint64_t tokens);

} // namespace tokenarium
