// SPDX-License-Identifier: GPL-3.0-or-later
// Positions, convolution frames, patches; and every vendor's rule.
#include "engine/audio/audio_token_rules.h"
#include "engine/audio/audio_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace tokenarium {
namespace {

TEST(AudioTokens, WhisperCountsWholeWindows) {
    EXPECT_EQ(countWhisper(0).positions, 0U);
    EXPECT_EQ(countWhisper(1).positions, 1500U);
    EXPECT_EQ(countWhisper(480000).positions, 1500U);
    EXPECT_EQ(countWhisper(480001).positions, 3000U);
    EXPECT_EQ(countWhisper(3600 * 16000).positions, 180000U);
}

TEST(AudioTokens, WhisperPositionsCoverTheSound) {
    for (const std::size_t samples : {0u, 1u, 319u, 320u, 321u, 480000u, 480640u}) {
        const TokenStream stream = whisperPositions(samples);
        std::size_t end = 0;
        for (std::size_t i = 0; i < stream.tokens.size(); ++i) {
            EXPECT_EQ(stream.tokens[i].span.begin, end);
            EXPECT_EQ(stream.tokens[i].id, i % 1500);
            end = stream.tokens[i].span.end;
        }
        EXPECT_EQ(end, samples);
    }
}

TEST(AudioTokens, WhisperFramesAndPositionsGoBothWays) {
    for (const std::size_t frame : {0u, 1u, 2u, 2999u, 3000u, 3001u}) {
        EXPECT_TRUE(whisperFrames(whisperPosition(frame)).contains(frame));
        EXPECT_TRUE(whisperFramesSeen(whisperPosition(frame)).contains(frame));
    }
    EXPECT_EQ(whisperFramesSeen(0), (Span{0, 3}));
    EXPECT_EQ(whisperFramesSeen(10), (Span{18, 23}));
    EXPECT_EQ(whisperFramesSeen(1499), (Span{2996, 3000}));
    EXPECT_EQ(whisperFramesSeen(1500), (Span{3000, 3003}));
}

TEST(AudioTokens, ConvolutionSpansLieInTheSound) {
    EXPECT_EQ(convolutionSpan(0), (Span{0, 400}));
    EXPECT_EQ(convolutionSpan(3), (Span{960, 1360}));
    EXPECT_EQ(convolutionFrames(399), 0U);
    EXPECT_EQ(convolutionFrames(400), 1U);
    for (std::size_t samples = 400; samples < 5000; samples += 37) {
        const std::size_t frames = convolutionFrames(samples);
        EXPECT_LE(convolutionSpan(frames - 1).end, samples);
        EXPECT_GT(convolutionSpan(frames).end, samples);
        EXPECT_EQ(convolutionTokens(samples).tokens.size(), frames);
    }
    EXPECT_EQ(convolutionFrames(100, {{3}, {0}}), 98U);
    EXPECT_EQ(convolutionFrames(100, {{}, {}}), 100U);
}

TEST(AudioTokens, PatchesAndPointsGoBothWays) {
    for (const std::size_t stride : {10u, 16u, 5u, 20u}) {
        const SpectrogramPatches patches{128, 250, 16, stride};
        for (std::size_t band = 0; band < 128; band += 3)
            for (std::size_t frame = 0; frame < 250; frame += 7) {
                std::vector<std::size_t> expected;
                for (std::size_t i = 0; i < patches.count(); ++i) {
                    const SpectrogramPatch p = patches.patch(i);
                    if (p.firstBand <= band && band < p.endBand && p.firstFrame <= frame &&
                        frame < p.endFrame)
                        expected.push_back(i);
                }
                EXPECT_EQ(patches.at(band, frame), expected) << band << ' ' << frame << ' ' << stride;
            }
        const SpectrogramPatch last = patches.patch(patches.count() - 1);
        EXPECT_LE(last.endBand, 128U);
        EXPECT_LE(last.endFrame, 250U);
    }
    const SpectrogramPatches paper;
    EXPECT_EQ(paper.tokens(), 1214U);
    EXPECT_EQ(paper.patch(101), (SpectrogramPatch{10, 26, 0, 16}));
    EXPECT_EQ(patchTokens(paper, {}).tokens[1].span, (Span{1600, 4160}));
    EXPECT_EQ((SpectrogramPatches{8, 8}).count(), 0U);
}

TEST(AudioTokenRules, PublishedNumbers) {
    const auto tokens = [](const char* id, double seconds) {
        return countAudioTokens(*findAudioTokenRule(id), seconds).tokens;
    };
    EXPECT_EQ(tokens("gemini-audio", 3600), 115200U);
    EXPECT_EQ(tokens("gemini-audio", 34200), 1094400U);
    EXPECT_EQ(tokens("gemini-live", 3600), 90000U);
    EXPECT_EQ(tokens("openai-realtime-input", 60), 600U);
    EXPECT_EQ(tokens("openai-realtime-output", 60), 1200U);
    EXPECT_EQ(tokens("openai-realtime-input", 0.11), 2U);
    EXPECT_EQ(tokens("whisper", 30.01), 3000U);
    EXPECT_EQ(tokens("wav2vec2", 1), 49U);
    EXPECT_EQ(tokens("ast", 10.24), 1214U);
    EXPECT_EQ(tokens("dac-44khz", 10), 7758U);
    EXPECT_EQ(tokens("mimi", 10), 1000U);
    EXPECT_EQ(findAudioTokenRule("nobody"), nullptr);
}

/// A codec's bit rate is what its name says.
TEST(AudioTokenRules, BitRatesOfCodecs) {
    const std::pair<const char*, double> published[] = {
        {"encodec-24khz-1.5", 1500}, {"encodec-24khz-24", 24000},
        {"encodec-48khz-3", 3000},   {"encodec-48khz-24", 24000},
        {"soundstream-6", 6000},     {"soundstream-18", 18000},
        {"dac-16khz", 6000},         {"dac-24khz", 24000},
        {"dac-44khz", 7751.953125},  {"mimi", 1100}};
    for (const auto& [id, rate] : published) {
        const AudioTokenCount count = countAudioTokens(*findAudioTokenRule(id), 1);
        EXPECT_NEAR(count.bitsPerSecond.value_or(0), rate, 1e-6) << id;
    }
}

TEST(AudioTokenRules, EachHasAVersionASourceAndSensibleCounts) {
    std::set<std::string_view> ids;
    for (const AudioTokenRule& rule : audioTokenRules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
        EXPECT_FALSE(rule.name.empty() || rule.version.size() != 4 || rule.source.empty()) << rule.id;
        EXPECT_EQ(rule.codebookSize > 0, rule.use != AudioTokenRule::Use::Understanding) << rule.id;
        std::size_t before = 0;
        for (const double seconds : {-1.0, 0.0, 0.001, 0.5, 1.0, 10.0, 100.0, 3600.0, 1e12}) {
            const AudioTokenCount count = countAudioTokens(rule, seconds);
            EXPECT_GE(count.tokens, before) << rule.id << ' ' << seconds;
            if (seconds <= 0) {
                EXPECT_EQ(count.tokens, 0U) << rule.id;
            }
            before = count.tokens;
        }
        EXPECT_EQ(countAudioTokens(rule, std::nan("")).tokens, 0U);
        const AudioTokenCount hour = countAudioTokens(rule, 3600);
        EXPECT_NEAR(static_cast<double>(hour.tokens) / 3600, hour.tokensPerSecond,
                    0.01 * hour.tokensPerSecond)
            << rule.id;
    }
    EXPECT_GE(ids.size(), 25U);
}

} // namespace
} // namespace tokenarium
