// SPDX-License-Identifier: GPL-3.0-or-later
// Learning byte pairs: equal to a plain slow trainer, and what was learned is what the tokenizer then does.
#include "engine/text/byte_pair.h"
#include "engine/text/byte_pair_trainer.h"
#include "engine/text/split_words.h"
#include "tests/support/random_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;

namespace {

/// The rule as it is written in the header: all is counted anew for every merge.
std::vector<LearnedMerge> trainPlainly(const std::vector<std::string>& texts,
                                       const BytePairTrainerOptions& options) {
    std::vector<std::vector<TokenId>> pieces;
    for (const std::string& text : texts) {
        std::vector<Piece> found;
        if (!text.empty()) splitWords(options.splitRule, text, 0, text.size(), found);
        for (const Piece& piece : found) {
            const std::string_view bytes = std::string_view(text).substr(piece.span.begin, piece.span.size());
            std::vector<TokenId>& ids = pieces.emplace_back();
            for (const char byte : bytes) ids.push_back(static_cast<unsigned char>(byte));
        }
    }
    std::vector<std::size_t> lengths(256, 1);
    std::vector<LearnedMerge> merges;
    while (lengths.size() + options.specialTokens.size() < options.vocabularySize) {
        std::map<std::pair<TokenId, TokenId>, std::uint64_t> counts;
        for (const auto& ids : pieces)
            for (std::size_t i = 0; i + 1 < ids.size(); ++i) ++counts[{ids[i], ids[i + 1]}];
        LearnedMerge best;
        for (const auto& [pair, count] : counts) // ascending pairs: the first of equals is the smallest
            if (count > best.count && lengths[pair.first] + lengths[pair.second] <= options.longestToken)
                best = {pair.first, pair.second, static_cast<TokenId>(lengths.size()), count};
        if (best.count == 0 || best.count < options.minimumFrequency) break;
        merges.push_back(best);
        lengths.push_back(lengths[best.left] + lengths[best.right]);
        for (auto& ids : pieces) {
            std::vector<TokenId> joined;
            for (std::size_t i = 0; i < ids.size(); ++i) {
                const bool here = i + 1 < ids.size() && ids[i] == best.left && ids[i + 1] == best.right;
                joined.push_back(here ? best.result : ids[i]);
                i += here;
            }
            ids = joined;
        }
    }
    return merges;
}

TrainedBytePair trainOn(const std::vector<std::string>& texts, const BytePairTrainerOptions& options) {
    BytePairTrainer trainer(options);
    for (const std::string& text : texts) EXPECT_EQ(trainer.add(text), text.size());
    return trainer.train();
}

BytePairTrainerOptions optionsOf(std::size_t size, SplitRule rule, std::uint64_t minimum = 1) {
    BytePairTrainerOptions options;
    options.vocabularySize = size;
    options.splitRule = rule;
    options.minimumFrequency = minimum;
    return options;
}

std::vector<TokenId> idsOfPiece(const TextTokenizer& tokenizer, std::string_view piece) {
    std::vector<Token> tokens;
    tokenizer.encodePiece(piece, tokens);
    std::vector<TokenId> ids;
    for (const Token& token : tokens) ids.push_back(token.id);
    return ids;
}

} // namespace

TEST(BytePairTrainer, PublishedCaseOfMinbpe) {
    const TrainedBytePair trained = trainOn({"aaabdaaabac"}, optionsOf(259, SplitRule::Gpt2));
    ASSERT_EQ(trained.merges.size(), 3u);
    EXPECT_EQ(trained.merges[0], (LearnedMerge{'a', 'a', 256, 4}));
    const auto tokenizer = createBytePair(PackedVocabulary::create(trained.source));
    EXPECT_EQ(idsOfPiece(*tokenizer, "aaabdaaabac"), (std::vector<TokenId>{258, 100, 258, 97, 99}));
}

TEST(BytePairTrainer, EqualsThePlainTrainer) {
    RandomText random(7);
    std::size_t learned = 0;
    for (int round = 0; round < 300; ++round) {
        static constexpr SplitRule rules[] = {SplitRule::Gpt2, SplitRule::Cl100k, SplitRule::O200k};
        BytePairTrainerOptions options =
            optionsOf(257 + random.below(60), rules[round % 3], 1 + random.below(3));
        if (random.below(4) == 0) options.longestToken = 2 + random.below(4);
        std::vector<std::string> texts;
        for (unsigned i = 1 + random.below(12); i > 0; --i)
            texts.push_back(random.below(2) ? random.letters(60, 1 + random.below(3)) : random.any(60));
        const TrainedBytePair trained = trainOn(texts, options);
        ASSERT_EQ(trained.merges, trainPlainly(texts, options)) << "round " << round;
        learned += trained.merges.size();
    }
    EXPECT_GT(learned, 3000u);
}

TEST(BytePairTrainer, TheTokenizerDoesWhatWasLearned) {
    RandomText random(8);
    for (int round = 0; round < 20; ++round) {
        std::string text;
        for (int i = 0; i < 60; ++i) text += random.letters(9, 3) + " " + random.mixture(3);
        const TrainedBytePair trained = trainOn({text}, optionsOf(400, SplitRule::Gpt2, 2));
        ASSERT_GT(trained.merges.size(), 30u);
        const auto vocabulary = PackedVocabulary::create(trained.source);
        for (const LearnedMerge& merge : trained.merges) {
            EXPECT_EQ(vocabulary->bytePair().records[merge.result].left, merge.left);
            EXPECT_EQ(vocabulary->bytePair().records[merge.result].right, merge.right);
            EXPECT_EQ(*vocabulary->entry(merge.result), std::string(*vocabulary->entry(merge.left)) +
                                                            std::string(*vocabulary->entry(merge.right)));
        }
        std::vector<TokenId> ids;
        createBytePair(vocabulary)->encodeIds(text, ids);
        EXPECT_EQ(createBytePair(vocabulary)->decode(ids), text);
        EXPECT_LT(ids.size(), text.size() * 2 / 3);
    }
}

TEST(BytePairTrainer, TextInBlocksGivesTheSame) {
    RandomText random(9);
    for (int round = 0; round < 60; ++round) {
        BytePairTrainerOptions options = optionsOf(330, round % 2 ? SplitRule::O200k : SplitRule::Gpt2);
        options.specialTokens = {"<|end|>", "<|end|>\n"};
        std::string text;
        for (int i = 0; i < 20; ++i) text += random.any(30) + (random.below(3) ? "" : "<|end|>\n");
        BytePairTrainer whole(options), blocks(options);
        whole.add(text);
        std::size_t begin = 0;
        for (std::size_t end = 0; end < text.size();) {
            end = std::min<std::size_t>(text.size(), end + 1 + random.below(40));
            begin += blocks.add(std::string_view(text).substr(begin, end - begin), end == text.size());
            ASSERT_LE(begin, end);
        }
        ASSERT_EQ(begin, text.size());
        ASSERT_EQ(blocks.train().merges, whole.train().merges) << "round " << round;
    }
}

TEST(BytePairTrainer, SpecialTokensSeparateAndComeLast) {
    BytePairTrainerOptions options = optionsOf(300, SplitRule::Gpt2);
    options.specialTokens = {"<|end|>", "<|zh|>"};
    const TrainedBytePair trained = trainOn({"xy<|end|>xy<|end|>xy<|zh|>"}, options);
    ASSERT_EQ(trained.merges, (std::vector<LearnedMerge>{{'x', 'y', 256, 3}}));
    const auto vocabulary = PackedVocabulary::create(trained.source);
    EXPECT_EQ(vocabulary->size(), 259u);
    const auto tokenizer = createBytePair(vocabulary);
    std::vector<TokenId> ids;
    for (const Token& token : encode(*tokenizer, "<|zh|>xy<|end|>", SpecialMode::Special).tokens)
        ids.push_back(token.id);
    EXPECT_EQ(ids, (std::vector<TokenId>{258, 256, 257}));
}

TEST(BytePairTrainer, StopsWhenAskedAndReportsProgress) {
    BytePairTrainer trainer(optionsOf(400, SplitRule::Gpt2));
    RandomText random(1);
    for (int i = 0; i < 200; ++i) trainer.add(random.letters(30, 5));
    std::stop_source stop;
    std::vector<std::size_t> reports;
    const TrainedBytePair partly =
        trainer.train(stop.get_token(), [&](std::size_t learned, std::size_t wanted) {
            EXPECT_EQ(wanted, 144u);
            reports.push_back(learned);
            if (learned >= 64) stop.request_stop();
        });
    EXPECT_TRUE(partly.stopped);
    EXPECT_EQ(reports, (std::vector<std::size_t>{0, 64, 65}));
    const TrainedBytePair whole = trainer.train();
    EXPECT_FALSE(whole.stopped);
    ASSERT_EQ(whole.merges.size(), 144u);
    EXPECT_EQ(partly.merges, std::vector<LearnedMerge>(whole.merges.begin(), whole.merges.begin() + 65));
    EXPECT_EQ(PackedVocabulary::create(partly.source)->size(), 256u + 65);
}

TEST(BytePairTrainer, MemoryIsBounded) {
    BytePairTrainerOptions options = optionsOf(300, SplitRule::Gpt2);
    options.mostDistinctBytes = 10;
    BytePairTrainer trainer(options);
    trainer.add("aaaa bbbb cccc aaaa"); // pieces: aaaa, _bbbb, _cccc (one byte too many), _aaaa (again)
    const TrainedBytePair trained = trainer.train();
    EXPECT_EQ(trained.leftOutBytes, 10u);
    EXPECT_EQ(trained.merges.front(), (LearnedMerge{'a', 'a', 256, 3}));
    for (const LearnedMerge& merge : trained.merges) EXPECT_NE(merge.left, TokenId('c'));
}

TEST(BytePairTrainer, RefusesOptionsThatContradictThemselves) {
    const auto messageOf = [](std::size_t size, std::vector<std::string> specials) -> std::string {
        BytePairTrainerOptions options = optionsOf(size, SplitRule::Gpt2);
        options.specialTokens = std::move(specials);
        try {
            BytePairTrainer trainer(options);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "accepted";
    };
    EXPECT_THAT(messageOf(255, {}), HasSubstr("choose 256"));
    EXPECT_THAT(messageOf(257, {"a", "b"}), HasSubstr("choose 258"));
    EXPECT_THAT(messageOf(std::size_t(1) << 22, {}), HasSubstr("cannot be learned"));
    EXPECT_THAT(messageOf(300, {""}), HasSubstr("no text"));
    EXPECT_THAT(messageOf(300, {"a", "a"}), HasSubstr("twice"));
    EXPECT_THAT(messageOf(300, {"\xff"}), HasSubstr("UTF-8"));
    EXPECT_EQ(messageOf(256, {}), "accepted");
    EXPECT_THROW(BytePairTrainer(optionsOf(300, SplitRule::None)), std::runtime_error);
}
