// SPDX-License-Identifier: GPL-3.0-or-later
// The formulas of the generated signals.
#include "engine/series/generated_series.h"

#include <cmath>
#include <random>

namespace tokenarium {

namespace {

constexpr double turn = 6.283185307179586;

/// Even in −1 … 1; the same on every machine, which std::normal_distribution is not.
class Noise {
public:
    explicit Noise(std::uint64_t seed) : source(seed) {}
    double next() { return static_cast<double>(source() >> 11) * 0x1p-52 - 1; }

private:
    std::mt19937_64 source;
};

std::vector<double> dayAndNight(std::size_t values, Noise& noise) {
    std::vector<double> series;
    double weather = 0;
    for (std::size_t hour = 0; hour < values; ++hour) {
        weather = 0.97 * weather + 0.6 * noise.next();
        const auto time = static_cast<double>(hour);
        series.push_back(12 + 0.01 * time - 5 * std::cos(turn * (time - 3) / 24) + weather);
    }
    return series;
}

/// A beat a second: the waves P, Q, R, S, T as bumps (place in the second, height, width).
double beat(double phase) {
    static constexpr double waves[5][3] = {{0.18, 0.15, 0.025},
                                           {0.275, -0.12, 0.010},
                                           {0.30, 1.10, 0.012},
                                           {0.33, -0.25, 0.012},
                                           {0.55, 0.30, 0.045}};
    double sum = 0;
    for (const auto& wave : waves) sum += wave[1] * std::exp(-0.5 * std::pow((phase - wave[0]) / wave[2], 2));
    return sum;
}

std::vector<double> heartbeat(std::size_t values, Noise& noise) {
    std::vector<double> series;
    double phase = 0, rate = 1.15;
    for (std::size_t i = 0; i < values; ++i) {
        series.push_back(beat(phase) + 0.015 * noise.next());
        phase += rate / 250;
        if (phase >= 1) {
            phase -= 1;
            rate = 1.15 + 0.08 * noise.next();
        }
    }
    return series;
}

std::vector<double> steps(std::size_t values, Noise& noise) {
    static constexpr double levels[4] = {0, 2.5, 6, 4};
    std::vector<double> series;
    std::size_t level = 0, left = 0;
    for (std::size_t i = 0; i < values; ++i) {
        if (left-- == 0) {
            level = (level + 1 + static_cast<std::size_t>((noise.next() + 1) * 1.5)) % 4;
            left = 20 + static_cast<std::size_t>((noise.next() + 1) * 30);
        }
        series.push_back(levels[level] + 0.15 * noise.next());
    }
    return series;
}

std::vector<double> spikes(std::size_t values, Noise& noise) {
    std::vector<double> series;
    for (std::size_t i = 0; i < values; ++i) {
        const bool rare = noise.next() > 0.96;
        series.push_back(1 + 0.2 * noise.next() + (rare ? 40 * (1 + noise.next()) : 0));
    }
    return series;
}

} // namespace

std::vector<double> generatedSeries(SeriesShape shape, std::size_t values, std::uint64_t seed) {
    Noise noise(seed);
    switch (shape) {
    case SeriesShape::DayAndNight: return dayAndNight(values, noise);
    case SeriesShape::Heartbeat: return heartbeat(values, noise);
    case SeriesShape::Steps: return steps(values, noise);
    case SeriesShape::Spikes: return spikes(values, noise);
    }
    return {};
}

} // namespace tokenarium
