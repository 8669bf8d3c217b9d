// SPDX-License-Identifier: GPL-3.0-or-later
// Characters with bytes to fall back on: which are learned, exact spans, and that every byte comes back.
#include "engine/text/character_vocabulary.h"
#include "engine/text/utf8.h"
#include "tests/support/random_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;

namespace {

CharacterTrainerOptions optionsOf(std::size_t size, std::vector<std::string> specials = {}) {
    CharacterTrainerOptions options;
    options.vocabularySize = size;
    options.specialTokens = std::move(specials);
    return options;
}

CharacterTrainer::Result trainOn(std::string_view text, const CharacterTrainerOptions& options) {
    CharacterTrainer trainer(options);
    EXPECT_EQ(trainer.add(text), text.size());
    return trainer.train();
}

/// The definition, character by character.
std::vector<Token> encodePlainly(const CharacterVocabulary& vocabulary, std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        const auto id = vocabulary.find(text.substr(at, character.size));
        if (character.valid() && id && *id >= 256)
            tokens.push_back({*id, {at, at + character.size}});
        else
            for (std::size_t i = at; i < at + character.size; ++i)
                tokens.push_back({static_cast<unsigned char>(text[i]), {i, i + 1}});
        at += character.size;
    }
    return tokens;
}

std::string messageOf(const std::vector<char32_t>& characters, const std::vector<std::string>& specials) {
    try {
        CharacterVocabulary::create(characters, specials);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST(CharacterVocabulary, TheCommonestComeFirstThenTheSmaller) {
    const auto trained = trainOn("春春春b水a水\xff山", optionsOf(256 + 4 + 1, {"<|end|>"}));
    EXPECT_EQ(trained.characters, 8u);
    EXPECT_EQ(trained.covered, 7u); // 山 found no room
    const CharacterVocabulary& vocabulary = *trained.vocabulary;
    ASSERT_EQ(vocabulary.size(), 261u);
    EXPECT_EQ(vocabulary.characterCount(), 4u);
    for (const auto& [id, text] : std::map<TokenId, std::string>{
             {256, "春"}, {257, "水"}, {258, "a"}, {259, "b"}, {260, "<|end|>"}, {0x41, "A"}}) {
        EXPECT_EQ(vocabulary.entry(id), text);
        EXPECT_EQ(vocabulary.find(text), id);
    }
    EXPECT_EQ(vocabulary.entry(261), std::nullopt);
    EXPECT_EQ(vocabulary.find("山"), std::nullopt);
    EXPECT_EQ(vocabulary.rank(257), 1u);
    EXPECT_EQ(vocabulary.rank(97), std::nullopt);
    EXPECT_EQ(vocabulary.rank(260), std::nullopt);
    EXPECT_EQ(vocabulary.kind(260), TokenKind::Special);
    EXPECT_EQ(vocabulary.kind(259), TokenKind::Normal);
    EXPECT_EQ(vocabulary.kind(261), TokenKind::Unused);
}

TEST(CharacterVocabulary, RareOnesAreLeftOut) {
    CharacterTrainerOptions options = optionsOf(300);
    options.minimumFrequency = 2;
    EXPECT_EQ(trainOn("aabbbc", options).vocabulary->characterCount(), 2u);
}

TEST(CharacterVocabulary, SpecialTokensAreNotCounted) {
    const auto trained = trainOn("a<|end|>b<|end|>", optionsOf(300, {"<|end|>"}));
    EXPECT_EQ(trained.vocabulary->characterCount(), 2u);
    const auto tokenizer = createCharacterTokenizer(trained.vocabulary);
    const auto tokens = encode(*tokenizer, "b<|end|>", SpecialMode::Special).tokens;
    EXPECT_EQ(tokens, (std::vector<Token>{{257, {0, 1}}, {258, {1, 8}}}));
    EXPECT_EQ(encode(*tokenizer, "<|end|>").tokens.size(), 7u);
}

TEST(CharacterVocabulary, EncodesAsDefinedAndGivesBackEveryByte) {
    RandomText random(3);
    const auto trained = trainOn("白日依山尽，黄河入海流。 The quick brown fox.\né🌊", optionsOf(256 + 30));
    const auto tokenizer = createCharacterTokenizer(trained.vocabulary);
    std::size_t own = 0, bytes = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text = random.any(60);
        if (round % 2) text.insert(random.below(static_cast<unsigned>(text.size()) + 1), "黄河e🌊\xe9\xbb");
        const std::vector<Token> tokens = encode(*tokenizer, text).tokens;
        ASSERT_EQ(tokens, encodePlainly(*trained.vocabulary, text));
        std::vector<TokenId> ids, wanted;
        tokenizer->encodeIds(text, ids);
        for (const Token& token : tokens) {
            wanted.push_back(token.id);
            ++(token.id < 256 ? bytes : own);
        }
        ASSERT_EQ(ids, wanted);
        ASSERT_EQ(tokenizer->decode(ids), text);
    }
    EXPECT_GT(own, 5000u);
    EXPECT_GT(bytes, 5000u);
}

TEST(CharacterVocabulary, PiecesAreCharactersWhateverFollows) {
    const auto tokenizer = createCharacterTokenizer(CharacterVocabulary::create({U'山'}, {}));
    RandomText random(4);
    for (int round = 0; round < 300; ++round) {
        const std::string whole = random.any(40) + random.ideographs(6) + random.any(10);
        const std::size_t cut =
            random.below(static_cast<unsigned>(whole.size()) + 1); // inside characters too
        const std::string text = whole.substr(0, cut), more = whole.substr(cut);
        std::vector<Piece> pieces, longer;
        tokenizer->split(text, 0, text.size(), pieces);
        tokenizer->split(text + more, 0, text.size() + more.size(), longer);
        std::size_t end = 0;
        bool sure = true; // behind a piece that may change, others may
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            ASSERT_EQ(pieces[i].span.begin, end);
            end = pieces[i].span.end;
            sure = sure && pieces[i].look <= text.size();
            if (sure) {
                ASSERT_EQ(pieces[i], longer[i]);
            }
        }
        ASSERT_EQ(end, text.size());
    }
}

TEST(CharacterVocabulary, TextInBlocksGivesTheSame) {
    RandomText random(5);
    std::string text;
    for (int i = 0; i < 300; ++i) text += random.any(20) + (i % 7 ? "" : "<|end|>");
    const CharacterTrainerOptions options = optionsOf(900, {"<|end|>"});
    CharacterTrainer blocks(options);
    std::size_t begin = 0;
    for (std::size_t end = 0; end < text.size();) {
        end = std::min<std::size_t>(text.size(), end + 1 + random.below(30));
        begin += blocks.add(std::string_view(text).substr(begin, end - begin), end == text.size());
    }
    const auto wanted = trainOn(text, options), got = blocks.train();
    EXPECT_EQ(got.characters, wanted.characters);
    ASSERT_EQ(got.vocabulary->size(), wanted.vocabulary->size());
    for (TokenId id = 0; id < wanted.vocabulary->size(); ++id)
        ASSERT_EQ(got.vocabulary->entry(id), wanted.vocabulary->entry(id));
}

TEST(CharacterVocabulary, RefusesWhatIsNoVocabulary) {
    EXPECT_EQ(messageOf({U'a', U'山'}, {"b"}), "accepted");
    EXPECT_THAT(messageOf({U'a', U'b', U'a'}, {}), HasSubstr("U+0061 is there twice"));
    EXPECT_THAT(messageOf({char32_t(0xd800)}, {}), HasSubstr("U+D800 is not a character"));
    EXPECT_THAT(messageOf({char32_t(0x110000)}, {}), HasSubstr("U+110000 is not a character"));
    EXPECT_THAT(messageOf({U'山'}, {"山"}), HasSubstr("also one of the characters"));
    EXPECT_THAT(messageOf({}, {"x", "x"}), HasSubstr("twice"));
    EXPECT_THROW(CharacterTrainer(optionsOf(256, {"x"})), std::runtime_error);
}
