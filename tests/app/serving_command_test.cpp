// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real tokenarium-cli serving.
#include "tests/support/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace tokenarium::testing;
using ::testing::HasSubstr;
using Json = nlohmann::json;

namespace {

ProgramResult serving(const std::vector<std::string>& words, const std::string& input = "") {
    ProgramRun run;
    run.command = {TOKENARIUM_CLI, "serving"};
    run.command.insert(run.command.end(), words.begin(), words.end());
    run.input = input;
    return runProgram(run);
}

Json jsonOf(std::vector<std::string> words, const std::string& input = "") {
    words.push_back("--json");
    const ProgramResult result = serving(words, input);
    EXPECT_EQ(result.exitCode, 0) << result.messages;
    return Json::parse(result.output);
}

TEST(ServingCommand, ComputesTheRoofline) {
    const Json answer =
        jsonOf({"--params", "8030261248", "--kv-bytes", "131072", "--gpu", "h100", "--efficiency", "0.5",
                "--prompt-tokens", "1000", "--output-tokens", "24", "--batch", "32"});
    EXPECT_NEAR(answer["latency"]["ttft_s"].get<double>(), 0.03246189488832744, 1e-12);
    EXPECT_EQ(answer["latency"]["ttft_bound"], "compute");
    EXPECT_NEAR(answer["latency"]["itl_s"].get<double>(), 0.0060762656095522385, 1e-12);
    EXPECT_EQ(answer["latency"]["itl_bound"], "memory");
    EXPECT_NEAR(answer["latency"]["e2e_s"].get<double>(), 0.03246189488832744 + 23 * 0.0060762656095522385,
                1e-12);
    EXPECT_NEAR(answer["latency"]["tokens_per_s_server"].get<double>(), 5266.392560209048, 1e-6);
    EXPECT_EQ(answer["curve"].size(), 11u);
    EXPECT_FALSE(answer.contains("fleet"));
}

TEST(ServingCommand, ReadsAConfiguration) {
    const char* const config =
        R"({"model_type": "llama", "vocab_size": 128256, "hidden_size": 4096, "intermediate_size": 14336,
        "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8})";
    const Json answer = jsonOf({"--config", "-"}, config);
    EXPECT_EQ(answer["parameters"], 8030261248.0);
    EXPECT_EQ(answer["weight_bytes"], 16060522496.0);
    EXPECT_EQ(answer["kv_bytes_per_token"], 131072.0);
}

TEST(ServingCommand, FindsTheGpusForALoad) {
    const std::vector<std::string> words = {
        "--params", "8e9", "--kv-bytes", "131072", "--requests-per-second", "1000", "--simulate", "100000",
        "--seed",   "5",   "--price",    "1"};
    const Json fleet = jsonOf(words)["fleet"];
    EXPECT_GE(fleet["servers"], fleet["servers_at_full_load"]);
    EXPECT_LE(fleet["gap_s"], 0.05);
    EXPECT_LT(fleet["utilization"], 1.0);
    EXPECT_NEAR(fleet["simulated"]["in_flight"].get<double>() / fleet["in_flight"].get<double>(), 1, 0.05);
    EXPECT_EQ(jsonOf(words)["fleet"], fleet); // the same seed, the same numbers
    EXPECT_EQ(fleet["usd_per_hour"], fleet["gpus"].get<double>() * 2.5);
    const ProgramResult table = serving(words);
    EXPECT_THAT(table.output, HasSubstr("an unstable queue"));
    EXPECT_THAT(table.output, HasSubstr("simulated, 100000 requests"));
}

/// The article's "10 requests a second on one GPU, 1000 need a cluster".
TEST(ServingCommand, TellsTheTruthAboutAThousandRequests) {
    const Json queues = jsonOf({"--per-server", "10", "--requests-per-second", "1000"});
    EXPECT_EQ(queues["servers_at_full_load"], 100);
    EXPECT_EQ(queues["servers_where_few_wait"], 119);
    EXPECT_EQ(queues["servers_at_70_percent"], 143);
    EXPECT_EQ(queues["queues"][0]["stable"], false);
    EXPECT_EQ(queues["queues"][1]["servers"], 110);
    EXPECT_NEAR(queues["queues"][1]["p_wait"].get<double>(), 0.23700750028505274, 1e-12);
    EXPECT_THAT(serving({"--per-server", "10", "--requests-per-second", "1000"}).output,
                HasSubstr("grows without end"));
    EXPECT_EQ(serving({"--per-server", "10"}).exitCode, 2);
}

TEST(ServingCommand, SaysWhatCannotBe) {
    EXPECT_THAT(
        jsonOf({"--params", "1e12", "--requests-per-second", "1"})["fleet"]["problem"].get<std::string>(),
        HasSubstr("do not fit"));
    EXPECT_THAT(serving({"--params", "1e12"}).output, HasSubstr("do not fit"));
    const auto refused = [](int code, const std::string& says, const std::vector<std::string>& words) {
        const ProgramResult result = serving(words);
        EXPECT_EQ(result.exitCode, code);
        EXPECT_THAT(result.messages, HasSubstr(says));
    };
    refused(2, "--params N or --config", {});
    refused(2, "not in the table", {"--params", "1e9", "--gpu", "Cray"});
    refused(2, "--params -1", {"--params", "-1"});
    refused(2, "--params nan", {"--params", "nan"});
    refused(2, "--gpus 0", {"--params", "1", "--gpus", "0"});
    refused(2, "--output-tokens 0", {"--params", "1", "--output-tokens", "0"});
    refused(2, "takes no file", {"--params", "1", "file"});
    refused(3, "standard input", {"--config", "-"});
}

} // namespace
