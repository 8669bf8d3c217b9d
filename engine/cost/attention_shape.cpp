// SPDX-License-Identifier: GPL-3.0-or-later
// Reads heads, widths and windows with the defaults that Hugging Face's classes have.
#include "engine/cost/attention_shape.h"

#include "engine/cost/config_limits.h"
#include "engine/file/strict_json.h"

#include <algorithm>

namespace tokenarium {
namespace {

const FieldNames layerNames = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};
const FieldNames widthNames = {"hidden_size", "n_embd", "n_embed", "d_model"};
const FieldNames headNames = {"num_attention_heads", "n_head", "n_heads", "num_heads"};
const FieldNames keyHeadNames = {"num_key_value_heads", "num_kv_heads", "n_head_kv"};

/// Falcon and StarCoder say with a switch that all heads share one key head.
std::size_t readKeyHeads(const JsonFields& fields, const std::string& type, std::size_t heads) {
    const bool older = !fields.flag("new_decoder_architecture", false);
    if (type == "falcon" || type == "RefinedWeb" || type == "RefinedWebModel")
        if (older) return fields.flag("multi_query", true) ? 1 : heads;
    if (type == "gpt_bigcode") return fields.flag("multi_query", true) ? 1 : heads;
    // Gemma 3's files leave out what the class has as default.
    const std::size_t keyHeads = fields.count(
        keyHeadNames, mostHeads, type.starts_with("gemma3") ? std::min<std::size_t>(4, heads) : heads);
    if (keyHeads > heads || heads % keyHeads != 0)
        fields.refuse("the number of heads, " + std::to_string(heads) +
                      ", must be a multiple of the number of key and value heads, " +
                      std::to_string(keyHeads) + ".");
    return keyHeads;
}

std::size_t readHeadWidth(const JsonFields& fields, const std::string& type, const AttentionShape& shape) {
    if (fields.has("head_dim")) return fields.count("head_dim", mostWidth);
    if (type == "gemma" || type == "gemma2" || type.starts_with("gemma3")) return 256;
    if (type == "qwen3" || type == "qwen3_moe") return 128;
    if (type == "gpt_oss") return 64;
    if (shape.width % shape.heads != 0)
        fields.refuse("a width of " + std::to_string(shape.width) + " cannot be shared among " +
                      std::to_string(shape.heads) +
                      " heads; \"head_dim\" would have to say how wide a head is.");
    return shape.width / shape.heads;
}

std::vector<std::size_t> windowsByLayerType(const JsonFields& fields, std::size_t layers) {
    const std::vector<std::string> types = fields.texts("layer_types");
    if (types.size() != layers)
        fields.refuse("\"layer_types\" has " + std::to_string(types.size()) + " entries; one for each of " +
                      std::to_string(layers) + " layers is expected.");
    std::vector<std::size_t> windows;
    for (const std::string& type : types) {
        if (type != "sliding_attention" && type != "full_attention")
            fields.refuse("\"layer_types\" may name full_attention and sliding_attention only.");
        windows.push_back(type == "full_attention" ? 0 : fields.count("sliding_window", mostPositions));
    }
    return windows;
}

std::vector<std::size_t> readWindows(const JsonFields& fields, const std::string& type, std::size_t layers) {
    if (fields.has("layer_types")) return windowsByLayerType(fields, layers);
    if (type == "gpt_oss")
        return alternatingWindows(layers, fields.count("sliding_window", mostPositions, 128), true);
    if (type == "gemma2")
        return alternatingWindows(layers, fields.count("sliding_window", mostPositions, 4096), true);
    if (type.starts_with("gemma3"))
        return windowsWithGlobalEvery(layers, fields.count("sliding_window", mostPositions, 4096),
                                      fields.count("sliding_window_pattern", mostLayers, 6));
    if (type == "olmo3")
        return windowsWithGlobalEvery(layers, fields.count("sliding_window", mostPositions, 4096), 4);
    const bool all = type == "mistral" || type == "mixtral" || type == "phi3" || type == "starcoder2";
    if (!fields.has("sliding_window") || !fields.flag("use_sliding_window", all)) return {};
    // Qwen 2 and 3: the first layers look at everything.
    const std::size_t global =
        all ? 0 : std::min(layers, fields.countOrNone("max_window_layers", mostLayers));
    std::vector<std::size_t> windows(layers, fields.count("sliding_window", mostPositions));
    std::fill_n(windows.begin(), global, std::size_t{0});
    return windows;
}

AttentionShape withWindows(const JsonFields& fields) {
    AttentionShape shape = readAttentionShape(fields);
    shape.windows = readWindows(fields, fields.text("model_type", ""), shape.layers);
    return shape;
}

} // namespace

AttentionShape::Kind AttentionShape::kind() const {
    if (latentWidth > 0) return Kind::Latent;
    if (keyHeads == heads) return Kind::MultiHead;
    return keyHeads == 1 ? Kind::MultiQuery : Kind::GroupedQuery;
}

std::size_t AttentionShape::globalLayers() const {
    if (windows.empty()) return layers;
    return static_cast<std::size_t>(std::count(windows.begin(), windows.end(), std::size_t{0}));
}

const char* attentionKindName(AttentionShape::Kind kind) {
    switch (kind) {
    case AttentionShape::Kind::MultiHead: return "MHA";
    case AttentionShape::Kind::GroupedQuery: return "GQA";
    case AttentionShape::Kind::MultiQuery: return "MQA";
    case AttentionShape::Kind::Latent: return "MLA";
    }
    return "";
}

AttentionShape readAttentionShape(const JsonFields& fields) {
    const std::string type = fields.text("model_type", "");
    AttentionShape shape;
    shape.layers = fields.count(layerNames, mostLayers);
    shape.width = fields.count(widthNames, mostWidth);
    shape.heads = type.starts_with("gemma3") ? fields.count(headNames, mostHeads, 8)
                                             : fields.count(headNames, mostHeads);
    shape.latentWidth = fields.countOrNone("kv_lora_rank", mostWidth);
    if (shape.latentWidth > 0) {
        shape.rotaryWidth = fields.count("qk_rope_head_dim", mostWidth);
        shape.keyHeads = shape.heads; // files repeat the number of heads here; nothing is kept per head
        shape.headWidth = fields.count("v_head_dim", mostWidth, 128);
        return shape;
    }
    shape.keyHeads = readKeyHeads(fields, type, shape.heads);
    shape.headWidth = readHeadWidth(fields, type, shape);
    if (shape.queryWidth() > mostWidth)
        fields.refuse("all heads together must not be wider than " + std::to_string(mostWidth) + ".");
    return shape;
}

AttentionShape loadAttentionShape(std::string_view jsonText, const std::string& source) {
    constexpr JsonLimits limits{std::size_t{4} << 20, std::size_t{1} << 18, 16};
    const nlohmann::json values = loadStrictJson(jsonText, source, limits);
    const JsonFields fields(values, source);
    return fields.has("text_config") ? withWindows(fields.inside("text_config")) : withWindows(fields);
}

std::vector<std::size_t> windowsWithGlobalEvery(std::size_t layers, std::size_t window,
                                                std::size_t globalEvery) {
    std::vector<std::size_t> windows(layers, window);
    if (globalEvery == 0) return windows;
    for (std::size_t layer = globalEvery; layer <= layers; layer += globalEvery) windows[layer - 1] = 0;
    return windows;
}

std::vector<std::size_t> alternatingWindows(std::size_t layers, std::size_t window, bool evenLayers) {
    std::vector<std::size_t> windows(layers, 0);
    for (std::size_t layer = evenLayers ? 0 : 1; layer < layers; layer += 2) windows[layer] = window;
    return windows;
}

} // namespace tokenarium
