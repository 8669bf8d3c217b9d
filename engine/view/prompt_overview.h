// SPDX-License-Identifier: GPL-3.0-or-later
// What the row of parts and the context gauge show of a prompt of several parts.
#pragma once

#include "engine/prompt/prompt.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// One part as a card.
struct PartCard {
    Modality modality = Modality::Text;
    std::string title;                 ///< UTF-8; file name, or how the text begins
    std::optional<std::size_t> tokens; ///< nullopt while they are being counted, or cannot be
    std::string trouble;               ///< why they cannot be counted; a sentence
    std::string rule;                  ///< people's name of it
    bool isEdited = false;             ///< the text that the Text room holds
    /// Tokens of this part that lie behind the end of the context window.
    std::size_t beyond = 0;
    bool operator==(const PartCard&) const = default;
};

/// `cards` with `beyond` filled in for a window of so many tokens.
std::vector<PartCard> withOverflow(std::vector<PartCard> cards, std::size_t contextWindow);

/// What fills the window how far.
struct ContextGauge {
    std::size_t tokens = 0; ///< of the whole prompt
    std::size_t window = 0;
    bool isLogarithmic = true;
    std::vector<ContextLandmark> landmarks; ///< in rising order
    bool operator==(const ContextGauge& other) const {
        return tokens == other.tokens && window == other.window && isLogarithmic == other.isLogarithmic &&
               landmarks.size() == other.landmarks.size();
    }
    std::size_t overflow() const { return tokens > window ? tokens - window : 0; }
};

/// Where a number of tokens lies on the gauge, and back; 0 … 1, rising, total. Logarithmic means
/// log(1 + tokens / 100): a hundred tokens and none are still apart. The end is the largest of prompt, window
/// and, on the logarithmic scale, the landmarks.
struct ContextGaugeScale {
    explicit ContextGaugeScale(const ContextGauge& gauge);
    double shareOf(std::size_t tokens) const;
    std::size_t tokensAt(double share) const;
    std::size_t end() const { return last; }

private:
    bool logarithmic;
    std::size_t last;
};

} // namespace tokenarium
