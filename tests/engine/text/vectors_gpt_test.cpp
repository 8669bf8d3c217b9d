// SPDX-License-Identifier: GPL-3.0-or-later
// Conformance: the ids of the GPT family must be those of the reference on every case of every file known
// here.
#include "engine/text/tokenizer_catalog.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

#include <iostream>

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

/// The ids without what SpecialMode::Template puts before them: decoding is told of the text alone.
std::vector<TokenId> withoutTemplate(const TextTokenizer& tokenizer, const VectorCase& one) {
    const std::size_t added = one.mode == SpecialMode::Template ? tokenizer.templatePrefix().size() : 0;
    return {one.ids.begin() + static_cast<std::ptrdiff_t>(added), one.ids.end()};
}

class Vectors : public ::testing::TestWithParam<const char*> {
protected:
    void checkAll(const std::filesystem::path& file) {
        const TokenizerCatalog catalog({vocabulariesFolder()});
        if (!catalog.find(GetParam())->present)
            GTEST_SKIP() << "skipped: no packed vocabulary " << catalog.find(GetParam())->missing;
        if (!std::filesystem::exists(file)) GTEST_SKIP() << "skipped: no file " << file;
        const auto tokenizer = catalog.load(GetParam());
        const std::vector<VectorCase> cases = readVectors(file);
        ASSERT_FALSE(cases.empty());
        for (const VectorCase& one : cases) {
            const TokenStream stream = encode(*tokenizer, one.text, one.mode);
            ASSERT_EQ(idsOf(stream), one.ids) << file << ":" << one.line << " " << visible(one.text);
            ASSERT_EQ(tokenizer->decode(withoutTemplate(*tokenizer, one)), one.decoded.value_or(one.text))
                << file << ":" << one.line;
            if (one.mode != SpecialMode::Plain) continue;
            std::vector<TokenId> ids;
            tokenizer->encodeIds(one.text, ids);
            ASSERT_EQ(ids, one.ids) << file << ":" << one.line << " " << visible(one.text);
        }
        std::cout << GetParam() << ": " << cases.size() << " cases checked, all equal\n";
    }
};

} // namespace

TEST_P(Vectors, EveryCaseOfTheSharedFile) {
    checkAll(vectorsFolder() / (std::string(GetParam()) + ".jsonl"));
}

TEST_P(Vectors, OwnCases) { checkAll(goldenFolder() / "tokens" / (std::string(GetParam()) + ".jsonl")); }

INSTANTIATE_TEST_SUITE_P(vectors, Vectors,
                         ::testing::Values("r50k_base", "cl100k_base", "o200k_base", "llama3", "qwen3",
                                           "deepseek_v3", "mistral_tekken_240718"),
                         [](const auto& test) { return std::string(test.param); });
