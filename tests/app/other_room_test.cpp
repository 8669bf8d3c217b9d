// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the other room of the real window; what it says is compared with slow plain references.
#include "tests/app/window_fixture.h"

#include "app/pages/other_page.h"
#include "engine/view/part_summary.h"
#include "widgets/charts/series_chart.h"
#include "widgets/other/gene_strip.h"
#include "widgets/other/point_cloud_view.h"
#include "widgets/picture/picture_canvas.h"
#include "widgets/prompt_strip_widget.h"
#include "widgets/style/number_text.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeWidget>

#include <cmath>
#include <map>
#include <set>

namespace tokenarium {
namespace {

constexpr int minute = 60'000; // ms; a slow machine, not a broken one

class OtherRoomTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        window->showPage(&page());
        settle();
    }
    OtherPage& page() {
        for (Page* one : window->pages())
            if (auto* other = qobject_cast<OtherPage*>(one)) return *other;
        throw std::runtime_error("there is no other room");
    }
    template<typename Widget>
    Widget* part(const char* name) {
        Widget* widget = page().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    std::string text(const char* label) { return part<QLabel>(label)->text().toStdString(); }
    bool says(const char* label, const std::string& words) {
        return text(label).find(words) != std::string::npos;
    }
    std::string message() { return page().messages().message().toStdString(); }
    void settle() {
        EXPECT_TRUE(waitFor([&] { return page().isSettled(); }, 3 * minute));
        QTest::qWait(1);
    }
    void show(const char* view) {
        page().showView(QLatin1String(view));
        QTest::qWait(1);
        settle();
    }
    void choose(const char* box, int row) {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(row);
        emit combo->activated(row);
        settle();
    }
    void slide(const char* name, int step) {
        part<QSlider>(name)->setValue(step);
        settle();
    }
    QString writeFile(const char* name, const QByteArray& bytes) {
        QFile file(home.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    void openFile(const char* name, const QByteArray& bytes) {
        window->openFile(writeFile(name, bytes));
        QTest::qWait(1);
        settle();
    }

    // Genes.
    void typeSequence(const char* letters) {
        auto* input = part<QPlainTextEdit>("geneInput");
        input->selectAll();
        QTest::keyClicks(input, QLatin1String(letters));
        settle();
    }
    std::string cell(GeneWay way, int column) {
        return part<QTreeWidget>("geneTable")->topLevelItem(int(way))->text(column).toStdString();
    }
    void chooseWay(GeneWay way) {
        auto* table = part<QTreeWidget>("geneTable");
        table->setCurrentItem(table->topLevelItem(int(way)));
        settle();
    }
    std::string bases() { return *page().genes().analysis()->bases; }
    std::size_t stripTokens() { return page().prompt()->strip.tokenCount; }
};

enum Column { Tokens = 2, PerBase, Vocabulary, Used, Decoded };

std::string translated(const std::string& dna) {
    static const std::map<std::string, char> code = [] { // written out another way than the engine's
        const std::string amino = "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF";
        std::map<std::string, char> table;
        for (std::size_t i = 0; i < 64; ++i)
            table[{"ACGT"[i / 16], "ACGT"[i / 4 % 4], "ACGT"[i % 4]}] = amino[i];
        return table;
    }();
    std::string protein;
    for (std::size_t at = 0; at + 3 <= dna.size(); at += 3) protein += code.at(dna.substr(at, 3));
    return protein;
}

TEST_F(OtherRoomTest, OpensWithInsulinWhoseProteinStandsAboveTheBases) {
    EXPECT_TRUE(says("geneFacts", "333 bases")) << text("geneFacts");
    EXPECT_TRUE(says("geneFacts", "bases 1–333, 111 codons, reading frame 1")) << text("geneFacts");
    const std::string protein = translated(bases());
    EXPECT_EQ(
        protein, // preproinsulin, UniProt P01308
        "MALWMRLLPLLALLALWGPDPAAAFVNQHLCGSHLVEALYLVCGERGFFYTPKTRREAEDLQVGQVELGGGPGAGSLQPLALEGSLQKRGIVEQCC"
        "TSICSLYQLENYCN*");
    auto* strip = part<GeneStrip>("geneStrip");
    std::string above;
    for (std::size_t base = 0; base < bases().size(); ++base)
        if (const char letter = strip->letterAbove(base)) above += letter;
    EXPECT_EQ(above, protein);
    EXPECT_EQ(stripTokens(), 111U); // separate 3-mers
}

TEST_F(OtherRoomTest, EveryWayIsCountedByHand) {
    const std::string dna = bases();
    const std::size_t n = dna.size();
    const std::map<GeneWay, std::pair<std::size_t, std::size_t>> expected = {
        // tokens, vocabulary as published
        {GeneWay::SingleBase, {n, 12}},
        {GeneWay::Overlapping3, {n - 2, 69}},
        {GeneWay::Overlapping6, {n - 5, 4101}},
        {GeneWay::Separate3, {n / 3 + n % 3, 73}},
        {GeneWay::Separate6, {n / 6 + n % 6, 4105}}};
    for (const auto& [way, numbers] : expected) {
        EXPECT_EQ(cell(way, Tokens), grouped(numbers.first).toStdString()) << int(way);
        EXPECT_EQ(cell(way, Vocabulary), grouped(numbers.second).toStdString()) << int(way);
        EXPECT_EQ(cell(way, PerBase),
                  QString::number(double(numbers.first) / double(n), 'f', 3).toStdString());
        EXPECT_EQ(cell(way, Decoded), "identical") << int(way);
    }
    std::set<std::string> windows;
    for (std::size_t at = 0; at + 6 <= n; ++at) windows.insert(dna.substr(at, 6));
    EXPECT_EQ(cell(GeneWay::Overlapping6, Used), std::to_string(windows.size()));
    chooseWay(GeneWay::Overlapping6);
    EXPECT_EQ(stripTokens(), n - 5);
    EXPECT_EQ(part<GeneStrip>("geneStrip")->shown().lanes, 6U);
}

TEST_F(OtherRoomTest, BytePairsAreThoseOfAPlainTrainer) {
    chooseWay(GeneWay::BytePairs);
    slide("geneMergeCount", 2);     // 16 merges
    std::vector<std::string> parts; // the definition, with words for tokens
    for (const char base : bases()) parts.emplace_back(1, base);
    std::map<std::string, std::size_t> idOf;
    for (const char* base : {"A", "C", "G", "T"}) idOf[base] = std::size_t(base[0]);
    auto* list = part<QTreeWidget>("geneMerges");
    ASSERT_EQ(list->topLevelItemCount(), 16);
    for (int merge = 0; merge < 16; ++merge) {
        std::map<std::pair<std::size_t, std::size_t>, std::size_t> counts;
        std::map<std::pair<std::size_t, std::size_t>, std::pair<std::string, std::string>> words;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            const std::pair ids{idOf[parts[i]], idOf[parts[i + 1]]};
            ++counts[ids];
            words[ids] = {parts[i], parts[i + 1]};
        }
        auto best = counts.begin();
        for (auto one = counts.begin(); one != counts.end(); ++one)
            if (one->second > best->second) best = one;
        const auto [left, right] = words[best->first];
        EXPECT_EQ(list->topLevelItem(merge)->text(3).toStdString(), left + " + " + right) << merge;
        EXPECT_EQ(list->topLevelItem(merge)->text(1).toStdString(), std::to_string(best->second)) << merge;
        EXPECT_EQ(list->topLevelItem(merge)->text(2).toStdString(), std::to_string(256 + merge));
        idOf[left + right] = std::size_t(256 + merge);
        std::vector<std::string> merged;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i + 1 < parts.size() && parts[i] == left && parts[i + 1] == right) {
                merged.push_back(left + right);
                ++i;
            } else {
                merged.push_back(parts[i]);
            }
        }
        parts = merged;
    }
    EXPECT_EQ(cell(GeneWay::BytePairs, Tokens), grouped(parts.size()).toStdString());
    EXPECT_EQ(cell(GeneWay::BytePairs, Decoded), "identical");
    EXPECT_EQ(stripTokens(), parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Token& token = (*part<GeneStrip>("geneStrip")->shown().tokens)[i];
        EXPECT_EQ(bases().substr(token.span.begin, token.span.size()), parts[i]) << i;
    }
}

TEST_F(OtherRoomTest, LearningCanBeCancelledAndBegunAgain) {
    chooseWay(GeneWay::BytePairs);
    std::string dna; // no two stretches alike, so that many merges are learnt
    unsigned state = 1;
    for (int i = 0; i < 300'000; ++i) {
        state = state * 1664525U + 1013904223U;
        dna += "ACGT"[state >> 30];
    }
    page().openFile(writeFile("long.fa", QByteArray::fromStdString(">long\n" + dna)));
    slide("geneMergeCount", 10); // 4,096
    EXPECT_TRUE(waitFor([&] { return !page().genes().isBusy(); }, 3 * minute));
    page().genes().learnPairs();
    QTest::qWait(1);
    auto* button = part<QPushButton>("trainPairs");
    ASSERT_TRUE(button->isVisible());
    EXPECT_EQ(button->text(), "Cancel");
    QTest::mouseClick(button, Qt::LeftButton);
    settle();
    EXPECT_EQ(cell(GeneWay::BytePairs, Tokens), "cancelled");
    EXPECT_EQ(stripTokens(), 0U);
    EXPECT_EQ(button->text(), "Learn again");
    slide("geneMergeCount", 0); // 4: soon there
    EXPECT_NE(cell(GeneWay::BytePairs, Tokens), "cancelled");
    EXPECT_EQ(part<QTreeWidget>("geneMerges")->topLevelItemCount(), 4);
    EXPECT_FALSE(button->isVisible());
}

TEST_F(OtherRoomTest, GptFourOhCutsTheSameLettersAsInTheTextRoom) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseWay(GeneWay::Gpt4o);
    const auto tokenizer = window->session().catalog().load("o200k_base");
    std::vector<TokenId> ids;
    tokenizer->encodeIds(bases(), ids);
    EXPECT_EQ(cell(GeneWay::Gpt4o, Tokens), grouped(ids.size()).toStdString());
    EXPECT_EQ(cell(GeneWay::Gpt4o, Decoded), "identical");
    EXPECT_EQ(stripTokens(), ids.size());
}

TEST_F(OtherRoomTest, WithoutTheVocabularyTheRowSaysSo) {
    start(home.path().toStdString());
    window->showPage(&page());
    settle();
    EXPECT_EQ(cell(GeneWay::Gpt4o, Tokens), "not installed");
    chooseWay(GeneWay::Gpt4o);
    EXPECT_TRUE(says("geneCut", "o200k_base")) << text("geneCut");
    EXPECT_EQ(stripTokens(), 0U);
}

TEST_F(OtherRoomTest, TypingIsReadAtOnceAndUndoneAsOneStep) {
    typeSequence("acgtNNacg");
    EXPECT_EQ(bases(), "ACGTNNACG");
    EXPECT_TRUE(says("geneFacts", "9 bases"));
    EXPECT_TRUE(says("geneUnclear", "Letters that do not name one base: 2 (2 × N)")) << text("geneUnclear");
    EXPECT_EQ(cell(GeneWay::SingleBase, Decoded), "identical"); // it has an N
    EXPECT_EQ(cell(GeneWay::Separate3, Decoded), "identical");
    EXPECT_EQ(cell(GeneWay::Overlapping3, Tokens), "7");
    EXPECT_EQ(cell(GeneWay::Overlapping6, Tokens), "4");
    typeSequence("ACGTX");
    EXPECT_EQ(message().rfind("typed sequence: line 1, column 5: \"X\" is no letter", 0), 0U) << message();
    EXPECT_EQ(bases().substr(0, 4), "ACGT"); // what could be read before
    QTest::keyClick(part<QPlainTextEdit>("geneInput"), Qt::Key_Backspace);
    settle();
    EXPECT_EQ(message(), "");
    EXPECT_EQ(bases(), "ACGT");
    // Ctrl+Z belongs to the room, although the caret is in the editor: all the typing is one step.
    part<QPlainTextEdit>("geneInput")->setFocus();
    QTest::keyClick(part<QPlainTextEdit>("geneInput"), Qt::Key_Z, Qt::ControlModifier);
    settle();
    EXPECT_EQ(bases().size(), 333U);
    EXPECT_TRUE(part<QPlainTextEdit>("geneInput")->toPlainText().contains("insulin"));
    page().undoStack()->redo();
    settle();
    EXPECT_EQ(bases(), "ACGT");
}

TEST_F(OtherRoomTest, UnclearLettersAreCountedAndWhatIsLostIsSaid) {
    choose("geneSamples", 1);
    EXPECT_TRUE(
        says("geneUnclear", "Letters that do not name one base: 9 (5 × N, 1 × R, 1 × S, 1 × W, 1 × Y)"))
        << text("geneUnclear");
    EXPECT_TRUE(says("geneUnclear", "Gaps (- or *) left out: 5.")) << text("geneUnclear");
    EXPECT_EQ(cell(GeneWay::SingleBase, Decoded), "4 not the same"); // R, S, W and Y come back as N
    EXPECT_EQ(cell(GeneWay::BytePairs, Decoded), "identical");
    typeSequence("AUGGCUUAA");
    EXPECT_EQ(bases(), "ATGGCTTAA");
    EXPECT_TRUE(says("geneUnclear", "RNA")) << text("geneUnclear");
}

TEST_F(OtherRoomTest, KeysMouseAndStripMeetInTheSameToken) {
    chooseWay(GeneWay::Separate6);
    auto* strip = part<GeneStrip>("geneStrip");
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Right);
    QTest::keyClick(strip, Qt::Key_Right);
    EXPECT_EQ(page().prompt()->strip.lit, 2U);
    const std::string kmer = bases().substr(12, 6);
    std::size_t place = 0; // base four in the order A, T, C, G, behind four special ids
    for (const char base : kmer) place = place * 4 + std::string("ATCG").find(base);
    EXPECT_TRUE(says("genePlace", "Token 3 of 58: " + kmer + ", id " + std::to_string(place + 4) +
                                      ", bases 13–18 · amino acids that it touches: " + translated(kmer) +
                                      " (reading frame 1)"))
        << text("genePlace");
    EXPECT_EQ(strip->accessibleDescription().toStdString(), text("genePlace"));
    QTest::mouseMove(strip->viewport(), strip->baseRect(31, 0).center().toPoint()); // token 5: bases 30 … 35
    EXPECT_TRUE(waitFor([&] { return page().prompt()->strip.lit == 5U; }));
    EXPECT_EQ(strip->lit(), 5U);
    auto* prompt = window->findChild<PromptStripWidget*>();
    QTest::mouseClick(prompt, Qt::LeftButton, Qt::NoModifier, prompt->tokenRectangle(40).center());
    EXPECT_EQ(strip->lit(), 40U);
    EXPECT_TRUE(says("genePlace", "Token 41 of 58")) << text("genePlace");
    // It was scrolled to where it can be seen.
    EXPECT_TRUE(strip->viewport()->rect().contains(strip->baseRect(240, 0).center().toPoint()));
}

TEST_F(OtherRoomTest, OverlappingWindowsAreHitInTheirOwnLine) {
    chooseWay(GeneWay::Overlapping3);
    auto* strip = part<GeneStrip>("geneStrip");
    for (const std::size_t token : {9U, 10U, 11U}) { // lines 0, 1 and 2, all over base 11
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, Qt::NoModifier,
                          strip->baseRect(11, token % 3).center().toPoint());
        EXPECT_EQ(strip->lit(), token);
    }
}

TEST_F(OtherRoomTest, ABadFastaIsNamedWithItsPlaceAndTheSequenceStays) {
    const std::pair<const char*, QByteArray> files[] = {{"protein.fa", ">p\nACGT\nMALWMRLLPL\n"},
                                                        {"empty.fa", ""},
                                                        {"title.fasta", ">only a title\n"},
                                                        {"latin.fa", "ACGT\xe4\xff"},
                                                        {"zero.fa", QByteArray("AC\0GT", 5)}};
    for (const auto& [name, bytes] : files) {
        openFile(name, bytes);
        EXPECT_EQ(message().rfind(name, 0), 0U) << name << ": " << message();
        EXPECT_EQ(bases().size(), 333U) << name;
        EXPECT_TRUE(part<QPlainTextEdit>("geneInput")->toPlainText().contains("insulin")) << name;
        EXPECT_EQ(page().undoStack()->count(), 0) << name; // nothing was opened
    }
    openFile("protein.fa", files[0].second);
    // M and A are letters of the code, L is none.
    EXPECT_NE(message().find("line 3, column 3"), std::string::npos) << message();
    page().openFile(home.filePath("absent.fa"));
    settle();
    EXPECT_EQ(message().rfind("absent.fa", 0), 0U) << message();
    openFile("good.fa", ">a title that is not UTF-8: \xff\nACGTACGT\r\nACG\n>second\nTTTT\n");
    EXPECT_EQ(message(), "");
    EXPECT_EQ(bases(), "ACGTACGTACG");
    choose("geneSequence", 1);
    EXPECT_EQ(bases(), "TTTT");
    EXPECT_EQ(cell(GeneWay::Overlapping6, Tokens), "0"); // shorter than a window
    chooseWay(GeneWay::Overlapping6);
    EXPECT_EQ(text("genePlace"), "The sequence is shorter than one token.");
}

TEST_F(OtherRoomTest, OfALongSequenceTheFirstMillionIsShownAndSaid) {
    QByteArray dna(1'200'000, 'A');
    for (int i = 0; i < dna.size(); i += 7) dna[i] = 'C';
    openFile("long.fa", dna);
    EXPECT_TRUE(says("geneFacts", "the first 1,000,000 of 1,200,000 bases")) << text("geneFacts");
    EXPECT_EQ(cell(GeneWay::SingleBase, Tokens), "1,000,000");
    EXPECT_TRUE(part<QPlainTextEdit>("geneInput")->isReadOnly());
    EXPECT_LT(part<QPlainTextEdit>("geneInput")->toPlainText().size(), 30'000);
    auto* strip = part<GeneStrip>("geneStrip");
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_End);
    EXPECT_TRUE(strip->viewport()->rect().contains(strip->baseRect(999'999, 0).center().toPoint()));
}

TEST_F(OtherRoomTest, GenesAndSeriesCanBeAddedToThePromptAsCounted) {
    QSignalSpy offered(&page(), &Page::partOffered);
    const auto offer = [&](const char* button) {
        offered.clear();
        QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton);
        EXPECT_EQ(offered.count(), 1);
        return offered.takeFirst().at(0).value<PromptPart>();
    };
    const auto counted = [](const PromptPart& part) {
        const auto bytes = std::as_bytes(std::span(part.content->data(), part.content->size()));
        return countPartTokens(*summarizePart(part.modality, bytes, "part"), part.rule);
    };
    chooseWay(GeneWay::Separate6);
    PromptPart genes = offer("offerGenes");
    EXPECT_EQ(genes.modality, Modality::Gene);
    EXPECT_EQ(counted(genes), stripTokens() + 1); // and <cls>
    EXPECT_NE(message().find("added to the prompt"), std::string::npos);
    chooseWay(GeneWay::BytePairs);
    EXPECT_EQ(counted(offer("offerGenes")), 333U);
    EXPECT_NE(message().find("no rule for this way"), std::string::npos) << message();
    show("series");
    PromptPart series = offer("offerSeries");
    EXPECT_EQ(series.modality, Modality::Series);
    EXPECT_EQ(counted(series), stripTokens());
    openFile("two.csv", "a,\"b, \"\"x\"\"\"\n1,2\n,3\n5,\n"); // one of two columns, with a hole
    choose("seriesColumn", 1);
    series = offer("offerSeries");
    EXPECT_EQ(counted(series), 3U);
    const CsvTable table = loadCsv(*series.content, "part");
    ASSERT_EQ(table.columns.size(), 1U);
    EXPECT_EQ(table.columns[0].name, "b, \"x\"");
    EXPECT_EQ(table.columns[0].values[1], 3);
    EXPECT_TRUE(std::isnan(table.columns[0].values[2]));
}

// --- series ---

/// The definition of Chronos's bins, by walking along all boundaries.
std::size_t plainBin(double scaled, std::size_t tokens) {
    const std::size_t centres = tokens - 3;
    const double step = 30.0 / double(centres - 1);
    std::size_t count = 1;
    for (std::size_t i = 0; i + 1 < centres; ++i)
        if (-15 + (double(i) + 0.5) * step <= scaled) ++count;
    return std::min(count + 2, tokens - 1);
}

TEST_F(OtherRoomTest, BinsRebuildWithinHalfABin) {
    show("series");
    const auto tokens = page().series().tokens();
    ASSERT_EQ(tokens->values.size(), 720U);
    double sum = 0;
    for (const double value : tokens->values) sum += std::fabs(value);
    const double scale = sum / 720;
    double largest = 0, all = 0;
    const double step = 30.0 / 252; // a vocabulary of 256: 253 centres
    for (std::size_t i = 0; i < 720; ++i) {
        const std::size_t id = plainBin(tokens->values[i] / scale, 256);
        ASSERT_EQ(tokens->chronos.ids[i], id) << i;
        const double error = std::fabs((-15 + double(id - 3) * step) * scale - tokens->values[i]);
        largest = std::max(largest, error);
        all += error;
    }
    const auto shown = [](double value) { return QLocale().toString(value, 'g', 4).toStdString(); };
    EXPECT_TRUE(
        says("seriesErrors", "at most " + shown(largest) + " °C, on average " + shown(all / 720) + " °C"))
        << text("seriesErrors");
    EXPECT_TRUE(
        says("seriesErrors", "Half a bin is " + shown(step / 2 * scale) + " °C: no value is further off."))
        << text("seriesErrors");
    EXPECT_LE(largest, step / 2 * scale + 1e-9);
    slide("seriesBins", 9); // 4,096, as published
    EXPECT_TRUE(says("seriesFacts", "4,093 bins")) << text("seriesFacts");
    EXPECT_EQ(page().series().tokens()->chronos.ids[5], plainBin(tokens->values[5] / scale, 4096));
}

TEST_F(OtherRoomTest, TheChartsShowValuesRebuiltOnesAndErrors) {
    show("series");
    const auto tokens = page().series().tokens();
    auto* chart = part<SeriesChart>("seriesChart");
    part<QScrollBar>("seriesScroll")->setValue(100);
    const auto values = chart->shownValues(), rebuilt = chart->shownRebuilt(), errors = chart->shownErrors();
    ASSERT_EQ(values.size(), 192U);
    ASSERT_EQ(rebuilt.size(), 384U); // steps
    for (std::size_t i = 0; i < 192; ++i) {
        EXPECT_EQ(values[i], QPointF(double(i + 100), tokens->values[i + 100]));
        EXPECT_EQ(rebuilt[2 * i], QPointF(double(i) + 99.5, tokens->rebuilt.values[i + 100]));
        EXPECT_EQ(errors[i].y(), tokens->rebuilt.values[i + 100] - tokens->values[i + 100]);
    }
}

TEST_F(OtherRoomTest, HoveringAValueLightsItsTokenAndTheOtherWayRound) {
    show("series");
    auto* chart = part<SeriesChart>("seriesChart");
    QWidget* view = chart->upperViewport();
    for (const std::size_t value : {17U, 120U}) {
        QTest::mouseMove(view, chart->placeOf(value).toPoint());
        EXPECT_TRUE(waitFor([&] { return page().prompt()->strip.lit == value; })) << value;
    }
    EXPECT_TRUE(says("seriesPlace", "Value 120:")) << text("seriesPlace");
    QTest::mouseMove(window.get(), QPoint(1, 1));
    page().hoverToken(std::nullopt);
    auto* prompt = window->findChild<PromptStripWidget*>();
    QTest::mouseClick(prompt, Qt::LeftButton, Qt::NoModifier, prompt->tokenRectangle(500).center());
    const std::size_t lit = *page().prompt()->strip.lit; // 720 marks over fewer pixels: about there
    EXPECT_NEAR(double(lit), 500, 3);
    EXPECT_EQ(chart->lit(), (std::pair<std::size_t, std::size_t>(lit, lit + 1)));
    EXPECT_LE(std::size_t(part<QScrollBar>("seriesScroll")->value()), lit);
    EXPECT_GT(std::size_t(part<QScrollBar>("seriesScroll")->value()) + 192, lit);
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Right);
    EXPECT_EQ(page().prompt()->strip.lit, lit + 1);
    EXPECT_EQ(chart->accessibleDescription().toStdString(), text("seriesPlace"));
}

TEST_F(OtherRoomTest, PatchesOverlapAndNothingIsLost) {
    show("series");
    choose("seriesWay", 1);
    EXPECT_EQ(stripTokens(), std::size_t((720 - 16) / 8 + 2));
    EXPECT_TRUE(says("seriesErrors", "Nothing is lost but rounding")) << text("seriesErrors");
    page().pinToken(3);
    EXPECT_EQ(part<SeriesChart>("seriesChart")->lit(), (std::pair<std::size_t, std::size_t>(24, 40)));
    EXPECT_TRUE(says("seriesPlace", "Token 4 of 90: values 24 to 39")) << text("seriesPlace");
    auto* chart = part<SeriesChart>("seriesChart");
    QTest::mouseMove(chart->upperViewport(), chart->placeOf(50).toPoint()); // patches 5 and 6 hold it
    EXPECT_TRUE(waitFor([&] { return page().prompt()->strip.lit == 6U; }));
    page().hoverToken(std::nullopt);
    const auto tokens = page().series().tokens();
    double mean = 0, squares = 0;
    for (const double value : tokens->values) mean += value / 720;
    for (const double value : tokens->values) squares += (value - mean) * (value - mean) / 720;
    const double first = (tokens->values[24] - mean) / std::sqrt(squares);
    EXPECT_TRUE(says("seriesPlace", ": " + QString::number(first, 'f', 2).toStdString() + "  "))
        << text("seriesPlace") << first;
    // A stride longer than the patch leaves holes.
    slide("patchLength", 1); // 4
    slide("patchStride", 3); // 8
    EXPECT_TRUE(says("seriesErrors", "Values in no patch, lost: ")) << text("seriesErrors");
    for (const std::size_t token : {std::size_t(0), stripTokens() - 1})
        page().pinToken(token); // no place outside
}

TEST_F(OtherRoomTest, AFileWithHolesShowsThemAndTheyBecomeTokenZero) {
    show("series");
    openFile("holes.csv", "time;temp;note\n1;3,5;x\n2;;x\n3;abc;x\n4;4,5;x\n5;-1;x\n");
    auto* column = part<QComboBox>("seriesColumn");
    ASSERT_EQ(column->count(), 2); // the notes are no numbers
    choose("seriesColumn", 1);
    const auto tokens = page().series().tokens();
    ASSERT_EQ(tokens->values.size(), 5U);
    EXPECT_EQ(tokens->values[0], 3.5);
    EXPECT_EQ(tokens->chronos.ids[1], 0U);
    EXPECT_EQ(tokens->chronos.scale, 3.0); // (3.5 + 4.5 + 1) / 3
    EXPECT_TRUE(says("seriesHoles", "Rows without a number here (hatched): 2 of 5")) << text("seriesHoles");
    EXPECT_TRUE(says("seriesHoles", "With words instead: 1.")) << text("seriesHoles");
    EXPECT_EQ(part<SeriesChart>("seriesChart")->shownValues().size(), 3U);
    page().pinToken(2);
    EXPECT_EQ(text("seriesPlace"), "Value 2 is missing: token 0");
    page().undoStack()->undo(); // the column
    page().undoStack()->undo(); // the file
    settle();
    EXPECT_EQ(page().series().tokens()->values.size(), 720U);
}

TEST_F(OtherRoomTest, ABadTableIsNamedWithItsPlaceAndTheSeriesStays) {
    show("series");
    const std::pair<const char*, QByteArray> files[] = {{"empty.csv", ""},
                                                        {"words.csv", "a,b\nx,y\n"},
                                                        {"quote.csv", "a\n1\n\"open\n2\n"},
                                                        {"bytes.csv", QByteArray::fromHex("ff00fe0a")}};
    for (const auto& [name, bytes] : files) {
        openFile(name, bytes);
        EXPECT_EQ(message().rfind(name, 0), 0U) << name << ": " << message();
        EXPECT_GT(message().size(), std::string(name).size() + 10) << message();
        EXPECT_EQ(page().series().tokens()->values.size(), 720U) << name;
    }
    openFile("one.csv", "7"); // one column, one value, no name
    EXPECT_EQ(page().series().tokens()->values, std::vector<double>{7});
    EXPECT_EQ(message(), "");
    choose("seriesWay", 1);
    EXPECT_EQ(stripTokens(), 0U);
    EXPECT_TRUE(says("seriesErrors", "shorter than one patch")) << text("seriesErrors");
    choose("seriesWay", 0);
    openFile("zeros.csv", "0\n0\n0\n");
    EXPECT_EQ(page().series().tokens()->chronos.scale, 1);
    openFile("large.csv", "1e300\n-1e300\n1\n");
    EXPECT_EQ(message(), "");
}

TEST_F(OtherRoomTest, OfAHugeTableThePartThatIsLookedAtIsSaid) {
    QByteArray table = "x\n";
    for (int i = 0; i < 260'000; ++i) table += QByteArray::number(i % 100) + '\n';
    openFile("huge.csv", table);
    EXPECT_TRUE(says("seriesFacts", "only the first 250,000 of 260,000 rows")) << text("seriesFacts");
    EXPECT_EQ(stripTokens(), 250'000U);
}

TEST_F(OtherRoomTest, TheSameSeedGivesTheSameNoise) {
    show("series");
    const auto first = page().series().tokens()->values;
    part<QSpinBox>("seriesSeed")->setValue(2);
    settle();
    EXPECT_NE(page().series().tokens()->values, first);
    part<QSpinBox>("seriesSeed")->setValue(1);
    settle();
    EXPECT_EQ(page().series().tokens()->values, first);
    choose("seriesSource", 3); // rare spikes: outside of the bins
    EXPECT_TRUE(says("seriesErrors", "are clipped")) << text("seriesErrors");
}

// --- volumes and points ---

TEST_F(OtherRoomTest, AVolumeIsCutAsPublishedForUnetr) {
    show("volume");
    EXPECT_TRUE(says("volumeFacts", "6 × 6 × 6 = 216 blocks")) << text("volumeFacts");
    EXPECT_TRUE(says("volumeFacts", "16 × 16 × 16 = 4,096 numbers")) << text("volumeFacts");
    EXPECT_EQ(stripTokens(), 216U);
    slide("blockSide", 5);  // 20: 4 fit into 96
    slide("blockDepth", 0); // 1
    EXPECT_TRUE(says("volumeFacts", "96 × 4 × 4 = 1,536 blocks")) << text("volumeFacts");
    EXPECT_TRUE(says("volumeFacts", "1 × 20 × 20 = 400 numbers")) << text("volumeFacts");
    EXPECT_TRUE(says("volumeFacts", "31 % of the voxels fill no block"))
        << text("volumeFacts"); // 1 − (80 / 96)²
    page().undoStack()->undo();
    page().undoStack()->undo();
    EXPECT_EQ(stripTokens(), 216U);
}

TEST_F(OtherRoomTest, ABlockIsTheSameInAllSlicesAndItsNumbersAreItsVoxels) {
    show("volume");
    slide("volumeZ", 20); // the second layer of blocks
    auto* top = part<PictureCanvas>("sliceZ");
    QTest::mouseClick(top, Qt::LeftButton, Qt::NoModifier,
                      top->toWidget(QPointF(40, 70)).toPoint()); // x 32 … 47, y 64 … 79
    const std::size_t block = (1 * 6 + 4) * 6 + 2;
    EXPECT_EQ(page().prompt()->strip.lit, block);
    EXPECT_EQ(text("volumePlace"), "Token " + std::to_string(block + 1) +
                                       " of 216: the block from z = 16 to 31, y = 64 to 79, x = 32 to 47");
    EXPECT_EQ(part<PictureCanvas>("sliceY")->lit(), 1U * 6 + 2); // z down, x to the right
    EXPECT_EQ(part<PictureCanvas>("sliceX")->lit(), 1U * 6 + 4); // z down, y to the right
    EXPECT_EQ(text("captionY"), "slice y = 72");                 // through its middle
    EXPECT_EQ(top->accessibleDescription().toStdString(), text("volumePlace"));
    const float first = page().volume().volume()->at(16, 64, 32);
    EXPECT_EQ(part<QLabel>("volumeNumbers")->text().split('\n')[1].left(4),
              QString::number(double(first), 'f', 2));
    // In the side view the block below; in the strip another layer, and the slice goes there.
    QTest::keyClick(part<PictureCanvas>("sliceY"), Qt::Key_Down);
    EXPECT_EQ(page().prompt()->strip.lit, block + 36);
    page().pinToken(0);
    EXPECT_EQ(text("captionZ"), "slice z = 8");
    page().pinToken(block);
    EXPECT_EQ(text("captionZ"), "slice z = 20");
}

TEST_F(OtherRoomTest, OnlyOccupiedVoxelsBecomeTokens) {
    show("points");
    slide("voxelSide", 2); // 8
    const std::vector<Point>& points = page().points().points();
    ASSERT_EQ(points.size(), 1024U);
    // A plain reference: which of the 512 cubes has a point.
    double low[3] = {1e9, 1e9, 1e9}, high[3] = {-1e9, -1e9, -1e9};
    const auto coordinates = [](const Point& point) {
        return std::array<double, 3>{point.x, point.y, point.z};
    };
    for (const Point& point : points)
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], coordinates(point)[axis]);
            high[axis] = std::max(high[axis], coordinates(point)[axis]);
        }
    const double extent = std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2]});
    std::set<std::array<int, 3>> occupied;
    for (const Point& point : points) {
        std::array<int, 3> cube{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double corner = (low[axis] + high[axis] - extent) / 2;
            cube[axis] = std::clamp(int((coordinates(point)[axis] - corner) / extent * 8), 0, 7);
        }
        occupied.insert(cube);
    }
    EXPECT_TRUE(says("pointsFacts", "8 × 8 × 8 = 512 voxels in all; a point lies in " +
                                        std::to_string(occupied.size()) + " of them"))
        << text("pointsFacts");
    EXPECT_EQ(stripTokens(), occupied.size());
    // Point-BERT as in the facts: 64 groups of 32 for 1,024 points, each in two of them.
    EXPECT_TRUE(says("pointsGroups", "64 centres")) << text("pointsGroups");
    EXPECT_TRUE(says("pointsGroups", "2.00 groups on average")) << text("pointsGroups");
    auto* cloud = part<PointCloudView>("pointCloud");
    QTest::mouseMove(cloud, cloud->placeOf(77).toPoint());
    EXPECT_TRUE(
        waitFor([&] { return cloud->lit().has_value() && cloud->lit() == page().prompt()->strip.lit; }));
    cloud->setFocus();
    QTest::keyClick(cloud, Qt::Key_Home);
    EXPECT_TRUE(says("pointsPlace", "Token 1 of " + std::to_string(occupied.size()))) << text("pointsPlace");
    slide("cloudTurn", 30);
    EXPECT_EQ(page().undoStack()->count(), 1); // turning is no change of the tokens
}

TEST_F(OtherRoomTest, SpeaksBothLanguagesInEveryView) {
    window->useLanguage(QStringLiteral("zh_CN"));
    for (const QString& view : page().scenes()) {
        show(view.toLatin1().constData());
        int chinese = 0;
        for (const QLabel* label : page().findChildren<QLabel*>()) {
            const QString words = label->text();
            if (!label->isVisible() || words.isEmpty()) continue;
            const bool hasHan =
                std::any_of(words.begin(), words.end(), [](QChar c) { return c.unicode() >= 0x4e00; });
            chinese += hasHan;
            EXPECT_TRUE(hasHan || !words.contains(QRegularExpression(QStringLiteral("[a-z]{4}"))))
                << label->objectName().toStdString() << ": " << words.toStdString();
        }
        EXPECT_GT(chinese, 4) << view.toStdString();
    }
    window->useLanguage(QStringLiteral("en"));
    show("genes");
    EXPECT_TRUE(says("geneSentence", "A gene is a text")) << text("geneSentence");
}

} // namespace
} // namespace tokenarium
