// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real tokenarium-cli tokens.
#include "engine/prompt/prompt_file.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace tokenarium::testing;
using ::testing::HasSubstr;
using Json = nlohmann::json;

namespace {

ProgramResult tokens(const std::vector<std::string>& words, const std::string& input = {}) {
    ProgramRun run;
    run.command = {TOKENARIUM_CLI, "tokens", "--tokenizer", "bytes"};
    run.command.insert(run.command.end(), words.begin(), words.end());
    run.input = input;
    return runProgram(run);
}

Json jsonOf(std::vector<std::string> words, const std::string& input = {}) {
    words.push_back("--json");
    const ProgramResult result = tokens(words, input);
    EXPECT_EQ(result.exitCode, 0) << result.messages;
    return Json::parse(result.output);
}

const std::string samples = std::string(TOKENARIUM_SOURCE_DIR) + "/resources/samples/";

// GPT-4o sees a picture of 640 x 427 as two tiles of 512: 85 + 2 · 170.
TEST(TokensCommand, CountsFilesOfDifferentKindsTogether) {
    const Json answer = jsonOf({samples + "english.txt", samples + "images/landscape.png"});
    ASSERT_EQ(answer["files"].size(), 2U);
    EXPECT_EQ(answer["files"][0]["type"], "text");
    EXPECT_EQ(answer["files"][1]["type"], "picture");
    EXPECT_EQ(answer["files"][1]["width"], 640);
    EXPECT_EQ(answer["total"].get<int>(),
              answer["files"][0]["tokens"].get<int>() + answer["files"][1]["tokens"].get<int>());
    const Json tiles = jsonOf({"--rule", "openai-tile/gpt-4o/high", samples + "images/landscape.png"});
    EXPECT_EQ(tiles["files"][0]["tokens"], 425);
    EXPECT_EQ(tiles["files"][0]["version"], "2025–2026");
}

TEST(TokensCommand, ListsTokensAndEveryRule) {
    const Json answer =
        jsonOf({"--type", "gene", "--rule", "dnabert-3", "--list", "--every-rule"}, ">x\nACGTACG\n");
    const Json& file = answer["files"][0];
    EXPECT_EQ(file["tokens"], 5 + 2);
    ASSERT_EQ(file["list"].size(), 5U);
    EXPECT_EQ(file["list"][1]["meaning"], "CGT at 2");
    EXPECT_EQ(file["list"][1]["id"], 5 + 2 * 16 + 3 * 4 + 1);
    int single = 0;
    for (const Json& rule : file["rules"])
        if (rule["rule"] == "hyenadna") single = rule["tokens"];
    EXPECT_EQ(single, 7);
    const Json text = jsonOf({"--list"}, "hé");
    EXPECT_EQ(text["files"][0]["list"].size(), 3U);
    EXPECT_EQ(text["files"][0]["list"][0]["meaning"], "h");
}

TEST(TokensCommand, PrintsATableForPeople) {
    const ProgramResult result = tokens({samples + "images/face.png", "-"}, "four");
    EXPECT_THAT(result.output, HasSubstr("picture"));
    EXPECT_THAT(result.output, HasSubstr("(320 x 320)"));
    EXPECT_THAT(result.output, HasSubstr("         4  text  standard input  by bytes\n"));
    EXPECT_THAT(result.output, HasSubstr("tokens in all"));
}

TEST(TokensCommand, CountsThePartsOfAPromptEachByItsRule) {
    using namespace tokenarium;
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "talk.tokenarium";
    const auto content = [](const char* text) { return std::make_shared<const std::string>(text); };
    Prompt prompt;
    prompt.parts.push_back({Modality::Text, "question", "characters", content("你好"), "", ""});
    prompt.parts.push_back({Modality::Gene, "gene", "nucleotide-transformer", content(">x\nACGTACG\n"), "", ""});
    savePrompt(file, prompt);
    ProgramRun run;
    run.command = {TOKENARIUM_CLI, "tokens", "--json", file.string()};
    const Json answer = Json::parse(runProgram(run).output);
    ASSERT_EQ(answer["files"].size(), 2U);
    EXPECT_EQ(answer["files"][0]["tokens"], 2);
    EXPECT_EQ(answer["files"][1]["tokens"], 3); // <cls>, a 6-mer, a base
    EXPECT_EQ(answer["total"], 5);
    EXPECT_EQ(jsonOf({file.string()})["total"], 6 + 3) << "--tokenizer bytes was said";
    EXPECT_EQ(jsonOf({"--rule", "hyenadna", file.string()})["files"][1]["tokens"], 7);
    EXPECT_EQ(jsonOf({"-"}, readFile(file))["total"], 9) << "through a pipe";
    prompt.parts[1] = {Modality::Gene, "gene", "dnabert-3", nullptr, "gone.fasta", std::string(64, '0')};
    savePrompt(file, prompt);
    const ProgramResult gone = tokens({file.string()});
    EXPECT_EQ(gone.exitCode, 3);
    EXPECT_THAT(gone.messages, HasSubstr("part 2"));
    EXPECT_THAT(gone.messages, HasSubstr("gone.fasta"));
}

TEST(TokensCommand, SaysWhatIsWrong) {
    const ProgramResult rule = tokens({"--rule", "nobody", samples + "images/face.png"});
    EXPECT_EQ(rule.exitCode, 2);
    EXPECT_THAT(rule.messages, HasSubstr("--rule nobody: there is no such rule for a picture"));
    EXPECT_EQ(tokens({"--type", "smell", samples + "english.txt"}).exitCode, 2);
    const ProgramResult broken = tokens({"-"}, "\x89PNG\r\n\x1a\n and no more");
    EXPECT_EQ(broken.exitCode, 3);
    EXPECT_THAT(broken.messages, HasSubstr("standard input"));
    EXPECT_EQ(tokens({"no/such/file.wav"}).exitCode, 3);
    const ProgramResult protein = tokens({"--type", "gene"}, ">x\nMKQ");
    EXPECT_THAT(protein.messages, HasSubstr("line 2, column 3"));
}

} // namespace
