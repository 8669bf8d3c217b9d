// SPDX-License-Identifier: GPL-3.0-or-later
// Compares in logarithms, so that tokens whose probability is next to nothing do no harm.
#include "engine/view/what_if.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

/// ln of the probability of every token.
std::vector<double> logarithms(std::span<const float> logits) {
    const double top = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float logit : logits) sum += std::exp(logit - top);
    std::vector<double> logs(logits.size());
    for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = logits[i] - top - std::log(sum);
    return logs;
}

std::vector<TokenId> likeliest(const std::vector<double>& logs, std::size_t count) {
    std::vector<TokenId> ids(logs.size());
    std::iota(ids.begin(), ids.end(), 0);
    count = std::min(count, ids.size());
    std::partial_sort(
        ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count), ids.end(),
        [&](TokenId a, TokenId b) { return logs[a] != logs[b] ? logs[a] > logs[b] : a < b; });
    ids.resize(count);
    return ids;
}

} // namespace

PredictionChange comparePredictions(std::span<const float> before, std::span<const float> after,
                                    std::size_t count) {
    const std::vector<double> old = logarithms(before), now = logarithms(after);
    PredictionChange change;
    std::vector<TokenId> ids = likeliest(old, std::max<std::size_t>(count, 1));
    const std::vector<TokenId> others = likeliest(now, std::max<std::size_t>(count, 1));
    change.likeliestBefore = ids.front();
    change.likeliestAfter = others.front();
    ids.insert(ids.end(), others.begin(), others.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const TokenId id : ids) change.candidates.push_back({id, std::exp(old[id]), std::exp(now[id])});
    std::stable_sort(change.candidates.begin(), change.candidates.end(),
                     [](const ChangedCandidate& a, const ChangedCandidate& b) {
                         return std::max(a.before, a.after) > std::max(b.before, b.after);
                     });
    change.candidates.resize(std::min(change.candidates.size(), count));
    for (std::size_t i = 0; i < old.size(); ++i)
        if (const double p = std::exp(old[i]); p > 0) change.divergenceBits += p * (old[i] - now[i]);
    change.divergenceBits = std::max(0.0, change.divergenceBits / std::log(2.0));
    return change;
}

} // namespace tokenarium
