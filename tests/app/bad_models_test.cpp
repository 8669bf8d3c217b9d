// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged and hostile models given to the real program: it says file, tensor and reason, exits with 3, and
// does so in little memory.
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/text/character_vocabulary.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <limits>

namespace tokenarium {
namespace {

using ::testing::HasSubstr;
using testing::ProgramResult;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr std::uint64_t huge = std::uint64_t{1} << 60;

template<typename Number>
void overwrite(std::string& bytes, std::size_t at, Number number) {
    ASSERT_LE(at + sizeof number, bytes.size());
    std::memcpy(bytes.data() + at, &number, sizeof number);
}

/// The length of a header of safetensors stands before it.
void changeHeader(std::string& bytes, const std::function<void(Json&)>& change) {
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    Json header = Json::parse(bytes.substr(sizeof length, length));
    change(header);
    const std::string text = header.dump();
    bytes.replace(sizeof length, length, text);
    overwrite(bytes, 0, std::uint64_t{text.size()});
}

void replaceIn(std::string& text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    ASSERT_NE(at, std::string::npos) << what;
    text.replace(at, what.size(), with);
}

std::shared_ptr<const TextTokenizer> charactersTokenizer(const std::vector<char32_t>& characters) {
    return createCharacterTokenizer(CharacterVocabulary::create(characters, {"<|begin|>", "<|end|>"}));
}

/// A good model in every form; a test makes one of them bad.
class BadModels : public ::testing::Test {
protected:
    BadModels() {
        model.tokenizer = charactersTokenizer({U'a', U'b', U' ', U'春'});
        model.name = "good";
        model.config = testing::smallLlama();
        model.config.queryKeyNorm = model.config.queryKeyValueBias = model.config.attentionOutputBias =
            model.config.feedForwardBias = false;
        model.config.width = 32;
        model.config.headWidth = 8;
        model.config.feedForwardWidth = 64;
        model.config.positions = 16;
        const Vocabulary& vocabulary = model.tokenizer->vocabulary();
        model.config.vocabularySize = vocabulary.size();
        model.weights = testing::randomWeights(model.config, backend);
        model.marks = {vocabulary.find("<|begin|>"), true, {*vocabulary.find("<|end|>")}, {}, {}, {}};
        writeAll(DType::F32, DType::F32);
    }

    void writeAll(DType safetensors, DType gguf) {
        exportSafetensors(model, backend, folder / "model.safetensors", safetensors);
        exportGguf(model, backend, folder / "m.gguf", gguf);
    }

    /// The file goes through `change`; every command must then refuse it with all of these words. Afterwards
    /// it is good again.
    void expectRefused(const std::string& name, const std::function<void(std::string&)>& change,
                       const std::vector<std::string>& said, const std::vector<Words>& commands) {
        const std::string good = testing::readFile(folder / name);
        std::string bad = good;
        change(bad);
        testing::writeFile(folder / name, bad);
        for (const Words& command : commands) expectRefusal(command, said);
        testing::writeFile(folder / name, good);
    }

    void expectRefusal(const Words& command, const std::vector<std::string>& said) {
        const ProgramResult result = runInLittleMemory(command);
        EXPECT_EQ(result.exitCode, 3) << ::testing::PrintToString(command);
        EXPECT_EQ(result.output, "");
        for (const std::string& words : said)
            EXPECT_THAT(result.messages, HasSubstr(words)) << ::testing::PrintToString(command);
    }

    /// With an address space of 256 MB, of which the program and its libraries take up to 100.
    static ProgramResult runInLittleMemory(const Words& command) {
        testing::ProgramRun run;
        run.command = {"/bin/sh", "-c", limit + std::string("exec \"$0\" \"$@\""), TOKENARIUM_CLI};
        run.command.insert(run.command.end(), command.begin(), command.end());
        return testing::runProgram(run);
    }

    std::vector<Words> everyCommand(const std::string& name) const {
        const std::string path = (folder / name).string();
        std::vector<Words> commands = numbersAreRead(name);
        commands.push_back({"model", path});
        return commands;
    }
    /// Those that read the numbers, in each way in which they can be kept.
    std::vector<Words> numbersAreRead(const std::string& name) const {
        const std::string path = (folder / name).string();
        return {{"generate", "--model", path, "--prompt", "a"},
                {"generate", "--model", path, "--prompt", "a", "--store", "8bit", "--json"},
                {"evaluate", "--model", path, "--store", "f32", (folder / "config.json").string()},
                {"trace", "--model", path, "--prompt", "a", "--json"},
                {"model", path, "--export", (folder / "out.gguf").string()}};
    }

#if defined(__SANITIZE_ADDRESS__) // reserves an address space of many terabytes
    static constexpr const char* limit = "";
#else
    static constexpr const char* limit = "ulimit -v 262144 || exit 99; ";
#endif

    CpuBackend backend;
    OpenedModel model;
    testing::TemporaryFolder folder;
};

TEST_F(BadModels, GoodOnesAreTakenInLittleMemory) {
    for (const char* name : {"model.safetensors", "m.gguf"})
        for (const Words& command : everyCommand(name)) {
            const ProgramResult result = runInLittleMemory(command);
            EXPECT_EQ(result.exitCode, 0) << ::testing::PrintToString(command) << result.messages;
        }
}

TEST_F(BadModels, CutOffAnywhere) {
    for (const char* name : {"model.safetensors", "m.gguf"}) {
        const std::size_t size = testing::readFile(folder / name).size();
        for (const std::size_t left : {std::size_t{0}, std::size_t{3}, std::size_t{20}, size / 2, size - 1})
            expectRefused(name, [&](std::string& bytes) { bytes.resize(left); }, {name},
                          {everyCommand(name).front(), everyCommand(name).back()});
    }
    expectRefused(
        "model.safetensors", [](std::string& bytes) { bytes.resize(bytes.size() - 1); },
        {"model.safetensors: ", "tensor \"lm_head.weight\"", "cut off or damaged"},
        everyCommand("model.safetensors"));
    expectRefused(
        "config.json", [](std::string& text) { text.resize(text.size() / 2); }, {"config.json", "not JSON"},
        everyCommand("model.safetensors"));
    expectRefused("tokenizer.json", [](std::string& text) { text.resize(text.size() / 2); },
                  {"tokenizer.json"}, {numbersAreRead("model.safetensors").front()});
}

TEST_F(BadModels, TensorsThatOverlapOrLieBeyondTheEnd) {
    const std::string up = "model.layers.1.mlp.up_proj.weight", gate = "model.layers.1.mlp.gate_proj.weight";
    const auto withOffsets = [&](const std::function<void(Json&, const Json&)>& change) {
        return [&, change](std::string& bytes) {
            changeHeader(bytes, [&](Json& header) {
                change(header.at(up).at("data_offsets"), header.at(gate).at("data_offsets"));
            });
        };
    };
    const auto commands = everyCommand("model.safetensors");
    expectRefused("model.safetensors",
                  withOffsets([](Json& offsets, const Json& others) { offsets = others; }),
                  {"model.safetensors: ", up, gate, "overlap"}, commands);
    expectRefused("model.safetensors", withOffsets([](Json& offsets, const Json&) {
                      for (Json& offset : offsets) offset = offset.get<std::uint64_t>() + huge;
                  }),
                  {"model.safetensors: ", up, "cut off or damaged"}, commands);
    // In GGUF the sizes, the number format and the place in the data follow a tensor's name.
    constexpr std::size_t firstSize = 4, place = 4 + 2 * 8 + 4;
    const auto withNumber = [](std::size_t at, std::uint64_t number) {
        return [=](std::string& bytes) {
            constexpr std::string_view name = "blk.1.ffn_up.weight";
            overwrite(bytes, bytes.find(name) + name.size() + at, number);
        };
    };
    const auto ggufCommands = everyCommand("m.gguf");
    expectRefused("m.gguf", withNumber(place, 0), {"m.gguf: ", "overlap"}, ggufCommands);
    expectRefused("m.gguf", withNumber(place, huge),
                  {"m.gguf: ", "\"blk.1.ffn_up.weight\"", "cut off or damaged"}, ggufCommands);
    expectRefused("m.gguf", withNumber(firstSize, huge),
                  {"m.gguf: ", "\"blk.1.ffn_up.weight\" has the shape [64, 1152921504606846976]"},
                  ggufCommands);
    expectRefused("m.gguf", withNumber(firstSize, 16), {"m.gguf: ", "\"blk.1.ffn_up.weight\"", "[64, 16]"},
                  numbersAreRead("m.gguf"));
    expectRefused(
        "m.gguf", [](std::string& bytes) { overwrite(bytes, 8, huge); },
        {"m.gguf: ", "1152921504606846976 tensors"}, ggufCommands);
}

TEST_F(BadModels, SizesBeyondAllMeasure) {
    const auto commands = everyCommand("model.safetensors");
    for (const auto& [field, value] :
         {std::pair("hidden_size", 32), std::pair("intermediate_size", 64), std::pair("num_hidden_layers", 2),
          std::pair("max_position_embeddings", 16)}) {
        const std::string key = std::string("\"") + field + "\": ";
        expectRefused(
            "config.json",
            [&](std::string& text) {
                replaceIn(text, key + std::to_string(value), key + std::to_string(huge));
            },
            {"config.json: ", std::string("\"") + field + "\" is 1152921504606846976"}, commands);
    }
    // As large as a configuration may say; the tensors know better.
    expectRefused(
        "config.json",
        [](std::string& text) {
            replaceIn(text, "\"hidden_size\": 32", "\"hidden_size\": 131072");
            replaceIn(text, "\"intermediate_size\": 64", "\"intermediate_size\": 1048576");
            replaceIn(text, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1024");
        },
        {"model.safetensors: the tensor \"", "has the shape [", "asks for ["},
        numbersAreRead("model.safetensors"));
    const std::string name = "model.layers.1.mlp.up_proj.weight";
    const auto withShape = [&](std::string& bytes) {
        changeHeader(bytes, [&](Json& header) { header.at(name).at("shape") = {huge, 64}; });
    };
    expectRefused("model.safetensors", withShape, {"model.safetensors: ", name, "1152921504606846976"},
                  commands);
    expectRefused(
        "model.safetensors", [](std::string& bytes) { overwrite(bytes, 0, huge); },
        {"model.safetensors: ", "header has 1152921504606846976 bytes"}, commands);
}

TEST_F(BadModels, NumbersThatAreNotFinite) {
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    for (const float bad : {nan, -inf}) {
        const auto lastNumber = [&](std::string& bytes) { overwrite(bytes, bytes.size() - 4, bad); };
        expectRefused("model.safetensors", lastNumber,
                      {"model.safetensors: the tensor \"", "a number that is not finite"},
                      numbersAreRead("model.safetensors"));
    }
    struct Case {
        DType safetensors, gguf;
        std::uint16_t bad;
    };
    for (const auto& [safetensors, gguf, bad] :
         {Case{DType::BF16, DType::BF16, 0x7FC0}, Case{DType::F16, DType::F16, 0x7C00},
          Case{DType::I8, DType::Q8_0, 0x7E00}}) {
        writeAll(safetensors, gguf);
        const auto checkpoint = Checkpoint::open(folder / "m.gguf");
        const StoredTensor* matrix = checkpoint->find("blk.1.ffn_up.weight");
        ASSERT_TRUE(matrix);
        ASSERT_EQ(matrix->dtype, gguf);
        const std::string bytes = testing::readFile(folder / "m.gguf");
        const std::string numbers(reinterpret_cast<const char*>(matrix->bytes.data()), 68);
        const std::size_t at = bytes.find(numbers); // with Q8_0 the first two bytes are a scale
        ASSERT_NE(at, std::string::npos);
        expectRefused(
            "m.gguf", [&](std::string& all) { overwrite(all, at, bad); },
            {"m.gguf: the tensor \"blk.1.ffn_up.weight\"", "a number that is not finite"},
            numbersAreRead("m.gguf"));
    }
}

TEST_F(BadModels, ModelsOfLlama2c) {
    const std::int32_t sizes[] = {8, 16, 1, 2, 2, 300, 16}; // a tied head
    std::size_t numbers = 300 * 8 + 8 + 4 * 64 + 8 + 3 * 128 + 8 + 2 * 16 * 2;
    std::string bytes(28 + 4 * numbers, '\0');
    std::memcpy(bytes.data(), sizes, sizeof sizes);
    std::filesystem::create_directories(folder / "alone"); // away from the tokenizer of the others
    testing::writeFile(folder / "alone/m.bin", bytes);
    const auto commands = everyCommand("alone/m.bin");
    ASSERT_EQ(runInLittleMemory(commands.back()).exitCode, 0);
    expectRefused(
        "alone/m.bin", [](std::string& all) { all.resize(all.size() - 1); }, {"m.bin: "}, commands);
    expectRefused(
        "alone/m.bin", [](std::string& all) { overwrite(all, 20, std::int32_t{2'000'000'000}); }, {"m.bin: "},
        commands);
    expectRefused("alone/m.bin",
                  [](std::string& all) { overwrite(all, 28 + 400, std::numeric_limits<float>::quiet_NaN()); },
                  {"m.bin: the tensor \"", "not finite"}, {numbersAreRead("alone/m.bin").front()});
    expectRefusal(numbersAreRead("alone/m.bin").front(),
                  {"m.bin: no tokenizer lies beside it", "--tokenizer"});
}

TEST_F(BadModels, ATokenizerOfAnotherSize) {
    OpenedModel other = model;
    other.tokenizer = charactersTokenizer({U'a', U'b', U' ', U'春', U'眠'});
    std::filesystem::create_directories(folder / "other");
    exportSafetensors(other, backend, folder / "other/model.safetensors", DType::F32);
    const std::string tokenizer = (folder / "other/tokenizer.json").string();
    for (const char* name : {"model.safetensors", "m.gguf"})
        for (Words command : numbersAreRead(name)) {
            command.insert(command.end(), {"--tokenizer", tokenizer});
            expectRefusal(command, {tokenizer + ": this tokenizer has 263 tokens", name, "has 262;",
                                    "belong together"});
        }
}

TEST_F(BadModels, TextsThatCannotBeRead) {
    const std::string path = folder.path().string();
    const std::string tooLong(16, 'a'); // and the mark of beginning
    const Words reading[] = {{"generate", "--model", path, "--prompt"},
                             {"trace", "--model", path, "--json", "--prompt"}};
    for (Words command : reading) {
        command.push_back(tooLong);
        expectRefusal(command, {"the prompt: ", "17 tokens long", "16 at most"});
    }
    model.marks.beginning.reset();
    model.marks.beginsTexts = false;
    writeAll(DType::F32, DType::F32);
    for (Words command : reading) {
        command.push_back("");
        expectRefusal(command, {"the prompt is empty"});
    }
    expectRefusal({"evaluate", "--model", path, (folder / "config.json").string()}, {"no mark of beginning"});
}

} // namespace
} // namespace tokenarium
