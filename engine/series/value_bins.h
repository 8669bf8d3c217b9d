// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers become ids of bins: Chronos for time series, RT-1 and OpenVLA for the actions of robots.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

/// Chronos (Ansari et al. 2024, arXiv 2403.07815; as its code does it, MeanScaleUniformBins): divide by the
/// mean of |x|, then count the boundaries at or below. There are tokens − special − 1 centres from `low` to
/// `high`.
struct ChronosBins {
    std::size_t tokens = 4096, special = 2; ///< ids 0 (pad, also a missing value) and 1 (end) are special
    double low = -15, high = 15;
    bool operator==(const ChronosBins&) const = default;

    /// 4093 with the paper's settings, whose text says 4094.
    std::size_t centres() const { return tokens - special - 1; }
    /// In scaled values: how far a value and its centre are apart at most, inside low … high.
    double halfBin() const { return (high - low) / static_cast<double>(centres() - 1) / 2; }
};

struct ChronosSeries {
    double scale = 1;         ///< mean of |x| over what is there; 1 where that is 0 or nothing is there
    std::vector<TokenId> ids; ///< one a value; without the end mark
    std::size_t clipped = 0;  ///< values outside low … high after scaling: they come back wrong
};

/// `values`: NaN is missing. Needs tokens >= special + 3 and low < high.
ChronosSeries chronosEncode(const ChronosBins& bins, std::span<const double> values);
/// The centres times the scale; NaN for special ids.
std::vector<double> chronosDecode(const ChronosBins& bins, const ChronosSeries& series);

/// RT-1 (arXiv 2212.06817, action_tokenizer.py): the bin of `value` between low and high, 0 … bins − 1.
std::size_t rt1Bin(double value, double low, double high, std::size_t bins);
/// The value that a bin stands for.
double rt1Value(std::size_t bin, double low, double high, std::size_t bins);
/// OpenVLA (arXiv 2406.09246, action_tokenizer.py): how many of `bins` marks from −1 to 1 are at or below the
/// clipped value, 1 … bins.
std::size_t openVlaBin(double value, std::size_t bins = 256);
/// The id in the language model's vocabulary, whose last ids it takes.
TokenId openVlaToken(std::size_t bin, std::size_t vocabulary = 32'000);

/// Of a robot that sees pictures and acts: RT-1 reads `images` of `tokensPerImage` each and writes a token a
/// dimension of the action, RT-2 (arXiv 2307.15818) the latter only.
struct Rt1Tokens {
    std::size_t context = 0, action = 0;
};
inline Rt1Tokens rt1Tokens(std::size_t images, std::size_t tokensPerImage, std::size_t actionDimensions) {
    return {images * tokensPerImage, actionDimensions};
}

} // namespace tokenarium
