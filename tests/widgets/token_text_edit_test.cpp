// SPDX-License-Identifier: GPL-3.0-or-later
// The editor used as a person uses it: keys, mouse, input methods, clipboard, and what assistive technology
// reads.
#include "tests/widgets/fake_text.h"
#include "widgets/text/token_text_edit_accessible.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <gtest/gtest.h>

namespace tokenarium {
namespace {

class TokenTextEditTest : public ::testing::Test {
protected:
    void start(std::string content, QSize size = {500, 300}) {
        owner.set(std::move(content));
        edit().resize(size);
        edit().show();
        edit().activateWindow();
        edit().setFocus();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&edit()));
    }
    TokenTextEdit& edit() { return owner.edit; }
    const std::string& text() const { return owner.text.text; }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = Qt::NoModifier, int times = 1) {
        for (int i = 0; i < times; ++i) QTest::keyClick(&edit(), which, modifiers);
    }
    void commit(const QString& string) {
        QInputMethodEvent event;
        event.setCommitString(string);
        QApplication::sendEvent(&edit(), &event);
    }
    void preedit(const QString& string, int cursor) {
        QInputMethodEvent event(string, {{QInputMethodEvent::Cursor, cursor, 1, {}}});
        QApplication::sendEvent(&edit(), &event);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        // Later than any double click.
        QTest::mouseClick(edit().viewport(), Qt::LeftButton, modifiers, at, QApplication::doubleClickInterval() + 20);
    }
    QImage picture() { return edit().viewport()->grab().toImage(); }
    QPoint center(std::size_t byte) { return edit().tokenRectangle(byte).center(); }

    FakeEditor owner;
};

TEST_F(TokenTextEditTest, TypingAndDeletingLikeAnyEditor) {
    start("");
    QTest::keyClicks(&edit(), "hello world");
    key(Qt::Key_Return);
    key(Qt::Key_Tab);
    commit(QStringLiteral("中文😀"));
    EXPECT_EQ(text(), "hello world\n\t中文😀");
    EXPECT_EQ(edit().caret(), text().size());
    key(Qt::Key_Backspace);
    EXPECT_EQ(text(), "hello world\n\t中文");
    key(Qt::Key_Home, Qt::ControlModifier);
    key(Qt::Key_Delete, Qt::ControlModifier);
    EXPECT_EQ(text(), "world\n\t中文");
    key(Qt::Key_End);
    key(Qt::Key_Backspace, Qt::ControlModifier);
    EXPECT_EQ(text(), "\n\t中文");
    EXPECT_EQ(owner.kinds.back(), EditKind::Deleting);
}

TEST_F(TokenTextEditTest, BackspaceAndDeleteTakeWholeGraphemes) {
    const std::string family = "👨‍👩‍👧‍👦", rainbow = "🏳️‍🌈", keycap = "1️⃣",
                      accent = "e\xCC\x81";
    for (const std::string& one : {family, rainbow, keycap, accent, std::string("🇨🇳"), std::string("\r\n")}) {
        start("a" + one + "b");
        edit().select(1 + one.size(), 1 + one.size());
        key(Qt::Key_Backspace);
        EXPECT_EQ(text(), "ab");
        start("a" + one + "b");
        edit().select(1, 1);
        key(Qt::Key_Delete);
        EXPECT_EQ(text(), "ab");
    }
}

TEST_F(TokenTextEditTest, ArrowsHomeEndAndSelectionByKeys) {
    start("one two\nthree");
    key(Qt::Key_Right, Qt::NoModifier, 2);
    EXPECT_EQ(edit().caret(), 2u);
    key(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(edit().caret(), 4u);
    key(Qt::Key_End, Qt::ShiftModifier);
    EXPECT_EQ(edit().selection(), (Span{4, 7}));
    key(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(edit().selection(), (Span{4, 8}));
    key(Qt::Key_Left);
    EXPECT_EQ(edit().caret(), 4u);
    EXPECT_TRUE(edit().selection().empty());
    key(Qt::Key_Down);
    EXPECT_GT(edit().caret(), 8u);
    key(Qt::Key_End, Qt::ControlModifier);
    EXPECT_EQ(edit().caret(), 13u);
    key(Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(edit().selectedBytes(), QByteArray("one two\nthree"));
    QTest::keyClicks(&edit(), "x");
    EXPECT_EQ(text(), "x");
}

TEST_F(TokenTextEditTest, VerticalMovementKeepsItsX) {
    start("a long enough line\nab\nanother long line here");
    edit().select(12, 12);
    const int x = edit().caretRectangle().left();
    key(Qt::Key_Down);
    EXPECT_EQ(edit().caret(), 21u); // the end of "ab"
    key(Qt::Key_Down);
    EXPECT_NEAR(edit().caretRectangle().left(), x, 8);
    key(Qt::Key_Up, Qt::NoModifier, 2);
    EXPECT_EQ(edit().caret(), 12u);
    key(Qt::Key_Up);
    EXPECT_EQ(edit().caret(), 0u);
}

TEST_F(TokenTextEditTest, TheCaretGoesOverEveryCharacterAndBack) {
    start("ab\nשלום hello العربية 12\n" + std::string(3000, 'x') + "\n😀e\xCC\x81");
    std::vector<std::size_t> seen{0};
    for (int guard = 0; guard < 5000 && edit().caret() < text().size(); ++guard) {
        const std::size_t before = edit().caret();
        key(edit().caret() >= 3 && edit().caret() < 36 ? Qt::Key_Left : Qt::Key_Right);
        ASSERT_NE(edit().caret(), before);
        seen.push_back(edit().caret());

    }
    EXPECT_EQ(edit().caret(), text().size());
    EXPECT_GT(seen.size(), 3025u);
}

TEST_F(TokenTextEditTest, ArrowsMoveAsSeenInMixedText) {
    start("abc שלום def");
    edit().select(4, 4);
    int x = edit().caretRectangle().left();
    for (int i = 0; i < 3; ++i) {
        key(Qt::Key_Right);
        const int now = edit().caretRectangle().left();
        EXPECT_NE(now, x);
        x = now;
    }
    start("שלום");
    const int right = edit().caretRectangle().left();
    EXPECT_GT(right, 400); // a Hebrew paragraph begins at the right
    key(Qt::Key_Left);
    EXPECT_EQ(edit().caret(), 2u);
    EXPECT_LT(edit().caretRectangle().left(), right);
}

TEST_F(TokenTextEditTest, EndOfAWrappedRowStaysOnTheRow) {
    start(std::string(40, 'a') + " " + std::string(40, 'b') + " " + std::string(40, 'c'));
    const int y = edit().caretRectangle().top();
    key(Qt::Key_End);
    EXPECT_EQ(edit().caretRectangle().top(), y);
    EXPECT_GT(edit().caret(), 20u);
    key(Qt::Key_Home);
    EXPECT_EQ(edit().caret(), 0u);
}

TEST_F(TokenTextEditTest, PageKeysAndTheEndOfAHundredThousandLines) {
    std::string lines;
    for (int i = 0; i < 100'000; ++i) lines += "line number " + std::to_string(i) + "\n";
    start(lines);
    key(Qt::Key_PageDown);
    EXPECT_GT(edit().caret(), 50u);
    key(Qt::Key_PageUp);
    EXPECT_EQ(edit().caret(), 0u);
    key(Qt::Key_End, Qt::ControlModifier);
    EXPECT_EQ(edit().caret(), lines.size());
    EXPECT_TRUE(edit().viewport()->rect().contains(edit().caretRectangle()));
    EXPECT_EQ(edit().verticalScrollBar()->value(), edit().verticalScrollBar()->maximum());
    EXPECT_TRUE(edit().tokenRectangle(lines.size() - 3).isValid());
    edit().verticalScrollBar()->setValue(edit().verticalScrollBar()->maximum() / 2);
    EXPECT_NEAR(double(edit().visibleSpan().begin) / double(lines.size()), 0.5, 0.02);
    QTest::keyClicks(&edit(), "x"); // typing brings the caret back into view
    EXPECT_TRUE(edit().viewport()->rect().contains(edit().caretRectangle()));
}

TEST_F(TokenTextEditTest, NothingJumpsWhileTypingOrWhenHeightsBecomeExact) {
    std::string lines;
    for (int i = 0; i < 3000; ++i) lines += std::string(std::size_t(i % 7) * 60, 'w') + " end\n";
    start(lines);
    edit().select(lines.size() / 2, lines.size() / 2);
    const int y = edit().caretRectangle().top();
    QTest::keyClicks(&edit(), "abc");
    EXPECT_EQ(edit().caretRectangle().top(), y);
    owner.replace({10, 12}, "something before the viewport\nand a line more\n");
    EXPECT_EQ(edit().caretRectangle().top(), y);
    for (int i = 0; i < 30; ++i) key(Qt::Key_Up, Qt::ControlModifier); // scroll up, row by row
    const auto first = edit().visibleSpan().begin;
    for (int i = 0; i < 30; ++i) key(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(edit().caretRectangle().top(), y);
    EXPECT_LT(first, edit().visibleSpan().begin);
}

TEST_F(TokenTextEditTest, ClickDragDoubleAndTripleClick) {
    start("one two three\nfour five");
    edit().select(4, 4);
    const QPoint two = edit().caretRectangle().center();
    edit().select(13, 13);
    const QPoint end = edit().caretRectangle().center();
    click(two);
    EXPECT_EQ(edit().caret(), 4u);
    click(end, Qt::ShiftModifier);
    EXPECT_EQ(edit().selection(), (Span{4, 13}));
    click(QPoint(300, 200)); // below everything
    EXPECT_EQ(edit().caret(), text().size());
    QTest::mousePress(edit().viewport(), Qt::LeftButton, {}, two);
    QMouseEvent move(QEvent::MouseMove, QPointF(end), edit().viewport()->mapToGlobal(QPointF(end)),
                     Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &move);
    QTest::mouseRelease(edit().viewport(), Qt::LeftButton, {}, end);
    EXPECT_EQ(edit().selection(), (Span{4, 13}));
    QTest::mouseDClick(edit().viewport(), Qt::LeftButton, {}, two + QPoint(6, 0));
    EXPECT_EQ(edit().selection(), (Span{4, 7}));
    QTest::mousePress(edit().viewport(), Qt::LeftButton, {}, two + QPoint(6, 0));
    QTest::mouseRelease(edit().viewport(), Qt::LeftButton, {}, two + QPoint(6, 0));
    EXPECT_EQ(edit().selection(), (Span{0, 14}));
}

TEST_F(TokenTextEditTest, DraggingBelowTheEdgeScrolls) {
    std::string lines;
    for (int i = 0; i < 500; ++i) lines += "line\n";
    start(lines);
    QTest::mousePress(edit().viewport(), Qt::LeftButton, {}, QPoint(30, 10));
    const QPointF below(30, edit().viewport()->height() + 60);
    QMouseEvent move(QEvent::MouseMove, below, edit().viewport()->mapToGlobal(below), Qt::LeftButton,
                     Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &move);
    EXPECT_TRUE(QTest::qWaitFor([&] { return edit().visibleSpan().begin > 20; }));
    QTest::mouseRelease(edit().viewport(), Qt::LeftButton, {}, below.toPoint());
    EXPECT_GT(edit().selection().size(), 80u);
}

TEST_F(TokenTextEditTest, ClipboardKeepsInvalidBytes) {
    const std::string raw("a\xE4\xBD\xFFz\0q", 7);
    start(raw);
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_C, Qt::ControlModifier);
    EXPECT_TRUE(QApplication::clipboard()->mimeData()->hasText());
    key(Qt::Key_X, Qt::ControlModifier);
    EXPECT_EQ(text(), "");
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(text(), raw);
    EXPECT_EQ(owner.kinds, (std::vector{EditKind::Cutting, EditKind::Pasting}));
    QApplication::clipboard()->setText(QStringLiteral("中"));
    edit().paste();
    EXPECT_EQ(text(), raw + "中");
}

TEST_F(TokenTextEditTest, DroppingTextMovesItAndDroppingFilesNamesThem) {
    start("one two three");
    edit().select(0, 4);
    const QPoint end = [&] {
        edit().select(13, 13);
        return edit().caretRectangle().center();
    }();
    QMimeData mime;
    mime.setText(QStringLiteral("X"));
    QDragEnterEvent enter(end, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(end, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &drop);
    EXPECT_EQ(text(), "one two threeX");
    EXPECT_EQ(edit().selection(), (Span{13, 14}));
    QSignalSpy files(&edit(), &TokenTextEdit::fileDropped);
    QMimeData urls;
    urls.setUrls({QUrl::fromLocalFile(QStringLiteral("/some/file.txt"))});
    QDragEnterEvent fileEnter(end, Qt::CopyAction, &urls, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &fileEnter);
    QDropEvent fileDrop(end, Qt::CopyAction, &urls, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &fileDrop);
    ASSERT_EQ(files.count(), 1);
    EXPECT_EQ(files[0][0].toString(), QStringLiteral("/some/file.txt"));
    EXPECT_EQ(text(), "one two threeX");
}

TEST_F(TokenTextEditTest, InputMethodComposesInPlace) {
    start("ab");
    edit().select(1, 1);
    const QImage before = picture();
    const int x = edit().caretRectangle().left();
    preedit(QStringLiteral("ni hao"), 6);
    EXPECT_EQ(text(), "ab");
    EXPECT_NE(picture(), before);
    EXPECT_GT(edit().caretRectangle().left(), x + 20);
    const QRect query = edit().inputMethodQuery(Qt::ImCursorRectangle).toRect();
    EXPECT_EQ(query.left(), edit().caretRectangle().left() + edit().viewport()->x());
    preedit(QStringLiteral("ni hao"), 0);
    EXPECT_NEAR(edit().caretRectangle().left(), x, 1);
    commit(QStringLiteral("你好"));
    EXPECT_EQ(text(), "a你好b");
    EXPECT_EQ(edit().caret(), 7u);
    EXPECT_EQ(edit().inputMethodQuery(Qt::ImSurroundingText).toString(), QStringLiteral("a你好b"));
    EXPECT_EQ(edit().inputMethodQuery(Qt::ImCursorPosition).toInt(), 3);
    QInputMethodEvent replacing;
    replacing.setCommitString(QStringLiteral("您"), -2, 2);
    QApplication::sendEvent(&edit(), &replacing);
    EXPECT_EQ(text(), "a您b");
}

TEST_F(TokenTextEditTest, CancelledCompositionLeavesNoTrace) {
    start("ab");
    edit().select(1, 1);
    const QImage before = picture();
    preedit(QStringLiteral("nihao"), 5);
    preedit(QString(), 0);
    EXPECT_EQ(text(), "ab");
    EXPECT_EQ(picture(), before);
}

TEST_F(TokenTextEditTest, EveryTokenHasAChipThatFindsItself) {
    for (const std::size_t group : {0, 1, 2, 3}) {
        owner.text.group = group;
        start("汉字 café 😀 hello\nשלום عربي 12\n\xE4\xBD z\tq 👨‍👩‍👧‍👦");
        std::vector<TokenMark> marks;
        owner.text.marks({0, text().size()}, marks);
        for (const TokenMark& mark : marks) {
            const QRect chip = edit().tokenRectangle(mark.span.begin);
            ASSERT_FALSE(chip.isEmpty()) << "bytes each " << group << ", byte " << mark.span.begin;
            if (chip.width() < 3) continue; // thinner than a pixel can tell
            const auto byte = edit().byteAt(chip.center());
            ASSERT_TRUE(byte) << mark.span.begin;
            EXPECT_TRUE(mark.span.contains(*byte))
                << "bytes each " << group << ": " << mark.span.begin << " got " << *byte;
        }
    }
}

TEST_F(TokenTextEditTest, ACutCharacterIsClickableInItsParts) {
    owner.text.group = 1;
    start("汉x");
    QSignalSpy clicks(&edit(), &TokenTextEdit::clicked);
    for (std::size_t byte = 0; byte < 3; ++byte) {
        click(center(byte));
        ASSERT_EQ(clicks.count(), int(byte) + 1);
        EXPECT_EQ(clicks.last()[0].value<std::size_t>(), byte);
        EXPECT_EQ(edit().caret() % 3, 0u) << edit().caret() << " " << edit().selection().size(); // the caret stays between characters
    }
    EXPECT_EQ(edit().tokenRectangle(0).width(), edit().tokenRectangle(2).width());
}

TEST_F(TokenTextEditTest, HoverSaysWhichByteAndFramesItsToken) {
    start("hello world");
    const QImage before = picture();
    QSignalSpy spy(&edit(), &TokenTextEdit::hovered);
    const QPoint world = center(6);
    QMouseEvent move(QEvent::MouseMove, QPointF(world), edit().viewport()->mapToGlobal(QPointF(world)),
                     Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(edit().viewport(), &move);
    ASSERT_EQ(spy.count(), 1);
    const auto byte = spy[0][0].value<std::optional<std::size_t>>();
    ASSERT_TRUE(byte);
    EXPECT_TRUE((Span{5, 11}.contains(*byte)));
    EXPECT_NE(picture(), before);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(edit().viewport(), &leave);
    EXPECT_EQ(spy.count(), 2);
    EXPECT_EQ(picture(), before);
}

TEST_F(TokenTextEditTest, LitTokenSelectionAndUnknownAreSeen) {
    start("hello world");
    QImage before = picture();
    edit().setLit(Span{0, 5});
    EXPECT_NE(picture(), before);
    edit().setLit(std::nullopt);
    EXPECT_EQ(picture(), before);
    owner.text.unknownEvery = 5;
    edit().marksChanged();
    EXPECT_NE(picture(), before);
    before = picture();
    edit().setColors(TokenColors::dark());
    EXPECT_NE(picture(), before);
}

/// The law of partial repaints: what is on the screen after an edit is what a full repaint shows.
TEST_F(TokenTextEditTest, PartialRepaintsShowWhatAFullOneWould) {
    start("first line of text\nsecond line\nthird 汉字 line\n" + std::string(120, 'y') + "\nlast");
    QImage screen(edit().viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    edit().viewport()->render(&screen);
    struct Recorder : QObject {
        QRegion exposed;
        bool eventFilter(QObject*, QEvent* event) override {
            if (event->type() == QEvent::Paint) exposed += static_cast<QPaintEvent*>(event)->region();
            return false;
        }
    } recorder;
    edit().viewport()->installEventFilter(&recorder);
    const auto compare = [&](const char* what) {
        recorder.exposed = {};
        QApplication::processEvents();
        const QRegion exposed = recorder.exposed;
        const QImage now = picture();
        QPainter painter(&screen);
        painter.setClipRegion(exposed);
        painter.drawImage(0, 0, now);
        painter.end();
        EXPECT_TRUE(screen.convertToFormat(QImage::Format_RGB32) == now.convertToFormat(QImage::Format_RGB32))
            << what;
        return exposed.boundingRect();
    };
    compare("at first");
    edit().select(25, 25);
    compare("caret");
    QTest::keyClicks(&edit(), "x");
    const QRect typed = compare("typed");
    EXPECT_LT(typed.height(), edit().viewport()->height() / 3); // one line, not the window
    key(Qt::Key_Return);
    compare("new line");
    key(Qt::Key_Backspace);
    compare("joined");
    key(Qt::Key_Down, Qt::ShiftModifier);
    compare("selected");
    key(Qt::Key_Delete);
    compare("deleted");
    edit().setLit(Span{0, 5});
    compare("lit");
    preedit(QStringLiteral("ni"), 2);
    compare("composing");
    preedit({}, 0);
    compare("cancelled");
}

TEST_F(TokenTextEditTest, MarksAreAskedForOnceAndOnlyWhereVisible) {
    std::string lines;
    for (int i = 0; i < 20'000; ++i) lines += "some words in a line\n";
    start(lines);
    picture();
    owner.text.markedBytes = owner.text.copiedBytes = 0;
    picture();
    picture();
    EXPECT_EQ(owner.text.markedBytes, 0u);
    QTest::keyClicks(&edit(), "x");
    picture();
    EXPECT_LT(owner.text.markedBytes, 3000u);
    EXPECT_LT(owner.text.copiedBytes, 4000u);
}

TEST_F(TokenTextEditTest, SelectingAcrossSlicesOfOneLongLine) {
    start(std::string(5000, 'a') + "END");
    key(Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(edit().selection(), (Span{0, 5003}));
    edit().select(1000, 1100);
    EXPECT_EQ(edit().selectedBytes(), QByteArray(100, 'a'));
    QTest::keyClicks(&edit(), "-");
    EXPECT_EQ(text().size(), 4904u);
    EXPECT_EQ(edit().caret(), 1001u);
}

TEST_F(TokenTextEditTest, SpacesOnlyWrapToo) {
    start(std::string(2000, ' '));
    EXPECT_GT(edit().tokenRectangle(1500).top(), edit().tokenRectangle(10).top() + 40);
    EXPECT_TRUE(edit().viewport()->rect().contains(edit().tokenRectangle(600).center()));
}

TEST_F(TokenTextEditTest, DoubleSizeKeepsThePlace) {
    std::string lines;
    for (int i = 0; i < 500; ++i) lines += "line " + std::to_string(i) + "\n";
    start(lines);
    edit().select(2500, 2500);
    const std::size_t top = edit().visibleSpan().begin;
    const QSize chip = edit().tokenRectangle(2500).size();
    edit().setPointSize(edit().pointSize() * 2);
    EXPECT_EQ(edit().visibleSpan().begin, top);
    EXPECT_NEAR(edit().tokenRectangle(top).height(), 2 * chip.height(), 3);
    QFont font = QApplication::font();
    font.setPointSizeF(30);
    TokenTextEdit other;
    other.setFont(font);
    EXPECT_EQ(other.pointSize(), 30);
}

TEST_F(TokenTextEditTest, KeysForTheOwner) {
    start("text");
    QSignalSpy undo(&edit(), &TokenTextEdit::undoRequested), redo(&edit(), &TokenTextEdit::redoRequested),
        zoom(&edit(), &TokenTextEdit::zoomRequested);
    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(undo.count(), 1);
    EXPECT_EQ(redo.count(), 1);
    QWheelEvent wheel({20, 20}, edit().mapToGlobal(QPointF(20, 20)), {}, {0, 240}, Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(edit().viewport(), &wheel);
    EXPECT_EQ(zoom.count(), 2);
    EXPECT_EQ(text(), "text");
}

TEST_F(TokenTextEditTest, ReadOnlyNeitherTypesNorPastes) {
    start("text");
    edit().setReadOnly(true);
    QTest::keyClicks(&edit(), "x");
    key(Qt::Key_Backspace);
    commit(QStringLiteral("中"));
    edit().paste();
    EXPECT_EQ(text(), "text");
    key(Qt::Key_Right);
    EXPECT_EQ(edit().caret(), 1u);
}

TEST_F(TokenTextEditTest, FocusLeavesByControlTabAndF6) {
    QWidget window;
    TokenTextEdit editor(&window);
    QWidget other(&window);
    other.setFocusPolicy(Qt::StrongFocus);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    for (const auto& [which, modifiers] :
         {std::pair{Qt::Key_Tab, Qt::KeyboardModifiers(Qt::ControlModifier)}, {Qt::Key_F6, Qt::NoModifier}}) {
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_Tab);
        EXPECT_TRUE(editor.hasFocus());
        QTest::keyClick(&editor, which, modifiers);
        EXPECT_TRUE(other.hasFocus());
    }
}

TEST_F(TokenTextEditTest, AnOwnerWhoRefusesChangesNothing) {
    FakeText content;
    content.text = "abc";
    TokenTextEdit editor;
    editor.setView(&content);
    QTest::keyClicks(&editor, "x");
    EXPECT_EQ(editor.caret(), 0u);
    EXPECT_EQ(content.text, "abc");
}

TEST_F(TokenTextEditTest, WithoutAViewNothingBreaks) {
    TokenTextEdit editor;
    editor.resize(200, 100);
    editor.grab();
    QTest::keyClick(&editor, Qt::Key_Down);
    QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier);
    QTest::mouseClick(editor.viewport(), Qt::LeftButton, {}, QPoint(10, 10));
    EXPECT_EQ(editor.caret(), 0u);
}

TEST_F(TokenTextEditTest, AssistiveTechnologyReadsTextAndTokens) {
    start("hello 汉字\nworld");
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&edit());
    ASSERT_NE(accessible, nullptr);
    EXPECT_EQ(accessible->role(), QAccessible::EditableText);
    EXPECT_TRUE(accessible->state().multiLine);
    QAccessibleTextInterface* reader = accessible->textInterface();
    ASSERT_NE(reader, nullptr);
    EXPECT_EQ(reader->characterCount(), 14);
    EXPECT_EQ(reader->text(6, 8), QStringLiteral("汉字"));
    edit().select(9, 9);
    EXPECT_EQ(reader->cursorPosition(), 7);
    int start = 0, end = 0;
    EXPECT_EQ(reader->attributes(1, &start, &end), QStringLiteral("token-id:5104;token-index:0;"));
    EXPECT_EQ(start, 0);
    EXPECT_EQ(end, 5);
    reader->setSelection(0, 6, 8);
    EXPECT_EQ(edit().selection(), (Span{6, 12}));
    EXPECT_EQ(reader->selectionCount(), 1);
    EXPECT_EQ(reader->textAtOffset(10, QAccessible::WordBoundary, &start, &end), QStringLiteral("world"));
    const QRect box = reader->characterRect(6);
    EXPECT_EQ(reader->offsetAtPoint(box.center()), 6);
    EXPECT_TRUE(accessible->text(QAccessible::Description).contains(QStringLiteral("F6")));
    QAccessibleEditableTextInterface* writer = accessible->editableTextInterface();
    ASSERT_NE(writer, nullptr);
    writer->replaceText(6, 8, QStringLiteral("Hanzi"));
    EXPECT_EQ(text(), "hello Hanzi\nworld");
    EXPECT_EQ(reader->characterCount(), 17);
}

TEST_F(TokenTextEditTest, OfAHugeTextTheNeighbourhoodIsReadable) {
    std::string lines;
    for (int i = 0; i < 200'000; ++i) lines += "a line\n";
    start(lines);
    edit().select(700'003, 700'003);
    QAccessibleTextInterface* reader = QAccessible::queryAccessibleInterface(&edit())->textInterface();
    EXPECT_LT(reader->characterCount(), 200'000);
    const int offset = reader->cursorPosition();
    EXPECT_EQ(reader->text(offset, offset + 1).toStdString(), lines.substr(700'003, 1));
    reader->setCursorPosition(offset + 4);
    EXPECT_EQ(edit().caret(), 700'007u);
}

} // namespace
} // namespace tokenarium
