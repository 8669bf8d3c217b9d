// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of any kind: told apart, counted by every rule, listed one by one.
#include "engine/audio/audio_file.h"
#include "engine/audio/audio_token_rules.h"
#include "engine/file/mapped_file.h"
#include "engine/image/image_token_rules.h"
#include "engine/view/part_token_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tokenarium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

PartSummary summaryOf(Modality modality, std::string_view text) {
    return *summarizePart(modality, bytesOf(text), "a file");
}

const fs::path samples = fs::path(TOKENARIUM_SOURCE_DIR) / "resources" / "samples";

TEST(ModalityOf, TellsFilesApart) {
    EXPECT_EQ(modalityOf(bytesOf(wavBytes(std::vector<float>(100), 16000)), "x"), Modality::Sound);
    EXPECT_EQ(modalityOf(bytesOf("fLaC...."), "x.txt"), Modality::Sound);
    EXPECT_EQ(modalityOf(bytesOf("\xff\xfb\x90\x64"), "x"), Modality::Sound);
    EXPECT_EQ(modalityOf(bytesOf("\xff\xfe h"), "x"), Modality::Text) << "UTF-16 with its mark";
    EXPECT_EQ(modalityOf(bytesOf(">seq\nACGT"), "x.FASTA"), Modality::Gene);
    EXPECT_EQ(modalityOf(bytesOf("a,b\n1,2"), "x.csv"), Modality::Series);
    EXPECT_EQ(modalityOf(bytesOf("> a quotation"), "x.txt"), Modality::Text);
    EXPECT_EQ(modalityOf(bytesOf("\x89PNG\r\n\x1a\n"), "cut.png"), Modality::Picture);
    EXPECT_EQ(modalityOf({}, "x.txt"), Modality::Text);
    std::set<Modality> found;
    for (const auto& entry : fs::directory_iterator(samples / "images")) {
        if (entry.path().extension() == ".png" || entry.path().extension() == ".gif")
            found.insert(modalityOf(MappedFile(entry.path()).bytes(), entry.path().filename().string()));
    }
    EXPECT_EQ(found, (std::set<Modality>{Modality::Picture, Modality::Video}));
}

TEST(PartSummary, CountsByTheRulesOfTheKind) {
    const PartSummary sound = summaryOf(Modality::Sound, wavBytes(std::vector<float>(24000), 16000));
    EXPECT_DOUBLE_EQ(sound.seconds, 1.5);
    EXPECT_EQ(countPartTokens(sound, "gemini-audio"), 48U);
    EXPECT_EQ(countPartTokens(sound, "encodec-24khz-6"), 113U * 8);
    EXPECT_EQ(countPartTokens(sound, "dnabert-6"), std::nullopt);

    const PartSummary genes = summaryOf(Modality::Gene, ">a\nACGTACGTAC\n>b\nACGN-");
    EXPECT_EQ(countPartTokens(genes, "hyenadna"), 14U);
    EXPECT_EQ(countPartTokens(genes, "dnabert-3"), 8U + 2 + 2 + 2);
    EXPECT_EQ(countPartTokens(genes, "nucleotide-transformer"), 5U + 1 + 4 + 1);
    EXPECT_THAT(genes.remarks, ::testing::ElementsAre(HasSubstr("1 letters"), HasSubstr("1 gaps")));

    std::string table = "t,x,name\n";
    for (int i = 0; i < 40; ++i) table += std::to_string(i) + "," + (i == 7 ? "" : "2.5") + ",a\n";
    const PartSummary series = summaryOf(Modality::Series, table);
    EXPECT_EQ(countPartTokens(series, "chronos"), 80U);
    EXPECT_EQ(countPartTokens(series, "patchtst"), 2U * ((40 - 16) / 8 + 2));
    EXPECT_THAT(series.remarks, ::testing::ElementsAre(HasSubstr("1 cells")));
}

TEST(PartSummary, PicturesCountAsTheirRulesDo) {
    for (const auto& entry : fs::directory_iterator(samples / "images")) {
        if (entry.path().extension() != ".png") continue;
        const MappedFile file(entry.path());
        const PartSummary summary = *summarizePart(Modality::Picture, file.bytes(), "a picture");
        for (const ImageTokenRule& rule : imageTokenRules())
            EXPECT_EQ(countPartTokens(summary, rule.id), countImageTokens(rule.form, summary.size).billable)
                << rule.id;
    }
}

TEST(PartSummary, RefusesWhatItCannotRead) {
    EXPECT_THROW(summaryOf(Modality::Sound, "RIFF, but nothing behind"), std::runtime_error);
    EXPECT_THROW(summaryOf(Modality::Picture, "\x89PNG\r\n\x1a\n"), std::runtime_error);
    EXPECT_THROW(summaryOf(Modality::Gene, "MKQLEDKVEELLSKNYHLENEVARLKKLV"), std::runtime_error);
    EXPECT_THROW(summaryOf(Modality::Series, "no,numbers"), std::runtime_error);
    std::stop_source stop;
    stop.request_stop();
    const std::string wav = wavBytes(std::vector<float>(160000), 16000);
    EXPECT_EQ(summarizePart(Modality::Sound, bytesOf(wav), "a", stop.get_token()), std::nullopt);
}

TEST(PartRules, HaveDifferentIdsAndTheDefaultIsOneOfThem) {
    for (std::size_t i = 1; i < modalities; ++i) {
        const auto modality = static_cast<Modality>(i);
        std::set<std::string> ids;
        for (const PartRule& rule : partRules(modality)) {
            EXPECT_FALSE(rule.version.empty()) << rule.id;
            EXPECT_FALSE(rule.source.empty()) << rule.id;
            ids.insert(rule.id);
        }
        EXPECT_EQ(ids.size(), partRules(modality).size());
        EXPECT_EQ(ids.count(defaultPartRule(modality)), 1U);
    }
}

/// How many are listed; each must say something.
std::size_t listed(const PartSummary& summary, const std::string& rule) {
    std::size_t count = 0;
    listPartTokens(summary, rule, [&count](const ListedToken& token) {
        EXPECT_FALSE(token.meaning.empty());
        ++count;
    });
    return count;
}

TEST(PartTokenList, ListsAsManyAsItCounts) {
    const PartSummary sound = summaryOf(Modality::Sound, wavBytes(std::vector<float>(24000), 16000));
    for (const AudioTokenRule& rule : audioTokenRules())
        if (rule.kind != AudioTokenRule::Kind::Patches) {
            EXPECT_EQ(listed(sound, std::string(rule.id)), countPartTokens(sound, rule.id)) << rule.id;
        }
    const PartSummary genes = summaryOf(Modality::Gene, "ACGTACGTAC");
    EXPECT_EQ(listed(genes, "hyenadna"), 10U);
    EXPECT_EQ(listed(genes, "dnabert-3"), 8U);
    const PartSummary series = summaryOf(Modality::Series, "1\n2\n\n3");
    EXPECT_EQ(listed(series, "chronos"), 3U);
    PartSummary picture;
    picture.modality = Modality::Picture;
    picture.size = {640, 480};
    for (const ImageTokenRule& rule : imageTokenRules()) {
        const ImageTokenCount count = countImageTokens(rule.form, picture.size);
        const std::size_t tokens = listed(picture, rule.id);
        const bool single = count.tokenCells.count() > 0;
        EXPECT_EQ(tokens, single ? count.tokenCells.count() : count.tiles.count() * count.tokensPerCell)
            << rule.id;
    }
    EXPECT_FALSE(listPartTokens(picture, "dnabert-3", [](const ListedToken&) { FAIL(); }));
}

TEST(PartTokenList, SaysWhatATokenStandsFor) {
    std::vector<ListedToken> list;
    listPartTokens(summaryOf(Modality::Gene, "CAAAAAAG"), "nucleotide-transformer",
                   [&list](const ListedToken& token) { list.push_back(token); });
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0].meaning, "CAAAAA at 1");
    EXPECT_EQ(list[2].meaning, "G at 8");
    EXPECT_EQ(list[2].id, 4103U);
}

} // namespace
} // namespace tokenarium
