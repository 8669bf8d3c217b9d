// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real tokenarium-cli and checks what it answers, what it says, and its exit codes.
#include "engine/text/tokenizer_catalog.h"
#include "tests/support/run_program.h"
#include "tests/support/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

namespace {

using Words = std::vector<std::string>;

ProgramRun prepared(const Words& words, std::string input = {}) {
    ProgramRun run;
    run.command = {TOKENARIUM_CLI};
    run.command.insert(run.command.end(), words.begin(), words.end());
    run.input = std::move(input);
    run.environment["TOKENARIUM_VOCABULARIES"] = vocabulariesFolder().string();
    return run;
}

ProgramResult cli(const Words& words, std::string input = {}) {
    return runProgram(prepared(words, std::move(input)));
}

/// A folder of this test's own, removed at the end.
class Cli : public ::testing::Test {
protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder =
            std::filesystem::temp_directory_path() / (std::string("tokenarium-cli-test-") + info->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string file(const std::string& name, std::string_view bytes) {
        const std::filesystem::path path = folder / name;
        std::ofstream(path, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
        return path.string();
    }
    std::filesystem::path folder;
};

std::vector<Json> jsonLines(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
    return lines;
}

/// The ids of a table: third number of each line between heading and sum.
std::vector<TokenId> tableIds(const std::string& table) {
    std::vector<TokenId> ids;
    const std::size_t sum = table.rfind('\n', table.size() - 2);
    for (std::size_t at = table.find('\n'); at < sum; at = table.find('\n', at + 1)) {
        char* number = const_cast<char*>(table.c_str()) + at + 1;
        std::strtoul(number, &number, 10);
        std::strtoul(number, &number, 10);
        ids.push_back(TokenId(std::strtoul(number, &number, 10)));
    }
    return ids;
}

std::shared_ptr<const TextTokenizer> tokenizerIfPresent(const std::string& name) {
    const TokenizerCatalog catalog({vocabulariesFolder()});
    const TokenizerInfo* info = catalog.find(name);
    return info && info->present ? catalog.load(name) : nullptr;
}

/// Some megabytes in which windows end everywhere: inside characters, special tokens, runs of white space.
std::string longText() {
    std::mt19937 random(1);
    static const std::string_view list[] = {"word",          " word", " ",       "   ",      "\n",   "\r\n",
                                            "中文",          "12345", "naïve",   "👍🏽", "\xFF", "'s",
                                            "<|endoftext|>", "[SEP]", "<|endof", "…"};
    std::string text;
    while (text.size() < 2300000) {
        if (random() % 5000 == 0)
            text.append(3000, ' ');
        else
            text += list[random() % std::size(list)];
    }
    return text;
}

} // namespace

TEST_F(Cli, HelpAndVersionEverywhere) {
    for (const Words& words : std::vector<Words>{{"--help"},
                                                 {"encode", "--help"},
                                                 {"decode", "--help"},
                                                 {"count", "--help"},
                                                 {"tokenizers", "--help"}}) {
        const ProgramResult result = cli(words);
        EXPECT_EQ(result.exitCode, 0);
        EXPECT_THAT(result.output, StartsWith("tokenarium-cli"));
        EXPECT_EQ(result.messages, "");
    }
    for (const Words& words : std::vector<Words>{{"--version"}, {"encode", "--version"}}) {
        const ProgramResult result = cli(words);
        EXPECT_EQ(result.exitCode, 0);
        EXPECT_EQ(result.output, "tokenarium-cli " TOKENARIUM_VERSION "\n");
    }
}

TEST_F(Cli, WrongUseIsTwoAndSaysWhat) {
    const std::vector<std::pair<Words, std::string>> cases{
        {{}, "a command is needed"},
        {{"translate"}, "translate: no such command; there are encode, decode, count, tokens, tokenizers"},
        {{"encode"}, "--tokenizer is needed"},
        {{"encode", "--tokenizer"}, "--tokenizer needs a value"},
        {{"encode", "--tokenizer", "bytes", "--jsno"}, "--jsno: no such option"},
        {{"encode", "--tokenizer", "no_such"}, "no_such: no tokenizer of that name; there are r50k_base"},
        {{"encode", "--tokenizer", "bytes", "--mode", "x"}, "--mode x: not known; there are plain"},
        {{"encode", "--tokenizer", "bytes", "--encoding", "x"}, "--encoding x: not known; there are auto"},
        {{"count", "--tokenizer", "bytes,,bytes"}, "a name is empty"},
        {{"tokenizers", "file"}, "takes no file"}};
    for (const auto& [words, sentence] : cases) {
        const ProgramResult result = cli(words);
        EXPECT_EQ(result.exitCode, 2) << sentence;
        EXPECT_EQ(result.output, "");
        EXPECT_THAT(result.messages, HasSubstr(sentence));
    }
}

TEST_F(Cli, EncodesJsonLinesOfEveryKind) {
    const std::string input = "{\"text\": \"A\\u0000\\ud83d\\ude00\"}\r\n"
                              "{\"base64\":\"/wA=\"}\n"
                              "{\"other\":{\"text\":[1,{\"ids\":2}]},\"text\":\"\"}\n"
                              " {\"text\":\"z\"} ";
    const ProgramResult result = cli({"encode", "--tokenizer", "bytes", "--jsonl"}, input);
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.messages, "");
    EXPECT_EQ(result.output, "{\"ids\":[65,0,240,159,152,128],\"count\":6}\n{\"ids\":[255,0],\"count\":2}\n"
                             "{\"ids\":[],\"count\":0}\n{\"ids\":[122],\"count\":1}\n");
    EXPECT_EQ(cli({"encode", "--tokenizer", "bytes", "--jsonl"}).output, "");
}

TEST_F(Cli, AWrongLineIsThreeAfterTheAnswersBeforeIt) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{\"text\":", "unexpected end of input"},
        {"", "unexpected end of input"},
        {"[\"text\"]", "not a JSON object"},
        {"{\"txt\":\"b\"}", "needs either \"text\" or \"base64\""},
        {"{\"text\":\"a\",\"base64\":\"\"}", "needs either \"text\" or \"base64\""},
        {"{\"text\":5}", "\"text\" must be a string"},
        {"{\"base64\":\"a\"}", "not valid base64"},
        {"{\"base64\":\"====\"}", "not valid base64"},
        {"{\"text\":\"\\ud800 \"}", "a lone surrogate"},
        {"{\"text\":\"\\udc00\"}", "a lone surrogate"},
        {"{\"text\":\"\xFF\"}", "ill-formed UTF-8"},
        {"{\"text\":\"a\"} x", "column 14"}};
    for (const auto& [line, sentence] : cases) {
        const std::string path =
            file("lines.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n" + line + "\n{\"text\":\"c\"}\n");
        const ProgramResult result = cli({"encode", "--tokenizer", "bytes", "--jsonl", path});
        EXPECT_EQ(result.exitCode, 3) << line;
        EXPECT_EQ(result.output, "{\"ids\":[97],\"count\":1}\n{\"ids\":[98],\"count\":1}\n") << line;
        EXPECT_THAT(result.messages, HasSubstr(path + ", line 3"));
        EXPECT_THAT(result.messages, HasSubstr(sentence));
    }
}

TEST_F(Cli, LongJsonLinesKeepTheirOrder) {
    std::string input;
    for (std::size_t i = 0; input.size() < 6000000; ++i)
        input += "{\"text\":\"" + std::to_string(i) + std::string(i % 3000, 'x') + "\"}\n";
    const std::string huge(5000000, 'h');
    input += "{\"text\":\"" + huge + "\"}";
    const std::vector<Json> lines =
        jsonLines(cli({"encode", "--tokenizer", "bytes", "--jsonl"}, input).output);
    ASSERT_GT(lines.size(), 1000u);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const std::string number = std::to_string(i);
        ASSERT_EQ(lines[i]["count"], number.size() + i % 3000);
        for (std::size_t k = 0; k < number.size(); ++k) ASSERT_EQ(lines[i]["ids"][k], number[k]);
    }
    EXPECT_EQ(lines.back()["count"], huge.size());
    input += "\n{\"text\"}\n";
    const ProgramResult failed = cli({"encode", "--tokenizer", "bytes", "--jsonl"}, input);
    EXPECT_EQ(failed.exitCode, 3);
    EXPECT_THAT(failed.messages, HasSubstr("line " + std::to_string(lines.size() + 1)));
    EXPECT_EQ(jsonLines(failed.output).size(), lines.size());
}

TEST_F(Cli, TableOfAFileAndOfAStreamAreThoseOfTheWholeText) {
    const std::string text = longText(), path = file("long.txt", text);
    for (const std::string name : {"bytes", "o200k_base", "bert_base_uncased"}) {
        const auto tokenizer = tokenizerIfPresent(name);
        if (!tokenizer) {
            std::cout << "[ NOTE     ] without " << name << ": its vocabulary is not there\n";
            continue;
        }
        for (const std::string mode : {"plain", "special", "template"}) {
            const SpecialMode special = mode == "plain"     ? SpecialMode::Plain
                                        : mode == "special" ? SpecialMode::Special
                                                            : SpecialMode::Template;
            const std::vector<TokenId> expected = idsOf(encode(*tokenizer, text, special));
            const ProgramResult ofFile = cli({"encode", "--tokenizer", name, "--mode", mode, path});
            ASSERT_EQ(tableIds(ofFile.output), expected) << name << " " << mode;
            EXPECT_THAT(ofFile.messages, HasSubstr(path + " is not valid UTF-8, first at byte " +
                                                   std::to_string(text.find('\xFF')) + " (0xFF)"));
            EXPECT_EQ(cli({"encode", "--tokenizer", name, "--mode", mode}, text).output, ofFile.output);
        }
    }
}

TEST_F(Cli, DecodesToTextToBase64AndToBytes) {
    const ProgramResult lines = cli({"decode", "--tokenizer", "bytes", "--jsonl"},
                                    "{\"ids\":[72,105,10,34]}\n{\"ids\":[255,0]}\n{\"ids\":[]}");
    EXPECT_EQ(lines.exitCode, 0);
    EXPECT_EQ(lines.output, "{\"text\":\"Hi\\n\\\"\"}\n{\"base64\":\"/wA=\"}\n{\"text\":\"\"}\n");
    const ProgramResult plain = cli({"decode", "--tokenizer", "bytes"}, "[72, 105]\n10 255");
    EXPECT_EQ(plain.output, "Hi\n\xFF");
    for (const std::string wrong : {"{\"ids\":[1,-2]}", "{\"ids\":[1.5]}", "{\"ids\":3}", "{\"ids\":[256]}",
                                    "{}", "{\"ids\":[99999999999]}"}) {
        const ProgramResult result =
            cli({"decode", "--tokenizer", "bytes", "--jsonl"}, "{\"ids\":[65]}\n" + wrong);
        EXPECT_EQ(result.exitCode, 3) << wrong;
        EXPECT_EQ(result.output, "{\"text\":\"A\"}\n");
        EXPECT_THAT(result.messages, HasSubstr("standard input, line 2: "));
    }
    EXPECT_EQ(cli({"decode", "--tokenizer", "bytes"}, "72 x").exitCode, 3);
}

TEST_F(Cli, CountsFilesAndAllTogether) {
    const std::string one = file("one.txt", "Hello, world\r\n"),
                      two = file("two.txt", "e\xCC\x81 👨‍👩‍👧 你好");
    const Words words{"count", "--tokenizer", "bytes,characters", "--json", one, two};
    const ProgramResult result = cli(words);
    EXPECT_EQ(result.exitCode, 0);
    const Json counts = Json::parse(result.output);
    ASSERT_EQ(counts["files"].size(), 2u);
    EXPECT_EQ(counts["files"][0], Json({{"file", one},
                                        {"bytes", 14},
                                        {"characters", 13},
                                        {"words", 2},
                                        {"tokens", {{"bytes", 14}, {"characters", 14}}}}));
    EXPECT_EQ(counts["files"][1]["characters"], 6); // é, space, family, space, 你, 好
    EXPECT_EQ(counts["files"][1]["tokens"]["characters"], 11);
    EXPECT_EQ(counts["total"]["bytes"], 14 + 29);
    EXPECT_EQ(counts["total"]["characters"], 19);

    std::istringstream table(cli({"count", "--tokenizer", "bytes", one, two}).output);
    std::string heading, line;
    std::getline(table, heading);
    const std::size_t width = heading.find("file");
    for (const std::string& name : {one, two, std::string("total")}) {
        std::getline(table, line);
        EXPECT_EQ(line.substr(width), name);
    }
}

TEST_F(Cli, ListsTokenizers) {
    const ProgramResult result = cli({"tokenizers", "--json"});
    EXPECT_EQ(result.exitCode, 0);
    std::vector<std::string> names;
    for (const Json& each : Json::parse(result.output)) {
        names.push_back(each.at("name"));
        for (const char* key : {"title", "family", "size", "source", "licence", "present"})
            EXPECT_TRUE(each.contains(key)) << key;
    }
    EXPECT_THAT(names, ::testing::ElementsAre("r50k_base", "cl100k_base", "o200k_base", "llama3", "qwen3",
                                              "deepseek_v3", "mistral_tekken_240718", "bert_base_uncased",
                                              "bytes", "characters"));
    EXPECT_THAT(cli({"tokenizers"}).output, HasSubstr("o200k_base"));
}

TEST_F(Cli, AMissingVocabularyIsFourAndSaysHowToGetIt) {
    ProgramRun run = prepared({"encode", "--tokenizer", "o200k_base"}, "text");
    run.environment["TOKENARIUM_VOCABULARIES"] = folder.string();
    const ProgramResult result = runProgram(run);
    EXPECT_EQ(result.exitCode, 4);
    EXPECT_THAT(result.messages, HasSubstr((folder / "o200k_base.vocab").string()));
    EXPECT_THAT(result.messages, HasSubstr("./run"));
    run.command = prepared({"tokenizers", "--json"}).command;
    for (const Json& each : Json::parse(runProgram(run).output))
        EXPECT_EQ(each.contains("get"), !each.at("present").get<bool>());
    EXPECT_EQ(cli({"encode", "--tokenizer", (folder / "none.txt").string()}).exitCode, 4);
    file("o200k_base.vocab", "not a vocabulary");
    run.command = prepared({"encode", "--tokenizer", "o200k_base"}).command;
    const ProgramResult broken = runProgram(run);
    EXPECT_EQ(broken.exitCode, 3);
    EXPECT_THAT(broken.messages, HasSubstr("o200k_base.vocab"));
}

TEST_F(Cli, InputsThatCannotBeReadAreThree) {
    for (const std::string& path : {(folder / "none").string(), folder.string()}) {
        for (const Words& words : std::vector<Words>{{"encode", "--tokenizer", "bytes", path},
                                                     {"encode", "--tokenizer", "bytes", "--jsonl", path},
                                                     {"decode", "--tokenizer", "bytes", path},
                                                     {"count", "--tokenizer", "bytes", path}}) {
            const ProgramResult result = cli(words);
            EXPECT_EQ(result.exitCode, 3);
            EXPECT_EQ(result.output, "");
            EXPECT_THAT(result.messages, HasSubstr(path + ": cannot be read"));
        }
    }
}

TEST_F(Cli, AFullDiskIsThree) {
    if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
    for (const Words& words :
         std::vector<Words>{{"tokenizers"}, {"encode", "--tokenizer", "bytes"}, {"--help"}}) {
        ProgramRun run = prepared(words, std::string(200000, 'x'));
        run.outputFile = "/dev/full";
        const ProgramResult result = runProgram(run);
        EXPECT_EQ(result.exitCode, 3);
        EXPECT_THAT(result.messages, HasSubstr("standard output: cannot be written"));
    }
}

TEST_F(Cli, AReaderThatGoesAwayIsNoError) {
    ProgramRun run = prepared({"encode", "--tokenizer", "bytes"}, std::string(3000000, 'x'));
    run.closeOutputAfter = 1000;
    const ProgramResult result = runProgram(run);
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.messages, "");
}

TEST_F(Cli, OtherEncodingsOnlyWhenAskedFor) {
    const std::string path = file("utf16.txt", std::string("\xFF\xFEh\0i\0", 6));
    const ProgramResult asBytes = cli({"encode", "--tokenizer", "bytes", path});
    EXPECT_EQ(asBytes.exitCode, 0);
    EXPECT_EQ(tableIds(asBytes.output), (std::vector<TokenId>{0xFF, 0xFE, 'h', 0, 'i', 0}));
    EXPECT_THAT(asBytes.messages, HasSubstr("byte order mark of UTF-16LE"));
    const ProgramResult detected = cli({"encode", "--tokenizer", "bytes", "--encoding", "auto", path});
    EXPECT_EQ(tableIds(detected.output), (std::vector<TokenId>{'h', 'i'}));
    EXPECT_THAT(detected.messages, HasSubstr("read as UTF-16LE"));
    const std::string chinese = file("gb.txt", "\xC4\xE3"); // 你 in GB18030
    EXPECT_EQ(tableIds(cli({"encode", "--tokenizer", "characters", "--encoding", "GB18030", chinese}).output),
              (std::vector<TokenId>{0x4F60}));
}

TEST_F(Cli, StreamsAHundredMegabytesThroughLittleMemory) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "memory says nothing under AddressSanitizer";
#endif
    const std::string line = "A line of ordinary text with a few words in it, 0123456789, and an end.\n";
    std::string block;
    while (block.size() < 1000000) block += line;
    ProgramRun run = prepared({"count", "--tokenizer", "bytes", "--json"});
    std::size_t sent = 0;
    run.moreInput = [&](const auto& write) {
        while (sent < 100000000 && write(block)) sent += block.size();
    };
    const ProgramResult result = runProgram(run);
    ASSERT_EQ(result.exitCode, 0);
    const Json total = Json::parse(result.output)["total"];
    EXPECT_EQ(total["bytes"], sent);
    EXPECT_EQ(total["characters"], sent);
    EXPECT_EQ(total["tokens"]["bytes"], sent);
    if (result.peakMemory == 0) GTEST_SKIP() << "the peak of memory is not known here";
    EXPECT_LT(result.peakMemory, 64u << 20);
}

TEST_F(Cli, TrainTokenizerWritesWhatTheOtherCommandsRead) {
    const std::string text = "the cat sat on the mat, the cat sat.\n<|end|>\n小猫坐在垫子上，小猫。\n";
    const std::string corpus = file("corpus.txt", text);
    for (const std::string kind : {"bpe", "characters"}) {
        const std::string out = (folder / (kind + ".json")).string();
        const Words words = {"train-tokenizer", "--kind", kind, "--size",    "270", "--special",
                             "<|end|>",         "--out",  out,  "--minimum", "2",   "--json"};
        ProgramResult result = cli(Words(words.begin(), words.end()), text + text);
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        EXPECT_THAT(result.messages, HasSubstr("standard input: read, " + std::to_string(2 * text.size())));
        const Json answer = Json::parse(result.output);
        EXPECT_EQ(answer["kind"], kind);
        EXPECT_EQ(answer["size"], 270);
        EXPECT_EQ(answer["bytes"], 2 * text.size());
        EXPECT_EQ(answer["file"], out);

        result = cli({"encode", "--tokenizer", out, "--mode", "special", "--jsonl"},
                     Json{{"text", text}}.dump() + "\n");
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        const Json ids = Json::parse(result.output);
        EXPECT_LT(ids["count"], text.size());
        EXPECT_EQ(std::count(ids["ids"].begin(), ids["ids"].end(), 269), 1);
        result = cli({"decode", "--tokenizer", out, "--jsonl"}, ids.dump() + "\n");
        EXPECT_EQ(Json::parse(result.output)["text"], text) << result.messages;
        result = cli({"count", "--tokenizer", out, "--json", corpus});
        EXPECT_EQ(result.exitCode, 0) << result.messages;
        const auto plain = cli({"encode", "--tokenizer", out, "--jsonl"}, Json{{"text", text}}.dump() + "\n");
        EXPECT_EQ(Json::parse(result.output)["total"]["tokens"][out], Json::parse(plain.output)["count"]);
    }
}

TEST_F(Cli, StoriesAreTheSameForTheSameSeedAndStandBetweenMarkers) {
    const ProgramResult three = cli({"stories", "--language", "en", "--count", "3", "--seed", "7"});
    ASSERT_EQ(three.exitCode, 0) << three.messages;
    std::string joined;
    for (const char* seed : {"7", "8", "9"}) {
        const ProgramResult one = cli({"stories", "--language", "en", "--seed", seed});
        ASSERT_EQ(one.exitCode, 0) << one.messages;
        joined += (joined.empty() ? "" : "<|endoftext|>\n") + one.output;
    }
    EXPECT_EQ(three.output, joined);
    const auto lines = jsonLines(cli({"stories", "--language", "zh", "--count", "2", "--json"}).output);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[1]["seed"], 2);
    EXPECT_THAT(lines[1]["text"].get<std::string>(), HasSubstr("。"));
    EXPECT_EQ(cli({"stories"}).exitCode, 2);
    EXPECT_EQ(cli({"stories", "--language", "fr"}).exitCode, 2);
    EXPECT_EQ(cli({"stories", "--language", "en", "--count", "many"}).exitCode, 2);
}

TEST_F(Cli, TrainTokenizerSaysWhatIsWrong) {
    const std::string out = (folder / "out.json").string(), corpus = file("corpus.txt", "some text");
    const auto run = [&](const std::string& kind, const std::string& size, const Words& more) {
        Words words = {"train-tokenizer", "--kind", kind, "--size", size, "--out", out};
        words.insert(words.end(), more.begin(), more.end());
        return cli(words);
    };
    for (const auto& [result, code, message] :
         {std::tuple{run("words", "300", {corpus}), 2, "there are bpe, characters"},
          {run("bpe", "many", {corpus}), 2, "--size many: a whole number"},
          {run("bpe", "100", {corpus}), 2, "choose 256"},
          {run("characters", "256", {"--special", "<e>", corpus}), 2, "choose 257"},
          {run("bpe", "300", {"--special", "a,,b", corpus}), 2, "no text"},
          {run("bpe", "300", {"--split", "none", corpus}), 2, "there are gpt2, cl100k, o200k"},
          {run("characters", "300", {"--split", "gpt2", corpus}), 2, "--kind bpe only"},
          {run("bpe", "300", {(folder / "no such file").string()}), 3, "cannot be read"}}) {
        EXPECT_EQ(result.exitCode, code) << message;
        EXPECT_THAT(result.messages, HasSubstr(message));
    }
    EXPECT_FALSE(std::filesystem::exists(out));
    EXPECT_EQ(cli({"train-tokenizer", "--help"}).exitCode, 0);
    EXPECT_EQ(cli({"encode", "--tokenizer", file("bad.json", "{\"model\": {}}")}).exitCode, 3);
    EXPECT_EQ(cli({"train-tokenizer", "--kind", "bpe", "--size", "260", "--out",
                   (folder / "no folder" / "x.json").string(), corpus})
                  .exitCode,
              3);
}

class CliVectors : public ::testing::TestWithParam<std::string> {};

TEST_P(CliVectors, GiveTheSameIds) {
    const auto cases = vectorsFolder() / (GetParam() + ".jsonl");
    if (!std::filesystem::exists(cases)) GTEST_SKIP() << "there is no " << cases;
    std::string name = GetParam();
    if (name == "bert_base_chinese") name = vectorsFolder() / "../vocabs/bert-base-chinese.vocab.txt";
    if (name != GetParam() ? !std::filesystem::exists(name) : !tokenizerIfPresent(name))
        GTEST_SKIP() << "the vocabulary of " << name << " is not there";
    std::size_t checked = 0;
    const std::vector<VectorCase> all = readVectors(cases);
    for (const auto& [mode, option] : {std::pair{SpecialMode::Plain, "plain"},
                                       {SpecialMode::Special, "special"},
                                       {SpecialMode::Template, "template"}}) {
        std::string input;
        std::vector<const VectorCase*> wanted;
        for (const VectorCase& each : all) {
            if (each.mode != mode || !each.alternatives.empty()) continue;
            wanted.push_back(&each);
            input += Json{{"text", each.text}}.dump() + "\n";
        }
        const ProgramResult result = cli({"encode", "--tokenizer", name, "--mode", option, "--jsonl"}, input);
        ASSERT_EQ(result.exitCode, 0) << result.messages;
        const std::vector<Json> lines = jsonLines(result.output);
        ASSERT_EQ(lines.size(), wanted.size());
        for (std::size_t i = 0; i < lines.size(); ++i)
            ASSERT_EQ(lines[i]["ids"].get<std::vector<TokenId>>(), wanted[i]->ids)
                << "line " << wanted[i]->line;
        checked += lines.size();
    }
    EXPECT_GT(checked, 0u);
    std::cout << "[ CHECKED  ] " << checked << " cases of " << GetParam() << "\n";
}

INSTANTIATE_TEST_SUITE_P(Vectors, CliVectors,
                         ::testing::Values("r50k_base", "cl100k_base", "o200k_base", "llama3", "qwen3",
                                           "deepseek_v3", "mistral_tekken_240718", "bert_base_uncased",
                                           "bert_base_chinese"),
                         [](const auto& each) { return each.param; });
