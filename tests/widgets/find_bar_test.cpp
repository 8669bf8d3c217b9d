// SPDX-License-Identifier: GPL-3.0-or-later
// The find bar used by keys, and the search behind it against a plain one.
#include "tests/widgets/fake_text.h"
#include "widgets/text/find_bar.h"

#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>
#include <gtest/gtest.h>

namespace tokenarium {
namespace {

class FindBarTest : public ::testing::Test {
protected:
    void start(std::string content) {
        owner.set(std::move(content));
        bar = new FindBar(&owner.edit, &window);
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(&owner.edit);
        layout->addWidget(bar);
        window.resize(500, 300);
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        bar->open();
        field = bar->findChild<QLineEdit*>();
    }
    void settle() {
        EXPECT_TRUE(QTest::qWaitFor([&] { return !bar->isBusy(); }, 20'000));
    }
    ~FindBarTest() override { owner.edit.setParent(nullptr); }

    FakeEditor owner;
    QWidget window;
    FindBar* bar = nullptr;
    QLineEdit* field = nullptr;
};

TEST_F(FindBarTest, FindsCountsAndWraps) {
    start("one two One three one");
    QTest::keyClicks(field, "one");
    settle();
    EXPECT_EQ(owner.edit.selection(), (Span{0, 3}));
    EXPECT_EQ(bar->countText(), QStringLiteral("1 of 3"));
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(owner.edit.selection(), (Span{8, 11}));
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(owner.edit.selection(), (Span{0, 3}));
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(owner.edit.selection(), (Span{18, 21}));
    EXPECT_EQ(bar->countText(), QStringLiteral("3 of 3"));
}

TEST_F(FindBarTest, SaysWhenNothingIsFoundAndClosesByEscape) {
    start("text");
    QTest::keyClicks(field, "zebra");
    settle();
    EXPECT_EQ(bar->countText(), QStringLiteral("Not found"));
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_FALSE(bar->isVisible());
    EXPECT_TRUE(owner.edit.hasFocus());
}

TEST_F(FindBarTest, FollowsEdits) {
    start("cat cat");
    QTest::keyClicks(field, "cat");
    settle();
    owner.replace({0, 0}, "cat ");
    settle();
    EXPECT_TRUE(bar->countText().contains(QLatin1Char('3'))) << bar->countText().toStdString();
}

TEST_F(FindBarTest, SearchesBigTextsAndStopsCounting) {
    std::string big;
    while (big.size() < 8'000'000) big += "needle in a haystack of straw ";
    big += "the LAST ÜBER word";
    start(big);
    field->setText(QStringLiteral("last über"));
    settle();
    EXPECT_EQ(owner.edit.selection().begin, big.size() - 15);
    EXPECT_EQ(bar->countText(), QStringLiteral("1 of 1"));
    field->setText(QStringLiteral("needle"));
    settle();
    EXPECT_TRUE(bar->countText().contains(QLatin1Char('+')));
}

TEST(TextSearchTest, EqualsAPlainSearchWhereverChunksEnd) {
    FakeText text;
    for (int i = 0; i < 400; ++i) text.text += i % 3 ? "Straße aXa " : "axA汉字\xFF";
    for (const auto& [wanted, exact] : {std::pair{QStringLiteral("aXa"), true},
                                        {QStringLiteral("axa"), false},
                                        {QStringLiteral("汉字"), true},
                                        {QStringLiteral("STRA"), false}}) {
        const TextSearch search(wanted, exact);
        std::vector<Span> whole;
        search.find(text, {0, text.size()}, whole);
        EXPECT_GT(whole.size(), 100u);
        std::vector<Span> parts;
        for (std::size_t at = 0; at < text.size(); at += 37) search.find(text, {at, at + 37}, parts);
        EXPECT_EQ(parts, whole) << wanted.toStdString();
    }
}

} // namespace
} // namespace tokenarium
