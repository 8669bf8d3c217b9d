// SPDX-License-Identifier: GPL-3.0-or-later
// Genes: reading FASTA, cutting sequences as the models do, codons.
#include "engine/gene/codon.h"
#include "engine/gene/fasta.h"
#include "engine/gene/gene_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

extern "C" int fuzz_fasta(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string refusal(std::string_view text) {
    try {
        loadFasta(text, "some.fa");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

std::string randomBases(std::size_t length, std::string_view letters, std::uint64_t seed) {
    std::mt19937_64 source(seed);
    std::string bases;
    for (std::size_t i = 0; i < length; ++i) bases.push_back(letters[source() % letters.size()]);
    return bases;
}

std::vector<TokenId> ids(const TokenStream& stream) {
    std::vector<TokenId> result;
    for (const Token& token : stream.tokens) result.push_back(token.id);
    return result;
}

TEST(Fasta, ReadsTitlesLinesAndSmallLetters) {
    const GeneFile file =
        loadFasta("\xef\xbb\xbf>first one\r\nACGT acgt\r\n;comment\r\n1 nn-\r\n>  second\n\nUUAG", "a.fa");
    ASSERT_EQ(file.sequences.size(), 2U);
    EXPECT_EQ(file.sequences[0].title, "first one");
    EXPECT_EQ(file.sequences[0].bases, "ACGTACGTNN");
    EXPECT_EQ(file.sequences[1].title, "second");
    EXPECT_EQ(file.sequences[1].bases, "TTAG");
    EXPECT_EQ(file.uncertainBases, 2U);
    EXPECT_EQ(file.gaps, 1U);
    EXPECT_TRUE(file.wasRna);
}

TEST(Fasta, ABareSequenceHasNoTitle) {
    const GeneFile file = loadFasta("ggatcc\rTTAA", "pasted");
    ASSERT_EQ(file.sequences.size(), 1U);
    EXPECT_EQ(file.sequences[0].title, "");
    EXPECT_EQ(file.sequences[0].bases, "GGATCCTTAA");
    EXPECT_FALSE(file.wasRna);
}

TEST(Fasta, SaysWhereALetterIsNoBase) {
    EXPECT_THAT(refusal(">protein\nACGT\nMKQL"), HasSubstr("some.fa: line 3, column 3: \"Q\" is no letter"));
    EXPECT_THAT(refusal("AC\xE4\xBD\xA0"), HasSubstr("line 1, column 3: the byte 0xe4"));
    EXPECT_THAT(refusal(""), HasSubstr("no base"));
    EXPECT_THAT(refusal(">only a title\n\n>another"), HasSubstr("no base"));
}

TEST(Fasta, AnyBytesAreReadOrRefused) {
    std::mt19937_64 source(5);
    const std::string seed = ">x\nACGTNNRY-acgu\n;c\r\n>y\r12 ACGT";
    for (int i = 0; i < 20'000; ++i) {
        std::string text = seed;
        for (int j = 0; j < 3; ++j) text[source() % text.size()] = static_cast<char>(source());
        text.resize(source() % (text.size() + 1));
        fuzz_fasta(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    }
}

TEST(GeneTokens, SingleBasesHaveHyenaDnasIds) {
    EXPECT_THAT(ids(geneTokens(GeneScheme::SingleBase, 1, "ACGTNR")), ElementsAre(7, 8, 9, 10, 11, 6));
    EXPECT_EQ(geneTokenText(GeneScheme::SingleBase, 1, 6), "[UNK]");
    EXPECT_EQ(geneTokenText(GeneScheme::SingleBase, 1, 12), std::nullopt);
}

// The lines of DNABERT's vocabulary for k = 3: five special tokens, then AAA, AAT, AAC, AAG, ATA, … GGG.
TEST(GeneTokens, OverlappingKmersHaveDnabertsIds) {
    const TokenStream stream = geneTokens(GeneScheme::OverlappingKmers, 3, "AATAGGG");
    EXPECT_THAT(ids(stream), ElementsAre(6, 9, 5 + 16 + 3, 5 + 15, 68));
    EXPECT_EQ(stream.tokens[2].span, (Span{2, 5}));
    EXPECT_EQ(geneTokenText(GeneScheme::OverlappingKmers, 3, 68), "GGG");
    EXPECT_THAT(ids(geneTokens(GeneScheme::OverlappingKmers, 3, "AANA")), ElementsAre(1, 1));
}

// Cut at every N, six bases each from the left, the rest one by one; ids behind <unk>, <pad>, <mask>, <cls>.
TEST(GeneTokens, SeparateKmersAreCutAsNucleotideTransformerDoes) {
    const TokenStream stream = geneTokens(GeneScheme::SeparateKmers, 5, "ATCGAATNGGCGATGCAC");
    std::vector<std::string> words;
    for (const Token& token : stream.tokens)
        words.push_back(*geneTokenText(GeneScheme::SeparateKmers, 5, token.id));
    EXPECT_THAT(words, ElementsAre("ATCGA", "A", "T", "N", "GGCGA", "TGCAC"));
    EXPECT_THAT(ids(geneTokens(GeneScheme::SeparateKmers, 6, "AAAAAATCGNR")),
                ElementsAre(4, 4101, 4102, 4103, 4104, 0));
    EXPECT_EQ(geneVocabularySize(GeneScheme::SeparateKmers, 6), 4105U);
}

TEST(GeneTokens, DecodingGivesTheBasesBack) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const std::string bases = randomBases(20 + seed * 7, "ACGT", seed);
        const std::string withN = randomBases(20 + seed * 7, "ACGTN", seed);
        EXPECT_EQ(decodeGeneTokens(GeneScheme::SingleBase, 1, geneTokens(GeneScheme::SingleBase, 1, withN)),
                  withN);
        for (std::size_t k = 1; k <= mostBasesPerKmer; ++k) {
            const TokenStream overlapping = geneTokens(GeneScheme::OverlappingKmers, k, bases);
            const TokenStream separate = geneTokens(GeneScheme::SeparateKmers, k, withN);
            EXPECT_EQ(decodeGeneTokens(GeneScheme::OverlappingKmers, k, overlapping), bases) << k;
            EXPECT_EQ(decodeGeneTokens(GeneScheme::SeparateKmers, k, separate), withN) << k;
            EXPECT_EQ(countGeneTokens(GeneScheme::OverlappingKmers, k, bases), overlapping.tokens.size());
            EXPECT_EQ(countGeneTokens(GeneScheme::SeparateKmers, k, withN), separate.tokens.size());
        }
    }
}

TEST(GeneTokens, EveryIdHasItsOwnText) {
    for (const GeneScheme scheme :
         {GeneScheme::SingleBase, GeneScheme::OverlappingKmers, GeneScheme::SeparateKmers}) {
        std::set<std::string> texts;
        const std::size_t size = geneVocabularySize(scheme, 3);
        for (TokenId id = 0; id < size; ++id) texts.insert(*geneTokenText(scheme, 3, id));
        EXPECT_EQ(texts.size(), size);
    }
}

TEST(Codon, TheCodeIsTheStandardOne) {
    EXPECT_EQ(aminoAcidOf("ATG"), 'M');
    EXPECT_EQ(aminoAcidOf("TGG"), 'W');
    EXPECT_EQ(aminoAcidOf("GCT"), 'A');
    EXPECT_EQ(aminoAcidOf("AAA"), 'K');
    EXPECT_EQ(aminoAcidOf("ANA"), 'X');
    EXPECT_EQ(aminoAcidOf("AT"), 'X');
    std::map<char, int> counts;
    for (const char a : std::string("ACGT"))
        for (const char b : std::string("ACGT"))
            for (const char c : std::string("ACGT")) ++counts[aminoAcidOf(std::string{a, b, c})];
    EXPECT_EQ(counts.size(), 21U);
    EXPECT_EQ(counts['*'], 3);
    EXPECT_EQ(counts['L'], 6);
    EXPECT_EQ(counts['S'], 6);
    EXPECT_EQ(counts['R'], 6);
    EXPECT_EQ(counts['M'], 1);
}

TEST(Codon, ReadingFramesGoFromStartToStop) {
    // C ATG AAA ATG TAA, and ATG without an end in another frame
    const auto frames = openReadingFrames("CATGAAAATGTAAGATGC", 2);
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(frames[0], (OpenReadingFrame{1, 13, 1}));
    EXPECT_TRUE(openReadingFrames("CATGAAAATGTAAGATGC", 4).empty());
}

} // namespace
} // namespace tokenarium
