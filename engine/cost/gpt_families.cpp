// SPDX-License-Identifier: GPL-3.0-or-later
// GPT-2 and its relatives, tensor by tensor: LayerNorm, two matrices in the feed-forward part.
#include "engine/cost/architecture_families.h"
#include "engine/cost/attention_shape.h"
#include "engine/cost/config_limits.h"

namespace tokenarium {
namespace {

using Part = ParameterPart;

const FieldNames layerNames = {"n_layer", "num_hidden_layers", "n_layers", "num_layers"};
const FieldNames widthNames = {"n_embd", "hidden_size", "n_embed", "d_model"};
const FieldNames feedForwardNames = {"intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size"};

struct Sizes {
    std::size_t layers, width, feedForward, vocabulary;
};

Sizes readSizes(const JsonFields& fields) {
    Sizes sizes{};
    sizes.layers = fields.count(layerNames, mostLayers);
    sizes.width = fields.count(widthNames, mostWidth);
    sizes.feedForward = fields.count(feedForwardNames, mostFeedForward, 4 * sizes.width);
    sizes.vocabulary = fields.count("vocab_size", mostVocabulary);
    return sizes;
}

std::string layerName(const char* start, std::size_t layer) { return start + std::to_string(layer) + "."; }

void headUnlessTied(const FamilyInput& input, const char* name, const Sizes& sizes, bool tiedByDefault,
                    TensorListBuilder& out, bool bias = false) {
    if (!input.fields.flag("tie_word_embeddings", tiedByDefault))
        out.languageHead(name, sizes.vocabulary, sizes.width, bias);
}

/// Separate projections for queries, keys and values, named q_proj, k_proj and v_proj.
void separateQkv(const std::string& name, const AttentionShape& shape, bool bias, TensorListBuilder& out) {
    out.linear(Part::AttentionQkv, name + "q_proj", shape.queryWidth(), shape.width, bias);
    out.linear(Part::AttentionQkv, name + "k_proj", shape.keyWidth(), shape.width, bias);
    out.linear(Part::AttentionQkv, name + "v_proj", shape.keyWidth(), shape.width, bias);
}

} // namespace

/// "bias": false is nanoGPT's variant without any bias.
void listGpt2(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    const bool first = input.type == "openai-gpt", bias = input.fields.flag("bias", true);
    const std::size_t width = sizes.width;
    out.tokenTable(first ? "transformer.tokens_embed" : "transformer.wte", sizes.vocabulary, width);
    out.add(Part::Position, first ? "transformer.positions_embed.weight" : "transformer.wpe.weight",
            {input.fields.count({"n_positions", "n_ctx", "max_position_embeddings"}, mostPositions,
                                first ? 512 : 1024),
             width});
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.h.", layer);
        out.norm(name + "ln_1", width, bias);
        out.turnedLinear(Part::AttentionQkv, name + "attn.c_attn", width, 3 * width, bias);
        out.turnedLinear(Part::AttentionOut, name + "attn.c_proj", width, width, bias);
        out.norm(name + "ln_2", width, bias);
        out.turnedLinear(Part::Mlp, name + "mlp.c_fc", width, sizes.feedForward, bias);
        out.turnedLinear(Part::Mlp, name + "mlp.c_proj", sizes.feedForward, width, bias);
    }
    if (input.fields.flag("final_layer_norm", !first)) out.norm("transformer.ln_f", width, bias);
    headUnlessTied(input, "lm_head", sizes, true, out);
}

void listBigCode(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    const AttentionShape shape = readAttentionShape(input.fields);
    out.tokenTable("transformer.wte", sizes.vocabulary, sizes.width);
    out.add(
        Part::Position, "transformer.wpe.weight",
        {input.fields.count({"n_positions", "max_position_embeddings"}, mostPositions, 1024), sizes.width});
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.h.", layer);
        out.norm(name + "ln_1", sizes.width, true);
        out.linear(Part::AttentionQkv, name + "attn.c_attn", sizes.width + 2 * shape.keyWidth(), sizes.width,
                   true);
        out.linear(Part::AttentionOut, name + "attn.c_proj", sizes.width, sizes.width, true);
        out.norm(name + "ln_2", sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.c_fc", sizes.feedForward, sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.c_proj", sizes.width, sizes.feedForward, true);
    }
    out.norm("transformer.ln_f", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, true, out);
}

/// No bias into attention, one out of it.
void listGptNeo(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    out.tokenTable("transformer.wte", sizes.vocabulary, sizes.width);
    out.add(Part::Position, "transformer.wpe.weight",
            {input.fields.count("max_position_embeddings", mostPositions, 2048), sizes.width});
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.h.", layer);
        out.norm(name + "ln_1", sizes.width, true);
        for (const char* projection : {"q_proj", "k_proj", "v_proj"})
            out.linear(Part::AttentionQkv, name + "attn.attention." + projection, sizes.width, sizes.width,
                       false);
        out.linear(Part::AttentionOut, name + "attn.attention.out_proj", sizes.width, sizes.width, true);
        out.norm(name + "ln_2", sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.c_fc", sizes.feedForward, sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.c_proj", sizes.width, sizes.feedForward, true);
    }
    out.norm("transformer.ln_f", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, true, out);
}

/// Attention and feed-forward side by side under one norm; the head has a bias.
void listGptJ(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    out.tokenTable("transformer.wte", sizes.vocabulary, sizes.width);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.h.", layer);
        out.norm(name + "ln_1", sizes.width, true);
        for (const char* projection : {"q_proj", "k_proj", "v_proj"})
            out.linear(Part::AttentionQkv, name + "attn." + projection, sizes.width, sizes.width, false);
        out.linear(Part::AttentionOut, name + "attn.out_proj", sizes.width, sizes.width, false);
        out.linear(Part::Mlp, name + "mlp.fc_in", sizes.feedForward, sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.fc_out", sizes.width, sizes.feedForward, true);
    }
    out.norm("transformer.ln_f", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, false, out, true);
}

void listGptNeoX(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    const bool bias = input.fields.flag("attention_bias", true);
    out.tokenTable("gpt_neox.embed_in", sizes.vocabulary, sizes.width);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("gpt_neox.layers.", layer);
        out.norm(name + "input_layernorm", sizes.width, true);
        out.norm(name + "post_attention_layernorm", sizes.width, true);
        out.linear(Part::AttentionQkv, name + "attention.query_key_value", 3 * sizes.width, sizes.width,
                   bias);
        out.linear(Part::AttentionOut, name + "attention.dense", sizes.width, sizes.width, bias);
        out.linear(Part::Mlp, name + "mlp.dense_h_to_4h", sizes.feedForward, sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.dense_4h_to_h", sizes.width, sizes.feedForward, true);
    }
    out.norm("gpt_neox.final_layer_norm", sizes.width, true);
    headUnlessTied(input, "embed_out", sizes, false, out);
}

/// Two position rows more than positions; the 350M model has a narrower token table with projections around
/// it, and no final norm because its norms stand after each part.
void listOpt(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const Sizes sizes = readSizes(fields);
    const std::size_t tableWidth = fields.count("word_embed_proj_dim", mostWidth, sizes.width);
    const bool bias = fields.flag("enable_bias", true),
               affine = fields.flag("layer_norm_elementwise_affine", true);
    const auto norm = [&](const std::string& name) {
        if (affine) out.norm(name, sizes.width, true);
    };
    out.tokenTable("model.decoder.embed_tokens", sizes.vocabulary, tableWidth);
    out.add(Part::Position, "model.decoder.embed_positions.weight",
            {fields.count("max_position_embeddings", mostPositions, 2048) + 2, sizes.width});
    if (tableWidth != sizes.width) {
        out.linear(Part::Other, "model.decoder.project_out", tableWidth, sizes.width, false);
        out.linear(Part::Other, "model.decoder.project_in", sizes.width, tableWidth, false);
    }
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("model.decoder.layers.", layer);
        for (const char* projection : {"k_proj", "v_proj", "q_proj"})
            out.linear(Part::AttentionQkv, name + "self_attn." + projection, sizes.width, sizes.width, bias);
        out.linear(Part::AttentionOut, name + "self_attn.out_proj", sizes.width, sizes.width, bias);
        norm(name + "self_attn_layer_norm");
        out.linear(Part::Mlp, name + "fc1", sizes.feedForward, sizes.width, bias);
        out.linear(Part::Mlp, name + "fc2", sizes.width, sizes.feedForward, bias);
        norm(name + "final_layer_norm");
    }
    if (fields.flag("do_layer_norm_before", true) && !fields.flag("_remove_final_layer_norm", false))
        norm("model.decoder.final_layer_norm");
    if (!fields.flag("tie_word_embeddings", true)) out.languageHead("lm_head", sizes.vocabulary, tableWidth);
}

/// No positions at all (ALiBi); one norm after the token table.
void listBloom(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    out.tokenTable("transformer.word_embeddings", sizes.vocabulary, sizes.width);
    out.norm("transformer.word_embeddings_layernorm", sizes.width, true);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.h.", layer);
        out.norm(name + "input_layernorm", sizes.width, true);
        out.linear(Part::AttentionQkv, name + "self_attention.query_key_value", 3 * sizes.width, sizes.width,
                   true);
        out.linear(Part::AttentionOut, name + "self_attention.dense", sizes.width, sizes.width, true);
        out.norm(name + "post_attention_layernorm", sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.dense_h_to_4h", sizes.feedForward, sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.dense_4h_to_h", sizes.width, sizes.feedForward, true);
    }
    out.norm("transformer.ln_f", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, true, out);
}

/// Attention and feed-forward side by side: under one norm in the small models, under one each in the
/// "new decoder architecture" of 40B and 180B.
void listFalcon(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const Sizes sizes = readSizes(fields);
    const AttentionShape shape = readAttentionShape(fields);
    const bool bias = fields.flag("bias", false), newer = fields.flag("new_decoder_architecture", false);
    const bool parallel = fields.flag("parallel_attn", true);
    const bool twoNorms = newer && fields.count("num_ln_in_parallel_attn", 2, 2) == 2;
    out.tokenTable("transformer.word_embeddings", sizes.vocabulary, sizes.width);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.h.", layer);
        out.norm(name + (twoNorms ? "ln_attn" : "input_layernorm"), sizes.width, true);
        if (twoNorms) out.norm(name + "ln_mlp", sizes.width, true);
        if (!newer && !parallel) out.norm(name + "post_attention_layernorm", sizes.width, true);
        out.linear(Part::AttentionQkv, name + "self_attention.query_key_value",
                   shape.queryWidth() + 2 * shape.keyWidth(), sizes.width, bias);
        out.linear(Part::AttentionOut, name + "self_attention.dense", sizes.width, shape.queryWidth(), bias);
        out.linear(Part::Mlp, name + "mlp.dense_h_to_4h", sizes.feedForward, sizes.width, bias);
        out.linear(Part::Mlp, name + "mlp.dense_4h_to_h", sizes.width, sizes.feedForward, bias);
    }
    out.norm("transformer.ln_f", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, true, out);
}

/// ALiBi, no bias anywhere, not even in the norms.
void listMpt(const FamilyInput& input, TensorListBuilder& out) {
    Sizes sizes = readSizes(input.fields);
    sizes.feedForward = input.fields.count("expansion_ratio", 64, 4) * sizes.width;
    out.tokenTable("transformer.wte", sizes.vocabulary, sizes.width);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("transformer.blocks.", layer);
        out.norm(name + "norm_1", sizes.width, false);
        out.linear(Part::AttentionQkv, name + "attn.Wqkv", 3 * sizes.width, sizes.width, false);
        out.linear(Part::AttentionOut, name + "attn.out_proj", sizes.width, sizes.width, false);
        out.norm(name + "norm_2", sizes.width, false);
        out.linear(Part::Mlp, name + "ffn.up_proj", sizes.feedForward, sizes.width, false);
        out.linear(Part::Mlp, name + "ffn.down_proj", sizes.width, sizes.feedForward, false);
    }
    out.norm("transformer.norm_f", sizes.width, false);
}

void listPhi(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    const AttentionShape shape = readAttentionShape(input.fields);
    const bool queryKeyNorm = input.fields.flag("qk_layernorm", false);
    out.tokenTable("model.embed_tokens", sizes.vocabulary, sizes.width);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("model.layers.", layer);
        out.norm(name + "input_layernorm", sizes.width, true);
        separateQkv(name + "self_attn.", shape, true, out);
        if (queryKeyNorm)
            for (const char* norm : {"q_layernorm", "k_layernorm"})
                out.norm(name + "self_attn." + norm, shape.headWidth, true);
        out.linear(Part::AttentionOut, name + "self_attn.dense", sizes.width, shape.queryWidth(), true);
        out.linear(Part::Mlp, name + "mlp.fc1", sizes.feedForward, sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.fc2", sizes.width, sizes.feedForward, true);
    }
    out.norm("model.final_layernorm", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, false, out, true);
}

void listStarCoder2(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields);
    const AttentionShape shape = readAttentionShape(input.fields);
    const bool bias = input.fields.flag("use_bias", true);
    out.tokenTable("model.embed_tokens", sizes.vocabulary, sizes.width);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = layerName("model.layers.", layer);
        out.norm(name + "input_layernorm", sizes.width, true);
        separateQkv(name + "self_attn.", shape, bias, out);
        out.linear(Part::AttentionOut, name + "self_attn.o_proj", sizes.width, shape.queryWidth(), bias);
        out.norm(name + "post_attention_layernorm", sizes.width, true);
        out.linear(Part::Mlp, name + "mlp.c_fc", sizes.feedForward, sizes.width, bias);
        out.linear(Part::Mlp, name + "mlp.c_proj", sizes.width, sizes.feedForward, bias);
    }
    out.norm("model.norm", sizes.width, true);
    headUnlessTied(input, "lm_head", sizes, true, out);
}

} // namespace tokenarium
