// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses once per column, with the stages up to there.
#include "engine/view/sampling_columns.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace tokenarium {
namespace {

SamplingSettings onlyThese(const SamplingSettings& settings, std::span<const SamplingStageKind> stages) {
    SamplingSettings some;
    some.repetitionWindow = settings.repetitionWindow;
    for (const SamplingStageKind kind : stages) switch (kind) {
        case SamplingStageKind::RepetitionPenalty: some.repetitionPenalty = settings.repetitionPenalty; break;
        case SamplingStageKind::Temperature: some.temperature = settings.temperature; break;
        case SamplingStageKind::TopK: some.topK = settings.topK; break;
        case SamplingStageKind::TopP: some.topP = settings.topP; break;
        case SamplingStageKind::MinP: some.minP = settings.minP; break;
        }
    return some;
}

} // namespace

SamplingColumns samplingColumns(std::span<const float> logits, std::span<const TokenId> history,
                                const SamplingSettings& settings, std::span<const SamplingStageKind> stages,
                                TokenId drawn, std::size_t most) {
    SamplingColumns table;
    if (logits.empty() || most == 0) return table;
    std::vector<TokenId> order(logits.size());
    std::iota(order.begin(), order.end(), TokenId(0));
    const std::size_t rows = std::min(most, order.size());
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rows), order.end(),
        [&](TokenId a, TokenId b) { return logits[a] != logits[b] ? logits[a] > logits[b] : a < b; });
    order.resize(rows);
    if (std::find(order.begin(), order.end(), drawn) == order.end() && drawn < logits.size())
        order.back() = drawn;
    table.ids = std::move(order);
    table.columns = stages.size() + 1;
    table.probabilities.assign(table.ids.size() * table.columns, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t column = 0; column < table.columns; ++column) {
        const Draw draw = chooseToken(logits, history, onlyThese(settings, stages.first(column)), 0);
        std::unordered_map<TokenId, double> left;
        for (const Candidate& candidate : draw.candidates) left[candidate.id] = candidate.probability;
        for (std::size_t row = 0; row < table.ids.size(); ++row)
            if (const auto found = left.find(table.ids[row]); found != left.end())
                table.probabilities[row * table.columns + column] = static_cast<float>(found->second);
    }
    return table;
}

} // namespace tokenarium
