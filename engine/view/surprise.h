// SPDX-License-Identifier: GPL-3.0-or-later
// How surprised a model was by each token of a text, as bits and as points of a colour scale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct TokenSurprise {
    double bits = 0; ///< −log2 of the probability that the model gave the token
    double probability = 1;
    std::uint8_t tint = 0; ///< 0: foreseen … 255: `scaleBits` or more
};

struct SurpriseView {
    /// One a token; nothing for marks and for the very first token, which nothing stands before.
    std::vector<std::optional<TokenSurprise>> tokens;
    double scaleBits = 1; ///< the end of the scale: what a blind guess among all tokens costs
    double totalBits = 0;
    std::size_t counted = 0; ///< tokens
    double bitsPerToken() const { return counted ? totalBits / double(counted) : 0; }
};

/// `nats` are −ln p of each token (RecordedRun::surprise), of which the first `opening` are marks.
SurpriseView surpriseView(std::span<const float> nats, std::size_t opening, std::size_t vocabularySize);

} // namespace tokenarium
