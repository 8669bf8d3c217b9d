// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the residual stream of every layer through the final norm and the head at once.
#include "engine/view/logit_lens.h"

#include "engine/model/recorded_run.h"
#include "engine/model/sampling.h"
#include "engine/view/residual_stream.h"

#include <algorithm>
#include <numeric>

namespace tokenarium {
namespace {

LensRow likeliest(std::span<const float> logits, std::size_t candidates) {
    const std::vector<double> probabilities = softmaxOf(logits);
    std::vector<TokenId> ids(probabilities.size());
    std::iota(ids.begin(), ids.end(), TokenId(0));
    const std::size_t count = std::min(candidates, ids.size());
    std::partial_sort(
        ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count), ids.end(), [&](TokenId a, TokenId b) {
            return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
        });
    LensRow row;
    for (std::size_t i = 0; i < count; ++i) row.push_back({ids[i], probabilities[ids[i]]});
    return row;
}

} // namespace

LogitLens lensOfLogits(std::span<const float> logits, std::size_t rows, std::size_t candidates) {
    LogitLens lens;
    if (rows == 0 || logits.empty() || candidates == 0) return lens;
    const std::size_t width = logits.size() / rows;
    for (std::size_t row = 0; row < rows; ++row)
        lens.rows.push_back(likeliest(logits.subspan(row * width, width), candidates));
    lens.winner = lens.rows.back().front().id;
    lens.leadsFrom = rows - 1;
    while (lens.leadsFrom > 0 && lens.rows[lens.leadsFrom - 1].front().id == *lens.winner) --lens.leadsFrom;
    return lens;
}

LogitLens logitLensOf(const RecordedRun& run, std::size_t token, std::size_t candidates) {
    std::vector<float> stream;
    const std::size_t rows = run.model->opened.config.layers + 1;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto vector = run.row(residualName(run.model->opened.config, row), token);
        stream.insert(stream.end(), vector.begin(), vector.end());
    }
    return lensOfLogits(logitsOfResiduals(*run.model, stream), rows, candidates);
}

} // namespace tokenarium
