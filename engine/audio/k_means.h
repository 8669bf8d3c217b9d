// SPDX-License-Identifier: GPL-3.0-or-later
// k-means: finding entries of a codebook, and the nearest entry of a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// Finds the nearest of some entries, the first of equally near ones. Every machine finds the same one. A
/// copy for each thread.
class NearestEntry {
public:
    /// `centres` is [entries, width]; both are at least 1.
    NearestEntry(std::span<const float> centres, std::size_t width);
    /// `row` is [width].
    std::size_t operator()(std::span<const float> row);

private:
    std::vector<float> columns, halfSquares, scores;
};

/// Σ (a − b)² in double precision, added in the same order on every machine. `b` is as long as `a`.
double squaredDistance(std::span<const float> a, std::span<const float> b);

struct KMeansOptions {
    std::size_t entries = 256;
    std::size_t iterations = 25; ///< at most; it ends where nothing moves any more
    std::uint64_t seed = 1;      ///< the same seed and rows, the same entries
};

struct KMeansResult {
    std::vector<float> centres;  ///< [entries, width]
    double meanSquaredError = 0; ///< Σ distance² / (rows × width), of the last assignment
    std::size_t iterations = 0;
};

/// k-means++ chooses the first entries (Arthur and Vassilvitskii 2007), Lloyd's iterations move them; an
/// entry that nothing is near to goes to the row that is farthest from its own. Where there are no more
/// different rows than entries, every row is an entry. `rows` is [n, width], n > 0. Nothing when stopped.
/// `progress` gets 0…1.
std::optional<KMeansResult> kMeans(std::span<const float> rows, std::size_t width,
                                   const KMeansOptions& options, std::stop_token stop = {},
                                   const std::function<void(double)>& progress = {});

/// A number from 0 to 1 (not 1), the same from the same state on every machine (SplitMix64).
double nextUniform(std::uint64_t& state);

} // namespace tokenarium
