// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real tokenarium-cli cost on a small price book of our own.
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace tokenarium::testing;
using ::testing::HasSubstr;
using Json = nlohmann::json;

namespace {

const char* const book =
    R"({"source": "test prices", "version": "3", "date": "2026-09-01", "licence": "CC0", "providers": [
 {"id": "openai", "model_match": {"starts_with": "gpt-"}, "models": [
  {"id": "gpt-4o", "match": {"starts_with": "gpt-4o"}, "context_window": 100,
   "prices": {"input_mtok": 2.5, "cache_read_mtok": 1.25, "output_mtok": 10}},
  {"id": "gpt-steps", "match": {"equals": "gpt-steps"},
   "prices": {"input_mtok": {"base": 1, "tiers": [{"start": 3, "price": 2}]}, "output_mtok": 4}}]},
 {"id": "other", "models": [{"id": "mystery", "match": {"equals": "mystery"}, "prices": {"input_mtok": 1}}]}]})";

/// One white pixel.
const char* const png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==";

class CostCommand : public ::testing::Test {
protected:
    CostCommand() {
        std::ofstream(folder / "book.json") << book;
        prices = (folder / "book.json").string();
    }

    ProgramResult cost(const std::vector<std::string>& words, const std::string& input = "") {
        ProgramRun run;
        run.command = {TOKENARIUM_CLI, "cost", "--prices", prices, "--at", "2026-09-11"};
        run.command.insert(run.command.end(), words.begin(), words.end());
        run.input = input;
        return runProgram(run);
    }

    Json jsonOf(std::vector<std::string> words, const std::string& input = "") {
        words.push_back("--json");
        const ProgramResult result = cost(words, input);
        EXPECT_EQ(result.exitCode, 0) << result.messages;
        return Json::parse(result.output);
    }

    bool hasVocabulary() {
        ProgramRun run;
        run.command = {TOKENARIUM_CLI, "count", "--tokenizer", "o200k_base"};
        run.input = "x";
        return runProgram(run).exitCode == 0;
    }

    TemporaryFolder folder;
    std::string prices;
};

TEST_F(CostCommand, AnswersInJson) {
    const Json answer = jsonOf(
        {"--model", "gpt-4o", "--tokenizer", "bytes", "--output-tokens", "1000", "--calls", "3"}, "12345678");
    EXPECT_EQ(answer["model"], "gpt-4o");
    EXPECT_EQ(answer["provider"], "openai");
    EXPECT_EQ(answer["input_tokens"], Json({{"total", 8}, {"text", 8}}));
    EXPECT_EQ(answer["output_tokens"], 1000);
    EXPECT_EQ(answer["usd_per_call"], "0.01002");
    EXPECT_EQ(answer["usd"], "0.03006");
    EXPECT_EQ(answer["usd_input"], "0.00002");
    EXPECT_EQ(answer["lines"][0], Json({{"unit", "input_tokens"},
                                        {"quantity", "8"},
                                        {"price", "2.5"},
                                        {"per", 1000000},
                                        {"usd", "0.00002"}}));
    EXPECT_EQ(answer["prices"]["date"], "2026-09-01");
    EXPECT_EQ(answer["prices"]["age_days"], 10);
    EXPECT_EQ(answer["prices"]["stale"], false);
    EXPECT_EQ(answer["fits"], true);
}

TEST_F(CostCommand, CountsExactlyWhereTheVocabularyIsPublished) {
    if (!hasVocabulary()) GTEST_SKIP() << "skipped: o200k_base is not built (./run fetches it)";
    const Json exact = jsonOf({"--model", "gpt-4o", "--output-tokens", "1"}, "Hello, world!");
    EXPECT_EQ(exact["input_tokens"]["total"], 4);
    EXPECT_EQ(exact["exact"], true);
    EXPECT_FALSE(exact.contains("notes"));
    const Json estimate = jsonOf({"--model", "mystery", "--provider", "other"}, "Hello, world!");
    EXPECT_EQ(estimate["exact"], false);
    EXPECT_THAT(estimate["notes"][0].get<std::string>(), HasSubstr("not published"));
}

TEST_F(CostCommand, ReadsBothMessageFormats) {
    const std::string openAi = R"({"model": "gpt-4o", "max_tokens": 7, "messages": [
        {"role": "system", "content": "abc"},
        {"role": "user", "content": [{"type": "text", "text": "look"},
         {"type": "image_url", "image_url": {"url": "data:image/png;base64,)" +
                               std::string(png) + R"(", "detail": "low"}}]}]})";
    const Json first = jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes"}, openAi);
    EXPECT_EQ(first["input_tokens"]["picture"], 85);
    // contents 3 + 4, roles 6 + 4, three for each message, three for the answer
    EXPECT_EQ(first["input_tokens"]["text"], 26);
    EXPECT_EQ(first["output_tokens"], 7);
    const std::string anthropic = R"({"system": [{"type": "text", "text": "abc"}], "messages": [
        {"role": "user", "content": [{"type": "text", "text": "look"},
         {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": ")" +
                                  std::string(png) + R"("}}]},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "x", "name": "f", "input": {"a": 1}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "x", "content": "ok"}]}]})";
    const Json second = jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes"}, anthropic);
    EXPECT_EQ(second["input_tokens"]["picture"], 255); // high detail of the smallest picture: a tile
    EXPECT_EQ(second["input_tokens"]["text"], 3 + 4 + 1 + 7 + 2 + (6 + 4 + 9 + 4) + 3 * 4 + 3);
}

TEST_F(CostCommand, TakesEveryLineForACall) {
    const std::string lines = "{\"messages\": [{\"role\": \"u\", \"content\": \"a\"}]}\n\n"
                              "{\"custom_id\": \"2\", \"body\": {\"messages\": [{\"role\": \"u\", "
                              "\"content\": \"ab\"}], \"max_tokens\": 5}}\n";
    const Json answer = jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes"}, lines);
    EXPECT_EQ(answer["requests"], 2);
    EXPECT_EQ(answer["input_tokens"]["total"], 8 + 9);
    EXPECT_EQ(answer["output_tokens"], 5);
    const std::string list = R"([{"role": "u", "content": "a"}])";
    EXPECT_EQ(jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes"}, list)["input_tokens"]["total"], 8);
    EXPECT_EQ(
        jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes", "--as", "text"}, list)["input_tokens"]["total"],
        list.size());
    EXPECT_EQ(jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes"}, "{\"a\": 1}")["input_tokens"]["total"],
              8);
}

TEST_F(CostCommand, TakesStepsCacheReasoningAndBatch) {
    EXPECT_EQ(jsonOf({"--model", "gpt-steps", "--tokenizer", "bytes"}, "abc")["usd"], "0.000003");
    const Json above = jsonOf({"--model", "gpt-steps", "--tokenizer", "bytes"}, "abcd");
    EXPECT_EQ(above["usd"], "0.000008");
    EXPECT_EQ(above["lines"][0]["above_input_tokens"], 3);
    const Json cached = jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes", "--cached", "0.5"}, "12345678");
    EXPECT_EQ(cached["usd"], "0.000015");
    const Json thinking = jsonOf(
        {"--model", "gpt-4o", "--tokenizer", "bytes", "--output-tokens", "10", "--reasoning", "100"}, "");
    EXPECT_EQ(thinking["reasoning_tokens"], 1000);
    EXPECT_EQ(thinking["usd"], "0.0101");
    const Json batch =
        jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes", "--output-tokens", "10", "--batch"}, "");
    EXPECT_EQ(batch["usd"], "0.00005");
    EXPECT_EQ(batch["batch_share"], "0.5");
}

TEST_F(CostCommand, ComparesModelsCurrenciesAndBudgets) {
    const Json both = jsonOf({"--model", "gpt-4o,gpt-steps", "--tokenizer", "bytes", "--output-tokens",
                              "1000", "--currency", "CNY=7.2", "--budget", "100"},
                             "");
    ASSERT_EQ(both["models"].size(), 2u);
    EXPECT_EQ(both["models"][0]["CNY"], "0.072");
    EXPECT_EQ(both["models"][0]["budget_calls"], 1388);
    EXPECT_EQ(both["models"][1]["usd"], "0.004");
}

TEST_F(CostCommand, EndsWithOneWhereItCostsTooMuch) {
    const std::vector<std::string> words = {"--model",         "gpt-4o", "--tokenizer", "bytes",
                                            "--output-tokens", "1000",   "--max-cost"};
    std::vector<std::string> enough = words, little = words;
    enough.push_back("0.01");
    little.push_back("0.0099999");
    EXPECT_EQ(cost(enough).exitCode, 0);
    const ProgramResult result = cost(little);
    EXPECT_EQ(result.exitCode, 1);
    EXPECT_THAT(result.messages, HasSubstr("$0.01, more than the $0.0099999"));
    EXPECT_THAT(result.output, HasSubstr("$0.01"));
}

TEST_F(CostCommand, WritesTablesForPeopleAndPrograms) {
    const ProgramResult table =
        cost({"--model", "gpt-4o", "--tokenizer", "bytes", "--output-tokens", "1000", "--calls", "1000"},
             "12345678");
    EXPECT_THAT(table.output, HasSubstr("output_tokens"));
    EXPECT_THAT(table.output, HasSubstr("× $10 for 1,000,000"));
    EXPECT_THAT(table.output, HasSubstr("× 1,000  $10.02"));
    EXPECT_THAT(table.output, HasSubstr("test prices 3 of 2026-09-01, 10 days old"));
    const ProgramResult csv =
        cost({"--model", "gpt-4o", "--tokenizer", "bytes", "--output-tokens", "1000", "--csv"}, "12345678");
    EXPECT_EQ(csv.output,
              "provider,model,line,quantity,price_usd,per,usd\r\nopenai,gpt-4o,input_tokens,8,2.5,1000000,0."
              "00002\r\n"
              "openai,gpt-4o,output_tokens,1000,10,1000000,0.01\r\nopenai,gpt-4o,per_call,1,,,0.01002\r\n"
              "openai,gpt-4o,total,1,,,0.01002\r\n");
}

TEST_F(CostCommand, SaysWherePricesAreOldOrOwn) {
    ProgramRun run;
    run.command = {TOKENARIUM_CLI, "cost",    "--prices", prices,        "--at",
                   "2026-12-31",   "--model", "gpt-4o",   "--tokenizer", "bytes"};
    EXPECT_THAT(runProgram(run).messages, HasSubstr("121 days old"));
    std::ofstream(folder / "own.json")
        << R"({"overrides": [{"provider": "openai", "model": "gpt-4o", "price_key": "output_mtok", "price": "20"}]})";
    const Json own = jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes", "--output-tokens", "1000",
                             "--own-prices", (folder / "own.json").string()},
                            "");
    EXPECT_EQ(own["usd"], "0.02");
    EXPECT_EQ(own["own_prices"], true);
    EXPECT_EQ(jsonOf({"--model", "gpt-4o", "--tokenizer", "bytes"}, std::string(101, 'a'))["fits"], false);
}

TEST_F(CostCommand, RefusesClearly) {
    const auto refused = [&](int code, const std::string& says, const std::vector<std::string>& words,
                             const std::string& input = "") {
        const ProgramResult result = cost(words, input);
        EXPECT_EQ(result.exitCode, code) << words[0] << " " << (words.size() > 1 ? words[1] : "");
        EXPECT_THAT(result.messages, HasSubstr(says));
    };
    refused(2, "--model", {"-"});
    refused(2, "openai:gpt-4o", {"--model", "gtp-4o"});
    refused(2, "there are openai, other", {"--model", "gpt-4o", "--provider", "nobody"});
    refused(2, "--output-tokens -5", {"--model", "gpt-4o", "--output-tokens", "-5"});
    refused(2, "--output-tokens", {"--model", "gpt-4o", "--output-tokens", "99999999999999999999"});
    refused(2, "--cached 1.5", {"--model", "gpt-4o", "--cached", "1.5"});
    refused(2, "together at most 1", {"--model", "gpt-4o", "--cached", "0.7", "--cache-write", "0.7"});
    refused(2, "--currency EUR", {"--model", "gpt-4o", "--currency", "EUR"});
    refused(2, "--at yesterday", {"--model", "gpt-4o", "--at", "yesterday"});
    refused(2, "not both", {"--model", "gpt-4o", "--json", "--csv"});
    refused(3, "no such file", {"--model", "gpt-4o", "no such file"});
    refused(
        3, "nothing is fetched", {"--model", "gpt-4o"},
        R"({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]})");
    refused(3, "message 2: \"content\" was expected", {"--model", "gpt-4o"},
            R"({"messages": [{"role": "user", "content": "a"}, {"role": "user"}]})");
    refused(3, "line 2", {"--model", "gpt-4o"},
            "{\"messages\": [{\"role\": \"u\", \"content\": \"a\"}]}\n{\"messages\": 5}\n");
    refused(
        3, "not base64", {"--model", "gpt-4o"},
        R"({"messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "***"}}]}]})");
    std::ofstream(folder / "broken.json")
        << "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"match\": {}}]}]";
    refused(3, "broken.json: line 1", {"--prices", (folder / "broken.json").string(), "--model", "gpt-4o"});
    refused(4, "no price book", {"--prices", "nowhere.json", "--model", "gpt-4o"});
}

} // namespace
