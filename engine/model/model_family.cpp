// SPDX-License-Identifier: GPL-3.0-or-later
// The switches of a configuration as the few combinations that have a name.
#include "engine/model/model_family.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <stdexcept>

namespace tokenarium {
namespace {

using Json = nlohmann::ordered_json;
using Config = ModelConfig;

/// The number as a person wrote it (1e-05), not the nearest float in all its digits.
double asWritten(float number) {
    char text[32];
    const char* end = std::to_chars(text, text + sizeof text, number).ptr;
    return Json::parse(static_cast<const char*>(text), end).get<double>();
}

[[noreturn]] void refuse(const std::string& what) {
    throw std::runtime_error("Other programs know no model like this one: " + what + ".");
}

ModelFamily learnedPositions(const Config& config) {
    if (config.norm != Config::Norm::Layer || config.feedForward != Config::FeedForward::Gelu)
        refuse("learned positions go with LayerNorm and GELU");
    if (!config.normBias || !config.queryKeyValueBias || !config.attentionOutputBias ||
        !config.feedForwardBias)
        refuse("with learned positions every layer and norm has a bias");
    if (config.keyHeads != config.heads || config.queryWidth() != config.width || config.queryKeyNorm)
        refuse("with learned positions every head has keys of its own, and together they are as wide as the "
               "model");
    return ModelFamily::Gpt2;
}

void writeGpt2(const Config& config, Json& json) {
    json["architectures"] = {"GPT2LMHeadModel"};
    json["n_layer"] = config.layers;
    json["n_embd"] = config.width;
    json["n_head"] = config.heads;
    json["n_inner"] = config.feedForwardWidth;
    json["n_positions"] = config.positions;
    json["layer_norm_epsilon"] = asWritten(config.normEpsilon);
    json["activation_function"] = config.gelu == GeluKind::Erf ? "gelu" : "gelu_new";
}

void writeRope(const Config& config, Json& json) {
    json["rope_theta"] = config.ropeTheta;
    const RopeScaling& scaling = config.ropeScaling;
    if (scaling.kind == RopeScaling::Kind::None) return;
    Json said = {{"rope_type", scaling.kind == RopeScaling::Kind::Linear ? "linear" : "llama3"},
                 {"factor", scaling.factor}};
    if (scaling.kind == RopeScaling::Kind::Llama3) {
        said["low_freq_factor"] = scaling.lowFrequencyFactor;
        said["high_freq_factor"] = scaling.highFrequencyFactor;
        said["original_max_position_embeddings"] = scaling.originalPositions;
    }
    json["rope_scaling"] = said;
}

void writeLlama(const Config& config, ModelFamily family, Json& json) {
    json["architectures"] = {family == ModelFamily::Qwen3   ? "Qwen3ForCausalLM"
                             : family == ModelFamily::Qwen2 ? "Qwen2ForCausalLM"
                                                            : "LlamaForCausalLM"};
    json["num_hidden_layers"] = config.layers;
    json["hidden_size"] = config.width;
    json["num_attention_heads"] = config.heads;
    json["num_key_value_heads"] = config.keyHeads;
    json["head_dim"] = config.headWidth;
    json["intermediate_size"] = config.feedForwardWidth;
    json["max_position_embeddings"] = config.positions;
    json["rms_norm_eps"] = asWritten(config.normEpsilon);
    json["hidden_act"] = "silu";
    if (family != ModelFamily::Qwen2) json["attention_bias"] = config.queryKeyValueBias;
    if (family == ModelFamily::Llama) json["mlp_bias"] = config.feedForwardBias;
    writeRope(config, json);
}

void writeMarks(const DocumentMarks& marks, Json& json) {
    if (marks.beginning) {
        json["bos_token_id"] = *marks.beginning;
        json["add_bos_token"] = marks.beginsTexts;
    }
    if (marks.ends.size() == 1) json["eos_token_id"] = marks.ends.front();
    if (marks.ends.size() > 1) json["eos_token_id"] = marks.ends;
}

} // namespace

ModelFamily loadFamily(const Config& config) {
    if (config.positionKind == Config::Positions::Learned) return learnedPositions(config);
    if (config.norm != Config::Norm::Rms || config.feedForward != Config::FeedForward::Swiglu)
        refuse("rotary positions go with RMSNorm and SwiGLU");
    const bool in = config.queryKeyValueBias, out = config.attentionOutputBias;
    if (config.queryKeyNorm) {
        if (config.feedForwardBias || in != out)
            refuse("with norms of queries and keys, these biases are not");
        return ModelFamily::Qwen3;
    }
    if (in && !out && !config.feedForwardBias) return ModelFamily::Qwen2;
    if (in != out) refuse("a bias of queries, keys and values goes with one of the attention's output");
    return ModelFamily::Llama;
}

const char* familyName(ModelFamily family) {
    switch (family) {
    case ModelFamily::Gpt2: return "gpt2";
    case ModelFamily::Llama: return "llama";
    case ModelFamily::Qwen2: return "qwen2";
    case ModelFamily::Qwen3: return "qwen3";
    }
    return "";
}

std::string createConfigJson(const Config& config, const DocumentMarks& marks) {
    const ModelFamily family = loadFamily(config);
    Json json;
    json["model_type"] = familyName(family);
    if (family == ModelFamily::Gpt2)
        writeGpt2(config, json);
    else
        writeLlama(config, family, json);
    json["vocab_size"] = config.vocabularySize;
    json["tie_word_embeddings"] = config.tiedHead;
    writeMarks(marks, json);
    return json.dump(2) + "\n";
}

} // namespace tokenarium
