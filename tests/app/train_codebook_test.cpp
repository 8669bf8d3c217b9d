// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli train-codebook as a person uses it.
#include "engine/audio/codebook_file.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;

namespace {

const std::string samples = std::string(TOKENARIUM_SOURCE_DIR) + "/resources/samples/audio/";

ProgramResult trainCodebook(std::vector<std::string> words) {
    words.insert(words.begin(), {TOKENARIUM_CLI, "train-codebook"});
    ProgramRun run;
    run.command = std::move(words);
    return runProgram(run);
}

TEST(TrainCodebook, AcousticIsWrittenAndTold) {
    const TemporaryFolder folder;
    const std::string out = (folder / "mine.codebook").string();
    const ProgramResult result =
        trainCodebook({"--levels", "3", "--entries", "16", "--name", "Mine", "--json", "--out", out,
                       samples + "english-1-man.flac", samples + "chinese-1-woman.flac"});
    ASSERT_EQ(result.exitCode, 0) << result.messages;
    const auto json = nlohmann::json::parse(result.output);
    EXPECT_EQ(json["files"], 2);
    ASSERT_EQ(json["errorsDecibels"].size(), 3U);
    EXPECT_GT(json["errorsDecibels"][0], json["errorsDecibels"][2]);
    const auto book = std::get<ResidualCodebook>(loadCodebook(std::filesystem::path(out)));
    EXPECT_EQ(book.name, "Mine");
    EXPECT_EQ(book.levels, 3U);
    EXPECT_EQ(book.entries, 16U);
}

/// Files of one name in two folders are one sentence.
TEST(TrainCodebook, SemanticPairsFilesByName) {
    const TemporaryFolder folder;
    std::vector<std::string> words = {"--kind", "semantic", "--entries",
                                      "16",     "--out",    (folder / "u").string()};
    for (const char* voice : {"man", "woman"}) {
        std::filesystem::create_directories(folder / voice);
        for (const char* sentence : {"english-1", "english-2"}) {
            const std::filesystem::path copy = folder / voice / (std::string(sentence) + ".flac");
            std::filesystem::copy_file(samples + sentence + "-" + voice + ".flac", copy);
            words.push_back(copy.string());
        }
    }
    const ProgramResult result = trainCodebook(words);
    ASSERT_EQ(result.exitCode, 0) << result.messages;
    EXPECT_THAT(result.output, HasSubstr("16 units from 2 sentences"));
    EXPECT_EQ(std::get<SemanticCodebook>(loadCodebook(folder / "u")).entries, 16U);
}

TEST(TrainCodebook, SaysWhatIsWrong) {
    const TemporaryFolder folder;
    const std::string out = (folder / "x").string();
    EXPECT_EQ(trainCodebook({samples + "english-1-man.flac"}).exitCode, 2);
    EXPECT_EQ(trainCodebook({"--out", out}).exitCode, 2); // standard input
    EXPECT_EQ(trainCodebook({"--out", out, "--kind", "other", samples + "english-1-man.flac"}).exitCode, 2);
    EXPECT_EQ(trainCodebook({"--out", out, "--entries", "1", samples + "english-1-man.flac"}).exitCode, 2);
    EXPECT_EQ(
        trainCodebook({"--out", out, "--kind", "semantic", "--levels", "2", samples + "english-1-man.flac"})
            .exitCode,
        2);
    const ProgramResult noSound = trainCodebook({"--out", out, samples + "README.md"});
    EXPECT_EQ(noSound.exitCode, 3);
    EXPECT_THAT(noSound.messages, HasSubstr("README.md"));
    EXPECT_EQ(trainCodebook({"--out", out, samples + "absent.wav"}).exitCode, 3);
    EXPECT_FALSE(exists(folder / "x"));
    EXPECT_EQ(trainCodebook({"--help"}).exitCode, 0);
}

} // namespace
