// SPDX-License-Identifier: GPL-3.0-or-later
// Small models with random weights, a transformer in double precision that shares no code with the engine,
// and the folders of golden numbers and real models.
#pragma once

#include "engine/model/forward.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace tokenarium::testing {

/// $TOKENARIUM_FACTS, else ../shared/facts beside the repository; models lie beside it.
std::filesystem::path factsFolder();
std::filesystem::path modelsFolder();
/// Throws where the file is absent or no JSON.
nlohmann::json readJson(const std::filesystem::path& file);

/// Two layers, width 12, head width 4, 11 tokens, 32 positions, with every switch of its family on.
ModelConfig smallGpt2();
ModelConfig smallLlama(); ///< 4 query heads share 2 key heads, QK-norm, biases, head not tied

/// Normal with a spread at which attention is far from even.
Weights randomWeights(const ModelConfig& config, Backend& backend, unsigned seed = 1);
std::vector<TokenId> randomIds(const ModelConfig& config, std::size_t count, unsigned seed);

/// What is different in a run of the plain transformer.
struct PlainChange {
    const void* tensor = nullptr;                     ///< the data of a weight of which one number …
    std::size_t index = 0;                            ///< … this one …
    double by = 0;                                    ///< … is larger by so much, in double precision
    std::map<const void*, std::vector<double>> added; ///< to all numbers of weights with these data
    float dropout = 0;
    std::uint64_t dropoutSeed = 0;
    std::size_t firstRow = 0; ///< of the text among those of its batch: dropout asks
};

/// Logits [T][V] of a whole text, straight from the formulas.
std::vector<std::vector<double>> plainLogits(const ModelConfig& config, const Weights& weights,
                                             const std::vector<TokenId>& ids, const PlainChange& change = {});

/// The logits of one text without a cache.
std::vector<float> logitsOf(const ModelConfig& config, const Weights& weights, Backend& backend,
                            const std::vector<TokenId>& ids);

double largestDifference(const std::vector<float>& a, const std::vector<float>& b);

} // namespace tokenarium::testing
