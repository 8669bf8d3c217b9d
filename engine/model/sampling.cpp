// SPDX-License-Identifier: GPL-3.0-or-later
// Stages over a list of candidates. A stage sorts no more of a large vocabulary than it has to look at.
#include "engine/model/sampling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();
constexpr std::size_t firstSorted = 64; // top-p of a trained model seldom needs more

bool likelier(const Candidate& a, const Candidate& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.id < b.id;
}

void softmaxInPlace(std::vector<double>& values) {
    const double highest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (double& value : values) sum += value = highest == nothing ? 1 : std::exp(value - highest);
    for (double& value : values) value /= sum;
}

/// The candidates of one draw on their way through the stages; their probabilities always add up to 1.
class Stages {
public:
    explicit Stages(std::vector<double> startLogits) : logits(std::move(startLogits)) { fromLogits(); }

    void penalize(std::span<const TokenId> seen, double penalty) {
        std::vector<TokenId> ids(seen.begin(), seen.end());
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (const TokenId id : ids)
            if (id < logits.size()) logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
        fromLogits();
        note(SamplingStageKind::RepetitionPenalty, 0, 1);
    }

    void warm(double temperature) {
        const double highest = *std::max_element(logits.begin(), logits.end());
        for (double& logit :
             logits) // the likeliest stays at 0, so the smallest temperature overflows nothing
            if (logit != nothing) logit = (logit - highest) / temperature;
        fromLogits();
        note(SamplingStageKind::Temperature, 0, 1);
    }

    /// Temperature 0: the first of the likeliest has everything.
    void freeze() {
        const double kept = topProbability();
        const Candidate likeliest = *std::min_element(candidates.begin(), candidates.end(), likelier);
        const std::size_t removed = candidates.size() - 1;
        candidates = {{likeliest.id, 1}};
        note(SamplingStageKind::Temperature, removed, kept);
    }

    void topK(std::size_t k) {
        sortFirst(std::min(k, candidates.size()));
        cut(SamplingStageKind::TopK, std::min(k, candidates.size()));
    }

    void topP(double share) {
        double mass = 0;
        std::size_t count = 0;
        while (count < candidates.size() && (count == 0 || mass < share)) {
            if (count >= sorted) sortFirst(std::min(candidates.size(), std::max(firstSorted, 4 * count)));
            mass += candidates[count++].probability;
        }
        cut(SamplingStageKind::TopP, count);
    }

    void minP(double share) {
        const double least = share * topProbability();
        const auto end = std::stable_partition(candidates.begin(), candidates.end(),
                                               [&](const Candidate& c) { return c.probability >= least; });
        const auto left = static_cast<std::size_t>(end - candidates.begin());
        sorted = std::min(sorted, left);
        cut(SamplingStageKind::MinP, left);
    }

    std::vector<Candidate> candidates;
    std::vector<SamplingStage> done;

private:
    void fromLogits() {
        std::vector<double> values = logits;
        softmaxInPlace(values);
        candidates.resize(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) candidates[i] = {static_cast<TokenId>(i), values[i]};
    }

    double topProbability() const {
        return std::min_element(candidates.begin(), candidates.end(), likelier)->probability;
    }

    void sortFirst(std::size_t count) {
        if (count <= sorted) return;
        std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
                          candidates.end(), likelier);
        sorted = count;
    }

    /// Keeps the first `count` and makes their probabilities add up to 1.
    void cut(SamplingStageKind kind, std::size_t count) {
        const std::size_t removed = candidates.size() - count;
        candidates.resize(count);
        double mass = 0;
        for (const Candidate& candidate : candidates) mass += candidate.probability;
        if (removed)
            for (Candidate& candidate : candidates) candidate.probability /= mass;
        note(kind, removed, removed ? mass : 1);
    }

    void note(SamplingStageKind kind, std::size_t removed, double massKept) {
        done.push_back({kind, removed, candidates.size(), std::min(massKept, 1.0), topProbability()});
    }

    std::vector<double> logits;
    std::size_t sorted = 0; ///< so many of the first candidates are the likeliest, in order
};

std::vector<double> cleanLogits(std::span<const float> logits) {
    std::vector<double> values(logits.begin(), logits.end());
    for (double& value : values)
        if (std::isnan(value)) value = nothing;
    for (double& value : values) // +∞ would make the soft-max 0/0
        value = std::min(value, static_cast<double>(std::numeric_limits<float>::max()));
    return values;
}

/// The first candidate at which the running sum passes the number.
std::size_t pick(const std::vector<Candidate>& candidates, double uniform) {
    double sum = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].probability <= 0) continue;
        last = i; // rounding may leave the sum a little below 1
        sum += candidates[i].probability;
        if (uniform < sum) return i;
    }
    return last;
}

} // namespace

std::vector<double> softmaxOf(std::span<const float> logits) {
    std::vector<double> values = cleanLogits(logits);
    if (!values.empty()) softmaxInPlace(values);
    return values;
}

double uniformNumber(std::uint64_t seed, std::uint64_t index) {
    std::uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1p-53;
}

Draw chooseToken(std::span<const float> logits, std::span<const TokenId> history,
                 const SamplingSettings& settings, double uniform) {
    Stages stages(cleanLogits(logits));
    std::vector<double> full;
    full.reserve(stages.candidates.size());
    for (const Candidate& candidate : stages.candidates) full.push_back(candidate.probability);

    const std::size_t window = std::min(settings.repetitionWindow, history.size());
    if (settings.repetitionPenalty > 0 && settings.repetitionPenalty != 1)
        stages.penalize(history.last(window), settings.repetitionPenalty);
    if (!(settings.temperature > 0))
        stages.freeze();
    else if (settings.temperature != 1)
        stages.warm(settings.temperature);
    if (settings.topK > 0) stages.topK(settings.topK);
    if (settings.topP < 1) stages.topP(settings.topP);
    if (settings.minP > 0) stages.minP(std::min(settings.minP, 1.0));

    Draw draw;
    const Candidate chosen = stages.candidates[pick(stages.candidates, uniform)];
    draw.token = chosen.id;
    draw.probability = chosen.probability;
    draw.fullProbability = full[chosen.id];
    draw.uniform = uniform;
    draw.stages = std::move(stages.done);
    draw.candidates = std::move(stages.candidates);
    return draw;
}

Draw Sampler::draw(std::span<const float> logits, std::span<const TokenId> history) {
    const std::uint64_t index = recordList.size();
    Draw made = chooseToken(logits, history, settings, uniformNumber(seed, index));
    recordList.push_back({settings, seed, index, made.token});
    return made;
}

Draw replay(const DrawRecord& record, std::span<const float> logits, std::span<const TokenId> history) {
    return chooseToken(logits, history, record.settings, uniformNumber(record.seed, record.index));
}

} // namespace tokenarium
