// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of weights count as the configurations that they were made from; parts are told from names.
#include "engine/cost/model_file.h"

#include "engine/cost/architecture.h"
#include "engine/cost/known_models.h"
#include "engine/cost/tensor_names.h"
#include "engine/tensor/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace tokenarium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ModelFileTest : public ::testing::Test {
protected:
    void SetUp() override {
        folder = fs::temp_directory_path() /
                 ("model-file-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    fs::path write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return folder / name;
    }
    std::string refusal(const fs::path& file) {
        try {
            loadModelFile(file);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "not refused";
    }
    fs::path folder;
};

/// The header of a list, every expert by itself, without data.
std::string headerOf(const TensorList& list) {
    std::string json = "{";
    std::size_t at = 0;
    const auto add = [&](const std::string& name, const Shape& shape) {
        if (json.size() > 1) json += ",";
        std::string sizes;
        for (std::size_t i = 0; i < shape.rank(); ++i) sizes += (i > 0 ? "," : "") + std::to_string(shape[i]);
        const std::size_t end = at + 2 * shape.elements();
        json += "\"" + name + "\":{\"dtype\":\"BF16\",\"shape\":[" + sizes + "],\"data_offsets\":[" +
                std::to_string(at) + "," + std::to_string(end) + "]}";
        at = end;
    };
    for (const ListedTensor& tensor : list) {
        const std::size_t star = tensor.name.find('*');
        for (std::size_t copy = 0; copy < tensor.copies; ++copy)
            add(star == std::string::npos
                    ? tensor.name
                    : tensor.name.substr(0, star) + std::to_string(copy) + tensor.name.substr(star + 1),
                tensor.shape);
    }
    json += "}";
    std::string bytes(8, '\0');
    const std::uint64_t size = json.size();
    std::memcpy(bytes.data(), &size, 8);
    return bytes + json;
}

/// The names alone give every number that the configuration gives.
TEST_F(ModelFileTest, NamesTellThePartsOfEveryFamily) {
    for (const char* id :
         {"gpt2",         "gpt-j-6b",      "pythia-70m",        "opt-125m",      "bloom",      "falcon-7b",
          "llama-3.2-1b", "mixtral-8x7b",  "qwen3-0.6b",        "qwen3-30b-a3b", "gemma-3-4b", "phi-3-mini",
          "deepseek-v3",  "gpt-oss-20b",   "bert-base-uncased", "t5-small",      "bart-base",  "whisper-tiny",
          "vit-b-16",     "clip-vit-b-32", "olmo-2-7b"}) {
        const KnownModel& known = *knownModel(id);
        const TensorList list = loadArchitecture(known.config, id, known.options).tensors;
        write("config.json", known.config);
        const ModelFile file = loadModelFile(write("model.safetensors", headerOf(list)));
        const ParameterCount ours = countParameters(list), theirs = countParameters(file.tensors);
        EXPECT_EQ(theirs.total, ours.total) << id;
        EXPECT_EQ(theirs.active, ours.active) << id;
        EXPECT_EQ(theirs.nonEmbedding, ours.nonEmbedding) << id;
        EXPECT_EQ(theirs.experts, ours.experts) << id;
        EXPECT_EQ(file.config, known.config) << id;
        if (std::string(id).starts_with("clip")) continue; // whose picture half is a tower, to judge by names
        for (const ParameterPart part : {ParameterPart::Embedding, ParameterPart::Mlp, ParameterPart::Router,
                                         ParameterPart::AttentionQkv, ParameterPart::AttentionOut,
                                         ParameterPart::CrossAttention, ParameterPart::VisionTower})
            EXPECT_EQ(theirs.part(part), ours.part(part)) << id << " " << parameterPartName(part);
    }
}

TEST_F(ModelFileTest, BuffersAreNoWeights) {
    const std::string bytes = headerOf({{"h.0.attn.bias", {1, 1, 8, 8}},
                                        {"h.0.attn.c_attn.bias", {24}},
                                        {"model.layers.0.self_attn.rotary_emb.inv_freq", {4}},
                                        {"embeddings.position_ids", {1, 8}}});
    const ModelFile file = loadModelFile(write("model.safetensors", bytes));
    EXPECT_EQ(countParameters(file.tensors).total, 24U);
    EXPECT_EQ(file.buffers, 64U + 4 + 8);
    EXPECT_THAT(file.configProblem, HasSubstr("config.json"));
}

TEST_F(ModelFileTest, SeveralFilesAreOne) {
    write("a.safetensors", headerOf({{"model.embed_tokens.weight", {10, 4}}}));
    write("b.safetensors", headerOf({{"lm_head.weight", {10, 4}}, {"model.norm.weight", {4}}}));
    const fs::path index = write("model.safetensors.index.json", R"({"weight_map": {
        "model.embed_tokens.weight": "a.safetensors", "lm_head.weight": "b.safetensors",
        "model.norm.weight": "b.safetensors"}})");
    for (const fs::path& path : {index, folder}) { // a folder means its index
        const ModelFile file = loadModelFile(path);
        EXPECT_EQ(countParameters(file.tensors).total, 84U);
        EXPECT_EQ(countParameters(file.tensors).nonEmbedding, 4U);
        EXPECT_EQ(file.files, 2U);
    }
    fs::remove(folder / "b.safetensors");
    EXPECT_THAT(refusal(index), HasSubstr("b.safetensors"));
}

TEST_F(ModelFileTest, ConfigThatDoesNotFitIsSaid) {
    std::vector<std::byte> numbers(64 * 4);
    const StoredTensor table{"token_embd.weight", DType::F32, {16, 4}, numbers};
    const fs::path gguf = folder / "odd.gguf";
    writeGguf(gguf, {table},
              {{"general.architecture", std::string("llama")},
               {"llama.block_count", std::int64_t{2}},
               {"llama.embedding_length", std::int64_t{4}},
               {"llama.feed_forward_length", std::int64_t{8}},
               {"llama.attention.head_count", std::int64_t{2}}});
    const ModelFile file = loadModelFile(gguf);
    EXPECT_EQ(countParameters(file.tensors).total, 64U);
    EXPECT_EQ(file.config, "");
    EXPECT_THAT(file.configProblem, HasSubstr("its tensors have 64"));
    writeGguf(gguf, {table}, {{"general.architecture", std::string("mamba")}});
    EXPECT_THAT(loadModelFile(gguf).configProblem, HasSubstr("mamba"));
}

TEST_F(ModelFileTest, DamagedFilesAreRefused) {
    EXPECT_THAT(refusal(write("empty", "")), HasSubstr("is empty"));
    EXPECT_THAT(refusal(folder / "absent"), HasSubstr("absent"));
    EXPECT_THAT(refusal(folder), HasSubstr("no config.json"));
    EXPECT_THAT(refusal(write("none.safetensors", headerOf({}))), HasSubstr("no tensors"));
    EXPECT_THAT(refusal(write("list.json", "[1, 2]")), HasSubstr("list.json"));
    EXPECT_THAT(refusal(write("type.json", R"({"hidden_size": 4})")), HasSubstr("model_type"));
    const std::string whole = headerOf({{"model.embed_tokens.weight", {10, 4}}});
    for (std::size_t length = 1; length < whole.size(); ++length)
        EXPECT_NE(refusal(write("cut.safetensors", whole.substr(0, length))), "not refused") << length;
    std::string shape = whole; // a shape beyond counting
    const std::size_t at = shape.find("[10,4]");
    shape.replace(at, 6, "[99999999999,9999999999]");
    const std::uint64_t size = shape.size() - 8;
    std::memcpy(shape.data(), &size, 8);
    EXPECT_THAT(refusal(write("huge.safetensors", shape)), HasSubstr("than can be counted"));
}

TEST(TensorNames, OfAllExperts) {
    EXPECT_EQ(nameOfAllExperts("a.experts.17.w1.weight"), "a.experts.*.w1.weight");
    EXPECT_EQ(nameOfAllExperts("a.shared_experts.17.w1"), std::nullopt);
    EXPECT_EQ(nameOfAllExperts("a.experts.gate_up_proj"), std::nullopt);
    EXPECT_EQ(nameOfAllExperts("experts.1"), std::nullopt);
    EXPECT_EQ(listedByName("blk.3.ffn_gate_exps.weight", {8, 16, 4}).role, ListedTensor::Role::Expert);
    EXPECT_EQ(listedByName("blk.3.ffn_gate_exps.weight", {8, 16, 4}).experts, 8U);
    EXPECT_EQ(listedByName("output.weight", {8, 4}).role, ListedTensor::Role::LanguageHead);
    EXPECT_EQ(listedByName("blk.0.attn_output.weight", {8, 4}).part, ParameterPart::AttentionOut);
}

} // namespace
} // namespace tokenarium
