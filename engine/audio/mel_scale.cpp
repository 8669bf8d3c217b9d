// SPDX-License-Identifier: GPL-3.0-or-later
// The mel scales and filters, in double precision.
#include "engine/audio/mel_scale.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

constexpr double kneeHertz = 1000, kneeMel = 15; ///< where Slaney's scale bends
const double slaneyStep = std::log(6.4) / 27;

} // namespace

double melOfHertz(double hertz, MelScale scale) {
    if (scale == MelScale::Htk) return 2595 * std::log10(1 + hertz / 700);
    return hertz < kneeHertz ? 3 * hertz / 200 : kneeMel + std::log(hertz / kneeHertz) / slaneyStep;
}

double hertzOfMel(double mel, MelScale scale) {
    if (scale == MelScale::Htk) return 700 * (std::pow(10.0, mel / 2595) - 1);
    return mel < kneeMel ? 200 * mel / 3 : kneeHertz * std::exp(slaneyStep * (mel - kneeMel));
}

MelSettings usableSettings(MelSettings settings) {
    settings.sampleRate = std::clamp<std::size_t>(settings.sampleRate, 100, 1'000'000);
    settings.window = std::clamp<std::size_t>(settings.window, 16, 16384) & ~std::size_t(1);
    settings.hop = std::clamp<std::size_t>(settings.hop, 1, settings.window);
    settings.bands = std::clamp<std::size_t>(settings.bands, 1, 512);
    const double top = static_cast<double>(settings.sampleRate) / 2;
    if (!(settings.highestHertz > 1) || settings.highestHertz > top) settings.highestHertz = top;
    if (!(settings.lowestHertz >= 0) || settings.lowestHertz > settings.highestHertz - 1)
        settings.lowestHertz = 0;
    return settings;
}

std::vector<MelFilter> melFilters(const MelSettings& given) {
    const MelSettings settings = usableSettings(given);
    const double lowest = melOfHertz(settings.lowestHertz, settings.scale);
    const double highest = melOfHertz(settings.highestHertz, settings.scale);
    const auto point = [&](std::size_t i) {
        const double part = static_cast<double>(i) / static_cast<double>(settings.bands + 1);
        return hertzOfMel(lowest + (highest - lowest) * part, settings.scale);
    };
    std::vector<MelFilter> filters(settings.bands);
    for (std::size_t band = 0; band < settings.bands; ++band) {
        MelFilter& filter = filters[band];
        filter.lowHertz = point(band);
        filter.centreHertz = point(band + 1);
        filter.highHertz = point(band + 2);
        const double height = 2 / (filter.highHertz - filter.lowHertz);
        for (std::size_t bin = 0; bin < settings.bins(); ++bin) {
            const double hertz = static_cast<double>(bin) * settings.binHertz();
            const double up = (hertz - filter.lowHertz) / (filter.centreHertz - filter.lowHertz);
            const double down = (filter.highHertz - hertz) / (filter.highHertz - filter.centreHertz);
            const double weight = std::min(up, down) * height;
            if (weight <= 0) continue;
            if (filter.weights.empty()) filter.firstBin = bin;
            filter.weights.push_back(weight);
        }
    }
    return filters;
}

} // namespace tokenarium
