// SPDX-License-Identifier: GPL-3.0-or-later
// List prices without discounts; no price is guessed.
#include "app/sound/sound_prices.h"

#include <cmath>

namespace tokenarium {
namespace {

constexpr SoundPrice prices[] = {
    {"gemini-audio", "Gemini 2.5 Flash", "1.00", "", "Google, Gemini API pricing, 2025"},
    {"openai-realtime-input", "gpt-realtime", "32.00", "", "OpenAI, Realtime API: managing costs, 2026"},
    {"openai-realtime-output", "gpt-realtime", "64.00", "", "OpenAI, Realtime API: managing costs, 2026"},
    {"whisper", "whisper-1", "", "0.006", "OpenAI pricing, 2025: by the minute, not by tokens"},
};

} // namespace

std::span<const SoundPrice> soundPrices() { return prices; }

const SoundPrice* findSoundPrice(std::string_view rule) {
    for (const SoundPrice& price : prices)
        if (price.rule == rule) return &price;
    return nullptr;
}

Decimal soundCost(const SoundPrice& price, double seconds, std::uint64_t tokens) {
    constexpr int places = 9;
    if (!price.perMinute.empty()) {
        const Decimal whole = Decimal::ofCount(static_cast<std::uint64_t>(std::llround(seconds)));
        return Decimal::parse(price.perMinute)->times(whole)->dividedBy(Decimal(60), places).value();
    }
    return Decimal::parse(price.perMillionTokens)
        ->times(Decimal::ofCount(tokens))
        ->dividedByPowerOfTen(6)
        .value();
}

} // namespace tokenarium
