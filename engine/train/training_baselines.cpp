// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the targets of an epoch, then asks the counts about the validation split.
#include "engine/train/training_baselines.h"

#include "engine/backend/backend.h"

#include <cmath>
#include <numeric>

namespace tokenarium {

namespace {

template<typename Take>
void eachTarget(const Dataset& data, const TextWindow& window, std::vector<TokenId>& space,
                const Take& take) {
    space.clear();
    space.reserve(window.length);
    for (const TokenId target : data.text(window, space).targets)
        if (target != noTarget) take(target);
}

} // namespace

TrainingBaselines trainingBaselines(const Dataset& data, std::size_t vocabularySize) {
    TrainingBaselines baselines;
    baselines.uniform = std::log(static_cast<double>(vocabularySize));
    std::vector<double> counts(vocabularySize, 1);
    std::vector<TokenId> space;
    std::vector<TextWindow> asked(data.validation().begin(), data.validation().end());
    for (const std::uint32_t index : data.epochOrder(1, 0)) {
        const TextWindow& window = data.training()[index];
        eachTarget(data, window, space, [&](TokenId target) { counts[target] += 1; });
    }
    if (asked.empty()) asked = data.training();
    const double all = std::log(std::accumulate(counts.begin(), counts.end(), 0.0));
    double nats = 0;
    std::size_t targets = 0;
    for (const TextWindow& window : asked)
        eachTarget(data, window, space, [&](TokenId target) {
            nats += all - std::log(counts[target]);
            ++targets;
        });
    if (targets > 0) baselines.unigram = nats / static_cast<double>(targets);
    return baselines;
}

} // namespace tokenarium
