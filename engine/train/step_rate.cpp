// SPDX-License-Identifier: GPL-3.0-or-later
// The operations of a step are timed without the data set around them.
#include "engine/train/step_rate.h"

#include "engine/backend/cpu_backend.h"
#include "engine/model/backward.h"
#include "engine/model/parameter_list.h"
#include "engine/model/sampling.h"
#include "engine/train/initial_weights.h"
#include "engine/train/optimizer.h"

#include <algorithm>
#include <chrono>

namespace tokenarium {

namespace {

StepRate stepRateOn(Backend& backend, const ModelConfig& config, std::size_t batchTokens,
                    const std::stop_token& stop) {
    Weights weights = createInitialWeights(config, backend, 1), gradients = zeroGradients(config, backend);
    Optimizer optimizer(TrainingSettings{}, weights, backend);
    const std::size_t length = config.positions, texts = std::max<std::size_t>(batchTokens / length, 1);
    std::vector<TokenId> ids(length * texts);
    for (std::size_t i = 0; i < ids.size(); ++i)
        ids[i] = static_cast<TokenId>(uniformNumber(1, i) * static_cast<double>(config.vocabularySize));
    std::vector<TrainingText> batch;
    for (std::size_t i = 0; i < texts; ++i) {
        const std::span<const TokenId> text = std::span(ids).subspan(i * length, length);
        batch.push_back({text, text});
    }
    LossOptions options;
    options.scale = 1.0F / static_cast<float>(ids.size());
    StepRate rate;
    for (int turn = 0; turn < 2 && !stop.stop_requested() && !backend.stopped(); ++turn) {
        const auto begin = std::chrono::steady_clock::now();
        forEachTensor(gradients, [&](Tensor& gradient) { backend.fill(0, gradient); });
        lossAndGradients(config, weights, backend, batch, options, gradients);
        optimizer.step(backend, gradients, optimizer.gradientNorm(backend, gradients), 0.01);
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        if (turn == 0) continue;
        rate.tokensPerSecond = static_cast<double>(ids.size()) / std::max(time.count(), 1e-6);
        rate.flopsPerSecond = 6 * static_cast<double>(parametersOf(config).total) * rate.tokensPerSecond;
    }
    return rate;
}

} // namespace

StepRate measureStepRate(const ModelConfig& config, std::size_t batchTokens, std::size_t threads,
                         std::stop_token stop, Backend* device) {
    if (device) {
        const StepRate rate = stepRateOn(*device, config, batchTokens, stop);
        if (!device->stopped()) return rate;
    }
    CpuBackend backend(threads);
    return stepRateOn(backend, config, batchTokens, stop);
}

} // namespace tokenarium
