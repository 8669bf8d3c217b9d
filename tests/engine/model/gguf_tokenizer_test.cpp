// SPDX-License-Identifier: GPL-3.0-or-later
// SentencePiece's byte pairs out of GGUF: the ids of the reference, and laws on a small vocabulary.
#include "engine/model/gguf_tokenizer.h"

#include "engine/tensor/checkpoint.h"
#include "engine/text/tokenizer_json_parts.h"
#include "tests/support/random_text.h"
#include "tests/support/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

namespace tokenarium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Metadata = std::map<std::string, MetadataValue>;
using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

/// 0 unknown, 1 and 2 marks, 3 … 258 bytes, then what `more` has: text, score, type.
struct Entry {
    std::string text;
    double score;
    std::int64_t type = 1;
};
Metadata vocabularyOf(const std::vector<Entry>& more) {
    Texts texts = {"<unk>", "<s>", "</s>"};
    Numbers types = {2, 3, 3};
    for (unsigned byte = 0; byte < 256; ++byte) texts.push_back(spelledByte(byte));
    types.resize(texts.size(), 6);
    std::vector<double> scores(texts.size());
    for (const Entry& entry : more) {
        texts.push_back(entry.text);
        scores.push_back(entry.score);
        types.push_back(entry.type);
    }
    return {{"tokenizer.ggml.model", std::string("llama")},
            {"tokenizer.ggml.tokens", texts},
            {"tokenizer.ggml.token_type", types},
            {"tokenizer.ggml.scores", scores},
            {"tokenizer.ggml.bos_token_id", std::int64_t{1}}};
}

std::vector<Entry> smallEntries() {
    return {{"▁", -90}, {"a", -91},  {"b", -92},     {"中", -93}, {"ab", -1},   {"▁a", -2},
            {"ba", -2}, {"▁ab", -3}, {"\n\n", 0, 4}, {"\n", -94}, {"\n\na", 0}, {"<0x41>", -50}};
}

std::vector<TokenId> idsOf(const Metadata& keys, const std::string& text,
                           SpecialMode mode = SpecialMode::Plain) {
    const GgufTokenizer read = loadGgufTokenizer(keys, "m.gguf");
    EXPECT_TRUE(read.tokenizer) << read.problem;
    return read.tokenizer ? testing::idsOf(encode(*read.tokenizer, text, mode)) : std::vector<TokenId>();
}

constexpr TokenId first = 259; // of smallEntries

TEST(GgufScores, MergeTheHighestScoreFirstAndTheLeftmostOfEquals) {
    std::vector<Entry> entries = smallEntries();
    entries.pop_back(); // "<0x41>" has characters that are no entries
    const Metadata keys = vocabularyOf(entries);
    const TokenId space = first, a = first + 1, b = first + 2, ab = first + 4, spaceA = first + 5,
                  ba = first + 6, spaceAb = first + 7, lines = first + 8;
    EXPECT_THAT(idsOf(keys, "ab"), ElementsAre(spaceAb));
    EXPECT_THAT(idsOf(keys, "aba"), ElementsAre(spaceAb, a));
    EXPECT_THAT(idsOf(keys, "a"), ElementsAre(spaceA));
    EXPECT_THAT(idsOf(keys, "bba b"), ElementsAre(space, b, ba, space, b));
    EXPECT_THAT(idsOf(keys, "a b▁ab"), ElementsAre(spaceA, space, b, spaceAb)); // the sign is a space
    EXPECT_THAT(idsOf(keys, "中z"), ElementsAre(space, first + 3, 3 + 'z'));
    EXPECT_THAT(idsOf(keys, "a\n\nab"), ElementsAre(spaceA, lines, ab)); // whole, and nothing merges with it
    EXPECT_THAT(idsOf(keys, "<s>a"), ElementsAre(space, 3 + '<', 3 + 's', 3 + '>', a));
    EXPECT_THAT(idsOf(keys, "<s>a", SpecialMode::Special), ElementsAre(1, spaceA));
    EXPECT_THAT(idsOf(keys, "a", SpecialMode::Template), ElementsAre(1, spaceA));
    EXPECT_THAT(idsOf(keys, ""), ElementsAre());
    Metadata without = keys;
    without["tokenizer.ggml.add_space_prefix"] = false;
    EXPECT_THAT(idsOf(without, "ab a"), ElementsAre(ab, spaceA));
}

TEST(GgufScores, DecodingGivesTheTextBackAndWritingTheVocabulary) {
    std::vector<Entry> entries = smallEntries();
    entries.pop_back();
    const Metadata keys = vocabularyOf(entries);
    const auto tokenizer = loadGgufTokenizer(keys, "m.gguf").tokenizer;
    ASSERT_TRUE(tokenizer);
    Metadata written = createGgufTokenizer(*tokenizer, 300);
    EXPECT_EQ(std::get<Texts>(written["tokenizer.ggml.tokens"]).size(), 300U);
    written["tokenizer.ggml.bos_token_id"] = std::int64_t{1};
    const auto again = loadGgufTokenizer(written, "m.gguf").tokenizer;
    ASSERT_TRUE(again);
    EXPECT_EQ(again->vocabulary().size(), tokenizer->vocabulary().size());
    testing::RandomText random(9);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = i % 2 ? random.letters(30, 3) : random.any(30) + " ab\n\n";
        const auto ids = testing::idsOf(encode(*tokenizer, text, SpecialMode::Template));
        if (text.find("▁") == text.npos) {
            ASSERT_EQ(tokenizer->decode(ids), text);
        }
        ASSERT_EQ(testing::idsOf(encode(*again, text, SpecialMode::Template)), ids);
    }
}

TEST(GgufScores, WhatSentencePieceWouldReadOtherwiseIsNotOffered) {
    const auto problem = [](const Metadata& keys) {
        const GgufTokenizer read = loadGgufTokenizer(keys, "m.gguf");
        EXPECT_FALSE(read.tokenizer);
        return read.problem;
    };
    const auto with = [](const std::string& key, const MetadataValue& value) {
        std::vector<Entry> entries = smallEntries();
        entries.pop_back();
        Metadata keys = vocabularyOf(entries);
        keys["tokenizer.ggml." + key] = value;
        return keys;
    };
    EXPECT_THAT(problem(vocabularyOf(smallEntries())), HasSubstr("a character that is no token itself"));
    EXPECT_THAT(problem(with("scores", std::vector<double>{1})), HasSubstr("scores is missing"));
    EXPECT_THAT(problem(with("remove_extra_whitespaces", true)), HasSubstr("takes spaces away"));
    EXPECT_THAT(problem(with("precompiled_charsmap", Numbers{1})), HasSubstr("changes characters"));
    EXPECT_THAT(problem(vocabularyOf({{"a", 0}, {"aa", 0}})), HasSubstr("no token for a space"));
    EXPECT_THAT(problem(vocabularyOf({{"▁", 0}, {"aa", 0, 5}, {"▁▁", 0}})), HasSubstr("of the type 5"));
    EXPECT_THAT(problem(vocabularyOf({{"▁", 0}, {"x", 0, 6}, {"▁▁", 0}})), HasSubstr("is no byte"));
}

TEST(vectors_gguf, Llama2) {
    const auto file = testing::vectorsFolder() / "llama2.jsonl";
    const auto vocabulary = testing::vectorsFolder().parent_path() / "vocabs" / "ggml-vocab-llama-spm.gguf";
    for (const auto& path : {file, vocabulary})
        if (!exists(path)) GTEST_SKIP() << "skipped: no file " << path;
    const GgufTokenizer read =
        loadGgufTokenizer(Checkpoint::open(vocabulary)->metadata(), vocabulary.string());
    ASSERT_TRUE(read.tokenizer) << read.problem;
    const auto cases = testing::readVectors(file);
    ASSERT_FALSE(cases.empty());
    for (const testing::VectorCase& one : cases) {
        const auto ids = testing::idsOf(encode(*read.tokenizer, one.text, one.mode));
        ASSERT_EQ(ids, one.ids) << file << ":" << one.line << " " << testing::visible(one.text);
        std::vector<TokenId> text = {1}; // the mark takes the first space away
        text.insert(text.end(), ids.begin(), ids.end());
        if (one.mode == SpecialMode::Plain) {
            ASSERT_EQ(read.tokenizer->decode(text), one.decoded.value_or(one.text)) << one.line;
        }
    }
    std::cout << cases.size() << " cases\n";
}

} // namespace
} // namespace tokenarium
