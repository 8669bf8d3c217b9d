// SPDX-License-Identifier: GPL-3.0-or-later
// Sound made out of spectrograms: it has the spectrogram, and the longer one searches the more so.
#include "engine/audio/audio_file.h"
#include "engine/audio/griffin_lim.h"
#include "tests/engine/audio/test_signal.h"

#include <gtest/gtest.h>

namespace tokenarium {
namespace {

LogMel spoken() {
    const std::filesystem::path file =
        std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "resources/samples/audio/english-1-woman.flac";
    return *computeLogMel(loadAudio(file)->audio.samples);
}

double distanceAfter(const LogMel& mel, std::size_t iterations, double momentum) {
    return logMelDistance(mel, *computeLogMel(*griffinLim(mel, {iterations, momentum, 1})));
}

TEST(GriffinLim, MoreIterationsComeNearer) {
    const LogMel mel = spoken();
    for (const double momentum : {0.0, 0.99}) {
        double before = 1e9;
        for (const std::size_t iterations : {0u, 1u, 4u, 16u, 64u}) {
            const double distance = distanceAfter(mel, iterations, momentum);
            EXPECT_LT(distance, before) << iterations;
            before = distance;
        }
    }
    EXPECT_LT(distanceAfter(mel, 32, 0.99), 1.5);
    EXPECT_LT(distanceAfter(mel, 32, 0.99), distanceAfter(mel, 32, 0));
}

TEST(GriffinLim, APureToneIsFoundAgain) {
    testing::TestSignal signal;
    signal.chirpAmplitude = signal.noiseAmplitude = 0;
    signal.sineHertz = 1000;
    const auto mel = computeLogMel(testing::inSinglePrecision(signal.samples()));
    const auto sound = griffinLim(*mel);
    ASSERT_EQ(sound->size(), mel->frames * 160);
    double squares = 0;
    std::size_t crossings = 0;
    for (std::size_t i = 4000; i < 12000; ++i) {
        squares += double((*sound)[i]) * double((*sound)[i]);
        crossings += ((*sound)[i] < 0) != ((*sound)[i - 1] < 0);
    }
    EXPECT_NEAR(std::sqrt(squares / 8000), 0.5 / std::sqrt(2), 0.05); // as loud
    EXPECT_NEAR(static_cast<double>(crossings), 1000, 20);            // 1000 Hz for half a second
}

/// filters × power is the mel power again, and no power is negative.
TEST(GriffinLim, LinearPowerExplainsTheMelPower) {
    const LogMel mel = spoken();
    const std::vector<float> power = linearPower(mel, 0, mel.frames);
    const std::vector<MelFilter> filters = melFilters(mel.settings);
    double off = 0, whole = 0;
    for (std::size_t t = 0; t < mel.frames; ++t)
        for (std::size_t band = 0; band < filters.size(); ++band) {
            double sum = 0;
            for (std::size_t i = 0; i < filters[band].weights.size(); ++i)
                sum += filters[band].weights[i] * power[t * 201 + filters[band].firstBin + i];
            const double wanted = std::pow(10.0, mel.frame(t)[band] * 4 - 4);
            off += (sum - wanted) * (sum - wanted);
            whole += wanted * wanted;
        }
    EXPECT_LT(std::sqrt(off / whole), 0.02);
    for (const float value : power) ASSERT_GE(value, 0);
}

TEST(GriffinLim, LongSoundIsJoinedWithoutAJump) {
    testing::TestSignal signal;
    signal.count = 16000 * 61;
    signal.chirpAmplitude = signal.noiseAmplitude = 0;
    const auto mel = computeLogMel(testing::inSinglePrecision(signal.samples()));
    const auto sound = griffinLim(*mel, {4, 0.99, 1});
    ASSERT_EQ(sound->size(), mel->frames * 160);
    const auto largestStep = [&](std::size_t begin, std::size_t end) {
        float largest = 0;
        for (std::size_t i = begin + 1; i < end; ++i)
            largest = std::max(largest, std::abs((*sound)[i] - (*sound)[i - 1]));
        return largest;
    };
    const std::size_t seam = 6000 * 160, faded = 16 * 160;
    EXPECT_LT(largestStep(seam - 2 * faded, seam + faded), 1.2f * largestStep(160000, 320000));
    for (std::size_t i = 0; i + 800 < 2 * faded; i += 800) // nor a hole
        EXPECT_GT(largestStep(seam - faded + i, seam - faded + i + 800), 0.01f) << i;
}

TEST(GriffinLim, NothingSilenceAndStop) {
    EXPECT_TRUE(griffinLim(LogMel())->empty());
    const auto silence = griffinLim(*computeLogMel(std::vector<float>(1600)));
    for (const float sample : *silence) EXPECT_NEAR(sample, 0, 1e-4);
    std::stop_source stop;
    EXPECT_FALSE(griffinLim(spoken(), {}, stop.get_token(), [&](double) { stop.request_stop(); }));
    const LogMel mel = spoken();
    EXPECT_EQ(logMelDistance(mel, mel), 0);
    EXPECT_EQ(logMelDistance(mel, LogMel()), 0);
}

} // namespace
} // namespace tokenarium
