// SPDX-License-Identifier: GPL-3.0-or-later
// From natural logarithms to bits and tints.
#include "engine/view/surprise.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

SurpriseView surpriseView(std::span<const float> nats, std::size_t opening, std::size_t vocabularySize) {
    SurpriseView view;
    view.tokens.resize(nats.size());
    view.scaleBits = std::max(1.0, std::log2(double(std::max<std::size_t>(vocabularySize, 2))));
    for (std::size_t t = std::max<std::size_t>(opening, 1); t < nats.size(); ++t) {
        TokenSurprise token;
        token.bits = std::max(0.0, double(nats[t])) / std::log(2.0);
        token.probability = std::exp2(-token.bits);
        token.tint = std::uint8_t(std::lround(255 * std::min(1.0, token.bits / view.scaleBits)));
        view.totalBits += token.bits;
        ++view.counted;
        view.tokens[t] = token;
    }
    return view;
}

} // namespace tokenarium
