// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of one probability, against plain sums over all tokens.
#include "engine/view/sampling_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tokenarium {
namespace {

using Kind = SamplingStageKind;

std::vector<float> randomLogits(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> logits(count);
    for (float& one : logits) one = normal(random);
    return logits;
}

/// Removed: below 0.
std::vector<double> plainProbabilities(const std::vector<double>& weights) {
    double sum = 0;
    for (const double weight : weights) sum += std::max(0.0, weight);
    std::vector<double> shares;
    for (const double weight : weights) shares.push_back(weight < 0 ? -1 : weight / sum);
    return shares;
}

TEST(SamplingCell, EveryStageIsWhatItsFormulaSays) {
    SamplingSettings settings;
    settings.repetitionPenalty = 1.4;
    settings.temperature = 0.6;
    settings.topK = 12;
    settings.topP = 0.85;
    settings.minP = 0.05;
    const std::vector<Kind> stages{Kind::RepetitionPenalty, Kind::Temperature, Kind::TopK, Kind::TopP,
                                   Kind::MinP};
    for (const unsigned seed : {1U, 2U, 3U}) {
        const std::vector<float> logits = randomLogits(60, seed);
        const std::vector<TokenId> history{3, 7, 7, 11};
        std::vector<double> penalized(logits.begin(), logits.end());
        for (const TokenId seen : {3, 7, 11})
            penalized[seen] = penalized[seen] > 0 ? penalized[seen] / 1.4 : penalized[seen] * 1.4;
        std::vector<double> shares;
        for (const float logit : logits) shares.push_back(std::exp(double(logit)));
        shares = plainProbabilities(shares);
        for (std::size_t count = 0; count <= stages.size(); ++count) {
            const std::vector<double> before = shares;
            const auto likelier = [&](std::size_t a, std::size_t b) {
                return before[a] != before[b] ? before[a] > before[b] : a < b;
            };
            std::vector<double> next = before;
            const double top = *std::max_element(before.begin(), before.end());
            for (std::size_t id = 0; id < logits.size() && count > 0; ++id) {
                double place = 1, mass = 0;
                for (std::size_t other = 0; other < logits.size(); ++other)
                    if (before[other] >= 0 && likelier(other, id)) ++place, mass += before[other];
                switch (stages[count - 1]) {
                case Kind::RepetitionPenalty: next[id] = std::exp(penalized[id]); break;
                case Kind::Temperature: next[id] = std::exp(penalized[id] / 0.6); break;
                case Kind::TopK: next[id] = place <= 12 ? before[id] : -1; break;
                case Kind::TopP: next[id] = mass < 0.85 ? before[id] : -1; break;
                case Kind::MinP: next[id] = before[id] >= 0.05 * top ? before[id] : -1; break;
                }
                if (before[id] < 0) next[id] = -1;
            }
            shares = plainProbabilities(next);
            for (TokenId id = 0; id < logits.size(); ++id) {
                const SamplingCell cell =
                    samplingCell(logits, history, settings, std::span(stages).first(count), id);
                ASSERT_EQ(cell.after.has_value(), shares[id] >= 0) << count << ' ' << id;
                ASSERT_EQ(cell.before.has_value(), before[id] >= 0);
                if (!cell.after) continue;
                EXPECT_NEAR(*cell.after, shares[id], 1e-9);
                const bool bySoftmax = count <= 2;
                const double warmth = count == 2 ? 0.6 : 1;
                const double said = bySoftmax ? std::exp((cell.logit - cell.greatest) / warmth) / cell.divisor
                                              : *cell.before / cell.kept;
                EXPECT_NEAR(said, shares[id], 1e-9) << count << ' ' << id;
                EXPECT_EQ(cell.plainLogit, double(logits[id]));
                EXPECT_NEAR(cell.highest, top, 1e-9);
                std::size_t place = 1;
                double mass = 0;
                for (std::size_t other = 0; other < logits.size(); ++other)
                    if (before[other] >= 0 && likelier(other, id)) ++place, mass += before[other];
                EXPECT_EQ(cell.place, place);
                EXPECT_NEAR(cell.likelier, mass, 1e-9);
            }
        }
    }
}

TEST(SamplingCell, TheDrawnPartHoldsTheNumberThatDrew) {
    const std::vector<float> logits = randomLogits(40, 5);
    SamplingSettings settings;
    settings.topP = 0.9;
    for (int i = 0; i < 50; ++i) {
        const Draw draw = chooseToken(logits, {}, settings, i / 50.0);
        const auto [begin, end] = drawnPart(draw, draw.token);
        EXPECT_LE(begin, draw.uniform);
        EXPECT_GT(end, draw.uniform);
        EXPECT_NEAR(end - begin, draw.probability, 1e-12);
    }
}

} // namespace
} // namespace tokenarium
