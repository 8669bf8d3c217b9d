// SPDX-License-Identifier: GPL-3.0-or-later
// tokenizer.json: what is written is read again, other programs get the same ids, everything else is refused
// by name.
#include "engine/text/byte_level_spelling.h"
#include "engine/text/byte_pair.h"
#include "engine/text/byte_pair_trainer.h"
#include "engine/text/bytes_and_characters.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/tokenizer_catalog.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/tokenizer_json_parts.h"
#include "tests/support/random_text.h"
#include "tests/support/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <functional>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr const char* sample =
    "Once upon a time there was a little cat. The cat sat on the mat, and the mat was flat.\n"
    "从前，有一只小猫。小猫坐在垫子上，垫子很平。\n";
constexpr const char* other = "The little bat sat, the cat's 42 mats!\n\n小猫和小狗\té<|end|> \U0001f600";

std::shared_ptr<const TextTokenizer> bytePairs(SplitRule rule = SplitRule::Gpt2, std::size_t size = 300) {
    BytePairTrainerOptions options;
    options.vocabularySize = size;
    options.splitRule = rule;
    options.specialTokens = {"<|end|>", "<|zh|>"};
    BytePairTrainer trainer(options);
    trainer.add(sample);
    return createBytePair(PackedVocabulary::create(trainer.train().source));
}

std::shared_ptr<const TextTokenizer> characters() {
    CharacterTrainerOptions options;
    options.vocabularySize = 256 + 20 + 1;
    options.specialTokens = {"<|end|>"};
    CharacterTrainer trainer(options);
    trainer.add(sample);
    return createCharacterTokenizer(trainer.train().vocabulary);
}

void expectSame(const TextTokenizer& read, const TextTokenizer& original) {
    ASSERT_EQ(read.vocabulary().size(), original.vocabulary().size());
    for (TokenId id = 0; id < original.vocabulary().size(); ++id) {
        ASSERT_EQ(read.vocabulary().entry(id), original.vocabulary().entry(id)) << id;
        ASSERT_EQ(read.vocabulary().kind(id), original.vocabulary().kind(id)) << id;
    }
    RandomText random(5);
    for (int round = 0; round < 300; ++round) {
        const std::string text = random.any(50) + "the cat 小猫" + random.any(10) + "<|end|>";
        for (const SpecialMode mode : {SpecialMode::Plain, SpecialMode::Special})
            ASSERT_EQ(encode(read, text, mode).tokens, encode(original, text, mode).tokens);
    }
}

std::string messageOf(const std::string& content) {
    try {
        loadTokenizerJson(content, "FILE");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "read";
}

/// What is said of a good file after `change`.
std::string messageAfter(const TextTokenizer& good, const std::function<void(Json&)>& change) {
    Json json = Json::parse(createTokenizerJson(good));
    change(json);
    return messageOf(json.dump());
}

std::vector<TokenId> idsWithSpecials(const TextTokenizer& tokenizer, std::string_view text) {
    return idsOf(encode(tokenizer, text, SpecialMode::Special));
}

} // namespace

TEST(TokenizerJson, ComesBackAsItWas) {
    for (const SplitRule rule : splitRulesWithExpressions) {
        const auto original = bytePairs(rule);
        const std::string json = createTokenizerJson(*original);
        const auto read = loadTokenizerJson(json, "x");
        EXPECT_EQ(dynamic_cast<const PackedVocabulary&>(read->vocabulary()).splitRule(), rule);
        expectSame(*read, *original);
        EXPECT_EQ(createTokenizerJson(*read), json);
    }
    const std::string json = createTokenizerJson(*characters());
    expectSame(*loadTokenizerJson(json, "x"), *characters());
    EXPECT_EQ(createTokenizerJson(*loadTokenizerJson(json, "x")), json);
}

// The ids are those of Hugging Face's tokenizers 0.23.2 for the very same files.
TEST(TokenizerJson, OtherProgramsGetTheSameIds) {
    EXPECT_EQ(idsWithSpecials(*bytePairs(), other),
              (std::vector<TokenId>{84,  258, 32,  108, 105, 116, 116, 108, 101, 32,  98,  256, 32,  115, 256,
                                    44,  261, 278, 39,  115, 32,  52,  50,  279, 115, 33,  10,  10,  282, 260,
                                    146, 140, 276, 139, 151, 9,   195, 169, 283, 32,  240, 159, 152, 128}));
    EXPECT_EQ(idsWithSpecials(*characters(), other),
              (std::vector<TokenId>{84,  260, 259, 256, 263, 268, 257, 257, 263, 259, 256, 98,  258, 257, 256,
                                    265, 258, 257, 44,  256, 257, 260, 259, 256, 262, 258, 257, 39,  265, 256,
                                    52,  50,  256, 264, 258, 257, 265, 33,  266, 266, 274, 275, 229, 146, 140,
                                    274, 231, 139, 151, 9,   195, 169, 276, 256, 240, 159, 152, 128}));
}

TEST(TokenizerJson, SpellsBytesAsGpt2Does) {
    EXPECT_EQ(spellBytes(" a\n\xff"), "ĠaĊÿ");
    EXPECT_EQ(spellBytes(std::string("\0\xad\x7f", 3)), "ĀŃġ");
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    EXPECT_EQ(readSpelledBytes(spellBytes(all)), all);
    EXPECT_EQ(readSpelledBytes("a b"), std::nullopt);
    EXPECT_EQ(readSpelledBytes("山"), std::nullopt);
}

TEST(TokenizerJson, ReadsOtherWaysToSayTheSame) {
    const auto original = bytePairs();
    Json json = Json::parse(createTokenizerJson(*original));
    json["post_processor"] = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", false}};
    json["pre_tokenizer"].erase("use_regex");
    json["model"].erase("type");
    json["model"].erase("ignore_merges");
    json["model"]["continuing_subword_prefix"] = "";
    for (Json& merge : json["model"]["merges"]) {
        const std::string text = merge;
        merge = {text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1)};
    }
    for (const Json& special : json["added_tokens"])
        json["model"]["vocab"].erase(special["content"].get<std::string>());
    expectSame(*loadTokenizerJson(json.dump(), "x"), *original);
}

TEST(TokenizerJson, ReadsAndWritesNormalization) {
    const auto original = bytePairs(SplitRule::Qwen);
    Json json = Json::parse(createTokenizerJson(*original));
    json["normalizer"] = {{"type", "NFC"}};
    json["added_tokens"][0]["special"] = false;
    const auto read = loadTokenizerJson(json.dump(), "x");
    EXPECT_EQ(idsOf(encode(*read, "cafe\u0301")), idsOf(encode(*original, "caf\u00e9")));
    EXPECT_EQ(Json::parse(createTokenizerJson(*read))["normalizer"], json["normalizer"]);
    json["normalizer"] = {{"type", "Sequence"}, {"normalizers", Json::array()}};
    expectSame(*loadTokenizerJson(json.dump(), "x"), *original);
}

/// As DeepSeek's file has them.
TEST(TokenizerJson, ReadsExpressionsWithLineBreaksInThem) {
    const auto original = bytePairs(SplitRule::DeepSeek);
    Json json = Json::parse(createTokenizerJson(*original));
    Json& regex = json["pre_tokenizer"]["pretokenizers"][2]["pattern"]["Regex"];
    std::string expression = regex;
    for (const auto& [written, character] : {std::pair{"\\r", "\r"}, {"\\n", "\n"}})
        for (std::size_t at; (at = expression.find(written)) != std::string::npos;)
            expression.replace(at, 2, character);
    regex = expression;
    expectSame(*loadTokenizerJson(json.dump(), "x"), *original);
    json["pre_tokenizer"]["pretokenizers"].erase(1);
    EXPECT_THAT(messageOf(json.dump()), HasSubstr("together with the next ones"));
}

TEST(TokenizerJson, SaysWhatIsNotSupportedAndWhere) {
    const auto good = bytePairs();
    const auto after = [&](const std::function<void(Json&)>& change) { return messageAfter(*good, change); };
    EXPECT_EQ(after([](Json&) {}), "read");
    EXPECT_THAT(after([](Json& json) {
                    json["normalizer"] = {{"type", "NFKC"}};
                }),
                AllOf(StartsWith("FILE: normalizer is {\"type\":\"NFKC\"}, which is not supported"),
                      HasSubstr("train-tokenizer")));
    EXPECT_THAT(after([](Json& json) {
                    json["normalizer"] = {{"type", "NFC"}};
                    json["added_tokens"][1]["normalized"] = true;
                }),
                HasSubstr("added_tokens[1].normalized is true"));
    EXPECT_THAT(after([](Json& json) { json["model"]["type"] = "Unigram"; }),
                HasSubstr("model.type is \"Unigram\""));
    EXPECT_THAT(after([](Json& json) { json["model"]["unk_token"] = "<unk>"; }),
                HasSubstr("model.unk_token"));
    EXPECT_THAT(after([](Json& json) { json["model"]["dropout"] = 0.1; }), HasSubstr("model.dropout is 0.1"));
    EXPECT_THAT(after([](Json& json) { json["model"]["news"] = 1; }),
                HasSubstr("model.news is not supported"));
    EXPECT_THAT(after([](Json& json) { json["pre_tokenizer"]["type"] = "Metaspace"; }),
                HasSubstr("pre_tokenizer is of type Metaspace"));
    EXPECT_THAT(after([](Json& json) { json["pre_tokenizer"]["add_prefix_space"] = true; }),
                HasSubstr("pre_tokenizer.add_prefix_space is true"));
    EXPECT_THAT(after([](Json& json) { json["pre_tokenizer"]["use_regex"] = false; }),
                HasSubstr("does not split"));
    EXPECT_THAT(after([](Json& json) {
                    json["post_processor"] = {{"type", "TemplateProcessing"}};
                }),
                HasSubstr("TemplateProcessing"));
    EXPECT_THAT(after([](Json& json) { json["decoder"] = nullptr; }), HasSubstr("decoder is missing"));
    EXPECT_THAT(after([](Json& json) { json["truncation"] = {{"max_length", 5}}; }), HasSubstr("truncation"));
    EXPECT_THAT(after([](Json& json) { json["added_tokens"][1]["lstrip"] = true; }),
                HasSubstr("added_tokens[1].lstrip is true"));
    EXPECT_THAT(after([](Json& json) { json["added_tokens"][0]["special"] = 1; }),
                HasSubstr("added_tokens[0].special"));
    EXPECT_THAT(after([](Json& json) {
                    const std::string changed = json["added_tokens"][0]["content"].get<std::string>() + "<";
                    json["model"]["vocab"][changed] = json["added_tokens"][0]["id"];
                    json["model"]["vocab"].erase(json["added_tokens"][0]["content"].get<std::string>());
                    json["added_tokens"][0]["content"] = changed;
                    json["added_tokens"][0]["normalized"] = true;
                }),
                HasSubstr("may hold the beginning of another one"));
    EXPECT_THAT(messageAfter(*bytePairs(SplitRule::O200k),
                             [](Json& json) {
                                 json["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = "\\w+";
                             }),
                HasSubstr("pre_tokenizer.pretokenizers[0].pattern.Regex is an expression"));
}

TEST(TokenizerJson, SaysWhatContradictsItself) {
    const auto good = bytePairs();
    const auto after = [&](const std::function<void(Json&)>& change) { return messageAfter(*good, change); };
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"]["a"] = 98; }),
                HasSubstr("which \"a\" has already"));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"]["a"] = 4000000000u; }),
                HasSubstr("model.vocab[\"a\"] is 4000000000; an id below "));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"]["a"] = -1; }), HasSubstr("is -1"));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"]["a"] = "x"; }), HasSubstr("is \"x\""));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"]["山"] = 300; }), HasSubstr("not spelled"));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"][std::string(300, 'a')] = 300; }),
                HasSubstr("more than 256 bytes"));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"] = Json::array(); }), HasSubstr("model.vocab"));
    EXPECT_THAT(after([](Json& json) { json["model"]["merges"][3] = "a"; }),
                HasSubstr("model.merges[3] is \"a\"; two tokens"));
    EXPECT_THAT(after([](Json& json) { json["model"]["merges"][3] = "Q Z"; }),
                HasSubstr("model.merges[3] needs"));
    EXPECT_THAT(after([](Json& json) { json["model"]["merges"].erase(3); }),
                HasSubstr("model.merges does not make the token 259"));
    EXPECT_THAT(after([](Json& json) { std::swap(json["model"]["merges"][3], json["model"]["merges"][4]); }),
                HasSubstr("order of learning"));
    EXPECT_THAT(after([](Json& json) { json["added_tokens"][0]["id"] = 5; }),
                HasSubstr("added_tokens[\"<|end|>\"].id"));
    EXPECT_THAT(after([](Json& json) { json["added_tokens"] = 7; }), HasSubstr("added_tokens is 7; a list"));
    EXPECT_THAT(after([](Json& json) { json.erase("model"); }), HasSubstr("model is missing"));
    EXPECT_THAT(after([](Json& json) {
                    json["model"]["vocab"].erase("a");
                    json["model"]["merges"] = Json::array();
                }),
                HasSubstr("there is no token for the single byte 97"));
}

TEST(TokenizerJson, CharacterFilesAreCheckedToo) {
    const auto good = characters();
    const auto after = [&](const std::function<void(Json&)>& change) { return messageAfter(*good, change); };
    EXPECT_EQ(after([](Json&) {}), "read");
    EXPECT_THAT(after([](Json& json) { json["model"]["merges"] = {"t h"}; }),
                HasSubstr("model.merges has merges"));
    EXPECT_THAT(after([](Json& json) {
                    json["decoder"] = {{"type", "ByteLevel"}};
                }),
                HasSubstr("decoder is"));
    EXPECT_THAT(after([](Json& json) {
                    json["pre_tokenizer"] = {{"type", "ByteLevel"}};
                }),
                HasSubstr("pre_tokenizer is"));
    EXPECT_THAT(after([](Json& json) {
                    std::swap(json["model"]["vocab"]["<0x00>"], json["model"]["vocab"]["<0x01>"]);
                }),
                HasSubstr("where <0x00> was expected"));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"]["ab"] = 277; }),
                HasSubstr("must have the last ids"));
    EXPECT_THAT(after([](Json& json) {
                    json["model"]["vocab"]["ab"] = 276;
                    json["model"]["vocab"]["<|end|>"] = json["added_tokens"][0]["id"] = 277;
                }),
                HasSubstr("gives \"ab\" the id 276, where a single character was expected"));
    EXPECT_THAT(after([](Json& json) { json["model"]["vocab"] = Json::object(); }),
                HasSubstr("where <0x00> was expected"));
}

TEST(TokenizerJson, SaysWhereItIsNoJson) {
    EXPECT_THAT(messageOf(""), StartsWith("FILE: this is not JSON"));
    EXPECT_THAT(messageOf("{\n  \"version\": x}"), HasSubstr("line 2"));
    EXPECT_THAT(messageOf("[]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(messageOf("{\"version\": \"1.0\", \"version\": \"1.0\"}"), HasSubstr("twice"));
    EXPECT_THAT(messageOf(std::string(1000000, '[')), HasSubstr("nested too deeply"));
    EXPECT_THAT(messageOf("{}"), HasSubstr("model is missing"));
    EXPECT_THAT(messageOf("{\"vocab\": {}}"), HasSubstr("\"vocab\" is not supported"));
    EXPECT_THAT(messageOf("{\"version\": \"\xff\"}"), HasSubstr("not JSON"));
}

TEST(TokenizerJson, RefusesToWriteWhatTheFormCannotSay) {
    EXPECT_THROW(createTokenizerJson(*createBytes()), std::runtime_error);
    EXPECT_THROW(createTokenizerJson(*bytePairs(SplitRule::None)), std::runtime_error);
    VocabularySource source;
    source.splitRule = SplitRule::Gpt2;
    for (int byte = 0; byte < 256; ++byte) source.entries.emplace_back(1, static_cast<char>(byte));
    source.entries.insert(source.entries.end(), {"abc", "ab"}); // abc is ab and c
    source.definedByRank = true;
    EXPECT_THROW(createTokenizerJson(*createBytePair(PackedVocabulary::create(source))), std::runtime_error);
    source.entries.resize(256);
    source.specialTokens = {{"Ġ", 256}}; // the space is spelled so too
    EXPECT_THROW(createTokenizerJson(*createBytePair(PackedVocabulary::create(source))), std::runtime_error);
}

TEST(TokenizerJson, TheCatalogReadsItByItsContent) {
    const auto file = std::filesystem::temp_directory_path() / "tokenarium-json-test-tokens.txt";
    std::ofstream(file, std::ios::binary) << createTokenizerJson(*bytePairs());
    expectSame(*TokenizerCatalog({}).load(file.string()), *bytePairs());
    std::ofstream(file, std::ios::binary) << "[UNK]\n{\n\"\n";
    EXPECT_EQ(TokenizerCatalog({}).load(file.string())->vocabulary().size(), 3u);
    std::filesystem::remove(file);
    EXPECT_THROW(loadTokenizerJson(file), std::runtime_error);
    EXPECT_THROW(loadTokenizerJson(std::filesystem::temp_directory_path()), std::runtime_error);
}

TEST(TokenizerJson, KnownVocabulariesComeBack) {
    const TokenizerCatalog catalog({vocabulariesFolder()});
    for (const char* name : {"r50k_base", "cl100k_base", "qwen3", "deepseek_v3", "mistral_tekken_240718"}) {
        if (!catalog.find(name)->present) GTEST_SKIP() << name << " is not there";
        const auto original = catalog.load(name);
        expectSame(*loadTokenizerJson(createTokenizerJson(*original), name), *original);
    }
}

TEST(TokenizerJson, FiveThousandMutationsAreReadOrRefused) {
    RandomText random(11);
    const std::string files[] = {createTokenizerJson(*bytePairs(SplitRule::Gpt2, 262)),
                                 createTokenizerJson(*characters())};
    static constexpr std::string_view words[] = {"null", "true", "false",      "{}",  "[]",     "\"\"",
                                                 "-1",   "1e99", "4294967296", ",",   "\"",     "}",
                                                 "]",    "Ġ",    "<0x41>",     "257", "\\u0000"};
    for (int round = 0; round < 5000; ++round) {
        std::string bytes = files[round % 2];
        for (unsigned changes = 1 + random.below(3); changes > 0; --changes) {
            const std::size_t at = random.below(static_cast<unsigned>(bytes.size()));
            switch (random.below(5)) {
            case 0: bytes[at] = static_cast<char>(random.below(256)); break;
            case 1: bytes.erase(at, 1 + random.below(20)); break;
            case 2: bytes.insert(at, words[random.below(std::size(words))]); break;
            case 3: bytes.replace(at, 1 + random.below(6), words[random.below(std::size(words))]); break;
            default:
                if (random.below(4) == 0)
                    bytes.resize(at);
                else
                    bytes.insert(at, bytes.substr(random.below(static_cast<unsigned>(bytes.size())), 30));
            }
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
}
