// SPDX-License-Identifier: GPL-3.0-or-later
// Which kind of file it is, its headers, and the configuration that belongs to it.
#include "engine/cost/model_file.h"

#include "engine/cost/architecture.h"
#include "engine/cost/model_shape.h"
#include "engine/cost/tensor_names.h"
#include "engine/file/mapped_file.h"
#include "engine/file/quoted_name.h"
#include "engine/file/strict_json.h"
#include "engine/tensor/checkpoint.h"
#include "engine/tensor/gguf.h"
#include "engine/tensor/safetensors.h"
#include "engine/tensor/saturating.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <system_error>

namespace tokenarium {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t largestConfig = std::size_t{4} << 20;

std::string_view textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Collects lines in the order of the file; the tensors of all experts of a layer become one line.
class Collected {
public:
    void add(const std::string& name, const Shape& shape, const std::string& format) {
        if (isBufferName(name)) {
            file.buffers = saturatingSum(file.buffers, shape.elements());
            return;
        }
        std::size_t& numbers = numbersOf[format];
        numbers = saturatingSum(numbers, shape.elements());
        const auto common = nameOfAllExperts(name);
        if (!common) {
            file.tensors.push_back(listedByName(name, shape));
            return;
        }
        const auto [place, isNew] = lineOf.emplace(*common + shape.text(), file.tensors.size());
        if (isNew) {
            file.tensors.push_back(listedByName(*common, shape));
            file.tensors.back().role = ListedTensor::Role::Expert;
            return;
        }
        ListedTensor& line = file.tensors[place->second];
        line.copies++;
        line.experts = line.expertsPerToken = line.copies;
    }

    ModelFile finish() {
        std::vector<std::pair<std::size_t, std::string>> byNumbers;
        for (const auto& [format, numbers] : numbersOf) byNumbers.emplace_back(numbers, format);
        std::stable_sort(byNumbers.begin(), byNumbers.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        for (auto& [numbers, format] : byNumbers) file.formats.push_back(std::move(format));
        return std::move(file);
    }

private:
    ModelFile file;
    std::map<std::string, std::size_t> numbersOf, lineOf;
};

void refuseEmpty(const ModelFile& file, const std::string& name) {
    if (file.tensors.empty()) throw std::runtime_error(name + ": has no tensors; weights are expected.");
    if (countParameters(file.tensors).total == unboundedSize)
        throw std::runtime_error(name + ": names tensors with more numbers than can be counted.");
}

/// How many experts work for one token is in no header.
void chooseExperts(ModelFile& file) {
    if (file.config.empty()) return;
    const ModelShape shape = loadModelShape(file.config, "config.json");
    if (shape.expertsPerToken == 0) return;
    for (ListedTensor& tensor : file.tensors)
        if (tensor.role == ListedTensor::Role::Expert)
            tensor.expertsPerToken = std::min(shape.expertsPerToken, tensor.experts);
}

/// Keeps a configuration that we understand; else says why not.
void takeConfig(std::string config, const std::string& name, ModelFile& file) {
    try {
        loadArchitecture(config, name);
        loadModelShape(config, name);
        file.config = std::move(config);
        chooseExperts(file);
    } catch (const std::runtime_error& problem) {
        file.config.clear();
        file.configProblem = problem.what();
    }
}

void takeConfigBeside(const fs::path& weights, ModelFile& file) {
    const fs::path config = weights.parent_path() / "config.json";
    std::error_code none;
    if (!fs::is_regular_file(config, none)) {
        file.configProblem = "There is no config.json in the same folder.";
        return;
    }
    const MappedFile mapped(config);
    takeConfig(std::string(textOf(mapped.bytes())), config.string(), file);
}

// safetensors --------------------------------------------------------------------------------------------

void collectSafetensors(std::span<const std::byte> bytes, const std::string& name, Collected& into) {
    for (const auto& tensor : loadSafetensorsHeader(bytes, name).tensors)
        into.add(tensor.name, tensor.shape, tensor.format);
}

ModelFile loadShards(std::string_view index, const fs::path& path) {
    std::set<std::string> names;
    for (const auto& [tensor, shard] : loadShardIndex(index, path.string()).fileOfTensor) names.insert(shard);
    Collected all;
    for (const std::string& name : names) {
        const fs::path shard = path.parent_path() / name;
        const MappedFile mapped(shard);
        collectSafetensors(mapped.bytes(), shard.string(), all);
    }
    ModelFile file = all.finish();
    file.files = names.size();
    return file;
}

// GGUF ---------------------------------------------------------------------------------------------------

struct GgufFamily {
    const char *architecture, *type;
};
constexpr GgufFamily ggufFamilies[] = {{"gpt2", "gpt2"},
                                       {"llama", "llama"},
                                       {"qwen2", "qwen2"},
                                       {"qwen2moe", "qwen2_moe"},
                                       {"qwen3", "qwen3"},
                                       {"qwen3moe", "qwen3_moe"},
                                       {"gemma", "gemma"},
                                       {"gemma2", "gemma2"},
                                       {"gemma3", "gemma3_text"},
                                       {"phi3", "phi3"},
                                       {"gpt-oss", "gpt_oss"},
                                       {"deepseek2", "deepseek_v3"},
                                       {"starcoder2", "starcoder2"},
                                       {"stablelm", "stablelm"},
                                       {"bloom", "bloom"},
                                       {"gptneox", "gpt_neox"},
                                       {"olmo", "olmo"},
                                       {"olmo2", "olmo2"},
                                       {"olmoe", "olmoe"},
                                       {"smollm3", "smollm3"}};

/// Keys behind "ARCHITECTURE.", and what config.json calls them.
struct GgufKey {
    const char *key, *field;
};
constexpr GgufKey ggufKeys[] = {{"block_count", "num_hidden_layers"},
                                {"embedding_length", "hidden_size"},
                                {"feed_forward_length", "intermediate_size"},
                                {"attention.head_count", "num_attention_heads"},
                                {"attention.head_count_kv", "num_key_value_heads"},
                                {"attention.key_length", "head_dim"},
                                {"context_length", "max_position_embeddings"},
                                {"expert_count", "num_local_experts"},
                                {"expert_used_count", "num_experts_per_tok"},
                                {"expert_feed_forward_length", "moe_intermediate_size"},
                                {"expert_shared_feed_forward_length", "shared_expert_intermediate_size"},
                                {"expert_shared_count", "n_shared_experts"},
                                {"leading_dense_block_count", "first_k_dense_replace"},
                                {"attention.q_lora_rank", "q_lora_rank"},
                                {"attention.kv_lora_rank", "kv_lora_rank"},
                                {"attention.value_length_mla", "v_head_dim"},
                                {"attention.sliding_window", "sliding_window"}};

std::string wordIn(const std::map<std::string, MetadataValue>& metadata, const std::string& key) {
    const auto found = metadata.find(key);
    if (found == metadata.end()) return {};
    const auto* word = std::get_if<std::string>(&found->second);
    return word ? *word : std::string();
}

/// Number formats that are quantized change no shapes, so the tensors tell the vocabulary.
std::string configFromGguf(const GgufHeader& header) {
    const std::string architecture = wordIn(header.metadata, "general.architecture");
    const auto family = std::find_if(std::begin(ggufFamilies), std::end(ggufFamilies),
                                     [&](const GgufFamily& one) { return one.architecture == architecture; });
    if (family == std::end(ggufFamilies))
        throw std::runtime_error("Its general.architecture is " + inQuotes(architecture) +
                                 ", of which no configuration is known here.");
    json config = {{"model_type", family->type}};
    for (const auto& [key, field] : ggufKeys) {
        const auto found = header.metadata.find(architecture + "." + key);
        if (found == header.metadata.end()) continue;
        if (const auto* number = std::get_if<std::int64_t>(&found->second); number && *number > 0)
            config[field] = static_cast<std::uint64_t>(*number);
    }
    if (architecture == "llama" && config.contains("num_local_experts")) config["model_type"] = "mixtral";
    if (config.contains("kv_lora_rank")) {
        config.erase("head_dim");
        const auto rotary = header.metadata.find(architecture + ".rope.dimension_count");
        if (rotary != header.metadata.end())
            if (const auto* number = std::get_if<std::int64_t>(&rotary->second); number && *number > 0)
                config["qk_rope_head_dim"] = static_cast<std::uint64_t>(*number);
    }
    bool tied = true, biased = false;
    for (const GgufHeader::Announced& tensor : header.tensors) {
        if (tensor.name == "token_embd.weight" && tensor.shape.rank() == 2)
            config["vocab_size"] = tensor.shape[0];
        if (tensor.name == "output.weight") tied = false;
        if (tensor.name == "blk.0.attn_q.bias") biased = true;
    }
    config["tie_word_embeddings"] = tied;
    if (architecture == "llama" && biased) config["attention_bias"] = true;
    return config.dump();
}

ModelFile loadGgufModel(std::span<const std::byte> bytes, const std::string& name) {
    const GgufHeader header = loadGgufHeader(bytes, name);
    Collected all;
    for (const auto& tensor : header.tensors) all.add(tensor.name, tensor.shape, ggufTypeName(tensor.type));
    ModelFile file = all.finish();
    try {
        std::string config = configFromGguf(header);
        const std::size_t described = countParameters(loadArchitecture(config, name).tensors).total;
        const std::size_t stored = countParameters(file.tensors).total;
        if (described != stored)
            throw std::runtime_error("The sizes it names make " + std::to_string(described) +
                                     " parameters, but its tensors have " + std::to_string(stored) + ".");
        takeConfig(std::move(config), name, file);
    } catch (const std::runtime_error& problem) {
        file.configProblem = problem.what();
    }
    return file;
}

// ----------------------------------------------------------------------------------------------------------

ModelFile loadOther(const fs::path& path) {
    const auto checkpoint = Checkpoint::open(path); // refuses what is no file of weights
    Collected all;
    for (const StoredTensor& tensor : checkpoint->tensors())
        all.add(tensor.name, tensor.shape, dtypeName(tensor.dtype));
    ModelFile file = all.finish();
    file.configProblem = "This kind of file has no config.json.";
    return file;
}

bool isShardIndex(std::string_view text, const std::string& name) {
    return text.find("\"weight_map\"") != std::string_view::npos &&
           loadStrictJson(text, name).contains("weight_map");
}

fs::path fileIn(const fs::path& folder) {
    std::error_code none;
    for (const char* name : {"model.safetensors.index.json", "model.safetensors", "config.json"})
        if (fs::is_regular_file(folder / name, none)) return folder / name;
    throw std::runtime_error(folder.string() +
                             ": this folder has no config.json and no model.safetensors; one is expected.");
}

ModelFile loadFile(const fs::path& path) {
    const MappedFile mapped(path);
    const std::string_view text = textOf(mapped.bytes());
    const std::string name = path.string();
    if (text.empty()) throw std::runtime_error(name + ": is empty; a config.json or weights are expected.");
    const bool isJson = text.find_first_not_of(" \t\r\n") != std::string_view::npos &&
                        text[text.find_first_not_of(" \t\r\n")] == '{' &&
                        text.substr(0, 8).find('\0') == std::string_view::npos;
    ModelFile file;
    if (isJson && !isShardIndex(text, name)) {
        if (text.size() > largestConfig)
            throw std::runtime_error(name + ": is larger than 4 MiB; no config.json is.");
        loadArchitecture(text, name);
        loadModelShape(text, name);
        file.config = std::string(text);
        return file;
    }
    if (isJson) {
        file = loadShards(text, path);
    } else if (text.starts_with("GGUF")) {
        file = loadGgufModel(mapped.bytes(), name);
    } else if (text.size() > 8 && text[8] == '{') {
        Collected all;
        collectSafetensors(mapped.bytes(), name, all);
        file = all.finish();
    } else {
        file = loadOther(path);
    }
    refuseEmpty(file, name);
    if (file.config.empty() && file.configProblem.empty()) takeConfigBeside(path, file);
    return file;
}

} // namespace

ModelFile loadModelFile(const fs::path& path) {
    std::error_code none;
    return loadFile(fs::is_directory(path, none) ? fileIn(path) : path);
}

} // namespace tokenarium
