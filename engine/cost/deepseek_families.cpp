// SPDX-License-Identifier: GPL-3.0-or-later
// DeepSeek V2, V3 and Kimi K2, tensor by tensor: latent attention, many small experts, modules that predict
// one token more ("mla-layer", "moe-layer" of the facts).
#include "engine/cost/config_limits.h"
#include "engine/cost/gated_decoder.h"

namespace tokenarium {
namespace {

using Part = ParameterPart;

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
            listGatedFeedForward(name + "mlp.shared_experts.", width, layers.shared * layers.experts.inner,
                                 {}, out);
    } else {
        listGatedFeedForward(name + "mlp.", width, layers.denseInner, {}, out);
    }
    listGatedLayerNorms(name, width, {}, out);
}

/// A whole layer with experts, fed with the token table's vector beside the last layer's; table and head are
/// those of the main model.
void listMultiTokenModule(std::size_t layer, const DeepseekLayers& layers, TensorListBuilder& out) {
    const std::string name = gatedLayerName(layer);
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
        listDeepseekLayer(gatedLayerName(layer), layer >= layers.denseFirst && layer % layers.step == 0,
                          layers, out);
    listGatedNorm("model.norm", shape.width, {}, out);
    listGatedHead(input, vocabulary, shape.width, {}, out);
    for (std::size_t module = 0; module < input.options.multiTokenModules; ++module)
        listMultiTokenModule(shape.layers + module, layers, out);
}

} // namespace tokenarium