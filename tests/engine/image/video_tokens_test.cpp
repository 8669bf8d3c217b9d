// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of films.
#include "engine/image/video_tokens.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tokenarium {
namespace {

VideoTokenCount count(const char* id, const VideoFacts& film) {
    return countVideoTokens(findVideoTokenRule(id)->form, film);
}

TEST(VideoTokens, PublishedNumbers) {
    const VideoFacts minute{{1280, 720}, 60, 30, 0, true};
    EXPECT_EQ(count("gemini-3/low", minute).tokens, 6120U);
    EXPECT_EQ(count("gemini-3/high", minute).tokens, 18720U);
    EXPECT_EQ(count("gemini-2/263", minute).tokens, 15780U);
    EXPECT_EQ(count("gemini-2/263", minute).tokensOfOneHour, 946800U);
    EXPECT_EQ(count("gemini-3/low", minute).tokensOfOneHour, 3600U * 102);
    EXPECT_EQ(count("videomae", minute).tokens, 1568U);
    EXPECT_EQ(count("vivit", minute).tokens, 3137U);
    EXPECT_EQ(qwenVideoTokens(32, {448, 448}, 28, 2), 4096U);
    EXPECT_EQ(qwenVideoTokens(31, {448, 448}, 28, 2), 4096U); // the last frame is repeated
    EXPECT_EQ(tubeletTokens(96, 96, 96, 16, 16, 0), 216U);
}

TEST(VideoTokens, SilentFilmsHaveNoSoundTokens) {
    VideoFacts film{{640, 480}, 10, 25, 0, false};
    EXPECT_EQ(count("gemini-3/low", film).tokens, 700U);
    film.sound = true;
    EXPECT_EQ(count("gemini-3/low", film).audioTokens, 320U);
    EXPECT_DOUBLE_EQ(count("gemini-3/low", film).tokensPerSecond, 102);
}

TEST(VideoTokens, ShortFilmsHaveAtLeastOneFrame) {
    EXPECT_EQ(sampledVideoTokens(0.25, {1, 70, 32}).frames, 1U);
    EXPECT_EQ(sampledVideoTokens(0.25, {1, 70, 32}).tokens, 78U);
    EXPECT_EQ(sampledVideoTokens(2.9, {1, 70, 0}).frames, 2U);
    EXPECT_EQ(sampledVideoTokens(0.29, {100, 1, 0}).frames, 29U); // the product is a little less in doubles
    EXPECT_EQ(sampledVideoTokens(0, {1, 70, 32}).tokens, 0U);
}

TEST(VideoTokens, QwenTakesTwoFramesASecondWithinItsLimits) {
    // 10 s at 2 frames a second; each frame at most 768 tokens' worth of pixels
    const VideoTokenCount ten = count("qwen/qwen2.5-vl", {{1920, 1080}, 10, 30, 300, false});
    EXPECT_EQ(ten.frames, 20U);
    EXPECT_LE(ten.resized.area(), 768U * 784);
    EXPECT_EQ(ten.tokens, 10U * ten.columns * ten.rows);
    EXPECT_EQ(ten.times.size(), 20U);
    EXPECT_EQ(ten.times.front(), 0);
    EXPECT_NEAR(ten.times.back(), 10 - 1 / 30.0, 1e-9);
    // at least 4 frames, never more than there are, always an even number
    EXPECT_EQ(count("qwen/qwen2.5-vl", {{320, 240}, 1, 25, 25, false}).frames, 4U);
    EXPECT_EQ(count("qwen/qwen2.5-vl", {{320, 240}, 1, 3, 3, false}).frames, 2U);
    EXPECT_EQ(count("qwen/qwen2.5-vl", {{320, 240}, 1, 1, 1, false}).frames, 1U);
    const VideoTokenCount hour = count("qwen/qwen2.5-vl", {{1920, 1080}, 3600, 30, 0, false});
    EXPECT_EQ(hour.frames, 768U);
    EXPECT_LE(hour.tokens * 784 * 2, 90316800U * 2U); // the total limit
    EXPECT_TRUE(count("qwen/qwen2.5-vl", {{3000, 10}, 10, 30, 0, false}).tooNarrow);
}

TEST(VideoTokens, TubeletsTileTheClip) {
    const VideoTokenCount clip = count("videomae", {{640, 360}, 5, 25, 0, false});
    std::set<std::pair<std::uint64_t, std::uint64_t>> places;
    double area = 0;
    for (std::uint64_t i = 0; i < clip.pictureTokens; ++i) {
        const Tubelet tubelet = tubeletAt(clip, i);
        EXPECT_EQ(tubelet.end - tubelet.begin, 2U);
        EXPECT_LE(tubelet.end, clip.frames);
        EXPECT_LE(tubelet.area.x + tubelet.area.width, 224);
        EXPECT_LE(tubelet.area.y + tubelet.area.height, 224);
        area += tubelet.area.width * tubelet.area.height;
        places.insert({tubelet.begin, static_cast<std::uint64_t>(tubelet.area.y * 1000 + tubelet.area.x)});
    }
    EXPECT_EQ(places.size(), 1568U);
    EXPECT_DOUBLE_EQ(area, 8.0 * 224 * 224);
}

TEST(VideoTokens, EveryRuleIsTotal) {
    const double infinity = std::numeric_limits<double>::infinity();
    std::set<std::string> ids;
    for (const VideoTokenRule& rule : videoTokenRules()) {
        EXPECT_TRUE(ids.insert(rule.id).second);
        EXPECT_FALSE(rule.source.empty() || rule.version.empty() || rule.name.empty()) << rule.id;
        for (const VideoFacts& film : {VideoFacts{},
                                       {{0, 5}, 1, 1, 1, true},
                                       {{5, 5}, -1, 25, 0, true},
                                       {{5, 5}, infinity, 25, 0, true},
                                       {{5, 5}, std::nan(""), 25, 0, true}})
            EXPECT_EQ(countVideoTokens(rule.form, film).tokens, 0U) << rule.id;
        for (const VideoFacts& film : {VideoFacts{{64, 64}, 1e300, 1e300, 0, true},
                                       {{64, 64}, 0.001, 0, 0, true},
                                       {{65535, 65535}, 5, infinity, 3, true}}) {
            const VideoTokenCount counted = countVideoTokens(rule.form, film);
            EXPECT_GT(counted.tokens, 0U) << rule.id;
            EXPECT_LE(counted.times.size(), 4096U);
        }
        const VideoTokenCount usual = countVideoTokens(rule.form, {{640, 480}, 60, 25, 0, true});
        EXPECT_TRUE(std::ranges::is_sorted(usual.times)) << rule.id;
        EXPECT_LE(usual.times.back(), 60) << rule.id;
        EXPECT_GT(usual.tokensOfOneHour, 0U);
    }
}

} // namespace
} // namespace tokenarium
