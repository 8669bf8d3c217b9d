// SPDX-License-Identifier: GPL-3.0-or-later
// The real window with folders of its own, and what a person does with it: look, type, paste, choose.
#pragma once

#include "app/appearance.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/pages/text_page.h"
#include "tests/support/vectors.h"
#include "widgets/message_bar.h"
#include "widgets/text/token_text_edit.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace tokenarium {

class WindowTest : public ::testing::Test {
protected:
    void SetUp() override { start(); }
    void TearDown() override {
        window.reset();
        language.use(QStringLiteral("en"));
        appearance.setPresenting(false);
        appearance.setScale(100);
        appearance.setTheme(Theme::Light);
    }

    void start(std::filesystem::path vocabularies = testing::vocabulariesFolder()) {
        language.use(QStringLiteral("en"));
        appearance.setTheme(Theme::Light);
        window.reset();
        window = std::make_unique<MainWindow>(
            TokenizerCatalog({std::move(vocabularies)}), language, appearance,
            WindowOptions{home.filePath("window.ini"), home.filePath("store"), {}});
        window->resize(1280, 800);
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        editor().setFocus();
    }

    TokenTextEdit& editor() { return *find<TokenTextEdit>("tokenEditor"); }
    MessageBar& messages() { return *find<MessageBar>("messageBar"); }
    /// In the text room if it is there, for other rooms have some of the same parts.
    template<typename Widget>
    Widget* find(const char* name) {
        Widget* widget = window->findChild<TextPage*>()->findChild<Widget*>(QLatin1String(name));
        if (!widget) widget = window->findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    /// What a label says.
    QString says(const char* label) { return find<QLabel>(label)->text(); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&editor(), key, modifiers);
    }
    void typeAscii(const char* text) { QTest::keyClicks(&editor(), QString::fromLatin1(text)); }
    /// As an input method commits it.
    void compose(const QString& text) {
        QInputMethodEvent event;
        event.setCommitString(text);
        QApplication::sendEvent(&editor(), &event);
    }
    void paste(const QByteArray& utf8) {
        QApplication::clipboard()->setText(QString::fromUtf8(utf8));
        editor().paste();
    }
    void eraseAll() {
        editor().selectAll();
        press(Qt::Key_Delete);
    }
    /// Replaces the whole text by pasting.
    void putText(const QByteArray& utf8) {
        editor().selectAll();
        if (utf8.isEmpty()) return press(Qt::Key_Delete);
        paste(utf8);
    }
    void chooseTokenizer(const char* name) {
        auto* box = find<QComboBox>("tokenizer");
        const int row = box->findData(QString::fromLatin1(name));
        ASSERT_GE(row, 0) << name;
        box->setCurrentIndex(row);
        emit box->activated(row);
    }
    bool has(const char* tokenizer) {
        const TokenizerInfo* info = window->session().catalog().find(tokenizer);
        return info && info->present;
    }
    static bool waitFor(const std::function<bool()>& condition, int milliseconds = 20'000) {
        return QTest::qWaitFor(condition, milliseconds);
    }
    std::vector<TokenId> idsOnScreen() {
        std::vector<TokenId> ids;
        window->session().tokens()->ids(ids);
        return ids;
    }

    QTemporaryDir home;
    Language language;
    Appearance appearance;
    std::unique_ptr<MainWindow> window;
};

#define REQUIRE_VOCABULARY(name)                                                                             \
    if (!has(name)) GTEST_SKIP() << "skipped: the vocabulary " << name << " is not installed"

} // namespace tokenarium
