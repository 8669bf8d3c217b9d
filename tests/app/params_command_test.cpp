// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real tokenarium-cli params.
#include "tests/support/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace tokenarium::testing;
using ::testing::HasSubstr;
using Json = nlohmann::json;

namespace {

const char* const gpt2 = R"({"model_type": "gpt2", "vocab_size": 50257, "n_embd": 768, "n_layer": 12})";
const char* const mixtral = R"({"model_type": "mixtral", "vocab_size": 32000, "hidden_size": 4096,
    "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
    "num_local_experts": 8, "num_experts_per_tok": 2})";
const char* const bert = R"({"model_type": "bert", "vocab_size": 30522, "hidden_size": 768,
    "num_hidden_layers": 12, "intermediate_size": 3072})";

ProgramResult params(const std::vector<std::string>& words, const std::string& input) {
    ProgramRun run;
    run.command = {TOKENARIUM_CLI, "params"};
    run.command.insert(run.command.end(), words.begin(), words.end());
    run.input = input;
    return runProgram(run);
}

Json jsonOf(const std::vector<std::string>& words, const std::string& input) {
    const ProgramResult result = params(words, input);
    EXPECT_EQ(result.exitCode, 0) << result.messages;
    return Json::parse(result.output);
}

TEST(ParamsCommand, AnswersInJson) {
    const Json answer = jsonOf({"--json"}, gpt2);
    EXPECT_EQ(answer["family"], "gpt2");
    EXPECT_EQ(answer["total"], 124439808);
    EXPECT_EQ(answer["breakdown"], Json({{"embedding", 38597376},
                                         {"position", 786432},
                                         {"attention_qkv", 21261312},
                                         {"attention_out", 7087104},
                                         {"mlp", 56669184},
                                         {"norms", 38400}}));
    EXPECT_EQ(answer["non_embedding"], 85842432);
    EXPECT_FALSE(answer.contains("active_all"));
    EXPECT_FALSE(answer.contains("tensors"));
}

TEST(ParamsCommand, TellsWhatWorksForOneToken) {
    const Json answer = jsonOf({"--json"}, mixtral);
    EXPECT_EQ(answer["active_all"], 12879925248);
    EXPECT_EQ(answer["active_no_lookup"], 12748853248);
    EXPECT_EQ(answer["expert_params_total"], 45097156608);
}

TEST(ParamsCommand, ListsTensorsThatAddUp) {
    const Json answer = jsonOf({"--json", "--tensors"}, mixtral);
    std::uint64_t sum = 0;
    for (const Json& tensor : answer["tensors"]) sum += tensor["parameters"].get<std::uint64_t>();
    EXPECT_EQ(sum, answer["total"]);
    EXPECT_EQ(answer["tensors"][0], Json({{"name", "model.embed_tokens.weight"},
                                          {"part", "embedding"},
                                          {"shape", {32000, 4096}},
                                          {"copies", 1},
                                          {"parameters", 131072000}}));
}

TEST(ParamsCommand, WritesATableForPeople) {
    const ProgramResult result = params({"--tensors"}, mixtral);
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_THAT(result.output, HasSubstr("mixtral, 46,702,792,704 parameters"));
    EXPECT_THAT(result.output, HasSubstr("45,097,156,608   96.6 %"));
    EXPECT_THAT(result.output, HasSubstr("at work for one token"));
    EXPECT_THAT(result.output, HasSubstr("model.layers.31.block_sparse_moe.experts.*.w2.weight"));
    EXPECT_THAT(result.output, HasSubstr("× 8"));
}

TEST(ParamsCommand, TakesOptions) {
    EXPECT_EQ(jsonOf({"--json", "--head", "mlm"}, bert)["total"], 109514298);
    EXPECT_EQ(jsonOf({"--json"}, bert)["total"], 109482240);
    EXPECT_EQ(params({"--head", "two"}, bert).exitCode, 2);
    EXPECT_EQ(params({"--mtp", "-1"}, bert).exitCode, 2);
    EXPECT_EQ(params({"--mtp", "99"}, bert).exitCode, 2);
    EXPECT_EQ(params({"--encoder-positions", "1"}, bert).exitCode, 2);
    EXPECT_EQ(params({"-", "-"}, bert).exitCode, 2);
}

TEST(ParamsCommand, RefusesWhatIsNoConfiguration) {
    const ProgramResult result = params({}, R"({"model_type": "gpt2", "vocab_size": 1152921504606846976})");
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_THAT(result.messages, HasSubstr("\"n_layer\""));
    EXPECT_EQ(params({}, "").exitCode, 3);
    EXPECT_EQ(params({}, std::string(6 << 20, '{')).exitCode, 3);
    EXPECT_EQ(params({"no such file"}, "").exitCode, 3);
}

} // namespace
