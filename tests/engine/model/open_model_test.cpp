// SPDX-License-Identifier: GPL-3.0-or-later
// Models of every family written in every form we write, opened again: the same predictions, the same tokens;
// and what is refused.
#include "engine/model/open_model.h"

#include "engine/backend/cpu_backend.h"
#include "engine/file/quoted_name.h"
#include "engine/model/export_model.h"
#include "engine/model/gguf_tokenizer.h"
#include "engine/model/model_catalog.h"
#include "engine/model/model_family.h"
#include "engine/tensor/gguf.h"
#include "engine/text/byte_pair.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/tokenizer_json.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/small_vocabulary.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <iostream>

extern "C" int fuzz_gguf_config(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

std::shared_ptr<const TextTokenizer> characters() {
    std::vector<char32_t> list;
    for (const char32_t c : std::u32string(U" eta,.\n春眠不觉晓，。oinsrhld")) list.push_back(c);
    return createCharacterTokenizer(
        CharacterVocabulary::create(list, {"<|begin|>", "<|end|>", "<|en|>", "<|zh|>", "<|pair|>"}));
}

/// Entries in order of bytes first, as our trainer and tokenizer.json have them.
std::shared_ptr<const TextTokenizer> bytePairs(SplitRule rule) {
    VocabularySource source = testing::learnBytePair("the cat sat on the mat, the end. 春眠春眠", 30, rule);
    source.specialTokens = {{"<|end|>", static_cast<TokenId>(source.entries.size())}};
    return createBytePair(PackedVocabulary::create(source));
}

/// Widths that are whole blocks, so that every format can hold them.
ModelConfig sized(ModelConfig config, std::size_t vocabulary, std::size_t width = 32) {
    config.width = width;
    config.headWidth = width / config.heads;
    config.feedForwardWidth = 2 * width;
    config.vocabularySize = vocabulary;
    return config;
}

std::vector<std::pair<std::string, ModelConfig>> families() {
    ModelConfig gpt2 = testing::smallGpt2();
    gpt2.heads = gpt2.keyHeads = 4;
    ModelConfig llama = testing::smallLlama();
    llama.queryKeyNorm = false;
    ModelConfig tied = llama;
    tied.queryKeyValueBias = tied.attentionOutputBias = tied.feedForwardBias = false;
    tied.tiedHead = true;
    ModelConfig linear = tied, stretched = tied;
    linear.ropeScaling = {RopeScaling::Kind::Linear, 4};
    stretched.ropeScaling = {RopeScaling::Kind::Llama3, 8, 1, 4, 8192};
    stretched.ropeTheta = 500000;
    ModelConfig qwen2 = llama;
    qwen2.attentionOutputBias = qwen2.feedForwardBias = false;
    ModelConfig qwen3 = testing::smallLlama();
    qwen3.queryKeyValueBias = qwen3.attentionOutputBias = qwen3.feedForwardBias = false;
    ModelConfig other = qwen3; // as llama2.c and GGUF pair numbers
    other.ropePairs = RopePairs::Interleaved;
    ModelConfig llama2c = tied;
    llama2c.ropePairs = RopePairs::Interleaved;
    return {{"gpt2", gpt2},     {"llama with biases", llama},  {"llama, tied", tied},
            {"linear", linear}, {"llama 3", stretched},        {"qwen2", qwen2},
            {"qwen3", qwen3},   {"qwen3, interleaved", other}, {"llama2.c", llama2c}};
}

class OpenModel : public ::testing::Test {
protected:
    OpenedModel made(const ModelConfig& shape, std::shared_ptr<const TextTokenizer> tokenizer,
                     std::size_t width = 32) {
        OpenedModel model;
        model.name = "made by a test";
        model.config = sized(shape, tokenizer->vocabulary().size(), width);
        model.weights = testing::randomWeights(model.config, backend);
        model.tokenizer = std::move(tokenizer);
        const auto& specials = model.tokenizer->vocabulary().specialTokens();
        model.marks.ends = {specials.size() > 1 ? specials[1].id : specials[0].id};
        if (specials.size() > 1) model.marks.beginning = specials[0].id;
        model.marks.beginsTexts = model.marks.beginning.has_value();
        findLanguageMarks(model.tokenizer->vocabulary(), model.marks);
        return model;
    }
    std::vector<float> logits(const OpenedModel& model) {
        return testing::logitsOf(model.config, model.weights, backend,
                                 testing::randomIds(model.config, 9, 4));
    }
    std::string refusal(const std::filesystem::path& path,
                        const std::optional<std::filesystem::path>& tokenizer = std::nullopt) {
        try {
            openModel(path, backend, tokenizer);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "opened";
    }
    static void expectSameTokens(const TextTokenizer& a, const TextTokenizer& b) {
        testing::RandomText random(7);
        for (int i = 0; i < 200; ++i) {
            const std::string text = random.any(60) + " the cat 春眠\n";
            std::vector<TokenId> first, second;
            a.encodeIds(text, first);
            b.encodeIds(text, second);
            ASSERT_EQ(first, second) << text;
            ASSERT_EQ(b.decode(second), text);
        }
    }

    CpuBackend backend;
    TemporaryFolder folder;
};

TEST_F(OpenModel, EveryFamilyComesBackFromSafetensorsAndGguf) {
    for (const auto& [name, shape] : families()) {
        const OpenedModel model = made(shape, characters());
        const std::vector<float> before = logits(model);
        const double size = *std::max_element(before.begin(), before.end());
        exportSafetensors(model, backend, folder / "model.safetensors", DType::F32);
        exportGguf(model, backend, folder / "m.gguf", DType::F32);
        for (const auto& path : {folder.path(), folder / "model.safetensors", folder / "m.gguf"}) {
            const OpenedModel opened = openModel(path, backend);
            EXPECT_LE(testing::largestDifference(logits(opened), before), 2e-5 * size) << name << path;
            EXPECT_EQ(opened.marks, model.marks) << name << path;
            EXPECT_EQ(opened.config.tiedHead, model.config.tiedHead);
            EXPECT_EQ(opened.config.positions, model.config.positions);
            ASSERT_TRUE(opened.tokenizer) << opened.tokenizerProblem;
            expectSameTokens(*model.tokenizer, *opened.tokenizer);
        }
        EXPECT_EQ(openModelSource(folder / "m.gguf").name, "m");
        EXPECT_EQ(openModelSource(folder.path()).name, folder.path().filename().string());
    }
}

TEST_F(OpenModel, NarrowerFormatsStayNear) {
    const OpenedModel model = made(families()[2].second, characters());
    const std::vector<float> before = logits(model);
    const double size = *std::max_element(before.begin(), before.end());
    const auto off = [&](const std::filesystem::path& path) {
        const double difference = testing::largestDifference(logits(openModel(path, backend)), before) / size;
        std::cout << path.filename().string() << ": largest difference of logits, of the largest logit "
                  << difference << "\n";
        return difference;
    };
    for (const auto& [type, limit] :
         {std::pair(DType::BF16, 0.03), std::pair(DType::F16, 0.005), std::pair(DType::Q8_0, 0.05)}) {
        exportGguf(model, backend, folder / "m.gguf", type);
        const double difference = off(folder / "m.gguf");
        EXPECT_LT(difference, limit);
        EXPECT_GT(difference, 0);
    }
    for (const auto& [type, limit] : {std::pair(DType::BF16, 0.03), std::pair(DType::I8, 0.05)}) {
        exportSafetensors(model, backend, folder / "model.safetensors", type);
        EXPECT_LT(off(folder / "model.safetensors"), limit);
    }
    exportGguf(model, backend, folder / "8.gguf", DType::Q8_0);
    EXPECT_EQ(logits(openModel(folder / "8.gguf", backend)).size(), before.size());
    const auto pair = openModelSource(folder.path() / "model.safetensors").checkpoint;
    EXPECT_EQ(pair->find("model.layers.0.mlp.up_proj.weight")->dtype, DType::I8);
    EXPECT_NE(pair->find("model.layers.0.mlp.up_proj.weight.scale"), nullptr);
}

/// Blocks as some program may have written them: any small numbers under finite scales.
std::vector<std::byte> randomBlocks(const Shape& shape, DType type, std::mt19937& random) {
    std::vector<std::byte> bytes(storageBytes(shape, type));
    if (blockElements(type) == 1) {
        std::vector<float> values(shape.elements());
        for (float& value : values) value = std::normal_distribution<float>(0, 0.3F)(random);
        return quantize(values, shape, type);
    }
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    // 2^-7, and 2^-12 where parts of a block have scales of their own
    const std::uint16_t scale = blockElements(type) == 32 ? 0x2000 : 0x0C00;
    for (std::size_t block = 0; block < bytes.size(); block += blockBytes(type)) {
        const std::size_t at = type == DType::Q6_K ? blockBytes(type) - 2 : 0;
        std::memcpy(bytes.data() + block + at, &scale, 2);
        const bool hasMinimum = type == DType::Q4_1 || type == DType::Q4_K || type == DType::Q5_K;
        if (hasMinimum) std::memcpy(bytes.data() + block + 2, &scale, 2);
    }
    return bytes;
}

TEST_F(OpenModel, EveryFormatOfGgufGivesExactlyItsNumbers) {
    OpenedModel model = made(families()[8].second, characters(), 256);
    exportGguf(model, backend, folder / "f32.gguf", DType::F32);
    std::mt19937 random(11);
    for (const GgufTensorType& known : ggufTensorTypes) {
        const auto plain = Checkpoint::open(folder / "f32.gguf");
        std::vector<OwnedTensor> owned;
        std::vector<StoredTensor> stored;
        for (const StoredTensor& tensor : plain->tensors()) {
            const DType type = tensor.shape.rank() == 2 ? known.type : DType::F32;
            owned.push_back({tensor.name, type, tensor.shape, randomBlocks(tensor.shape, type, random)});
        }
        for (const OwnedTensor& tensor : owned) stored.push_back(tensor.stored());
        writeGguf(folder / "m.gguf", stored, plain->metadata());
        const OpenedModel opened = openModel(folder / "m.gguf", backend);
        // Interleaved pairs both here and there, so the numbers stand in the order of the file.
        const auto expectNumbers = [&](const char* name, const Tensor& tensor) {
            const StoredTensor* in = opened.checkpoint->find(name);
            ASSERT_NE(in, nullptr);
            std::vector<float> expected(in->shape.elements());
            dequantize(*in, expected);
            EXPECT_EQ(backend.read(tensor), expected) << name << dtypeName(known.type);
        };
        expectNumbers("token_embd.weight", opened.weights.tokens);
        expectNumbers("blk.1.attn_q.weight", opened.weights.blocks[1].query);
        expectNumbers("blk.0.ffn_down.weight", opened.weights.blocks[0].down);
        const std::vector<TokenId> ids = testing::randomIds(opened.config, 5, 2);
        const auto reference = testing::plainLogits(opened.config, opened.weights, ids);
        const auto ours = testing::logitsOf(opened.config, opened.weights, backend, ids);
        double largest = 0, size = 0;
        for (std::size_t i = 0; i < ours.size(); ++i) {
            const double expected =
                reference[i / opened.config.vocabularySize][i % opened.config.vocabularySize];
            largest = std::max(largest, std::fabs(ours[i] - expected));
            size = std::max(size, std::fabs(expected));
        }
        EXPECT_LE(largest, 1e-4 * std::max(size, 1.0)) << dtypeName(known.type);
        EXPECT_GT(size, 0.01) << dtypeName(known.type);
        std::cout << dtypeName(known.type) << ": largest difference of logits " << largest << " of " << size
                  << "\n";
    }
}

TEST_F(OpenModel, BytePairVocabulariesTravelInGguf) {
    for (const SplitRule rule : {SplitRule::Gpt2, SplitRule::Cl100k, SplitRule::O200k}) {
        const OpenedModel model = made(families()[0].second, bytePairs(rule));
        exportGguf(model, backend, folder / "m.gguf", DType::F32);
        const OpenedModel opened = openModel(folder / "m.gguf", backend);
        ASSERT_TRUE(opened.tokenizer) << opened.tokenizerProblem;
        expectSameTokens(*model.tokenizer, *opened.tokenizer);
        EXPECT_EQ(opened.marks, model.marks);
    }
}

TEST_F(OpenModel, CharactersWithoutASpaceWriteItAsLlamaCppDoes) {
    const auto tokenizer = createCharacterTokenizer(CharacterVocabulary::create({U'春'}, {"<|end|>"}));
    const auto keys = createGgufTokenizer(*tokenizer);
    EXPECT_EQ(std::get<std::vector<std::string>>(keys.at("tokenizer.ggml.tokens"))[' '], "\u2581");
    const GgufTokenizer read = loadGgufTokenizer(keys, "m.gguf");
    ASSERT_TRUE(read.tokenizer) << read.problem;
    expectSameTokens(*tokenizer, *read.tokenizer);
}

TEST_F(OpenModel, AVocabularyThatWeWouldReadOtherwiseIsNotOffered) {
    const auto keys = createGgufTokenizer(*bytePairs(SplitRule::Gpt2));
    const auto problem = [&](const std::string& key, const MetadataValue& value) {
        auto changed = keys;
        changed["tokenizer.ggml." + key] = value;
        const GgufTokenizer read = loadGgufTokenizer(changed, "m.gguf");
        EXPECT_EQ(read.tokenizer, nullptr) << key;
        return read.problem;
    };
    EXPECT_THAT(problem("pre", std::string("qwen2")), HasSubstr("splits text as \"qwen2\""));
    EXPECT_THAT(problem("model", std::string("t5")), HasSubstr("of the kind \"t5\""));
    EXPECT_THAT(problem("tokens", std::vector<std::string>{"a"}), HasSubstr("no vocabulary"));
    EXPECT_THAT(problem("merges", std::vector<std::string>{"a b"}), HasSubstr("merges"));
    EXPECT_THAT(loadGgufTokenizer({}, "m.gguf").problem, HasSubstr("m.gguf: it has no vocabulary"));
}

TEST_F(OpenModel, StoriesOpenFromTheirOwnFileAndAsGguf) {
    const auto file = testing::modelsFolder() / "stories260K.bin";
    if (!exists(file)) GTEST_SKIP() << "skipped: no stories260K.bin in " << testing::modelsFolder();
    OpenedModel model = openModel(file, backend, testing::modelsFolder() / "tok512.bin");
    ASSERT_TRUE(model.tokenizer);
    EXPECT_EQ(model.name, "stories260K");
    EXPECT_EQ(model.marks.beginning, TokenId(1));
    EXPECT_THAT(openModel(file, backend).tokenizerProblem, HasSubstr("no tokenizer lies beside it"));
    const std::vector<float> before = logits(model);
    model.tokenizer = nullptr; // SentencePiece's scores are not written
    for (const auto& [type, limit] : {std::pair(DType::F32, 1e-4), std::pair(DType::Q8_0, 0.3)}) {
        exportGguf(model, backend, folder / "m.gguf", type);
        const OpenedModel again = openModel(folder / "m.gguf", backend);
        EXPECT_LE(testing::largestDifference(logits(again), before), limit);
        EXPECT_EQ(again.config.ropePairs, RopePairs::Interleaved);
    }
}

TEST_F(OpenModel, ATokenizerOfAnotherSizeIsRefusedWithBothSizes) {
    OpenedModel model = made(families()[2].second, characters());
    exportSafetensors(model, backend, folder / "model.safetensors", DType::F32);
    const std::string other = createTokenizerJson(*bytePairs(SplitRule::Gpt2));
    const std::string sizes = std::to_string(bytePairs(SplitRule::Gpt2)->vocabulary().size());
    testing::writeFile(folder / "other.json", other);
    EXPECT_THAT(refusal(folder.path(), folder / "other.json"),
                AllOf(HasSubstr("other.json: this tokenizer has " + sizes + " tokens"),
                      HasSubstr(std::to_string(model.config.vocabularySize)),
                      HasSubstr("model.safetensors")));
    testing::writeFile(folder / "tokenizer.json", other);
    EXPECT_THAT(refusal(folder.path()), HasSubstr("this tokenizer has " + sizes));
    testing::writeFile(folder / "tokenizer.json", "{\"model\": {\"type\": \"Unigram\"}}");
    EXPECT_THAT(openModel(folder.path(), backend).tokenizerProblem, HasSubstr("tokenizer.json"));
    EXPECT_THAT(refusal(folder.path(), folder / "tokenizer.json"), HasSubstr("tokenizer.json"));
}

/// 151,936 rows for 151,669 tokens, as those of Qwen, only smaller.
TEST_F(OpenModel, RowsThatRoundTheTableUpAreNoTokens) {
    for (const auto& tokenizer : {characters(), bytePairs(SplitRule::Gpt2)}) {
        const std::size_t tokens = tokenizer->vocabulary().size(), rounded = (tokens + 63) / 64 * 64;
        ASSERT_LT(tokens, rounded);
        OpenedModel model = made(families()[2].second, tokenizer);
        model.marks = {}; // they would be refused first where there are too few rows
        const auto written = [&](std::size_t rows) {
            model.config.vocabularySize = rows;
            model.weights = testing::randomWeights(model.config, backend);
            exportSafetensors(model, backend, folder / "model.safetensors", DType::F32);
            exportGguf(model, backend, folder / "m.gguf", DType::F32);
        };
        for (const std::size_t rows : {rounded, rounded + 448 - 64, (tokens + 511) / 64 * 64}) {
            written(rows);
            for (const auto& path : {folder / "model.safetensors", folder / "m.gguf"}) {
                const OpenedModel opened = openModel(path, backend);
                ASSERT_TRUE(opened.tokenizer) << path << opened.tokenizerProblem;
                EXPECT_EQ(opened.config.vocabularySize, rows);
                EXPECT_EQ(opened.tokenizer->vocabulary().size(), tokens);
                EXPECT_EQ(logits(opened).size(), 9 * rows);
                expectSameTokens(*tokenizer, *opened.tokenizer);
            }
            const auto inFile = Checkpoint::open(folder / "m.gguf"); // llama.cpp wants an entry for each
            const auto& keys = inFile->metadata();
            EXPECT_EQ(std::get<std::vector<std::string>>(keys.at("tokenizer.ggml.tokens")).size(), rows);
            EXPECT_EQ(std::get<std::vector<std::int64_t>>(keys.at("tokenizer.ggml.token_type")).size(), rows);
        }
        for (const std::size_t rows :
             {tokens + 1, rounded + 32, rounded + 512, std::size_t{256}, tokens - 1}) {
            written(rows);
            for (const auto& path : {folder / "model.safetensors", folder / "m.gguf"})
                EXPECT_THAT(refusal(path), AllOf(HasSubstr("this tokenizer has " + std::to_string(tokens)),
                                                 HasSubstr("has " + std::to_string(rows) + ";")))
                    << path;
        }
    }
}

TEST_F(OpenModel, SaysWhatIsMissingOrWrong) {
    EXPECT_THAT(refusal(folder / "nothing"), HasSubstr("there is no such file or folder"));
    EXPECT_THAT(refusal(folder.path()), HasSubstr("there is no model in this folder"));
    const OpenedModel model = made(families()[2].second, characters());
    exportSafetensors(model, backend, folder / "model.safetensors", DType::F32);
    const std::string config = testing::readFile(folder / "config.json");
    std::filesystem::remove(folder / "config.json");
    EXPECT_THAT(refusal(folder.path()),
                HasSubstr("config.json, which says what the tensors mean, is missing"));
    const auto with = [&](const std::string& what, const std::string& instead) {
        std::string changed = config;
        changed.replace(changed.find(what), what.size(), instead);
        testing::writeFile(folder / "config.json", changed);
        return refusal(folder.path());
    };
    EXPECT_THAT(with("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"),
                AllOf(HasSubstr("model.safetensors"), HasSubstr("layers.2."), HasSubstr("is missing")));
    EXPECT_THAT(with("\"intermediate_size\": 64", "\"intermediate_size\": 1048576"),
                AllOf(HasSubstr("has the shape [64, 32]"), HasSubstr("asks for [1048576, 32]")));
    EXPECT_THAT(with("\"intermediate_size\": 64", "\"intermediate_size\": 1152921504606846976"),
                HasSubstr("\"intermediate_size\" is 1152921504606846976"));
    EXPECT_THAT(with("\"eos_token_id\": ", "\"eos_token_id\": 9"), HasSubstr("\"eos_token_id\" is 9"));
    testing::writeFile(folder / "config.json", config);
    std::string weights = testing::readFile(folder / "model.safetensors");
    const float nan = std::nanf("");
    std::memcpy(weights.data() + weights.size() - 4, &nan, 4);
    testing::writeFile(folder / "model.safetensors", weights);
    EXPECT_THAT(refusal(folder.path()),
                AllOf(HasSubstr("model.safetensors: the tensor \"model."), HasSubstr("not finite")));
    exportSafetensors(model, backend, folder / "second.safetensors", DType::F32);
    std::filesystem::remove(folder / "model.safetensors");
    EXPECT_EQ(refusal(folder.path()), "opened"); // the only one
    exportSafetensors(model, backend, folder / "third.safetensors", DType::F32);
    EXPECT_THAT(refusal(folder.path()), HasSubstr("several files *.safetensors"));
}

TEST_F(OpenModel, HostileKeysOfGgufAreRefusedByName) {
    const OpenedModel model = made(families()[2].second, characters());
    exportGguf(model, backend, folder / "good.gguf", DType::F32);
    const auto good = Checkpoint::open(folder / "good.gguf");
    const auto with = [&](const std::string& key, const MetadataValue& value) {
        auto keys = good->metadata();
        keys[key] = value;
        writeGguf(folder / "m.gguf", good->tensors(), keys);
        return refusal(folder / "m.gguf");
    };
    const std::int64_t huge = std::int64_t{1} << 60;
    for (const char* key : {"block_count", "embedding_length", "feed_forward_length", "context_length",
                            "attention.head_count", "attention.key_length"}) {
        EXPECT_THAT(with(std::string("llama.") + key, huge), AllOf(HasSubstr("m.gguf"), HasSubstr(key)));
        EXPECT_THAT(with(std::string("llama.") + key, std::int64_t{0}), HasSubstr(key));
        EXPECT_THAT(with(std::string("llama.") + key, std::string("8")), HasSubstr(key));
    }
    EXPECT_THAT(with("llama.block_count", std::int64_t{1024}),
                HasSubstr("blk.2.attn_norm.weight\" is missing"));
    EXPECT_THAT(with("llama.feed_forward_length", std::int64_t{1 << 20}),
                HasSubstr("asks for [1048576, 32]"));
    EXPECT_THAT(with("general.architecture", std::string("mamba")), HasSubstr("\"mamba\" are not supported"));
    EXPECT_THAT(with("llama.rope.dimension_count", std::int64_t{2}), HasSubstr("a part of a head"));
    EXPECT_THAT(with("llama.rope.scaling.type", std::string("yarn")), HasSubstr("\"yarn\""));
    EXPECT_THAT(with("llama.rope.freq_base", std::nan("")), HasSubstr("rope.freq_base"));
    EXPECT_THAT(with("llama.expert_count", std::int64_t{8}), HasSubstr("mixture of experts"));
    EXPECT_THAT(with("tokenizer.ggml.eos_token_id", std::int64_t{100000}),
                HasSubstr("eos_token_id\" is 100000"));
    EXPECT_THAT(with("llama.attention.head_count", std::vector<std::int64_t>{4, 2}),
                HasSubstr("differs from layer to layer"));
    EXPECT_EQ(with("llama.attention.head_count", std::vector<std::int64_t>{4, 4}), "opened");
    const auto vocabularyOnly = good->metadata();
    writeGguf(folder / "m.gguf", {}, vocabularyOnly);
    EXPECT_THAT(refusal(folder / "m.gguf"), HasSubstr("this file holds no model"));
}

TEST_F(OpenModel, DamagedGgufFilesNeverDoHarm) {
    std::vector<std::string> seeds;
    for (const auto& model :
         {made(families()[0].second, bytePairs(SplitRule::Gpt2)), made(families()[4].second, characters())}) {
        exportGguf(model, backend, folder / "m.gguf", DType::F32);
        seeds.push_back(testing::readFile(folder / "m.gguf"));
    }
    std::mt19937 random(3);
    for (int i = 0; i < 1500; ++i) {
        std::string bytes = seeds[static_cast<std::size_t>(i) % 2];
        const std::size_t keys = bytes.find("output_norm") + 2000; // damage hits what is not only numbers
        std::string head = testing::damaged(bytes.substr(0, keys), random);
        bytes = head + bytes.substr(std::min(keys, bytes.size()));
        fuzz_gguf_config(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
}

TEST_F(OpenModel, ModelsWithoutANameElsewhereAreNotExported) {
    ModelConfig strange = testing::smallLlama();
    strange.feedForward = ModelConfig::FeedForward::Gelu;
    EXPECT_THROW(loadFamily(strange), std::runtime_error);
    const OpenedModel erf = [&] {
        ModelConfig config = families()[0].second;
        config.gelu = GeluKind::Erf;
        return made(config, characters());
    }();
    EXPECT_THROW(exportGguf(erf, backend, folder / "m.gguf", DType::F32), std::runtime_error);
    exportSafetensors(erf, backend, folder / "model.safetensors", DType::F32);
    EXPECT_EQ(openModel(folder.path(), backend).config.gelu, GeluKind::Erf);
}

TEST_F(OpenModel, EmbeddedModelsAreFoundByName) {
    EXPECT_TRUE(embeddedModels(folder.path()).empty());
    std::filesystem::create_directories(folder / "stories");
    EXPECT_TRUE(embeddedModels(folder.path()).empty()); // a folder is no model yet
    testing::writeFile(folder / "stories/model.safetensors", "");
    ASSERT_EQ(embeddedModels(folder.path()).size(), 1U);
    EXPECT_EQ(findModel("stories", folder.path()), folder / "stories");
    EXPECT_EQ(findModel((folder / "stories").string(), folder.path()), folder / "stories");
    EXPECT_EQ(findModel("poems", folder.path()), std::nullopt);
}

TEST(DocumentMarks, ComeFromConfigJson) {
    const auto read = [](const char* config, const char* tokenizerConfig = "") {
        return loadDocumentMarks(config, tokenizerConfig, 100, "config.json");
    };
    EXPECT_EQ(read("{}"), DocumentMarks());
    const DocumentMarks llama = read(R"({"bos_token_id": 1, "eos_token_id": [2, 3]})");
    EXPECT_EQ(llama, (DocumentMarks{1, true, {2, 3}, {}, {}, {}}));
    const DocumentMarks gpt2 = read(R"({"bos_token_id": 50, "eos_token_id": 50})");
    EXPECT_EQ(gpt2, (DocumentMarks{50, false, {50}, {}, {}, {}}));
    EXPECT_FALSE(
        read(R"({"bos_token_id": 1, "eos_token_id": 2})", R"({"add_bos_token": false})").beginsTexts);
    EXPECT_TRUE(read(R"({"bos_token_id": 1, "eos_token_id": 1, "add_bos_token": true})").beginsTexts);
    EXPECT_THROW(read(R"({"bos_token_id": -1})"), std::runtime_error);
    EXPECT_THROW(read(R"({"eos_token_id": [100]})"), std::runtime_error);
    EXPECT_THROW(read(R"({"eos_token_id": "2"})"), std::runtime_error);
}

TEST(DocumentMarks, TheLanguageIsSeenFromTheText) {
    EXPECT_TRUE(looksChinese("从前，有一只小兔子。"));
    EXPECT_FALSE(looksChinese("Once upon a time a rabbit said 你好 to a fox."));
    EXPECT_FALSE(looksChinese(""));
    DocumentMarks marks{7, true, {8}, 9, 10, {}};
    EXPECT_EQ(openingOf(marks, "a fox"), (std::vector<TokenId>{7, 9}));
    EXPECT_EQ(openingOf(marks, "狐狸"), (std::vector<TokenId>{7, 10}));
    marks.beginsTexts = false;
    EXPECT_EQ(openingOf(marks, "狐狸"), (std::vector<TokenId>{10}));
}

} // namespace
} // namespace tokenarium
