// SPDX-License-Identifier: GPL-3.0-or-later
// Models that read with an encoder and write with a decoder, tensor by tensor ("t5", "whisper" of the facts).
#include "engine/cost/architecture_families.h"
#include "engine/cost/config_limits.h"

namespace tokenarium {
namespace {

using Part = ParameterPart;

std::string numbered(const std::string& name, std::size_t number) {
    return name + std::to_string(number) + ".";
}

// T5 -----------------------------------------------------------------------------------------------------

struct T5Sizes {
    std::size_t width, inner, heads, headWidth, buckets;
    bool gated, tableInEveryLayer;
};

T5Sizes readT5(const FamilyInput& input) {
    const JsonFields& fields = input.fields;
    const std::string feedForward =
        fields.text("feed_forward_proj", input.type == "t5" ? "relu" : "gated-gelu");
    return {fields.count("d_model", mostWidth),
            fields.count("d_ff", mostFeedForward),
            fields.count("num_heads", mostHeads),
            fields.count("d_kv", mostWidth),
            fields.count("relative_attention_num_buckets", mostPositions, 32),
            feedForward.starts_with("gated"),
            input.type == "umt5"};
}

/// No biases; the width of all heads need not be that of the model.
void listT5Attention(const std::string& name, const T5Sizes& sizes, bool cross, TensorListBuilder& out) {
    const std::size_t inner = sizes.heads * sizes.headWidth;
    for (const char* projection : {"q", "k", "v"})
        out.linear(cross ? Part::CrossAttention : Part::AttentionQkv, name + projection, inner, sizes.width,
                   false);
    out.linear(cross ? Part::CrossAttention : Part::AttentionOut, name + "o", sizes.width, inner, false);
}

void listT5FeedForward(const std::string& name, const T5Sizes& sizes, TensorListBuilder& out) {
    if (sizes.gated) {
        out.linear(Part::Mlp, name + "DenseReluDense.wi_0", sizes.inner, sizes.width, false);
        out.linear(Part::Mlp, name + "DenseReluDense.wi_1", sizes.inner, sizes.width, false);
    } else {
        out.linear(Part::Mlp, name + "DenseReluDense.wi", sizes.inner, sizes.width, false);
    }
    out.linear(Part::Mlp, name + "DenseReluDense.wo", sizes.width, sizes.inner, false);
    out.norm(name + "layer_norm", sizes.width, false);
}

/// One stack; the first layer's table of relative positions serves all layers (umT5: each has its own).
void listT5Stack(const std::string& stack, std::size_t layers, const T5Sizes& sizes, bool decoder,
                 TensorListBuilder& out) {
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const std::string name = numbered(stack + "block.", layer) + "layer.";
        listT5Attention(name + "0.SelfAttention.", sizes, false, out);
        if (layer == 0 || sizes.tableInEveryLayer)
            out.add(Part::AttentionOther, name + "0.SelfAttention.relative_attention_bias.weight",
                    {sizes.buckets, sizes.heads});
        out.norm(name + "0.layer_norm", sizes.width, false);
        if (decoder) {
            listT5Attention(name + "1.EncDecAttention.", sizes, true, out);
            out.norm(name + "1.layer_norm", sizes.width, false);
        }
        listT5FeedForward(name + (decoder ? "2." : "1."), sizes, out);
    }
    out.norm(stack + "final_layer_norm", sizes.width, false);
}

// BART and Whisper ---------------------------------------------------------------------------------------

struct StackSizes {
    std::size_t layers, width, inner;
    bool keyBias;
};

void listProjections(const std::string& name, const StackSizes& sizes, bool cross, TensorListBuilder& out) {
    const auto add = [&](Part part, const char* projection, bool bias) {
        out.linear(cross ? Part::CrossAttention : part, name + projection, sizes.width, sizes.width, bias);
    };
    add(Part::AttentionQkv, "k_proj", sizes.keyBias);
    add(Part::AttentionQkv, "v_proj", true);
    add(Part::AttentionQkv, "q_proj", true);
    add(Part::AttentionOut, "out_proj", true);
}

void listStackLayers(const std::string& stack, const StackSizes& sizes, bool decoder,
                     TensorListBuilder& out) {
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = numbered(stack + "layers.", layer);
        listProjections(name + "self_attn.", sizes, false, out);
        out.norm(name + "self_attn_layer_norm", sizes.width, true);
        if (decoder) {
            listProjections(name + "encoder_attn.", sizes, true, out);
            out.norm(name + "encoder_attn_layer_norm", sizes.width, true);
        }
        out.linear(Part::Mlp, name + "fc1", sizes.inner, sizes.width, true);
        out.linear(Part::Mlp, name + "fc2", sizes.width, sizes.inner, true);
        out.norm(name + "final_layer_norm", sizes.width, true);
    }
}

StackSizes readStack(const JsonFields& fields, const std::string& which, std::size_t width, bool keyBias) {
    const std::string layers = which + "_layers", inner = which + "_ffn_dim";
    return {fields.count(layers.c_str(), mostLayers), width, fields.count(inner.c_str(), mostFeedForward),
            keyBias};
}

} // namespace

/// Without "tie_word_embeddings" T5 is tied, as the class has it.
void listT5(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const T5Sizes sizes = readT5(input);
    const std::size_t vocabulary = fields.count("vocab_size", mostVocabulary);
    const std::size_t layers = fields.count("num_layers", mostLayers);
    out.tokenTable("shared", vocabulary, sizes.width);
    listT5Stack("encoder.", layers, sizes, false, out);
    if (input.classEndsWith("EncoderModel")) return;
    listT5Stack("decoder.", fields.count("num_decoder_layers", mostLayers, layers), sizes, true, out);
    if (!fields.flag("tie_word_embeddings", true)) out.languageHead("lm_head", vocabulary, sizes.width);
}

/// Two position rows more than positions in both halves; mBART has one norm more after each.
void listBart(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const std::size_t width = fields.count("d_model", mostWidth);
    const std::size_t vocabulary = fields.count("vocab_size", mostVocabulary);
    const std::size_t positions = fields.count("max_position_embeddings", mostPositions, 1024) + 2;
    out.tokenTable("model.shared", vocabulary, width);
    for (const bool decoder : {false, true}) {
        const std::string name = decoder ? "model.decoder." : "model.encoder.";
        out.add(Part::Position, name + "embed_positions.weight", {positions, width});
        listStackLayers(name, readStack(fields, decoder ? "decoder" : "encoder", width, true), decoder, out);
        out.norm(name + "layernorm_embedding", width, true);
        if (input.type == "mbart" || fields.flag("add_final_layer_norm", false))
            out.norm(name + "layer_norm", width, true);
    }
    if (!fields.flag("tie_word_embeddings", true)) out.languageHead("lm_head", vocabulary, width);
}

/// Two convolutions over the mel spectrogram; keys have no bias; the head is tied.
void listWhisper(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const std::size_t width = fields.count("d_model", mostWidth);
    const std::size_t vocabulary = fields.count("vocab_size", mostVocabulary);
    const std::string encoder = "model.encoder.", decoder = "model.decoder.";
    out.add(Part::Frontend, encoder + "conv1.weight",
            {width, fields.count("num_mel_bins", mostWidth, 80), 3});
    out.add(Part::Frontend, encoder + "conv1.bias", {width});
    out.add(Part::Frontend, encoder + "conv2.weight", {width, width, 3});
    out.add(Part::Frontend, encoder + "conv2.bias", {width});
    if (input.options.encoderPositions.value_or(input.classBegins("Whisper")))
        out.add(Part::Position, encoder + "embed_positions.weight",
                {fields.count("max_source_positions", mostPositions, 1500), width});
    listStackLayers(encoder, readStack(fields, "encoder", width, false), false, out);
    out.norm(encoder + "layer_norm", width, true);
    out.tokenTable(decoder + "embed_tokens", vocabulary, width);
    out.add(Part::Position, decoder + "embed_positions.weight",
            {fields.count("max_target_positions", mostPositions, 448), width});
    listStackLayers(decoder, readStack(fields, "decoder", width, false), true, out);
    out.norm(decoder + "layer_norm", width, true);
    if (!fields.flag("tie_word_embeddings", true)) out.languageHead("proj_out", vocabulary, width);
}

} // namespace tokenarium
