// SPDX-License-Identifier: GPL-3.0-or-later
// --device cuda of the real program, on the emulated device: the numbers are those of the CPU, and whatever
// goes wrong with a device is said, and costs nothing.
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/text/character_vocabulary.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace tokenarium {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ProgramResult;
using testing::readFile;
using testing::writeFile;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

class DeviceOption : public ::testing::Test {
protected:
    DeviceOption() {
        OpenedModel model;
        model.tokenizer = createCharacterTokenizer(
            CharacterVocabulary::create({U'a', U'b', U' ', U'春', U'眠', U'。'}, {"<|begin|>", "<|end|>"}));
        const Vocabulary& vocabulary = model.tokenizer->vocabulary();
        model.config = testing::smallLlama();
        model.config.queryKeyNorm = model.config.queryKeyValueBias = model.config.attentionOutputBias =
            model.config.feedForwardBias = false;
        model.config.width = 32;
        model.config.headWidth = 8;
        model.config.feedForwardWidth = 64;
        model.config.vocabularySize = vocabulary.size();
        model.weights = testing::randomWeights(model.config, cpu);
        model.marks = {vocabulary.find("<|begin|>"), true, {*vocabulary.find("<|end|>")}, {}, {}, {}};
        std::filesystem::create_directories(folder / "model");
        exportSafetensors(model, cpu, folder / "model/model.safetensors", DType::F32);
        std::string lines;
        for (int i = 0; i < 200; ++i) lines += "line " + std::to_string(i * 7919 % 1000) + "\n";
        writeFile(folder / "lines.txt", lines);
        writeFile(folder / "text.txt", "春眠 ab ba。ab");
    }
    void SetUp() override {
        if (!std::filesystem::exists(TROUBLED_MODULE)) GTEST_SKIP() << "skipped: no emulated device";
    }

    ProgramResult cli(const Words& words, const std::string& trouble = {}) {
        testing::ProgramRun run;
        run.command = {TOKENARIUM_CLI};
        run.command.insert(run.command.end(), words.begin(), words.end());
        run.environment["TOKENARIUM_CUDA_MODULE"] = TROUBLED_MODULE;
        run.environment["TOKENARIUM_TROUBLE"] = trouble;
        return testing::runProgram(run);
    }
    Words with(Words words, const Words& more) {
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    const Words cuda = {"--device", "cuda"};
    Words generate() {
        return {"generate", "--model",       (folder / "model").string(),
                "--prompt", "春眠",          "--seed",
                "3",        "--max-tokens",  "12",
                "--json",   "--temperature", "2"};
    }
    Words evaluate() {
        return {"evaluate", "--model", (folder / "model").string(), (folder / "text.txt").string()};
    }
    Words trace() { return {"trace", "--model", (folder / "model").string(), "--prompt", "春眠", "--json"}; }

    void writeRecipe(const std::string& training) {
        writeFile(folder / "r.json", R"({"name":"small","model":{"layers":1,"width":16,"heads":2,"context":16,
            "feed_forward_width":32},"tokenizer":{"kind":"characters","size":300},
            "texts":[{"name":"lines","file":"lines.txt"}],"validation":{"per_mille":100},
            "samples":{"prompts":["line"],"every_tokens":700,"max_tokens":4},
            "training":{"batch_tokens":128,"threads":1,"tokens":1500,"evaluate_every_tokens":700)" +
                                         training + "}}");
    }
    ProgramResult train(const std::string& out, const Words& more = {}, const std::string& trouble = {}) {
        return cli(
            with({"train", "--recipe", (folder / "r.json").string(), "--out", (folder / out).string()}, more),
            trouble);
    }
    /// Losses by step; every step must be there once, in order.
    std::vector<double> curve(const std::string& out) {
        std::vector<double> losses;
        std::istringstream lines(readFile(folder / out / "curve.jsonl"));
        for (std::string line; std::getline(lines, line);) {
            const Json entry = Json::parse(line);
            if (!entry.contains("loss")) continue;
            EXPECT_EQ(entry.at("step").get<std::size_t>(), losses.size() + 1);
            losses.push_back(entry.at("loss").get<double>());
        }
        return losses;
    }
    void expectSameCurve(const std::string& out, const std::string& expected, double tolerance) {
        const std::vector<double> a = curve(out), b = curve(expected);
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            EXPECT_NEAR(a[i], b[i], tolerance * b[i]) << "step " << i + 1;
    }

    CpuBackend cpu;
    testing::TemporaryFolder folder;
};

TEST_F(DeviceOption, WhereThereIsNoDeviceTheReasonIsSaid) {
    const std::map<std::string, std::string> reasons = {
        {"no-driver", "No NVIDIA driver was found"},
        {"old-driver", "supports CUDA 12.2, but the GPU module needs 13.0"},
        {"no-device", "offers no usable card (no CUDA-capable device is detected)"}};
    for (const auto& [trouble, reason] : reasons)
        for (const Words& words : {generate(), evaluate(), trace()}) {
            const ProgramResult result = cli(with(words, cuda), trouble);
            EXPECT_EQ(result.exitCode, 4) << words[0];
            EXPECT_THAT(result.messages, AllOf(HasSubstr("--device cuda: "), HasSubstr(reason)));
            EXPECT_EQ(result.output, "");
        }
    writeRecipe("");
    const ProgramResult training = train("out", cuda, "no-driver");
    EXPECT_EQ(training.exitCode, 4);
    EXPECT_THAT(training.messages, HasSubstr("No NVIDIA driver was found"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

TEST_F(DeviceOption, TheSameTextComesFromTheDevice) {
    const Json here = Json::parse(cli(generate()).output),
               there = Json::parse(cli(with(generate(), cuda)).output);
    EXPECT_EQ(there["ids"], here["ids"]);
    EXPECT_EQ(here["device"], "cpu");
    EXPECT_EQ(there["device"], "cuda");
    for (const char* form : {"f32", "bf16", "f16", "8bit"}) { // stored as the device multiplies it
        const Json stored = Json::parse(cli(with(generate(), {"--store", form, "--device", "cuda"})).output);
        EXPECT_EQ(stored["device"], "cuda");
        EXPECT_FALSE(stored["ids"].empty());
    }
    Words forPeople = with(generate(), cuda);
    forPeople.erase(std::find(forPeople.begin(), forPeople.end(), "--json"));
    const ProgramResult people = cli(forPeople);
    EXPECT_EQ(people.output, there["text"].get<std::string>() + "\n");
    EXPECT_THAT(people.messages, HasSubstr("on emulated on the CPU"));
}

/// Wherever the device fails: at the weights, at the prompt, at any token.
TEST_F(DeviceOption, TokensThatAreThereStayAndTheCpuGoesOn) {
    const Json expected = Json::parse(cli(generate()).output);
    ASSERT_GT(expected["ids"].size(), 6U);
    for (const std::string trouble : {"held", "full:0", "full:1", "full:5", "lost:0", "lost:1", "lost:6"}) {
        const ProgramResult result = cli(with(generate(), cuda), trouble);
        ASSERT_EQ(result.exitCode, 0) << trouble << result.messages;
        EXPECT_EQ(Json::parse(result.output)["ids"], expected["ids"]) << trouble;
        EXPECT_EQ(Json::parse(result.output)["device"], "cpu") << trouble;
        EXPECT_THAT(result.messages,
                    AllOf(HasSubstr("warning: "),
                          HasSubstr(trouble == "held"   ? "could not be used (out of memory). Another program"
                                    : trouble[0] == 'f' ? "The memory of the GPU emulated on the CPU is full"
                                                        : "stopped answering"),
                          HasSubstr(trouble == "held" ? "The CPU computes instead" : "The CPU goes on")))
            << trouble;
    }
    EXPECT_THAT(cli(with(generate(), cuda), "lost:1000").messages, Not(HasSubstr("warning")));
}

TEST_F(DeviceOption, AScoreIsOfAllDocumentsWhateverFails) {
    std::string documents;
    for (int i = 0; i < 120; ++i)
        documents += "{\"text\":\"ab ba 春眠。 aabb " + std::string(i % 9, 'a') + "\"}\n";
    writeFile(folder / "text.txt", documents);
    const Words words = with(evaluate(), {"--jsonl", "--json"});
    const Json expected = Json::parse(cli(words).output);
    for (const std::string trouble : {"", "full:1", "lost:0", "lost:1"}) {
        const ProgramResult result = cli(with(words, cuda), trouble);
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        const Json score = Json::parse(result.output);
        for (const char* field : {"documents", "chars", "tokens"})
            EXPECT_EQ(score[field], expected[field]) << trouble;
        EXPECT_NEAR(score["nats_per_char"].get<double>(), expected["nats_per_char"].get<double>(), 1e-5)
            << trouble;
        EXPECT_EQ(result.messages.empty(), trouble.empty()) << result.messages;
    }
}

TEST_F(DeviceOption, EveryStepIsSeenOnTheDevice) {
    const Json expected = Json::parse(cli(trace()).output);
    for (const std::string trouble : {"", "full:9", "lost:9"}) {
        const Json seen = Json::parse(cli(with(trace(), cuda), trouble).output);
        ASSERT_EQ(seen["steps"].size(), expected["steps"].size()) << trouble;
        for (std::size_t i = 0; i < seen["steps"].size(); ++i) {
            const Json &a = seen["steps"][i], &b = expected["steps"][i];
            for (const char* field : {"op", "output", "inputs", "shape"}) EXPECT_EQ(a[field], b[field]);
            ASSERT_EQ(a["values"].size(), b["values"].size()) << trouble << " " << b["output"];
            for (std::size_t k = 0; k < a["values"].size(); ++k) {
                ASSERT_EQ(a["values"][k].is_null(), b["values"][k].is_null()) << b["output"];
                if (b["values"][k].is_null()) continue;
                const double value = b["values"][k];
                EXPECT_NEAR(a["values"][k].get<double>(), value, 1e-4 * std::max(1.0, std::abs(value)));
            }
        }
    }
}

TEST_F(DeviceOption, TrainingOnTheDeviceGivesTheSameCurve) {
    for (const std::string precision : {"f32", "bf16"}) {
        writeRecipe(",\"precision\":\"" + precision + "\"");
        ASSERT_EQ(train(precision + "-cpu").exitCode, 0);
        const ProgramResult result = train(precision + "-cuda", cuda);
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        EXPECT_THAT(result.messages, Not(HasSubstr("warning")));
        expectSameCurve(precision + "-cuda", precision + "-cpu", precision == "f32" ? 1e-4 : 2e-2);
    }
    EXPECT_NE(curve("bf16-cuda"), curve("f32-cuda"));
}

TEST_F(DeviceOption, ATrainingWhoseDeviceFailsGoesOnFromTheLastStepOrCheckpoint) {
    writeRecipe("");
    ASSERT_EQ(train("cpu").exitCode, 0);
    struct Case {
        std::string trouble, checkpointEvery, how;
    };
    const std::string anew = "there is no checkpoint yet, so it begins anew", resumed = "resumed at step";
    int number = 0;
    for (const auto& [trouble, every, how] :
         {Case{"full:0", "300", anew}, Case{"full:8", "300", resumed}, Case{"full:90", "0", resumed},
          Case{"lost:0", "0", anew}, Case{"lost:8", "300", anew}, Case{"lost:300", "0", resumed}}) {
        const std::string out = "out" + std::to_string(++number);
        writeRecipe(",\"checkpoint_every_seconds\":" + every);
        const ProgramResult result = train(out, cuda, trouble);
        ASSERT_EQ(result.exitCode, 0) << trouble << result.messages;
        EXPECT_THAT(result.messages, AllOf(HasSubstr("warning: The "), HasSubstr(how),
                                           HasSubstr("The training goes on on the CPU")))
            << trouble;
        expectSameCurve(out, "cpu", 1e-4);
        EXPECT_TRUE(std::filesystem::exists(folder / out / "model.safetensors"));
    }
    const ProgramResult held = train("held", cuda, "held");
    EXPECT_EQ(held.exitCode, 0);
    EXPECT_THAT(held.messages, HasSubstr("The CPU computes instead"));
    expectSameCurve("held", "cpu", 1e-12);
}

} // namespace
} // namespace tokenarium
