// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing at any zoom gives what looking at every sample or frame would.
#include "engine/audio/spectrogram_pyramid.h"
#include "engine/audio/waveform_pyramid.h"
#include "engine/token/token.h"
#include "tests/engine/audio/test_signal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tokenarium {
namespace {

struct Zoom {
    double first, step;
};

std::vector<Zoom> someZooms(double count) {
    std::mt19937 random(5);
    std::vector<Zoom> zooms = {{0, count},     {0, count / 3}, {-10, 1}, {0, 0.25},
                               {count - 3, 1}, {count + 5, 2}, {3.7, 4}};
    for (int i = 0; i < 200; ++i) {
        const double part =
            std::ldexp(static_cast<double>(random() % 1000) / 1000, -static_cast<int>(random() % 12));
        zooms.push_back(
            {static_cast<double>(random() % 1000) / 1000 * count * 1.2 - 0.1 * count, count * part + 0.01});
    }
    return zooms;
}

/// The items that a pixel column shows, as the headers say it.
Span shown(const Zoom& zoom, std::size_t column, std::size_t count) {
    const double from = std::floor(zoom.first + static_cast<double>(column) * zoom.step);
    const double to =
        std::max(std::floor(zoom.first + static_cast<double>(column + 1) * zoom.step), from + 1);
    const double begin = std::clamp(from, 0.0, static_cast<double>(count));
    return {static_cast<std::size_t>(begin),
            static_cast<std::size_t>(std::clamp(to, begin, static_cast<double>(count)))};
}

TEST(WaveformPyramid, ColumnsAreTheRangesOfTheirSamples) {
    for (const std::size_t count : {0u, 1u, 63u, 64u, 65u, 255u, 4096u, 20000u}) {
        auto audio = std::make_shared<Audio>();
        std::mt19937 random(3);
        for (std::size_t i = 0; i < count; ++i)
            audio->samples.push_back(static_cast<float>(random() % 2001) / 1000 - 1);
        const WaveformPyramid pyramid(audio);
        for (const Zoom& zoom : someZooms(static_cast<double>(count))) {
            std::vector<SampleRange> columns(7);
            pyramid.columns(zoom.first, zoom.step, columns);
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const Span span = shown(zoom, c, count);
                SampleRange expected;
                if (!span.empty()) {
                    const auto [low, high] =
                        std::minmax_element(audio->samples.begin() + static_cast<std::ptrdiff_t>(span.begin),
                                            audio->samples.begin() + static_cast<std::ptrdiff_t>(span.end));
                    expected = {*low, *high};
                }
                ASSERT_EQ(columns[c], expected) << count << ' ' << zoom.first << ' ' << zoom.step << ' ' << c;
            }
        }
    }
}

TEST(SpectrogramPyramid, ColumnsAreMeansOrMaximaOfTheirFrames) {
    for (const std::size_t frames : {0u, 1u, 3u, 4u, 17u, 1000u}) {
        auto mel = std::make_shared<LogMel>();
        mel->settings.bands = 5;
        mel->frames = frames;
        std::mt19937 random(3);
        for (std::size_t i = 0; i < frames * 5; ++i)
            mel->values.push_back(static_cast<float>(random() % 2001) / 1000 - 1);
        const SpectrogramPyramid means(mel, SpectrogramPyramid::Reduction::Mean);
        const SpectrogramPyramid maxima(mel, SpectrogramPyramid::Reduction::Maximum);
        for (const Zoom& zoom : someZooms(static_cast<double>(frames))) {
            std::vector<float> mean(6 * 5), maximum(6 * 5);
            means.columns(zoom.first, zoom.step, mean);
            maxima.columns(zoom.first, zoom.step, maximum);
            for (std::size_t i = 0; i < mean.size(); ++i) {
                const Span span = shown(zoom, i / 5, frames);
                double sum = 0;
                float largest = -9;
                for (std::size_t t = span.begin; t < span.end; ++t) {
                    sum += mel->values[t * 5 + i % 5];
                    largest = std::max(largest, mel->values[t * 5 + i % 5]);
                }
                ASSERT_EQ(std::isnan(mean[i]), span.empty());
                ASSERT_EQ(std::isnan(maximum[i]), span.empty());
                if (span.empty()) continue;
                ASSERT_NEAR(mean[i], sum / static_cast<double>(span.size()), 1e-5)
                    << zoom.first << ' ' << zoom.step;
                ASSERT_EQ(maximum[i], largest);
            }
        }
    }
}

} // namespace
} // namespace tokenarium
