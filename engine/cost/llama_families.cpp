// SPDX-License-Identifier: GPL-3.0-or-later
// Llama and its relatives, dense and with experts, tensor by tensor ("llama-total", "moe-layer",
// "gpt-oss-layer" of the facts).
#include "engine/cost/architecture_families.h"
#include "engine/cost/attention_shape.h"
#include "engine/cost/config_limits.h"

#include <algorithm>

namespace tokenarium {
namespace {

using Part = ParameterPart;
using Role = ListedTensor::Role;

/// In what the members of the family differ.
struct Rules {
    bool queryKeyValueBias = false, outputBias = false, feedForwardBias = false;
    bool normBias = false, normWeights = true; // the first OLMo's norms have nothing to learn
    std::vector<const char*> layerNorms = {"input_layernorm", "post_attention_layernorm"};
    enum class QueryKeyNorm { None, PerHead, Whole, EveryHead } queryKeyNorm = QueryKeyNorm::None;
    bool queryKeyNormBias = false;
    bool fusedProjections = false; // Phi 3 keeps query, key and value in one matrix, gate and up in another
    bool tiedHead = false, headBias = false;
};

void addAttentionBias(const FamilyInput& input, Rules& rules, bool otherwise = false) {
    rules.queryKeyValueBias = rules.outputBias = input.fields.flag("attention_bias", otherwise);
}

Rules gemmaRules(const FamilyInput& input) {
    Rules rules;
    addAttentionBias(input, rules);
    rules.tiedHead = true;
    if (input.type != "gemma")
        rules.layerNorms = {"input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm",
                            "post_feedforward_layernorm"};
    if (input.type.starts_with("gemma3")) rules.queryKeyNorm = Rules::QueryKeyNorm::PerHead;
    return rules;
}

Rules olmoRules(const FamilyInput& input) {
    Rules rules;
    addAttentionBias(input, rules);
    rules.normWeights = input.type != "olmo";
    if (input.type == "olmo") return rules;
    rules.queryKeyNorm = Rules::QueryKeyNorm::Whole;
    if (input.type != "olmoe") rules.layerNorms = {"post_attention_layernorm", "post_feedforward_layernorm"};
    return rules;
}

Rules stableLmRules(const FamilyInput& input) {
    Rules rules;
    rules.queryKeyValueBias = input.fields.flag("use_qkv_bias", false);
    rules.normBias = true;
    if (input.fields.flag("use_parallel_residual", false)) rules.layerNorms = {"input_layernorm"};
    if (input.fields.flag("qk_layernorm", false)) rules.queryKeyNorm = Rules::QueryKeyNorm::EveryHead;
    return rules;
}

Rules cohereRules(const FamilyInput& input) {
    Rules rules;
    addAttentionBias(input, rules);
    rules.layerNorms = {"input_layernorm"};
    rules.tiedHead = true;
    if (input.fields.flag("use_qk_norm", false)) rules.queryKeyNorm = Rules::QueryKeyNorm::EveryHead;
    return rules;
}

Rules qwenRules(const FamilyInput& input) {
    Rules rules;
    if (input.type.starts_with("qwen2")) {
        rules.queryKeyValueBias = input.fields.flag("qkv_bias", true);
        return rules;
    }
    addAttentionBias(input, rules);
    rules.queryKeyNorm = Rules::QueryKeyNorm::PerHead;
    return rules;
}

Rules rulesOf(const FamilyInput& input) {
    const std::string& type = input.type;
    if (type.starts_with("gemma")) return gemmaRules(input);
    if (type.starts_with("olmo")) return olmoRules(input);
    if (type.starts_with("qwen")) return qwenRules(input);
    if (type == "stablelm") return stableLmRules(input);
    if (type == "cohere") return cohereRules(input);
    Rules rules;
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

/// Queries and keys are normed head by head with the same numbers, head by head with numbers of their own, or
/// all heads as one vector.
void listQueryKeyNorms(const std::string& name, const AttentionShape& shape, const Rules& rules,
                       TensorListBuilder& out) {
    switch (rules.queryKeyNorm) {
    case Rules::QueryKeyNorm::None: return;
    case Rules::QueryKeyNorm::PerHead:
        out.norm(name + "q_norm", shape.headWidth, false);
        out.norm(name + "k_norm", shape.headWidth, false);
        return;
    case Rules::QueryKeyNorm::Whole:
        out.norm(name + "q_norm", shape.queryWidth(), false);
        out.norm(name + "k_norm", shape.keyWidth(), false);
        return;
    case Rules::QueryKeyNorm::EveryHead:
        out.add(Part::Norms, name + "q_norm.weight", {shape.heads, shape.headWidth});
        out.add(Part::Norms, name + "k_norm.weight", {shape.keyHeads, shape.headWidth});
    }
}

void listAttention(const std::string& layer, const AttentionShape& shape, const Rules& rules,
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

void listFeedForward(const std::string& name, std::size_t width, std::size_t inner, const Rules& rules,
                     TensorListBuilder& out) {
    const bool bias = rules.feedForwardBias;
    if (rules.fusedProjections) {
        out.linear(Part::Mlp, name + "gate_up_proj", 2 * inner, width, bias);
    } else {
        out.linear(Part::Mlp, name + "gate_proj", inner, width, bias);
        out.linear(Part::Mlp, name + "up_proj", inner, width, bias);
    }
    out.linear(Part::Mlp, name + "down_proj", width, inner, bias);
}

void listNorm(const std::string& name, std::size_t width, const Rules& rules, TensorListBuilder& out) {
    if (rules.normWeights) out.norm(name, width, rules.normBias);
}

void listLayerNorms(const std::string& layer, std::size_t width, const Rules& rules, TensorListBuilder& out) {
    for (const char* norm : rules.layerNorms) listNorm(layer + norm, width, rules, out);
}

void listHead(const FamilyInput& input, std::size_t vocabulary, std::size_t width, const Rules& rules,
              TensorListBuilder& out) {
    if (!input.fields.flag("tie_word_embeddings", rules.tiedHead))
        out.languageHead("lm_head", vocabulary, width, rules.headBias);
}

std::string layerName(std::size_t layer) { return "model.layers." + std::to_string(layer) + "."; }

// Experts ------------------------------------------------------------------------------------------------

struct Experts {
    std::size_t count = 0, perToken = 0, width = 0, inner = 0;
};

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
    tensor.role = Role::Expert;
    tensor.experts = experts.count;
    tensor.expertsPerToken = experts.perToken;
}

/// The three matrices of every expert; the names differ from family to family.
void listExperts(const std::string& name, const Experts& experts, const std::array<const char*, 3>& names,
                 TensorListBuilder& out) {
    const Shape in{experts.inner, experts.width}, back{experts.width, experts.inner};
    for (std::size_t i = 0; i < names.size(); ++i) {
        ListedTensor& tensor =
            out.add(Part::Mlp, name + "experts.*." + names[i] + ".weight", i < 2 ? in : back);
        tensor.copies = experts.count;
        markExperts(experts, tensor);
    }
}

constexpr std::array<const char*, 3> gateUpDown = {"gate_proj", "up_proj", "down_proj"},
                                     numbered = {"w1", "w3", "w2"};

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
    listExperts(name, experts, mixtral ? numbered : gateUpDown, out);
    if (input.type != "qwen2_moe") return;
    const std::size_t shared = input.fields.count("shared_expert_intermediate_size", mostFeedForward, 5632);
    listFeedForward(name + "shared_expert.", experts.width, shared, {}, out);
    out.linear(Part::Router, name + "shared_expert_gate", 1, experts.width, false);
}

} // namespace

void listLlama(const FamilyInput& input, TensorListBuilder& out) {
    const Rules rules = rulesOf(input);
    const AttentionShape shape = readAttentionShape(input.fields);
    const std::size_t inner = input.fields.count("intermediate_size", mostFeedForward);
    const std::size_t vocabulary = input.type.starts_with("gemma3")
                                       ? input.fields.count("vocab_size", mostVocabulary, 262208)
                                       : input.fields.count("vocab_size", mostVocabulary);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        listAttention(layerName(layer), shape, rules, out);
        listFeedForward(layerName(layer) + "mlp.", shape.width, inner, rules, out);
        listLayerNorms(layerName(layer), shape.width, rules, out);
    }
    listNorm("model.norm", shape.width, rules, out);
    listHead(input, vocabulary, shape.width, rules, out);
}

void listSparse(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const Rules rules = rulesOf(input);
    const AttentionShape shape = readAttentionShape(fields);
    const Experts experts = readExperts(input, shape.width);
    const std::size_t vocabulary = fields.count("vocab_size", mostVocabulary);
    const std::vector<std::size_t> dense = fields.counts("mlp_only_layers", mostLayers);
    const std::size_t step = fields.count("decoder_sparse_step", mostLayers, 1);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        const std::string name = layerName(layer);
        listAttention(name, shape, rules, out);
        if (hasExperts(input, dense, step, layer))
            listSparseFeedForward(input, name, experts, out);
        else
            listFeedForward(name + "mlp.", shape.width, fields.count("intermediate_size", mostFeedForward),
                            rules, out);
        listLayerNorms(name, shape.width, rules, out);
    }
    listNorm("model.norm", shape.width, rules, out);
    listHead(input, vocabulary, shape.width, rules, out);
}

/// Experts lie in one tensor, with biases; each head has a number that soaks up attention (a sink).
void listGptOss(const FamilyInput& input, TensorListBuilder& out) {
    const AttentionShape shape = readAttentionShape(input.fields);
    const Experts experts = readExperts(input, shape.width);
    const std::size_t vocabulary = input.fields.count("vocab_size", mostVocabulary);
    Rules rules;
    addAttentionBias(input, rules, true);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        const std::string name = layerName(layer);
        listAttention(name, shape, rules, out);
        out.add(Part::AttentionOther, name + "self_attn.sinks", {shape.heads});
        out.linear(Part::Router, name + "mlp.router", experts.count, shape.width, true);
        const auto expert = [&](const char* which, const Shape& of) {
            markExperts(experts, out.add(Part::Mlp, name + "mlp.experts." + which, of));
        };
        expert("gate_up_proj", {experts.count, shape.width, 2 * experts.inner});
        expert("gate_up_proj_bias", {experts.count, 2 * experts.inner});
        expert("down_proj", {experts.count, experts.inner, shape.width});
        expert("down_proj_bias", {experts.count, shape.width});
        listLayerNorms(name, shape.width, rules, out);
    }
    listNorm("model.norm", shape.width, rules, out);
    listHead(input, vocabulary, shape.width, rules, out);
}

// DeepSeek -----------------------------------------------------------------------------------------------

namespace {

struct Latent {
    std::size_t width, heads, queryRank, keyValueRank, plainWidth, rotaryWidth, valueWidth;
    bool bias;
};

Latent readLatent(const JsonFields& fields, const AttentionShape& shape) {
    Latent latent{};
    latent.width = shape.width;
    latent.heads = shape.heads;
    latent.queryRank = fields.countOrNone("q_lora_rank", mostWidth);
    latent.keyValueRank = fields.count("kv_lora_rank", mostWidth);
    latent.plainWidth = fields.count("qk_nope_head_dim", mostWidth, 128);
    latent.rotaryWidth = fields.count("qk_rope_head_dim", mostWidth, 64);
    latent.valueWidth = fields.count("v_head_dim", mostWidth, 128);
    latent.bias = fields.flag("attention_bias", false);
    return latent;
}

/// Keys and values come from one narrow vector per token, which is all that the cache keeps ("mla-layer"); so
/// do queries, but in V2-Lite.
void listLatentAttention(const std::string& layer, const Latent& latent, TensorListBuilder& out) {
    const std::string name = layer + "self_attn.";
    const std::size_t queries = latent.heads * (latent.plainWidth + latent.rotaryWidth);
    if (latent.queryRank > 0) {
        out.linear(Part::AttentionQkv, name + "q_a_proj", latent.queryRank, latent.width, latent.bias);
        out.norm(name + "q_a_layernorm", latent.queryRank, false);
        out.linear(Part::AttentionQkv, name + "q_b_proj", queries, latent.queryRank, false);
    } else {
        out.linear(Part::AttentionQkv, name + "q_proj", queries, latent.width, false);
    }
    out.linear(Part::AttentionQkv, name + "kv_a_proj_with_mqa", latent.keyValueRank + latent.rotaryWidth,
               latent.width, latent.bias);
    out.norm(name + "kv_a_layernorm", latent.keyValueRank, false);
    out.linear(Part::AttentionQkv, name + "kv_b_proj", latent.heads * (latent.plainWidth + latent.valueWidth),
               latent.keyValueRank, false);
    out.linear(Part::AttentionOut, name + "o_proj", latent.width, latent.heads * latent.valueWidth,
               latent.bias);
}

struct DeepseekLayers {
    Latent latent;
    Experts experts;
    std::size_t shared, denseFirst, step, denseInner;
    bool routerBias;
};

/// V3 corrects the router with a bias per expert; "topk_method" says so where it is given.
bool hasRouterBias(const FamilyInput& input) {
    const std::string otherwise = input.type == "deepseek_v2" ? "greedy" : "noaux_tc";
    return input.fields.text("topk_method", otherwise) == "noaux_tc";
}

void listDeepseekLayer(const std::string& name, bool sparse, const DeepseekLayers& layers,
                       TensorListBuilder& out) {
    const std::size_t width = layers.latent.width;
    listLatentAttention(name, layers.latent, out);
    if (sparse) {
        out.linear(Part::Router, name + "mlp.gate", layers.experts.count, width, false);
        if (layers.routerBias)
            out.add(Part::Router, name + "mlp.gate.e_score_correction_bias", {layers.experts.count});
        listExperts(name + "mlp.", layers.experts, gateUpDown, out);
        if (layers.shared > 0)
            listFeedForward(name + "mlp.shared_experts.", width, layers.shared * layers.experts.inner, {},
                            out);
    } else {
        listFeedForward(name + "mlp.", width, layers.denseInner, {}, out);
    }
    listLayerNorms(name, width, {}, out);
}

/// A whole layer with experts, fed with the token table's vector beside the last layer's; table and head are
/// those of the main model.
void listMultiTokenModule(std::size_t layer, const DeepseekLayers& layers, TensorListBuilder& out) {
    const std::string name = layerName(layer);
    const std::size_t width = layers.latent.width;
    out.enterModule(Part::Mtp);
    out.norm(name + "enorm", width, false);
    out.norm(name + "hnorm", width, false);
    out.linear(Part::Other, name + "eh_proj", width, 2 * width, false);
    listDeepseekLayer(name, true, layers, out);
    out.norm(name + "shared_head.norm", width, false);
    out.enterModule(std::nullopt);
}

} // namespace

void listDeepseek(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const AttentionShape shape = readAttentionShape(fields);
    const DeepseekLayers layers{readLatent(fields, shape),
                                readExperts(input, shape.width),
                                fields.countOrNone("n_shared_experts", mostExperts),
                                fields.countOrNone("first_k_dense_replace", mostLayers),
                                fields.count("moe_layer_freq", mostLayers, 1),
                                fields.count("intermediate_size", mostFeedForward),
                                hasRouterBias(input)};
    const std::size_t vocabulary = fields.count("vocab_size", mostVocabulary);
    out.tokenTable("model.embed_tokens", vocabulary, shape.width);
    for (std::size_t layer = 0; layer < shape.layers; ++layer)
        listDeepseekLayer(layerName(layer), layer >= layers.denseFirst && layer % layers.step == 0, layers,
                          out);
    listNorm("model.norm", shape.width, {}, out);
    listHead(input, vocabulary, shape.width, {}, out);
    for (std::size_t module = 0; module < input.options.multiTokenModules; ++module)
        listMultiTokenModule(shape.layers + module, layers, out);
}

} // namespace tokenarium
