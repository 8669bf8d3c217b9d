// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of GGUF are "ARCHITECTURE.WHAT". What could change the numbers and is not as we compute it is refused.
#include "engine/model/checkpoint_config.h"

#include "engine/file/quoted_name.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace tokenarium {
namespace {

using Metadata = std::map<std::string, MetadataValue>;

class Keys {
public:
    Keys(const Metadata& values, std::string prefixOfKeys, const std::string& fileName)
        : metadata(values)
        , prefix(std::move(prefixOfKeys))
        , file(fileName) {}

    [[noreturn]] void refuse(const std::string& why) const { throw std::runtime_error(file + ": " + why); }
    [[noreturn]] void refuse(const std::string& key, const std::string& why) const {
        refuse("the key " + inQuotes(prefix + key) + " " + why);
    }

    const MetadataValue* find(const std::string& key) const {
        const auto found = metadata.find(prefix + key);
        return found == metadata.end() ? nullptr : &found->second;
    }

    /// At least 1. A list of one number a layer is taken where all are the same.
    std::size_t count(const std::string& key) const {
        const MetadataValue* value = find(key);
        if (!value) refuse(key, "is missing; a whole number is expected.");
        const auto* number = std::get_if<std::int64_t>(value);
        const auto* list = std::get_if<std::vector<std::int64_t>>(value);
        if (list && !list->empty()) {
            if (std::any_of(list->begin(), list->end(),
                            [&](std::int64_t one) { return one != list->front(); }))
                refuse(key, "differs from layer to layer, which is not supported.");
            number = &list->front();
        }
        if (!number || *number < 1 || *number > mostCount)
            refuse(key, "is no whole number from 1 to " + std::to_string(mostCount) + ".");
        return static_cast<std::size_t>(*number);
    }
    std::size_t count(const std::string& key, std::size_t otherwise) const {
        return find(key) ? count(key) : otherwise;
    }

    double positive(const std::string& key, double otherwise) const {
        const MetadataValue* value = find(key);
        if (!value) return otherwise;
        const auto* number = std::get_if<double>(value);
        if (!number || !(*number > 0) || !std::isfinite(*number)) refuse(key, "is no number above 0.");
        return *number;
    }

    std::string text(const std::string& key, const std::string& otherwise) const {
        const MetadataValue* value = find(key);
        if (!value) return otherwise;
        if (const auto* text = std::get_if<std::string>(value)) return *text;
        refuse(key, "is no text.");
    }

private:
    static constexpr std::int64_t mostCount = std::int64_t{1} << 24; // configProblem knows narrower bounds
    const Metadata& metadata;
    const std::string prefix;
    const std::string& file;
};

const StoredTensor* tensorNamed(std::span<const StoredTensor> tensors, std::string_view name) {
    const auto found = std::find_if(tensors.begin(), tensors.end(),
                                    [name](const StoredTensor& tensor) { return tensor.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

bool has(std::span<const StoredTensor> tensors, std::string_view name) {
    return tensorNamed(tensors, name) != nullptr;
}

std::size_t vocabularySize(const Keys& keys, std::span<const StoredTensor> tensors) {
    const StoredTensor* table = tensorNamed(tensors, "token_embd.weight");
    if (!table || table->shape.rank() != 2)
        keys.refuse("the tensor \"token_embd.weight\" is missing or is no matrix: this file holds no model. "
                    "(Some GGUF files hold a vocabulary only.)");
    return table->shape[0];
}

void readSizes(const Keys& keys, ModelConfig& config) {
    config.layers = keys.count("block_count");
    config.width = keys.count("embedding_length");
    config.heads = keys.count("attention.head_count");
    config.keyHeads = keys.count("attention.head_count_kv", config.heads);
    config.feedForwardWidth = keys.count("feed_forward_length");
    config.positions = keys.count("context_length");
    if (!keys.find("attention.key_length") && config.width % config.heads != 0)
        keys.refuse("a width of " + std::to_string(config.width) + " cannot be shared among " +
                    std::to_string(config.heads) + " heads.");
    config.headWidth = keys.count("attention.key_length", config.width / config.heads);
    if (keys.count("attention.value_length", config.headWidth) != config.headWidth)
        keys.refuse("attention.value_length", "is another than that of the keys, which is not supported.");
    if (keys.find("attention.sliding_window"))
        config.positions = std::min(config.positions, keys.count("attention.sliding_window"));
}

/// llama.cpp keeps the stretching of Llama 3.1 and later as a table of divisors; its numbers are those of one
/// formula whose largest divisor is the factor.
void readStretchTable(const Keys& keys, const StoredTensor& table, ModelConfig& config) {
    const auto wrong = [&keys] {
        keys.refuse("the tensor \"rope_freqs.weight\" stretches positions in a way that is not supported; "
                    "that of Llama 3 is.");
    };
    if (config.headWidth % 2 != 0 || table.shape != Shape{config.headWidth / 2} || table.dtype != DType::F32)
        wrong();
    std::vector<float> divisors(table.shape.elements());
    dequantize(table, divisors);
    const std::vector<double> plain = ropeFrequencies(config);
    config.ropeScaling = {RopeScaling::Kind::Llama3, *std::max_element(divisors.begin(), divisors.end()), 1,
                          4, 8192};
    const std::vector<double> stretched = ropeFrequencies(config);
    for (std::size_t i = 0; i < plain.size(); ++i)
        if (!(std::fabs(plain[i] / divisors[i] / stretched[i] - 1) < 1e-4)) wrong();
}

void readRope(const Keys& keys, std::span<const StoredTensor> tensors, ModelConfig& config) {
    config.ropeTheta = keys.positive("rope.freq_base", 10000);
    if (keys.count("rope.dimension_count", config.headWidth) != config.headWidth)
        keys.refuse("rope.dimension_count",
                    "turns a part of a head only, which is not supported; a head has " +
                        std::to_string(config.headWidth) + " numbers.");
    const std::string kind = keys.text("rope.scaling.type", "none");
    if (kind == "linear")
        config.ropeScaling = {RopeScaling::Kind::Linear, keys.positive("rope.scaling.factor", 1)};
    else if (kind != "none")
        keys.refuse("rope.scaling.type", "is " + inQuotes(kind) + "; none and linear are supported.");
    if (const StoredTensor* table = tensorNamed(tensors, "rope_freqs.weight")) {
        if (const std::string problem = configProblem(config); !problem.empty()) keys.refuse(problem);
        readStretchTable(keys, *table, config);
    }
}

void readFamily(const Keys& keys, const std::string& architecture, std::span<const StoredTensor> tensors,
                ModelConfig& config) {
    config.queryKeyValueBias = has(tensors, "blk.0.attn_q.bias") || has(tensors, "blk.0.attn_qkv.bias");
    config.attentionOutputBias = has(tensors, "blk.0.attn_output.bias");
    config.feedForwardBias = has(tensors, "blk.0.ffn_up.bias");
    config.tiedHead = !has(tensors, "output.weight");
    if (architecture == "gpt2") {
        config.normBias = true;
        config.normEpsilon = static_cast<float>(keys.positive("attention.layer_norm_epsilon", 1e-5));
        return;
    }
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.ropePairs = architecture == "llama" ? RopePairs::Interleaved : RopePairs::Halves;
    config.normEpsilon = static_cast<float>(keys.positive("attention.layer_norm_rms_epsilon", 1e-6));
    config.queryKeyNorm = has(tensors, "blk.0.attn_q_norm.weight");
    readRope(keys, tensors, config);
}

ModelConfig checked(const ModelConfig& config, const Keys& keys) {
    if (const std::string problem = configProblem(config); !problem.empty()) keys.refuse(problem);
    return config;
}

} // namespace

ModelConfig loadGgufConfig(const Metadata& metadata, std::span<const StoredTensor> tensors,
                           const std::string& file) {
    const std::string architecture = Keys(metadata, "general.", file).text("architecture", "");
    const Keys keys(metadata, architecture + ".", file);
    const char* const known[] = {"gpt2", "llama", "qwen2", "qwen3"};
    if (std::find(std::begin(known), std::end(known), architecture) == std::end(known))
        keys.refuse("models of the architecture " + inQuotes(architecture) +
                    " are not supported; gpt2, llama (with it Mistral and SmolLM), qwen2 and qwen3 are.");
    if (keys.find("expert_count")) keys.refuse("expert_count", "says that it is a mixture of experts.");
    ModelConfig config;
    readSizes(keys, config);
    config.vocabularySize = vocabularySize(keys, tensors);
    readFamily(keys, architecture, tensors, config);
    return checked(config, keys);
}

ModelConfig loadLlama2cConfig(const Metadata& metadata, const std::string& file) {
    const Keys keys(metadata, "", file);
    ModelConfig config;
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.ropePairs = RopePairs::Interleaved;
    config.layers = keys.count("n_layers");
    config.width = keys.count("dim");
    config.heads = keys.count("n_heads");
    config.keyHeads = keys.count("n_kv_heads");
    config.headWidth = config.width / config.heads;
    config.feedForwardWidth = keys.count("hidden_dim");
    config.vocabularySize = keys.count("vocab_size");
    config.positions = keys.count("max_seq_len");
    config.tiedHead = std::get<bool>(metadata.at("shared_classifier"));
    return checked(config, keys);
}

} // namespace tokenarium
