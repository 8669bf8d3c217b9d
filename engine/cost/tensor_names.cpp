// SPDX-License-Identifier: GPL-3.0-or-later
// Rules over parts of names, the first that fits counts.
#include "engine/cost/tensor_names.h"

#include <algorithm>
#include <initializer_list>

namespace tokenarium {
namespace {

using Part = ParameterPart;
using Role = ListedTensor::Role;

bool has(std::string_view name, std::initializer_list<std::string_view> pieces) {
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](std::string_view piece) { return name.find(piece) != std::string_view::npos; });
}

struct Rule {
    std::initializer_list<std::string_view> pieces;
    Part part;
    Role role = Role::Plain;
};

/// In order: "attention.output.LayerNorm" is a norm, "attn_output" a projection, "output.weight" the head.
Part partOf(std::string_view name, Role& role) {
    static const Rule rules[] = {
        {{"norm", "ln_", ".ln", "layrnorm", "LayerNorm", "rms_"}, Part::Norms},
        {{"embed_positions", "position_embd", "position_embedding", "wpe.", "positions_embed", "pos_embed"},
         Part::Position},
        {{"relative_attention_bias", "sinks", "attn_rel_b"}, Part::AttentionOther},
        {{"patch_embed", "v.patch_embd", ".conv1.", ".conv2.", "conv_stem"}, Part::Frontend},
        {{"embed_tokens", "wte.", "word_embeddings", "token_embd", "tok_embeddings", "token_embedding",
          "tokens_embed", "embed_in.", "shared.weight"},
         Part::Embedding,
         Role::TokenTable},
        {{"token_type_embed", "class_embedding", "cls_token", "token_types"}, Part::Embedding},
        {{"lm_head", "embed_out", "proj_out"}, Part::Head, Role::LanguageHead},
        {{"encoder_attn", "EncDecAttention", "crossattention", "cross_attn"}, Part::CrossAttention},
        {{"ffn_gate_inp", "mlp.gate.", "router", "block_sparse_moe.gate.", "exp_probs_b",
          "shared_expert_gate"},
         Part::Router},
        {{"attn_output", "o_proj", "out_proj", "attention.output", "attention.dense", "self_attention.dense",
          "attn.c_proj", "SelfAttention.o.", "attention.wo", "out_lin"},
         Part::AttentionOut},
        {{"attn_q",       "attn_k",       "attn_v",       "q_proj",   "k_proj",   "v_proj",
          "qkv",          "query",        "key.",         "value.",   "c_attn",   "SelfAttention.",
          "attention.wq", "attention.wk", "attention.wv", "q_a_proj", "q_b_proj", "kv_a_proj",
          "kv_b_proj",    "q_lin",        "k_lin",        "v_lin",    "in_proj",  "Wqkv"},
         Part::AttentionQkv},
        {{"mlp", "ffn", "feed_forward", "fc1", "fc2", "up_proj", "down_proj", "gate_proj",
          "intermediate.dense", "output.dense", "DenseReluDense", "experts", "dense_h_to_4h", "dense_4h_to_h",
          ".lin1", ".lin2"},
         Part::Mlp},
        {{"pooler"}, Part::Pooler},
        {{"classifier", "projection", "cls."}, Part::Head},
    };
    for (const Rule& rule : rules) {
        if (!has(name, rule.pieces)) continue;
        role = rule.role;
        return rule.part;
    }
    if (name == "output.weight") {
        role = Role::LanguageHead;
        return Part::Head;
    }
    return Part::Other;
}

std::optional<Part> moduleOf(std::string_view name) {
    if (has(name, {"multi_modal_projector", "mm.", "projector."})) return Part::Projector;
    if (has(name, {"vision_tower", "visual.", "vision_model", "vision_encoder"})) return Part::VisionTower;
    if (has(name, {"nextn", "eh_proj", "mtp."})) return Part::Mtp;
    return std::nullopt;
}

/// The experts of a layer in one tensor: the first dimension counts them.
bool holdsAllExperts(std::string_view name, const Shape& shape) {
    if (has(name, {"_exps."})) return shape.rank() >= 2;
    return has(name, {"mlp.experts."}) && shape.rank() >= 2 && !nameOfAllExperts(name);
}

} // namespace

bool isBufferName(std::string_view name) {
    return has(name, {"inv_freq", "position_ids", "rope_freqs", "masked_bias", "rope_factors", "weight_scale",
                      ".scale", "_scale_inv", ".qzeros", ".g_idx"}) ||
           (name.ends_with(".attn.bias") && has(name, {"h."})) || name.ends_with(".attention.bias");
}

ListedTensor listedByName(const std::string& name, const Shape& shape) {
    ListedTensor tensor;
    tensor.name = name;
    tensor.shape = shape;
    tensor.part = partOf(name, tensor.role);
    tensor.module = moduleOf(name).value_or(tensor.part);
    if (holdsAllExperts(name, shape)) {
        tensor.role = Role::Expert;
        tensor.experts = tensor.expertsPerToken = shape[0];
    }
    return tensor;
}

std::optional<std::string> nameOfAllExperts(std::string_view name) {
    constexpr std::string_view before = "experts.";
    const std::size_t at = name.find(before);
    if (at == std::string_view::npos || (at > 0 && name[at - 1] == '_')) return std::nullopt;
    const std::size_t digits = at + before.size();
    const std::size_t end = name.find_first_not_of("0123456789", digits);
    if (end == digits || end == std::string_view::npos || name[end] != '.') return std::nullopt;
    return std::string(name.substr(0, digits)) + "*" + std::string(name.substr(end));
}

} // namespace tokenarium
