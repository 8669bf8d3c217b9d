// SPDX-License-Identifier: GPL-3.0-or-later
// The log-mel spectrogram, sixteen frames at a time: their spectra lie interleaved, so that every step after
// the Fourier transform works on sixteen neighbours.
#include "engine/audio/mel_spectrogram.h"

#include "engine/audio/audio_kernels.h"
#include "engine/audio/fourier.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tokenarium {

namespace {

constexpr double leastPower = 1e-10;
constexpr double range = 8; ///< decades below the loudest value that are kept
constexpr std::size_t lanes = audio_kernels::lanes;

class FrameBatch {
public:
    explicit FrameBatch(const MelSettings& given)
        : settings(given)
        , transform(settings.window, lanes)
        , power(settings.bins() * lanes)
        , mel(settings.bands * lanes) {
        for (const double value : hannWindow(settings.window)) window.push_back(static_cast<float>(value));
        for (const MelFilter& filter : melFilters(settings)) {
            firstBins.push_back(filter.firstBin);
            weights.emplace_back(filter.weights.begin(), filter.weights.end());
        }
        for (std::size_t band = 0; band < weights.size(); ++band)
            triangles.push_back({firstBins[band], weights[band]});
    }

    /// Mel power of frames first … first + count − 1 (at most sixteen) into out [count, bands].
    void compute(std::span<const float> samples, std::size_t first, std::size_t count, float* out) {
        for (std::size_t lane = 0; lane < count; ++lane) putFrame(samples, first + lane, lane);
        transform.forward();
        audio_kernels::filteredPower(transform.spectrum(), triangles, power, mel);
        for (std::size_t lane = 0; lane < count; ++lane)
            for (std::size_t band = 0; band < settings.bands; ++band)
                out[lane * settings.bands + band] = mel[band * lanes + lane];
    }

private:
    void putFrame(std::span<const float> samples, std::size_t frame, std::size_t lane) {
        float* to = transform.input().data() + lane * settings.window;
        const auto begin = static_cast<std::ptrdiff_t>(frame * settings.hop) -
                           static_cast<std::ptrdiff_t>(settings.window / 2);
        if (begin >= 0 && static_cast<std::size_t>(begin) + settings.window <= samples.size()) {
            const float* from = samples.data() + begin;
            for (std::size_t i = 0; i < settings.window; ++i) to[i] = from[i] * window[i];
            return;
        }
        for (std::size_t i = 0; i < settings.window; ++i)
            to[i] = samples[mirrored(begin + static_cast<std::ptrdiff_t>(i), samples.size())] * window[i];
    }

    MelSettings settings;
    FourierTransform transform;
    std::vector<float> power, mel, window;
    std::vector<std::size_t> firstBins;
    std::vector<std::vector<float>> weights;
    std::vector<audio_kernels::Triangle> triangles;
};

/// |DFT|² by the definition; the angles come from a table of one turn, so they are exact for every bin.
std::vector<double> powerByDefinition(const std::vector<double>& x) {
    const std::size_t n = x.size();
    std::vector<double> cosine(n), sine(n), power(n / 2 + 1);
    for (std::size_t i = 0; i < n; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n);
        cosine[i] = std::cos(angle);
        sine[i] = std::sin(angle);
    }
    for (std::size_t k = 0; k < power.size(); ++k) {
        double real = 0, imaginary = 0;
        for (std::size_t i = 0, turn = 0; i < n; ++i, turn = (turn + k) % n) {
            real += x[i] * cosine[turn];
            imaginary -= x[i] * sine[turn];
        }
        power[k] = real * real + imaginary * imaginary;
    }
    return power;
}

template<typename Sample>
MelFrameSteps stepsOf(std::span<const Sample> samples, const MelSettings& given, std::size_t at,
                      double loudest) {
    const MelSettings settings = usableSettings(given);
    MelFrameSteps steps;
    const auto begin =
        static_cast<std::ptrdiff_t>(at * settings.hop) - static_cast<std::ptrdiff_t>(settings.window / 2);
    const bool inside = !samples.empty() && begin < static_cast<std::ptrdiff_t>(samples.size());
    steps.window = hannWindow(settings.window);
    for (std::size_t i = 0; i < settings.window; ++i) {
        const std::ptrdiff_t place = begin + static_cast<std::ptrdiff_t>(i);
        steps.samples.push_back(inside ? double(samples[mirrored(place, samples.size())]) : 0.0);
        steps.windowed.push_back(steps.samples[i] * steps.window[i]);
    }
    steps.power = powerByDefinition(steps.windowed);
    for (const MelFilter& filter : melFilters(settings)) {
        double sum = 0;
        for (std::size_t i = 0; i < filter.weights.size(); ++i)
            sum += filter.weights[i] * steps.power[filter.firstBin + i];
        steps.melPower.push_back(sum);
        steps.logPower.push_back(std::log10(sum > leastPower ? sum : leastPower));
        steps.clamped.push_back(std::max(steps.logPower.back(), loudest - range));
        steps.scaled.push_back((steps.clamped.back() + 4) / 4);
    }
    return steps;
}

} // namespace

std::size_t mirrored(std::ptrdiff_t at, std::size_t count) {
    if (count == 1) return 0;
    const auto period = 2 * (static_cast<std::ptrdiff_t>(count) - 1);
    std::ptrdiff_t place = at % period;
    if (place < 0) place += period;
    return static_cast<std::size_t>(std::min(place, period - place));
}

std::vector<double> hannWindow(std::size_t size) {
    std::vector<double> window(size);
    for (std::size_t i = 0; i < size; ++i)
        window[i] =
            0.5 * (1 - std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size)));
    return window;
}

std::optional<LogMel> computeLogMel(std::span<const float> samples, const MelSettings& settings,
                                    std::stop_token stop, const std::function<void(double)>& progress) {
    constexpr std::size_t stretch = 256 * lanes; // frames between two looks at the stop token
    LogMel mel;
    mel.settings = usableSettings(settings);
    mel.frames = samples.size() / mel.settings.hop;
    mel.values.resize(mel.frames * mel.settings.bands);
    FrameBatch batch(mel.settings);
    for (std::size_t begin = 0; begin < mel.frames; begin += stretch) {
        if (stop.stop_requested()) return std::nullopt;
        const std::size_t end = std::min(begin + stretch, mel.frames);
        for (std::size_t frame = begin; frame < end; frame += lanes)
            batch.compute(samples, frame, std::min(lanes, end - frame),
                          mel.values.data() + frame * mel.settings.bands);
        const auto done =
            std::span(mel.values).subspan(begin * mel.settings.bands, (end - begin) * mel.settings.bands);
        mel.loudest = std::max(mel.loudest, audio_kernels::logarithms(done));
        if (progress) progress(static_cast<double>(end) / static_cast<double>(mel.frames));
    }
    audio_kernels::raisedAndScaled(mel.values, mel.loudest - static_cast<float>(range));
    return mel;
}

MelFrameSteps melFrameSteps(std::span<const float> samples, const MelSettings& settings, std::size_t at,
                            double loudest) {
    return stepsOf(samples, settings, at, loudest);
}

MelFrameSteps melFrameSteps(std::span<const double> samples, const MelSettings& settings, std::size_t at,
                            double loudest) {
    return stepsOf(samples, settings, at, loudest);
}

} // namespace tokenarium
