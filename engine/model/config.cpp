// SPDX-License-Identifier: GPL-3.0-or-later
// Reads config.json field by field, with bounds: the file may come from anywhere.
#include "engine/model/config.h"

#include "engine/file/json_fields.h"
#include "engine/file/strict_json.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tokenarium {
namespace {

constexpr std::size_t longestText = std::size_t{1} << 20;
constexpr std::size_t mostLayers = 1024, mostWidth = std::size_t{1} << 17, mostHeads = 4096;
constexpr std::size_t mostFeedForward = std::size_t{1} << 20, mostVocabulary = std::size_t{1} << 22;
constexpr std::size_t mostPositions = std::size_t{1} << 24;

std::size_t dividedWidth(const JsonFields& fields, const ModelConfig& config) {
    if (config.width % config.heads != 0)
        fields.refuse("a width of " + std::to_string(config.width) + " cannot be shared among " +
                      std::to_string(config.heads) +
                      " heads; \"head_dim\" would have to say how wide a head is.");
    return config.width / config.heads;
}

ModelConfig gpt2(const JsonFields& fields) {
    ModelConfig config;
    config.layers = fields.count("n_layer", mostLayers);
    config.width = fields.count("n_embd", mostWidth);
    config.heads = config.keyHeads = fields.count("n_head", mostHeads);
    config.headWidth = dividedWidth(fields, config);
    config.feedForwardWidth = fields.count("n_inner", mostFeedForward, 4 * config.width);
    config.vocabularySize = fields.count("vocab_size", mostVocabulary);
    config.positions = fields.count({"n_positions", "n_ctx"}, mostPositions, 1024);
    config.normEpsilon = static_cast<float>(fields.positive("layer_norm_epsilon", 1e-5));
    const std::string activation = fields.text("activation_function", "gelu_new");
    if (activation == "gelu")
        config.gelu = GeluKind::Erf;
    else if (activation != "gelu_new" && activation != "gelu_pytorch_tanh" && activation != "gelu_fast")
        fields.refuse("the activation \"" + activation + "\" is not known; GELU is expected.");
    if (!fields.flag("scale_attn_weights", true) || fields.flag("scale_attn_by_inverse_layer_idx", false))
        fields.refuse("attention that is not scaled by 1/√head width is not supported.");
    config.normBias = config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = true;
    config.tiedHead = fields.flag("tie_word_embeddings", true);
    return config;
}

RopeScaling ropeScaling(const JsonFields& fields) {
    RopeScaling scaling;
    const std::string kind = fields.text({"rope_type", "type"}, "default");
    if (kind == "default") return scaling;
    scaling.factor = fields.positive("factor", 1);
    if (kind == "linear") {
        scaling.kind = RopeScaling::Kind::Linear;
    } else if (kind == "llama3") {
        scaling.kind = RopeScaling::Kind::Llama3;
        scaling.lowFrequencyFactor = fields.positive("low_freq_factor", 1);
        scaling.highFrequencyFactor = fields.positive("high_freq_factor", 4);
        scaling.originalPositions = fields.positive("original_max_position_embeddings", 8192);
        if (scaling.highFrequencyFactor <= scaling.lowFrequencyFactor)
            fields.refuse("\"high_freq_factor\" must be above \"low_freq_factor\".");
    } else {
        fields.refuse("stretching positions by \"" + kind + "\" is not supported; linear and llama3 are.");
    }
    return scaling;
}

void readRope(const JsonFields& fields, ModelConfig& config) {
    config.ropeTheta = fields.positive("rope_theta", 10000);
    for (const char* key : {"rope_scaling", "rope_parameters"}) { // the second is its newer name
        if (!fields.has(key)) continue;
        const JsonFields inside = fields.inside(key);
        config.ropeTheta = inside.positive("rope_theta", config.ropeTheta);
        config.ropeScaling = ropeScaling(inside);
    }
}

/// Attention windows: Mistral has one wherever the field is set, Qwen only if a second field says so.
std::size_t windowedPositions(const JsonFields& fields, const std::string& type, std::size_t positions) {
    const bool used = fields.has("sliding_window") && fields.flag("use_sliding_window", type == "mistral");
    return used ? std::min(positions, fields.count("sliding_window", mostPositions)) : positions;
}

ModelConfig llama(const JsonFields& fields, const std::string& type) {
    ModelConfig config;
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.layers = fields.count("num_hidden_layers", mostLayers);
    config.width = fields.count("hidden_size", mostWidth);
    config.heads = fields.count("num_attention_heads", mostHeads);
    config.keyHeads = fields.count("num_key_value_heads", mostHeads, config.heads);
    if (fields.has("head_dim"))
        config.headWidth = fields.count("head_dim", mostWidth);
    else
        config.headWidth = type == "qwen3" ? 128 : dividedWidth(fields, config);
    config.feedForwardWidth = fields.count("intermediate_size", mostFeedForward);
    config.vocabularySize = fields.count("vocab_size", mostVocabulary);
    config.positions =
        windowedPositions(fields, type, fields.count("max_position_embeddings", mostPositions, 2048));
    config.normEpsilon = static_cast<float>(fields.positive("rms_norm_eps", 1e-6));
    readRope(fields, config);
    const std::string activation = fields.text("hidden_act", "silu");
    if (activation != "silu")
        fields.refuse("the activation \"" + activation + "\" is not supported here; silu is expected.");
    const bool attentionBias = fields.flag("attention_bias", false);
    config.queryKeyValueBias = type == "qwen2" || attentionBias;
    config.attentionOutputBias = type != "qwen2" && attentionBias;
    config.feedForwardBias = fields.flag("mlp_bias", false);
    config.queryKeyNorm = type == "qwen3";
    config.tiedHead = fields.flag("tie_word_embeddings", false);
    return config;
}

ModelConfig fromFields(const JsonFields& fields) {
    const std::string type = fields.text("model_type", "");
    if (type == "gpt2") return gpt2(fields);
    if (type == "llama" || type == "mistral" || type == "qwen2" || type == "qwen3")
        return llama(fields, type);
    fields.refuse(type.empty() ? "the field \"model_type\" is missing."
                               : "models of the type \"" + type.substr(0, 40) +
                                     "\" are not supported; gpt2, llama, mistral, qwen2 and qwen3 are.");
}

bool within(std::size_t value, std::size_t most) { return value >= 1 && value <= most; }

} // namespace

ModelConfig loadConfig(std::string_view jsonText, const std::string& source) {
    constexpr JsonLimits limits{longestText, std::size_t{1} << 16, 16};
    const nlohmann::json values = loadStrictJson(jsonText, source, limits);
    const JsonFields fields(values, source);
    const ModelConfig config = fromFields(fields);
    if (const std::string problem = configProblem(config); !problem.empty()) fields.refuse(problem);
    return config;
}

std::string configProblem(const ModelConfig& config) {
    if (!within(config.layers, mostLayers)) return "The number of layers must be from 1 to 1024.";
    if (!within(config.width, mostWidth)) return "The width must be from 1 to 131072.";
    if (!within(config.heads, mostHeads) || !within(config.keyHeads, config.heads) ||
        config.heads % config.keyHeads != 0)
        return "The number of heads must be a multiple of the number of key and value heads.";
    if (!within(config.headWidth, mostWidth) || config.queryWidth() > mostWidth)
        return "All heads together must not be wider than 131072.";
    if (!within(config.feedForwardWidth, mostFeedForward))
        return "The feed-forward width must be from 1 to 1048576.";
    if (!within(config.vocabularySize, mostVocabulary))
        return "The vocabulary must have from 1 to 4194304 tokens.";
    if (!within(config.positions, mostPositions))
        return "The context must be from 1 to 16777216 tokens long.";
    if (!(config.normEpsilon > 0) || config.normEpsilon > 1)
        return "The epsilon of the norms must be from 0 to 1.";
    if (config.positionKind == ModelConfig::Positions::Rotary && config.headWidth % 2 != 0)
        return "Rotary positions turn pairs of numbers, so the width of a head must be even.";
    if (!(config.ropeTheta > 1)) return "The base of the rotary angles must be above 1.";
    return {};
}

std::vector<double> ropeFrequencies(const ModelConfig& config) {
    std::vector<double> frequencies(config.headWidth / 2);
    const RopeScaling& scaling = config.ropeScaling;
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        const double plain =
            std::pow(config.ropeTheta, -2.0 * static_cast<double>(i) / static_cast<double>(config.headWidth));
        double kept = 1; // share of the plain frequency; the rest is stretched
        if (scaling.kind == RopeScaling::Kind::Linear) kept = 0;
        if (scaling.kind == RopeScaling::Kind::Llama3) {
            const double turns = scaling.originalPositions * plain / (2 * std::numbers::pi);
            kept = std::clamp((turns - scaling.lowFrequencyFactor) /
                                  (scaling.highFrequencyFactor - scaling.lowFrequencyFactor),
                              0.0, 1.0);
        }
        frequencies[i] = kept * plain + (1 - kept) * plain / scaling.factor;
    }
    return frequencies;
}

std::size_t cacheElementsPerToken(const ModelConfig& config) { return 2 * config.layers * config.keyWidth(); }

} // namespace tokenarium
