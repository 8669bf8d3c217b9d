// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog: what it offers, what it says of missing and damaged files, and that it loads what is there.
#include "engine/file/replaced_file.h"
#include "engine/text/tokenizer_catalog.h"
#include "engine/text/tokenizer_json_parts.h"
#include "engine/text/vocabulary_source.h"
#include "tests/support/small_vocabulary.h"
#include "tests/support/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

class TokenizerCatalogTest : public ::testing::Test {
protected:
    void SetUp() override {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder = std::filesystem::temp_directory_path() / (std::string("tokenarium-catalog-") + test->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string messageOf(std::string_view nameOrFile) const {
        try {
            TokenizerCatalog({folder}).load(nameOrFile);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "loaded";
    }
    std::string write(const char* name, std::string_view content) const {
        const auto file = folder / name;
        std::ofstream(file, std::ios::binary) << content;
        return file.string();
    }
    std::filesystem::path folder;
};

} // namespace

TEST_F(TokenizerCatalogTest, OffersTheKnownOnesInOrder) {
    std::vector<std::string> names;
    const TokenizerCatalog catalog({folder});
    for (const TokenizerInfo& info : catalog.all()) names.push_back(info.name);
    EXPECT_EQ(names, (std::vector<std::string>{"r50k_base", "cl100k_base", "o200k_base", "llama3", "qwen3",
                                               "deepseek_v3", "mistral_tekken_240718", "bert_base_uncased",
                                               "bytes", "characters"}));
    EXPECT_EQ(catalog.find("gpt5"), nullptr);
    EXPECT_EQ(catalog.find("o200k_base")->algorithm, "byte-level BPE");
    EXPECT_EQ(catalog.find("bert_base_uncased")->algorithm, "WordPiece");
}

TEST_F(TokenizerCatalogTest, BytesAndCharactersNeedNoFile) {
    const TokenizerCatalog catalog({});
    for (const char* name : {"bytes", "characters"}) {
        EXPECT_TRUE(catalog.find(name)->present);
        EXPECT_TRUE(catalog.find(name)->file.empty());
        EXPECT_EQ(catalog.find(name)->size, catalog.load(name)->vocabulary().size());
    }
}

TEST_F(TokenizerCatalogTest, SaysWhatIsMissingAndHowToGetIt) {
    const TokenizerCatalog catalog({folder});
    EXPECT_FALSE(catalog.find("o200k_base")->present);
    EXPECT_EQ(catalog.find("o200k_base")->missing, (folder / "o200k_base.vocab").string());
    EXPECT_THAT(messageOf("o200k_base"),
                ::testing::AllOf(::testing::HasSubstr((folder / "o200k_base.vocab").string()),
                                 ::testing::HasSubstr("./run"), ::testing::HasSubstr("gpt-tokenizer@4.0.0")));
    EXPECT_THAT(messageOf("gpt5"),
                ::testing::AllOf(::testing::HasSubstr("gpt5"), ::testing::HasSubstr("o200k_base")));
}

TEST_F(TokenizerCatalogTest, LoadsAPackedFileByNameAndByPath) {
    VocabularySource source = learnBytePair("abababab", 3, SplitRule::Cl100k);
    writeFileAtOnce(folder / "cl100k_base.vocab", packVocabulary(source));
    const TokenizerCatalog catalog({folder / "nowhere", folder});
    ASSERT_TRUE(catalog.find("cl100k_base")->present);
    EXPECT_EQ(catalog.find("cl100k_base")->file, folder / "cl100k_base.vocab");
    EXPECT_EQ(idsOf(encode(*catalog.load("cl100k_base"), "abab")), (std::vector<TokenId>{257}));
    EXPECT_EQ(idsOf(encode(*catalog.load((folder / "cl100k_base.vocab").string()), "abab")),
              (std::vector<TokenId>{257}));
}

TEST_F(TokenizerCatalogTest, LoadsAPersonsOwnVocabTxt) {
    const TokenizerCatalog catalog({folder});
    const std::string uncased = write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhi\n##s\n");
    EXPECT_EQ(idsOf(encode(*catalog.load(uncased), "His x")), (std::vector<TokenId>{5, 6, 1}));
    EXPECT_EQ(idsOf(encode(*catalog.load(uncased), "hi[MASK]", SpecialMode::Template)),
              (std::vector<TokenId>{2, 5, 4, 3}));
    const std::string cased = write("cased.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nHi\nhi\n");
    EXPECT_EQ(idsOf(encode(*catalog.load(cased), "Hi hi HI")), (std::vector<TokenId>{5, 6, 1}));

    std::string stray = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhi\nHi\n"; // one capital among many small words
    for (char a = 'a'; a <= 'z'; ++a) stray += std::string("x") + a + "\ny" + a + "\n";
    EXPECT_EQ(idsOf(encode(*catalog.load(write("stray.txt", stray)), "Hi hi")), (std::vector<TokenId>{5, 5}));
}

TEST_F(TokenizerCatalogTest, NamesAFileItCannotUse) {
    const std::string damaged = write("o200k_base.vocab", "TKNVOCAB and then nothing of use");
    EXPECT_THAT(messageOf("o200k_base"), ::testing::HasSubstr(damaged));
    EXPECT_THAT(messageOf(damaged), ::testing::HasSubstr(damaged));
    const std::string binary = write("some.bin", std::string_view("\x7f\x45\x4c\x46\0\1\2\3", 8));
    EXPECT_THAT(messageOf(binary), ::testing::HasSubstr(binary));
    EXPECT_THAT(messageOf(folder.string()), ::testing::HasSubstr(folder.string()));
}

TEST_F(TokenizerCatalogTest, ReadsRankFilesAndNamesTheLineThatIsWrong) {
    const KnownVocabulary& known = *findKnownVocabulary("r50k_base");
    EXPECT_EQ(readTiktoken(write("good.tiktoken", "YQ== 0\nYWI= 2\nYWJj 1\n"), known).entries,
              (std::vector<std::string>{"a", "abc", "ab"}));
    for (const char* bad : {"YQ== 0\nYQ= 1\n", "YQ== 0\n 1\n", "YQ== 0\nYWI=\n", "YQ== 0\nYWI= x\n",
                            "YQ== 0\nYWI= 99999\n", "YQ== 0\nYWI= 0\n", "YQ== 0\nY!I= 1\n"}) {
        const std::string file = write("bad.tiktoken", bad);
        try {
            readTiktoken(file, known);
            ADD_FAILURE() << bad;
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(), ::testing::HasSubstr(file + ":2"));
        }
    }
}

TEST_F(TokenizerCatalogTest, ReadsPiecesInAProgramAndNamesWhatIsWrong) {
    const KnownVocabulary& known = *findKnownVocabulary("llama3");
    // "a", "b", "Ġa", one a line
    const std::string good = "const llama_vocab_base64 = \"YQpiCsSgYQ==\";\nmore";
    const VocabularySource source = readSpelledPieces(write("good.js", good), known);
    EXPECT_EQ(source.entries, (std::vector<std::string>{"a", "b", " a"}));
    EXPECT_EQ(source.specialTokens.size(), 256u);
    EXPECT_EQ(source.specialTokens.back().text, "<|reserved_special_token_247|>");
    EXPECT_EQ(source.specialTokens.back().id, known.size - 1);
    for (const auto& [bad, says] :
         {std::pair{"const llama_vocab = \"YQ==\"", "expected const llama_vocab_base64"},
          {"const llama_vocab_base64 = \"YQ=\"", "and base64"},
          {"const llama_vocab_base64 = \"YQ==", "and base64"},
          {"const llama_vocab_base64 = \"YQoKYg==\"", "piece 1"},
          {"const llama_vocab_base64 = \"YQrkuK0=\"", "piece 1"}}) {
        const std::string file = write("bad.js", bad);
        try {
            readSpelledPieces(file, known);
            ADD_FAILURE() << bad;
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(),
                        ::testing::AllOf(::testing::StartsWith(file), ::testing::HasSubstr(says)));
        }
    }
}

TEST_F(TokenizerCatalogTest, ReadsTekkenAndNamesWhatIsWrong) {
    KnownVocabulary known = *findKnownVocabulary("mistral_tekken_240718");
    known.size = 1003;
    const std::string pattern =
        nlohmann::json(std::string(splitExpressions(SplitRule::Tekken).front())).dump();
    const auto json = [&](const std::string& ranks, const std::string& expression) {
        return "{\"config\": {\"pattern\": " + expression + "}, \"bpe_ranks\": \"" + ranks + "\"}";
    };
    const VocabularySource source =
        readTekken(write("good.json", json("! 0 YQ== YWI= Yg== Yw==", pattern)), known);
    ASSERT_EQ(source.entries.size(), 1003u);
    EXPECT_EQ(source.entries[1000], "a");
    EXPECT_EQ(source.entries[1001], "ab");
    EXPECT_EQ(source.entries[1002], "b"); // the fourth is more than the vocabulary takes
    EXPECT_EQ(source.specialTokens.size(), 1000u);
    EXPECT_EQ(source.specialTokens[14].text, "<SPECIAL_14>");
    for (const auto& [bad, says] : {std::pair{json("! 0 YQ== YWI= Yg==", "\"x\""), "config.pattern"},
                                    {json("YQ== YWI= Yg==", pattern), "begins otherwise"},
                                    {json("! 0 YQ== Y!I= Yg==", pattern), "token 1001"},
                                    {json("! 0 YQ== YWI=", pattern), "too few"},
                                    {std::string("{\"config\": 1}"), "expected config.pattern"},
                                    {std::string("[]"), "bad.json"}}) {
        const std::string file = write("bad.json", bad);
        try {
            readTekken(file, known);
            ADD_FAILURE() << bad;
        } catch (const std::runtime_error& error) {
            EXPECT_THAT(error.what(),
                        ::testing::AllOf(::testing::StartsWith(file), ::testing::HasSubstr(says)));
        }
    }
}

#if !defined(_WIN32) // has no setenv
TEST_F(TokenizerCatalogTest, LooksWhereTheVariableSaysElseBesideTheProgram) {
    const char* before = std::getenv("TOKENARIUM_VOCABULARIES");
    const std::string saved = before ? before : "";
    ::setenv("TOKENARIUM_VOCABULARIES", folder.c_str(), 1);
    EXPECT_EQ(TokenizerCatalog::defaultFolders(), (std::vector<std::filesystem::path>{folder}));
    ::unsetenv("TOKENARIUM_VOCABULARIES");
    const auto folders = TokenizerCatalog::defaultFolders();
    ASSERT_EQ(folders.size(), 1u);
    EXPECT_TRUE(folders[0].is_absolute());
    EXPECT_EQ(folders[0].filename(), "vocabularies");
    if (before) ::setenv("TOKENARIUM_VOCABULARIES", saved.c_str(), 1);
}
#endif
