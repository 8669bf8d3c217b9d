// SPDX-License-Identifier: GPL-3.0-or-later
// The residual stream of a run, layer by layer: how long its vectors are, and how far two of them part.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

struct ModelConfig;
struct RecordedRun;

/// Place 0: what goes into the first block; place n: what comes out of block n − 1.
std::string residualName(const ModelConfig& config, std::size_t place);
/// The vector of the token's id alone, before positions are added.
inline constexpr const char* tokenVectorName = "embed.tokens";

/// Euclidean.
double normOf(std::span<const float> vector);
double distanceBetween(std::span<const float> a, std::span<const float> b);
/// Of the angle between them, −1 … 1; 0 where one of them is zero.
double cosineOf(std::span<const float> a, std::span<const float> b);

/// L layers: L + 1 places of the stream, L additions of each kind.
struct ResidualNorms {
    std::vector<double> stream;      ///< of the token
    std::vector<double> meanStream;  ///< the mean over all tokens of the text
    std::vector<double> attention;   ///< of what the attention of each block adds to it
    std::vector<double> feedForward; ///< of what the feed-forward part adds
};
ResidualNorms residualNormsOf(const RecordedRun& run, std::size_t token);

/// 1 − cosine of two tokens' vectors: of their ids alone, then at every place after a layer; L + 1 numbers.
/// Both runs are of the same model.
std::vector<double> cosineDistances(const RecordedRun& first, std::size_t tokenOfFirst,
                                    const RecordedRun& second, std::size_t tokenOfSecond);
/// The same, the mean over all other tokens of the run: how far apart different tokens are. Empty for a text
/// of one token.
std::vector<double> meanDistancesToOthers(const RecordedRun& run, std::size_t token);

} // namespace tokenarium
