// SPDX-License-Identifier: GPL-3.0-or-later
// The real model room with the real embedded models, and what a person does in it: look, type, click, wait.
#pragma once

#include "app/pages/model/model_view.h"
#include "app/pages/model_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace tokenarium {

class ModelRoomTest : public ::testing::Test {
protected:
    void SetUp() override { qputenv("TOKENARIUM_MODELS", TOKENARIUM_SOURCE_DIR "/resources/models"); }

    /// The room with this model, this prompt and this tab, once everything stands still.
    void start(const QString& model, const QString& prompt, const QString& view) {
        room = std::make_unique<ModelPage>();
        room->resize(1200, 700);
        room->showView(view);
        room->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(room.get()));
        settle(); // the model it opens by itself
        if (session().modelName() != model) session().openModel(model);
        settle();
        type(*find<QLineEdit>("modelPrompt"), prompt);
    }

    ModelSession& session() { return room->session(); }
    template<typename Widget>
    Widget* find(const char* name) {
        Widget* widget = room->findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    /// What a label says.
    QString said(const char* name) { return find<QLabel>(name)->text(); }

    /// Replaces what stands in the line, key by key where there is a key, and waits.
    void type(QLineEdit& line, const QString& text) {
        line.setFocus();
        line.selectAll();
        if (text.isEmpty())
            QTest::keyClick(&line, Qt::Key_Delete);
        else
            line.insert(text);
        emit line.textEdited(line.text()); // insert() is what an input method does, but says nothing
        settle();
    }

    /// Until nothing is under way any more.
    void settle() {
        QElapsedTimer clock;
        clock.start();
        do {
            QApplication::processEvents(QEventLoop::AllEvents, 10);
        } while (!room->isSettled() && clock.elapsed() < 60'000);
        EXPECT_TRUE(room->isSettled());
        for (int i = 0; i < 3; ++i) QApplication::processEvents();
    }

    std::unique_ptr<ModelPage> room;
};

} // namespace tokenarium
