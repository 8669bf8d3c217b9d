// SPDX-License-Identifier: GPL-3.0-or-later
// k-means and residual codes: laws of any codebook, and the one that is shipped.
#include "engine/audio/audio_file.h"
#include "engine/audio/codebook_file.h"
#include "engine/audio/k_means.h"
#include "engine/audio/residual_codes.h"
#include "tests/engine/audio/test_signal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace tokenarium {
namespace {

using testing::inSinglePrecision;
using testing::TestSignal;

std::vector<float> randomRows(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<float> rows(count);
    for (float& value : rows) value = static_cast<float>(random() % 20001) / 10000 - 1;
    return rows;
}

LogMel signalMel(std::size_t samples, double sine = 440, std::uint32_t seed = 12345) {
    TestSignal signal;
    signal.count = samples;
    signal.sineHertz = sine;
    signal.seed = seed;
    return *computeLogMel(inSinglePrecision(signal.samples()));
}

TEST(KMeans, TheNearestEntryIsTheNearest) {
    for (const std::size_t entries : {1u, 3u, 16u, 63u, 64u, 65u, 300u})
        for (const std::size_t width : {1u, 7u, 80u}) {
            const std::vector<float> centres = randomRows(entries * width, 1),
                                     rows = randomRows(50 * width, 2);
            NearestEntry nearest(centres, width);
            for (std::size_t i = 0; i < 50; ++i) {
                const auto row = std::span(rows).subspan(i * width, width);
                double best = 1e9;
                for (std::size_t k = 0; k < entries; ++k)
                    best = std::min(best, squaredDistance(row, std::span(centres).subspan(k * width, width)));
                const std::size_t found = nearest(row);
                EXPECT_NEAR(squaredDistance(row, std::span(centres).subspan(found * width, width)), best,
                            1e-4);
            }
        }
}

TEST(KMeans, MoreEntriesAndMoreIterationsFitBetter) {
    const std::vector<float> rows = randomRows(2000 * 3, 4);
    double before = 1e9;
    for (const std::size_t entries : {1u, 2u, 8u, 32u, 128u}) {
        const double error = kMeans(rows, 3, {entries, 20, 1})->meanSquaredError;
        EXPECT_LT(error, before);
        before = error;
        EXPECT_LE(error, kMeans(rows, 3, {entries, 1, 1})->meanSquaredError);
    }
    EXPECT_EQ(kMeans(rows, 3, {8, 20, 1})->centres, kMeans(rows, 3, {8, 20, 1})->centres);
    EXPECT_NE(kMeans(rows, 3, {8, 20, 1})->centres, kMeans(rows, 3, {8, 20, 2})->centres);
}

TEST(KMeans, FewDifferentRowsAreAllEntries) {
    std::vector<float> rows;
    for (int i = 0; i < 100; ++i)
        rows.insert(rows.end(), {static_cast<float>(i % 5), static_cast<float>(i % 5 * 2)});
    const auto found = kMeans(rows, 2, {8, 20, 1});
    EXPECT_EQ(found->meanSquaredError, 0);
    EXPECT_EQ(found->centres.size(), 16U);
    const auto one = kMeans(std::vector<float>{3, 4}, 2, {4, 20, 1});
    EXPECT_EQ(one->meanSquaredError, 0);
}

/// Forty groups far apart: the first entries already lie one in each, whatever the seed.
TEST(KMeans, FirstEntriesKeepAwayFromEachOther) {
    std::mt19937 random(9);
    std::vector<float> rows;
    for (int i = 0; i < 2000; ++i)
        for (int c = 0; c < 2; ++c)
            rows.push_back(static_cast<float>((i % 40 * (c == 0 ? 7 : 11)) % 40) +
                           static_cast<float>(random() % 100) * 1e-5f);
    for (std::uint64_t seed = 1; seed <= 10; ++seed)
        EXPECT_LT(kMeans(rows, 2, {40, 1, seed})->meanSquaredError, 1e-5);
}

TEST(KMeans, Stops) {
    std::stop_source stop;
    EXPECT_FALSE(kMeans(randomRows(3000, 1), 3, {50, 20, 1}, stop.get_token(), [&](double part) {
        if (part > 0.2) stop.request_stop();
    }));
}

ResidualCodebook smallBook(const LogMel& mel, std::size_t levels = 5, std::size_t entries = 8) {
    ResidualTrainingOptions options;
    options.levels = levels;
    options.entries = entries;
    options.iterations = 8;
    const LogMel* one[] = {&mel};
    return *trainResidualCodebook(one, options);
}

double error(const LogMel& a, const LogMel& b, std::size_t frame) {
    return squaredDistance(a.frame(frame), b.frame(frame));
}

/// For every frame, also of sound the codebook has never met.
TEST(ResidualCodes, AnotherLevelNeverHurts) {
    const ResidualCodebook book = smallBook(signalMel(16000));
    LogMel loud = signalMel(8000, 3000, 9);
    for (float& value : loud.values) value *= 30;
    for (const LogMel& mel : {signalMel(16000), signalMel(16000, 1000, 77), loud}) {
        const auto codes = encodeResidual(book, mel, 99);
        ASSERT_EQ(codes->levels, 5U);
        for (std::size_t level = 1; level <= 5; ++level) {
            const LogMel decoded = decodeResidual(book, *codes, level);
            double sum = 0;
            for (std::size_t frame = 0; frame < mel.frames; ++frame) {
                sum += error(mel, decoded, frame);
                if (level > 1) {
                    EXPECT_LE(error(mel, decoded, frame),
                              error(mel, decodeResidual(book, *codes, level - 1), frame));
                }
            }
            EXPECT_NEAR(codes->errors[level - 1], sum / static_cast<double>(mel.values.size()),
                        1e-12 + 1e-9 * sum);
        }
    }
}

/// An entry exactly as far away as nothing at all: rounding in the search must not choose it where it is a
/// little worse.
TEST(ResidualCodes, NotEvenByRounding) {
    std::mt19937 random(6);
    const auto number = [&] { return static_cast<float>(random() % 20001) / 10000 - 1; };
    for (int round = 0; round < 300; ++round) {
        ResidualCodebook book;
        book.levels = book.entries = 2;
        LogMel mel;
        mel.frames = 1;
        std::vector<double> direction(80);
        double length = 0, along = 0;
        for (double& value : direction) {
            mel.values.push_back(number());
            value = number();
            length += value * value;
            along += value * mel.values.back();
        }
        book.values.assign(3 * 80, 0.0f); // the frame mirrored at a plane through 0
        for (const double value : direction)
            book.values.push_back(static_cast<float>(2 * along / length * value));
        const auto codes = encodeResidual(book, mel, 2);
        EXPECT_LE(codes->errors[1], codes->errors[0]);
    }
}

/// Fewer levels are the beginning of more.
TEST(ResidualCodes, LevelsAreNested) {
    const LogMel mel = signalMel(16000);
    const ResidualCodebook book = smallBook(mel);
    const auto all = encodeResidual(book, mel, 5), two = encodeResidual(book, mel, 2);
    for (std::size_t frame = 0; frame < mel.frames; ++frame)
        for (std::size_t level = 0; level < 2; ++level)
            EXPECT_EQ(all->id(frame, level), two->id(frame, level));
    EXPECT_EQ(decodeResidual(book, *all, 2).values, decodeResidual(book, *two, 5).values);
}

TEST(ResidualCodes, AsManyEntriesAsFramesLoseOnlyRounding) {
    const LogMel mel = signalMel(3200); // 20 frames
    const ResidualCodebook book = smallBook(mel, 2, 32);
    const auto codes = encodeResidual(book, mel, 2);
    EXPECT_LT(decibelsOf(codes->errors[0]), 0.02);
    EXPECT_LT(decibelsOf(codes->errors[1]), 0.0005);
}

TEST(ResidualCodes, TokensShareTheirFramesSamples) {
    const LogMel mel = signalMel(16000);
    const ResidualCodebook book = smallBook(mel);
    const auto codes = encodeResidual(book, mel, 5);
    const TokenStream stream = residualTokens(book, *codes, 3);
    ASSERT_EQ(stream.tokens.size(), 300U);
    EXPECT_EQ(stream.tokens[3 * 7 + 2], (Token{codes->id(7, 2), {7 * 160, 8 * 160}, 2}));
    EXPECT_EQ(residualBitRate(book, 3), 100 * 3 * 3); // frames a second, levels, bits
    EXPECT_EQ(residualBitRate(book, 99), 100 * 5 * 3);
}

TEST(ResidualCodes, WhatDoesNotFitHasNoFrames) {
    const ResidualCodebook book = smallBook(signalMel(16000));
    MelSettings other;
    other.bands = 40;
    const auto mel = computeLogMel(std::vector<float>(16000), other);
    EXPECT_EQ(encodeResidual(book, *mel, 5)->frames, 0U);
    EXPECT_FALSE(trainResidualCodebook({}, {}));
    const LogMel empty;
    const LogMel* one[] = {&empty};
    EXPECT_FALSE(trainResidualCodebook(one, {}));
}

TEST(ResidualCodes, StrangeIdsAreTheFirstEntry) {
    const ResidualCodebook book = smallBook(signalMel(16000));
    ResidualCodes codes{1, 5, {60000, 60000, 8, 9, 1}, {}}, first{1, 5, {0, 0, 0, 0, 1}, {}};
    EXPECT_EQ(decodeResidual(book, codes, 5).values, decodeResidual(book, first, 5).values);
}

TEST(ResidualCodes, TrainingTellsErrorsAndStops) {
    const LogMel mel = signalMel(16000);
    const LogMel* one[] = {&mel};
    std::stop_source stop;
    ResidualTrainingProgress last;
    ResidualTrainingOptions options;
    options.levels = 4;
    options.entries = 16;
    const auto tell = [&](const ResidualTrainingProgress& progress) {
        EXPECT_GE(progress.part, last.part);
        last = progress;
    };
    ASSERT_TRUE(trainResidualCodebook(one, options, {}, tell));
    EXPECT_EQ(last.part, 1);
    ASSERT_EQ(last.errors.size(), 4U);
    EXPECT_TRUE(std::ranges::is_sorted(last.errors, std::greater()));
    EXPECT_FALSE(
        trainResidualCodebook(one, options, stop.get_token(), [&](const ResidualTrainingProgress& progress) {
            if (progress.level == 2) stop.request_stop();
        }));
    options.mostFrames = 10;
    EXPECT_TRUE(trainResidualCodebook(one, options));
}

TEST(ResidualCodes, TheShippedCodebookKnowsSpeech) {
    const std::filesystem::path resources = std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "resources";
    const auto book = std::get<ResidualCodebook>(loadCodebook(resources / "codebooks/speech.codebook"));
    EXPECT_LE(file_size(resources / "codebooks/speech.codebook"), 300'000U);
    EXPECT_EQ(book.mel, MelSettings());
    for (const char* name : {"english-1-man", "english-2-woman", "chinese-1-woman", "chinese-2-man"}) {
        const std::filesystem::path file = resources / "samples/audio" / (std::string(name) + ".flac");
        EXPECT_LE(file_size(file), 100'000U);
        const auto mel = computeLogMel(loadAudio(file)->audio.samples);
        const auto codes = encodeResidual(book, *mel, book.levels);
        EXPECT_LT(decibelsOf(codes->errors.front()), 9) << name;
        EXPECT_LT(decibelsOf(codes->errors.back()), 5) << name;
        std::set<std::uint16_t> used(codes->ids.begin(), codes->ids.end());
        EXPECT_GT(used.size(), 100U) << name;
    }
}

} // namespace
} // namespace tokenarium
