// SPDX-License-Identifier: GPL-3.0-or-later
// Semantic units: the same sentence by two voices gets mostly the same ids, which residual codes do not give;
// and the mathematics below.
#include "engine/audio/audio_file.h"
#include "engine/audio/codebook_file.h"
#include "engine/audio/discriminant.h"
#include "engine/audio/k_means.h"
#include "engine/audio/time_warping.h"
#include "engine/audio/unit_alignment.h"
#include "tests/engine/audio/test_signal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace tokenarium {
namespace {

const std::filesystem::path resources = std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "resources";

LogMel spoken(const std::string& name) {
    return *computeLogMel(loadAudio(resources / "samples/audio" / (name + ".flac"))->audio.samples);
}

SemanticCodebook shippedUnits() {
    return std::get<SemanticCodebook>(loadCodebook(resources / "codebooks/speech-units.codebook"));
}

double semanticAgreement(const SemanticCodebook& book, const LogMel& a, const LogMel& b) {
    return alignUnits(joinedRepeats(encodeSemantic(book, a)->ids),
                      joinedRepeats(encodeSemantic(book, b)->ids))
        .agreement();
}

double acousticAgreement(const ResidualCodebook& book, const LogMel& a, const LogMel& b) {
    return alignUnits(joinedRepeats(encodeResidual(book, a, 1)->ids),
                      joinedRepeats(encodeResidual(book, b, 1)->ids))
        .agreement();
}

const char* const sentences[] = {"english-1", "english-2", "chinese-1", "chinese-2"};

/// Neither these sentences nor these voices were trained on.
TEST(SemanticUnits, TwoVoicesMostlyAgreeAndAcousticIdsDoNot) {
    const SemanticCodebook units = shippedUnits();
    const auto codes = std::get<ResidualCodebook>(loadCodebook(resources / "codebooks/speech.codebook"));
    double sum = 0;
    for (const std::string name : sentences) {
        const LogMel man = spoken(name + "-man"), woman = spoken(name + "-woman");
        const double semantic = semanticAgreement(units, man, woman),
                     acoustic = acousticAgreement(codes, man, woman);
        std::cout << name << ": semantic " << semantic << ", acoustic " << acoustic << '\n';
        EXPECT_GT(semantic, 0.55) << name;
        EXPECT_LT(acoustic, 0.25) << name;
        sum += semantic;
    }
    EXPECT_GT(sum / 4, 0.65);
}

TEST(SemanticUnits, OtherSentencesDoNotAgree) {
    const SemanticCodebook units = shippedUnits();
    for (const std::string one : sentences)
        for (const std::string other : sentences)
            if (one != other) {
                EXPECT_LT(semanticAgreement(units, spoken(one + "-man"), spoken(other + "-woman")), 0.4);
            }
}

/// Acoustic ids with as few entries and as slow as the semantic ones still do not agree: it is not the number
/// of ids.
TEST(SemanticUnits, AsManyAcousticIdsDoNotAgreeEither) {
    std::vector<LogMel> all;
    for (const std::string name : sentences)
        for (const char* voice : {"-man", "-woman"}) all.push_back(spoken(name + voice));
    std::vector<float> rows;
    for (const LogMel& mel : all) rows.insert(rows.end(), mel.values.begin(), mel.values.end());
    const auto found = kMeans(rows, 80, {48, 25, 1}); // even trained on these very recordings
    NearestEntry nearest(found->centres, 80);
    const auto idsOf = [&](const LogMel& mel) {
        std::vector<std::uint16_t> ids;
        for (std::size_t t = 0; t < mel.frames; t += 2)
            ids.push_back(static_cast<std::uint16_t>(nearest(mel.frame(t))));
        return joinedRepeats(ids);
    };
    for (std::size_t i = 0; i < all.size(); i += 2) {
        EXPECT_LT(alignUnits(idsOf(all[i]), idsOf(all[i + 1])).agreement(), 0.35);
    }
}

/// A louder recording, or one through another microphone, gets the same ids: its mean and spread are taken
/// out.
TEST(SemanticUnits, LoudnessAndColourOfTheRecordingDoNotMatter) {
    const SemanticCodebook units = shippedUnits();
    const LogMel plain = spoken("english-1-man");
    LogMel coloured = plain;
    for (std::size_t i = 0; i < coloured.values.size(); ++i)
        coloured.values[i] = coloured.values[i] * 0.8f + 0.3f - 0.004f * static_cast<float>(i % 80);
    EXPECT_GT(semanticAgreement(units, plain, coloured), 0.98);
}

TEST(SemanticUnits, RunsCoverTheRecording) {
    const SemanticCodebook units = shippedUnits();
    const LogMel mel = spoken("chinese-2-man");
    const auto encoded = encodeSemantic(units, mel);
    EXPECT_EQ(encoded->ids.size(), (mel.frames + 1) / 2);
    std::size_t end = 0;
    for (const UnitRun& run : encoded->runs) {
        EXPECT_EQ(run.frames.begin, end);
        end = run.frames.end;
        for (std::size_t unit = run.frames.begin / 2; unit < (run.frames.end + 1) / 2; ++unit)
            EXPECT_EQ(encoded->ids[unit], run.id);
    }
    EXPECT_EQ(end, mel.frames);
    const TokenStream stream = semanticTokens(units, *encoded);
    EXPECT_EQ(stream.tokens.size(), encoded->runs.size());
    EXPECT_EQ(stream.tokens.back().span.end, mel.frames * 160);
    EXPECT_EQ(joinedRepeats(encoded->ids).size(), encoded->runs.size());
    EXPECT_NEAR(semanticBitRate(units), 50 * std::log2(48.0), 1e-9);
    EXPECT_TRUE(encodeSemantic(units, LogMel())->ids.empty());
    MelSettings other;
    other.bands = 128;
    EXPECT_TRUE(encodeSemantic(units, *computeLogMel(std::vector<float>(16000), other))->ids.empty());
    const std::vector<float> cepstra = normalizedCepstra(mel, {});
    EXPECT_EQ(cepstra.size(), encoded->ids.size() * 13);
}

/// Training on pairs finds what the voices have in common; without pairs the shipped mixtures are kept.
TEST(SemanticUnits, TrainingOnPairsMakesVoicesAgree) {
    std::vector<LogMel> all;
    std::vector<SameSentence> pairs, singles;
    for (const std::string name : sentences)
        for (const char* voice : {"-man", "-woman"}) all.push_back(spoken(name + voice));
    for (std::size_t i = 0; i + 2 < all.size(); i += 2) { // the last sentence stays unseen
        pairs.push_back({&all[i], &all[i + 1]});
        singles.push_back({&all[i]});
        singles.push_back({&all[i + 1]});
    }
    SemanticTrainingOptions options;
    options.entries = 24;
    const auto withPairs = trainSemanticCodebook(pairs, options),
               without = trainSemanticCodebook(singles, options);
    EXPECT_GT(semanticAgreement(*withPairs, all[6], all[7]), semanticAgreement(*without, all[6], all[7]));
    const SemanticCodebook shipped = shippedUnits();
    const auto again = trainSemanticCodebook(singles, options, &shipped);
    EXPECT_EQ(again->projection, shipped.projection);
    EXPECT_EQ(again->entries, 24U);
    EXPECT_GT(semanticAgreement(*again, all[6], all[7]), 0.5);
    std::stop_source stop;
    EXPECT_FALSE(trainSemanticCodebook(pairs, options, nullptr, stop.get_token(),
                                       [&](double) { stop.request_stop(); }));
    EXPECT_FALSE(trainSemanticCodebook({}, options));
}

/// A unit belongs to the frame its context lies around: a book that looks at the middle frame's loudness only
/// changes its id where the sound becomes loud.
TEST(SemanticUnits, StandWhereTheirSoundIs) {
    LogMel mel;
    mel.frames = 200;
    for (std::size_t i = 0; i < mel.frames * 80; ++i) mel.values.push_back(i < 100 * 80 ? -1.0f : 1.0f);
    SemanticCodebook book;
    book.features.outputs = 1;
    book.entries = 2;
    book.projection.assign(book.features.inputs(), 0.0f);
    book.projection[book.features.context * book.features.coefficients] = 1;
    book.centres = {-1, 1};
    const auto encoded = encodeSemantic(book, mel);
    ASSERT_EQ(encoded->runs.size(), 2U);
    EXPECT_EQ(encoded->runs[1].frames, (Span{100, 200}));
}

/// The cheapest way, found by trying all.
double cheapestWay(std::span<const float> a, std::span<const float> b, std::size_t i, std::size_t j) {
    const double here = (double(a[i]) - b[j]) * (double(a[i]) - b[j]);
    if (i + 1 == a.size() && j + 1 == b.size()) return here;
    double best = 1e9;
    if (i + 1 < a.size()) best = std::min(best, cheapestWay(a, b, i + 1, j));
    if (j + 1 < b.size()) best = std::min(best, cheapestWay(a, b, i, j + 1));
    if (i + 1 < a.size() && j + 1 < b.size()) best = std::min(best, cheapestWay(a, b, i + 1, j + 1));
    return here + best;
}

TEST(TimeWarping, PartnersLieOnTheCheapestWay) {
    std::mt19937 random(8);
    for (int round = 0; round < 200; ++round) {
        std::vector<float> a(1 + random() % 6), b(1 + random() % 6);
        for (float& value : a) value = static_cast<float>(random() % 10);
        for (float& value : b) value = static_cast<float>(random() % 10);
        const std::vector<std::size_t> partners = warpedPartners(a, b, 1);
        EXPECT_TRUE(std::ranges::is_sorted(partners));
        double cost = 0; // at least: rows of `b` between two partners are not counted
        for (std::size_t i = 0; i < a.size(); ++i)
            cost += (double(a[i]) - b[partners[i]]) * (double(a[i]) - b[partners[i]]);
        EXPECT_LE(cost, cheapestWay(a, b, 0, 0) + 1e-9);
    }
    const std::vector<float> slow = {1, 1, 2, 2, 3, 3, 4, 4}, fast = {1, 2, 3, 4};
    EXPECT_THAT(warpedPartners(slow, fast, 1), ::testing::ElementsAre(0, 0, 1, 1, 2, 2, 3, 3));
    EXPECT_THAT(warpedPartners(fast, slow, 2), ::testing::SizeIs(2));
}

std::size_t plainDistance(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b) {
    if (a.empty() || b.empty()) return a.size() + b.size();
    if (a[0] == b[0]) return plainDistance(a.subspan(1), b.subspan(1));
    return 1 + std::min({plainDistance(a.subspan(1), b.subspan(1)), plainDistance(a.subspan(1), b),
                         plainDistance(a, b.subspan(1))});
}

TEST(UnitAlignment, IsTheShortestWay) {
    std::mt19937 random(2);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint16_t> a(random() % 8), b(random() % 8);
        for (auto& id : a) id = static_cast<std::uint16_t>(random() % 3);
        for (auto& id : b) id = static_cast<std::uint16_t>(random() % 3);
        const UnitAlignment alignment = alignUnits(a, b);
        EXPECT_EQ(alignment.edits, plainDistance(a, b));
        std::size_t left = 0, right = 0, edits = 0;
        for (const UnitAlignment::Step& step : alignment.steps) {
            if (step.left) {
                EXPECT_EQ(*step.left, left++);
            }
            if (step.right) {
                EXPECT_EQ(*step.right, right++);
            }
            EXPECT_EQ(step.same, step.left && step.right && a[*step.left] == b[*step.right]);
            edits += !step.same;
        }
        EXPECT_EQ(left, a.size());
        EXPECT_EQ(right, b.size());
        EXPECT_EQ(edits, alignment.edits);
    }
    EXPECT_EQ(alignUnits({}, {}).agreement(), 1);
    const std::vector<std::uint16_t> one = {1}, two = {2};
    EXPECT_EQ(alignUnits(one, two).agreement(), 0);
    const std::vector<std::uint16_t> repeats = {1, 1, 2, 2, 2, 1};
    EXPECT_THAT(joinedRepeats(repeats), ::testing::ElementsAre(1, 2, 1));
}

TEST(Discriminant, EigenvectorsOfARandomMatrix) {
    constexpr std::size_t size = 20;
    std::mt19937 random(3);
    SymmetricMatrix matrix(size);
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            matrix.at(i, j) = matrix.at(j, i) = static_cast<double>(random() % 1000) / 500 - 1;
    const EigenPairs pairs = eigenPairs(matrix);
    EXPECT_TRUE(std::ranges::is_sorted(pairs.values, std::greater()));
    for (std::size_t k = 0; k < size; ++k)
        for (std::size_t i = 0; i < size; ++i) {
            double product = 0;
            for (std::size_t j = 0; j < size; ++j) product += matrix.at(i, j) * pairs.vectors[k * size + j];
            EXPECT_NEAR(product, pairs.values[k] * pairs.vectors[k * size + i], 1e-10);
        }
}

/// The first number tells the groups apart, the second is large but says nothing.
TEST(Discriminant, FindsTheDirectionThatTellsGroupsApart) {
    SymmetricMatrix all(2), within(2);
    all.at(0, 0) = 2;
    all.at(1, 1) = 100;
    within.at(0, 0) = 0.1;
    within.at(1, 1) = 100;
    const std::vector<double> found = discriminantDirections(all, within, 1);
    EXPECT_LT(std::abs(found[1] / found[0]), 1e-6);
    EXPECT_NEAR(found[0] * found[0] * (0.1 + 0.05005), 1, 1e-9);
}

} // namespace
} // namespace tokenarium
