// SPDX-License-Identifier: GPL-3.0-or-later
// Weights from tensors under our names and under those of others: the same model either way; and what is
// refused.
#include "engine/model/load_weights.h"

#include "engine/backend/cpu_backend.h"
#include "engine/model/forward.h"
#include "tests/engine/model/model_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <functional>

namespace tokenarium {
namespace {

using ::testing::HasSubstr;

/// Tensors in memory.
class MemoryCheckpoint final : public Checkpoint {
public:
    void put(const std::string& name, const Shape& shape, std::vector<float> values) {
        storage.push_back(std::move(values));
        list.push_back({name, DType::F32, shape, std::as_bytes(std::span(storage.back()))});
    }
    void change(const std::string& name, const std::function<void(StoredTensor&)>& how) {
        for (StoredTensor& tensor : list)
            if (tensor.name == name) how(tensor);
    }
    float* values(std::size_t index) { return storage[index].data(); }

    Format format() const override { return Format::Safetensors; }
    const std::vector<StoredTensor>& tensors() const override { return list; }
    const StoredTensor* find(std::string_view name) const override {
        for (const StoredTensor& tensor : list)
            if (tensor.name == name) return &tensor;
        return nullptr;
    }
    const std::map<std::string, MetadataValue>& metadata() const override { return none; }

private:
    std::deque<std::vector<float>> storage;
    std::vector<StoredTensor> list;
    std::map<std::string, MetadataValue> none;
};

std::vector<float> transposed(const Tensor& w) {
    std::vector<float> turned(w.shape.elements());
    for (std::size_t o = 0; o < w.shape[0]; ++o)
        for (std::size_t i = 0; i < w.shape[1]; ++i)
            turned[i * w.shape[0] + o] = w.floats()[o * w.shape[1] + i];
    return turned;
}

class LoadWeights : public ::testing::Test {
protected:
    void put(const std::string& name, const Tensor& tensor) {
        file.put(name, tensor.shape, backend.read(tensor));
    }
    void putTurned(const std::string& name, const Tensor& w) {
        file.put(name, {w.shape[1], w.shape[0]}, transposed(w));
    }
    /// Rows of three matrices one under the other.
    Tensor stacked(const Tensor& a, const Tensor& b, const Tensor& c) {
        const std::size_t rows = 3 * a.shape[0];
        Tensor all = backend.allocate("all", a.shape.rank() == 1 ? Shape{rows} : Shape{rows, a.shape[1]});
        std::vector<float> values;
        for (const Tensor* one : {&a, &b, &c}) {
            const std::vector<float> part = backend.read(*one);
            values.insert(values.end(), part.begin(), part.end());
        }
        backend.write(values, all);
        return all;
    }
    void expectSameModel(const ModelConfig& config, const Weights& original) {
        const Weights loaded = loadWeights(file, config, backend, "m");
        const std::vector<TokenId> ids = testing::randomIds(config, 7, 2);
        EXPECT_EQ(testing::logitsOf(config, loaded, backend, ids),
                  testing::logitsOf(config, original, backend, ids));
    }
    std::string refusal(const ModelConfig& config) {
        try {
            loadWeights(file, config, backend, "folder/m.safetensors");
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(), HasSubstr("folder/m.safetensors"));
            return error.what();
        }
        return "";
    }

    CpuBackend backend;
    MemoryCheckpoint file;
};

TEST_F(LoadWeights, UnderOurOwnNames) {
    for (const ModelConfig& config : {testing::smallGpt2(), testing::smallLlama()}) {
        file = {};
        Weights weights = testing::randomWeights(config, backend);
        forEachTensor(weights, [&](Tensor& tensor) { put(tensor.name, tensor); });
        expectSameModel(config, weights);
    }
}

TEST_F(LoadWeights, OfAGpt2FromHuggingFace) {
    const ModelConfig config = testing::smallGpt2();
    const Weights w = testing::randomWeights(config, backend);
    for (const std::string prefix : {"transformer.", ""}) {
        file = {};
        put(prefix + "wte.weight", w.tokens);
        put(prefix + "wpe.weight", w.positions);
        put(prefix + "ln_f.weight", w.finalNorm);
        put(prefix + "ln_f.bias", w.finalNormBias);
        for (std::size_t layer = 0; layer < config.layers; ++layer) {
            const BlockWeights& b = w.blocks[layer];
            const std::string h = prefix + "h." + std::to_string(layer) + ".";
            put(h + "ln_1.weight", b.attentionNorm);
            put(h + "ln_1.bias", b.attentionNormBias);
            putTurned(h + "attn.c_attn.weight", stacked(b.query, b.key, b.value));
            put(h + "attn.c_attn.bias", stacked(b.queryBias, b.keyBias, b.valueBias));
            putTurned(h + "attn.c_proj.weight", b.attentionOutput);
            put(h + "attn.c_proj.bias", b.attentionOutputBias);
            put(h + "ln_2.weight", b.feedForwardNorm);
            put(h + "ln_2.bias", b.feedForwardNormBias);
            putTurned(h + "mlp.c_fc.weight", b.up);
            put(h + "mlp.c_fc.bias", b.upBias);
            putTurned(h + "mlp.c_proj.weight", b.down);
            put(h + "mlp.c_proj.bias", b.downBias);
        }
        expectSameModel(config, w);
    }
}

TEST_F(LoadWeights, OfALlamaFromHuggingFace) {
    const ModelConfig config = testing::smallLlama();
    const Weights w = testing::randomWeights(config, backend);
    put("model.embed_tokens.weight", w.tokens);
    put("model.norm.weight", w.finalNorm);
    put("lm_head.weight", w.head);
    for (std::size_t layer = 0; layer < config.layers; ++layer) {
        const BlockWeights& b = w.blocks[layer];
        const std::string h = "model.layers." + std::to_string(layer) + ".";
        put(h + "input_layernorm.weight", b.attentionNorm);
        put(h + "self_attn.q_proj.weight", b.query);
        put(h + "self_attn.q_proj.bias", b.queryBias);
        put(h + "self_attn.k_proj.weight", b.key);
        put(h + "self_attn.k_proj.bias", b.keyBias);
        put(h + "self_attn.v_proj.weight", b.value);
        put(h + "self_attn.v_proj.bias", b.valueBias);
        put(h + "self_attn.q_norm.weight", b.queryNorm);
        put(h + "self_attn.k_norm.weight", b.keyNorm);
        put(h + "self_attn.o_proj.weight", b.attentionOutput);
        put(h + "self_attn.o_proj.bias", b.attentionOutputBias);
        put(h + "post_attention_layernorm.weight", b.feedForwardNorm);
        put(h + "mlp.gate_proj.weight", b.gate);
        put(h + "mlp.gate_proj.bias", b.gateBias);
        put(h + "mlp.up_proj.weight", b.up);
        put(h + "mlp.up_proj.bias", b.upBias);
        put(h + "mlp.down_proj.weight", b.down);
        put(h + "mlp.down_proj.bias", b.downBias);
    }
    expectSameModel(config, w);
}

/// What is stored is what the format made of the numbers, whatever the arrangement in the file.
TEST_F(LoadWeights, InTheStorageThatIsAskedFor) {
    ModelConfig config = testing::smallGpt2();
    config.width = config.heads * 32; // whole blocks
    config.keyHeads = config.heads;
    config.headWidth = 32;
    config.feedForwardWidth = 4 * config.width;
    const Weights original = testing::randomWeights(config, backend);
    Weights weights = original;
    file = {};
    forEachTensor(weights, [&](Tensor& tensor) { put(tensor.name, tensor); });
    const std::pair<WeightStorage, DType> kinds[] = {{WeightStorage::AsInFile, DType::F32},
                                                     {WeightStorage::F32, DType::F32},
                                                     {WeightStorage::F16, DType::F16},
                                                     {WeightStorage::BF16, DType::BF16},
                                                     {WeightStorage::Q8_0, DType::Q8_0}};
    for (const auto& [storage, type] : kinds) {
        const Weights loaded = loadWeights(file, config, backend, "m", storage);
        const Tensor &w = loaded.blocks[1].up, &source = original.blocks[1].up;
        EXPECT_EQ(w.dtype, type);
        EXPECT_EQ(loaded.head.dtype, type);
        EXPECT_EQ(loaded.positions.dtype, DType::F32);
        std::vector<float> rounded(w.shape.elements());
        const std::vector<std::byte> bytes = quantize(backend.read(source), w.shape, type);
        dequantize({"w", type, w.shape, bytes}, rounded);
        EXPECT_EQ(backend.read(w), rounded) << dtypeName(type);
        const std::vector<TokenId> ids = testing::randomIds(config, 7, 2);
        const auto logits = testing::logitsOf(config, loaded, backend, ids);
        if (type == DType::F32)
            EXPECT_EQ(logits, testing::logitsOf(config, original, backend, ids));
        else
            EXPECT_NE(logits, testing::logitsOf(config, original, backend, ids)) << dtypeName(type);
    }
}

/// A file's blocks are taken as they are: 100 is not the greatest number that a scale allows, and rounding
/// anew would change it.
TEST_F(LoadWeights, EightBitBlocksAreNotRoundedAgain) {
    ModelConfig config = testing::smallGpt2();
    config.width = config.heads * 32;
    config.keyHeads = config.heads;
    config.headWidth = 32;
    config.feedForwardWidth = 4 * config.width;
    Weights weights = testing::randomWeights(config, backend);
    file = {};
    forEachTensor(weights, [&](Tensor& tensor) { put(tensor.name, tensor); });
    const Shape shape = weights.blocks[0].down.shape;
    std::vector<std::byte> blocks(storageBytes(shape, DType::Q8_0), std::byte{100});
    for (std::size_t i = 0; i < blocks.size(); i += 34) blocks[i] = std::byte{0x01}; // with 0x64 a float16
    file.change("block.0.feedforward.down.weight", [&](StoredTensor& tensor) {
        tensor.dtype = DType::Q8_0;
        tensor.bytes = blocks;
    });
    const Tensor w = loadWeights(file, config, backend, "m", WeightStorage::AsInFile).blocks[0].down;
    EXPECT_EQ(w.dtype, DType::Q8_0);
    std::vector<float> expected(shape.elements());
    dequantize({"w", DType::Q8_0, shape, blocks}, expected);
    EXPECT_EQ(backend.read(w), expected);
}

TEST_F(LoadWeights, StaysInTheFileUntilItIsLaidOut) {
    for (const ModelConfig& config : {testing::smallGpt2(), testing::smallLlama()}) {
        Weights original = testing::randomWeights(config, backend);
        file = {};
        forEachTensor(original, [&](Tensor& tensor) { put(tensor.name, tensor); });
        const std::vector<TokenId> ids{1, 5, 2};
        const auto logits = [&](const Weights& weights) {
            const SequenceInput text{ids, nullptr};
            return backend.read(forward(config, weights, backend, {&text, 1}).logits);
        };
        const std::vector<float> expected =
            logits(loadWeights(file, config, backend, "m", WeightStorage::AsInFile));
        Weights weights = loadWeights(file, config, backend, "m", WeightStorage::InFile);
        const StoredTensor* up = file.find("block.1.feedforward.up.weight");
        ASSERT_NE(up, nullptr);
        EXPECT_EQ(weights.blocks[1].up.data, up->bytes.data()) << "nothing was copied";
        EXPECT_EQ(logits(weights), expected);
        layOut(weights, backend);
        EXPECT_NE(weights.blocks[1].up.data, up->bytes.data());
        EXPECT_EQ(weights.head.data == weights.tokens.data, config.tiedHead);
        EXPECT_EQ(logits(weights), expected);
        forEachTensor(weights, [&](Tensor& tensor) { EXPECT_TRUE(tensor.memory) << tensor.name; });
    }
}

TEST_F(LoadWeights, RefusesWhatDoesNotFit) {
    const ModelConfig config = testing::smallLlama();
    Weights weights = testing::randomWeights(config, backend);
    forEachTensor(weights, [&](Tensor& tensor) { put(tensor.name, tensor); });
    EXPECT_EQ(refusal(config), "");
    file.values(3)[1] = std::nanf("");
    EXPECT_THAT(refusal(config), HasSubstr("not finite"));
    file.values(3)[1] = 0;
    file.change("block.1.feedforward.up.weight", [](StoredTensor& tensor) { tensor.shape = {12, 20}; });
    EXPECT_THAT(refusal(config), HasSubstr("\"block.1.feedforward.up.weight\" has the shape [12, 20]"));
    file.change("block.1.feedforward.up.weight", [](StoredTensor& tensor) { tensor.name = "other"; });
    EXPECT_THAT(refusal(config), HasSubstr("up_proj.weight\" is missing"));
}

} // namespace
} // namespace tokenarium
