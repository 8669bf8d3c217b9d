// SPDX-License-Identifier: GPL-3.0-or-later
// Runs generate, evaluate, model, trace and signature of the real program on a small model made here, and on
// stories260K where it is.
#include "engine/backend/cpu_backend.h"
#include "engine/model/evaluation.h"
#include "engine/model/export_model.h"
#include "engine/model/sampling.h"
#include "engine/text/character_vocabulary.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tokenarium {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ProgramResult;
using testing::TemporaryFolder;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

/// A folder with the model "poems" (random weights, Chinese characters) and with nothing else that is
/// installed.
class ModelCommands : public ::testing::Test {
protected:
    ModelCommands() {
        model.tokenizer = createCharacterTokenizer(
            CharacterVocabulary::create({U'a', U'b', U' ', U'春', U'眠', U'。'}, {"<|begin|>", "<|end|>"}));
        const Vocabulary& vocabulary = model.tokenizer->vocabulary();
        model.name = "poems";
        model.config = testing::smallLlama();
        model.config.queryKeyNorm = model.config.queryKeyValueBias = model.config.attentionOutputBias =
            model.config.feedForwardBias = false;
        model.config.width = 32;
        model.config.headWidth = 8;
        model.config.feedForwardWidth = 64;
        model.config.positions = 16;
        model.config.vocabularySize = vocabulary.size();
        model.weights = testing::randomWeights(model.config, backend);
        model.marks = {vocabulary.find("<|begin|>"), true, {*vocabulary.find("<|end|>")}, {}, {}, {}};
        std::filesystem::create_directories(folder / "poems");
        exportSafetensors(model, backend, folder / "poems/model.safetensors", DType::F32);
    }

    ProgramResult cli(const Words& words, const std::string& input = {}) {
        testing::ProgramRun run;
        run.command = {TOKENARIUM_CLI};
        run.command.insert(run.command.end(), words.begin(), words.end());
        run.input = input;
        run.environment["TOKENARIUM_MODELS"] = folder.path().string();
        return testing::runProgram(run);
    }
    Json json(const Words& words, const std::string& input = {}) {
        const ProgramResult result = cli(words, input);
        EXPECT_EQ(result.exitCode, 0) << result.messages;
        return result.exitCode == 0 ? Json::parse(result.output) : Json();
    }
    void expectSentence(const Words& words, int code, const std::string& sentence) {
        const ProgramResult result = cli(words);
        EXPECT_EQ(result.exitCode, code) << sentence;
        EXPECT_THAT(result.messages, HasSubstr(sentence));
        EXPECT_EQ(result.output, "");
    }

    /// What generating means, without a cache: the likeliest token after everything, again and again.
    std::vector<TokenId> greedy(std::vector<TokenId> ids, std::size_t count) {
        const std::size_t before = ids.size();
        while (ids.size() < before + count) {
            const auto logits = testing::logitsOf(model.config, model.weights, backend, ids);
            const TokenId next =
                chooseToken(std::span(logits).last(model.config.vocabularySize), {}, {.temperature = 0}, 0)
                    .token;
            if (next == model.marks.ends[0]) break;
            ids.push_back(next);
        }
        return {ids.begin() + static_cast<std::ptrdiff_t>(before), ids.end()};
    }

    CpuBackend backend;
    OpenedModel model;
    TemporaryFolder folder;
};

TEST_F(ModelCommands, GreedyTextIsThatOfTheModel) {
    for (const std::string prompt : {"春眠", "", "a b"}) {
        std::vector<TokenId> ids = {*model.marks.beginning};
        model.tokenizer->encodeIds(prompt, ids);
        const std::vector<TokenId> expected = greedy(ids, 6);
        const Json answer = json({"generate", "--model", "poems", "--prompt", prompt, "--greedy",
                                  "--max-tokens", "6", "--json", "--top", "2"});
        EXPECT_EQ(answer["ids"], Json(expected)) << prompt;
        EXPECT_EQ(answer["stop"], expected.size() == 6 ? "length" : "end");
        for (const char* key : {"ttft_s", "itl_s", "tokens_per_s"})
            EXPECT_GE(answer["timing"][key].get<double>(), 0) << key;
        ASSERT_EQ(answer["top"].size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            EXPECT_EQ(answer["top"][i][0]["id"], expected[i]);
            EXPECT_GE(answer["top"][i][0]["probability"], answer["top"][i][1]["probability"]);
        }
        const ProgramResult people = cli({"generate", "--model", (folder / "poems").string(), "--prompt",
                                          prompt, "--greedy", "--max-tokens", "6"});
        EXPECT_EQ(people.output, answer["text"].get<std::string>() + "\n");
        EXPECT_THAT(people.messages, AllOf(HasSubstr("stopped by"), HasSubstr("tokens/s")));
    }
}

TEST_F(ModelCommands, TextIsUtf8WhateverTheModelSays) {
    // Most of this vocabulary are bytes, and the weights are random: the text is full of broken characters.
    const Json answer = json({"generate", "--model", "poems", "--prompt", "", "--seed", "5", "--temperature",
                              "5", "--max-tokens", "15", "--json"});
    EXPECT_THAT(answer["text"].get<std::string>(), HasSubstr("\uFFFD"));
}

TEST_F(ModelCommands, TheSeedDecidesAndIsTold) {
    const auto with = [&](const std::string& seed) {
        return json({"generate", "--model",
                     "poems",    "--prompt",
                     "a",        "--temperature",
                     "3",        "--top-k",
                     "200",      "--top-p",
                     "0.99",     "--min-p",
                     "0.0001",   "--repetition-penalty",
                     "1.1",      "--seed",
                     seed,       "--max-tokens",
                     "10",       "--json"});
    };
    const Json first = with("1");
    EXPECT_EQ(first["seed"], 1);
    EXPECT_EQ(first["ids"], with("1")["ids"]);
    EXPECT_NE(first["ids"], with("2")["ids"]);
    EXPECT_TRUE(json({"generate", "--model", "poems", "--prompt", "a", "--max-tokens", "1", "--json"})["seed"]
                    .is_number_unsigned());
}

TEST_F(ModelCommands, TheContextIsAWall) {
    const std::string full(15, 'a'); // and the mark of beginning
    const Json answer = json(
        {"generate", "--model", "poems", "--prompt", full, "--seed", "1", "--max-tokens", "9", "--json"});
    if (answer["stop"] != "end") {
        EXPECT_EQ(answer["stop"], "context");
        EXPECT_EQ(answer["ids"].size(), 1U);
    }
    expectSentence({"generate", "--model", "poems", "--prompt", full + "a"}, 3,
                   "The text is 17 tokens long, but this model reads 16 at most");
    EXPECT_EQ(json({"generate", "--model", "poems", "--prompt", "a", "--max-tokens", "0", "--json"})["ids"],
              Json::array());
}

TEST_F(ModelCommands, WrongUseAndMissingThingsAreSaid) {
    expectSentence({"generate", "--prompt", "a"}, 2, "--model is needed");
    expectSentence({"generate", "--model", "poems"}, 2, "--prompt is needed");
    expectSentence({"generate", "--model", "gpt9", "--prompt", "a"}, 2, "gpt9: no such model");
    expectSentence({"generate", "--model", "stories", "--prompt", "a"}, 4,
                   "stories: this model is not installed");
    expectSentence({"generate", "--model", "./no.gguf", "--prompt", "a"}, 4,
                   "there is no such file or folder");
    expectSentence({"generate", "--model", "poems", "--tokenizer", "no.json", "--prompt", "a"}, 4, "no.json");
    expectSentence({"generate", "--model", "poems", "--prompt", "a", "--greedy", "--temperature", "1"}, 2,
                   "exclude");
    expectSentence({"generate", "--model", "poems", "--prompt", "a", "--top-p", "1.5"}, 2,
                   "--top-p 1.5: a number from 0 to 1");
    expectSentence({"generate", "--model", "poems", "--prompt", "a", "--top-k", "x"}, 2,
                   "--top-k x: a whole number");
    expectSentence({"generate", "--model", "poems", "--prompt", "a", "--device", "tpu"}, 2,
                   "there are cpu, cuda");
    testing::writeFile(folder / "bad.gguf", "GGUF damaged");
    expectSentence({"generate", "--model", (folder / "bad.gguf").string(), "--prompt", "a"}, 3, "bad.gguf");
    expectSentence({"model", (folder / "bad.gguf").string()}, 3, "bad.gguf");
    expectSentence({"model"}, 2, "one model is needed");
    expectSentence({"model", "poems", "--export", "x.bin"}, 2, ".safetensors or .gguf");
    expectSentence({"model", "poems", "--export", "x.gguf", "--type", "I8"}, 2, "--type I8: not possible");
    expectSentence({"trace", "--model", "poems", "--prompt", "a"}, 2, "--out FILE.npz or --json");
    expectSentence({"trace", "--model", "poems", "--prompt", "a", "--json", "--steps", "nonsense"}, 2,
                   "no such step");
    const ProgramResult cuda = cli({"generate", "--model", "poems", "--prompt", "a", "--device", "cuda"});
    EXPECT_EQ(cuda.exitCode, 4);
    EXPECT_THAT(cuda.messages, AllOf(HasSubstr("--device cuda: "), HasSubstr("use --device cpu")));
}

TEST_F(ModelCommands, AModelWithoutAMarkNeedsAPrompt) {
    OpenedModel without = model;
    without.marks = {};
    std::filesystem::create_directories(folder / "plain");
    exportSafetensors(without, backend, folder / "plain/model.safetensors", DType::F32);
    const std::string path = (folder / "plain").string();
    expectSentence({"generate", "--model", path, "--prompt", ""}, 3, "the prompt is empty");
    EXPECT_EQ(cli({"generate", "--model", path, "--prompt", "a", "--max-tokens", "2"}).exitCode, 0);
    expectSentence({"evaluate", "--model", path, (folder / "poems/config.json").string()}, 3, "no end mark");
}

TEST_F(ModelCommands, EvaluateIsTheScoreOfEveryDocument) {
    const std::vector<std::string> texts = {"春眠。", "ab ab a€", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ""};
    Evaluator evaluator(model, backend);
    std::string lines;
    for (const std::string& text : texts) {
        evaluator.add(evaluationDocument(model, text));
        lines += Json({{"text", text}, {"other", 1}}).dump() + "\n";
    }
    const EvaluationResult expected = evaluator.finish();
    const Json answer = json({"evaluate", "--model", "poems", "--jsonl", "--json"}, lines);
    EXPECT_EQ(answer["documents"], 4);
    EXPECT_EQ(answer["chars"], 3 + 8 + 33);
    EXPECT_EQ(answer["tokens"], expected.tokens);
    EXPECT_NEAR(answer["nats_per_char"], expected.natsPerCharacter(), 1e-6);
    EXPECT_NEAR(answer["bits_per_char"], expected.bitsPerCharacter(), 1e-6);
    EXPECT_NEAR(answer["nats_per_token"], expected.natsPerToken(), 1e-6);

    testing::writeFile(folder / "one.txt", "ab\nab");
    Evaluator one(model, backend);
    one.add(evaluationDocument(model, "ab\nab"));
    const Json whole = json({"evaluate", "--model", "poems", "--json", (folder / "one.txt").string()});
    EXPECT_EQ(whole["documents"], 1);
    EXPECT_EQ(whole["chars"], 5);
    EXPECT_NEAR(whole["nats_per_char"], one.finish().natsPerCharacter(), 1e-6);
    const ProgramResult table = cli({"evaluate", "--model", "poems", (folder / "one.txt").string()});
    EXPECT_THAT(table.output, HasSubstr("bits/character"));
    const ProgramResult bad =
        cli({"evaluate", "--model", "poems", "--jsonl"}, "{\"text\": \"a\"}\n{\"ids\": [1]}\n");
    EXPECT_EQ(bad.exitCode, 3);
    EXPECT_THAT(bad.messages, HasSubstr("line 2: a line needs \"text\""));
}

/// What the message about times says of the bytes read for a token.
double megabytesSaid(const ProgramResult& result) {
    const std::size_t at = result.messages.find("Bound: ");
    EXPECT_NE(at, std::string::npos) << result.messages;
    return at == std::string::npos ? 0 : std::stod(result.messages.substr(at + 7));
}

TEST_F(ModelCommands, WeightsAreKeptAsAskedAndTheBoundCountsThem) {
    const std::string text = "ab春眠 ab";
    testing::writeFile(folder / "one.txt", text);
    std::map<std::string, double> megabytes, nats;
    std::map<std::string, std::string> written;
    for (const auto& [form, storage] :
         {std::pair("", WeightStorage::AsInFile), std::pair("f32", WeightStorage::F32),
          std::pair("bf16", WeightStorage::BF16), std::pair("f16", WeightStorage::F16),
          std::pair("8bit", WeightStorage::Q8_0)}) {
        const OpenedModel stored = openModel(folder / "poems", backend, std::nullopt, storage);
        Evaluator evaluator(stored, backend);
        evaluator.add(evaluationDocument(stored, text));
        Words words = {"evaluate", "--model", "poems", "--json", (folder / "one.txt").string()};
        Words generate = {"generate", "--model", "poems", "--prompt", "ab", "--seed", "1"};
        for (Words* one : {&words, &generate})
            if (*form) one->insert(one->end(), {"--store", form});
        nats[form] = json(words)["nats_per_char"];
        EXPECT_NEAR(nats[form], evaluator.finish().natsPerCharacter(), 1e-9) << form;
        const ProgramResult generated = cli(generate);
        megabytes[form] = megabytesSaid(generated);
        written[form] = generated.output;
    }
    EXPECT_EQ(nats[""], nats["f32"]);
    EXPECT_EQ(written[""], written["f32"]) << "the first token reads the file, the others what was laid out";
    for (const char* form : {"bf16", "f16", "8bit"}) {
        EXPECT_NE(nats[form], nats["f32"]) << form;
        EXPECT_NEAR(nats[form], nats["f32"], 0.05) << form;
    }
    // Without the table, of which a row is read. Norms stay F32, and a token reads some activations too.
    double matrices = 0;
    Weights weights = model.weights;
    forEachTensor(weights, [&](const Tensor& tensor) {
        const bool read = tensor.shape.rank() == 2 && tensor.name != "embed.tokens.weight";
        if (read) matrices += static_cast<double>(tensor.shape.elements()) / 1e6;
    });
    EXPECT_EQ(megabytes[""], megabytes["f32"]);
    EXPECT_NEAR(megabytes["f32"] - megabytes["bf16"], 2 * matrices, 0.1 * matrices);
    EXPECT_NEAR(megabytes["f16"], megabytes["bf16"], 0.001);
    EXPECT_NEAR(megabytes["f32"] - megabytes["8bit"], (4 - 34 / 32.0) * matrices, 0.1 * matrices);
    EXPECT_GT(megabytes["f32"], 4 * matrices);
    EXPECT_LT(megabytes["f32"], 6 * matrices);
    const Json steps = json({"trace", "--model", "poems", "--prompt", "a", "--json", "--store", "bf16",
                             "--steps", "logits", "--threads", "2"});
    const OpenedModel rounded = openModel(folder / "poems", backend, std::nullopt, WeightStorage::BF16);
    const std::vector<TokenId> ids = steps["ids"];
    EXPECT_LE(testing::largestDifference(steps["steps"][0]["values"].get<std::vector<float>>(),
                                         testing::logitsOf(rounded.config, rounded.weights, backend, ids)),
              1e-5);
    expectSentence({"evaluate", "--model", "poems", "--store", "4bit"}, 2,
                   "--store 4bit: not known; there are f32, bf16, f16, 8bit");
}

TEST_F(ModelCommands, ThreadsChangeNoNumber) {
    const Words words = {"generate", "--model", "poems",        "--prompt", "ab",
                         "--seed",   "3",       "--max-tokens", "9"};
    for (const char* threads : {"", "1", "2", "5"}) {
        Words more = words;
        if (*threads) more.insert(more.end(), {"--threads", threads});
        const ProgramResult result = cli(more);
        EXPECT_EQ(result.output, cli(words).output);
        const std::string count = *threads ? threads : "1"; // so small a model gains nothing by more
        EXPECT_THAT(result.messages, HasSubstr("with " + count + " thread" + (count == "1" ? " " : "s ")));
    }
    for (const char* bad : {"0", "1025", "-1", "two", ""})
        expectSentence({"generate", "--model", "poems", "--prompt", "a", "--threads", bad}, 2,
                       std::string("--threads ") + bad + ": a whole number from 1 to 1024");
    expectSentence({"evaluate", "--model", "poems", "--threads", "0"}, 2, "--threads 0");
}

/// The rows that round the table up are given numbers that would always win.
TEST_F(ModelCommands, RowsWithoutATokenAreNeverChosen) {
    OpenedModel padded = model;
    const std::size_t tokens = model.config.vocabularySize, rows = (tokens + 63) / 64 * 64 + 128;
    padded.config.vocabularySize = rows;
    for (const auto& [from, to] : {std::pair(&model.weights.tokens, &padded.weights.tokens),
                                   std::pair(&model.weights.head, &padded.weights.head)}) {
        std::vector<float> values = backend.read(*from);
        for (std::size_t i = 0; values.size() < rows * model.config.width; ++i)
            values.push_back(100 * values[i]);
        *to = backend.allocate(from->name, {rows, model.config.width});
        backend.write(values, *to);
    }
    std::filesystem::create_directories(folder / "padded");
    exportSafetensors(padded, backend, folder / "padded/model.safetensors", DType::F32);
    const std::string path = (folder / "padded").string();
    std::vector<TokenId> ids = {*model.marks.beginning};
    model.tokenizer->encodeIds("春眠", ids);
    const auto all = testing::logitsOf(padded.config, padded.weights, backend, ids);
    const auto last = std::span(all).last(rows);
    EXPECT_GE(std::max_element(last.begin(), last.end()) - last.begin(), static_cast<std::ptrdiff_t>(tokens));
    EXPECT_EQ(json({"generate", "--model", path, "--prompt", "春眠", "--greedy", "--max-tokens", "6",
                    "--json"})["ids"],
              Json(greedy(ids, 6)));
    const Json listed = json({"generate", "--model", path, "--prompt", "春眠", "--temperature", "2", "--seed",
                              "8", "--max-tokens", "1", "--json", "--top", "1000"});
    double sum = 0;
    for (const Json& one : listed["top"][0]) {
        EXPECT_LT(one["id"], tokens);
        sum += one["probability"].get<double>();
    }
    EXPECT_NEAR(sum, 1, 1e-9);
    // In the score they are possible, as in that of other programs, and so take their share.
    const auto nats = [&](const std::string& name) {
        return json({"evaluate", "--model", name, "--json",
                     (folder / "poems/config.json").string()})["nats_per_char"]
            .get<double>();
    };
    EXPECT_GT(nats(path), nats("poems") + 1);
}

TEST_F(ModelCommands, ModelListsAndReconcilesTensors) {
    const Json answer = json({"model", "poems", "--json"});
    std::uint64_t sum = 0, parts = 0;
    for (const Json& tensor : answer["tensors"]) {
        std::uint64_t elements = 1;
        for (const std::uint64_t size : tensor["shape"]) elements *= size;
        EXPECT_EQ(tensor["bytes"], 4 * elements);
        sum += elements;
    }
    for (const auto& [key, value] : answer["breakdown"].items()) parts += value.get<std::uint64_t>();
    EXPECT_EQ(answer["total"], sum);
    EXPECT_EQ(parts, sum);
    EXPECT_EQ(answer["expected"], sum);
    EXPECT_EQ(answer["agrees"], true);
    std::string config = testing::readFile(folder / "poems/config.json");
    config.replace(config.find("\"num_hidden_layers\": 2"), 22, "\"num_hidden_layers\": 3");
    testing::writeFile(folder / "poems/config.json", config);
    const ProgramResult more = cli({"model", "poems"});
    EXPECT_EQ(more.exitCode, 1);
    EXPECT_THAT(more.output, HasSubstr("missing or of another shape: block.2.attention.query.weight"));
}

TEST_F(ModelCommands, ExportsSayTheSame) {
    const Words prompt = {"--prompt", "春", "--greedy", "--max-tokens", "5", "--json"};
    const auto generated = [&](const std::string& name) {
        Words words = {"generate", "--model", name};
        words.insert(words.end(), prompt.begin(), prompt.end());
        return json(words)["ids"];
    };
    const Json expected = generated("poems");
    std::filesystem::create_directories(folder / "out");
    for (const auto& [file, type] : {std::pair("out/m.safetensors", "F32"), std::pair("m.gguf", "F32")}) {
        const std::string target = (folder / file).string();
        EXPECT_EQ(cli({"model", "poems", "--export", target, "--type", type}).exitCode, 0);
        EXPECT_EQ(generated(target), expected) << file;
    }
    for (const auto& [file, type, stored] :
         {std::tuple("out/m.safetensors", "I8", "I8"), std::tuple("m.gguf", "", "Q8_0"),
          std::tuple("out/m.safetensors", "", "BF16")}) {
        const std::string target = (folder / file).string();
        Words words = {"model", "poems", "--export", target};
        if (*type) words.insert(words.end(), {"--type", type});
        EXPECT_EQ(cli(words).exitCode, 0);
        const Json listed = json({"model", target, "--json"});
        EXPECT_EQ(listed["total"], json({"model", "poems", "--json"})["total"]) << stored;
        EXPECT_THAT(listed["tensors"].dump(), HasSubstr(std::string("\"dtype\":\"") + stored));
        EXPECT_EQ(listed["unused"], Json::array());
        generated(target);
    }
    EXPECT_TRUE(exists(folder / "out/tokenizer.json"));
    EXPECT_TRUE(exists(folder / "out/config.json"));
    const ProgramResult nowhere = cli({"model", "poems", "--export", (folder / "no/such/m.gguf").string()});
    EXPECT_EQ(nowhere.exitCode, 3);
}

TEST_F(ModelCommands, TraceHasEveryStep) {
    const Json answer = json({"trace", "--model", "poems", "--prompt", "a春", "--json"});
    EXPECT_EQ(answer["ids"].size(), 3U);
    const Json* probs = nullptr;
    const Json* masked = nullptr;
    const Json* logits = nullptr;
    for (const Json& step : answer["steps"]) {
        if (step["output"] == "block.1.attention.probs") probs = &step;
        if (step["output"] == "block.1.attention.masked") masked = &step;
        if (step["output"] == "logits") logits = &step;
    }
    ASSERT_TRUE(probs && masked && logits);
    EXPECT_EQ((*probs)["shape"], Json({4, 3, 3}));
    EXPECT_EQ((*probs)["hook"], "blocks.1.attn.hook_pattern");
    EXPECT_NEAR((*probs)["values"][3].get<double>() + (*probs)["values"][4].get<double>(), 1, 1e-5);
    EXPECT_TRUE((*masked)["values"][1].is_null()); // what is yet to come
    const std::vector<TokenId> ids = answer["ids"];
    const auto expected = testing::logitsOf(model.config, model.weights, backend, ids);
    EXPECT_LE(testing::largestDifference((*logits)["values"].get<std::vector<float>>(), expected), 1e-5);

    const std::string file = (folder / "t.npz").string();
    EXPECT_EQ(cli({"trace", "--model", "poems", "--prompt", "a", "--out", file, "--hooks"}).exitCode, 0);
    EXPECT_THAT(testing::readFile(file),
                AllOf(HasSubstr("blocks.0.attn.hook_pattern.npy"), HasSubstr("ids.npy")));
    const Json one = json(
        {"trace", "--model", "poems", "--prompt", "a", "--json", "--steps", "logits,blocks.0.attn.hook_q"});
    ASSERT_EQ(one["steps"].size(), 2U);
    EXPECT_EQ(one["steps"][0]["output"], "block.0.attention.query");
}

TEST_F(ModelCommands, SignatureIsTheSameEveryTime) {
    const std::string first = cli({"signature"}).output;
    EXPECT_THAT(first, ::testing::ContainsRegex("^prediction [0-9a-f]+ training [0-9a-f]+\n$"));
    EXPECT_EQ(cli({"signature"}).output, first);
    const Json answer = json({"signature", "--json"});
    EXPECT_THAT(first, AllOf(HasSubstr(answer["prediction"]), HasSubstr(answer["training"])));
}

TEST_F(ModelCommands, StoriesAreToldAsByTheReference) {
    const auto models = testing::modelsFolder();
    if (!exists(models / "stories260K.bin")) GTEST_SKIP() << "skipped: no stories260K.bin in " << models;
    const Json expected = testing::readJson(models / "stories260K.expected.json");
    for (const Json& one : expected["cases"]) {
        const std::vector<TokenId> all = one["greedy_ids"];
        const std::size_t given = one["prompt_ids"].size();
        const Json answer = json({"generate", "--model", (models / "stories260K.bin").string(), "--tokenizer",
                                  (models / "tok512.bin").string(), "--prompt", one["prompt"], "--greedy",
                                  "--max-tokens", std::to_string(all.size() - given), "--json"});
        EXPECT_EQ(answer["ids"],
                  Json(std::vector<TokenId>(all.begin() + static_cast<std::ptrdiff_t>(given), all.end())));
        EXPECT_THAT(answer["text"].get<std::string>(), HasSubstr("there was a little girl named Lily."));
    }
    const Json listed = json({"model", (models / "stories260K.bin").string(), "--json"});
    EXPECT_EQ(listed["total"], 260032);
}

} // namespace
} // namespace tokenarium
