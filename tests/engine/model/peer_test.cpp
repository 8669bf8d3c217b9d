// SPDX-License-Identifier: GPL-3.0-or-later
// The same files in the hands of others: llama.cpp's logits and numbers on GGUF, another reader on
// safetensors.
//
// A peer is a program built elsewhere, whose path an environment variable gives; without it its tests skip.
//   TOKENARIUM_LLAMA_LOGITS MODEL.gguf THREADS OUT.f32 all < token ids    writes logits, row by row
//   TOKENARIUM_GGML_DEQUANTIZE TYPE COUNT < blocks > float32              TYPE is GGML's number
//   TOKENARIUM_SAFETENSORS_READER FILE > as tests/support/read_safetensors.py, which is run without it
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/model/model_catalog.h"
#include "engine/tensor/block_formats.h"
#include "engine/tensor/gguf.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace tokenarium {
namespace {

namespace fs = std::filesystem;
using testing::runProgram;

/// A path or nothing.
std::string peer(const char* variable) {
    const char* path = std::getenv(variable);
    return path ? path : "";
}

std::vector<float> floatsOf(const std::string& bytes) {
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

std::string textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Where a format has its factor and its minimum in float16, and those that give numbers spread about 0 by
/// 0.1.
struct BlockScales {
    DType type;
    std::size_t factorAt;
    float factor, minimum;
};
constexpr BlockScales blockScales[] = {{DType::Q4_0, 0, 0.02F, 0},
                                       {DType::Q4_1, 0, 0.02F, -0.15F},
                                       {DType::Q4_K, 0, 4e-4F, 3e-3F},
                                       {DType::Q5_K, 0, 2e-4F, 3.1e-3F},
                                       {DType::Q6_K, 208, 7e-5F, 0}};

/// Every bit of a block at random but for its scales, which have either sign.
std::vector<std::byte> randomNumbers(const Shape& shape, DType type, std::mt19937& random) {
    const auto* scales =
        std::find_if(std::begin(blockScales), std::end(blockScales), [&](auto& s) { return s.type == type; });
    if (scales == std::end(blockScales)) {
        std::vector<float> values(shape.elements());
        for (float& value : values) value = std::normal_distribution<float>(0, 0.1F)(random);
        return quantize(values, shape, type);
    }
    std::vector<std::byte> bytes(storageBytes(shape, type));
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    for (std::size_t block = 0; block < bytes.size(); block += blockBytes(type)) {
        const float by =
            std::uniform_real_distribution<float>(0.5F, 1.5F)(random) * (random() % 2 ? 1.F : -1.F);
        const auto put = [&](std::size_t at, float value) {
            const std::uint16_t half = floatToFloat16(value);
            std::memcpy(bytes.data() + block + at, &half, 2);
        };
        put(scales->factorAt, by * scales->factor);
        if (scales->minimum != 0) put(scales->factorAt + 2, by * scales->minimum);
    }
    return bytes;
}

/// Widths are multiples of 256, as the blocks with parts ask for.
ModelConfig sized(ModelConfig config, std::size_t headWidth = 64) {
    config.width = 256;
    config.heads = 4;
    config.keyHeads = config.positionKind == ModelConfig::Positions::Learned ? 4 : 2;
    config.headWidth = headWidth;
    config.feedForwardWidth = 512;
    config.vocabularySize = 300;
    config.positions = 64;
    return config;
}

struct Family {
    std::string name;
    ModelConfig config;
};

std::vector<Family> families() {
    ModelConfig llama = sized(testing::smallLlama());
    llama.queryKeyNorm = llama.queryKeyValueBias = llama.attentionOutputBias = llama.feedForwardBias = false;
    ModelConfig qwen2 = llama, qwen3 = sized(llama, 128);
    qwen2.queryKeyValueBias = true;
    qwen3.queryKeyNorm = qwen3.tiedHead = true;
    return {{"llama", llama}, {"gpt2", sized(testing::smallGpt2())}, {"qwen2", qwen2}, {"qwen3", qwen3}};
}

/// Logits of two programs, [T, V] each.
struct Agreement {
    double difference = 0, largest = 0; ///< max |Δ| and max |logit|
    std::size_t rows = 0, sameChoice = 0;
    double relative() const { return difference / largest; }
};

Agreement compared(const std::vector<float>& ours, const std::vector<float>& theirs, std::size_t vocabulary) {
    Agreement result;
    result.difference = testing::largestDifference(ours, theirs);
    for (const float value : theirs) result.largest = std::max(result.largest, std::fabs(double(value)));
    for (std::size_t at = 0; at < std::min(ours.size(), theirs.size()); at += vocabulary, ++result.rows) {
        const auto choice = [&](const std::vector<float>& all) {
            const auto row = all.begin() + static_cast<std::ptrdiff_t>(at);
            return std::max_element(row, row + static_cast<std::ptrdiff_t>(vocabulary)) - row;
        };
        result.sameChoice += choice(ours) == choice(theirs);
    }
    return result;
}

std::ostream& operator<<(std::ostream& out, const Agreement& a) {
    return out << std::setprecision(2) << "max |Δ| " << a.difference << " of max |logit| " << a.largest
               << " (" << a.relative() << "), same choice " << a.sameChoice << "/" << a.rows;
}

/// max |Δ| as a part of max |logit|. What the peer rounds is the reason for each but the first: before a
/// product it gives activations the format of F16 and BF16 weights, and 8 bits for weights in blocks, with
/// one scale for 32 of them or, where blocks have parts, for 256. Its GELU is a table of float16.
double limitOf(DType type, bool gelu) {
    switch (type) {
    case DType::F32: return gelu ? 5e-4 : 1e-4;
    case DType::F16: return 3e-3;
    case DType::BF16: return 2e-2;
    case DType::Q4_K:
    case DType::Q5_K:
    case DType::Q6_K: return 0.1;
    default: return 0.04;
    }
}

bool hasGelu(const ModelConfig& config) { return config.feedForward == ModelConfig::FeedForward::Gelu; }

std::vector<TokenId> someIds(const ModelConfig& config) {
    return testing::randomIds(config, std::min<std::size_t>(40, config.positions), 5);
}

class LlamaCpp : public ::testing::Test {
protected:
    void SetUp() override {
        if (program.empty())
            GTEST_SKIP() << "skipped: TOKENARIUM_LLAMA_LOGITS is not set to a program around llama.cpp's "
                            "library that is called as PROGRAM MODEL.gguf THREADS OUT.f32 all < token ids";
    }

    /// Random, without vocabulary.
    OpenedModel made(const Family& family) {
        OpenedModel model;
        model.name = family.name;
        model.config = family.config;
        model.weights = testing::randomWeights(model.config, backend);
        return model;
    }

    /// Matrices at random in `type`, all else in F32.
    fs::path made(const Family& family, DType type) {
        exportGguf(made(family), backend, folder / "plain.gguf", DType::F32);
        return rewritten(folder / "plain.gguf", folder / "made.gguf", [&](const StoredTensor& tensor) {
            const bool matrix = tensor.shape.rank() == 2 && tensor.name != "position_embd.weight";
            if (!matrix) return OwnedTensor{tensor.name, tensor.dtype, tensor.shape, copied(tensor.bytes)};
            return OwnedTensor{tensor.name, type, tensor.shape, randomNumbers(tensor.shape, type, random)};
        });
    }

    /// The same numbers as float32: what the peer rounds is gone, what we read stays.
    fs::path widened(const fs::path& file) {
        return rewritten(file, folder / "widened.gguf", [](const StoredTensor& tensor) {
            std::vector<float> values(tensor.shape.elements());
            dequantize(tensor, values);
            return OwnedTensor{tensor.name, DType::F32, tensor.shape,
                               quantize(values, tensor.shape, DType::F32)};
        });
    }

    std::vector<float> theirs(const fs::path& file, const std::vector<TokenId>& ids) {
        std::string input;
        for (const TokenId id : ids) input += std::to_string(id) + " ";
        const fs::path out = folder / "logits.f32";
        testing::ProgramRun run;
        run.command = {program, file.string(), "1", out.string(), "all"};
        run.input = input;
        const testing::ProgramResult result = runProgram(run);
        EXPECT_EQ(result.exitCode, 0) << result.messages;
        return floatsOf(testing::readFile(out));
    }

    std::vector<float> ours(const fs::path& file, const std::vector<TokenId>& ids, WeightStorage storage) {
        const OpenedModel model = openModel(file, backend, std::nullopt, storage);
        return testing::logitsOf(model.config, model.weights, backend, ids);
    }

    /// The model as it is in memory and what the peer makes of its export.
    void expectSameModel(const OpenedModel& model) {
        exportGguf(model, backend, folder / "same.gguf", DType::F32);
        const std::vector<TokenId> ids = someIds(model.config);
        const Agreement same = compared(testing::logitsOf(model.config, model.weights, backend, ids),
                                        theirs(folder / "same.gguf", ids), model.config.vocabularySize);
        std::cout << model.name << " exported: " << same << "\n";
        EXPECT_LE(same.relative(), limitOf(DType::F32, hasGelu(model.config))) << model.name;
        EXPECT_EQ(same.sameChoice, ids.size()) << model.name;
    }

    void expectAgreement(const std::string& name, const fs::path& file, DType type) {
        const ModelConfig config = openModelSource(file).config;
        const std::vector<TokenId> ids = someIds(config);
        const std::vector<float> peers = theirs(file, ids);
        ASSERT_EQ(peers.size(), ids.size() * config.vocabularySize) << name;
        const auto writable = ours(file, ids, WeightStorage::Writable);
        const Agreement direct = compared(writable, peers, config.vocabularySize);
        const Agreement asInFile =
            compared(ours(file, ids, WeightStorage::AsInFile), peers, config.vocabularySize);
        const Agreement wide = compared(writable, theirs(widened(file), ids), config.vocabularySize);
        std::cout << name << " " << dtypeName(type) << ": " << direct
                  << "\n    kept as in the file: " << asInFile
                  << "\n    llama.cpp with the same numbers in F32: " << wide << "\n";
        const bool gelu = hasGelu(config);
        for (const Agreement& both : {direct, asInFile}) {
            EXPECT_LE(both.relative(), limitOf(type, gelu)) << name << " " << dtypeName(type);
            EXPECT_GE(both.sameChoice * 100, both.rows * 85) << name << " " << dtypeName(type);
        }
        EXPECT_LE(wide.relative(), limitOf(DType::F32, gelu)) << name << " " << dtypeName(type);
        EXPECT_EQ(wide.sameChoice, wide.rows) << name << " " << dtypeName(type);
        EXPECT_GT(wide.largest, 1) << name; // or the limits would say little
        EXPECT_LT(wide.largest, 100) << name;
    }

    static std::vector<std::byte> copied(std::span<const std::byte> bytes) {
        return {bytes.begin(), bytes.end()};
    }

    template<typename Change>
    static fs::path rewritten(const fs::path& from, const fs::path& to, const Change& change) {
        const auto file = Checkpoint::open(from);
        std::vector<OwnedTensor> owned;
        std::vector<StoredTensor> stored;
        for (const StoredTensor& tensor : file->tensors()) owned.push_back(change(tensor));
        for (const OwnedTensor& tensor : owned) stored.push_back(tensor.stored());
        writeGguf(to, stored, file->metadata());
        return to;
    }

    const std::string program = peer("TOKENARIUM_LLAMA_LOGITS");
    CpuBackend backend{1};
    testing::TemporaryFolder folder;
    std::mt19937 random{11};
};

TEST_F(LlamaCpp, HasOurLogitsInEveryFormat) {
    for (const Family& family : families())
        for (const GgufTensorType& known : ggufTensorTypes)
            expectAgreement(family.name, made(family, known.type), known.type);
}

TEST_F(LlamaCpp, FindsTheModelThatWeExported) {
    for (const Family& family : families()) expectSameModel(made(family));
}

TEST_F(LlamaCpp, StretchesAnglesAsWeDo) {
    ModelConfig linear = families()[0].config, stretched = linear;
    linear.ropeScaling = {RopeScaling::Kind::Linear, 4};
    stretched.ropeScaling = {RopeScaling::Kind::Llama3, 8, 1, 4, 8192};
    stretched.ropeTheta = 500000;
    for (const Family& family : {Family{"linear", linear}, Family{"llama 3", stretched}})
        expectAgreement(family.name, made(family, DType::F32), DType::F32);
}

TEST_F(LlamaCpp, HasOurLogitsOfStories) {
    const fs::path file = testing::modelsFolder() / "stories260K.bin";
    if (!exists(file)) GTEST_SKIP() << "skipped: no stories260K.bin in " << testing::modelsFolder();
    const OpenedModel model = openModel(file, backend);
    expectSameModel(model);
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::Q8_0}) {
        exportGguf(model, backend, folder / "stories.gguf", type);
        expectAgreement("stories260K", folder / "stories.gguf", type);
    }
}

/// With their vocabularies, which llama.cpp reads too.
TEST_F(LlamaCpp, HasOurLogitsOfTheEmbeddedModels) {
    const auto models = embeddedModels(fs::path(TOKENARIUM_SOURCE_DIR) / "resources/models");
    ASSERT_FALSE(models.empty());
    for (const EmbeddedModel& embedded : models) {
        const OpenedModel model = openModel(embedded.folder, backend);
        ASSERT_TRUE(model.tokenizer) << model.tokenizerProblem;
        expectSameModel(model);
        for (const DType type : {DType::F32, DType::Q8_0}) {
            exportGguf(model, backend, folder / "embedded.gguf", type);
            expectAgreement(embedded.name, folder / "embedded.gguf", type);
        }
    }
}

/// Any bits at all, scales that are subnormal, infinite or no numbers among them.
TEST(Ggml, ReadsTheSameNumbersFromBlocks) {
    const std::string program = peer("TOKENARIUM_GGML_DEQUANTIZE");
    if (program.empty())
        GTEST_SKIP() << "skipped: TOKENARIUM_GGML_DEQUANTIZE is not set to a program around GGML that is "
                        "called as PROGRAM TYPE COUNT < blocks > float32";
    std::mt19937 random(7);
    const Shape shape{64, 2048};
    for (const GgufTensorType& known : ggufTensorTypes) {
        OwnedTensor tensor{"t", known.type, shape, std::vector<std::byte>(storageBytes(shape, known.type))};
        for (std::byte& byte : tensor.bytes) byte = static_cast<std::byte>(random());
        testing::ProgramRun run;
        run.command = {program, std::to_string(known.number), std::to_string(shape.elements())};
        run.input = textOf(tensor.bytes);
        const testing::ProgramResult result = runProgram(run);
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        const std::vector<float> theirs = floatsOf(result.output);
        ASSERT_EQ(theirs.size(), shape.elements()) << dtypeName(known.type);
        std::vector<float> ours(shape[1]);
        std::size_t numbers = 0, different = 0;
        for (std::size_t row = 0; row < shape[0]; ++row) {
            dequantizeRow(tensor.stored(), row, ours);
            for (std::size_t i = 0; i < shape[1]; ++i) {
                const float other = theirs[row * shape[1] + i];
                const bool bothNone = std::isnan(ours[i]) && std::isnan(other); // whose payloads are free
                numbers += !bothNone;
                different +=
                    !bothNone && std::bit_cast<std::uint32_t>(ours[i]) != std::bit_cast<std::uint32_t>(other);
            }
        }
        std::cout << dtypeName(known.type) << ": " << different << " of " << numbers << " numbers differ\n";
        EXPECT_EQ(different, 0U) << dtypeName(known.type);
        EXPECT_GT(numbers, shape.elements() * 8 / 10) << dtypeName(known.type);
    }
}

/// What another reader finds in a file of safetensors.
struct ReadTensor {
    std::string dtype, sizes;
    std::vector<float> values;
};

std::map<std::string, ReadTensor> readByAnother(const testing::ProgramResult& result) {
    std::map<std::string, ReadTensor> tensors;
    for (std::size_t at = 0; at < result.output.size();) {
        const std::size_t end = std::min(result.output.find('\n', at), result.output.size());
        std::istringstream line(result.output.substr(at, end - at));
        std::string name, size;
        ReadTensor tensor;
        line >> name >> tensor.dtype >> tensor.sizes;
        std::size_t count = 1;
        for (std::istringstream sizes(tensor.sizes); std::getline(sizes, size, ',');)
            count *= std::stoul(size);
        tensor.values = floatsOf(result.output.substr(std::min(end + 1, result.output.size()), 4 * count));
        at = end + 1 + 4 * count;
        tensors[name] = std::move(tensor);
    }
    return tensors;
}

std::string sizesOf(const Shape& shape) {
    std::string text;
    for (std::size_t i = 0; i < shape.rank(); ++i) text += (i ? "," : "") + std::to_string(shape[i]);
    return text;
}

/// What the numbers of a tensor of ours become in BF16.
std::vector<float> rounded(Backend& backend, const Tensor& tensor) {
    std::vector<float> values = backend.read(tensor);
    for (float& value : values) { // to the nearest, ties to even
        const auto bits = std::bit_cast<std::uint32_t>(value);
        value = std::bit_cast<float>((bits + 0x7FFFU + (bits >> 16 & 1U)) & 0xFFFF0000U);
    }
    return values;
}

TEST(SafetensorsReader, FindsWhatWeWrite) {
    const std::string program = peer("TOKENARIUM_SAFETENSORS_READER");
    std::vector<std::string> reader = {program};
    if (program.empty())
        reader = {"/usr/bin/env", "python3",
                  (fs::path(TOKENARIUM_SOURCE_DIR) / "tests/support/read_safetensors.py").string()};
    CpuBackend backend;
    const testing::TemporaryFolder folder;
    for (const Family& family : families()) {
        OpenedModel model;
        model.config = family.config;
        model.weights = testing::randomWeights(model.config, backend);
        const fs::path file = folder / "model.safetensors";
        exportSafetensors(model, backend, file, DType::BF16);
        testing::ProgramRun run;
        run.command = reader;
        run.command.push_back(file.string());
        const testing::ProgramResult result = runProgram(run);
        if (program.empty() && result.exitCode == 127) GTEST_SKIP() << "skipped: there is no python3";
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        const auto read = readByAnother(result);
        const auto own = Checkpoint::open(file);
        ASSERT_EQ(read.size(), own->tensors().size()) << family.name;
        for (const StoredTensor& tensor : own->tensors()) {
            ASSERT_TRUE(read.contains(tensor.name)) << tensor.name;
            const ReadTensor& other = read.at(tensor.name);
            EXPECT_EQ(other.dtype, "BF16") << tensor.name;
            EXPECT_EQ(other.sizes, sizesOf(tensor.shape)) << tensor.name;
            std::vector<float> values(tensor.shape.elements());
            dequantize(tensor, values);
            EXPECT_EQ(other.values, values) << family.name << " " << tensor.name;
        }
        const bool gpt2 = family.name == "gpt2";
        const BlockWeights& block = model.weights.blocks[1];
        const std::string prefix = gpt2 ? "transformer." : "model.";
        EXPECT_EQ(read.at(prefix + (gpt2 ? "wte.weight" : "embed_tokens.weight")).values,
                  rounded(backend, model.weights.tokens));
        if (!gpt2) { // whose matrices are turned there
            EXPECT_EQ(read.at("model.layers.1.mlp.down_proj.weight").values, rounded(backend, block.down));
        }
        EXPECT_EQ(
            read.at(prefix + (gpt2 ? "h.1.ln_2.weight" : "layers.1.post_attention_layernorm.weight")).values,
            rounded(backend, block.feedForwardNorm));
    }
}

} // namespace
} // namespace tokenarium
