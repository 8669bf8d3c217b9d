// SPDX-License-Identifier: GPL-3.0-or-later
// Llama and its relatives, dense and with experts: in what each of them differs ("gpt-oss-layer" of the
// facts).
#include "engine/cost/config_limits.h"
#include "engine/cost/gated_decoder.h"

#include <algorithm>

namespace tokenarium {
namespace {

using Part = ParameterPart;

void addAttentionBias(const FamilyInput& input, GatedRules& rules, bool otherwise = false) {
    rules.queryKeyValueBias = rules.outputBias = input.fields.flag("attention_bias", otherwise);
}

GatedRules gemmaRules(const FamilyInput& input) {
    GatedRules rules;
    addAttentionBias(input, rules);
    rules.tiedHead = true;
    if (input.type != "gemma")
        rules.layerNorms = {"input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm",
                            "post_feedforward_layernorm"};
    if (input.type.starts_with("gemma3")) rules.queryKeyNorm = GatedRules::QueryKeyNorm::PerHead;
    return rules;
}

GatedRules olmoRules(const FamilyInput& input) {
    GatedRules rules;
    addAttentionBias(input, rules);
    rules.normWeights = input.type != "olmo";
    if (input.type == "olmo") return rules;
    rules.queryKeyNorm = GatedRules::QueryKeyNorm::Whole;
    if (input.type != "olmoe") rules.layerNorms = {"post_attention_layernorm", "post_feedforward_layernorm"};
    return rules;
}

GatedRules stableLmRules(const FamilyInput& input) {
    GatedRules rules;
    rules.queryKeyValueBias = input.fields.flag("use_qkv_bias", false);
    rules.normBias = true;
    if (input.fields.flag("use_parallel_residual", false)) rules.layerNorms = {"input_layernorm"};
    if (input.fields.flag("qk_layernorm", false)) rules.queryKeyNorm = GatedRules::QueryKeyNorm::EveryHead;
    return rules;
}

GatedRules cohereRules(const FamilyInput& input) {
    GatedRules rules;
    addAttentionBias(input, rules);
    rules.layerNorms = {"input_layernorm"};
    rules.tiedHead = true;
    if (input.fields.flag("use_qk_norm", false)) rules.queryKeyNorm = GatedRules::QueryKeyNorm::EveryHead;
    return rules;
}

GatedRules qwenRules(const FamilyInput& input) {
    GatedRules rules;
    if (input.type.starts_with("qwen2")) {
        rules.queryKeyValueBias = input.fields.flag("qkv_bias", true);
        return rules;
    }
    addAttentionBias(input, rules);
    rules.queryKeyNorm = GatedRules::QueryKeyNorm::PerHead;
    return rules;
}

GatedRules rulesOf(const FamilyInput& input) {
    const std::string& type = input.type;
    if (type.starts_with("gemma")) return gemmaRules(input);
    if (type.starts_with("olmo")) return olmoRules(input);
    if (type.starts_with("qwen")) return qwenRules(input);
    if (type == "stablelm") return stableLmRules(input);
    if (type == "cohere") return cohereRules(input);
    GatedRules rules;
    if (type == "phi3") {
        rules.fusedProjections = true;
    } else if (type == "phimoe") {
        addAttentionBias(input, rules);
        rules.normBias = true;
        rules.headBias = input.fields.flag("lm_head_bias", false);
    } else if (type != "mistral" && type != "mixtral") {
        addAttentionBias(input, rules);
        rules.feedForwardBias = input.fields.flag("mlp_bias", false);
    }
    rules.tiedHead = type == "smollm3";
    return rules;
}

/// Layers with experts in Qwen's models: every step-th, but none of those listed.
bool hasExperts(const FamilyInput& input, const std::vector<std::size_t>& dense, std::size_t step,
                std::size_t layer) {
    if (!input.type.starts_with("qwen")) return true;
    return std::find(dense.begin(), dense.end(), layer) == dense.end() && (layer + 1) % step == 0;
}

void listSparseFeedForward(const FamilyInput& input, const std::string& layer, const Experts& experts,
                           TensorListBuilder& out) {
    const bool mixtral = input.type == "mixtral" || input.type == "phimoe";
    const std::string name = layer + (mixtral ? "block_sparse_moe." : "mlp.");
    out.linear(Part::Router, name + "gate", experts.count, experts.width, false);
    listExperts(name, experts, mixtral ? numberedMatrices : gateUpDown, out);
    if (input.type != "qwen2_moe") return;
    const std::size_t shared = input.fields.count("shared_expert_intermediate_size", mostFeedForward, 5632);
    listGatedFeedForward(name + "shared_expert.", experts.width, shared, {}, out);
    out.linear(Part::Router, name + "shared_expert_gate", 1, experts.width, false);
}

} // namespace

void listLlama(const FamilyInput& input, TensorListBuilder& out) {
    const GatedRules rules = rulesOf(input);
    const AttentionShape shape = readAttentionShape(input.fields);
    const std::size_t inner = input.fields.count("intermediate_size", mostFeedForward);
    const std::size_t vocabulary = input.type.starts_with("gemma3")
                                       ? input.fields.count("vocab_size", mostVocabulary, 262208)
                                       : input.fields.count("vocab_size", mostVocabulary);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        listGatedAttention(gatedLayerName(layer), shape, rules, out);
        listGatedFeedForward(gatedLayerName(layer) + "mlp.", shape.width, inner, rules, out);
        listGatedLayerNorms(gatedLayerName(layer), shape.width, rules, out);
    }
    listGatedNorm("model.norm", shape.width, rules, out);
    listGatedHead(input, vocabulary, shape.width, rules, out);
}

void listSparse(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const GatedRules rules = rulesOf(input);
    const AttentionShape shape = readAttentionShape(fields);
    const Experts experts = readExperts(input, shape.width);
    const std::size_t vocabulary = fields.count("vocab_size", mostVocabulary);
    const std::vector<std::size_t> dense = fields.counts("mlp_only_layers", mostLayers);
    const std::size_t step = fields.count("decoder_sparse_step", mostLayers, 1);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        const std::string name = gatedLayerName(layer);
        listGatedAttention(name, shape, rules, out);
        if (hasExperts(input, dense, step, layer))
            listSparseFeedForward(input, name, experts, out);
        else
            listGatedFeedForward(name + "mlp.", shape.width,
                                 fields.count("intermediate_size", mostFeedForward), rules, out);
        listGatedLayerNorms(name, shape.width, rules, out);
    }
    listGatedNorm("model.norm", shape.width, rules, out);
    listGatedHead(input, vocabulary, shape.width, rules, out);
}

/// Experts lie in one tensor, with biases; each head has a number that soaks up attention (a sink).
void listGptOss(const FamilyInput& input, TensorListBuilder& out) {
    const AttentionShape shape = readAttentionShape(input.fields);
    const Experts experts = readExperts(input, shape.width);
    const std::size_t vocabulary = input.fields.count("vocab_size", mostVocabulary);
    GatedRules rules;
    addAttentionBias(input, rules, true);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        const std::string name = gatedLayerName(layer);
        listGatedAttention(name, shape, rules, out);
        out.add(Part::AttentionOther, name + "self_attn.sinks", {shape.heads});
        out.linear(Part::Router, name + "mlp.router", experts.count, shape.width, true);
        const auto expert = [&](const char* which, const Shape& of) {
            markExperts(experts, out.add(Part::Mlp, name + "mlp.experts." + which, of));
        };
        expert("gate_up_proj", {experts.count, shape.width, 2 * experts.inner});
        expert("gate_up_proj_bias", {experts.count, 2 * experts.inner});
        expert("down_proj", {experts.count, experts.inner, shape.width});
        expert("down_proj_bias", {experts.count, shape.width});
        listGatedLayerNorms(name, shape.width, rules, out);
    }
    listGatedNorm("model.norm", shape.width, rules, out);
    listGatedHead(input, vocabulary, shape.width, rules, out);
}

} // namespace tokenarium
