// SPDX-License-Identifier: GPL-3.0-or-later
// Candidates, hands and bits.
#include "engine/view/guess_game.h"

#include "engine/model/sampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tokenarium {
namespace {

constexpr double leastProbability = 1e-300; // a probability of 0 would cost infinitely many bits

/// Fisher and Yates with numbers of our own.
void shuffle(std::vector<GuessCandidate>& candidates, std::uint64_t seed, std::size_t place) {
    for (std::size_t i = candidates.size(); i > 1; --i) {
        const double number = uniformNumber(seed + place, i);
        std::swap(candidates[i - 1], candidates[std::size_t(number * double(i))]);
    }
}

} // namespace

std::size_t GuessRound::hands() const {
    std::size_t sum = 0;
    for (const GuessCandidate& candidate : candidates) sum += candidate.hands;
    return sum;
}

std::size_t GuessRound::handsFor(TokenId id) const {
    for (const GuessCandidate& candidate : candidates)
        if (candidate.id == id) return candidate.hands;
    return 0;
}

GuessRound guessRound(std::span<const double> probabilities, TokenId truth, std::size_t place,
                      std::size_t count, std::uint64_t seed, const std::function<bool(TokenId)>& mayShow) {
    GuessRound round{place, truth, {{truth, probabilities[truth]}}};
    std::vector<TokenId> ids(probabilities.size());
    std::iota(ids.begin(), ids.end(), TokenId(0));
    std::sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) {
        return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
    });
    for (std::size_t i = 0; i < ids.size() && round.candidates.size() < count; ++i)
        if (ids[i] != truth && mayShow(ids[i])) round.candidates.push_back({ids[i], probabilities[ids[i]]});
    shuffle(round.candidates, seed, place);
    return round;
}

void raiseHand(GuessRound& round, TokenId id, double probability) {
    for (GuessCandidate& candidate : round.candidates)
        if (candidate.id == id) {
            ++candidate.hands;
            return;
        }
    round.candidates.push_back({id, probability, 1});
}

GuessScore scoreOf(const GuessRound& round) {
    GuessScore score;
    double among = 0, truth = 0;
    for (const GuessCandidate& candidate : round.candidates) {
        among += candidate.probability;
        if (candidate.id == round.truth) truth = candidate.probability;
    }
    truth = std::max(truth, leastProbability);
    score.modelBits = -std::log2(truth);
    score.modelBitsAmong = -std::log2(truth / std::max(among, truth));
    const double hands = double(round.hands()), right = double(round.handsFor(round.truth));
    if (hands > 0) score.classBits = right > 0 ? -std::log2(right / hands) : -std::log2(0.5 / (hands + 0.5));
    return score;
}

void GuessTotals::add(const GuessScore& score) {
    if (!score.classBits) return;
    ++rounds;
    classBits += *score.classBits;
    modelBits += score.modelBits;
    modelBitsAmong += score.modelBitsAmong;
}

} // namespace tokenarium
