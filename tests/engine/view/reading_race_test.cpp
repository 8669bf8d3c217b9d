// SPDX-License-Identifier: GPL-3.0-or-later
// The race of reader and stream against a slow simulation, and the roofline against the times it stands for.
#include "engine/view/reading_race.h"

#include "engine/view/roofline_picture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokenarium {
namespace {

/// "aa bb cc …": a word of two letters and a space for each token.
RaceInput evenText(std::size_t words, double ttft, double itl, double perMinute) {
    RaceInput input;
    for (std::size_t i = 0; i < words; ++i) {
        input.tokens.push_back({3 * i, 3 * i + 3});
        input.words.push_back({3 * i, 3 * i + 2});
    }
    input.ttftSeconds = ttft;
    input.itlSeconds = itl;
    input.wordsPerMinute = perMinute;
    return input;
}

TEST(ReadingRace, AFastStreamNeverLetsTheReaderWait) {
    const ReadingRace race = readingRace(evenText(10, 0.5, 0.1, 120)); // 2 words a second
    EXPECT_DOUBLE_EQ(race.streamEnd, 0.5 + 9 * 0.1);
    EXPECT_DOUBLE_EQ(race.readerEnd, 0.5 + 10 * 0.5);
    EXPECT_EQ(race.waitedSeconds, 0);
    const RaceMoment moment = raceAt(race, 1.6);
    EXPECT_EQ(moment.tokens, 10u);
    EXPECT_EQ(moment.wordsRead, 2u); // 0.5 to 1.0, 1.0 to 1.5
    EXPECT_NEAR(moment.wordShare, 0.2, 1e-12);
    EXPECT_EQ(moment.lead(), 8u);
    EXPECT_FALSE(moment.isOver);
}

TEST(ReadingRace, ASlowStreamMakesTheReaderWaitForEveryWord) {
    const ReadingRace race = readingRace(evenText(10, 1, 2, 120));
    EXPECT_DOUBLE_EQ(race.streamEnd, 19);
    EXPECT_DOUBLE_EQ(race.readerEnd, 19.5);
    EXPECT_DOUBLE_EQ(race.waitedSeconds, 9 * 1.5);
    const RaceMoment moment = raceAt(race, 2.5); // the second word comes at 3
    EXPECT_EQ(moment.tokens, 1u);
    EXPECT_EQ(moment.lead(), 0u);
    EXPECT_FALSE(moment.isReading);
    EXPECT_TRUE(raceAt(race, 19.5).isOver);
    EXPECT_EQ(raceAt(race, 0.5).tokens, 0u);
}

/// A clock that ticks: at each tick the reader looks whether there is a word to begin.
TEST(ReadingRace, AgreesWithAClockThatTicks) {
    RaceInput input;
    const std::size_t ends[] = {2, 3, 7, 12, 13, 20, 21, 26, 30, 34};
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        input.tokens.push_back({begin, end});
        begin = end;
    }
    input.words = {{0, 5}, {6, 12}, {14, 19}, {20, 25}, {27, 34}}; // tokens end inside words and over them
    input.ttftSeconds = 0.3;
    input.itlSeconds = 0.25;
    input.wordsPerMinute = 150;
    const ReadingRace race = readingRace(input);
    constexpr double tick = 1e-4;
    std::size_t word = 0;
    double reading = 0;
    bool begun = false;
    for (double now = 0; word < input.words.size(); now += tick) {
        std::size_t shown = 0;
        for (std::size_t i = 0; i < input.tokens.size(); ++i)
            if (now >= input.ttftSeconds + double(i) * input.itlSeconds) shown = input.tokens[i].end;
        if (!begun && shown >= input.words[word].end) {
            begun = true;
            reading = now;
            EXPECT_NEAR(now, race.wordBegun[word], 3 * tick * double(word + 1)) << word; // ticks add up
        }
        if (begun && now >= reading + 60 / input.wordsPerMinute) {
            EXPECT_NEAR(now, race.wordRead[word], 3 * tick * double(word + 1)) << word;
            begun = false;
            ++word;
        }
        ASSERT_LT(now, 60);
    }
}

TEST(ReadingRace, WordsAreCountedInBothLanguages) {
    const std::string_view english = "It's 3.5 tokens, isn't it?";
    std::vector<std::string_view> found;
    for (const Span span : wordSpans(english))
        found.push_back(english.substr(span.begin, span.end - span.begin));
    EXPECT_EQ(found, (std::vector<std::string_view>{"It's", "3.5", "tokens", "isn't", "it"}));
    const std::string_view chinese = "语言模型写的是词元。";
    const std::vector<Span> spans = wordSpans(chinese);
    EXPECT_GE(spans.size(), 4u);
    EXPECT_LT(spans.size(), 10u); // words, not characters; no full stop
    EXPECT_EQ(spans.front().begin, 0u);
    EXPECT_EQ(spans.back().end, chinese.size() - 3);
    EXPECT_TRUE(wordSpans("").empty());
}

TEST(Roofline, PointsStandUnderTheRoofAndGiveTheTimesBack) {
    const ModelOnServer llama8{8'030'261'248.0, 16'060'522'496.0, 131'072};
    const ServingHardware h100{989.5e12, 3350e9, 0.5, 80e9};
    for (const double batch : {1.0, 32.0, 1024.0})
        for (const double prompt : {10.0, 1000.0}) {
            const RooflinePicture picture = rooflinePicture(llama8, h100, prompt, batch, 1250);
            const RooflineTime prefill = prefillTime(llama8, h100, prompt, 1),
                               step = decodeStep(llama8, h100, batch, 1250);
            EXPECT_NEAR(picture.prefillFlops / picture.prefill.flopsPerSecond / prefill.seconds(), 1, 1e-12);
            EXPECT_NEAR(picture.decodeFlops / picture.decode.flopsPerSecond / step.seconds(), 1, 1e-12);
            EXPECT_EQ(picture.decode.intensity > picture.ridge.intensity, step.isComputeBound());
            ASSERT_EQ(picture.roof.size(), 3u);
            EXPECT_LT(picture.roof[0].intensity, picture.decode.intensity);
            EXPECT_GT(picture.roof[2].intensity, picture.prefill.intensity);
            EXPECT_EQ(picture.roof[1].flopsPerSecond, 989.5e12 * 0.5);
        }
    // Decoding one token of one request reads two bytes for two operations: intensity 1.
    EXPECT_NEAR(rooflinePicture(llama8, h100, 10, 1, 0).decode.intensity, 1, 1e-12);
}

} // namespace
} // namespace tokenarium
