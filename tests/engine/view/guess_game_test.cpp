// SPDX-License-Identifier: GPL-3.0-or-later
// The game of guessing: candidates, hands and bits; surprise of a text; the rows of a tree of branches.
#include "engine/view/branch_layout.h"
#include "engine/view/guess_game.h"
#include "engine/view/surprise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

namespace tokenarium {
namespace {

bool anything(TokenId) { return true; }

TEST(GuessGame, TheCandidatesAreTheTruthAndTheLikeliestOthersInNoTellingOrder) {
    const std::vector<double> shares{0.05, 0.4, 0.1, 0.3, 0.02, 0.13};
    std::set<std::size_t> placesOfTruth;
    for (std::size_t place = 1; place <= 60; ++place) {
        const GuessRound round = guessRound(shares, 4, place, 4, 7, [](TokenId id) { return id != 3; });
        std::set<TokenId> ids;
        for (const GuessCandidate& one : round.candidates) {
            ids.insert(one.id);
            EXPECT_EQ(one.probability, shares[one.id]);
        }
        EXPECT_EQ(ids, (std::set<TokenId>{4, 1, 2, 5})) << "3 may not be shown";
        const auto truth = std::find_if(round.candidates.begin(), round.candidates.end(),
                                        [](const GuessCandidate& one) { return one.id == 4; });
        placesOfTruth.insert(std::size_t(truth - round.candidates.begin()));
    }
    EXPECT_EQ(placesOfTruth.size(), 4U) << "the right one stands everywhere in turn";
    EXPECT_EQ(guessRound(shares, 0, 1, 40, 7, anything).candidates.size(), 6U);
}

TEST(GuessGame, BitsAreThoseOfTheShares) {
    GuessRound round =
        guessRound(std::vector<double>{0.5, 0.25, 0.125, 0.0625, 0.0625}, 1, 3, 4, 7, anything);
    GuessScore score = scoreOf(round);
    EXPECT_FALSE(score.classBits) << "no hand, no score";
    EXPECT_DOUBLE_EQ(score.modelBits, 2);
    EXPECT_NEAR(score.modelBitsAmong, -std::log2(0.25 / 0.9375), 1e-12);
    raiseHand(round, 0, 0.5);
    raiseHand(round, 0, 0.5);
    raiseHand(round, 0, 0.5);
    EXPECT_NEAR(*scoreOf(round).classBits, -std::log2(0.5 / 3.5), 1e-12)
        << "half a hand where none was right";
    raiseHand(round, 1, 0.25);
    EXPECT_DOUBLE_EQ(*scoreOf(round).classBits, 2);
    raiseHand(round, 4, 0.0625); // typed: one candidate more
    EXPECT_EQ(round.candidates.size(), 5U);
    EXPECT_NEAR(*scoreOf(round).classBits, std::log2(5), 1e-12);
    EXPECT_EQ(round.hands(), 5U);
}

TEST(GuessGame, TotalsCountTheRoundsInWhichTheClassHasVoted) {
    GuessTotals totals;
    totals.add({std::nullopt, 3, 1});
    totals.add({1.5, 2, 1});
    totals.add({0.5, 4, 0.25});
    EXPECT_EQ(totals.rounds, 2U);
    EXPECT_DOUBLE_EQ(totals.classBits, 2);
    EXPECT_DOUBLE_EQ(totals.modelBits, 6);
    EXPECT_DOUBLE_EQ(totals.modelBitsAmong, 1.25);
}

TEST(GuessGame, AnImpossibleTruthCostsMuchButNotEverything) {
    GuessRound round = guessRound(std::vector<double>{1, 0}, 1, 2, 2, 7, anything);
    EXPECT_TRUE(std::isfinite(scoreOf(round).modelBits));
}

TEST(Surprise, BitsAndTintsFollowTheNaturalLogarithms) {
    const std::vector<float> nats{0, 9, 0, float(std::log(2.0)), float(std::log(1024.0)), 100};
    const SurpriseView view = surpriseView(nats, 2, 1024);
    EXPECT_DOUBLE_EQ(view.scaleBits, 10);
    EXPECT_FALSE(view.tokens[0] || view.tokens[1]) << "marks are not counted";
    EXPECT_EQ(view.tokens[2]->tint, 0);
    EXPECT_NEAR(view.tokens[3]->bits, 1, 1e-6);
    EXPECT_NEAR(view.tokens[3]->probability, 0.5, 1e-6);
    EXPECT_EQ(view.tokens[3]->tint, 26) << "255 / 10";
    EXPECT_EQ(view.tokens[4]->tint, 255);
    EXPECT_EQ(view.tokens[5]->tint, 255);
    EXPECT_EQ(view.counted, 4U);
    EXPECT_NEAR(view.totalBits, 11 + 100 / std::log(2.0), 1e-4);
    EXPECT_FALSE(surpriseView(nats, 0, 1024).tokens[0]) << "nothing stands before the first token";
    EXPECT_EQ(surpriseView({}, 0, 1024).counted, 0U);
}

TEST(BranchLayout, NodesStandBehindTheirParentsAndNeverOnEachOther) {
    std::mt19937 random(3);
    for (int round = 0; round < 100; ++round) {
        std::vector<std::size_t> parents{0};
        std::vector<double> widths{30};
        for (std::size_t n = 1; n < 40; ++n) {
            parents.push_back(random() % n);
            widths.push_back(10 + double(random() % 50));
        }
        const std::vector<BranchPlace> places = branchLayout(parents, widths, 8);
        std::vector<bool> hasChild(40, false);
        for (std::size_t n = 1; n < 40; ++n) {
            const std::size_t parent = parents[n];
            EXPECT_DOUBLE_EQ(places[n].left, places[parent].left + widths[parent] + 8);
            if (hasChild[parent])
                EXPECT_GT(places[n].row, places[parent].row);
            else
                EXPECT_EQ(places[n].row, places[parent].row) << "the first child goes straight on";
            hasChild[parent] = true;
            for (std::size_t other = 0; other < n; ++other) {
                if (places[other].row != places[n].row) continue;
                const bool apart = places[other].left + widths[other] <= places[n].left ||
                                   places[n].left + widths[n] <= places[other].left;
                EXPECT_TRUE(apart) << n << " lies on " << other;
            }
        }
    }
    EXPECT_TRUE(branchLayout({}, {}, 8).empty());
}

} // namespace
} // namespace tokenarium
