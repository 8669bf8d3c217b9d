// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizer of llama2.c against its own file and a merge loop as plain as that of run.c.
#include "engine/text/llama2c_tokenizer.h"

#include "tests/engine/model/model_fixture.h"
#include "tests/support/damaged_bytes.h"
#include "tests/support/random_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

extern "C" int fuzz_llama2c_tokenizer(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::HasSubstr;
using testing::RandomText;

struct Entry {
    float score;
    std::string text;
};

std::string fileOf(const std::vector<Entry>& entries) {
    std::string file(4, '\0');
    for (const Entry& entry : entries) {
        const auto length = static_cast<std::int32_t>(entry.text.size());
        file.append(reinterpret_cast<const char*>(&entry.score), 4);
        file.append(reinterpret_cast<const char*>(&length), 4);
        file += entry.text;
    }
    return file;
}

/// Marks, bytes, some letters, merges of them with scores that meet; no single entry for "z".
std::vector<Entry> smallVocabulary() {
    std::vector<Entry> entries = {{0, "<unk>"}, {0, "\n<s>\n"}, {0, "\n</s>\n"}};
    for (int byte = 0; byte < 256; ++byte) {
        char spelled[8];
        std::snprintf(spelled, sizeof spelled, "<0x%02X>", byte);
        entries.push_back({0, spelled});
    }
    for (const char* text : {" ", "a", "b", "c", "中"}) entries.push_back({-100, text});
    for (const char* text : {"aa", "ab", "ba", "aab", " a", "bc", "aaaa", "中中", "cab", " aa"})
        entries.push_back({-static_cast<float>(entries.size() % 4), text});
    return entries;
}

/// As run.c does it: look at all pairs again after every merge.
std::vector<TokenId> plainIds(const std::vector<Entry>& entries, const std::string& text) {
    std::map<std::string, TokenId> ids;
    for (TokenId id = 0; id < entries.size(); ++id) ids.emplace(entries[id].text, id);
    std::vector<TokenId> tokens;
    if (text.empty()) return tokens;
    tokens.push_back(ids.at(" "));
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 1;
        while (size < 4 && at + size < text.size() && (text[at + size] & 0xC0) == 0x80) ++size;
        const auto found = ids.find(text.substr(at, size));
        if (found != ids.end())
            tokens.push_back(found->second);
        else
            for (std::size_t i = 0; i < size; ++i)
                tokens.push_back(3U + static_cast<unsigned char>(text[at + i]));
        at += size;
    }
    for (;;) {
        float best = -1e10F;
        std::size_t place = 0;
        TokenId result = 0;
        for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
            const auto found = ids.find(entries[tokens[i]].text + entries[tokens[i + 1]].text);
            if (found == ids.end() || entries[found->second].score <= best) continue;
            best = entries[found->second].score;
            place = i;
            result = found->second;
        }
        if (result == 0) return tokens;
        tokens[place] = result;
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    }
}

TEST(Llama2cTokenizer, MergesAsThePlainLoopDoes) {
    const std::vector<Entry> entries = smallVocabulary();
    const auto tokenizer = loadLlama2cTokenizer(fileOf(entries), "small");
    RandomText random(3);
    for (int i = 0; i < 3000; ++i) {
        std::string text = i % 3 ? random.letters(40, 4) : random.any(40);
        if (i % 5 == 0) text += " 中中z aab";
        std::vector<TokenId> ids;
        tokenizer->encodeIds(text, ids);
        ASSERT_EQ(ids, plainIds(entries, text)) << text;
        EXPECT_EQ(tokenizer->decode(ids), text.empty() ? "" : " " + text);
        std::size_t end = 0;
        for (const Token& token : encode(*tokenizer, text).tokens) {
            EXPECT_GE(token.span.begin, end);
            EXPECT_GE(token.span.end, token.span.begin);
            end = token.span.end;
        }
        EXPECT_EQ(end, text.size());
    }
}

TEST(Llama2cTokenizer, TheMarkOfBeginningTakesTheSpaceAway) {
    const auto tokenizer = loadLlama2cTokenizer(fileOf(smallVocabulary()), "small");
    const std::vector<Token> tokens = encode(*tokenizer, "ab", SpecialMode::Template).tokens;
    ASSERT_FALSE(tokens.empty());
    EXPECT_EQ(tokens[0].id, 1U);
    std::vector<TokenId> ids;
    for (const Token& token : tokens) ids.push_back(token.id);
    EXPECT_EQ(tokenizer->decode(ids), "ab");
}

TEST(Llama2cTokenizer, RealVocabularyGivesTheIdsOfTheReference) {
    const auto file = testing::modelsFolder() / "tok512.bin";
    if (!exists(file)) GTEST_SKIP() << "skipped: no tok512.bin in " << testing::modelsFolder();
    const auto tokenizer = loadLlama2cTokenizer(file);
    EXPECT_EQ(tokenizer->vocabulary().size(), 512U);
    const auto expected = testing::readJson(testing::modelsFolder() / "stories260K.expected.json");
    for (const auto& one : expected["cases"]) {
        std::vector<TokenId> ids = tokenizer->templatePrefix();
        tokenizer->encodeIds(one["prompt"].get<std::string>(), ids);
        EXPECT_EQ(ids, one["prompt_ids"].get<std::vector<TokenId>>());
    }
}

TEST(Llama2cTokenizer, RefusesWhatIsNoVocabulary) {
    const std::string good = fileOf(smallVocabulary());
    const auto refusal = [](const std::string& content) {
        try {
            loadLlama2cTokenizer(content, "tok.bin");
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    EXPECT_THAT(refusal(good.substr(0, good.size() - 1)), HasSubstr("tok.bin: the file ends at byte"));
    EXPECT_THAT(refusal(std::string("<!DOCTYPE html><html></html>")), HasSubstr("tok.bin: token 0"));
    EXPECT_THAT(refusal(good.substr(0, 4)), HasSubstr("0 tokens, too few for the bytes"));
    std::string long1 = good;
    long1[11] = 0x7F; // the length of the first entry
    EXPECT_THAT(refusal(long1), HasSubstr("is said to have"));
    std::vector<Entry> wrong = smallVocabulary();
    wrong[100].text = "a";
    EXPECT_THAT(refusal(fileOf(wrong)), HasSubstr("token 100 is not <0x61>"));
}

TEST(Llama2cTokenizer, DamagedFilesNeverDoHarm) {
    const std::string good = fileOf(smallVocabulary());
    std::mt19937 random(5);
    for (int i = 0; i < 1500; ++i) {
        const std::string bad = testing::damaged(good, random);
        fuzz_llama2c_tokenizer(reinterpret_cast<const std::uint8_t*>(bad.data()), bad.size());
    }
}

} // namespace
} // namespace tokenarium
