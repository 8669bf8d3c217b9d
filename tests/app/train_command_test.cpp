// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli train as a person uses it: begin, be interrupted, go on, be refused.
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;
using Json = nlohmann::json;

namespace {

class TrainCommand : public ::testing::Test {
protected:
    TrainCommand() {
        std::string lines;
        for (int i = 0; i < 300; ++i) lines += "line " + std::to_string(i * 7919 % 1000) + "\n";
        std::filesystem::create_directories(folder / "texts");
        writeFile(folder / "texts/lines.txt", lines);
        writeRecipe(20000);
    }

    void writeRecipe(int tokens, const std::string& checkpointEvery = "0.02") {
        writeFile(folder / "r.json", R"({"name":"small","model":{"layers":1,"width":16,"heads":2,"context":16,
            "feed_forward_width":32},"tokenizer":{"kind":"characters","size":300},
            "texts":[{"name":"lines","file":"lines.txt"}],"validation":{"per_mille":100},
            "training":{"batch_tokens":128,"threads":1,"checkpoint_every_seconds":)" +
                                         checkpointEvery + ",\"tokens\":" + std::to_string(tokens) + "}}");
    }

    ProgramResult train(const std::string& out, std::vector<std::string> more = {},
                        std::optional<std::size_t> signalAfter = std::nullopt, int signal = 9) {
        ProgramRun run;
        run.command = {TOKENARIUM_CLI, "train",
                       "--recipe",     (folder / "r.json").string(),
                       "--texts",      (folder / "texts").string(),
                       "--out",        (folder / out).string()};
        run.command.insert(run.command.end(), more.begin(), more.end());
        run.signalAfter = signalAfter;
        run.signal = signal;
        return runProgram(run);
    }

    /// The losses by step; every step must be there once, in order.
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

    TemporaryFolder folder;
};

} // namespace

TEST_F(TrainCommand, MakesAModelThatCanBeUsedAndSaysHowItWent) {
    const ProgramResult result = train("model", {"--json"});
    ASSERT_EQ(result.exitCode, 0) << result.messages;
    std::istringstream lines(result.output);
    std::size_t steps = 0;
    Json last;
    for (std::string line; std::getline(lines, line);) {
        last = Json::parse(line);
        if (last.contains("loss")) ++steps;
    }
    EXPECT_EQ(steps, curve("model").size());
    EXPECT_EQ(last.at("evaluation"), "whole");
    EXPECT_LT(last.at("nats_per_token").get<double>(), 3);
    EXPECT_LT(curve("model").back(), curve("model").front() - 2);
    EXPECT_EQ(readFile(folder / "model/recipe.json"), readFile(folder / "r.json"));
    const Json config = Json::parse(readFile(folder / "model/config.json"));
    EXPECT_EQ(config.at("model_type"), "llama");
    EXPECT_EQ(config.at("num_hidden_layers"), 1);
    const Json tokenizer = Json::parse(readFile(folder / "model/tokenizer.json"));
    EXPECT_TRUE(tokenizer.contains("model"));
    EXPECT_GT(readFile(folder / "model/model.safetensors").size(), 10000U);

    const ProgramResult again = train("model");
    EXPECT_EQ(again.exitCode, 3);
    EXPECT_THAT(again.messages, HasSubstr("--resume goes on"));
    const ProgramResult smaller = train("model", {"--resume", "--store", "8bit"});
    EXPECT_EQ(smaller.exitCode, 0) << smaller.messages;
    EXPECT_THAT(readFile(folder / "model/model.safetensors"), HasSubstr(".scale"));
}

TEST_F(TrainCommand, AfterKillTheRestIsAsIfNothingHadHappened) {
    writeRecipe(6000, "0"); // after every step, so that there is one to go on from
    ASSERT_EQ(train("straight").exitCode, 0);
    EXPECT_EQ(train("killed", {"--json"}, 4000).exitCode, 128 + 9);
    const std::size_t done = curve("killed").size();
    EXPECT_GT(done, 10U);
    EXPECT_LT(done, curve("straight").size());
    const ProgramResult rest = train("killed", {"--resume"});
    ASSERT_EQ(rest.exitCode, 0) << rest.messages;
    EXPECT_THAT(rest.messages, HasSubstr("resumed at step"));
    EXPECT_EQ(curve("killed"), curve("straight"));
    EXPECT_EQ(readFile(folder / "killed/model.safetensors"), readFile(folder / "straight/model.safetensors"));
}

TEST_F(TrainCommand, CtrlCWritesACheckpointAndStops) {
    writeRecipe(100000000);
    const ProgramResult stopped = train("model", {"--json"}, 3000, 2);
    EXPECT_EQ(stopped.exitCode, 0) << stopped.messages;
    EXPECT_THAT(stopped.messages, HasSubstr("--resume goes on from here"));
    const std::size_t steps = curve("model").size();
    const ProgramResult more = train("model", {"--resume"}, 1, 2);
    EXPECT_EQ(more.exitCode, 0);
    EXPECT_THAT(more.messages, HasSubstr("resumed at step " + std::to_string(steps)));
    EXPECT_GT(curve("model").size(), steps);
}

TEST_F(TrainCommand, PostTrainingStartsFromAModelAndCanBeAnAdapter) {
    ASSERT_EQ(train("base").exitCode, 0);
    const double before = curve("base").back();
    for (const std::string lora : {"", R"("lora":{"rank":2,"matrices":["all"]},)"}) {
        writeFile(folder / "r.json", "{\"name\":\"more\",\"start_from\":\"base\"," + lora +
                                         R"("texts":[{"name":"lines","file":"lines.txt"}],
                                         "training":{"tokens":2000,"batch_tokens":128,"threads":1}})");
        const std::string out = lora.empty() ? "more" : "adapted";
        const ProgramResult result = train(out);
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        EXPECT_LT(curve(out).front(), before + 0.5);
        EXPECT_NE(readFile(folder / out / "model.safetensors"), readFile(folder / "base/model.safetensors"));
        EXPECT_EQ(std::filesystem::exists(folder / out / "adapter_model.safetensors"), !lora.empty());
    }
}

TEST_F(TrainCommand, PeopleGetALineNowAndThenAndEverySample) {
    std::string recipe = readFile(folder / "r.json");
    recipe.insert(recipe.find("\"validation\""), R"("samples":{"prompts":["line"],"every_tokens":10000},)");
    writeFile(folder / "r.json", recipe);
    const ProgramResult result = train("model");
    ASSERT_EQ(result.exitCode, 0) << result.messages;
    std::istringstream lines(result.output);
    std::size_t steps = 0, samples = 0, evaluations = 0, inFile = 0;
    for (std::string line; std::getline(lines, line);) {
        steps += line.rfind("step ", 0) == 0;
        samples += line.rfind("  sample  [line]", 0) == 0;
        evaluations += line.rfind("validation", 0) == 0;
    }
    std::istringstream written(readFile(folder / "model/curve.jsonl"));
    for (std::string line; std::getline(written, line);) inFile += Json::parse(line).contains("loss");
    EXPECT_GE(steps, 2U); // the first and the last
    EXPECT_LT(steps, inFile / 2);
    EXPECT_EQ(samples, 3U); // twice, and of the model that is kept
    EXPECT_EQ(evaluations, 21U);
    EXPECT_THAT(result.output, HasSubstr(" 100.0 %"));
    EXPECT_THAT(result.output, HasSubstr("the model that is kept"));
}

TEST_F(TrainCommand, WrongUseAndBadInputAreToldApart) {
    EXPECT_EQ(train("model", {"--threads", "many"}).exitCode, 2);
    EXPECT_EQ(train("model", {"--store", "gold"}).exitCode, 2);
    std::filesystem::remove(folder / "texts/lines.txt");
    const ProgramResult noText = train("model");
    EXPECT_EQ(noText.exitCode, 3);
    EXPECT_THAT(noText.messages, HasSubstr("lines.txt"));
    writeFile(folder / "r.json", "{}");
    const ProgramResult noRecipe = train("other");
    EXPECT_EQ(noRecipe.exitCode, 3);
    EXPECT_THAT(noRecipe.messages, HasSubstr("r.json: the field \"name\" is missing"));
    EXPECT_FALSE(std::filesystem::exists(folder / "other/recipe.json"));
}
