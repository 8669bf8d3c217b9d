// SPDX-License-Identifier: GPL-3.0-or-later
// The log-mel spectrogram against the definition, against golden numbers, and at its edges.
#include "engine/audio/audio_kernels.h"
#include "engine/audio/mel_spectrogram.h"
#include "tests/engine/audio/test_signal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>

namespace tokenarium {
namespace {

using testing::inSinglePrecision;
using testing::plainLogMel;
using testing::TestSignal;

double largestDifference(const LogMel& fast, const testing::PlainLogMel& plain) {
    double largest = fast.frames == plain.frames.size() ? 0 : 1e9;
    for (std::size_t frame = 0; frame < std::min(fast.frames, plain.frames.size()); ++frame)
        for (std::size_t band = 0; band < fast.settings.bands; ++band)
            largest = std::max(largest, std::abs(fast.frame(frame)[band] - plain.frames[frame].scaled[band]));
    return largest;
}

/// For machines without the folder of facts: a few of its numbers.
TEST(MelSpectrogram, GoldenValues) {
    const std::vector<double> samples = TestSignal().samples();
    EXPECT_NEAR(samples[4], 0.4372399169790407, 1e-15);
    const auto plain = plainLogMel(samples, {});
    EXPECT_NEAR(plain.loudest, 2.03978150209, 1e-9);
    EXPECT_NEAR(plain.frames[0].scaled[0], 1.15457746401, 1e-9);
    EXPECT_NEAR(plain.frames[0].scaled[2], 1.19768797589, 1e-9);
    const auto fast = computeLogMel(inSinglePrecision(samples));
    ASSERT_EQ(fast->frames, 100U);
    EXPECT_NEAR(fast->frame(0)[0], 1.15457746401, 2e-4);
    const double mean = std::accumulate(fast->values.begin(), fast->values.end(), 0.0) / 8000;
    EXPECT_NEAR(mean, 0.425735553582, 2e-4);
}

std::filesystem::path factsFile() {
    const char* folder = std::getenv("TOKENARIUM_FACTS");
    return (folder ? std::filesystem::path(folder)
                   : std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "../shared/facts") /
           "multimodal.json";
}

/// The double-precision way keeps the tolerance of a double-precision pipeline.
TEST(MelSpectrogram, FactsInDoublePrecision) {
    if (!exists(factsFile())) GTEST_SKIP() << "skipped: no " << factsFile();
    std::ifstream in(factsFile());
    const nlohmann::json facts = nlohmann::json::parse(in);
    std::size_t checked = 0;
    for (const auto& one : facts["cases"]) {
        if (one["fn"] != "mm.log_mel" || !one["expected"].contains("columns")) continue;
        MelSettings settings;
        settings.bands = one["input"]["n_mels"];
        const auto plain = plainLogMel(TestSignal().samples(), settings);
        const double tolerance = one["tol"]["double_abs"];
        EXPECT_NEAR(plain.loudest, one["expected"]["global_log10_max"].get<double>(), tolerance);
        for (const auto& [frame, values] : one["expected"]["columns"].items())
            for (std::size_t band = 0; band < values.size(); ++band, ++checked)
                EXPECT_NEAR(plain.frames[std::stoul(frame)].scaled[band], values[band].get<double>(),
                            tolerance);
    }
    EXPECT_GE(checked, 4 * 80U + 128U);
}

TEST(MelSpectrogram, FastAgreesWithTheDefinitionAtManySettings) {
    const MelSettings several[] = {
        {16000, 400, 160, 80, 0, 8000, MelScale::Slaney},  {16000, 400, 160, 128, 0, 8000, MelScale::Htk},
        {16000, 512, 128, 40, 50, 7600, MelScale::Slaney}, {16000, 256, 256, 1, 0, 8000, MelScale::Slaney},
        {22050, 1024, 100, 64, 0, 11025, MelScale::Htk},   {16000, 16, 3, 20, 0, 8000, MelScale::Slaney}};
    TestSignal signal;
    signal.count = 4321;
    const std::vector<double> samples = signal.samples();
    for (const MelSettings& settings : several) {
        ASSERT_EQ(usableSettings(settings), settings);
        const auto fast = computeLogMel(inSinglePrecision(samples), settings);
        EXPECT_LT(largestDifference(*fast, plainLogMel(samples, settings)), 2e-4) << settings.window;
    }
}

TEST(MelSpectrogram, MirrorsShortRecordings) {
    for (const std::size_t count : {1u, 2u, 159u, 160u, 161u, 200u, 201u, 399u, 401u, 2559u, 2560u, 2561u}) {
        TestSignal signal;
        signal.count = count;
        const auto fast = computeLogMel(inSinglePrecision(signal.samples()));
        EXPECT_EQ(fast->frames, count / 160);
        EXPECT_LT(largestDifference(*fast, plainLogMel(signal.samples(), {})), 2e-4) << count;
    }
    EXPECT_EQ(computeLogMel({})->frames, 0U);
    const std::vector<std::size_t> places = {3, 2, 1, 0, 1, 2, 3, 2, 1, 0};
    for (std::size_t i = 0; i < places.size(); ++i)
        EXPECT_EQ(mirrored(static_cast<std::ptrdiff_t>(i) - 3, 4), places[i]);
}

TEST(MelSpectrogram, SilenceIsLevelAndQuietSoundKeepsItsRange) {
    const auto silence = computeLogMel(std::vector<float>(4000));
    EXPECT_EQ(silence->loudest, -10);
    EXPECT_THAT(silence->values, ::testing::Each(-1.5f));
    std::vector<float> samples = inSinglePrecision(TestSignal().samples());
    samples.resize(2 * samples.size()); // the second half is silence, raised to 80 dB below the loudest value
    const auto sound = computeLogMel(samples);
    EXPECT_FLOAT_EQ(*std::ranges::min_element(sound->values), (sound->loudest - 8 + 4) / 4);
    EXPECT_FLOAT_EQ(*std::ranges::max_element(sound->values), (sound->loudest + 4) / 4);
}

/// A louder copy is the same picture, raised: 20 dB are half a unit.
TEST(MelSpectrogram, LoudnessShiftsEveryValueAlike) {
    std::vector<double> samples = TestSignal().samples();
    const auto quiet = computeLogMel(inSinglePrecision(samples));
    for (double& sample : samples) sample *= 10;
    const auto loud = computeLogMel(inSinglePrecision(samples));
    for (std::size_t i = 0; i < quiet->values.size(); ++i)
        EXPECT_NEAR(loud->values[i] - quiet->values[i], 0.5, 1e-4);
}

TEST(MelSpectrogram, ANumberThatIsNoneMakesOneFrameSilent) {
    std::vector<float> samples = inSinglePrecision(TestSignal().samples());
    samples[8000] = std::numeric_limits<float>::quiet_NaN();
    const auto mel = computeLogMel(samples);
    for (const float value : mel->values) EXPECT_TRUE(std::isfinite(value));
}

TEST(MelSpectrogram, StepsOfAFrameFollowFromEachOther) {
    const std::vector<float> samples = inSinglePrecision(TestSignal().samples());
    const auto mel = computeLogMel(samples);
    const MelFrameSteps steps = melFrameSteps(samples, {}, 50, mel->loudest);
    ASSERT_EQ(steps.samples.size(), 400U);
    ASSERT_EQ(steps.power.size(), 201U);
    EXPECT_EQ(steps.samples[0], samples[50 * 160 - 200]);
    EXPECT_EQ(steps.window[0], 0);
    EXPECT_EQ(steps.window[200], 1);
    double inTime = 0, inFrequency = 0; // Parseval
    for (const double x : steps.windowed) inTime += x * x;
    for (std::size_t k = 0; k < 201; ++k) inFrequency += (k % 200 == 0 ? 1 : 2) * steps.power[k] / 400;
    EXPECT_NEAR(inTime, inFrequency, 1e-9 * inTime);
    for (std::size_t band = 0; band < 80; ++band) EXPECT_NEAR(steps.scaled[band], mel->frame(50)[band], 2e-4);
    const MelFrameSteps beyond = melFrameSteps(samples, {}, 1000, mel->loudest);
    EXPECT_THAT(beyond.power, ::testing::Each(0.0));
    EXPECT_EQ(melFrameSteps(std::span<const float>(), {}, 0, 0).scaled.size(), 80U);
}

TEST(MelSpectrogram, StopsAndTellsHowFarItIs) {
    std::stop_source stop;
    std::vector<double> parts;
    const std::vector<float> samples(16000 * 120);
    EXPECT_TRUE(computeLogMel(samples, {}, stop.get_token(), [&](double part) { parts.push_back(part); }));
    EXPECT_TRUE(std::ranges::is_sorted(parts));
    EXPECT_EQ(parts.back(), 1);
    EXPECT_FALSE(computeLogMel(samples, {}, stop.get_token(), [&](double) { stop.request_stop(); }));
}

TEST(MelScale, FiltersTouchEveryBinBetweenTheEdges) {
    for (const MelScale scale : {MelScale::Slaney, MelScale::Htk}) {
        MelSettings settings;
        settings.window = 4096;
        settings.scale = scale;
        for (const MelFilter& filter : melFilters(settings)) {
            double area = 0;
            for (const double weight : filter.weights) area += weight * settings.binHertz();
            EXPECT_NEAR(area, 1, 0.02) << filter.centreHertz;
        }
    }
}

TEST(MelScale, SettingsThatMakeNoSenseBecomeUsable) {
    MelSettings settings{0, 1, 0, 0, -5, 1e9, MelScale::Htk};
    const MelSettings usable = usableSettings(settings);
    EXPECT_EQ(usableSettings(usable), usable);
    settings = {16000, 401, 500, 100000, std::nan(""), std::nan(""), MelScale::Slaney};
    EXPECT_EQ(usableSettings(settings), (MelSettings{16000, 400, 400, 512, 0, 8000, MelScale::Slaney}));
    EXPECT_EQ(computeLogMel(std::vector<float>(1000), settings)->frames, 2U);
}

TEST(AudioKernels, LogarithmsOfManyMagnitudes) {
    std::vector<float> values, expected;
    for (int i = -130; i < 130; ++i) values.push_back(std::pow(10.0f, static_cast<float>(i) / 10));
    values.insert(values.end(), {0, -1, std::numeric_limits<float>::quiet_NaN()});
    for (const float value : values) expected.push_back(std::log10(value > 1e-10f ? value : 1e-10f));
    EXPECT_NEAR(audio_kernels::logarithms(values), 12.9, 1e-5);
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], expected[i], 2e-6);
}

} // namespace
} // namespace tokenarium
