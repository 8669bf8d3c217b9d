// SPDX-License-Identifier: GPL-3.0-or-later
// A person makes a prompt of several parts in the real window; its numbers are compared with those of the
// command line and with plain sums.
#include "tests/app/window_fixture.h"

#include "app/pages/other_page.h"
#include "app/pages/picture_page.h"
#include "app/pages/sound_page.h"
#include "app/prompt/part_file.h"
#include "app/prompt/prompt_panel.h"
#include "app/session_store.h"
#include "engine/file/sha256.h"
#include "engine/prompt/prompt_file.h"
#include "tests/support/run_program.h"
#include "widgets/prompt/context_gauge_widget.h"
#include "widgets/prompt/part_list.h"
#include "widgets/prompt_strip_widget.h"
#include "widgets/style/number_text.h"

#include <QAccessible>
#include <QDir>
#include <QDropEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QUndoStack>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace tokenarium {
namespace {

using ::testing::ElementsAre;
using Json = nlohmann::json;

const QString samples = QStringLiteral(TOKENARIUM_SOURCE_DIR "/resources/samples/");
const QString picture = samples + QStringLiteral("images/landscape.png");
const QString sound = samples + QStringLiteral("audio/english-1-woman.flac");
/// 72 bases, in a folder that is no one else's.
QString writeGenes() {
    static const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("insulin.fasta")));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(">INS\n" + QByteArray("ACGTTGCA").repeated(9) + "\n");
    return file.fileName();
}
const QString genes = writeGenes();
const QString series = samples + QStringLiteral("parts/temperatures.csv");
const QString film = samples + QStringLiteral("images/ball.gif");

class PromptPartsTest : public WindowTest {
protected:
    PromptSession& prompt() { return window->prompt(); }
    PartList& list() { return *window->findChild<PartList*>(); }
    ContextGaugeWidget& gauge() { return *window->findChild<ContextGaugeWidget*>(); }
    PromptStripWidget& strip() { return *window->findChild<PromptStripWidget*>(); }
    QString said() {
        return window->findChild<MessageBar*>(QStringLiteral("promptMessages"))->message();
    }
    PicturePage& pictures() { return *window->findChild<PicturePage*>(); }
    bool settled() {
        return waitFor([this] {
            return !prompt().isCounting() && list().cards().size() == prompt().items().size() &&
                   sumOfCards() == prompt().totalTokens() && // the cards follow a moment later
                   std::all_of(list().cards().begin(), list().cards().end(),
                               [](const PartCard& card) { return card.tokens || !card.trouble.empty(); });
        });
    }
    /// Behind the last part.
    void add(const QStringList& files) {
        QSignalSpy added(window.get(), &MainWindow::partsAdded);
        window->addFiles(files, prompt().items().size());
        ASSERT_TRUE(added.count() > 0 || added.wait(20'000));
        ASSERT_TRUE(settled());
    }
    bool open(const QString& file) {
        QSignalSpy opened(window.get(), &MainWindow::opened);
        window->openFile(file);
        return (opened.count() > 0 || opened.wait(20'000)) && settled();
    }
    /// Everything that the cards say: kind, tokens, and a star at the text that is being edited.
    std::vector<std::string> cards() {
        EXPECT_TRUE(settled());
        std::vector<std::string> all;
        for (const PartCard& card : list().cards())
            all.push_back(std::string(card.isEdited ? "*" : "") + modalityName(card.modality) + " " +
                          (card.tokens ? std::to_string(*card.tokens) : card.trouble));
        return all;
    }
    std::size_t sumOfCards() {
        std::size_t sum = 0;
        for (const PartCard& card : list().cards()) sum += card.tokens.value_or(0);
        return sum;
    }
    static Json countedByCommand(const QStringList& words) {
        testing::ProgramRun run;
        run.command = {TOKENARIUM_CLI, "tokens", "--json"};
        for (const QString& word : words) run.command.push_back(word.toStdString());
        const testing::ProgramResult result = runProgram(run);
        EXPECT_EQ(result.exitCode, 0) << result.messages;
        return Json::parse(result.output);
    }
    QString pathOf(const char* name) { return home.filePath(QString::fromLatin1(name)); }
    QString write(const char* name, const QByteArray& bytes) {
        QFile file(pathOf(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    /// What a mouse that carries files or a card does at a place of a widget.
    void drop(QWidget& target, QPoint point, const QMimeData& data) {
        QDragEnterEvent enter(point, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&target, &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDragMoveEvent move(point, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&target, &move);
        QDropEvent drop(point, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&target, &drop);
    }
    void dropFile(QWidget& target, QPoint point, const QString& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        drop(target, point, data);
    }
    QPoint middleOfCard(int place) { return list().visualRect(list().model()->index(place, 0)).center(); }
    void clickCard(int place) {
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, middleOfCard(place));
    }
    void undo() { window->session().undoStack().undo(); }
    void redo() { window->session().undoStack().redo(); }
    std::string text() { return window->session().text().text(); }
};

TEST_F(PromptPartsTest, OneTextLooksAsItAlwaysDid) {
    putText("one text");
    EXPECT_FALSE(list().isVisible());
    EXPECT_FALSE(gauge().isVisible());
    EXPECT_FALSE(strip().label().contains("parts"));
    EXPECT_FALSE(says("tokenCount").contains("parts"));
    window->addFiles({genes}, 1);
    EXPECT_TRUE(waitFor([&] { return list().isVisible() && gauge().isVisible(); }));
    undo();
    EXPECT_FALSE(list().isVisible());
    EXPECT_TRUE(strip().label().contains(QStringLiteral("tokens")));
}

TEST_F(PromptPartsTest, EveryKindIsCountedAsTheCommandLineCounts) {
    REQUIRE_VOCABULARY("o200k_base");
    const QStringList files = {samples + "english.txt", picture, sound, genes, series, film};
    chooseTokenizer("o200k_base");
    putText("");
    add(files);
    const Json answer = countedByCommand(files);
    const std::vector<PartCard>& shown = list().cards();
    ASSERT_EQ(shown.size(), 7U);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(modalityName(shown[i + 1].modality), answer["files"][i]["type"]);
        EXPECT_EQ(shown[i + 1].tokens, answer["files"][i]["tokens"].get<std::size_t>()) << i;
    }
    const auto total = answer["total"].get<std::size_t>();
    EXPECT_EQ(sumOfCards(), total);
    EXPECT_TRUE(waitFor([&] { return gauge().gauge().tokens == total; }));
    EXPECT_EQ(says("promptTotal").toStdString(),
              (grouped(total) + " tokens in 7 parts · " + percent(double(total) / 128'000) + " of 128 k")
                  .toStdString());
    EXPECT_EQ(says("tokenCount").toStdString(), ("Tokens: " + grouped(total) + " in 7 parts").toStdString());
    EXPECT_EQ(says("contextShare").toStdString(), (percent(double(total) / 128'000) + " of").toStdString());
}

TEST_F(PromptPartsTest, PartsMoveAndGoByKeysAndMouse) {
    putText("hello");
    chooseTokenizer("bytes");
    add({genes, series});
    EXPECT_THAT(cards(), ElementsAre("*text 5", "gene 72", "series 48"));
    list().setFocus();
    list().setCurrent(2);
    QTest::keyClick(&list(), Qt::Key_Left, Qt::ControlModifier);
    EXPECT_THAT(cards(), ElementsAre("*text 5", "series 48", "gene 72"));
    EXPECT_EQ(list().current(), 1U) << "the keyboard stays at the card";
    QTest::keyClick(&list(), Qt::Key_Left, Qt::AltModifier);
    EXPECT_THAT(cards(), ElementsAre("series 48", "*text 5", "gene 72"));
    EXPECT_TRUE(list().model()->flags(list().model()->index(0, 0)) & Qt::ItemIsDragEnabled);
    QMimeData card; // dragged behind the last
    card.setData(QStringLiteral("application/x-tokenarium-part"), "0");
    drop(*list().viewport(), middleOfCard(2) + QPoint(20, 0), card);
    EXPECT_THAT(cards(), ElementsAre("*text 5", "gene 72", "series 48"));
    window->showPage(&pictures()); // which has an undo of its own
    list().setFocus();
    list().setCurrent(1);
    QTest::keyClick(&list(), Qt::Key_Delete);
    EXPECT_THAT(cards(), ElementsAre("*text 5", "series 48"));
    QTest::keyClick(&list(), Qt::Key_Z, Qt::ControlModifier); // the window's Undo, whatever the room is
    EXPECT_THAT(cards(), ElementsAre("*text 5", "gene 72", "series 48"));
}

TEST_F(PromptPartsTest, UndoCrossesTypingAndParts) {
    chooseTokenizer("bytes");
    eraseAll();
    typeAscii("ab");
    add({genes});
    typeAscii("cd");
    list().setFocus();
    list().setCurrent(1);
    QTest::keyClick(&list(), Qt::Key_Left, Qt::ControlModifier);
    editor().setFocus();
    typeAscii("e");
    EXPECT_THAT(cards(), ElementsAre("gene 72", "*text 5"));
    undo();
    EXPECT_THAT(cards(), ElementsAre("gene 72", "*text 4"));
    undo();
    EXPECT_THAT(cards(), ElementsAre("*text 4", "gene 72"));
    undo();
    EXPECT_THAT(cards(), ElementsAre("*text 2", "gene 72"));
    undo();
    EXPECT_EQ(prompt().items().size(), 1U);
    EXPECT_EQ(text(), "ab");
    for (int i = 0; i < 4; ++i) redo();
    EXPECT_THAT(cards(), ElementsAre("gene 72", "*text 5"));
    EXPECT_EQ(text(), "abcde");
}

TEST_F(PromptPartsTest, AClickedTextIsTheOneThatIsEdited) {
    chooseTokenizer("bytes");
    putText("first");
    find<QToolButton>("addToPrompt")->menu()->actions().first()->trigger(); // "Add a text part"
    typeAscii("the other");
    EXPECT_THAT(cards(), ElementsAre("text 5", "*text 9"));
    EXPECT_EQ(list().cards()[1].title, "the other");
    clickCard(0);
    EXPECT_THAT(cards(), ElementsAre("*text 5", "text 9"));
    EXPECT_EQ(text(), "first");
    press(Qt::Key_End, Qt::ControlModifier);
    typeAscii("!");
    EXPECT_THAT(cards(), ElementsAre("*text 6", "text 9"));
    EXPECT_EQ(gauge().gauge().tokens, 15U);
}

TEST_F(PromptPartsTest, ThePictureRoomGivesAndTakesParts) {
    window->showPage(&pictures());
    ASSERT_TRUE(waitFor([&] { return pictures().isSettled(); }));
    auto* button = pictures().findChild<QPushButton*>(QStringLiteral("addPicture"));
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(settled());
    // GPT-4o: 640 x 427 are two tiles of 512, 85 + 2 * 170.
    EXPECT_EQ(list().cards()[1].tokens, 425U);
    EXPECT_EQ(QString::fromStdString(list().cards()[1].title), "landscape.png");
    pictures().session().openSample(QStringLiteral("face"));
    ASSERT_TRUE(waitFor([&] { return pictures().session().picture().title == "face.png"; }));
    EXPECT_TRUE(list().isVisible());
    EXPECT_FALSE(gauge().isVisible()) << "the room needs the height";
    window->showPage(window->findChild<TextPage*>());
    EXPECT_TRUE(gauge().isVisible());
    clickCard(1);
    EXPECT_EQ(&window->currentPage(), &pictures());
    EXPECT_TRUE(waitFor([&] { return pictures().session().picture().title == "landscape.png"; }));
    pictures().showView(QStringLiteral("video"));
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(settled());
    EXPECT_EQ(list().cards()[2].modality, Modality::Video);
    EXPECT_EQ(prompt().items()[2].part.rule, pictures().session().choices().videoRule);
    EXPECT_TRUE(list().cards()[2].tokens.value_or(0) > 0);
}

TEST_F(PromptPartsTest, TheOtherRoomGivesAndTakesParts) {
    auto* others = window->findChild<OtherPage*>();
    window->showPage(others);
    auto* button = others->findChild<QPushButton*>(QStringLiteral("offerGenes"));
    ASSERT_TRUE(waitFor([&] { return others->isSettled() && button->isVisible(); }));
    QTest::mouseClick(button, Qt::LeftButton);
    add({genes, series});
    EXPECT_EQ(list().cards()[1].modality, Modality::Gene);
    EXPECT_EQ(*prompt().items()[1].part.content, *others->genes().offer().part.content);
    window->showPage(window->findChild<TextPage*>());
    clickCard(2);
    EXPECT_EQ(&window->currentPage(), others);
    EXPECT_TRUE(waitFor([&] { return *others->genes().text().text == *prompt().items()[2].part.content; }));
    clickCard(3);
    EXPECT_TRUE(waitFor([&] { return others->series().source().title == "temperatures.csv"; }));
}

TEST_F(PromptPartsTest, TheSoundRoomGivesAndTakesParts) {
    add({sound});
    clickCard(1);
    auto* sounds = window->findChild<SoundPage*>();
    EXPECT_EQ(&window->currentPage(), sounds);
    EXPECT_TRUE(waitFor([&] { return sounds->session().sound().source.title == "english-1-woman.flac"; }));
    EXPECT_TRUE(waitFor([&] { return sounds->isSettled(); }));
    auto* button = sounds->findChild<QPushButton*>(QStringLiteral("addSound"));
    ASSERT_NE(button, nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return prompt().items().size() == 3; }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(*prompt().items()[2].part.content, *prompt().items()[1].part.content);
}

TEST_F(PromptPartsTest, AnotherRuleGivesAnotherNumber) {
    chooseTokenizer("bytes");
    add({picture, genes});
    const auto countBy = [&](std::size_t place, const char* rule) {
        const std::unique_ptr<QMenu> menu(window->findChild<PromptPanel*>()->menuOf(place));
        for (QAction* action : menu->findChildren<QAction*>())
            if (action->data().toString() == QLatin1String(rule)) action->trigger();
        EXPECT_TRUE(settled());
        return list().cards()[place].tokens;
    };
    EXPECT_EQ(countBy(2, "dnabert-3"), 72U - 3 + 1 + 2); // overlapping, with [CLS] and [SEP]
    EXPECT_EQ(countBy(2, "nucleotide-transformer"), 72U / 6 + 1);
    EXPECT_EQ(countBy(1, "openai-tile/gpt-4o/high"), 425U);
    undo();
    undo();
    ASSERT_TRUE(settled());
    EXPECT_EQ(list().cards()[2].tokens, 72U - 3 + 1 + 2);
}

TEST_F(PromptPartsTest, APromptIsSavedAndOpenedWhole) {
    chooseTokenizer("characters");
    putText("你好");
    add({picture, sound, samples + "chinese.txt"});
    prompt().setRule(1, "openai-tile/gpt-4o/high");
    const std::vector<std::string> before = cards();
    const QString file = pathOf("talk.tokenarium");
    ASSERT_TRUE(window->savePromptTo(file, false));
    EXPECT_FALSE(window->isWindowModified());
    EXPECT_TRUE(window->windowTitle().startsWith("talk.tokenarium"));
    const Json answer = countedByCommand({file});
    EXPECT_EQ(answer["total"].get<std::size_t>(), sumOfCards()) << "the command line says the same";
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(answer["files"][i]["tokens"].get<std::size_t>(), list().cards()[i].tokens) << i;
    EXPECT_EQ(answer["files"][0]["rule"], "characters");

    prompt().remove(1);
    chooseTokenizer("bytes");
    EXPECT_TRUE(window->isWindowModified());
    ASSERT_TRUE(open(file));
    EXPECT_EQ(window->session().tokenizerName(), "characters") << "as it was counted when it was saved";
    EXPECT_EQ(cards(), before);
    EXPECT_FALSE(window->isWindowModified());
    undo(); // opening is one step
    EXPECT_EQ(prompt().items().size(), 3U);
    const auto onDisk = loadPrompt(std::filesystem::u8path(file.toStdString()));
    for (const PromptPart& part : onDisk->prompt.parts) {
        EXPECT_EQ(part.origin, "") << "no path of this machine";
        EXPECT_EQ(part.path, "");
    }
}

TEST_F(PromptPartsTest, LinkedFilesThatChangedOrWentAreNamed) {
    chooseTokenizer("bytes");
    putText("words");
    const QString first = write("a.fasta", ">a\nACGT\n"), second = write("b.csv", "x\n1\n2\n");
    add({first, second, genes});
    const QString file = pathOf("linked.tokenarium");
    ASSERT_TRUE(window->savePromptTo(file, true));
    const auto onDisk = loadPrompt(std::filesystem::u8path(file.toStdString()));
    ASSERT_TRUE(onDisk && onDisk->troubles.empty());
    EXPECT_EQ(onDisk->prompt.parts[1].path, "a.fasta") << "relative, so that the folder can move";
    const std::string bytes = ">a\nACGT\n";
    EXPECT_EQ(onDisk->prompt.parts[1].sha256, sha256(std::as_bytes(std::span(bytes))));
    EXPECT_EQ(onDisk->prompt.parts[3].path, genes.toStdString());
    EXPECT_FALSE(onDisk->prompt.parts[0].isLinked()) << "a text may have been edited";
    ASSERT_TRUE(open(file));
    EXPECT_THAT(cards(), ElementsAre("*text 5", "gene 4", "series 2", "gene 72"));
    EXPECT_TRUE(prompt().file().linked);
    ASSERT_TRUE(window->savePromptTo(file, true)); // they are known to be files still
    EXPECT_EQ(loadPrompt(std::filesystem::u8path(file.toStdString()))->prompt.parts[2].path, "b.csv");

    write("a.fasta", ">a\nACGTACGT\n");
    ASSERT_TRUE(QFile::remove(second));
    ASSERT_TRUE(open(file));
    EXPECT_TRUE(said().contains("a.fasta") && said().contains("has changed")) << said().toStdString();
    EXPECT_TRUE(said().contains("b.csv")) << said().toStdString();
    EXPECT_EQ(list().cards()[1].tokens, std::nullopt);
    EXPECT_NE(list().cards()[1].trouble.find("has changed"), std::string::npos);
    EXPECT_EQ(list().cards()[3].tokens, 72U);
    EXPECT_TRUE(says("promptTotal").contains(QStringLiteral("⚠ 2 not counted")));
    // Saving again loses nothing: the links stay.
    ASSERT_TRUE(window->savePromptTo(file, false));
    EXPECT_EQ(loadPrompt(std::filesystem::u8path(file.toStdString()))->troubles.size(), 2U);
}

TEST_F(PromptPartsTest, BadPromptsSayWhyAndChangeNothing) {
    putText("mine");
    window->openFile(write("bad.tokenarium", "PK\x03\x04 and no more"));
    EXPECT_TRUE(waitFor([&] { return said().contains("bad.tokenarium"); })) << said().toStdString();
    EXPECT_EQ(text(), "mine");
    window->addFiles({pathOf("nowhere.wav"), write("cut.png", "\x89PNG\r\n\x1a\n"), genes}, 1);
    ASSERT_TRUE(waitFor([&] { return prompt().items().size() == 3; }));
    EXPECT_TRUE(said().contains("nowhere.wav does not exist")) << said().toStdString();
    ASSERT_TRUE(settled());
    EXPECT_NE(list().cards()[1].trouble.find("cut.png"), std::string::npos) << "stays, and says why";
    EXPECT_EQ(list().cards()[2].tokens, 72U);
    undo();
    EXPECT_EQ(prompt().items().size(), 1U) << "files that came together go together";
}

TEST_F(PromptPartsTest, TheNextStartHasEverything) {
    chooseTokenizer("bytes");
    putText("first");
    add({picture, genes});
    prompt().setRule(2, "nucleotide-transformer");
    find<QToolButton>("addToPrompt")->menu()->actions().first()->trigger();
    typeAscii("second");
    const std::vector<std::string> before = cards();
    window->close();
    start();
    ASSERT_TRUE(settled());
    EXPECT_EQ(cards(), before);
    EXPECT_EQ(text(), "second");
    clickCard(0);
    EXPECT_EQ(text(), "first");
}

TEST_F(PromptPartsTest, AKillAfterSwitchingTextsLosesNothing) {
    chooseTokenizer("bytes");
    putText("first");
    add({genes});
    find<QToolButton>("addToPrompt")->menu()->actions().first()->trigger();
    typeAscii("second");
    clickCard(0);
    press(Qt::Key_End, Qt::ControlModifier);
    typeAscii("!");
    clickCard(1); // the one that was added behind the first, and now the lamp goes out: what is on the disk is all there is
    QDir(home.path()).mkpath(QStringLiteral("after/contents"));
    for (const QString& folder : {QString(), QStringLiteral("contents/")}) {
        const QDir kept(home.filePath("store/" + folder));
        for (const QString& name : kept.entryList(QDir::Files | QDir::Hidden))
            if (!name.endsWith("lock")) QFile::copy(kept.filePath(name), home.filePath("after/" + folder + name));
    }
    window = std::make_unique<MainWindow>(
        TokenizerCatalog({testing::vocabulariesFolder()}), language, appearance,
        WindowOptions{home.filePath("other.ini"), home.filePath("after"), {}});
    std::vector<std::string> texts;
    for (const PromptPart& part : prompt().prompt().parts)
        if (part.modality == Modality::Text) texts.push_back(*part.content);
    EXPECT_THAT(texts, ElementsAre("first!", "second"));
    EXPECT_EQ(prompt().items().size(), 3U);
}

TEST_F(PromptPartsTest, ADamagedStoreSaysSoAndKeepsTheFile) {
    putText("text");
    add({genes});
    window->close();
    window.reset();
    QFile file(home.filePath("store/parts.tokenarium"));
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    file.resize(file.size() / 2);
    file.close();
    start();
    EXPECT_EQ(text(), "text") << "the text has a place of its own";
    EXPECT_TRUE(said().contains("parts.tokenarium")) << said().toStdString();
    EXPECT_TRUE(QFile::exists(home.filePath("store/parts.damaged.tokenarium")));
}

TEST_F(PromptPartsTest, TheGaugeShowsWhatPeopleKnowAndWhatDoesNotFit) {
    chooseTokenizer("bytes");
    putText(QByteArray(9'000, 'a'));
    add({genes});
    const std::vector<ContextLandmark>& landmarks = gauge().gauge().landmarks;
    ASSERT_EQ(landmarks.size(), 6U);
    for (std::size_t i = 1; i < landmarks.size(); ++i)
        EXPECT_GT(gauge().xOf(landmarks[i].tokens), gauge().xOf(landmarks[i - 1].tokens));
    EXPECT_EQ(ContextGaugeWidget::landmarkLabel(landmarks[0]), "page ≈ 670");
    EXPECT_TRUE(ContextGaugeWidget::landmarkLabel(landmarks[3]).contains("115,200"));
    // logarithmic: a factor is a length, once the numbers are large
    const double one = gauge().xOf(100'000) - gauge().xOf(10'000);
    const double two = gauge().xOf(1'000'000) - gauge().xOf(100'000);
    EXPECT_NEAR(one / two, 1, 0.05);
    EXPECT_EQ(gauge().gauge().overflow(), 0U);
    gauge().setFocus();
    while (window->session().contextWindow() > 8192) QTest::keyClick(&gauge(), Qt::Key_Left);
    EXPECT_EQ(gauge().gauge().window, 8192U);
    EXPECT_EQ(gauge().gauge().overflow(), 9'000U + 72 - 8192);
    EXPECT_EQ(list().cards()[0].beyond, 9'000U - 8192);
    EXPECT_EQ(list().cards()[1].beyond, 72U) << "nothing of it fits";
    EXPECT_TRUE(QAccessible::queryAccessibleInterface(&gauge())
                    ->text(QAccessible::Description)
                    .contains(QStringLiteral("⚠ 880 too many")));
    EXPECT_EQ(find<QComboBox>("contextWindow")->currentData().toULongLong(), 8192U) << "one choice, two places";
    window->findChild<PromptPanel*>()->setLogarithmic(false);
    EXPECT_NEAR(gauge().xOf(4536) - gauge().xOf(0), gauge().xOf(9072) - gauge().xOf(4536), 1.5);
}

TEST_F(PromptPartsTest, ScreenReadersHearEveryPart) {
    chooseTokenizer("bytes");
    putText("hello");
    add({genes});
    QAccessibleInterface* cardsSaid = QAccessible::queryAccessibleInterface(&list());
    ASSERT_NE(cardsSaid, nullptr);
    EXPECT_EQ(cardsSaid->text(QAccessible::Name), "Parts of the prompt");
    ASSERT_EQ(cardsSaid->childCount(), 2);
    EXPECT_EQ(cardsSaid->child(0)->text(QAccessible::Name).toStdString(),
              "Part 1 of 2: hello, text · 5 tokens, being edited");
    EXPECT_EQ(cardsSaid->child(1)->text(QAccessible::Name).toStdString(),
              "Part 2 of 2: insulin.fasta, genes · 72 tokens");
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&gauge())->text(QAccessible::Name), "Context gauge");
    EXPECT_TRUE(list().model()->index(1, 0).data(Qt::ToolTipRole).toString().contains("HyenaDNA"));
    window->useLanguage(QStringLiteral("zh_CN"));
    EXPECT_EQ(cardsSaid->child(1)->text(QAccessible::Name),
              QString::fromUtf8("第\u20092\u2009部分，共\u20092\u2009部分：insulin.fasta，基因 · 72\u2009个词元"));
}

TEST_F(PromptPartsTest, AFileDroppedOnTheStripBecomesAPart) {
    chooseTokenizer("bytes");
    putText("hello");
    dropFile(*window, strip().mapTo(window.get(), strip().rect().center()), picture);
    ASSERT_TRUE(waitFor([&] { return prompt().items().size() == 2; }));
    ASSERT_TRUE(settled());
    dropFile(*list().viewport(), middleOfCard(0) - QPoint(20, 0), genes); // in front of the first
    ASSERT_TRUE(waitFor([&] { return prompt().items().size() == 3; }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(list().cards()[0].modality, Modality::Gene);
    EXPECT_EQ(list().cards()[2].modality, Modality::Picture);
    // On the room, the room opens it.
    dropFile(editor(), editor().rect().center(), write("a.txt", "from a file"));
    EXPECT_TRUE(waitFor([&] { return text() == "from a file"; }));
    EXPECT_EQ(prompt().items().size(), 3U);
}

TEST_F(PromptPartsTest, TheStripShowsEveryPartInItsPlace) {
    chooseTokenizer("bytes");
    putText("hello");
    add({genes, picture});
    ASSERT_TRUE(waitFor([&] { return !strip().tokenRectangle(sumOfCards() - 1).isEmpty(); }));
    EXPECT_TRUE(strip().tokenRectangle(sumOfCards()).isEmpty());
    const int base = strip().tokenRectangle(5).left();
    EXPECT_GT(base, strip().tokenRectangle(4).right());
    EXPECT_LT(strip().tokenRectangle(6).left(), strip().tokenRectangle(77).left());
    QTest::mouseClick(&strip(), Qt::LeftButton, {}, strip().tokenRectangle(2).center());
    EXPECT_EQ(window->session().pinnedToken(), 2U) << "a token of the text, as ever";
    QTest::mouseClick(&strip(), Qt::LeftButton, {}, strip().tokenRectangle(30).center());
    EXPECT_EQ(window->session().pinnedToken(), std::nullopt);
    EXPECT_EQ(list().current(), 1U) << "the card of the genes";
    prompt().move(0, 2);
    ASSERT_TRUE(settled());
    const std::size_t first = sumOfCards() - 5; // of the text, which stands behind the others now
    ASSERT_TRUE(waitFor([&] { return strip().tokenRectangle(0).left() < 20; }));
    QTest::mouseClick(&strip(), Qt::LeftButton, {}, strip().tokenRectangle(first + 3).center());
    EXPECT_EQ(window->session().pinnedToken(), 3U);
}

TEST_F(PromptPartsTest, TheSamplePromptHasFiveKinds) {
    window->openSample(QStringLiteral("prompt"));
    ASSERT_TRUE(settled());
    std::vector<Modality> kinds;
    for (const PartCard& card : list().cards()) {
        kinds.push_back(card.modality);
        EXPECT_TRUE(card.tokens) << card.trouble;
    }
    EXPECT_THAT(kinds, ElementsAre(Modality::Text, Modality::Picture, Modality::Sound, Modality::Gene,
                                   Modality::Series));
}

} // namespace
} // namespace tokenarium
