// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses once per column, with the stages up to there.
#include "engine/view/sampling_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
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

std::optional<double> probabilityOf(const Draw& draw, TokenId id) {
    for (const Candidate& candidate : draw.candidates)
        if (candidate.id == id) return candidate.probability;
    return std::nullopt;
}

bool contains(std::span<const SamplingStageKind> stages, SamplingStageKind kind) {
    return std::find(stages.begin(), stages.end(), kind) != stages.end();
}

double penalized(double logit, double penalty) { return logit > 0 ? logit / penalty : logit * penalty; }

/// The logits and what they are divided by, as the soft-max of the last stage has them.
void describeSoftmax(SamplingCell& cell, std::span<const float> logits, std::span<const TokenId> history,
                     const SamplingSettings& settings, std::span<const SamplingStageKind> stages,
                     TokenId id) {
    std::vector<double> values(logits.begin(), logits.end());
    cell.plainLogit = values[id];
    if (contains(stages, SamplingStageKind::RepetitionPenalty)) {
        const auto recent = history.last(std::min(history.size(), settings.repetitionWindow));
        for (const TokenId seen : std::set<TokenId>(recent.begin(), recent.end()))
            if (seen < values.size()) values[seen] = penalized(values[seen], settings.repetitionPenalty);
    }
    cell.logit = values[id];
    cell.greatest = *std::max_element(values.begin(), values.end());
    const bool warm = contains(stages, SamplingStageKind::Temperature) && settings.temperature > 0;
    cell.divisor = 0;
    for (const double value : values)
        cell.divisor += std::exp((value - cell.greatest) / (warm ? settings.temperature : 1));
}

/// Where the token stands among those that the stage found.
void describePlace(SamplingCell& cell, const Draw& before, const Draw& after, TokenId id) {
    for (const Candidate& each : before.candidates) cell.highest = std::max(cell.highest, each.probability);
    if (!after.stages.empty()) cell.kept = after.stages.back().massKept;
    if (!cell.before) return;
    cell.place = 1;
    for (const Candidate& each : before.candidates) {
        const bool isLikelier =
            each.probability != *cell.before ? each.probability > *cell.before : each.id < id;
        if (!isLikelier) continue;
        ++cell.place;
        cell.likelier += each.probability;
    }
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

SamplingCell samplingCell(std::span<const float> logits, std::span<const TokenId> history,
                          const SamplingSettings& settings, std::span<const SamplingStageKind> stages,
                          TokenId id) {
    SamplingCell cell;
    if (!stages.empty()) cell.stage = stages.back();
    const auto earlier = stages.first(stages.empty() ? 0 : stages.size() - 1);
    const Draw before = chooseToken(logits, history, onlyThese(settings, earlier), 0);
    const Draw after = chooseToken(logits, history, onlyThese(settings, stages), 0);
    cell.before = probabilityOf(before, id);
    cell.after = probabilityOf(after, id);
    describeSoftmax(cell, logits, history, settings, stages, id);
    describePlace(cell, before, after, id);
    return cell;
}

std::pair<double, double> drawnPart(const Draw& draw, TokenId id) {
    double begin = 0;
    for (const Candidate& candidate : draw.candidates) {
        if (candidate.id == id) return {begin, begin + candidate.probability};
        begin += candidate.probability;
    }
    return {begin, begin};
}

} // namespace tokenarium
