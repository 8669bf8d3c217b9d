// SPDX-License-Identifier: GPL-3.0-or-later
// Kaiser-windowed sinc interpolation at a ratio of whole numbers.
#include "engine/audio/polyphase_filter.h"

#include "engine/audio/audio_kernels.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tokenarium {

namespace {

constexpr double attenuation = 100;           ///< dB
constexpr double flatPart = 0.9;              ///< of the lower rate's half
constexpr std::size_t mostWeights = 1u << 22; ///< 16 MB

struct Ratio {
    std::size_t phases = 0, step = 0; ///< 0: not whole numbers
};

Ratio ratioOf(double fromRate, double toRate) {
    const bool whole = fromRate == std::floor(fromRate) && toRate == std::floor(toRate);
    if (!whole || fromRate < 1 || toRate < 1 || fromRate > 1e9 || toRate > 1e9) return {};
    const auto from = static_cast<std::size_t>(fromRate), to = static_cast<std::size_t>(toRate);
    const std::size_t common = std::gcd(from, to);
    return {to / common, from / common};
}

/// Kaiser's rule for the length; even halves of whole vectors.
std::size_t tapsFor(double fromRate, double toRate) {
    const double lower = std::min(fromRate, toRate);
    const double transition = std::numbers::pi * (1 - flatPart) * lower / fromRate; // radians a sample
    const auto taps = static_cast<std::size_t>((attenuation - 8) / (2.285 * transition)) + 1;
    constexpr std::size_t unit = 2 * audio_kernels::lanes;
    return (taps + unit - 1) / unit * unit;
}

/// The modified Bessel function I₀ by its series.
double besselI0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; term > 1e-18 * sum; ++k) {
        term *= x / (2 * k) * (x / (2 * k));
        sum += term;
    }
    return sum;
}

} // namespace

bool PolyphaseFilter::suits(double fromRate, double toRate) {
    const Ratio ratio = ratioOf(fromRate, toRate);
    return ratio.phases > 0 && ratio.phases * tapsFor(fromRate, toRate) <= mostWeights;
}

PolyphaseFilter::PolyphaseFilter(double fromRate, double toRate)
    : phases(ratioOf(fromRate, toRate).phases)
    , step(ratioOf(fromRate, toRate).step)
    , taps(tapsFor(fromRate, toRate)) {
    const double cutOff = (1 + flatPart) / 2 * std::min(1.0, toRate / fromRate); // of half the first rate
    const double beta = 0.1102 * (attenuation - 8.7), half = static_cast<double>(taps) / 2;
    for (std::size_t p = 0; p < phases; ++p) {
        std::vector<double> row(taps);
        for (std::size_t j = 0; j < taps; ++j) {
            const double away =
                static_cast<double>(p) / static_cast<double>(phases) + half - 1 - static_cast<double>(j);
            const double angle = std::numbers::pi * cutOff * away, place = away / half;
            const double sinc = away == 0 ? 1 : std::sin(angle) / angle;
            row[j] = std::abs(place) < 1 ? sinc * besselI0(beta * std::sqrt(1 - place * place)) : 0;
        }
        const double sum = std::accumulate(row.begin(), row.end(), 0.0);
        for (const double weight : row) weights.push_back(static_cast<float>(weight / sum));
    }
    pending.assign(taps / 2 - 1, 0.0f); // before the first sample is silence
}

void PolyphaseFilter::append(std::span<const float> samples, bool last, std::vector<float>& out) {
    taken += samples.size();
    pending.insert(pending.end(), samples.begin(), samples.end());
    if (last) pending.insert(pending.end(), taps + step / phases + 1, 0.0f);
    const std::size_t wanted = (taken * phases + step - 1) / step;
    std::size_t at = 0;
    for (;;) {
        const std::size_t skipped = std::min(skip, pending.size() - at);
        at += skipped;
        skip -= skipped;
        if (skip > 0 || at + taps > pending.size() || (last && given == wanted)) break;
        out.push_back(audio_kernels::dotProduct(std::span(pending).subspan(at, taps),
                                                std::span(weights).subspan(phase * taps, taps)));
        ++given;
        phase += step;
        skip = phase / phases;
        phase %= phases;
    }
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace tokenarium
