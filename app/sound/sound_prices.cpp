// SPDX-License-Identifier: GPL-3.0-or-later
// List prices without discounts; no price is guessed.
#include "app/sound/sound_prices.h"

#include <cmath>

namespace tokenarium {
namespace {

constexpr SoundPrice prices[] = {
    {"gemini-audio", "Gemini 2.5 Flash", 1.00, 0, "Google, Gemini API pricing, 2025"},
    {"openai-realtime-input", "gpt-realtime", 32, 0, "OpenAI, Realtime API: managing costs, 2026"},
    {"openai-realtime-output", "gpt-realtime", 64, 0, "OpenAI, Realtime API: managing costs, 2026"},
    {"whisper", "whisper-1", 0, 0.006, "OpenAI pricing, 2025: by the minute, not by tokens"},
};

} // namespace

std::span<const SoundPrice> soundPrices() { return prices; }

const SoundPrice* findSoundPrice(std::string_view rule) {
    for (const SoundPrice& price : prices)
        if (price.rule == rule) return &price;
    return nullptr;
}

double soundCostUsd(const SoundPrice& price, double seconds, double tokens) {
    if (price.usdPerMinute > 0) return std::round(seconds) / 60 * price.usdPerMinute;
    return tokens * price.usdPerMillionTokens / 1e6;
}

} // namespace tokenarium
