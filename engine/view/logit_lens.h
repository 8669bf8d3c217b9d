// SPDX-License-Identifier: GPL-3.0-or-later
// What a model would predict if it stopped after each layer: the logit lens.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct RecordedRun;

struct LensCandidate {
    TokenId id = 0;
    double probability = 0; ///< over the whole vocabulary
    bool operator==(const LensCandidate&) const = default;
};

/// After a layer: row 0 is the embedding before any, row n the residual stream after n layers.
using LensRow = std::vector<LensCandidate>; ///< the likeliest first

struct LogitLens {
    std::vector<LensRow> rows;
    /// The likeliest of the last row: what the model does predict. Nothing without rows.
    std::optional<TokenId> winner;
    /// The first row from which on the winner leads in every one.
    std::size_t leadsFrom = 0;
};

/// From [rows, V] logits.
LogitLens lensOfLogits(std::span<const float> logits, std::size_t rows, std::size_t candidates);

/// For token `token` of the run. Waits for the model; on a worker.
LogitLens logitLensOf(const RecordedRun& run, std::size_t token, std::size_t candidates);

} // namespace tokenarium
