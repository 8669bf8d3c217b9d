// SPDX-License-Identifier: GPL-3.0-or-later
// Each stage against its definition over a fully sorted vocabulary; what a stage says about itself; draws
// that can be repeated.
#include "engine/model/sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace tokenarium {
namespace {

std::vector<float> randomLogits(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> logits(count);
    for (float& logit : logits) logit = normal(random);
    return logits;
}

std::vector<Candidate> sorted(const std::vector<double>& probabilities) {
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < probabilities.size(); ++i)
        all.push_back({static_cast<TokenId>(i), probabilities[i]});
    std::stable_sort(all.begin(), all.end(),
                     [](const Candidate& a, const Candidate& b) { return a.probability > b.probability; });
    return all;
}

double mass(const std::vector<Candidate>& candidates) {
    return std::accumulate(candidates.begin(), candidates.end(), 0.0,
                           [](double sum, const Candidate& c) { return sum + c.probability; });
}

/// All that is kept is the first `count` of the sorted vocabulary, and the stage says so.
void expectKept(const Draw& draw, const std::vector<float>& logits, std::size_t count,
                SamplingStageKind kind) {
    std::vector<Candidate> expected = sorted(softmaxOf(logits));
    ASSERT_EQ(draw.candidates.size(), count);
    expected.resize(count);
    const double kept = mass(expected);
    std::vector<Candidate> ours = draw.candidates;
    std::stable_sort(ours.begin(), ours.end(),
                     [](const Candidate& a, const Candidate& b) { return a.probability > b.probability; });
    for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(ours[i].id, expected[i].id);
        EXPECT_NEAR(ours[i].probability, expected[i].probability / kept, 1e-12);
    }
    ASSERT_EQ(draw.stages.size(), 1U);
    EXPECT_EQ(draw.stages[0].kind, kind);
    EXPECT_EQ(draw.stages[0].left, count);
    EXPECT_EQ(draw.stages[0].removed, logits.size() - count);
    EXPECT_NEAR(draw.stages[0].massKept, kept, 1e-12);
    EXPECT_NEAR(draw.stages[0].highest, expected[0].probability / kept, 1e-12);
}

TEST(Sampling, SoftmaxIsExactAndSurvivesExtremes) {
    const std::vector<double> two = softmaxOf(std::vector<float>{0, std::log(3.0F)});
    EXPECT_NEAR(two[1], 0.75, 1e-7);
    const float far = std::numeric_limits<float>::max(), infinite = std::numeric_limits<float>::infinity();
    EXPECT_EQ(softmaxOf(std::vector<float>{far, -far, -infinite}), (std::vector<double>{1, 0, 0}));
    EXPECT_EQ(softmaxOf(std::vector<float>{infinite, 0, std::nanf("")}), (std::vector<double>{1, 0, 0}));
    EXPECT_EQ(softmaxOf(std::vector<float>{-infinite, -infinite}), (std::vector<double>{0.5, 0.5}));
    EXPECT_TRUE(softmaxOf({}).empty());
}

TEST(Sampling, TopKKeepsTheLikeliest) {
    const std::vector<float> logits = randomLogits(1000, 1);
    for (const std::size_t k : {1U, 2U, 40U, 999U, 1000U, 5000U}) {
        SamplingSettings settings;
        settings.topK = k;
        expectKept(chooseToken(logits, {}, settings, 0.5), logits, std::min<std::size_t>(k, 1000),
                   SamplingStageKind::TopK);
    }
}

TEST(Sampling, TopPKeepsTheFewestThatReachTheShare) {
    for (unsigned seed = 1; seed < 20; ++seed) {
        std::vector<float> logits = randomLogits(3000, seed);
        for (float& logit : logits) logit /= static_cast<float>(seed); // from sharp to flat
        for (const double share : {1e-9, 0.1, 0.5, 0.9, 0.99}) {
            const std::vector<Candidate> all = sorted(softmaxOf(logits));
            double sum = 0;
            std::size_t count = 0;
            while (sum < share) sum += all[count++].probability;
            SamplingSettings settings;
            settings.topP = share;
            expectKept(chooseToken(logits, {}, settings, 0.5), logits, count, SamplingStageKind::TopP);
        }
    }
}

TEST(Sampling, MinPMeasuresAgainstTheLikeliest) {
    const std::vector<float> logits = randomLogits(500, 4);
    for (const double share : {1e-6, 0.01, 0.3, 1.0, 7.0}) {
        const std::vector<Candidate> all = sorted(softmaxOf(logits));
        const auto count = std::count_if(all.begin(), all.end(), [&](const Candidate& c) {
            return c.probability >= std::min(share, 1.0) * all[0].probability;
        });
        SamplingSettings settings;
        settings.minP = share;
        expectKept(chooseToken(logits, {}, settings, 0.5), logits, static_cast<std::size_t>(count),
                   SamplingStageKind::MinP);
    }
}

TEST(Sampling, TemperatureSharpensAndZeroIsGreedy) {
    std::vector<float> logits = {1, 2, 5, 5};
    SamplingSettings settings;
    settings.temperature = 0.5;
    const Draw draw = chooseToken(logits, {}, settings, 0.5);
    const std::vector<double> expected = softmaxOf(std::vector<float>{2, 4, 10, 10});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(draw.candidates[i].probability, expected[i], 1e-12);
    for (const double cold : {0.0, -1.0, std::nan("")}) {
        settings.temperature = cold;
        const Draw greedy = chooseToken(logits, {}, settings, 0.99);
        EXPECT_EQ(greedy.token, 2U); // the first of two equals
        EXPECT_EQ(greedy.probability, 1);
        EXPECT_EQ(greedy.stages.at(0).removed, 3U);
        EXPECT_NEAR(greedy.stages.at(0).massKept, softmaxOf(logits)[2], 1e-12);
        EXPECT_NEAR(greedy.fullProbability, softmaxOf(logits)[2], 1e-12);
    }
    settings.temperature = 1e-300;
    EXPECT_EQ(chooseToken(std::vector<float>{1, 2}, {}, settings, 0.99).token, 1U);
}

TEST(Sampling, RepetitionPenaltyLowersWhatTheWindowHolds) {
    const std::vector<float> logits = {2, -2, 1, 0.5F};
    const std::vector<TokenId> history = {2, 0, 1, 1, 77};
    SamplingSettings settings;
    settings.repetitionPenalty = 2;
    settings.repetitionWindow = 4; // not the 2
    const Draw draw = chooseToken(logits, history, settings, 0.5);
    const std::vector<double> expected = softmaxOf(std::vector<float>{1, -4, 1, 0.5F});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(draw.candidates[i].probability, expected[i], 1e-12);
    EXPECT_EQ(draw.stages.at(0).kind, SamplingStageKind::RepetitionPenalty);
    EXPECT_EQ(draw.stages.at(0).removed, 0U);
}

TEST(Sampling, StagesRunInTheirOrderAndKeepAProbabilityDistribution) {
    const std::vector<float> logits = randomLogits(2000, 9);
    const SamplingSettings settings{1.1, 10, 0.8, 50, 0.9, 0.05};
    const std::vector<TokenId> history = {1, 2, 3};
    const Draw draw = chooseToken(logits, history, settings, 0.3);
    ASSERT_EQ(draw.stages.size(), 5U);
    std::size_t left = logits.size();
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(draw.stages[i].kind, static_cast<SamplingStageKind>(i));
        EXPECT_EQ(draw.stages[i].left + draw.stages[i].removed, left);
        left = draw.stages[i].left;
        EXPECT_GT(draw.stages[i].massKept, 0);
        EXPECT_LE(draw.stages[i].massKept, 1);
    }
    EXPECT_EQ(draw.stages[2].left, 50U);
    EXPECT_GE(draw.stages[3].massKept, 0.9);
    EXPECT_EQ(draw.candidates.size(), left);
    EXPECT_NEAR(mass(draw.candidates), 1, 1e-12);
    EXPECT_TRUE(chooseToken(logits, history, {}, 0.3).stages.empty());
}

TEST(Sampling, DrawsAsOftenAsTheProbabilitiesSay) {
    const std::vector<float> logits = {0, 1, 2, -1};
    const std::vector<double> probabilities = softmaxOf(logits);
    Sampler sampler({}, 42);
    std::vector<double> counts(4, 0);
    constexpr int draws = 40000;
    for (int i = 0; i < draws; ++i) ++counts[sampler.draw(logits, {}).token];
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(counts[i] / draws, probabilities[i], 0.01);
}

TEST(Sampling, UniformNumbersFillTheUnitIntervalEvenly) {
    std::vector<int> bins(10, 0);
    for (std::uint64_t i = 0; i < 100000; ++i) {
        const double u = uniformNumber(7, i);
        ASSERT_TRUE(u >= 0 && u < 1);
        ++bins[static_cast<std::size_t>(u * 10)];
    }
    for (const int bin : bins) EXPECT_NEAR(bin, 10000, 500);
    EXPECT_NE(uniformNumber(7, 0), uniformNumber(8, 0));
    // Splitmix64's published first outputs for the seed 1234567.
    EXPECT_EQ(uniformNumber(1234567, 0), static_cast<double>(6457827717110365317U >> 11) * 0x1p-53);
    EXPECT_EQ(uniformNumber(1234567, 1), static_cast<double>(3203168211198807973U >> 11) * 0x1p-53);
}

TEST(Sampling, ARecordedDrawCanBeReplayedAlone) {
    const SamplingSettings settings{1.2, 8, 0.9, 0, 0.95, 0};
    Sampler first(settings, 5), second(settings, 5), other(settings, 6);
    std::vector<TokenId> history;
    std::vector<std::vector<float>> seen;
    bool differs = false;
    for (unsigned i = 0; i < 50; ++i) {
        seen.push_back(randomLogits(300, i));
        const Draw draw = first.draw(seen.back(), history);
        EXPECT_EQ(second.draw(seen.back(), history).token, draw.token);
        differs = differs || other.draw(seen.back(), history).token != draw.token;
        history.push_back(draw.token);
    }
    EXPECT_TRUE(differs);
    const DrawRecord record = first.records().at(33);
    const Draw again = replay(record, seen[33], std::span(history).first(33));
    EXPECT_EQ(again.token, record.token);
    EXPECT_EQ(again.uniform, uniformNumber(5, 33));
}

} // namespace
} // namespace tokenarium
