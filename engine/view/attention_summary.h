// SPDX-License-Identifier: GPL-3.0-or-later
// Who reads whom: the attention of every head of a run, averages of them, and the strongest of a token.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct RecordedRun;

/// The weights of all heads, borrowed from whoever recorded them. Plain value.
struct AttentionMaps {
    std::shared_ptr<const void> owner;          ///< keeps them alive
    std::vector<std::span<const float>> layers; ///< each [H, T, T]: row t is what token t reads; sums to 1
    std::size_t heads = 0, tokens = 0;
};

/// Of the run's "block.N.attention.probs". No layers where the run has not kept them.
AttentionMaps attentionMapsOf(std::shared_ptr<const RecordedRun> run);

/// One head, the average of a layer's heads (no head), or that of all heads of all layers (no layer).
struct AttentionChoice {
    std::optional<std::size_t> layer, head;
    bool operator==(const AttentionChoice&) const = default;
};

/// The weights of a choice, [T, T]; empty where there is no such layer or head.
std::vector<float> attentionOf(const AttentionMaps& maps, const AttentionChoice& choice);

struct AttentionShare {
    std::size_t token = 0;
    double weight = 0;
    bool operator==(const AttentionShare&) const = default;
};

/// What token `token` reads: its row of `weights` [T, T], the strongest first, at most `most` and none of
/// weight 0. They sum to 1 over all.
std::vector<AttentionShare> tokensReadBy(std::span<const float> weights, std::size_t token, std::size_t most);
/// Who reads it: its column. Only tokens from itself on can; the sum may be anything up to their number.
std::vector<AttentionShare> tokensThatRead(std::span<const float> weights, std::size_t token,
                                           std::size_t most);

struct AttentionLine {
    std::size_t reader = 0, read = 0;
    float weight = 0;
    bool operator==(const AttentionLine&) const = default;
};

/// The strongest lines of all, weakest first, so that strong ones are painted over weak ones.
std::vector<AttentionLine> strongestLines(std::span<const float> weights, std::size_t most);

/// A picture of `weights` [T, T] with at most `side` rows: [n, n], each the greatest of the weights it stands
/// for, so that no line of a large matrix is lost. Returns n as well.
struct AttentionThumbnail {
    std::size_t side = 0;
    std::vector<float> values;
};
AttentionThumbnail thumbnailOf(std::span<const float> weights, std::size_t side);

} // namespace tokenarium
