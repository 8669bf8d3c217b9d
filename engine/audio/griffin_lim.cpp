// SPDX-License-Identifier: GPL-3.0-or-later
// Fast Griffin-Lim on log-mel spectrograms.
#include "engine/audio/griffin_lim.h"

#include "engine/audio/fourier.h"
#include "engine/audio/k_means.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace tokenarium {

namespace {

using Complex = std::complex<float>;

constexpr std::size_t powerSteps = 40;
constexpr std::size_t stretchFrames = 6000, overlapFrames = 16; ///< a minute at a time, 160 ms faded

struct FloatFilter {
    std::size_t first;
    std::vector<float> weights;
};

/// One frame: power [bins] from mel power.
void solveFrame(const std::vector<FloatFilter>& filters, std::span<const float> mel, std::span<float> power) {
    std::vector<float> wanted(power.size()), got(power.size());
    for (std::size_t band = 0; band < filters.size(); ++band)
        for (std::size_t i = 0; i < filters[band].weights.size(); ++i)
            wanted[filters[band].first + i] += filters[band].weights[i] * mel[band];
    std::ranges::fill(power, 1.0f);
    for (std::size_t step = 0; step < powerSteps; ++step) {
        std::ranges::fill(got, 0.0f);
        for (const FloatFilter& filter : filters) {
            float sum = 0;
            for (std::size_t i = 0; i < filter.weights.size(); ++i)
                sum += filter.weights[i] * power[filter.first + i];
            for (std::size_t i = 0; i < filter.weights.size(); ++i)
                got[filter.first + i] += filter.weights[i] * sum;
        }
        for (std::size_t bin = 0; bin < power.size(); ++bin)
            power[bin] = got[bin] > 0 ? power[bin] * (wanted[bin] / got[bin]) : 0.0f;
    }
}

/// The loop for one stretch of frames; frame t has its middle on sample t × hop, as in computeLogMel.
class PhaseSearch {
public:
    PhaseSearch(const MelSettings& given, std::vector<float> power, std::uint64_t& random)
        : settings(given)
        , bins(given.bins())
        , frames(power.size() / bins)
        , magnitude(std::move(power))
        , transform(given.window, 1)
        , phase(magnitude.size())
        , before(magnitude.size()) {
        for (const double value : hannWindow(settings.window)) window.push_back(static_cast<float>(value));
        for (float& value : magnitude) value = std::sqrt(value);
        for (Complex& value : phase) {
            const double angle = 2 * std::numbers::pi * nextUniform(random);
            value = {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
        }
        sound.resize(frames * settings.hop + settings.window);
        overlap.resize(sound.size());
        for (std::size_t t = 0; t < frames; ++t)
            for (std::size_t i = 0; i < settings.window; ++i)
                overlap[t * settings.hop + i] += window[i] * window[i];
    }

    void improve(double momentum) {
        makeSound();
        const auto push = static_cast<float>(momentum / (1 + momentum));
        for (std::size_t t = 0; t < frames; ++t) {
            analyse(t);
            for (std::size_t bin = 0; bin < bins; ++bin) {
                const std::size_t at = t * bins + bin;
                const Complex now = transform.spectrum()[bin], further = now - push * before[at];
                const float size = std::abs(further);
                phase[at] = size > 1e-12f ? further / size : Complex(1);
                before[at] = now;
            }
        }
    }

    /// [frames × hop], without the half windows before and behind.
    std::span<const float> result() {
        makeSound();
        return std::span<const float>(sound).subspan(settings.window / 2, frames * settings.hop);
    }

private:
    /// Adds up all frames, each windowed again, and divides by the windows: the sound whose frames are
    /// nearest.
    void makeSound() {
        std::ranges::fill(sound, 0.0f);
        const float scale = 1 / static_cast<float>(settings.window); // FFTW's way back multiplies by it
        for (std::size_t t = 0; t < frames; ++t) {
            for (std::size_t bin = 0; bin < bins; ++bin)
                transform.spectrum()[bin] = magnitude[t * bins + bin] * phase[t * bins + bin];
            transform.backward();
            float* to = sound.data() + t * settings.hop;
            for (std::size_t i = 0; i < settings.window; ++i)
                to[i] += transform.input()[i] * window[i] * scale;
        }
        for (std::size_t i = 0; i < sound.size(); ++i)
            sound[i] = overlap[i] > 1e-3f ? sound[i] / overlap[i] : 0.0f;
    }

    void analyse(std::size_t t) {
        const float* from = sound.data() + t * settings.hop;
        for (std::size_t i = 0; i < settings.window; ++i) transform.input()[i] = from[i] * window[i];
        transform.forward();
    }

    MelSettings settings;
    std::size_t bins, frames;
    std::vector<float> magnitude; ///< [frames, bins]
    FourierTransform transform;
    std::vector<Complex> phase, before; ///< [frames, bins]
    std::vector<float> window, sound, overlap;
};

/// Puts `piece` at `begin` of `out`, fading over from what is there already.
void join(std::vector<float>& out, std::size_t begin, std::span<const float> piece) {
    const std::size_t common = out.size() - begin;
    for (std::size_t i = 0; i < common; ++i) {
        const float share = (static_cast<float>(i) + 0.5f) / static_cast<float>(common);
        out[begin + i] += share * (piece[i] - out[begin + i]);
    }
    out.insert(out.end(), piece.begin() + static_cast<std::ptrdiff_t>(common), piece.end());
}

} // namespace

std::vector<float> linearPower(const LogMel& mel, std::size_t firstFrame, std::size_t frames) {
    std::vector<FloatFilter> filters;
    for (const MelFilter& filter : melFilters(mel.settings))
        filters.push_back({filter.firstBin, {filter.weights.begin(), filter.weights.end()}});
    const std::size_t bins = mel.settings.bins();
    std::vector<float> power(frames * bins), melPower(mel.settings.bands);
    for (std::size_t t = 0; t < frames; ++t) {
        const auto values = mel.frame(firstFrame + t);
        for (std::size_t band = 0; band < melPower.size(); ++band)
            melPower[band] = std::pow(10.0f, std::min(values[band] * 4 - 4, 15.0f));
        solveFrame(filters, melPower, std::span(power).subspan(t * bins, bins));
    }
    return power;
}

std::optional<std::vector<float>> griffinLim(const LogMel& mel, const GriffinLimOptions& options,
                                             std::stop_token stop,
                                             const std::function<void(double)>& progress) {
    std::vector<float> out;
    out.reserve(mel.frames * mel.settings.hop);
    std::uint64_t random = options.seed;
    for (std::size_t first = 0; first < mel.frames;) {
        const std::size_t end = std::min(first + stretchFrames, mel.frames);
        PhaseSearch search(mel.settings, linearPower(mel, first, end - first), random);
        for (std::size_t i = 0; i < options.iterations; ++i) {
            if (stop.stop_requested()) return std::nullopt;
            search.improve(options.momentum);
            const double part = static_cast<double>(i + 1) / static_cast<double>(options.iterations);
            if (progress)
                progress((static_cast<double>(first) + part * static_cast<double>(end - first)) /
                         static_cast<double>(mel.frames));
        }
        join(out, first * mel.settings.hop, search.result());
        first = end == mel.frames ? end : end - overlapFrames;
    }
    return out;
}

double logMelDistance(const LogMel& a, const LogMel& b, double rangeDecibels) {
    const std::size_t count = std::min(a.frames, b.frames) * a.settings.bands;
    if (count == 0 || a.settings.bands != b.settings.bands) return 0;
    const auto loudest = static_cast<double>(std::max(a.loudest, b.loudest));
    const double floor = (loudest + 4) / 4 - rangeDecibels / 40;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double difference = std::max<double>(a.values[i], floor) - std::max<double>(b.values[i], floor);
        sum += difference * difference;
    }
    return 40 * std::sqrt(sum / static_cast<double>(count));
}

} // namespace tokenarium
