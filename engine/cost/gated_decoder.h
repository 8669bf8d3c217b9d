// SPDX-License-Identifier: GPL-3.0-or-later
// What Llama, DeepSeek and their relatives are put together from: attention, a gated feed-forward part,
// experts.
#pragma once

#include "engine/cost/architecture_families.h"
#include "engine/cost/attention_shape.h"

#include <array>
#include <string>
#include <vector>

namespace tokenarium {

/// In what the members of the family differ.
struct GatedRules {
    bool queryKeyValueBias = false, outputBias = false, feedForwardBias = false;
    bool normBias = false, normWeights = true; // the first OLMo's norms have nothing to learn
    std::vector<const char*> layerNorms = {"input_layernorm", "post_attention_layernorm"};
    enum class QueryKeyNorm { None, PerHead, Whole, EveryHead } queryKeyNorm = QueryKeyNorm::None;
    bool fusedProjections = false; // Phi 3: query, key and value in one matrix, gate and up in another
    bool tiedHead = false, headBias = false;
};

/// "model.layers.3."
std::string gatedLayerName(std::size_t layer);

void listGatedAttention(const std::string& layer, const AttentionShape& shape, const GatedRules& rules,
                        TensorListBuilder& out);
void listGatedFeedForward(const std::string& name, std::size_t width, std::size_t inner,
                          const GatedRules& rules, TensorListBuilder& out);
void listGatedNorm(const std::string& name, std::size_t width, const GatedRules& rules,
                   TensorListBuilder& out);
/// All of one layer.
void listGatedLayerNorms(const std::string& layer, std::size_t width, const GatedRules& rules,
                         TensorListBuilder& out);
/// Unless it is tied.
void listGatedHead(const FamilyInput& input, std::size_t vocabulary, std::size_t width,
                   const GatedRules& rules, TensorListBuilder& out);

struct Experts {
    std::size_t count = 0, perToken = 0, width = 0, inner = 0;
};
Experts readExperts(const FamilyInput& input, std::size_t width);
void markExperts(const Experts& experts, ListedTensor& tensor);

/// Names of the three matrices, the last one leading back to the model's width.
using ExpertNames = std::array<const char*, 3>;
inline constexpr ExpertNames gateUpDown = {"gate_proj", "up_proj", "down_proj"};
inline constexpr ExpertNames numberedMatrices = {"w1", "w3", "w2"};
void listExperts(const std::string& name, const Experts& experts, const ExpertNames& names,
                 TensorListBuilder& out);

} // namespace tokenarium
