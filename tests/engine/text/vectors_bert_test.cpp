// SPDX-License-Identifier: GPL-3.0-or-later
// Conformance: BERT's ids must be those of Hugging Face's tokenizers on every shared case and on our own.
#include "engine/text/vocabulary_source.h"
#include "engine/text/word_piece.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

#include <iostream>

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

std::shared_ptr<const TextTokenizer> bertOf(const std::filesystem::path& vocabTxt,
                                            WordPieceOptions options = {}) {
    return createWordPiece(PackedVocabulary::create(wordPieceSource("test", readVocabTxt(vocabTxt))),
                           options);
}

void check(const TextTokenizer& tokenizer, const VectorCase& one, const std::filesystem::path& file) {
    const TokenStream stream = encode(tokenizer, one.text, one.mode);
    ASSERT_EQ(idsOf(stream), one.ids) << file << ":" << one.line << " " << visible(one.text);
    if (one.mode != SpecialMode::Plain) return;
    std::vector<TokenId> ids;
    tokenizer.encodeIds(one.text, ids);
    ASSERT_EQ(ids, one.ids) << file << ":" << one.line << " " << visible(one.text);
}

class BertVectors : public ::testing::TestWithParam<const char*> {};

} // namespace

TEST_P(BertVectors, EveryCaseOfTheSharedFile) {
    const std::string name = GetParam();
    std::string dashed = name;
    for (char& c : dashed) c = c == '_' ? '-' : c;
    const auto vocabulary = vectorsFolder() / ".." / "vocabs" / (dashed + ".vocab.txt");
    const auto file = vectorsFolder() / (name + ".jsonl");
    for (const auto& needed : {vocabulary, file})
        if (!std::filesystem::exists(needed)) GTEST_SKIP() << "skipped: no file " << needed;
    const bool cased = name.ends_with("_cased");
    const auto tokenizer = bertOf(vocabulary, {!cased, !cased, true});
    const std::vector<VectorCase> cases = readVectors(file);
    ASSERT_FALSE(cases.empty());
    std::size_t disputed = 0;
    for (const VectorCase& one : cases) {
        ASSERT_NO_FATAL_FAILURE(check(*tokenizer, one, file));
        disputed += !one.alternatives.empty();
    }
    std::cout << name << ": " << cases.size() << " cases checked, all equal, " << disputed
              << " of them disputed\n";
}

INSTANTIATE_TEST_SUITE_P(vectors, BertVectors,
                         ::testing::Values("bert_base_uncased", "bert_base_chinese",
                                           "bert_base_multilingual_cased"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(GoldenBert, OwnCasesWithASmallVocabulary) {
    const auto folder = goldenFolder() / "bert";
    const auto uncased = bertOf(folder / "vocab.txt");
    const auto cased = bertOf(folder / "vocab.txt", {false, false, true});
    const std::vector<VectorCase> cases = readVectors(folder / "cases.jsonl");
    ASSERT_GE(cases.size(), 100u);
    for (const VectorCase& one : cases)
        ASSERT_NO_FATAL_FAILURE(
            check(one.category == "cased" ? *cased : *uncased, one, folder / "cases.jsonl"));
}
