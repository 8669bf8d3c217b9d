// SPDX-License-Identifier: GPL-3.0-or-later
// Documents, splits, windows and the order of an epoch.
#include "engine/file/sha256.h"
#include "tests/engine/train/train_fixture.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;

namespace {

std::string recipeWith(const std::string& texts, const std::string& perMille = "0") {
    return R"({"name":"d","model":{"layers":1,"width":8,"heads":1,"context":8},
        "tokenizer":{"kind":"characters","size":400,"marks":["<|zh|>"]},"texts":[)" +
           texts + R"(],"validation":{"per_mille":)" + perMille + R"(},"training":{"tokens":100}})";
}

std::string numberedLines(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i) text += "line " + std::to_string(i) + "\n";
    return text;
}

std::string thrownBy(const std::function<void()>& action) {
    try {
        action();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "nothing";
}

} // namespace

TEST(Sha256, PublishedExamples) {
    EXPECT_EQ(sha256(bytesOf("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256(bytesOf("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(bytesOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(bytesOf(std::string(1000000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

class DatasetTest : public TrainTest {
protected:
    std::string decoded(const TextWindow& window) {
        std::vector<TokenId> targets;
        targets.reserve(window.length);
        const TrainingText text = data->text(window, targets);
        return tokenizer->decode(text.ids);
    }
};

TEST_F(DatasetTest, LinesColumnsAndMarkers) {
    writeFile(folder / "t.tsv", "\xEF\xBB\xBF"
                                "a\tone\r\n\nb\ttwo\tx\nc\t\nd\tthree");
    writeFile(folder / "m.txt", "first\nline\n<|endoftext|>\n\n<|endoftext|>\n second \n");
    prepare(recipeWith(R"({"name":"t","file":"t.tsv","column":2},{"name":"m","file":"m.txt",
        "documents":"marker"})"));
    std::vector<std::string> texts;
    for (const TextDocument& document : documents.documents) texts.emplace_back(document.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"one", "two", "three", "first\nline", "second"}));
}

TEST_F(DatasetTest, WhatIsWrongWithATextIsSaidWithFileAndLine) {
    writeFile(folder / "t.tsv", "a\tb\nc\n");
    EXPECT_THAT(thrownBy([&] { prepare(recipeWith(R"({"name":"t","file":"t.tsv","column":2})")); }),
                HasSubstr("t.tsv: line 2 has 1 columns"));
    EXPECT_THAT(thrownBy([&] { prepare(recipeWith(R"({"name":"t","file":"none.txt"})")); }),
                HasSubstr("none.txt"));
    EXPECT_THAT(
        thrownBy([&] {
            prepare(recipeWith(R"({"name":"t","file":"t.tsv","sha256":")" + std::string(64, '0') + "\"}"));
        }),
        HasSubstr("not the file the recipe means"));
    EXPECT_NO_THROW(prepare(
        recipeWith(R"({"name":"t","file":"t.tsv","sha256":")" + sha256(bytesOf("a\tb\nc\n")) + "\"}")));
    writeFile(folder / "empty.txt", "\n \n");
    EXPECT_THAT(thrownBy([&] { prepare(recipeWith(R"({"name":"t","file":"empty.txt"})")); }),
                HasSubstr("there is no document in it"));
    EXPECT_THAT(thrownBy([&] { prepare(recipeWith(R"({"name":"t","file":"t.tsv","repeat":0})")); }),
                HasSubstr("no document is left"));
}

TEST_F(DatasetTest, TheSplitDependsOnTheTextAlone) {
    writeFile(folder / "a.txt", numberedLines(0, 2000));
    writeFile(folder / "b.txt", numberedLines(1000, 3000)); // half of them again
    const std::string both = R"({"name":"a","file":"a.txt"},{"name":"b","file":"b.txt"})";
    prepare(recipeWith(both, "100"));
    std::map<std::string, std::set<bool>> sides;
    std::size_t kept = 0;
    for (const TextDocument& document : documents.documents) {
        sides[std::string(document.text)].insert(document.validation);
        kept += document.validation;
    }
    for (const auto& [text, side] : sides) EXPECT_EQ(side.size(), 1U) << text;
    EXPECT_NEAR(static_cast<double>(kept), 400, 80); // four deviations
    const std::size_t before = kept;
    prepare(recipeWith(R"({"name":"b","file":"b.txt"},{"name":"a","file":"a.txt"})", "100"));
    kept = 0;
    for (const TextDocument& document : documents.documents) kept += document.validation;
    EXPECT_EQ(kept, before);
    // What is in a text for training only is in no validation split.
    prepare(
        recipeWith(R"({"name":"a","file":"a.txt","train_only":true},{"name":"b","file":"b.txt"})", "100"));
    kept = 0;
    for (const TextDocument& document : documents.documents) {
        if (!document.validation) continue;
        ++kept;
        EXPECT_GE(std::stoi(std::string(document.text.substr(5))), 2000);
    }
    EXPECT_GT(kept, 50U);
}

TEST_F(DatasetTest, ADocumentIsBeginMarkTextEnd) {
    writeFile(folder / "t.txt", "abc\n");
    prepare(recipeWith(R"({"name":"t","file":"t.txt","mark":"<|zh|>"})"));
    ASSERT_EQ(data->training().size(), 1U);
    std::vector<TokenId> targets;
    targets.reserve(100);
    const TrainingText text = data->text(data->training()[0], targets);
    EXPECT_EQ(tokenizer->decode(text.ids), "<|begin|><|zh|>abc");
    EXPECT_EQ(tokenizer->decode(text.targets), "<|zh|>abc<|end|>");
    EXPECT_EQ(data->epochTokens(), 5U);
}

TEST_F(DatasetTest, LongDocumentsAreAskedOnceEverywhere) {
    writeFile(folder / "t.txt", "abcdefghijklmnopqrstuvwxyz0123456789\n");
    prepare(recipeWith(R"({"name":"t","file":"t.txt"})"));
    std::string asked;
    for (const TextWindow& window : data->training()) {
        EXPECT_LE(window.length, 8U);
        std::vector<TokenId> targets;
        targets.reserve(100);
        const TrainingText text = data->text(window, targets);
        for (std::size_t i = 0; i < text.targets.size(); ++i) {
            EXPECT_EQ(text.targets[i] == noTarget, i < window.masked);
            if (i < window.masked) continue;
            asked += tokenizer->decode(text.targets.subspan(i, 1));
            if (i + 1 == text.ids.size()) continue;
            EXPECT_EQ(text.targets[i], text.ids[i + 1]);
        }
    }
    EXPECT_EQ(asked, "abcdefghijklmnopqrstuvwxyz0123456789<|end|>");
    EXPECT_GT(data->training().size(), 4U);
    EXPECT_EQ(data->training()[1].masked, 2U); // a quarter of the context
}

TEST_F(DatasetTest, AnEpochHasEveryDocumentAsOftenAsItsTextSays) {
    writeFile(folder / "a.txt", numberedLines(0, 50));
    writeFile(folder / "b.txt", numberedLines(100, 1100));
    prepare(
        recipeWith(R"({"name":"a","file":"a.txt","repeat":30},{"name":"b","file":"b.txt","repeat":0.25})"));
    const auto order = data->epochOrder(1, 0);
    std::map<std::uint32_t, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < order.size(); ++i) places[order[i]].push_back(i);
    std::size_t often = 0, once = 0;
    for (const auto& [window, at] : places) {
        EXPECT_TRUE(at.size() == 30 || at.size() == 1) << at.size();
        (at.size() == 30 ? often : once) += 1;
        for (std::size_t i = 2; i < at.size(); ++i) // spread: any three of them take a 30th of the epoch
            EXPECT_GT(at[i] - at[i - 2], order.size() / 40);
    }
    EXPECT_GE(often, 50U); // some lines are two windows long
    EXPECT_NEAR(static_cast<double>(once), 500, 120);
    EXPECT_EQ(order, data->epochOrder(1, 0));
    EXPECT_NE(order, data->epochOrder(1, 1));
    EXPECT_NE(order, data->epochOrder(2, 0));
}

TEST_F(DatasetTest, ThreadsDoNotMatterAndStoppingWorks) {
    writeFile(folder / "a.txt", numberedLines(0, 3000));
    prepare(recipeWith(R"({"name":"a","file":"a.txt"})", "50"));
    const Dataset alone = createDataset(recipe, documents, *tokenizer, marks, 8, 1);
    EXPECT_EQ(alone.tokenFingerprint(), data->tokenFingerprint());
    EXPECT_EQ(alone.epochOrder(1, 0), data->epochOrder(1, 0));
    EXPECT_NE(createDataset(recipe, documents, *tokenizer, marks, 9, 1).tokenFingerprint(),
              data->tokenFingerprint());
    std::stop_source stop;
    const Dataset stopped = createDataset(recipe, documents, *tokenizer, marks, 8, 1, stop.get_token(),
                                          [&](double) { stop.request_stop(); });
    EXPECT_TRUE(stopped.training().empty());
}
