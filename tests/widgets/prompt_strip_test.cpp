// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt strip: geometry returns home, what is on the screen, mouse and keyboard, and how little it asks
// for.
#include "widgets/prompt_strip_widget.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

#include <set>

using namespace tokenarium;

namespace {

constexpr std::size_t mostChips = std::size_t(600 / PromptStripGeometry::narrowestChip); // in 600 pixels

PromptStrip alternating(std::size_t count, std::size_t window = 128'000) {
    PromptStrip strip;
    strip.tokenCount = count;
    strip.contextWindow = window;
    strip.tint = [](std::size_t index) { return std::uint8_t(index % 6); };
    return strip;
}

/// A widget of fixed size with its signals noted down.
struct Shown {
    PromptStripWidget widget;
    std::vector<std::optional<std::size_t>> hovered;
    std::vector<std::size_t> clicked;
    Shown() {
        widget.resize(600, widget.sizeHint().height());
        QObject::connect(&widget, &PromptStripWidget::hovered,
                         [this](auto token) { hovered.push_back(token); });
        QObject::connect(&widget, &PromptStripWidget::clicked,
                         [this](std::size_t token) { clicked.push_back(token); });
        widget.show();
    }
};

QColor colorAt(QWidget& widget, QPoint point) { return widget.grab().toImage().pixelColor(point); }

} // namespace

TEST(PromptStripGeometry, PixelToTokenToPixelReturnsHome) {
    for (const std::size_t count :
         {std::size_t(1), std::size_t(2), mostChips, mostChips + 1, std::size_t(64'000'000)}) {
        const PromptStripGeometry marks{count, 600};
        for (double x = 0.25; x < marks.left(count); x += 0.5) {
            const auto token = marks.tokenAt(x);
            ASSERT_TRUE(token) << count << " tokens, pixel " << x;
            EXPECT_LE(marks.left(*token), x + 1e-6);
            EXPECT_GT(marks.right(*token), x - 1e-6);
        }
        EXPECT_EQ(marks.tokenAt(-1), std::nullopt);
        EXPECT_EQ(marks.tokenAt(600.5), std::nullopt);
    }
    EXPECT_EQ((PromptStripGeometry{0, 600}.tokenAt(0)), std::nullopt);
}

TEST(PromptStripGeometry, BinsFollowEachOtherAndCoverAllTokens) {
    for (const std::size_t count : {mostChips + 1, 2 * mostChips, std::size_t(64'000'000)}) {
        const PromptStripGeometry marks{count, 600};
        ASSERT_FALSE(marks.hasChips());
        EXPECT_EQ(marks.binBegin(0), 0u);
        for (std::size_t bin = 0; bin < marks.binCount(); ++bin)
            EXPECT_LE(marks.binBegin(bin), marks.binBegin(bin + 1));
        EXPECT_EQ(marks.binBegin(marks.binCount()), count);
    }
}

TEST(PromptStripWidget, PaintsEveryTokenInItsTint) {
    Shown shown;
    shown.widget.setStrip(alternating(12));
    const TokenColors colors = TokenColors::light();
    for (std::size_t token = 0; token < 12; ++token) {
        const QPoint middle = shown.widget.tokenRectangle(token).center();
        EXPECT_EQ(colorAt(shown.widget, middle),
                  colors.chip(TintKind::Category, std::uint8_t(token % 6)).fill)
            << "token " << token;
    }
}

TEST(PromptStripWidget, SixtyFourMillionTokensAskForNoMoreTintsThanPixels) {
    Shown shown;
    std::set<std::size_t> asked;
    PromptStrip strip = alternating(64'000'000);
    strip.tintKind = TintKind::Scale;
    strip.tint = [&](std::size_t index) {
        asked.insert(index);
        return std::uint8_t(index * 4 / 1'000'000);
    };
    shown.widget.setStrip(strip);
    shown.widget.grab();
    EXPECT_LE(asked.size(), 4u * 600u);
    EXPECT_GE(asked.size(), 100u);
    EXPECT_LT(*asked.rbegin(), 64'000'000u);
    asked.clear();
    shown.widget.setLit(7'000'000);
    shown.widget.grab();
    EXPECT_TRUE(asked.empty()) << "lighting a token draws the row again";
}

TEST(PromptStripWidget, ScaleBinsShowWhereTheHighValuesAre) {
    Shown shown;
    PromptStrip strip = alternating(100'000);
    strip.tintKind = TintKind::Scale;
    strip.tint = [](std::size_t index) { return std::uint8_t(index < 50'000 ? 0 : 255); };
    shown.widget.setStrip(strip);
    const TokenColors colors = TokenColors::light();
    const QPoint low = shown.widget.tokenRectangle(20'000).center();
    const QPoint high = shown.widget.tokenRectangle(80'000).center();
    EXPECT_EQ(colorAt(shown.widget, low).name(), colors.chip(TintKind::Scale, 0).fill.name());
    EXPECT_EQ(colorAt(shown.widget, high).name(), colors.chip(TintKind::Scale, 255).fill.name());
}

TEST(PromptStripWidget, CategoryBinsAreColouredOnlyWhereTheirTokensAgree) {
    Shown shown;
    PromptStrip strip = alternating(100'000);
    strip.tint = [](std::size_t index) { return std::uint8_t(index < 50'000 ? 3 : index % 6); };
    shown.widget.setStrip(strip);
    const TokenColors colors = TokenColors::light();
    EXPECT_EQ(colorAt(shown.widget, shown.widget.tokenRectangle(20'000).center()).name(),
              colors.chip(TintKind::Category, 3).fill.name());
    const QColor mixed = colorAt(shown.widget, shown.widget.tokenRectangle(80'000).center());
    for (std::uint8_t tint = 0; tint < 6; ++tint)
        EXPECT_NE(mixed, colors.chip(TintKind::Category, tint).fill);
}

TEST(PromptStripWidget, MouseReportsTheTokenUnderIt) {
    Shown shown;
    shown.widget.setStrip(alternating(20));
    QTest::mouseMove(&shown.widget, shown.widget.tokenRectangle(3).center());
    QTest::mouseMove(&shown.widget, shown.widget.tokenRectangle(9).center());
    QTest::mouseMove(&shown.widget, shown.widget.tokenRectangle(19).center() + QPoint(60, 0));
    ASSERT_EQ(shown.hovered.size(), 3u);
    EXPECT_EQ(shown.hovered[0], 3u);
    EXPECT_EQ(shown.hovered[1], 9u);
    EXPECT_EQ(shown.hovered[2], std::nullopt);
    QTest::mouseClick(&shown.widget, Qt::LeftButton, {}, shown.widget.tokenRectangle(5).center());
    EXPECT_EQ(shown.clicked, std::vector<std::size_t>{5});
}

TEST(PromptStripWidget, ArrowKeysWalkFromTheLitTokenAndStayInside) {
    Shown shown;
    shown.widget.setStrip(alternating(20));
    QObject::connect(&shown.widget, &PromptStripWidget::clicked,
                     [&](std::size_t token) { shown.widget.setLit(token); });
    for (const Qt::Key key :
         {Qt::Key_Right, Qt::Key_Right, Qt::Key_End, Qt::Key_Right, Qt::Key_Left, Qt::Key_Home, Qt::Key_Left})
        QTest::keyClick(&shown.widget, key);
    EXPECT_EQ(shown.clicked, (std::vector<std::size_t>{0, 1, 19, 19, 18, 0, 0}));
}

TEST(PromptStripWidget, GaugeFillsInProportionAndMarksTheEndOfTheWindow) {
    Shown shown;
    shown.widget.setStrip(alternating(512, 1024));
    const int y = shown.widget.tokenRectangle(0).bottom() + 8;
    const QImage half = shown.widget.grab().toImage();
    int filled = 0;
    const QColor accent = TokenColors::light().accent();
    for (int x = 0; x < half.width(); ++x) filled += half.pixelColor(x, y) == accent;
    EXPECT_NEAR(filled, (shown.widget.width() - 16) / 2, 8);

    shown.widget.setStrip(alternating(2048, 1024));
    const QImage over = shown.widget.grab().toImage();
    const QRect end = shown.widget.tokenRectangle(1024);
    EXPECT_EQ(over.pixelColor(end.left(), end.top() - 2), TokenColors::light().warning());
    EXPECT_EQ(over.pixelColor(20, y), TokenColors::light().warning());
}

TEST(PromptStripWidget, LabelIsOnScreenAndSpokenAndLeavesWhenThereIsNoRoom) {
    Shown shown;
    shown.widget.setStrip(alternating(20));
    shown.widget.setLabel(QStringLiteral("20 tokens · < 0.1 % of 128 k"));
    auto* label = shown.widget.findChild<QLabel*>();
    EXPECT_TRUE(label->isVisible());
    EXPECT_GT(label->x(), shown.widget.tokenRectangle(19).right());
    shown.widget.setLit(4);
    EXPECT_EQ(shown.widget.accessibleDescription(),
              QStringLiteral("20 tokens · < 0.1 % of 128 k · token 5 is lit"));
    shown.widget.resize(150, shown.widget.height());
    QTest::qWait(0);
    EXPECT_FALSE(label->isVisible());
}

TEST(PromptStripWidget, AnEmptyPromptHasNoMarksAndTakesAnyKey) {
    Shown shown;
    shown.widget.setStrip(alternating(0));
    EXPECT_TRUE(shown.widget.tokenRectangle(0).isEmpty());
    QTest::keyClick(&shown.widget, Qt::Key_Right);
    QTest::mouseClick(&shown.widget, Qt::LeftButton, {}, QPoint(20, 12));
    EXPECT_TRUE(shown.clicked.empty());
    EXPECT_FALSE(shown.widget.grab().isNull());
}
