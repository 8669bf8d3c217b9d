// SPDX-License-Identifier: GPL-3.0-or-later
// The parts, tensor by tensor ("llama-total", "moe-layer" of the facts).
#include "engine/cost/gated_decoder.h"

#include "engine/cost/config_limits.h"

namespace tokenarium {
namespace {

using Part = ParameterPart;

/// Queries and keys are normed head by head with the same numbers, head by head with numbers of their own, or
/// all heads as one vector.
void listQueryKeyNorms(const std::string& name, const AttentionShape& shape, const GatedRules& rules,
                       TensorListBuilder& out) {
    switch (rules.queryKeyNorm) {
    case GatedRules::QueryKeyNorm::None: return;
    case GatedRules::QueryKeyNorm::PerHead:
        out.norm(name + "q_norm", shape.headWidth, false);
        out.norm(name + "k_norm", shape.headWidth, false);
        return;
    case GatedRules::QueryKeyNorm::Whole:
        out.norm(name + "q_norm", shape.queryWidth(), false);
        out.norm(name + "k_norm", shape.keyWidth(), false);
        return;
    case GatedRules::QueryKeyNorm::EveryHead:
        out.add(Part::Norms, name + "q_norm.weight", {shape.heads, shape.headWidth});
        out.add(Part::Norms, name + "k_norm.weight", {shape.keyHeads, shape.headWidth});
    }
}

} // namespace

void listGatedAttention(const std::string& layer, const AttentionShape& shape, const GatedRules& rules,
                        TensorListBuilder& out) {
    const std::string name = layer + "self_attn.";
    const bool bias = rules.queryKeyValueBias;
    if (rules.fusedProjections) {
        out.linear(Part::AttentionQkv, name + "qkv_proj", shape.queryWidth() + 2 * shape.keyWidth(),
                   shape.width, bias);
    } else {
        out.linear(Part::AttentionQkv, name + "q_proj", shape.queryWidth(), shape.width, bias);
        out.linear(Part::AttentionQkv, name + "k_proj", shape.keyWidth(), shape.width, bias);
        out.linear(Part::AttentionQkv, name + "v_proj", shape.keyWidth(), shape.width, bias);
    }
    out.linear(Part::AttentionOut, name + "o_proj", shape.width, shape.queryWidth(), rules.outputBias);
    listQueryKeyNorms(name, shape, rules, out);
}

void listGatedFeedForward(const std::string& name, std::size_t width, std::size_t inner,
                          const GatedRules& rules, TensorListBuilder& out) {
    const bool bias = rules.feedForwardBias;
    if (rules.fusedProjections) {
        out.linear(Part::Mlp, name + "gate_up_proj", 2 * inner, width, bias);
    } else {
        out.linear(Part::Mlp, name + "gate_proj", inner, width, bias);
        out.linear(Part::Mlp, name + "up_proj", inner, width, bias);
    }
    out.linear(Part::Mlp, name + "down_proj", width, inner, bias);
}

void listGatedNorm(const std::string& name, std::size_t width, const GatedRules& rules,
                   TensorListBuilder& out) {
    if (rules.normWeights) out.norm(name, width, rules.normBias);
}

void listGatedLayerNorms(const std::string& layer, std::size_t width, const GatedRules& rules,
                         TensorListBuilder& out) {
    for (const char* norm : rules.layerNorms) listGatedNorm(layer + norm, width, rules, out);
}

void listGatedHead(const FamilyInput& input, std::size_t vocabulary, std::size_t width,
                   const GatedRules& rules, TensorListBuilder& out) {
    if (!input.fields.flag("tie_word_embeddings", rules.tiedHead))
        out.languageHead("lm_head", vocabulary, width, rules.headBias);
}

std::string gatedLayerName(std::size_t layer) { return "model.layers." + std::to_string(layer) + "."; }

Experts readExperts(const FamilyInput& input, std::size_t width) {
    const JsonFields& fields = input.fields;
    Experts experts;
    experts.width = width;
    experts.count = fields.count({"num_local_experts", "num_experts", "n_routed_experts"}, mostExperts);
    experts.perToken = fields.count({"num_experts_per_tok", "experts_per_token"}, mostExperts);
    if (experts.perToken > experts.count)
        fields.refuse("\"num_experts_per_tok\" is " + std::to_string(experts.perToken) + " of " +
                      std::to_string(experts.count) + " experts; it cannot be more than there are.");
    experts.inner = fields.count({"moe_intermediate_size", "intermediate_size"}, mostFeedForward);
    return experts;
}

void markExperts(const Experts& experts, ListedTensor& tensor) {
    tensor.role = ListedTensor::Role::Expert;
    tensor.experts = experts.count;
    tensor.expertsPerToken = experts.perToken;
}

/// The three matrices of every expert; the names differ from family to family.
void listExperts(const std::string& name, const Experts& experts, const ExpertNames& names,
                 TensorListBuilder& out) {
    const Shape in{experts.inner, experts.width}, back{experts.width, experts.inner};
    for (std::size_t i = 0; i < names.size(); ++i) {
        ListedTensor& tensor =
            out.add(Part::Mlp, name + "experts.*." + names[i] + ".weight", i < 2 ? in : back);
        tensor.copies = experts.count;
        markExperts(experts, tensor);
    }
}

} // namespace tokenarium
