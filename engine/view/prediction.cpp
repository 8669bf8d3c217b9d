// SPDX-License-Identifier: GPL-3.0-or-later
// The draw is made by chooseToken and by nobody else. Which stage removed a token is found by making the draw
// with the first stage only, then the first two, and so on.
#include "engine/view/prediction.h"

#include "engine/model/sampling.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace tokenarium {
namespace {

PredictionStage stageOf(SamplingStageKind kind) {
    switch (kind) {
    case SamplingStageKind::RepetitionPenalty: return PredictionStage::RepetitionPenalty;
    case SamplingStageKind::Temperature: return PredictionStage::Temperature;
    case SamplingStageKind::TopK: return PredictionStage::TopK;
    case SamplingStageKind::TopP: return PredictionStage::TopP;
    case SamplingStageKind::MinP: break;
    }
    return PredictionStage::MinP;
}

/// The settings with all stages behind `last` left out.
SamplingSettings upTo(SamplingSettings settings, PredictionStage last) {
    const SamplingSettings neutral;
    if (last < PredictionStage::MinP) settings.minP = neutral.minP;
    if (last < PredictionStage::TopP) settings.topP = neutral.topP;
    if (last < PredictionStage::TopK) settings.topK = neutral.topK;
    if (last < PredictionStage::Temperature) settings.temperature = neutral.temperature;
    return settings;
}

/// For every token of the vocabulary: what removed it.
std::vector<std::optional<PredictionStage>> removals(std::span<const float> logits,
                                                     std::span<const TokenId> history,
                                                     const SamplingSettings& settings, const Draw& draw) {
    std::vector<std::optional<PredictionStage>> by(logits.size());
    std::vector<bool> present(logits.size(), true);
    for (const SamplingStage& step : draw.stages) {
        if (step.removed == 0) continue;
        const PredictionStage stage = stageOf(step.kind);
        const bool isLast = &step == &draw.stages.back();
        const Draw part = isLast ? draw : chooseToken(logits, history, upTo(settings, stage), draw.uniform);
        std::vector<bool> now(logits.size(), false);
        for (const Candidate& candidate : part.candidates) now[candidate.id] = true;
        for (std::size_t id = 0; id < by.size(); ++id)
            if (present[id] && !now[id]) by[id] = stage;
        present = std::move(now);
    }
    return by;
}

/// The ids of the bars, likeliest first; those that were asked for come behind.
std::vector<TokenId> shownIds(const std::vector<double>& full, std::size_t most,
                              std::span<const TokenId> alsoShown) {
    std::vector<TokenId> ids(full.size());
    std::iota(ids.begin(), ids.end(), TokenId(0));
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(most, ids.size()));
    const auto likelier = [&](TokenId a, TokenId b) {
        return full[a] != full[b] ? full[a] > full[b] : a < b;
    };
    std::partial_sort(ids.begin(), end, ids.end(), likelier);
    ids.erase(end, ids.end());
    for (const TokenId id : alsoShown)
        if (id < full.size() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    return ids;
}

constexpr double narrowest = 1.0 / 500; // a segment below that is a few pixels wide at most

void lineUp(const Draw& draw, Prediction& view) {
    double sum = 0;
    bool isMergeable = false;
    for (const Candidate& candidate : draw.candidates) {
        if (candidate.probability <= 0) continue; // no number can draw it
        const double begin = sum;
        sum += candidate.probability;
        const bool isHit = candidate.id == draw.token;
        const bool isNarrow = !isHit && candidate.probability < narrowest;
        if (isNarrow && isMergeable) {
            view.line.back().end = sum;
            ++view.line.back().tokens;
        } else {
            if (isHit) view.hit = view.line.size();
            view.line.push_back({candidate.id, begin, sum, 1});
        }
        isMergeable = isNarrow;
    }
    if (!view.line.empty()) view.line.back().end = 1; // rounding may leave the sum a little beside 1
    view.uniform = draw.uniform;
}

/// Sorts no more of a large vocabulary than nine tenths of its mass need.
void measure(std::vector<double> full, Prediction& view) {
    for (const double share : full)
        if (share > 0) view.entropyBits -= share * std::log2(share);
    double mass = 0;
    std::size_t sorted = 0;
    while (view.tokensForNineTenths < full.size() && mass < 0.9) {
        if (view.tokensForNineTenths == sorted) {
            const auto first = full.begin() + static_cast<std::ptrdiff_t>(sorted);
            sorted = std::min(full.size(), std::max<std::size_t>(64, 4 * sorted));
            std::partial_sort(first, full.begin() + static_cast<std::ptrdiff_t>(sorted), full.end(),
                              std::greater<>());
        }
        mass += full[view.tokensForNineTenths++];
    }
}

} // namespace

Prediction describePrediction(std::span<const float> logits, std::span<const TokenId> history,
                              const SamplingSettings& settings, double uniform, std::size_t most,
                              std::span<const TokenId> alsoShown) {
    Prediction view;
    if (logits.empty()) return view;
    const Draw draw = chooseToken(logits, history, settings, uniform);
    const std::vector<double> full = softmaxOf(logits);
    const auto removedBy = removals(logits, history, settings, draw);
    std::vector<double> left(full.size(), 0);
    for (const Candidate& candidate : draw.candidates) left[candidate.id] = candidate.probability;
    for (const SamplingStage& step : draw.stages)
        view.steps.push_back({stageOf(step.kind), step.removed, step.left, step.massKept});

    std::vector<TokenId> wanted(1, draw.token);
    wanted.insert(wanted.end(), alsoShown.begin(), alsoShown.end());
    std::vector<bool> isShown(full.size(), false);
    for (const TokenId id : shownIds(full, most, wanted)) {
        view.bars.push_back({id, full[id], left[id], removedBy[id]});
        isShown[id] = true;
    }
    for (std::size_t id = 0; id < full.size(); ++id) {
        if (isShown[id]) continue;
        ++view.tail.tokens;
        view.tail.removed += removedBy[id].has_value();
        view.tail.byModel += full[id];
        view.tail.left += left[id];
    }
    lineUp(draw, view);
    measure(full, view);
    return view;
}

} // namespace tokenarium
