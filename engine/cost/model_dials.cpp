// SPDX-License-Identifier: GPL-3.0-or-later
// A table says for each family which fields can be turned and what they are called; turning writes the field
// and then whatever must fit to it.
#include "engine/cost/model_dials.h"

#include "engine/cost/model_shape.h"
#include "engine/file/strict_json.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace tokenarium {
namespace {

using nlohmann::json;
using Kind = ModelDial::Kind;
using Steps = std::vector<std::size_t>;

/// Sizes that published models have, and a few between.
const Steps layerSteps = {1,  2,  3,  4,  5,  6,  7,  8,  10, 12, 14, 16, 18, 20, 22, 24,  26,  28,
                          30, 32, 36, 40, 44, 48, 54, 60, 61, 64, 70, 72, 80, 88, 96, 105, 118, 126};
const Steps widthSteps = {64,   96,   128,   192,   256,   288,   320,   384,  448,  512,  576,
                          640,  768,  896,   1024,  1152,  1280,  1536,  1600, 1792, 2048, 2304,
                          2560, 2880, 3072,  3584,  4096,  4544,  4608,  5120, 5376, 6144, 7168,
                          8192, 9216, 10240, 12288, 14336, 16384, 18432, 20480};
const Steps headSteps = {1,  2,  3,  4,  5,  6,  7,  8,  10, 12, 14, 16, 18,  20,  24, 25,
                         28, 30, 32, 36, 40, 48, 56, 64, 71, 72, 80, 96, 112, 120, 128};
const Steps innerSteps = {128,   256,   512,   768,   1024,  1280,  1536,  2048,  2560,  3072,  4096,
                          4864,  5632,  6144,  6912,  8192,  9216,  10240, 11008, 12288, 13824, 14336,
                          16384, 18432, 18944, 20480, 21504, 24576, 28672, 36864, 49152, 53248, 65536};
const Steps vocabularySteps = {256,    512,    1024,   2048,   4096,   8192,   16384,  21128,  30522,
                               32000,  40478,  49152,  50257,  65024,  65536,  100352, 102400, 119547,
                               128256, 129280, 151936, 163840, 201088, 250002, 256000, 262144};
const Steps positionSteps = {64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
const Steps expertSteps = {2, 4, 8, 16, 32, 60, 64, 96, 128, 160, 192, 256, 320, 384, 448, 512};
const Steps chosenSteps = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16};
const Steps latentSteps = {64, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072};
const Steps patchSteps = {7, 8, 14, 16, 28, 32, 56};
const Steps imageSteps = {112, 224, 256, 336, 384, 448, 512, 672, 896};
const Steps bandSteps = {40, 64, 80, 96, 128};
const Steps smallSteps = {0, 1, 2, 3, 4, 6, 8};

/// A field that can be turned: in which object of the file, under which names; the first name is written
/// where none is there.
struct Field {
    Kind kind;
    const Steps* steps;
    std::vector<const char*> names;
    const char* object = nullptr;            ///< "text_config"; null: the file itself
    std::vector<const char*> alsoWrite = {}; ///< fields that have the same value in this family
};

const std::vector<const char*> layers = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};
const std::vector<const char*> width = {"hidden_size", "n_embd", "n_embed", "d_model", "dim"};
const std::vector<const char*> heads = {"num_attention_heads", "n_head", "n_heads", "num_heads"};
const std::vector<const char*> inner = {"intermediate_size", "n_inner", "ffn_dim", "hidden_dim", "d_ff"};
const std::vector<const char*> positions = {"max_position_embeddings", "n_positions", "n_ctx"};
const std::vector<const char*> expertCount = {"num_local_experts", "num_experts", "n_routed_experts"};

std::string typeOf(const json& config) {
    const auto found = config.find("model_type");
    return found != config.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool among(const std::string& type, std::initializer_list<const char*> names) {
    return std::find(names.begin(), names.end(), type) != names.end();
}

std::vector<Field> encoderDecoderFields(const std::string& type) {
    const bool t5 = type.ends_with("t5");
    std::vector<Field> fields = {
        {Kind::EncoderLayers, &layerSteps, {t5 ? "num_layers" : "encoder_layers"}},
        {Kind::Layers, &layerSteps, {t5 ? "num_decoder_layers" : "decoder_layers"}},
        {Kind::Width, &widthSteps, {"d_model"}},
    };
    if (t5) {
        fields.push_back({Kind::Heads, &headSteps, {"num_heads"}});
        fields.push_back({Kind::FeedForward, &innerSteps, {"d_ff"}});
    } else {
        fields.push_back({Kind::FeedForward, &innerSteps, {"decoder_ffn_dim"}, nullptr, {"encoder_ffn_dim"}});
    }
    fields.push_back({Kind::Vocabulary, &vocabularySteps, {"vocab_size"}});
    fields.push_back({Kind::TiedHead, nullptr, {"tie_word_embeddings"}});
    if (type == "whisper") fields.push_back({Kind::MelBands, &bandSteps, {"num_mel_bins"}});
    if (type == "whisper") fields.push_back({Kind::Positions, &positionSteps, {"max_target_positions"}});
    if (type.ends_with("bart"))
        fields.push_back({Kind::Positions, &positionSteps, {"max_position_embeddings"}});
    return fields;
}

std::vector<Field> pictureFields(const std::string& type) {
    const bool openAi = type.empty();
    const char* text = type == "vit" ? nullptr : openAi ? "text" : "text_config";
    const char* vision = type == "vit" ? nullptr : openAi ? "vision" : "vision_config";
    const std::vector<const char*> deep = {openAi ? "layers" : "num_hidden_layers"};
    const std::vector<const char*> wide = {openAi ? "width" : "hidden_size"};
    std::vector<Field> fields;
    if (type == "vit") {
        fields = {{Kind::Layers, &layerSteps, deep}, {Kind::Width, &widthSteps, wide}};
        fields.push_back({Kind::FeedForward, &innerSteps, {"intermediate_size"}});
    } else {
        fields = {{Kind::EncoderLayers, &layerSteps, deep, vision},
                  {Kind::Layers, &layerSteps, deep, text},
                  {Kind::Width, &widthSteps, wide, text},
                  {Kind::Vocabulary, &vocabularySteps, {"vocab_size"}, text}};
    }
    fields.push_back({Kind::PatchSize, &patchSteps, {"patch_size"}, vision});
    fields.push_back({Kind::ImageSize, &imageSteps, {"image_size"}, vision});
    return fields;
}

/// Decoders and encoders of text, which are one stack of layers; the first seven are what is seen at once.
std::vector<Field> stackFields(const std::string& type, const json& config) {
    const bool latent = config.contains("kv_lora_rank");
    const bool sparse = std::any_of(expertCount.begin(), expertCount.end(),
                                    [&](const char* name) { return config.contains(name); });
    const bool encoder = among(
        type, {"bert", "roberta", "xlm-roberta", "camembert", "mpnet", "distilbert", "electra", "albert"});
    const bool shared = among(type, {"llama",   "mistral", "mixtral", "qwen2",      "qwen2_moe",   "qwen3",
                                     "gemma",   "gemma2",  "gemma3",  "qwen3_moe",  "gemma3_text", "phi3",
                                     "phimoe",  "cohere",  "granite", "olmo",       "olmo2",       "olmo3",
                                     "smollm3", "gpt_oss", "olmoe",   "starcoder2", "stablelm",    "phi"});
    std::vector<Field> fields = {{Kind::Layers, &layerSteps, layers}, {Kind::Width, &widthSteps, width}};
    fields.push_back({Kind::Heads, &headSteps, heads});
    if (shared && !latent) fields.push_back({Kind::KeyHeads, &headSteps, {"num_key_value_heads"}});
    if (latent) fields.push_back({Kind::LatentWidth, &latentSteps, {"kv_lora_rank"}});
    if (sparse) {
        fields.push_back({Kind::Experts, &expertSteps, expertCount});
        fields.push_back({Kind::ExpertsPerToken, &chosenSteps, {"num_experts_per_tok", "experts_per_token"}});
        fields.push_back({Kind::ExpertWidth, &innerSteps, {"moe_intermediate_size", "intermediate_size"}});
    } else if (type != "mpt") {
        fields.push_back({Kind::FeedForward, &innerSteps, inner});
    }
    fields.push_back({Kind::Vocabulary, &vocabularySteps, {"vocab_size"}});
    if (!encoder && type != "mpt") fields.push_back({Kind::TiedHead, nullptr, {"tie_word_embeddings"}});
    if (sparse && latent) {
        fields.push_back({Kind::FeedForward, &innerSteps, {"intermediate_size"}});
        fields.push_back({Kind::SharedExperts, &smallSteps, {"n_shared_experts"}});
        fields.push_back({Kind::DenseLayers, &smallSteps, {"first_k_dense_replace"}});
        if (config.contains("q_lora_rank") && !config["q_lora_rank"].is_null())
            fields.push_back({Kind::QueryLatentWidth, &latentSteps, {"q_lora_rank"}});
    }
    if (encoder || among(type, {"gpt2", "openai-gpt", "gpt_bigcode", "gpt_neo", "opt"}))
        fields.push_back({Kind::Positions, &positionSteps, positions});
    return fields;
}

std::vector<Field> fieldsOf(const json& config) {
    const std::string type = typeOf(config);
    if (among(type, {"t5", "mt5", "umt5", "bart", "mbart", "whisper"})) return encoderDecoderFields(type);
    if (among(type, {"vit", "clip", "siglip", ""})) return pictureFields(type);
    const char* object = config.contains("text_config") ? "text_config" : nullptr;
    std::vector<Field> fields = stackFields(type, object ? config[object] : config);
    for (Field& field : fields) field.object = object;
    return fields;
}

const json* objectOf(const json& config, const Field& field) {
    if (!field.object) return &config;
    const auto found = config.find(field.object);
    return found != config.end() && found->is_object() ? &*found : nullptr;
}

const char* nameIn(const json& object, const Field& field) {
    for (const char* name : field.names)
        if (object.contains(name) && !object[name].is_null()) return name;
    return nullptr;
}

/// What the classes take where the file is silent.
std::optional<std::size_t> defaultOf(const Field& field, const std::string& type, const ModelShape& shape) {
    const bool pictures = field.object && std::string_view(field.object).starts_with("vision");
    switch (field.kind) {
    case Kind::Layers: return shape.layers;
    case Kind::EncoderLayers: return shape.encoderLayers;
    case Kind::Width: return shape.width;
    case Kind::Heads: return shape.heads;
    case Kind::KeyHeads: return shape.keyHeads;
    case Kind::FeedForward: return shape.inner;
    case Kind::Vocabulary: return shape.vocabulary;
    case Kind::Positions:
        if (shape.positions > 0) return shape.positions;
        return among(type, {"gpt2", "gpt_bigcode"}) ? 1024 : type == "gpt_neo" || type == "opt" ? 2048 : 512;
    case Kind::SharedExperts:
    case Kind::DenseLayers: return 0;
    case Kind::PatchSize: return pictures && type != "siglip" ? 32 : 16;
    case Kind::ImageSize: return 224;
    case Kind::MelBands: return 80;
    case Kind::TiedHead:
        return type.starts_with("gemma") ||
                       among(type, {"gpt2", "openai-gpt", "gpt_bigcode", "gpt_neo", "opt", "bloom", "mpt",
                                    "cohere", "smollm3", "falcon", "t5", "mt5", "umt5", "bart", "mbart",
                                    "whisper", "starcoder2"})
                   ? 1
                   : 0;
    default: return std::nullopt;
    }
}

std::optional<std::size_t> valueOf(const json& config, const Field& field, const ModelShape& shape) {
    const json* object = objectOf(config, field);
    if (!object) return std::nullopt;
    const char* name = nameIn(*object, field);
    if (!name) return defaultOf(field, typeOf(config), shape);
    const json& value = (*object)[name];
    if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
    if (value.is_number_unsigned()) return value.get<std::size_t>();
    return defaultOf(field, typeOf(config), shape);
}

/// A head's width follows from the model's where the file does not fix it; then the heads must share it.
bool headsShareWidth(const json& config, const Field& field) {
    const std::string type = typeOf(config);
    const json* object = objectOf(config, field);
    if (type.starts_with("gemma") || type.starts_with("qwen3") || type == "gpt_oss" || type.ends_with("t5"))
        return false;
    return object && !object->contains("head_dim") && !object->contains("kv_lora_rank");
}

Steps fittingSteps(const json& config, const Field& field, const ModelShape& shape, std::size_t value) {
    if (field.kind == Kind::TiedHead) return {0, 1};
    Steps fitting;
    for (const std::size_t step : *field.steps) {
        const bool fits = [&] {
            switch (field.kind) {
            case Kind::Width: return !headsShareWidth(config, field) || step % shape.heads == 0;
            case Kind::Heads: return !headsShareWidth(config, field) || shape.width % step == 0;
            case Kind::KeyHeads: return step <= shape.heads && shape.heads % step == 0;
            case Kind::ExpertsPerToken: return step <= shape.experts;
            case Kind::DenseLayers: return step <= shape.layers;
            default: return true;
            }
        }();
        if (fits) fitting.push_back(step);
    }
    const auto at = std::lower_bound(fitting.begin(), fitting.end(), value);
    if (at == fitting.end() || *at != value) fitting.insert(at, value);
    return fitting;
}

/// The list of which layer looks how far has one entry per layer: the pattern goes on, or is cut.
void fitLayerTypes(json& object, std::size_t count) {
    const auto types = object.find("layer_types");
    if (types == object.end() || !types->is_array() || types->empty()) return;
    json fitting = json::array();
    for (std::size_t i = 0; i < count; ++i) fitting.push_back((*types)[i % types->size()]);
    *types = std::move(fitting);
}

std::size_t largestDivisor(std::size_t number, std::size_t most) {
    for (std::size_t divisor = std::min(number, most); divisor > 1; --divisor)
        if (number % divisor == 0) return divisor;
    return 1;
}

void lower(json& object, const char* name, std::size_t most) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_number_unsigned() && found->get<std::size_t>() > most)
        *found = most;
}

/// What must fit to a field that was turned.
void follow(json& object, Kind kind, std::size_t value, const ModelShape& before) {
    switch (kind) {
    case Kind::Layers: fitLayerTypes(object, value); break;
    case Kind::Heads:
        if (object.contains("num_key_value_heads") && !object.contains("kv_lora_rank"))
            object["num_key_value_heads"] = largestDivisor(value, before.keyHeads);
        if (object.contains("num_kv_heads"))
            object["num_kv_heads"] = largestDivisor(value, before.keyHeads);
        if (object.contains("kv_lora_rank") && object.contains("num_key_value_heads"))
            object["num_key_value_heads"] = value;
        break;
    case Kind::Experts:
        lower(object, "num_experts_per_tok", value);
        lower(object, "experts_per_token", value);
        break;
    default: break;
    }
}

std::optional<json> parsed(std::string_view text) {
    try {
        return loadStrictJson(text, "config.json", {std::size_t{4} << 20, std::size_t{1} << 18, 16});
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

} // namespace

std::vector<ModelDial> dialsOf(std::string_view jsonText) {
    const std::optional<json> config = parsed(jsonText);
    if (!config) return {};
    std::vector<ModelDial> dials;
    try {
        const ModelShape shape = loadModelShape(jsonText, "config.json");
        for (const Field& field : fieldsOf(*config)) {
            const auto value = valueOf(*config, field, shape);
            if (!value || (field.kind == Kind::Heads && *value == 0)) continue;
            dials.push_back({field.kind, fittingSteps(*config, field, shape, *value), *value});
        }
    } catch (const std::runtime_error&) {
        return {};
    }
    return dials;
}

std::string withDial(std::string_view jsonText, ModelDial::Kind kind, std::size_t value) {
    std::optional<json> config = parsed(jsonText);
    if (!config) return std::string(jsonText);
    try {
        const ModelShape before = loadModelShape(jsonText, "config.json");
        for (const Field& field : fieldsOf(*config)) {
            if (field.kind != kind || !objectOf(*config, field)) continue;
            json& object = field.object ? (*config)[field.object] : *config;
            const char* name = nameIn(object, field);
            if (kind == Kind::TiedHead)
                object[name ? name : field.names.front()] = value != 0;
            else
                object[name ? name : field.names.front()] = value;
            for (const char* other : field.alsoWrite) object[other] = value;
            follow(object, kind, value, before);
        }
    } catch (const std::runtime_error&) {
        return std::string(jsonText);
    }
    return config->dump();
}

} // namespace tokenarium
