// SPDX-License-Identifier: GPL-3.0-or-later
// Folders as Hugging Face has them, with the config.json that is published for a model and random weights in
// BF16, against the plain transformer in double precision. The weights and sizes that it gets are written
// down here and come from no reader of ours. Real weights are not needed for that, and few could be had.
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/model/parameter_list.h"
#include "engine/tensor/safetensors.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace tokenarium {
namespace {

using Json = nlohmann::json;

/// What is published, what is smaller here, and what the reference is told of it.
struct PublishedModel {
    const char* name;
    const char* config;       ///< config.json, word for word but for fields that no program needs
    std::uint64_t parameters; ///< of the model as published
    const char* smaller;      ///< fields in which the file of the test differs
    ModelConfig reference;
};

ModelConfig llamaShape(std::size_t width, std::size_t heads, std::size_t keyHeads, std::size_t headWidth,
                       std::size_t inner, double theta, float epsilon) {
    ModelConfig config;
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.layers = 3;
    config.width = width;
    config.heads = heads;
    config.keyHeads = keyHeads;
    config.headWidth = headWidth;
    config.feedForwardWidth = inner;
    config.vocabularySize = 320;
    config.normEpsilon = epsilon;
    config.ropeTheta = theta;
    config.tiedHead = true;
    return config;
}

/// Heads are as wide and as many as published; layers, vocabulary and what is between are an eighth or less.
std::vector<PublishedModel> publishedModels() {
    ModelConfig smol = llamaShape(576, 9, 3, 64, 192, 100000, 1e-5F);
    smol.positions = 8192;
    ModelConfig qwen2 = llamaShape(896, 14, 2, 64, 608, 1000000, 1e-6F);
    qwen2.positions = 32768;
    qwen2.queryKeyValueBias = true;
    ModelConfig qwen3 = llamaShape(128, 16, 8, 128, 384, 1000000, 1e-6F);
    qwen3.positions = 40960;
    qwen3.queryKeyNorm = true;
    ModelConfig gpt2;
    gpt2.layers = 3;
    gpt2.width = 96;
    gpt2.heads = gpt2.keyHeads = 12;
    gpt2.headWidth = 8;
    gpt2.feedForwardWidth = 384;
    gpt2.vocabularySize = 320;
    gpt2.positions = 128;
    gpt2.queryKeyValueBias = gpt2.attentionOutputBias = gpt2.feedForwardBias = gpt2.normBias = true;
    gpt2.tiedHead = true;
    return {{"SmolLM2-135M", R"({"architectures": ["LlamaForCausalLM"], "attention_bias": false,
            "attention_dropout": 0.0, "bos_token_id": 0, "eos_token_id": 0, "hidden_act": "silu",
            "hidden_size": 576, "initializer_range": 0.041666666666666664, "intermediate_size": 1536,
            "is_llama_config": true, "max_position_embeddings": 8192, "mlp_bias": false,
            "model_type": "llama", "num_attention_heads": 9, "num_hidden_layers": 30,
            "num_key_value_heads": 3, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
            "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
            "tie_word_embeddings": true, "torch_dtype": "bfloat16", "use_cache": true,
            "vocab_size": 49152})",
             134515008, R"({"num_hidden_layers": 3, "intermediate_size": 192, "vocab_size": 320})", smol},
            {"Qwen2.5-0.5B", R"({"architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0,
            "bos_token_id": 151643, "eos_token_id": 151643, "hidden_act": "silu", "hidden_size": 896,
            "initializer_range": 0.02, "intermediate_size": 4864, "max_position_embeddings": 32768,
            "max_window_layers": 24, "model_type": "qwen2", "num_attention_heads": 14,
            "num_hidden_layers": 24, "num_key_value_heads": 2, "rms_norm_eps": 1e-06,
            "rope_theta": 1000000.0, "sliding_window": 32768, "tie_word_embeddings": true,
            "torch_dtype": "bfloat16", "use_cache": true, "use_mrope": false,
            "use_sliding_window": false, "vocab_size": 151936})",
             494032768, R"({"num_hidden_layers": 3, "intermediate_size": 608, "vocab_size": 320,
            "bos_token_id": 310, "eos_token_id": 310})",
             qwen2},
            {"Qwen3-0.6B", R"({"architectures": ["Qwen3ForCausalLM"], "attention_bias": false,
            "attention_dropout": 0.0, "bos_token_id": 151643, "eos_token_id": 151645, "head_dim": 128,
            "hidden_act": "silu", "hidden_size": 1024, "initializer_range": 0.02,
            "intermediate_size": 3072, "max_position_embeddings": 40960, "max_window_layers": 28,
            "model_type": "qwen3", "num_attention_heads": 16, "num_hidden_layers": 28,
            "num_key_value_heads": 8, "rms_norm_eps": 1e-06, "rope_scaling": null,
            "rope_theta": 1000000, "sliding_window": null, "tie_word_embeddings": true,
            "torch_dtype": "bfloat16", "use_cache": true, "use_sliding_window": false,
            "vocab_size": 151936})",
             596049920, R"({"num_hidden_layers": 3, "hidden_size": 128, "intermediate_size": 384,
            "vocab_size": 320, "bos_token_id": 310, "eos_token_id": 311})",
             qwen3},
            {"gpt2", R"({"activation_function": "gelu_new", "architectures": ["GPT2LMHeadModel"],
            "attn_pdrop": 0.1, "bos_token_id": 50256, "embd_pdrop": 0.1, "eos_token_id": 50256,
            "initializer_range": 0.02, "layer_norm_epsilon": 1e-05, "model_type": "gpt2", "n_ctx": 1024,
            "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024, "resid_pdrop": 0.1,
            "summary_activation": null, "summary_first_dropout": 0.1, "summary_proj_to_labels": true,
            "summary_type": "cls_index", "summary_use_proj": true,
            "task_specific_params": {"text-generation": {"do_sample": true, "max_length": 50}},
            "vocab_size": 50257})",
             124439808, R"({"n_layer": 3, "n_embd": 96, "n_positions": 128, "n_ctx": 128,
            "vocab_size": 320, "bos_token_id": 319, "eos_token_id": 319})",
             gpt2}};
}

/// Spread so that neither sums nor soft-max saturate; every number is one of BF16.
Weights roundedWeights(const ModelConfig& config, Backend& backend) {
    std::mt19937 random(20);
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        const bool norm = name.ends_with("norm.weight");
        const double spread = shape.rank() == 2 ? 1.5 / std::sqrt(static_cast<double>(shape[1])) : 0.2;
        std::normal_distribution<double> normal(norm ? 1 : 0, spread);
        std::vector<float> values(shape.elements());
        for (float& value : values) value = static_cast<float>(normal(random));
        const std::vector<std::byte> rounded = quantize(values, shape, DType::BF16);
        dequantize({name, DType::BF16, shape, rounded}, values);
        Tensor tensor = backend.allocate(name, shape);
        backend.write(values, tensor);
        return tensor;
    });
}

class FileOfOthers {
public:
    void put(const std::string& name, const Tensor& tensor) {
        add(name, tensor.shape, {tensor.floats(), tensor.floats() + tensor.shape.elements()});
    }
    /// As the layer Conv1D of GPT-2 has it: [inputs, outputs], several matrices side by side.
    void putConv1d(const std::string& name, const std::vector<const Tensor*>& matrices) {
        const std::size_t inputs = matrices[0]->shape[1], outputs = matrices[0]->shape[0];
        std::vector<float> values;
        for (std::size_t i = 0; i < inputs; ++i)
            for (const Tensor* w : matrices)
                for (std::size_t o = 0; o < outputs; ++o) values.push_back(w->floats()[o * inputs + i]);
        add(name, {inputs, outputs * matrices.size()}, values);
    }
    void putJoined(const std::string& name, const std::vector<const Tensor*>& vectors) {
        std::vector<float> values;
        for (const Tensor* v : vectors) values.insert(values.end(), v->floats(), v->floats() + v->shape[0]);
        add(name, {values.size()}, values);
    }
    void write(const std::filesystem::path& file) const {
        std::vector<StoredTensor> views;
        for (const OwnedTensor& tensor : tensors) views.push_back(tensor.stored());
        writeSafetensors(file, views, {{"format", "pt"}});
    }

private:
    void add(const std::string& name, const Shape& shape, const std::vector<float>& values) {
        tensors.push_back({name, DType::BF16, shape, quantize(values, shape, DType::BF16)});
    }
    std::vector<OwnedTensor> tensors;
};

FileOfOthers llamaFile(const Weights& w) {
    FileOfOthers file;
    file.put("model.embed_tokens.weight", w.tokens);
    file.put("model.norm.weight", w.finalNorm);
    for (std::size_t layer = 0; layer < w.blocks.size(); ++layer) {
        const BlockWeights& b = w.blocks[layer];
        const std::string at = "model.layers." + std::to_string(layer) + ".";
        file.put(at + "input_layernorm.weight", b.attentionNorm);
        file.put(at + "self_attn.q_proj.weight", b.query);
        file.put(at + "self_attn.k_proj.weight", b.key);
        file.put(at + "self_attn.v_proj.weight", b.value);
        file.put(at + "self_attn.o_proj.weight", b.attentionOutput);
        if (present(b.queryBias)) {
            file.put(at + "self_attn.q_proj.bias", b.queryBias);
            file.put(at + "self_attn.k_proj.bias", b.keyBias);
            file.put(at + "self_attn.v_proj.bias", b.valueBias);
        }
        if (present(b.queryNorm)) {
            file.put(at + "self_attn.q_norm.weight", b.queryNorm);
            file.put(at + "self_attn.k_norm.weight", b.keyNorm);
        }
        file.put(at + "post_attention_layernorm.weight", b.feedForwardNorm);
        file.put(at + "mlp.gate_proj.weight", b.gate);
        file.put(at + "mlp.up_proj.weight", b.up);
        file.put(at + "mlp.down_proj.weight", b.down);
    }
    return file;
}

FileOfOthers gpt2File(const Weights& w) {
    FileOfOthers file;
    file.put("wte.weight", w.tokens);
    file.put("wpe.weight", w.positions);
    file.put("ln_f.weight", w.finalNorm);
    file.put("ln_f.bias", w.finalNormBias);
    for (std::size_t layer = 0; layer < w.blocks.size(); ++layer) {
        const BlockWeights& b = w.blocks[layer];
        const std::string at = "h." + std::to_string(layer) + ".";
        file.put(at + "ln_1.weight", b.attentionNorm);
        file.put(at + "ln_1.bias", b.attentionNormBias);
        file.putConv1d(at + "attn.c_attn.weight", {&b.query, &b.key, &b.value});
        file.putJoined(at + "attn.c_attn.bias", {&b.queryBias, &b.keyBias, &b.valueBias});
        file.putConv1d(at + "attn.c_proj.weight", {&b.attentionOutput});
        file.put(at + "attn.c_proj.bias", b.attentionOutputBias);
        file.put(at + "ln_2.weight", b.feedForwardNorm);
        file.put(at + "ln_2.bias", b.feedForwardNormBias);
        file.putConv1d(at + "mlp.c_fc.weight", {&b.up});
        file.put(at + "mlp.c_fc.bias", b.upBias);
        file.putConv1d(at + "mlp.c_proj.weight", {&b.down});
        file.put(at + "mlp.c_proj.bias", b.downBias);
    }
    return file;
}

TEST(PublishedModels, HaveThePublishedNumberOfParameters) {
    for (const PublishedModel& model : publishedModels())
        EXPECT_EQ(parametersOf(loadConfig(model.config, model.name)).total, model.parameters) << model.name;
}

class PublishedModelFolder : public ::testing::TestWithParam<PublishedModel> {
protected:
    PublishedModelFolder() {
        const ModelConfig& config = GetParam().reference;
        Json fields = Json::parse(GetParam().config);
        fields.update(Json::parse(GetParam().smaller));
        testing::writeFile(folder / "config.json", fields.dump(2));
        const Weights weights = roundedWeights(config, backend);
        const bool gpt2 = config.positionKind == ModelConfig::Positions::Learned;
        (gpt2 ? gpt2File(weights) : llamaFile(weights)).write(folder / "model.safetensors");
        ids = testing::randomIds(config, 20, 5);
        for (const std::vector<double>& row : testing::plainLogits(config, weights, ids))
            expected.insert(expected.end(), row.begin(), row.end());
        for (const double value : expected) largest = std::max(largest, std::fabs(value));
    }
    std::vector<float> logits(const OpenedModel& model) {
        return testing::logitsOf(model.config, model.weights, backend, ids);
    }
    double differenceFromReference(const std::vector<float>& ours) const {
        EXPECT_EQ(ours.size(), expected.size());
        double difference = 0;
        for (std::size_t i = 0; i < std::min(ours.size(), expected.size()); ++i)
            difference = std::max(difference, std::fabs(ours[i] - expected[i]));
        return difference / largest;
    }

    static constexpr double bound = 1e-5; ///< of the largest logit
    CpuBackend backend;
    testing::TemporaryFolder folder;
    std::vector<TokenId> ids;
    std::vector<double> expected;
    double largest = 0;
};

TEST_P(PublishedModelFolder, PredictsAsTheReferenceDoes) {
    EXPECT_GT(largest, 0.5);
    for (const WeightStorage storage : {WeightStorage::Writable, WeightStorage::AsInFile}) {
        const OpenedModel opened = openModel(folder.path(), backend, std::nullopt, storage);
        const bool asInFile = storage == WeightStorage::AsInFile;
        EXPECT_EQ(opened.weights.blocks[1].up.dtype, asInFile ? DType::BF16 : DType::F32);
        EXPECT_EQ(opened.weights.blocks[1].up.layout, asInFile ? TensorLayout::Panels : TensorLayout::Rows);
        EXPECT_EQ(opened.config.positions, GetParam().reference.positions);
        const double difference = differenceFromReference(logits(opened));
        EXPECT_LE(difference, bound);
        std::cout << GetParam().name << (asInFile ? ", BF16" : ", F32")
                  << ": largest difference of logits, of the largest logit " << difference << "\n";
    }
}

TEST_P(PublishedModelFolder, PredictsTheSameAfterExportFromPanels) {
    const OpenedModel opened = openModel(folder.path(), backend, std::nullopt, WeightStorage::AsInFile);
    const std::vector<float> before = logits(opened);
    exportGguf(opened, backend, folder / "m.gguf", DType::BF16);
    std::filesystem::create_directories(folder / "again");
    exportSafetensors(opened, backend, folder / "again/model.safetensors", DType::BF16);
    for (const WeightStorage storage : {WeightStorage::Writable, WeightStorage::AsInFile}) {
        const OpenedModel gguf = openModel(folder / "m.gguf", backend, std::nullopt, storage);
        EXPECT_LE(differenceFromReference(logits(gguf)), bound);
        // Only Llama's rows change their places in GGUF, and with them the order of a few sums.
        if (gguf.config.ropePairs == opened.config.ropePairs && storage == WeightStorage::AsInFile) {
            EXPECT_EQ(logits(gguf), before);
        }
        EXPECT_EQ(logits(openModel(folder / "again", backend, std::nullopt, WeightStorage::AsInFile)),
                  before);
    }
}

INSTANTIATE_TEST_SUITE_P(Shapes, PublishedModelFolder, ::testing::ValuesIn(publishedModels()),
                         [](const auto& test) {
                             std::string name = test.param.name;
                             std::erase_if(name, [](char c) { return c == '-' || c == '.'; });
                             return name;
                         });

} // namespace
} // namespace tokenarium
