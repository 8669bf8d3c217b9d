// SPDX-License-Identifier: GPL-3.0-or-later
// The model room in the real window: the prompt strip is that of the room, everything is reached by keyboard
// and named, and all of it has room on small screens and with large letters.
#include "app/appearance.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/pages/model_page.h"
#include "app/pages/text_page.h"
#include "app/status_line.h"
#include "widgets/model/token_row.h"
#include "widgets/prompt_strip_widget.h"

#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace tokenarium {
namespace {

class RoomWindow : public ::testing::Test {
protected:
    void SetUp() override {
        qputenv("TOKENARIUM_MODELS", TOKENARIUM_SOURCE_DIR "/resources/models");
        language.use(QStringLiteral("en"));
        window = std::make_unique<MainWindow>(TokenizerCatalog({}), language, appearance, WindowOptions{});
        window->resize(1280, 720);
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        go<ModelPage>();
        settle();
        room().session().openModel(QStringLiteral("tiny"));
        settle();
        room().session().setPrompt(QStringLiteral("emma em"));
        settle();
    }
    void TearDown() override {
        window.reset();
        language.use(QStringLiteral("en"));
        appearance.setScale(100);
    }
    template<typename Room>
    void go() {
        window->showPage(window->findChild<Room*>());
    }
    ModelPage& room() { return *window->findChild<ModelPage*>(); }
    PromptStripWidget& strip() { return *window->findChild<PromptStripWidget*>(); }
    void settle() {
        QElapsedTimer clock;
        clock.start();
        do QApplication::processEvents(QEventLoop::AllEvents, 10);
        while (!room().isSettled() && clock.elapsed() < 60'000);
        for (int i = 0; i < 3; ++i) QApplication::processEvents();
    }

    Language language;
    Appearance appearance;
    std::unique_ptr<MainWindow> window;
};

TEST_F(RoomWindow, ThePromptStripIsThatOfTheRoom) {
    const std::size_t count = room().session().ids().size();
    const std::size_t context = room().session().model()->opened.config.positions;
    EXPECT_TRUE(strip().label().startsWith(QStringLiteral("%1 tokens · ").arg(count)))
        << strip().label().toStdString();
    EXPECT_TRUE(strip().label().endsWith(QStringLiteral("of %1").arg(context)));
    EXPECT_FALSE(strip().tokenRectangle(count - 1).isEmpty());
    EXPECT_TRUE(strip().tokenRectangle(count).isEmpty()) << "no more than the model reads";
    EXPECT_FALSE(window->findChild<StatusLine*>()->isVisible()) << "that counts the text of another room";
    QTest::mouseClick(&strip(), Qt::LeftButton, {}, strip().tokenRectangle(2).center());
    EXPECT_EQ(room().session().pinnedToken(), std::optional<std::size_t>(2));
    EXPECT_EQ(room().findChild<TokenRow*>(QStringLiteral("modelTokens"))->lit(),
              std::optional<std::size_t>(2));
    room().session().drawNext();
    settle();
    EXPECT_TRUE(strip().label().startsWith(QStringLiteral("%1 tokens").arg(count + 1))) << "it follows";
    go<TextPage>();
    EXPECT_TRUE(window->findChild<StatusLine*>()->isVisible());
    EXPECT_FALSE(strip().label().startsWith(QStringLiteral("%1 tokens").arg(count + 1)));
    room().session().takeBack(); // unseen: the strip of the text stays
    settle();
    EXPECT_FALSE(strip().label().startsWith(QStringLiteral("%1 tokens").arg(count)));
}

TEST_F(RoomWindow, EveryViewFitsASmallScreenAndLargeLetters) {
    for (const char* name : {"en", "zh_CN"}) {
        language.use(QString::fromLatin1(name));
        for (const int scale : {100, 200}) {
            appearance.setScale(scale);
            QApplication::processEvents();
            for (const QString& view : room().scenes()) {
                room().showScene(view);
                settle();
                const QSize least = window->minimumSizeHint();
                EXPECT_LE(least.height(), scale == 100 ? 720 : 800)
                    << name << ' ' << scale << ' ' << view.toStdString();
                if (scale == 100) {
                    EXPECT_LE(least.width(), 1280) << name << ' ' << view.toStdString();
                }
            }
        }
    }
    // At the usual size nothing of these views has to be scrolled for, and the loop changes nothing of that.
    language.use(QStringLiteral("en"));
    appearance.setScale(100);
    window->resize(1280, 720);
    for (const char* view : {"step", "attention", "inside"}) {
        room().showScene(QString::fromLatin1(view));
        settle();
        for (const QScrollArea* area : room().findChildren<QScrollArea*>())
            if (area->isVisible() && area->widget()->inherits("tokenarium::ModelView")) {
                EXPECT_LE(area->widget()->height(), area->viewport()->height()) << view;
                EXPECT_LE(area->widget()->width(), area->viewport()->width()) << view;
            }
    }
}

TEST_F(RoomWindow, EverythingIsReachedByTabAndHasAName) {
    for (const char* view : {"step", "attention", "inside"}) {
        room().showScene(QString::fromLatin1(view));
        settle();
        room().findChild<QTabBar*>(QStringLiteral("modelViews"))->setFocus();
        std::set<QString> reached;
        QWidget* const start = QApplication::focusWidget();
        ASSERT_NE(start, nullptr);
        for (int i = 0; i < 80; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            if (now == start) break;
            if (!room().isAncestorOf(now)) continue;
            reached.insert(now->objectName());
            QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(now);
            ASSERT_NE(spoken, nullptr);
            EXPECT_FALSE(spoken->text(QAccessible::Name).isEmpty())
                << view << ": " << now->metaObject()->className() << ' ' << now->objectName().toStdString();
        }
        const std::map<std::string, std::vector<const char*>> wanted{
            {"step", {"modelMap", "stepMatrix", "stepSources", "stepForward", "stepScrub", "stepLoop"}},
            {"attention", {"attentionHeads", "attentionLines", "attentionList", "attentionReads"}},
            {"inside", {"insideSections"}}};
        for (const char* name : wanted.at(view))
            EXPECT_TRUE(reached.contains(QString::fromLatin1(name))) << view << ": " << name;
    }
}

} // namespace
} // namespace tokenarium
