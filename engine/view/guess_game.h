// SPDX-License-Identifier: GPL-3.0-or-later
// "Guess the next token": a class raises hands for candidates, the model has given its probabilities, and
// both are scored in bits.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct GuessCandidate {
    TokenId id = 0;
    double probability = 0; ///< by the model, over the whole vocabulary
    std::size_t hands = 0;
};

/// One hidden token.
struct GuessRound {
    std::size_t place = 0; ///< of the hidden token in its text
    TokenId truth = 0;
    std::vector<GuessCandidate> candidates; ///< the truth among them
    std::size_t hands() const;
    std::size_t handsFor(TokenId id) const;
};

/// The truth and the likeliest others that `mayShow` lets pass, `count` in all where there are so many, in an
/// order that says nothing: it depends on `seed` and `place`.
GuessRound guessRound(std::span<const double> probabilities, TokenId truth, std::size_t place,
                      std::size_t count, std::uint64_t seed, const std::function<bool(TokenId)>& mayShow);

/// One hand more for a token; it becomes a candidate where it is none.
void raiseHand(GuessRound& round, TokenId id, double probability);

struct GuessScore {
    /// −log2 of the share of hands that the truth got; where it got none, as if half a hand had been raised
    /// for it. Nothing where no hand was raised at all.
    std::optional<double> classBits;
    double modelBits = 0;      ///< −log2 of the model's probability, over the whole vocabulary
    double modelBitsAmong = 0; ///< the same when the model, too, chooses among the candidates only
};

GuessScore scoreOf(const GuessRound& round);

/// Sums over the rounds in which the class has raised hands.
struct GuessTotals {
    std::size_t rounds = 0;
    double classBits = 0, modelBits = 0, modelBitsAmong = 0;
    void add(const GuessScore& score);
};

} // namespace tokenarium
