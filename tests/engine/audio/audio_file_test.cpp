// SPDX-License-Identifier: GPL-3.0-or-later
// Sound files of every kind, their damage, and resampling.
#include "engine/audio/audio_file.h"
#include "engine/audio/resample.h"
#include "tests/engine/audio/test_signal.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sndfile.h>

#include <limits>
#include <stdexcept>

extern "C" int fuzz_audio_file(const std::uint8_t* data, std::size_t size);

#ifdef __SANITIZE_ADDRESS__
/// libsndfile 1.2 loses 6 KB each time a damaged Ogg Vorbis file cannot be opened.
extern "C" const char* __lsan_default_suppressions() { return "leak:vorbis_"; }
#endif

namespace tokenarium {
namespace {

using ::testing::HasSubstr;
using testing::readFile;
using testing::TemporaryFolder;

/// `samples` are interleaved; `format` is libsndfile's.
std::string soundFile(const std::vector<float>& samples, int channels, int rate, int format) {
    const TemporaryFolder folder;
    SF_INFO info = {};
    info.channels = channels;
    info.samplerate = rate;
    info.format = format;
    SNDFILE* file = sf_open((folder / "sound").string().c_str(), SFM_WRITE, &info);
    if (file == nullptr) return "";
    sf_command(file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    sf_write_float(file, samples.data(), static_cast<sf_count_t>(samples.size()));
    sf_close(file);
    return readFile(folder / "sound");
}

std::vector<float> tone(std::size_t count, double hertz, double rate, double amplitude = 0.5) {
    std::vector<float> out(count);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<float>(amplitude *
                                    std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return out;
}

LoadedAudio load(const std::string& bytes, const AudioReadOptions& options = {}) {
    return *loadAudio(std::as_bytes(std::span(bytes)), "test", options);
}

std::string refusal(const std::string& bytes) {
    try {
        load(bytes);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(AudioFile, EveryFormatIsRead) {
    struct Case {
        int format;
        double tolerance;
    };
    const Case cases[] = {
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1e-4},         {SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 0.02},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1e-5},         {SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1e-7},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 1e-4},        {SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 1e-4},
        {SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0.05},         {SF_FORMAT_OGG | SF_FORMAT_OPUS, 0.05},
        {SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 0.05}};
    const std::vector<float> samples = tone(16000, 440, 16000);
    for (const Case& one : cases) {
        const std::string bytes = soundFile(samples, 1, 16000, one.format);
        ASSERT_FALSE(bytes.empty()) << one.format;
        const LoadedAudio loaded = load(bytes);
        EXPECT_FALSE(loaded.truncated) << loaded.format;
        EXPECT_FALSE(loaded.shortened) << loaded.format;
        EXPECT_NEAR(static_cast<double>(loaded.audio.samples.size()), 16000, 1200) << loaded.format;
        double loudest = 0;
        for (std::size_t i = 2000; i < 14000; ++i) // Opus overshoots at the end
            loudest = std::max<double>(loudest, std::abs(loaded.audio.samples[i]));
        EXPECT_NEAR(loudest, 0.5, one.tolerance + 0.001) << loaded.format;
        if (one.tolerance >= 0.05) continue; // lossy ones shift the phase
        for (std::size_t i = 0; i < samples.size(); ++i)
            ASSERT_NEAR(loaded.audio.samples[i], samples[i], one.tolerance) << loaded.format << ' ' << i;
    }
}

TEST(AudioFile, ChannelsAreMixedWithEqualWeight) {
    for (const int channels : {1, 2, 8, 64}) {
        std::vector<float> frames;
        for (int i = 0; i < 500; ++i)
            for (int c = 0; c < channels; ++c) frames.push_back(c == channels - 1 ? 0.5f : 0.0f);
        const LoadedAudio loaded =
            load(soundFile(frames, channels, 16000, SF_FORMAT_WAVEX | SF_FORMAT_FLOAT));
        EXPECT_EQ(loaded.audio.sourceChannels, static_cast<std::size_t>(channels));
        ASSERT_EQ(loaded.audio.samples.size(), 500U);
        EXPECT_NEAR(loaded.audio.samples[250], 0.5 / channels, 1e-6);
    }
    EXPECT_THAT(refusal(soundFile(std::vector<float>(65 * 10), 65, 16000, SF_FORMAT_WAVEX | SF_FORMAT_FLOAT)),
                HasSubstr("65 channels"));
}

TEST(AudioFile, EveryRateBecomesTheAskedOne) {
    for (const int rate : {1000, 8000, 11025, 22050, 44100, 44101, 48000, 96000, 192000, 384000}) {
        const auto count = static_cast<std::size_t>(rate);
        const LoadedAudio loaded =
            load(soundFile(tone(count, 200, rate), 1, rate, SF_FORMAT_WAV | SF_FORMAT_FLOAT));
        EXPECT_EQ(loaded.audio.sourceRate, count);
        EXPECT_EQ(loaded.audio.sampleRate, 16000U);
        ASSERT_EQ(loaded.audio.samples.size(), 16000U) << rate;
        const std::vector<float> expected = tone(16000, 200, 16000);
        for (std::size_t i = 2000; i < 14000; ++i)
            ASSERT_NEAR(loaded.audio.samples[i], expected[i], 2e-3) << rate << ' ' << i;
        AudioReadOptions own;
        own.sampleRate = 0;
        EXPECT_EQ(load(soundFile(tone(count, 200, rate), 1, rate, SF_FORMAT_WAV | SF_FORMAT_FLOAT), own)
                      .audio.samples.size(),
                  count);
    }
    EXPECT_THAT(refusal(soundFile({0, 0}, 1, 7, SF_FORMAT_WAV | SF_FORMAT_FLOAT)),
                HasSubstr("7 samples a second"));
}

/// Above half the new rate nothing may come through as another tone.
TEST(AudioFile, ResamplingKeepsOutWhatDoesNotFit) {
    const auto high = resample(tone(44100, 12000, 44100), 44100, 16000);
    for (std::size_t i = 1000; i < 15000; ++i) ASSERT_NEAR((*high)[i], 0, 1e-4);
    const auto inside = resample(tone(44100, 7000, 44100), 44100, 16000);
    const std::vector<float> expected = tone(16000, 7000, 16000);
    for (std::size_t i = 1000; i < 15000; ++i) ASSERT_NEAR((*inside)[i], expected[i], 1e-4);
    std::stop_source stop;
    EXPECT_FALSE(resample(std::vector<float>(1 << 18), 44100, 16000, stop.get_token(),
                          [&](double) { stop.request_stop(); }));
}

TEST(AudioFile, PiecesGiveTheSameAsTheWhole) {
    for (const double rate : {22050.0, 192000.0, 1000.0, 22051.0}) { // the last one by libsamplerate
        const std::vector<float> samples = tone(30011, 300, rate);
        const auto whole = resample(samples, rate, 16000);
        std::vector<float> pieces;
        StreamResampler resampler(rate, 16000);
        for (std::size_t begin = 0, size = 1; begin < samples.size();
             begin += size, size = size * 3 % 1013 + 1) {
            const std::size_t end = std::min(begin + size, samples.size());
            resampler.append(std::span(samples).subspan(begin, end - begin), end == samples.size(), pieces);
            size = end - begin;
        }
        ASSERT_EQ(pieces.size(), whole->size());
        EXPECT_EQ(whole->size(), resampledCount(30011, rate, 16000));
        for (std::size_t i = 0; i < pieces.size(); ++i) ASSERT_NEAR(pieces[i], (*whole)[i], 1e-6) << i;
    }
}

TEST(AudioFile, OneSampleAndNone) {
    for (const int rate : {8000, 16000, 44100, 192000}) {
        const LoadedAudio one = load(soundFile({0.25f}, 1, rate, SF_FORMAT_WAV | SF_FORMAT_PCM_16));
        EXPECT_EQ(one.audio.samples.size(), rate == 8000 ? 2U : 1U) << rate;
    }
    EXPECT_THAT(refusal(soundFile({}, 1, 16000, SF_FORMAT_WAV | SF_FORMAT_PCM_16)), HasSubstr("no sample"));
    EXPECT_THAT(refusal(""), HasSubstr("no sound file"));
    EXPECT_THAT(refusal("this is a text"), HasSubstr("no sound file"));
    EXPECT_THAT(refusal(std::string(100000, '\0')), HasSubstr("no sound file"));
}

TEST(AudioFile, NumbersThatAreNoneAreCountedAndSilent) {
    std::vector<float> samples(1000, 0.5f);
    samples[10] = std::numeric_limits<float>::quiet_NaN();
    samples[11] = std::numeric_limits<float>::infinity();
    samples[12] = -std::numeric_limits<float>::infinity();
    samples[13] = 1e30f;
    const LoadedAudio loaded = load(soundFile(samples, 1, 16000, SF_FORMAT_WAV | SF_FORMAT_FLOAT));
    EXPECT_EQ(loaded.replacedSamples, 4U);
    for (std::size_t i = 10; i < 14; ++i) EXPECT_EQ(loaded.audio.samples[i], 0);
    EXPECT_EQ(loaded.audio.samples[14], 0.5f);
}

TEST(AudioFile, CutOffFilesGiveWhatIsThere) {
    const std::vector<float> samples = tone(16000, 300, 16000);
    for (const int format : {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_FLAC | SF_FORMAT_PCM_16}) {
        const std::string bytes = soundFile(samples, 1, 16000, format);
        EXPECT_FALSE(load(bytes).truncated);
        const LoadedAudio half = load(bytes.substr(0, bytes.size() / 2));
        EXPECT_TRUE(half.truncated) << half.format;
        EXPECT_GT(half.audio.samples.size(), 4000U) << half.format;
        EXPECT_LT(half.audio.samples.size(), 12000U) << half.format;
        EXPECT_NEAR(half.audio.samples[1000], samples[1000], 1e-4);
        EXPECT_THAT(refusal(bytes.substr(0, 44)), HasSubstr("test"));
    }
}

TEST(AudioFile, LongOnesAreShortenedAndSaySo) {
    const std::string bytes = soundFile(tone(32000, 300, 16000), 1, 16000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    AudioReadOptions options;
    options.longestSeconds = 1.5;
    EXPECT_EQ(load(bytes, options).audio.samples.size(), 24000U);
    EXPECT_TRUE(load(bytes, options).shortened);
    options = {};
    options.mostSamples = 1000;
    EXPECT_EQ(load(bytes, options).audio.samples.size(), 1000U);
    options.mostSamples = 32000;
    EXPECT_FALSE(load(bytes, options).shortened);
    EXPECT_NEAR(load(bytes).announcedSeconds, 2, 1e-9);
}

TEST(AudioFile, OnDisk) {
    const TemporaryFolder folder;
    const std::vector<float> samples = tone(3000, 300, 16000);
    const std::filesystem::path file = folder.path() / std::filesystem::path(u8"声音.wav");
    writeWav(file, samples, 16000);
    std::vector<double> parts;
    const auto loaded = loadAudio(file, {}, {}, [&](double part) { parts.push_back(part); });
    EXPECT_EQ(loaded->audio.title, "声音");
    EXPECT_EQ(parts.back(), 1);
    ASSERT_EQ(loaded->audio.samples.size(), 3000U);
    for (std::size_t i = 0; i < 3000; ++i) ASSERT_NEAR(loaded->audio.samples[i], samples[i], 1e-4);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(loadAudio(file, {}, stop.get_token()));
    EXPECT_THROW(loadAudio(folder.path()), std::runtime_error);
    EXPECT_THROW(loadAudio(folder / "absent.wav"), std::runtime_error);
}

TEST(AudioFile, WrittenSamplesAreCutOffAtFullScale) {
    const LoadedAudio loaded = load(wavBytes(std::vector<float>{2, -2, std::nanf(""), 1, -1}, 8000), {0});
    EXPECT_EQ(loaded.audio.sampleRate, 8000U);
    const std::vector<float>& s = loaded.audio.samples;
    EXPECT_EQ(s[0], s[3]);
    EXPECT_EQ(s[1], s[4]);
    EXPECT_EQ(s[2], 0);
    EXPECT_NEAR(s[0], 1, 1e-4);
    EXPECT_THAT(refusal(wavBytes({}, 8000)), HasSubstr("no sample"));
}

TEST(AudioFile, AnyDamageIsReadWithoutHarm) {
    std::vector<float> stereo;
    for (const float sample : tone(1500, 500, 16000)) stereo.insert(stereo.end(), {sample, -sample / 2});
    std::mt19937 random(7);
    for (const int format : {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_FLOAT,
                             SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
                             SF_FORMAT_OGG | SF_FORMAT_VORBIS, SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}) {
        const bool simple =
            (format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV || (format & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC;
        const std::string seed = soundFile(stereo, 2, 16000, format);
        ASSERT_FALSE(seed.empty()) << format;
        for (int i = 0; i < (simple ? 2500 : 250); ++i) {
            const std::string bytes = i % 3 ? testing::damaged(seed.substr(0, 100), random) + seed.substr(100)
                                            : testing::damaged(seed, random);
            fuzz_audio_file(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        }
    }
}

} // namespace
} // namespace tokenarium
