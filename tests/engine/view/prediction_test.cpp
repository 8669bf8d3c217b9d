// SPDX-License-Identifier: GPL-3.0-or-later
// Bars, stages and the line of the draw against the formulas, over random logits and random settings.
#include "engine/view/prediction.h"

#include "engine/model/sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tokenarium {
namespace {

std::vector<float> randomLogits(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 2.5F);
    std::vector<float> logits(count);
    for (float& logit : logits) logit = normal(random);
    return logits;
}

/// The stages by their definitions, slowly: who is left after each, and with which probability.
struct PlainStages {
    std::vector<double> share;                         // 0 for the removed
    std::vector<std::optional<PredictionStage>> cutBy; // per token

    PlainStages(const std::vector<float>& logits, const std::vector<TokenId>& history,
                const SamplingSettings& settings) {
        std::vector<double> values(logits.begin(), logits.end());
        std::vector<TokenId> seen;
        for (std::size_t i = history.size() - std::min(history.size(), settings.repetitionWindow);
             i < history.size(); ++i)
            if (std::find(seen.begin(), seen.end(), history[i]) == seen.end()) seen.push_back(history[i]);
        for (const TokenId id : seen)
            values[id] = values[id] > 0 ? values[id] / settings.repetitionPenalty
                                        : values[id] * settings.repetitionPenalty;
        cutBy.resize(values.size());
        if (settings.temperature > 0) {
            for (double& value : values) value /= settings.temperature;
            softmax(values);
        } else {
            const auto best = std::max_element(values.begin(), values.end()) - values.begin();
            share.assign(values.size(), 0);
            share[std::size_t(best)] = 1;
            for (std::size_t i = 0; i < share.size(); ++i)
                if (share[i] == 0) cutBy[i] = PredictionStage::Temperature;
        }
        if (settings.topK > 0) keepFirst(PredictionStage::TopK, settings.topK);
        if (settings.topP < 1) {
            double mass = 0;
            std::size_t count = 0;
            for (const std::size_t id : order()) {
                if (count > 0 && mass >= settings.topP) break;
                mass += share[id];
                ++count;
            }
            keepFirst(PredictionStage::TopP, count);
        }
        if (settings.minP > 0) {
            const double least = settings.minP * *std::max_element(share.begin(), share.end());
            std::size_t count = 0;
            for (const double one : share) count += one > 0 && one >= least;
            keepFirst(PredictionStage::MinP, count);
        }
    }
    void softmax(const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values) sum += std::exp(value);
        for (const double value : values) share.push_back(std::exp(value) / sum);
    }
    std::vector<std::size_t> order() const {
        std::vector<std::size_t> ids(share.size());
        std::iota(ids.begin(), ids.end(), 0U);
        std::stable_sort(ids.begin(), ids.end(),
                         [&](std::size_t a, std::size_t b) { return share[a] > share[b]; });
        return ids;
    }
    void keepFirst(PredictionStage stage, std::size_t count) {
        const std::vector<std::size_t> ids = order();
        double mass = 0;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (i < count) {
                mass += share[ids[i]];
            } else {
                if (share[ids[i]] > 0) cutBy[ids[i]] = stage;
                share[ids[i]] = 0;
            }
        }
        for (double& one : share) one /= mass;
    }
};

TEST(Prediction, BarsAndStagesAreThoseOfTheDefinitions) {
    std::mt19937 random(11);
    const std::vector<SamplingSettings> choices{
        {},
        {.temperature = 0.7, .topP = 0.9},
        {.repetitionPenalty = 1.4, .temperature = 1.3, .topK = 20, .topP = 0.8, .minP = 0.1},
        {.topK = 5, .minP = 0.2},
        {.temperature = 0},
        {.temperature = 0.5, .minP = 0.05}};
    for (unsigned round = 0; round < 60; ++round) {
        const SamplingSettings& settings = choices[round % choices.size()];
        const std::vector<float> logits = randomLogits(150, round);
        std::vector<TokenId> history;
        for (int i = 0; i < 80; ++i) history.push_back(TokenId(random() % 150));
        const double uniform = uniformNumber(3, round);
        const Prediction shown = describePrediction(logits, history, settings, uniform, 10);
        const PlainStages plain(logits, history, settings);
        const std::vector<double> full = softmaxOf(logits);
        double others = 1, othersLeft = 1;
        for (std::size_t i = 0; i < shown.bars.size(); ++i) {
            const PredictionBar& bar = shown.bars[i];
            EXPECT_DOUBLE_EQ(bar.byModel, full[bar.id]);
            EXPECT_NEAR(bar.left, plain.share[bar.id], 1e-9) << "round " << round << " bar " << i;
            EXPECT_EQ(bar.removedBy, plain.cutBy[bar.id]) << "round " << round << " bar " << i;
            if (i > 0 && i < 10) {
                EXPECT_LE(bar.byModel, shown.bars[i - 1].byModel);
            }
            others -= bar.byModel;
            othersLeft -= bar.left;
        }
        const Draw draw = chooseToken(logits, history, settings, uniform);
        EXPECT_EQ(shown.bars.size() + shown.tail.tokens, 150U);
        EXPECT_NEAR(shown.tail.byModel, others, 1e-9);
        EXPECT_NEAR(shown.tail.left, othersLeft, 1e-9);
        EXPECT_TRUE(std::any_of(shown.bars.begin(), shown.bars.end(),
                                [&](const PredictionBar& bar) { return bar.id == draw.token; }));
        ASSERT_EQ(shown.steps.size(), draw.stages.size());
        std::size_t removed = 0;
        for (std::size_t i = 0; i < shown.steps.size(); ++i) {
            removed += shown.steps[i].removed;
            EXPECT_EQ(shown.steps[i].left, 150 - removed);
            EXPECT_DOUBLE_EQ(shown.steps[i].massKept, draw.stages[i].massKept);
        }
    }
}

TEST(Prediction, TheNumberFallsOnTheSegmentOfTheTokenThatIsDrawn) {
    for (unsigned round = 0; round < 200; ++round) {
        const std::vector<float> logits = randomLogits(40, round);
        const SamplingSettings settings{.temperature = 0.9, .topK = round % 2 ? 0U : 7U};
        const double uniform = uniformNumber(5, round);
        const Prediction shown = describePrediction(logits, {}, settings, uniform, 5);
        double end = 0;
        for (const PredictionSegment& segment : shown.line) {
            EXPECT_DOUBLE_EQ(segment.begin, end);
            EXPECT_GT(segment.end, segment.begin);
            end = segment.end;
        }
        EXPECT_DOUBLE_EQ(end, 1);
        ASSERT_LT(shown.hit, shown.line.size());
        EXPECT_EQ(shown.line[shown.hit].id, chooseToken(logits, {}, settings, uniform).token);
        EXPECT_LE(shown.line[shown.hit].begin, uniform);
        EXPECT_GT(shown.line[shown.hit].end, uniform);
    }
}

TEST(Prediction, NineTenthsAreReachedByTheFewestTokens) {
    const std::vector<float> even(50, 1.0F);
    EXPECT_EQ(describePrediction(even, {}, {}, 0.5, 3).tokensForNineTenths, 45U);
    EXPECT_NEAR(describePrediction(even, {}, {}, 0.5, 3).entropyBits, std::log2(50.0), 1e-12);
    std::vector<float> sure(50, 0.0F);
    sure[7] = 20;
    EXPECT_EQ(describePrediction(sure, {}, {}, 0.5, 3).tokensForNineTenths, 1U);
}

TEST(Prediction, WhatWasAskedForIsShownWithTheStageThatRemovedIt) {
    std::vector<float> logits(30, 0.0F);
    logits[4] = 6;
    const std::vector<TokenId> asked{29, 4, 77};
    const Prediction shown = describePrediction(logits, {}, {.topK = 1}, 0.3, 2, asked);
    ASSERT_EQ(shown.bars.size(), 3U) << "4 is there already, 77 is none";
    EXPECT_EQ(shown.bars[2].id, 29U);
    EXPECT_EQ(shown.bars[2].removedBy, PredictionStage::TopK);
    EXPECT_EQ(shown.bars[0].removedBy, std::nullopt);
    EXPECT_EQ(shown.tail.removed, shown.tail.tokens);
    EXPECT_TRUE(describePrediction({}, {}, {}, 0.3, 2).empty());
}

} // namespace
} // namespace tokenarium
