// SPDX-License-Identifier: GPL-3.0-or-later
// Names and arrangement come from the table by which such files are read.
#include "engine/train/model_folder.h"

#include "engine/file/replaced_file.h"
#include "engine/model/weight_sources.h"
#include "engine/tensor/checkpoint.h"
#include "engine/text/tokenizer_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>

namespace tokenarium {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t pairBlock = 32;

void writeText(const std::filesystem::path& file, const std::string& text) {
    writeFileAtOnce(file, std::as_bytes(std::span(text)));
}

const char* typeName(DType type) { return type == DType::BF16 ? "bfloat16" : "float32"; }

Json gpt2Fields(const ModelConfig& config) {
    return {{"architectures", {"GPT2LMHeadModel"}},
            {"model_type", "gpt2"},
            {"n_layer", config.layers},
            {"n_embd", config.width},
            {"n_head", config.heads},
            {"n_inner", config.feedForwardWidth},
            {"n_positions", config.positions},
            {"n_ctx", config.positions},
            {"layer_norm_epsilon", static_cast<double>(config.normEpsilon)},
            {"activation_function", config.gelu == GeluKind::Tanh ? "gelu_new" : "gelu"}};
}

Json ropeScalingFields(const RopeScaling& scaling) {
    if (scaling.kind == RopeScaling::Kind::Linear)
        return {{"rope_type", "linear"}, {"factor", scaling.factor}};
    return {{"rope_type", "llama3"},
            {"factor", scaling.factor},
            {"low_freq_factor", scaling.lowFrequencyFactor},
            {"high_freq_factor", scaling.highFrequencyFactor},
            {"original_max_position_embeddings", scaling.originalPositions}};
}

Json llamaFields(const ModelConfig& config) {
    const bool qwen2 = config.queryKeyValueBias && !config.attentionOutputBias;
    const char* type = config.queryKeyNorm ? "qwen3" : qwen2 ? "qwen2" : "llama";
    const char* name = config.queryKeyNorm ? "Qwen3ForCausalLM"
                       : qwen2             ? "Qwen2ForCausalLM"
                                           : "LlamaForCausalLM";
    Json fields{{"architectures", {name}},
                {"model_type", type},
                {"num_hidden_layers", config.layers},
                {"hidden_size", config.width},
                {"num_attention_heads", config.heads},
                {"num_key_value_heads", config.keyHeads},
                {"head_dim", config.headWidth},
                {"intermediate_size", config.feedForwardWidth},
                {"max_position_embeddings", config.positions},
                {"rms_norm_eps", static_cast<double>(config.normEpsilon)},
                {"rope_theta", config.ropeTheta},
                {"hidden_act", "silu"}};
    if (!qwen2) fields["attention_bias"] = config.queryKeyValueBias;
    if (config.queryKeyNorm || qwen2) fields["use_sliding_window"] = false;
    if (std::string_view(type) == "llama") fields["mlp_bias"] = config.feedForwardBias;
    if (config.ropeScaling.kind != RopeScaling::Kind::None)
        fields["rope_scaling"] = ropeScalingFields(config.ropeScaling);
    return fields;
}

/// A tensor of the file while its parts are put together.
struct FileTensor {
    std::string name;
    Shape shape;
    std::vector<float> values;
};

void place(const WeightSource& source, const Tensor& tensor, std::span<const float> values,
           std::vector<FileTensor>& file) {
    const Shape shape = shapeInFile(source, tensor.shape);
    auto found = std::find_if(file.begin(), file.end(),
                              [&](const FileTensor& candidate) { return candidate.name == source.name; });
    if (found == file.end())
        found = file.insert(file.end(), {source.name, shape, std::vector<float>(shape.elements())});
    const std::size_t outputs = tensor.shape[0], inputs = tensor.shape.rank() == 2 ? tensor.shape[1] : 1;
    const std::size_t first = source.part * outputs, stride = outputs * source.parts;
    for (std::size_t o = 0; o < outputs; ++o)
        for (std::size_t i = 0; i < inputs; ++i)
            found->values[source.transposed ? i * stride + first + o : (first + o) * inputs + i] =
                values[o * inputs + i];
}

std::vector<OwnedTensor> stored(const FileTensor& tensor, DType type) {
    const bool blocks = tensor.shape.rank() == 2 && tensor.shape[1] % pairBlock == 0;
    const DType own = type == DType::Q8_0 && !blocks ? DType::F32 : type;
    OwnedTensor result{tensor.name, own, tensor.shape, quantize(tensor.values, tensor.shape, own)};
    if (own != DType::Q8_0) return {std::move(result)};
    auto pair = splitScaledPair(result.stored());
    return {std::move(pair[0]), std::move(pair[1])};
}

} // namespace

std::string configJson(const ModelConfig& config, const DocumentTokens& around, DType type) {
    Json fields =
        config.positionKind == ModelConfig::Positions::Learned ? gpt2Fields(config) : llamaFields(config);
    fields["vocab_size"] = config.vocabularySize;
    fields["tie_word_embeddings"] = config.tiedHead;
    fields["bos_token_id"] = around.begin;
    fields["eos_token_id"] = around.end;
    fields["torch_dtype"] = typeName(type);
    return fields.dump(2) + "\n";
}

void createModelFolder(const std::filesystem::path& folder, const ModelConfig& config, Weights& weights,
                       Backend& backend, const TextTokenizer& tokenizer, const DocumentTokens& around,
                       DType type) {
    std::filesystem::create_directories(folder);
    std::vector<std::string> names; // those of `weights` may be others ("best.NAME")
    Weights named = makeWeights(config, [](const std::string& name, const Shape& shape) {
        return Tensor{name, shape, DType::F32, nullptr, nullptr};
    });
    forEachTensor(named, [&](Tensor& tensor) { names.push_back(tensor.name); });
    std::vector<FileTensor> file;
    std::size_t next = 0;
    forEachTensor(weights, [&](Tensor& tensor) {
        const auto sources = weightSources(config, names[next++], Checkpoint::Format::Safetensors);
        place(sources[1], tensor, backend.read(tensor), file); // [0] is our own name
    });
    std::vector<OwnedTensor> owned;
    for (const FileTensor& tensor : file)
        for (OwnedTensor& part : stored(tensor, type)) owned.push_back(std::move(part));
    std::vector<StoredTensor> tensors;
    for (const OwnedTensor& tensor : owned) tensors.push_back(tensor.stored());
    writeText(folder / "tokenizer.json", createTokenizerJson(tokenizer));
    writeText(folder / "config.json", configJson(config, around, type));
    writeSafetensors(folder / "model.safetensors", tensors, {{"format", "pt"}});
}

} // namespace tokenarium
