// SPDX-License-Identifier: GPL-3.0-or-later
// Files in and out of the window: encodings, bad files, saving, and the text that is still there at the next
// start.
#include "tests/app/window_fixture.h"

#include "app/session_store.h"
#include "engine/text/text_encoding.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QSignalSpy>
#include <QUrl>

namespace tokenarium {
namespace {

const char* const chinese = "人工智能模型并不直接读字，它们读的是词元。一个词元可能是一个字，也可能是一个词，"
                            "还可能只是一个字的三分之一。把这句话换一种编码保存，程序应当认得出来。";

class FileTest : public WindowTest {
protected:
    QString write(const char* name, const QByteArray& bytes) {
        const QString path = home.filePath(QString::fromLatin1(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }
    QByteArray encoded(const char* text, const char* encoding) {
        std::size_t lost = 0;
        return QByteArray::fromStdString(encodeText(text, encoding, false, lost));
    }
    bool open(const QString& path, const QString& encoding = {}) {
        QSignalSpy opened(window.get(), &MainWindow::opened);
        window->openFile(path, encoding);
        return opened.count() > 0 || opened.wait(20'000);
    }
    std::string text() { return window->session().text().text(); }
};

TEST_F(FileTest, DetectsTheEncodingAndLetsThePersonChangeIt) {
    for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"}) {
        ASSERT_TRUE(open(write("text.txt", encoded(chinese, encoding)))) << encoding;
        EXPECT_EQ(text(), chinese) << encoding;
        EXPECT_EQ(find<QComboBox>("encoding")->currentText(), encoding);
        EXPECT_TRUE(find<QComboBox>("encoding")->isVisible());
        EXPECT_EQ(says("encodingNote"), "Detected:");
    }
    ASSERT_TRUE(open(write("text.txt", encoded(chinese, "GB18030"))));
    auto* box = find<QComboBox>("encoding");
    QSignalSpy opened(window.get(), &MainWindow::opened);
    emit box->textActivated("windows-1252");
    ASSERT_TRUE(opened.wait(20'000));
    EXPECT_NE(text(), chinese);
    EXPECT_EQ(says("encodingNote"), "Read as:");
}

TEST_F(FileTest, InvalidUtf8KeepsEveryByteAndSavesItBack) {
    const QByteArray bytes = "ok \xE4\xBD then \xFF\xFE and \xF0\x9F\x98 end";
    const QString path = write("odd.txt", bytes);
    ASSERT_TRUE(open(path, "UTF-8"));
    EXPECT_EQ(text(), bytes.toStdString());
    EXPECT_TRUE(messages().isVisible());
    editor().select(0, 0);
    typeAscii("x");
    ASSERT_TRUE(window->saveTo(path));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), "x" + bytes);
}

TEST_F(FileTest, SavesInTheFilesOwnEncoding) {
    const QString path = write("gb.txt", encoded(chinese, "GB18030"));
    ASSERT_TRUE(open(path));
    ASSERT_TRUE(window->saveTo(path));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), encoded(chinese, "GB18030"));
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(FileTest, BadFilesAreNamedAndTheTextStays) {
    const std::string before = text();
    for (const QString& path : {home.filePath("missing.txt"), home.path()}) {
        window->openFile(path);
        EXPECT_TRUE(waitFor([this] { return messages().isVisible(); })) << path.toStdString();
        EXPECT_TRUE(messages().message().contains(QFileInfo(path).fileName()))
            << messages().message().toStdString();
        EXPECT_EQ(text(), before);
        messages().clear();
    }
}

TEST_F(FileTest, AFileTooLongForTheWindowNamesTheCommandLine) {
    const QString path = home.filePath("huge.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_TRUE(file.resize(qint64(Session::maximumTextBytes) + 1)); // sparse
    file.close();
    window->openFile(path);
    ASSERT_TRUE(waitFor([this] { return messages().isVisible(); }, 60'000));
    EXPECT_TRUE(messages().message().contains("tokenarium-cli")) << messages().message().toStdString();
}

TEST_F(FileTest, ABinaryFileIsShownByteForByte) {
    QByteArray bytes;
    for (int i = 0; i < 2000; ++i) bytes += char(i * 37);
    ASSERT_TRUE(open(write("data.bin", bytes), "UTF-8"));
    EXPECT_EQ(text(), bytes.toStdString());
    EXPECT_TRUE(messages().isVisible());
}

TEST_F(FileTest, AFullDiskSaysSoAndLosesNothing) {
    if (!QFile::exists("/dev/full")) GTEST_SKIP() << "skipped: no /dev/full on this system";
    const std::string before = text();
    EXPECT_FALSE(window->saveTo("/dev/full/x.txt"));
    EXPECT_TRUE(messages().message().contains("was not saved")) << messages().message().toStdString();
    EXPECT_EQ(text(), before);
}

TEST_F(FileTest, OpeningIsOneStepOfUndo) {
    const std::string before = text();
    ASSERT_TRUE(open(write("a.txt", "another text")));
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(text(), before);
    EXPECT_TRUE(window->session().source().path.isEmpty());
}

TEST_F(FileTest, TheTextIsThereAtTheNextStart) {
    putText("kept text");
    chooseTokenizer("bytes");
    editor().select(4, 4);
    typeAscii("!");
    appearance.setTheme(Theme::Dark);
    window->close();
    start();
    EXPECT_EQ(text(), "kept! text");
    EXPECT_EQ(editor().caret(), 5u);
    EXPECT_EQ(window->session().tokenizerName(), "bytes");
}

TEST_F(FileTest, ATextThatIsNotInItsFileYetIsStillMarkedAtTheNextStart) {
    const QString path = write("kept.txt", "in the file");
    ASSERT_TRUE(open(path));
    EXPECT_FALSE(window->isWindowModified());
    typeAscii("not ");
    EXPECT_TRUE(window->isWindowModified());
    start(); // without closing: as after a kill
    EXPECT_EQ(text(), "not in the file");
    EXPECT_EQ(window->session().source().path, path);
    EXPECT_TRUE(window->isWindowModified());
    ASSERT_TRUE(window->saveTo(path));
    start();
    EXPECT_EQ(text(), "not in the file");
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(FileTest, ASampleThatWasSavedKeepsItsFileThroughUndoAndRedo) {
    window->openSample("numbers");
    typeAscii("x");
    const QString path = home.filePath("numbers.txt");
    ASSERT_TRUE(window->saveTo(path));
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(window->session().source().path, path);
    EXPECT_TRUE(window->isWindowModified());
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(window->session().source().path, path);
    EXPECT_FALSE(window->isWindowModified());
}

TEST_F(FileTest, AnEditedSampleIsTheSampleAgainAfterUndo) {
    window->openSample("numbers");
    EXPECT_EQ(window->session().source().title, "numbers");
    typeAscii("x");
    EXPECT_EQ(window->session().source().title, "");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(window->session().source().title, "numbers");
}

TEST_F(FileTest, AFileDroppedOnTextOrWindowIsOpened) {
    const QString path = write("dropped.txt", "from a file");
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const std::initializer_list<QWidget*> targets{editor().viewport(), window.get()};
    for (QWidget* target : targets) {
        putText("before");
        QSignalSpy opened(window.get(), &MainWindow::opened);
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &drop);
        ASSERT_TRUE(opened.count() > 0 || opened.wait(20'000)) << target->metaObject()->className();
        EXPECT_EQ(text(), "from a file");
    }
}

TEST_F(FileTest, ChoicesAreThereAtTheNextStart) {
    auto* box = find<QComboBox>("contextWindow");
    const int row = box->findData(qulonglong(8192));
    box->setCurrentIndex(row);
    emit box->activated(row);
    window->session().setColoring(Coloring::Script);
    window->useLanguage("zh_CN");
    appearance.setTheme(Theme::Dark);
    appearance.setScale(120);
    window->close();
    const Settings kept = Settings::load(home.filePath("window.ini"));
    EXPECT_EQ(kept.language, "zh_CN");
    EXPECT_EQ(kept.theme, Theme::Dark);
    EXPECT_EQ(kept.scalePercent, 120);
    appearance.setScale(100);
    start();
    EXPECT_EQ(window->session().contextWindow(), 8192u);
    EXPECT_EQ(window->session().coloring(), Coloring::Script);
    EXPECT_EQ(find<QComboBox>("contextWindow")->currentData().toULongLong(), 8192u);
    EXPECT_EQ(find<QComboBox>("coloring")->currentIndex(), int(Coloring::Script));
}

TEST_F(FileTest, AHomeThatCannotBeWrittenIsSaidAndTheWindowWorks) {
    window =
        std::make_unique<MainWindow>(TokenizerCatalog({testing::vocabulariesFolder()}), language, appearance,
                                     WindowOptions{"/proc/nowhere/window.ini", "/proc/nowhere/store", {}});
    window->show();
    EXPECT_TRUE(messages().message().contains("nowhere")) << messages().message().toStdString();
    putText("still an editor");
    EXPECT_EQ(text(), "still an editor");
    window->close();
    EXPECT_TRUE(messages().message().contains("store")) << messages().message().toStdString();
    EXPECT_TRUE(messages().message().contains("window.ini")) << messages().message().toStdString();
}

TEST_F(FileTest, APipeIsRefusedInsteadOfWaitedFor) {
    if (!QFile::exists("/dev/zero")) GTEST_SKIP() << "skipped: no /dev/zero on this system";
    window->openFile("/dev/zero");
    ASSERT_TRUE(waitFor([this] { return messages().isVisible(); }));
    EXPECT_TRUE(messages().message().contains("tokenarium-cli")) << messages().message().toStdString();
}

TEST_F(FileTest, AVocabularyThatIsMissingOnceIsRememberedForTheNextStart) {
    REQUIRE_VOCABULARY("cl100k_base");
    chooseTokenizer("cl100k_base");
    window->close();
    start(home.filePath("no-vocabularies").toStdString());
    EXPECT_EQ(window->session().tokenizerName(), "bytes");
    window->close();
    start();
    EXPECT_EQ(window->session().tokenizerName(), "cl100k_base");
}

class StoreTest : public ::testing::Test {
protected:
    /// What the folder holds at this moment: what a kill leaves behind.
    QString killNow() {
        const QString copy = home.filePath("killed-%1").arg(++copies);
        QDir().mkpath(copy);
        for (const QString& name : QDir(folder()).entryList(QDir::Files))
            if (name != "lock") QFile::copy(folder() + "/" + name, copy + "/" + name);
        return copy;
    }
    QString folder() const { return home.filePath("store"); }
    static void begin(SessionStore& store, const QByteArray& text, const TextSource& source = {},
                      bool modified = false) {
        store.begin(std::make_shared<const std::string>(text.toStdString()), source, modified);
        store.finishSnapshot();
    }
    QTemporaryDir home;
    int copies = 0;
};

TEST_F(StoreTest, EveryEditSurvivesAKill) {
    SessionStore store(folder());
    ASSERT_EQ(store.problem(), "");
    QByteArray text = "start";
    begin(store, text);
    for (int i = 0; i < 200; ++i) {
        const QByteArray inserted = QByteArray::number(i * i);
        const auto at = qsizetype(i * 7) % (text.size() + 1);
        const auto end = qMin(text.size(), at + i % 3);
        text.replace(at, end - at, inserted);
        store.noteReplace({std::size_t(at), std::size_t(end)}, inserted);
        if (i % 20 == 0) {
            const auto loaded = SessionStore(killNow()).load();
            ASSERT_TRUE(loaded.has_value());
            ASSERT_EQ(loaded->text, text) << "after " << i << " edits";
        }
    }
}

TEST_F(StoreTest, ATornLastRecordIsIgnored) {
    SessionStore store(folder());
    begin(store, "abc");
    store.noteReplace({0, 0}, "1");
    store.noteReplace({0, 0}, "2");
    const QString copy = killNow();
    const QString journal = QDir(copy).entryList({"*.journal"}).value(0);
    QFile file(copy + "/" + journal);
    ASSERT_TRUE(file.resize(file.size() - 3));
    const auto loaded = SessionStore(copy).load();
    ASSERT_TRUE(loaded.has_value());
    EXPECT_EQ(loaded->text, "1abc");
}

TEST_F(StoreTest, ADamagedRecordEndsTheReplay) {
    SessionStore store(folder());
    begin(store, "abc");
    store.noteReplace({0, 0}, "first ");
    store.noteReplace({0, 0}, "second ");
    const QString copy = killNow();
    QFile file(copy + "/" + QDir(copy).entryList({"*.journal"}).value(0));
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    bytes.replace("second", "xecond"); // as a failing disk does
    file.seek(0);
    file.write(bytes);
    file.close();
    EXPECT_EQ(SessionStore(copy).load()->text, "first abc");
}

TEST_F(StoreTest, ADamagedSnapshotIsNotTaken) {
    SessionStore store(folder());
    begin(store, "abcdef");
    const QString copy = killNow();
    QFile file(copy + "/" + QDir(copy).entryList({"*.snapshot"}).value(0));
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    file.seek(file.size() - 14);
    file.write("X");
    file.close();
    EXPECT_FALSE(SessionStore(copy).load().has_value());
}

TEST_F(StoreTest, AKillWhileASnapshotIsWrittenLeavesTheOneBefore) {
    SessionStore store(folder());
    begin(store, "first");
    store.noteReplace({5, 5}, " text");
    const QString before = killNow();
    EXPECT_TRUE(store.wantsSnapshot(20 << 20)) << "a long insertion is not for the journal";
    begin(store, "second");
    const QString after = killNow();
    // What a kill between the two leaves: the new journal, but not its snapshot.
    const QString journal = QDir(after).entryList({"*.journal"}).value(0);
    ASSERT_TRUE(QFile::copy(after + "/" + journal, before + "/" + journal));
    EXPECT_EQ(SessionStore(before).load()->text, "first text");
    EXPECT_EQ(SessionStore(after).load()->text, "second");
}

TEST_F(StoreTest, SourceAndWhetherItWasSavedSurviveAKill) {
    SessionStore store(folder());
    TextSource file;
    file.path = "/a/b.txt";
    file.title = "b.txt";
    file.encoding = "GB18030";
    begin(store, "abc", file, true);
    EXPECT_TRUE(SessionStore(killNow()).load()->modified);
    store.noteModified(false);
    const auto saved = SessionStore(killNow()).load();
    EXPECT_FALSE(saved->modified);
    EXPECT_EQ(saved->source, file);
    store.noteReplace({0, 1}, "x");
    store.noteModified(true);
    EXPECT_TRUE(SessionStore(killNow()).load()->modified);
}

TEST_F(StoreTest, ASnapshotThatCannotBeWrittenIsSaid) {
    SessionStore store(folder());
    ASSERT_EQ(store.problem(), "");
    QFile::remove(folder() + "/lock");
    ASSERT_TRUE(QDir(folder()).removeRecursively());
    begin(store, "lost");
    EXPECT_TRUE(store.problem().contains("cannot write")) << store.problem().toStdString();
}

TEST_F(StoreTest, ASecondWindowSaysThatItsTextIsNotKept) {
    SessionStore first(folder());
    begin(first, "mine");
    SessionStore second(folder());
    EXPECT_TRUE(second.problem().contains("another Tokenarium window")) << second.problem().toStdString();
    EXPECT_FALSE(second.load().has_value());
}

TEST_F(StoreTest, AFolderThatCannotBeWrittenIsNamed) {
    const SessionStore store(QStringLiteral("/proc/no-such-place/store"));
    EXPECT_TRUE(store.problem().contains("no-such-place")) << store.problem().toStdString();
}

TEST_F(StoreTest, TheJournalIsFoldedIntoASnapshotWhenItHasOutgrownTheText) {
    SessionStore store(folder());
    begin(store, "x");
    const QByteArray block(100'000, 'b');
    for (int i = 0; i < 12; ++i) store.noteReplace({0, i ? std::size_t(block.size()) : 0}, block);
    EXPECT_TRUE(store.wantsSnapshot(0));
    begin(store, block);
    EXPECT_FALSE(store.wantsSnapshot(0));
    EXPECT_EQ(QDir(folder()).entryList({"text-*"}).size(), 2) << "the old pair is removed";
    EXPECT_EQ(SessionStore(killNow()).load()->text, block);
}

} // namespace
} // namespace tokenarium
