// SPDX-License-Identifier: GPL-3.0-or-later
// Packed vocabularies: what goes in comes out, and nothing that was cut, flipped or forged does any harm.
#include "engine/file/replaced_file.h"
#include "engine/text/packed_image.h"
#include "engine/text/vocabulary_source.h"
#include "tests/support/small_vocabulary.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

using namespace tokenarium;
using namespace tokenarium::testing;

namespace {

VocabularySource bytePairSource() {
    return learnBytePair("abcabcabba aab bca cccbbbaaa abcabcacbacbabcbacbacbbabcba", 20, SplitRule::O200k);
}

VocabularySource pieceSource() {
    return wordPieceSource("pieces", {"[PAD]", "[unused0]", "[UNK]", "[CLS]", "a", "##a",
                                      "a word of more than eleven", "##a word of more than eleven", "b"});
}

std::string messageOf(std::vector<std::byte> image) {
    try {
        PackedVocabulary::fromImage(std::move(image), "some.vocab");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST(PackedVocabulary, HoldsWhatWasPacked) {
    for (const VocabularySource& source : {bytePairSource(), pieceSource()}) {
        const auto vocabulary = PackedVocabulary::create(source);
        EXPECT_EQ(vocabulary->name(), source.name);
        EXPECT_EQ(vocabulary->source(), source.source);
        EXPECT_EQ(vocabulary->licence(), source.licence);
        EXPECT_EQ(vocabulary->vocabularyKind(), source.kind);
        EXPECT_EQ(vocabulary->splitRule(), source.splitRule);
        EXPECT_EQ(vocabulary->unicodeVersion(), source.kind == VocabularyKind::BytePair ? "16.0.0" : "");
        for (TokenId id = 0; id < source.entries.size(); ++id) {
            EXPECT_EQ(vocabulary->entry(id), source.entries[id]);
            EXPECT_EQ(vocabulary->find(source.entries[id]), id);
            EXPECT_LE(source.entries[id].size(), vocabulary->longestEntry());
        }
        ASSERT_EQ(vocabulary->specialTokens().size(), source.specialTokens.size());
        for (std::size_t i = 0; i < source.specialTokens.size(); ++i) {
            EXPECT_EQ(vocabulary->specialTokens()[i].text, source.specialTokens[i].text);
            EXPECT_EQ(vocabulary->specialTokens()[i].id, source.specialTokens[i].id);
            EXPECT_EQ(vocabulary->find(source.specialTokens[i].text), source.specialTokens[i].id);
        }
        EXPECT_EQ(vocabulary->find(""), std::nullopt);
        EXPECT_EQ(vocabulary->find("not there"), std::nullopt);
        EXPECT_EQ(vocabulary->find("a word of more than twelve"), std::nullopt);
        EXPECT_EQ(vocabulary->entry(static_cast<TokenId>(vocabulary->size())), std::nullopt);
    }
}

TEST(PackedVocabulary, TellsKindsAndRanks) {
    const auto pieces = PackedVocabulary::create(pieceSource());
    EXPECT_EQ(pieces->kind(0), TokenKind::Special);
    EXPECT_EQ(pieces->kind(1), TokenKind::Unused);
    EXPECT_EQ(pieces->kind(2), TokenKind::Unknown);
    EXPECT_EQ(pieces->kind(4), TokenKind::Normal);
    EXPECT_EQ(pieces->kind(1000), TokenKind::Unused);
    EXPECT_EQ(pieces->rank(3), std::nullopt);
    EXPECT_EQ(pieces->rank(4), 4u);
    const auto source = bytePairSource();
    const auto bytePair = PackedVocabulary::create(source);
    const auto special = source.specialTokens[0].id;
    EXPECT_EQ(bytePair->size(), special + 1);
    EXPECT_EQ(bytePair->kind(special), TokenKind::Special);
    EXPECT_EQ(bytePair->kind(special - 1), TokenKind::Unused); // a hole
    EXPECT_EQ(bytePair->entry(special - 1), std::nullopt);
    EXPECT_EQ(bytePair->rank(special - 1), std::nullopt);
    EXPECT_EQ(bytePair->rank(300 % (special - 3)), 300 % (special - 3));
}

TEST(PackedVocabulary, CountsRanksBehindSpecialTokensThatComeFirst) {
    VocabularySource source = bytePairSource();
    source.entries.insert(source.entries.begin(), 3, "");
    source.specialTokens = {{"<s>", 1}, {"</s>", 2}};
    source.normalization = Normalization::Nfc;
    source.templatePrefix = {1};
    const auto vocabulary = PackedVocabulary::create(source);
    EXPECT_EQ(vocabulary->rank(1), std::nullopt);
    EXPECT_EQ(vocabulary->rank(3), 0u);
    EXPECT_EQ(vocabulary->rank(300 % (source.entries.size() - 1)), 300 % (source.entries.size() - 1) - 3);
    EXPECT_EQ(vocabulary->normalization(), Normalization::Nfc);
    ASSERT_EQ(vocabulary->templatePrefix().size(), 1u);
    EXPECT_EQ(vocabulary->templatePrefix()[0], 1u);
    EXPECT_TRUE(vocabulary->outOfOrder().empty());
}

TEST(PackedVocabulary, RefusesSourcesThatContradictThemselves) {
    VocabularySource noByte = bytePairSource();
    noByte.entries[17].clear();
    EXPECT_THROW(packVocabulary(noByte), std::runtime_error);
    VocabularySource twice = bytePairSource();
    twice.entries.push_back(twice.entries[5]);
    EXPECT_THROW(packVocabulary(twice), std::runtime_error);
    VocabularySource clash = bytePairSource();
    clash.specialTokens[0].id = 3;
    EXPECT_THROW(packVocabulary(clash), std::runtime_error);
    VocabularySource outside = pieceSource();
    outside.unused.push_back(99);
    EXPECT_THROW(packVocabulary(outside), std::runtime_error);
    EXPECT_THROW(packVocabulary(wordPieceSource("empty", {})), std::runtime_error);
}

TEST(PackedVocabulary, MapsAFileAndNamesItWhenItIsDamaged) {
    const auto folder = std::filesystem::temp_directory_path() / "tokenarium-packed-vocabulary-test";
    std::filesystem::create_directories(folder);
    const auto file = folder / "some.vocab";
    std::vector<std::byte> image = packVocabulary(bytePairSource());
    writeFileAtOnce(file, image);
    EXPECT_EQ(PackedVocabulary::open(file)->entry(7), bytePairSource().entries[7]);
    image.resize(image.size() / 2);
    writeFileAtOnce(file, image);
    try {
        PackedVocabulary::open(file);
        ADD_FAILURE() << "half a file was accepted";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find(file.string()), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("cut off"), std::string::npos) << error.what();
    }
    EXPECT_THROW(PackedVocabulary::open(folder), std::runtime_error);
    EXPECT_THROW(PackedVocabulary::open(folder / "absent.vocab"), std::runtime_error);
    EXPECT_THROW(writeFileAtOnce(folder / "absent" / "some.vocab", image), std::runtime_error);
    std::ofstream(folder / "empty.vocab").close();
    EXPECT_THROW(PackedVocabulary::open(folder / "empty.vocab"), std::runtime_error);
    std::filesystem::remove_all(folder);
}

TEST(PackedVocabulary, RefusesEveryTruncationAndEveryFlippedByte) {
    for (const auto& image : {packVocabulary(bytePairSource()), packVocabulary(pieceSource())}) {
        for (std::size_t size = 0; size < image.size(); size += 1 + size / 200)
            ASSERT_NE(messageOf({image.begin(), image.begin() + static_cast<std::ptrdiff_t>(size)}),
                      "accepted");
        for (std::size_t at = 0; at < image.size(); at += 1 + at / 400) {
            std::vector<std::byte> flipped = image;
            flipped[at] ^= std::byte{4};
            ASSERT_NE(messageOf(flipped), "accepted") << "byte " << at;
        }
    }
}

TEST(PackedVocabulary, SurvivesTwentyThousandForgeries) {
    RandomText random(11);
    const std::vector<std::byte> images[] = {packVocabulary(bytePairSource()), packVocabulary(pieceSource())};
    for (int i = 0; i < 20000; ++i) {
        std::vector<std::byte> image = images[i % 8 == 0];
        // Most changes at the places where numbers are used as indices: near the header, or in any section.
        for (unsigned changes = 1 + random.below(3); changes > 0; --changes) {
            const auto end = static_cast<unsigned>(random.below(4) ? image.size() : sizeof(packed::Header));
            const std::size_t at = random.below(end) & ~3u;
            const std::uint32_t values[] = {0,
                                            1,
                                            255,
                                            256,
                                            0xffffffff,
                                            0x80000000,
                                            random.below(400),
                                            static_cast<std::uint32_t>(random.random())};
            const std::uint32_t value = values[random.below(8)];
            std::memcpy(&image[at], &value, std::min<std::size_t>(4, image.size() - at));
        }
        if (random.below(10) == 0) image.resize(random.below(static_cast<unsigned>(image.size())));
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(image.data()), image.size());
    }
}
