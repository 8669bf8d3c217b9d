// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a language model: how many layers, how wide, which norm, which activation.
#pragma once

#include "engine/backend/backend.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// How rotary angles are stretched for contexts longer than those of the first training.
struct RopeScaling {
    enum class Kind { None, Linear, Llama3 } kind = Kind::None;
    double factor = 1;
    double lowFrequencyFactor = 1, highFrequencyFactor = 4; ///< Llama3 only
    double originalPositions = 8192;                        ///< Llama3 only
};

/// Two families cover GPT-2 and GPT-3, Llama, Mistral, SmolLM, Qwen 2 and Qwen 3; the switches below say in
/// what they differ. A plain value; `configProblem` says whether it can be a model.
struct ModelConfig {
    enum class Norm { Layer, Rms } norm = Norm::Layer;
    enum class Positions { Learned, Rotary } positionKind = Positions::Learned;
    enum class FeedForward { Gelu, Swiglu } feedForward = FeedForward::Gelu;

    std::size_t layers = 0;           ///< L
    std::size_t width = 0;            ///< C
    std::size_t heads = 0;            ///< H
    std::size_t keyHeads = 0;         ///< K; below H where query heads share keys and values
    std::size_t headWidth = 0;        ///< D; H·D need not be C
    std::size_t feedForwardWidth = 0; ///< F
    std::size_t vocabularySize = 0;   ///< V
    std::size_t positions = 0;        ///< the longest context

    float normEpsilon = 1e-5F;
    GeluKind gelu = GeluKind::Tanh;
    double ropeTheta = 10000;
    RopePairs ropePairs = RopePairs::Halves;
    RopeScaling ropeScaling;
    bool queryKeyValueBias = false, attentionOutputBias = false, feedForwardBias = false;
    bool normBias = false;     ///< LayerNorm only
    bool queryKeyNorm = false; ///< RMSNorm of every query and key head before it is turned (Qwen 3)
    bool tiedHead = false;     ///< the token table is the head as well

    std::size_t queryWidth() const { return heads * headWidth; }
    std::size_t keyWidth() const { return keyHeads * headWidth; }
};

/// From the text of a Hugging Face config.json of gpt2, llama, mistral, qwen2 or qwen3. Where attention looks
/// back through a window only, `positions` ends with that window: up to there the window changes nothing.
/// Throws std::runtime_error that names `source`, the field and what is expected.
ModelConfig loadConfig(std::string_view jsonText, const std::string& source);

/// What is wrong with a configuration, as a sentence; empty if nothing is.
std::string configProblem(const ModelConfig& config);

/// Radians per position for each pair of a head, D/2 numbers.
std::vector<double> ropeFrequencies(const ModelConfig& config);

/// Key and value numbers that one token adds to the cache, in all layers.
std::size_t cacheElementsPerToken(const ModelConfig& config);

} // namespace tokenarium
