// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded runs of small models with random weights, which read bytes.
#pragma once

#include "engine/backend/cpu_backend.h"
#include "engine/model/recorded_run.h"
#include "engine/text/bytes_and_characters.h"
#include "tests/engine/model/model_fixture.h"

namespace tokenarium::testing {

/// The model of a fixture with a vocabulary of bytes.
inline std::shared_ptr<const ReadyModel> readyModel(ModelConfig config, unsigned seed = 1) {
    auto ready = std::make_shared<ReadyModel>();
    config.vocabularySize = 256;
    ready->backend = std::make_unique<CpuBackend>(1);
    ready->opened.name = "random";
    ready->opened.config = config;
    ready->opened.weights = randomWeights(config, *ready->backend, seed);
    ready->opened.tokenizer = createBytes();
    return ready;
}

inline std::shared_ptr<const RecordedRun> randomRun(const ModelConfig& config, std::size_t tokens,
                                                    std::uint64_t budget = std::uint64_t(1) << 30) {
    const auto model = readyModel(config);
    return recordRun(model, randomIds(model->opened.config, tokens, 7), {}, budget);
}

} // namespace tokenarium::testing
