// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the text room: types, pastes, undoes, switches tokenizer and language, and reads what is on the
// screen.
#include "tests/app/window_fixture.h"

#include "app/command_palette.h"
#include "engine/text/count_tokens.h"
#include "widgets/charts/tokenizer_chart.h"
#include "widgets/prompt_strip_widget.h"
#include "widgets/text/find_bar.h"

#include <QAccessible>
#include <QAction>
#include <QDialog>
#include <QHelpEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTimer>
#include <QToolTip>

namespace tokenarium {
namespace {

TEST_F(WindowTest, OpensWithARealText) {
    EXPECT_GT(window->session().text().size(), 100u);
    EXPECT_TRUE(says("tokenCount").startsWith("Tokens: ")) << says("tokenCount").toStdString();
    EXPECT_NE(says("tokenCount"), "Tokens: 0");
}

TEST_F(WindowTest, HelloWorldIsFourTokensAsTheReferenceSays) {
    REQUIRE_VOCABULARY("o200k_base");
    eraseAll();
    EXPECT_EQ(says("tokenCount"), "Tokens: 0");
    typeAscii("Hello, world!");
    for (const char* name : {"r50k_base", "cl100k_base", "o200k_base", "bert_base_uncased"}) {
        chooseTokenizer(name);
        EXPECT_EQ(says("tokenCount"), "Tokens: 4") << name;
    }
    chooseTokenizer("bytes");
    EXPECT_EQ(says("tokenCount"), "Tokens: 13");
    EXPECT_EQ(says("characterCount"), "Characters: 13");
    EXPECT_EQ(says("wordCount"), "Words: 2");
    EXPECT_EQ(says("byteCount"), "Bytes: 13");
    EXPECT_EQ(says("tokenRatios"), "6.50 per word · 1.00 per character");
}

TEST_F(WindowTest, CountsFollowEveryKey) {
    REQUIRE_VOCABULARY("cl100k_base");
    chooseTokenizer("cl100k_base");
    eraseAll();
    compose(QStringLiteral("北京"));
    EXPECT_EQ(says("tokenCount"), "Tokens: 1"); // one token in cl100k (facts: seed articles)
    EXPECT_EQ(says("characterCount"), "Characters: 2");
    chooseTokenizer("r50k_base");
    EXPECT_EQ(says("tokenCount"), "Tokens: 4"); // 4 byte pieces in GPT-3
    press(Qt::Key_Backspace);
    EXPECT_EQ(says("characterCount"), "Characters: 1");
    EXPECT_EQ(says("byteCount"), "Bytes: 3");
}

TEST_F(WindowTest, PastedReferenceCasesHaveTheReferenceIds) {
    std::size_t checked = 0;
    for (const char* name : {"r50k_base", "cl100k_base", "o200k_base", "bert_base_uncased"}) {
        const auto file = testing::vectorsFolder() / (std::string(name) + ".jsonl");
        if (!has(name) || !std::filesystem::exists(file)) continue;
        chooseTokenizer(name);
        std::size_t line = 0;
        for (const auto& item : testing::readVectors(file)) {
            // Every 40th plain case; the clipboard is UTF-16 text, which some controls do not survive.
            if (++line % 40 != 0 || item.mode != SpecialMode::Plain || !item.alternatives.empty()) continue;
            if (item.text.find('\0') != std::string::npos || item.text.find('\r') != std::string::npos)
                continue;
            putText(QByteArray::fromStdString(item.text));
            ASSERT_EQ(idsOnScreen(), item.ids)
                << name << " line " << item.line << ": " << testing::visible(item.text);
            ASSERT_EQ(says("tokenCount"), "Tokens: " + QLocale().toString(qulonglong(item.ids.size())));
            ++checked;
        }
    }
    if (checked == 0) GTEST_SKIP() << "skipped: no vocabularies or no ../shared/vectors";
    std::printf("checked %zu pasted cases\n", checked);
}

TEST_F(WindowTest, UndoAndRedoBringTextAndTokensBack) {
    eraseAll();
    typeAscii("one two");
    const QString before = says("tokenCount");
    paste(" three four");
    const QString after = says("tokenCount");
    EXPECT_NE(before, after);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(window->session().text().text(), "one two");
    EXPECT_EQ(says("tokenCount"), before);
    press(Qt::Key_Z, Qt::ControlModifier); // typing is one step
    EXPECT_EQ(window->session().text().text(), "");
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(window->session().text().text(), "one two three four");
    EXPECT_EQ(says("tokenCount"), after);
}

TEST_F(WindowTest, EveryTokenHasAChipOnTheScreen) {
    chooseTokenizer("characters");
    putText("ab 中文");
    const QImage picture = editor().viewport()->grab().toImage();
    const QColor ground = appearance.tokenColors().background();
    for (const std::size_t byte : {0, 1, 3, 6}) {
        const QRect chip = editor().tokenRectangle(byte);
        ASSERT_FALSE(chip.isEmpty()) << byte;
        const QColor fill = picture.pixelColor(chip.left() + 2, chip.center().y());
        EXPECT_NE(fill.rgb(), ground.rgb()) << "the chip at byte " << byte << " is not painted";
    }
    EXPECT_LT(editor().tokenRectangle(0).right(), editor().tokenRectangle(1).right());
}

TEST_F(WindowTest, ACharacterCutAcrossTokensHasOneSliceForEach) {
    chooseTokenizer("bytes");
    putText("中");
    QRect last;
    for (std::size_t byte = 0; byte < 3; ++byte) {
        const QRect slice = editor().tokenRectangle(byte);
        ASSERT_GT(slice.width(), 1);
        if (byte > 0) {
            EXPECT_GE(slice.left(), last.right() - 1);
        }
        last = slice;
        EXPECT_EQ(editor().byteAt(slice.center()), byte);
    }
}

TEST_F(WindowTest, TheInspectorSaysWhatTheTokenUnderTheMouseIs) {
    REQUIRE_VOCABULARY("cl100k_base");
    chooseTokenizer("cl100k_base");
    putText("Hello, world!");
    const auto shows = [this](const QString& text) {
        for (const QLabel* label : window->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    };
    QTest::mouseMove(editor().viewport(), editor().tokenRectangle(0).center());
    EXPECT_TRUE(waitFor([&] { return shows("9906"); }, 3000)) << "id of \"Hello\" in cl100k_base";
    QTest::qWait(100); // what the paste has set going is over: now only the mouse can change what is shown
    QTest::mouseMove(editor().viewport(), editor().tokenRectangle(7).center());
    EXPECT_TRUE(waitFor([&] { return shows("1917"); }, 3000)) << "id of \" world\" in cl100k_base";
    EXPECT_TRUE(shows(QStringLiteral("20 · 77 · 6f · 72 · 6c · 64")));
}

TEST_F(WindowTest, TheToolTipNamesTheBytesOfACutCharacter) {
    REQUIRE_VOCABULARY("r50k_base");
    chooseTokenizer("r50k_base");
    putText("京"); // E4 BA AC: two tokens in GPT-3's vocabulary, 12859 and 105
    ASSERT_EQ(idsOnScreen().size(), 2u);
    const QPoint at = editor().tokenRectangle(0).center();
    QHelpEvent help(QEvent::ToolTip, at, editor().viewport()->mapToGlobal(at));
    QApplication::sendEvent(editor().viewport(), &help);
    const QString tip = QToolTip::text();
    EXPECT_TRUE(tip.contains("Token id " + QString::number(idsOnScreen()[0]))) << tip.toStdString();
    EXPECT_TRUE(tip.contains("of the 3 of 京")) << tip.toStdString();
    EXPECT_TRUE(tip.contains("CJK UNIFIED IDEOGRAPH-4EAC")) << tip.toStdString();
    EXPECT_FALSE(tip.contains(QChar::ReplacementCharacter)) << tip.toStdString();
}

TEST_F(WindowTest, TheInspectorsChipHasTheColourOfTheTokensChip) {
    chooseTokenizer("characters");
    putText("abcdef");
    for (const std::size_t byte : {1, 3}) {
        QTest::mouseClick(editor().viewport(), Qt::LeftButton, {}, editor().tokenRectangle(byte).center());
        const QColor fill = appearance.tokenColors().chip(TintKind::Category, std::uint8_t(byte % 6)).fill;
        EXPECT_TRUE(find<QLabel>("inspectorToken")->styleSheet().contains(fill.name())) << byte;
    }
}

TEST_F(WindowTest, AClickPinsAndEscapeUnpins) {
    chooseTokenizer("characters");
    putText("abc def");
    QTest::mouseClick(editor().viewport(), Qt::LeftButton, {}, editor().tokenRectangle(4).center());
    EXPECT_EQ(window->session().pinnedToken(), 4u);
    press(Qt::Key_Escape);
    EXPECT_EQ(window->session().pinnedToken(), std::nullopt);
}

TEST_F(WindowTest, SelectionInTheStripAndInTheTextAreOne) {
    chooseTokenizer("characters");
    putText("abcdef");
    auto* strip = window->findChild<PromptStripWidget*>();
    ASSERT_NE(strip, nullptr);
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->tokenRectangle(2).center());
    EXPECT_EQ(window->session().pinnedToken(), 2u);
    EXPECT_EQ(editor().caret(), 2u);
}

TEST_F(WindowTest, TheLanguageSwitchesWhileItRuns) {
    chooseTokenizer("bytes");
    putText("abc");
    EXPECT_EQ(says("tokenCount"), "Tokens: 3");
    window->useLanguage("zh_CN");
    EXPECT_TRUE(waitFor([this] { return says("tokenCount") == QStringLiteral("词元：3"); }, 3000))
        << says("tokenCount").toStdString();
    EXPECT_TRUE(says("sentence").contains(QStringLiteral("词元")));
    window->useLanguage("en");
    EXPECT_TRUE(waitFor([this] { return says("tokenCount") == "Tokens: 3"; }, 3000));
}

TEST_F(WindowTest, EveryRoomSurvivesLanguageThemeAndDoubleSize) {
    for (Page* page : window->pages()) {
        window->showPage(page);
        for (const char* name : {"zh_CN", "en"}) {
            window->useLanguage(QString::fromLatin1(name));
            for (const Theme theme : {Theme::Dark, Theme::Light}) {
                appearance.setTheme(theme);
                appearance.setScale(200);
                QTest::qWait(20);
                EXPECT_FALSE(page->grab().isNull());
                EXPECT_LE(page->minimumSizeHint().width(), 1280) << page->id().toStdString();
                appearance.setScale(100);
            }
        }
    }
}

TEST_F(WindowTest, TheShareOfTheContextWindowFollowsTheChoice) {
    chooseTokenizer("bytes");
    putText(QByteArray(1024, 'x'));
    auto* box = find<QComboBox>("contextWindow");
    const int row = box->findData(qulonglong(2048));
    box->setCurrentIndex(row);
    emit box->activated(row);
    EXPECT_EQ(says("contextShare"), "50 % of");
}

TEST_F(WindowTest, TheChartComparesTheSameTextUnderEveryTokenizer) {
    REQUIRE_VOCABULARY("o200k_base");
    putText("Hello, world!");
    auto* chart = window->findChild<TokenizerChart*>();
    ASSERT_NE(chart, nullptr);
    const auto ready = [&] {
        const auto labels = chart->valueLabels();
        return !labels.isEmpty() && labels.contains("13") && labels.contains("4");
    };
    EXPECT_TRUE(waitFor(ready)) << chart->valueLabels().join(" | ").toStdString();
    EXPECT_FALSE(chart->finding().isEmpty());
}

TEST_F(WindowTest, ColouringByLengthPaintsLongTokensUnlikeShortOnes) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseTokenizer("o200k_base");
    putText("a internationalization");
    auto* box = find<QComboBox>("coloring");
    box->setCurrentIndex(int(Coloring::Length));
    emit box->activated(int(Coloring::Length));
    QTest::qWait(10);
    const QImage picture = editor().viewport()->grab().toImage();
    const auto fill = [&](std::size_t byte) {
        const QRect chip = editor().tokenRectangle(byte);
        return picture.pixelColor(chip.left() + 2, chip.top() + 3).rgb();
    };
    EXPECT_NE(fill(0), fill(2));
    EXPECT_TRUE(find<QWidget>("tintLegend")->isVisible());
}

TEST_F(WindowTest, ALongPasteIsTokenizedOnAWorkerWhileTheWindowLives) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseTokenizer("o200k_base");
    eraseAll();
    QByteArray page;
    while (page.size() < 6'000'000) page += "The quick brown fox, 中文分词 and 12345 numbers.\n";
    paste(page);
    EXPECT_EQ(window->session().tokens(), nullptr) << "should be under way";
    EXPECT_TRUE(messages().isVisible());
    editor().select(0, 0);
    typeAscii("typed meanwhile "); // replayed when the worker is done
    ASSERT_TRUE(waitFor([this] { return window->session().tokens() != nullptr; }, 60'000));
    EXPECT_FALSE(messages().isVisible());
    const std::string whole = window->session().text().text();
    EXPECT_EQ(whole.substr(0, 16), "typed meanwhile ");
    EXPECT_EQ(window->session().tokens()->tokenCount(), countTokens(window->session().tokenizer(), whole));
    ASSERT_TRUE(waitFor([this] { return window->session().counts().has_value(); }, 60'000));
    EXPECT_EQ(*window->session().counts(), countText(whole));
}

TEST_F(WindowTest, LongWorkCanBeCancelledAndTakenUpAgain) {
    chooseTokenizer("characters");
    eraseAll();
    paste(QByteArray(3'000'000, 'y'));
    if (window->session().tokens()) GTEST_SKIP() << "skipped: the machine was too fast to cancel";
    window->session().cancelWork();
    EXPECT_TRUE(messages().isVisible());
    EXPECT_TRUE(says("tokenCount").contains("…"));
    EXPECT_EQ(window->session().text().size(), 3'000'000u) << "the text stays";
    emit messages().acted();
    EXPECT_TRUE(waitFor([this] { return window->session().tokens() != nullptr; }));
    EXPECT_EQ(says("tokenCount"), "Tokens: 3,000,000");
}

TEST_F(WindowTest, AMissingVocabularyIsListedGreyedWithHowToGetIt) {
    start(home.filePath("no-vocabularies").toStdString());
    auto* box = find<QComboBox>("tokenizer");
    const int row = box->findData("o200k_base");
    ASSERT_GE(row, 0);
    const QModelIndex index = box->model()->index(row, 0);
    EXPECT_FALSE(index.flags().testFlag(Qt::ItemIsEnabled));
    EXPECT_TRUE(index.data(Qt::ToolTipRole).toString().contains("./run"));
    EXPECT_TRUE(messages().isVisible());
    EXPECT_EQ(window->session().tokenizerName(), "bytes");
    EXPECT_NE(says("tokenCount"), "Tokens: 0");
}

TEST_F(WindowTest, APersonsOwnVocabularyIsUsed) {
    const QString path = home.filePath("vocab.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ntoken\n##s\n");
    file.close();
    window->session().chooseTokenizer(path);
    putText("tokens qqq");
    EXPECT_EQ(idsOnScreen(), (std::vector<TokenId>{5, 6, 1}));
    EXPECT_EQ(find<QComboBox>("tokenizer")->currentText(), "vocab.txt");
}

TEST_F(WindowTest, ABrokenVocabularySaysWhatIsWrongAndKeepsTheOldOne) {
    const QString path = home.filePath("broken.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("just\nwords\n");
    file.close();
    const QString before = window->session().tokenizerName();
    window->session().chooseTokenizer(path);
    EXPECT_EQ(window->session().tokenizerName(), before);
    EXPECT_TRUE(messages().message().contains("broken.txt")) << messages().message().toStdString();
}

TEST_F(WindowTest, TypingOverASelectionIsOneStepOfUndo) {
    putText("keep this");
    editor().select(5, 9);
    typeAscii("that");
    EXPECT_EQ(window->session().text().text(), "keep that");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(window->session().text().text(), "keep this");
}

TEST_F(WindowTest, UndoingALongPasteLeavesNoWorkBehind) {
    chooseTokenizer("characters");
    putText("short");
    paste(QByteArray(3'000'000, 'y'));
    press(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_NE(window->session().tokens(), nullptr) << "a short text has its tokens at once";
    EXPECT_EQ(says("tokenCount"), "Tokens: 5");
    EXPECT_FALSE(messages().isVisible());
}

TEST_F(WindowTest, AfterCancellingAShortTextHasTokensAgain) {
    chooseTokenizer("characters");
    eraseAll();
    paste(QByteArray(3'000'000, 'y'));
    window->session().cancelWork();
    eraseAll();
    typeAscii("abc");
    EXPECT_EQ(says("tokenCount"), "Tokens: 3");
    EXPECT_FALSE(messages().isVisible()) << messages().message().toStdString();
}

TEST_F(WindowTest, AMessageAndProgressDoNotHideEachOther) {
    MessageBar bar;
    bar.say("the disk is full");
    bar.showProgress("Tokenizing", 500);
    EXPECT_EQ(bar.message(), "the disk is full");
    bar.endProgress();
    EXPECT_TRUE(bar.isVisible());
    bar.clear();
    EXPECT_FALSE(bar.isVisible());
}

TEST_F(WindowTest, EscapeLeavesPresentingAfterUnpinning) {
    chooseTokenizer("characters");
    putText("abc def");
    press(Qt::Key_F5);
    EXPECT_TRUE(appearance.isPresenting());
    window->session().pin(1);
    press(Qt::Key_Escape);
    EXPECT_EQ(window->session().pinnedToken(), std::nullopt);
    EXPECT_TRUE(appearance.isPresenting());
    press(Qt::Key_Escape);
    EXPECT_FALSE(appearance.isPresenting());
}

TEST_F(WindowTest, SwitchingTheThemeChangesTextAndIcons) {
    putText("abc");
    const auto ground = [this] {
        return editor().viewport()->grab().toImage().pixelColor(editor().viewport()->rect().bottomRight());
    };
    EXPECT_EQ(ground().rgb(), TokenColors::light().background().rgb());
    appearance.setTheme(Theme::Dark);
    EXPECT_EQ(ground().rgb(), TokenColors::dark().background().rgb());
    for (const QAction* action : window->findChildren<QAction*>()) { // lines drawn for the ground they are on
        if (action->icon().isNull()) continue;
        const QImage lines = action->icon().pixmap(24, 24).toImage();
        int brightest = 0;
        for (int y = 0; y < lines.height(); ++y)
            for (int x = 0; x < lines.width(); ++x)
                if (lines.pixelColor(x, y).alpha() > 200)
                    brightest = std::max(brightest, lines.pixelColor(x, y).lightness());
        EXPECT_GT(brightest, 180) << action->text().toStdString();
    }
}

TEST_F(WindowTest, EveryColouringPaintsAndExplainsItself) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseTokenizer("o200k_base");
    putText("the the internationalization 中文 the");
    std::vector<QImage> pictures;
    auto* box = find<QComboBox>("coloring");
    for (int row = 0; row < box->count(); ++row) {
        box->setCurrentIndex(row);
        emit box->activated(row);
        EXPECT_EQ(int(window->session().coloring()), row);
        pictures.push_back(editor().viewport()->grab().toImage());
        const bool explained = !find<QWidget>("tintLegend")->accessibleDescription().isEmpty();
        EXPECT_EQ(explained, Coloring(row) != Coloring::Alternating && Coloring(row) != Coloring::Id) << row;
        for (std::size_t other = 0; other + 1 < pictures.size(); ++other)
            EXPECT_NE(pictures[other], pictures.back()) << "as colouring " << other;
    }
    const QString learned = find<QWidget>("tintLegend")->accessibleDescription();
    chooseTokenizer("bytes");
    EXPECT_NE(find<QWidget>("tintLegend")->accessibleDescription(), learned) << "bytes have no rank";
    chooseTokenizer("o200k_base");
    // The same id, the same colour: "␠the" comes twice.
    box->setCurrentIndex(int(Coloring::Id));
    emit box->activated(int(Coloring::Id));
    const QImage picture = editor().viewport()->grab().toImage();
    const auto fill = [&](std::size_t byte) {
        const QRect chip = editor().tokenRectangle(byte);
        return picture.pixelColor(chip.left() + 2, chip.center().y()).rgb();
    };
    EXPECT_EQ(fill(4), fill(36));
}

TEST_F(WindowTest, ACaretInAnUnknownTokenSaysSo) {
    REQUIRE_VOCABULARY("bert_base_uncased");
    chooseTokenizer("bert_base_uncased");
    putText("\xF0\x93\x80\x80"); // an Egyptian hieroglyph
    const QPoint at = editor().tokenRectangle(0).center();
    QHelpEvent help(QEvent::ToolTip, at, editor().viewport()->mapToGlobal(at));
    QApplication::sendEvent(editor().viewport(), &help);
    EXPECT_TRUE(QToolTip::text().contains("Unknown")) << QToolTip::text().toStdString();
}

TEST_F(WindowTest, TintsSayWhatTheColouringPromises) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseTokenizer("o200k_base");
    const QByteArray words = "the internationalization 中文 мир the";
    putText(words);
    const auto tintAt = [&](Coloring coloring, const char* word) {
        window->session().setColoring(coloring);
        const std::size_t at = std::size_t(words.indexOf(word));
        std::vector<TokenMark> marks;
        editor().view()->marks({at, at + 1}, marks);
        return marks.empty() ? 255 : int(marks.front().tint);
    };
    EXPECT_EQ(tintAt(Coloring::Script, "the"), int(ScriptGroup::Latin));
    EXPECT_EQ(tintAt(Coloring::Script, "internat"), int(ScriptGroup::Latin));
    EXPECT_EQ(tintAt(Coloring::Script, "中"), int(ScriptGroup::Han));
    EXPECT_EQ(tintAt(Coloring::Script, "мир"), int(ScriptGroup::CyrillicGreek));
    EXPECT_LT(tintAt(Coloring::Rarity, "the"), tintAt(Coloring::Rarity, "internat"));
    EXPECT_LT(tintAt(Coloring::Length, "the"), tintAt(Coloring::Length, "internat"));
    EXPECT_NE(tintAt(Coloring::Alternating, "the"), tintAt(Coloring::Alternating, "internat"));
}

TEST_F(WindowTest, AnUnknownTokenLooksUnlikeAKnownOne) {
    const QString path = home.filePath("vocab.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n");
    file.close();
    window->session().chooseTokenizer(path);
    putText("q q a");
    std::vector<TokenMark> marks;
    editor().view()->marks({0, 5}, marks);
    ASSERT_EQ(marks.size(), 3u);
    EXPECT_TRUE(marks[0].unknown);
    EXPECT_TRUE(marks[1].unknown);
    EXPECT_FALSE(marks[2].unknown);
}

TEST_F(WindowTest, FindShowsWhereTheWordsAre) {
    putText("one two one");
    press(Qt::Key_F, Qt::ControlModifier);
    QLineEdit* field = nullptr;
    for (const FindBar* bar : window->findChildren<FindBar*>())
        for (QLineEdit* candidate : bar->findChildren<QLineEdit*>())
            if (candidate->isVisible()) field = candidate;
    ASSERT_NE(field, nullptr);
    QTest::keyClicks(field, "two");
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return editor().selection() == Span{4, 7}; }, 5000));
}

TEST_F(WindowTest, ZoomScalesTheWholeWindow) {
    const double text = editor().pointSize();
    const int label = find<QLabel>("tokenCount")->font().pointSize();
    press(Qt::Key_Plus, Qt::ControlModifier);
    press(Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_GT(editor().pointSize(), text);
    EXPECT_TRUE(waitFor([&] { return find<QLabel>("tokenCount")->font().pointSize() > label; }, 5000));
    press(Qt::Key_Minus, Qt::ControlModifier);
    press(Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(editor().pointSize(), text);
}

TEST_F(WindowTest, TabGoesThroughTheRoomAsItStands) {
    QWidget* at = find<QComboBox>("tokenizer");
    QStringList order;
    for (int i = 0; i < 200 && order.size() < 4; ++i, at = at->nextInFocusChain())
        if (at->isVisible() && at->focusPolicy() & Qt::TabFocus && !at->objectName().isEmpty())
            order << at->objectName();
    EXPECT_EQ(order.join(" "), "tokenizer coloring addToPrompt tokenEditor");
}

TEST_F(WindowTest, TheMenuDoesWhatTheKeysDo) {
    const auto choose = [this](const char* name) {
        auto* action = window->findChild<QAction*>(QLatin1String(name));
        ASSERT_NE(action, nullptr) << name;
        EXPECT_TRUE(action->isEnabled()) << name;
        action->trigger();
    };
    const auto text = [this] { return window->session().text().text(); };
    putText("one two");
    choose("Select all");
    choose("Cut");
    EXPECT_EQ(text(), "");
    choose("Paste");
    choose("Paste");
    EXPECT_EQ(text(), "one twoone two");
    choose("Undo");
    EXPECT_EQ(text(), "one two");
    choose("Redo");
    EXPECT_EQ(text(), "one twoone two");
    choose("New text");
    EXPECT_EQ(text(), "");
    EXPECT_EQ(says("tokenCount"), "Tokens: 0");
}

TEST_F(WindowTest, EditingKeysBelongToTheFieldThatHasTheFocus) {
    putText("text");
    press(Qt::Key_F, Qt::ControlModifier);
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    ASSERT_NE(field, nullptr);
    QTest::keyClicks(field, "abc");
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_X, Qt::ControlModifier);
    EXPECT_EQ(field->text(), "");
    EXPECT_EQ(window->session().text().text(), "text");
    editor().setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(window->session().text().text(), "abc");
}

TEST_F(WindowTest, EverySampleOpensWithItsNameAndHasTokens) {
    for (const QString& id : MainWindow::sampleIds()) {
        window->openSample(id);
        EXPECT_EQ(window->session().source().title, id);
        EXPECT_GT(window->session().tokens()->tokenCount(), 20u) << id.toStdString();
    }
}

TEST_F(WindowTest, TheCommandPaletteFindsByEitherLanguage) {
    const auto found = [this](const char* what) {
        for (const PaletteEntry& entry : window->paletteEntries())
            if ((entry.label + " " + entry.keywords).contains(QString::fromUtf8(what), Qt::CaseInsensitive))
                return true;
        return false;
    };
    for (const char* name : {"en", "zh_CN"}) {
        window->useLanguage(QString::fromLatin1(name));
        for (const char* words : {"Save as", "另存为", "Present", "演示", "Go to room", "About", "关于",
                                  "English prose", "Use tokenizer", "GPT-4o", "plain bytes", "rarity", "Dark",
                                  "深色", "切换语言", "Switch language"})
            EXPECT_TRUE(found(words)) << words << " in " << name;
    }
}

TEST_F(WindowTest, TheCommandPaletteDoesWhatIsChosen) {
    QTimer::singleShot(0, this->window.get(), [] {
        auto* palette = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        auto* field = palette->findChild<QLineEdit*>();
        QTest::keyClicks(field, "tokenizer plain char");
        QTest::keyClick(field, Qt::Key_Return);
    });
    press(Qt::Key_K, Qt::ControlModifier);
    EXPECT_EQ(window->session().tokenizerName(), "characters");
}

TEST_F(WindowTest, EveryWidgetThatTakesTheFocusHasANameForScreenReaders) {
    find<QWidget>("tintLegend");
    messages().say("something", "do it");
    window->session().chooseTokenizer("bytes");
    for (const char* name : {"en", "zh_CN"}) {
        window->useLanguage(QString::fromLatin1(name));
        for (QWidget* widget : window->findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy() || !widget->isVisible())
                continue;
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
            ASSERT_NE(accessible, nullptr) << widget->metaObject()->className();
            EXPECT_FALSE(accessible->text(QAccessible::Name).isEmpty())
                << name << ": " << widget->metaObject()->className() << " "
                << widget->objectName().toStdString();
        }
    }
}

} // namespace
} // namespace tokenarium
