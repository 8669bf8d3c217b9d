// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the few sizes that matter, under the names that each family gives them.
#include "engine/cost/model_shape.h"

#include "engine/cost/config_limits.h"
#include "engine/file/strict_json.h"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

namespace tokenarium {
namespace {

using Kind = ModelShape::Kind;

const FieldNames layerNames = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};
const FieldNames widthNames = {"hidden_size", "n_embd", "n_embed", "d_model", "dim"};
const FieldNames headNames = {"num_attention_heads", "n_head", "n_heads", "num_heads"};
const FieldNames innerNames = {"intermediate_size", "n_inner", "ffn_dim", "hidden_dim", "d_ff"};
const FieldNames positionNames = {"max_position_embeddings", "n_positions", "n_ctx", "seq_length",
                                  "max_seq_len"};

bool isOneOf(const std::string& type, std::initializer_list<const char*> names) {
    return std::find(names.begin(), names.end(), type) != names.end();
}

Kind kindOf(const std::string& type) {
    if (isOneOf(type,
                {"bert", "roberta", "xlm-roberta", "camembert", "mpnet", "distilbert", "electra", "albert"}))
        return Kind::Encoder;
    if (isOneOf(type, {"t5", "mt5", "umt5", "bart", "mbart", "whisper"})) return Kind::EncoderDecoder;
    if (type == "vit") return Kind::Picture;
    if (isOneOf(type, {"clip", "siglip", ""})) return Kind::PictureAndText;
    return Kind::Decoder;
}

std::size_t countOrZero(const JsonFields& fields, const FieldNames& names, std::size_t most) {
    return fields.has(names) ? fields.count(names, most) : 0;
}

void readExperts(const JsonFields& fields, ModelShape& shape) {
    const FieldNames counts = {"num_local_experts", "num_experts", "n_routed_experts"};
    if (!fields.has(counts)) return;
    shape.experts = fields.count(counts, mostExperts);
    shape.expertsPerToken =
        fields.count({"num_experts_per_tok", "experts_per_token"}, mostExperts, std::size_t{1});
    shape.expertInner = fields.count({"moe_intermediate_size", "intermediate_size"}, mostFeedForward,
                                     std::max<std::size_t>(shape.inner, 1));
}

/// What all that are one stack of layers share.
void readStack(const JsonFields& fields, ModelShape& shape) {
    shape.layers = fields.count(layerNames, mostLayers, 12);
    shape.width = fields.count(widthNames, mostWidth, 768);
    shape.heads = fields.count(headNames, mostHeads, 12);
    shape.inner = fields.count(innerNames, mostFeedForward, std::min(4 * shape.width, mostFeedForward));
    shape.vocabulary = countOrZero(fields, "vocab_size", mostVocabulary);
    shape.positions = countOrZero(fields, positionNames, mostPositions);
}

/// GPT-2's and BERT's files may leave the heads out, which weigh nothing; then there is no cache to speak of.
void readDecoder(const JsonFields& fields, std::string_view text, const std::string& source,
                 ModelShape& shape) {
    readStack(fields, shape);
    readExperts(fields, shape);
    if (!fields.has(headNames) && !fields.text("model_type", "").starts_with("gemma3")) return;
    try {
        shape.attention = loadAttentionShape(text, source);
    } catch (const std::runtime_error&) {
        return; // the heads do not share the width, which only the cache would need
    }
    shape.heads = shape.attention->heads;
    shape.keyHeads = shape.attention->keyHeads;
    shape.headWidth = shape.attention->headWidth;
}

void readEncoderDecoder(const JsonFields& fields, const std::string& type, ModelShape& shape) {
    shape.width = fields.count("d_model", mostWidth);
    shape.vocabulary = fields.count("vocab_size", mostVocabulary);
    if (type.ends_with("t5")) {
        shape.encoderLayers = fields.count("num_layers", mostLayers);
        shape.layers = fields.count("num_decoder_layers", mostLayers, shape.encoderLayers);
        shape.heads = fields.count("num_heads", mostHeads);
        shape.headWidth = fields.count("d_kv", mostWidth);
        shape.inner = fields.count("d_ff", mostFeedForward);
        shape.positions = countOrZero(fields, "n_positions", mostPositions);
        shape.encoderPositions = shape.positions;
        return;
    }
    shape.encoderLayers = fields.count("encoder_layers", mostLayers);
    shape.layers = fields.count("decoder_layers", mostLayers);
    shape.inner = fields.count("decoder_ffn_dim", mostFeedForward);
    shape.heads = fields.count({"decoder_attention_heads", "encoder_attention_heads"}, mostHeads, 16);
    const bool whisper = type == "whisper";
    shape.positions = whisper ? fields.count("max_target_positions", mostPositions, 448)
                              : fields.count("max_position_embeddings", mostPositions, 1024);
    shape.encoderPositions =
        whisper ? fields.count("max_source_positions", mostPositions, 1500) : shape.positions;
}

/// Sizes of the text half, as the classes have them where a file is silent.
void readTwoTowers(const JsonFields& fields, const std::string& type, ModelShape& shape) {
    const bool openAi = type.empty(), siglip = type == "siglip";
    const JsonFields text = fields.inside(openAi ? "text" : "text_config");
    const JsonFields vision = fields.inside(openAi ? "vision" : "vision_config");
    const FieldNames layers = {"num_hidden_layers", "layers"};
    shape.layers = text.count(layers, mostLayers, 12);
    shape.encoderLayers = vision.count(layers, mostLayers, 12);
    shape.width = text.count({"hidden_size", "width"}, mostWidth, siglip ? 768 : 512);
    shape.heads = text.count({"num_attention_heads", "heads"}, mostHeads, siglip ? 12 : 8);
    shape.inner = text.count("intermediate_size", mostFeedForward, 4 * shape.width);
    shape.vocabulary = text.count("vocab_size", mostVocabulary, siglip ? 32000 : 49408);
    shape.positions =
        text.count({"max_position_embeddings", "context_length"}, mostPositions, siglip ? 64 : 77);
}

void finishHeads(ModelShape& shape) {
    if (shape.keyHeads == 0) shape.keyHeads = shape.heads;
    if (shape.headWidth == 0 && shape.heads > 0) shape.headWidth = shape.width / shape.heads;
}

} // namespace

ModelShape loadModelShape(std::string_view jsonText, const std::string& source) {
    constexpr JsonLimits limits{std::size_t{4} << 20, std::size_t{1} << 18, 16};
    const nlohmann::json values = loadStrictJson(jsonText, source, limits);
    const JsonFields fields(values, source);
    const std::string type = fields.text("model_type", "");
    ModelShape shape;
    shape.kind = kindOf(type);
    switch (shape.kind) {
    case Kind::Decoder:
        readDecoder(fields.has("text_config") ? fields.inside("text_config") : fields, jsonText, source,
                    shape);
        if (fields.has("vision_config"))
            shape.encoderLayers =
                fields.inside("vision_config").count({"num_hidden_layers", "layers"}, mostLayers, 12);
        break;
    case Kind::Encoder:
    case Kind::Picture: readStack(fields, shape); break;
    case Kind::EncoderDecoder: readEncoderDecoder(fields, type, shape); break;
    case Kind::PictureAndText: readTwoTowers(fields, type, shape); break;
    }
    finishHeads(shape);
    return shape;
}

} // namespace tokenarium
