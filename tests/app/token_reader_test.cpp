// SPDX-License-Identifier: GPL-3.0-or-later
// Law: a text that arrives in any parts has the tokens of the whole text, and the same first invalid byte.
#include "app/cli/token_reader.h"
#include "app/cli/utf8_check.h"
#include "engine/text/tokenizer_catalog.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>

#include <random>

using namespace tokenarium;
using namespace tokenarium::testing;
using cli::Consumer;

namespace {

std::string mixedText(std::mt19937& random, std::size_t snippets) {
    static const std::string_view list[] = {
        "word",          " word",           "Word's",   " ",      "   ",     "\n",
        "\r\n",          "\n\n ",           "\t",       "中文",   "สวัสดี",    "12345",
        "naïve",         "👍🏽",        "\xE4\xB8", "\xFF",   "can't",   "...",
        "<|endoftext|>", "<|endofprompt|>", "[SEP]",    "[SE",    "<|endof", "[UNK]",
        "\u0301",        "\u0323",          "\u1100",   "\u1161", "<s>",     "<SPECIAL_99"};
    std::string text;
    while (snippets--) text += list[random() % std::size(list)];
    return text;
}

/// Leads `text` past the consumer through a window that grows by a few bytes at a time.
void readInParts(const std::string& text, Consumer& consumer, std::mt19937& random) {
    std::size_t begin = 0, end = 0;
    while (end < text.size() || begin == 0) {
        end = std::min(text.size(), end + 1 + random() % 12);
        const bool last = end == text.size();
        begin += consumer.consume(std::string_view(text).substr(begin, end - begin), last);
        if (last) break;
    }
    ASSERT_EQ(begin, text.size());
}

class TokenReader : public ::testing::TestWithParam<const char*> {};

} // namespace

TEST_P(TokenReader, GivesTheTokensOfTheWholeText) {
    const TokenizerCatalog catalog({vocabulariesFolder()});
    if (!catalog.find(GetParam())->present)
        GTEST_SKIP() << "the vocabulary of " << GetParam() << " is not there";
    const auto tokenizer = catalog.load(GetParam());
    std::mt19937 random(1);
    for (int round = 0; round < 600; ++round) {
        const std::string text = mixedText(random, 1 + random() % 60);
        const SpecialMode mode = round % 2 ? SpecialMode::Special : SpecialMode::Plain;
        std::vector<Token> tokens;
        cli::TokenReader reader(
            *tokenizer, mode, [&](std::string_view part, std::size_t position, std::span<const Token> some) {
                for (Token token : some) {
                    ASSERT_LE(token.span.end, part.size());
                    token.span = {token.span.begin + position, token.span.end + position};
                    tokens.push_back(token);
                }
            });
        readInParts(text, reader, random);
        ASSERT_EQ(tokens, encode(*tokenizer, text, mode).tokens) << visible(text);
        ASSERT_EQ(reader.bytesRead(), text.size());
    }
}

INSTANTIATE_TEST_SUITE_P(Each, TokenReader,
                         ::testing::Values("bytes", "characters", "r50k_base", "cl100k_base", "o200k_base",
                                           "llama3", "qwen3", "deepseek_v3", "mistral_tekken_240718",
                                           "bert_base_uncased"),
                         [](const auto& each) { return std::string(each.param); });

TEST(Utf8Check, FindsTheFirstInvalidByteHoweverTheTextArrives) {
    std::mt19937 random(2);
    for (int round = 0; round < 300; ++round) {
        const std::string text = mixedText(random, 1 + random() % 20);
        cli::Utf8Check whole, parts;
        whole.consume(text, true);
        readInParts(text, parts, random);
        ASSERT_EQ(parts.complaint(), whole.complaint()) << visible(text);
    }
    cli::Utf8Check good;
    good.consume("中文 text", true);
    EXPECT_EQ(good.complaint(), std::nullopt);
    cli::Utf8Check cut;
    cut.consume("ab\xE4\xB8", true);
    ASSERT_TRUE(cut.complaint());
    EXPECT_NE(cut.complaint()->find("at byte 2 (0xE4)"), std::string::npos) << *cut.complaint();
}
