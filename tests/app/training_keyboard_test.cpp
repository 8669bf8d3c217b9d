// SPDX-License-Identifier: GPL-3.0-or-later
// The training room without a mouse and without eyes: Tab reaches everything, and everything has a name.
#include "tests/app/training_room_fixture.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QToolButton>

#include <set>
#include <vector>

namespace tokenarium {
namespace {

class TrainingKeyboardTest : public TrainingRoomTest {
protected:
    /// Those a person can work with now; parts of compound widgets belong to them.
    std::set<QWidget*> controls() {
        std::set<QWidget*> found;
        for (QWidget* widget : page().findChildren<QWidget*>())
            if (widget->isVisibleTo(&page()) && widget->isEnabled() &&
                (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy())
                found.insert(widget);
        return found;
    }
    static std::string nameOf(QWidget* widget) {
        return widget->objectName().toStdString() + " (" + widget->metaObject()->className() + ")";
    }
    /// In a group of which one is chosen Tab goes to that one, and the arrow keys to the others.
    static std::vector<QAbstractButton*> walkAlong(QButtonGroup& group) {
        std::vector<QAbstractButton*> seen;
        QAbstractButton* first = group.checkedButton();
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right})
            for (int i = 0; i < group.buttons().size(); ++i) {
                QAbstractButton* chosen = group.checkedButton();
                if (QApplication::focusWidget() == chosen) seen.push_back(chosen);
                QTest::keyClick(chosen, key);
            }
        QTest::mouseClick(first, Qt::LeftButton); // all is as it was
        return seen;
    }
    void expectReachableAndNamed() {
        const std::set<QWidget*> wanted = controls();
        ASSERT_GE(wanted.size(), 3U);
        for (QWidget* widget : wanted) {
            QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(widget);
            ASSERT_TRUE(seen) << nameOf(widget);
            EXPECT_FALSE(seen->text(QAccessible::Name).isEmpty()) << nameOf(widget);
        }
        std::set<QWidget*> reached;
        (*wanted.begin())->setFocus();
        for (std::size_t i = 0; i < 200; ++i) {
            QWidget* focused = QApplication::focusWidget();
            if (focused) reached.insert(focused);
            if (auto* button = qobject_cast<QToolButton*>(focused); button && button->group())
                for (QAbstractButton* one : walkAlong(*button->group())) reached.insert(one);
            QTest::keyClick(focused ? focused : &room(), Qt::Key_Tab);
        }
        for (QWidget* widget : wanted) EXPECT_TRUE(reached.count(widget)) << nameOf(widget);
    }
};

TEST_F(TrainingKeyboardTest, Train) {
    click("trainingMore");
    expectReachableAndNamed();
    auto* layers = part<QSlider>("trainingLayers");
    EXPECT_EQ(layers->accessibleName(), "Layers: 4"); // what is chosen, not which notch
    QTest::keyClick(layers, Qt::Key_Left);
    EXPECT_EQ(layers->accessibleName(), "Layers: 3");
    EXPECT_TRUE(chart().accessibleDescription().contains("blind guessing"));
}

TEST_F(TrainingKeyboardTest, TabGoesFromTopToBottom) {
    part<QComboBox>("trainingTexts")->setFocus();
    for (const char* name : {"trainingTokenizer", "trainingLayers", "trainingWidth", "trainingHeads",
                             "trainingContext", "startTraining", "trainingMore"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        EXPECT_EQ(QApplication::focusWidget()->objectName(), QLatin1String(name));
    }
}

TEST_F(TrainingKeyboardTest, OneStep) {
    page().showView(QStringLiteral("glass"));
    ASSERT_TRUE(waitFor([&] { return text("glassSummary").contains("Step 60"); }, minute));
    for (const char* name :
         {"glassText", "glassTokens", "glassLosses", "glassGradients", "glassRow", "glassMost"})
        EXPECT_TRUE(controls().count(part<QWidget>(name))) << name;
    expectReachableAndNamed();
}

TEST_F(TrainingKeyboardTest, Data) {
    page().showView(QStringLiteral("data"));
    ASSERT_TRUE(waitFor([&] { return part<QToolButton>("dataStep6")->text().contains("of"); }, minute));
    QTest::mouseClick(part<QToolButton>("dataArrow3"), Qt::LeftButton); // with the sliders
    expectReachableAndNamed();
    auto* arrow = part<QToolButton>("dataArrow1");
    QTest::mouseClick(arrow, Qt::LeftButton);
    const QString told = text("dataDetail");
    QTest::keyClick(arrow, Qt::Key_Right);
    EXPECT_TRUE(part<QToolButton>("dataStep1")->isChecked());
    EXPECT_NE(text("dataDetail"), told); // the arrow keys choose, they do not only walk
    EXPECT_EQ(part<QSlider>("dataWeight-chat")->accessibleName(), "chat: × 1");
    EXPECT_TRUE(part<QToolButton>("dataArrow1")->accessibleName().contains("dropped on the way"));
}

TEST_F(TrainingKeyboardTest, PostTraining) {
    page().showView(QStringLiteral("post"));
    if (part<QComboBox>("postBase")->count() == 0) GTEST_SKIP() << "skipped: no model lies beside the tests";
    ASSERT_TRUE(waitFor([&] { return text("postFacts").contains("documents"); }, minute));
    expectReachableAndNamed();
}

} // namespace
} // namespace tokenarium
