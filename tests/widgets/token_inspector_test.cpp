// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector: what its labels say for each kind of token, folding, hint, and what a screen reader finds.
#include "widgets/token_inspector.h"

#include "widgets/byte_boxes.h"
#include "widgets/token_explanation.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QTest>
#include <gtest/gtest.h>

using namespace tokenarium;

namespace {

CodePointPart part(std::uint32_t codePoint, const char* name, const char* written, Span bytes) {
    return {codePoint, name, written, bytes, bytes, {}};
}

/// " lo" of GPT-2 style, made by two merges.
TokenDetails leadingSpace() {
    TokenDetails details;
    details.id = 8716;
    details.index = 1203;
    details.span = {1000, 1003};
    details.bytes = details.entry = " lo";
    details.rank = 1203;
    details.rankedEntries = 50257;
    details.parts = {part(' ', "SPACE", "␠", {1000, 1001}),
                     part('l', "LATIN SMALL LETTER L", "l", {1001, 1002}),
                     part('o', "LATIN SMALL LETTER O", "o", {1002, 1003})};
    details.merges = {{1, 75, 78, 5439}, {0, 220, 5439, 8716}};
    return details;
}

/// The middle byte of an emoji that three tokens share.
TokenDetails cutEmoji() {
    TokenDetails details;
    details.id = 102;
    details.span = {100, 101};
    details.bytes = details.entry = "\x98";
    details.rankedEntries = 50257;
    CodePointPart face = part(0x1F600, "GRINNING FACE", "😀", {98, 102});
    face.covered = {100, 101};
    face.sharedBy = {47249, 102, 222};
    details.parts = {face};
    return details;
}

struct Shown {
    TokenInspector inspector;
    Shown() {
        inspector.resize(320, 600);
        inspector.show();
    }
    QString text(const char* name) {
        auto* label = inspector.findChild<QLabel*>(QLatin1String(name));
        return label && label->isVisible() ? label->text() : QString();
    }
    QStringList visibleTexts() {
        QStringList texts;
        for (QLabel* label : inspector.findChildren<QLabel*>())
            if (label->isVisible()) texts += label->text();
        return texts;
    }
};

} // namespace

TEST(TokenInspector, SaysIdPositionRankBytesAndNames) {
    Shown shown;
    shown.inspector.setDetails(leadingSpace(), InspectorState::Pinned);
    EXPECT_EQ(shown.text("inspectorHeading"), "Token 1,204");
    EXPECT_TRUE(shown.text("inspectorState").startsWith("Pinned"));
    EXPECT_EQ(shown.text("inspectorId"), "8716");
    EXPECT_EQ(shown.text("inspectorPosition"), "bytes 1,000 to 1,002");
    EXPECT_EQ(shown.text("inspectorRank"), "1,204 of 50,257 in order of learning");
    EXPECT_EQ(shown.text("inspectorBytes"), "20 · 6c · 6f");
    EXPECT_EQ(shown.text("inspectorEntry"), QString()) << "the entry is the text itself";
    EXPECT_TRUE(shown.visibleTexts().contains("l  U+006C LATIN SMALL LETTER L"));
    EXPECT_TRUE(shown.text("inspectorExplanation").startsWith("The space in front"));
}

TEST(TokenInspector, ACutCharacterShowsWhichBytesBelongToWhichToken) {
    Shown shown;
    shown.inspector.setDetails(cutEmoji(), InspectorState::Hovered);
    EXPECT_EQ(shown.text("inspectorState"), "Under the mouse");
    EXPECT_EQ(shown.text("inspectorRank"), QString());
    auto* boxes = shown.inspector.findChild<ByteBoxes*>();
    ASSERT_TRUE(boxes && boxes->isVisible());
    EXPECT_EQ(boxes->accessibleName(),
              "bytes of token 47249: f0 9f; bytes of this token: 98; bytes of token 222: 80");
    EXPECT_EQ(
        shown.text("inspectorExplanation"),
        "“😀” has 4 bytes, and the vocabulary has no single token for them: this token holds 1 of them. The "
        "model puts the character together from 3 tokens.");
    for (const QString& text : shown.visibleTexts())
        EXPECT_FALSE(text.contains(QChar(0xFFFD))) << text.toStdString();
}

TEST(TokenInspector, BoxesOfThisTokenAreFilledAndOthersAreNot) {
    Shown shown;
    shown.inspector.setDetails(cutEmoji(), InspectorState::Hovered);
    auto* boxes = shown.inspector.findChild<ByteBoxes*>();
    const QImage image = boxes->grab().toImage();
    const QColor fill = TokenColors::light().chip(TintKind::Category, 0).fill;
    int filledColumns = 0;
    for (int x = 0; x < image.width(); ++x) filledColumns += image.pixelColor(x, 4) == fill;
    EXPECT_GT(filledColumns, 10);
    EXPECT_LT(filledColumns, image.width() / 3) << "one box of four is filled";
}

TEST(TokenInspector, TheSameIdTwiceInOneCharacterIsToldApartByItsPlace) {
    CodePointPart twice = part(0x3820, "CJK UNIFIED IDEOGRAPH-3820", "㠠", {0, 3});
    twice.sharedBy = {100, 254, 254};
    ByteBoxes boxes;
    twice.covered = {2, 3};
    boxes.setPart(twice, 254, 0);
    EXPECT_EQ(boxes.accessibleName(), "bytes of token 100 254: e3 a0; bytes of this token: a0");
    twice.covered = {1, 2};
    boxes.setPart(twice, 254, 0);
    EXPECT_EQ(boxes.accessibleName(),
              "bytes of token 100: e3; bytes of this token: a0; bytes of token 254: a0");
}

TEST(TokenInspector, MergesAreFoldedAwayUntilAskedFor) {
    Shown shown;
    shown.inspector.setDetails(leadingSpace(), InspectorState::AtCaret);
    EXPECT_EQ(shown.text("inspectorMerges"), QString());
    auto* button = shown.inspector.findChild<QAbstractButton*>("inspectorMergesButton");
    ASSERT_TRUE(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    const QStringList ladder = shown.text("inspectorMerges").split('\n');
    ASSERT_EQ(ladder.size(), 2);
    EXPECT_EQ(ladder[0], "l + o → lo");
    EXPECT_TRUE(ladder[1].endsWith("lo")) << ladder[1].toStdString();
    shown.inspector.setDetails(cutEmoji(), InspectorState::Hovered);
    EXPECT_FALSE(button->isVisible()) << "this token was not merged";
}

TEST(TokenInspector, UnknownAndSpecialTokensAreFlagged) {
    Shown shown;
    TokenDetails unknown;
    unknown.id = 100;
    unknown.span = {0, 3};
    unknown.bytes = "龘";
    unknown.entry = "[UNK]";
    unknown.kind = TokenKind::Unknown;
    unknown.parts = {part(0x9F98, "CJK UNIFIED IDEOGRAPH-9F98", "龘", {0, 3})};
    shown.inspector.setDetails(unknown, InspectorState::Hovered);
    EXPECT_TRUE(shown.text("inspectorFlag").contains("Unknown"));
    EXPECT_EQ(shown.text("inspectorEntry"), "[UNK]");
    EXPECT_TRUE(shown.text("inspectorExplanation").startsWith("[UNK]"));
    TokenDetails special;
    special.id = 101;
    special.entry = "[CLS]";
    special.kind = TokenKind::Special;
    shown.inspector.setDetails(special, InspectorState::Hovered);
    EXPECT_EQ(shown.text("inspectorFlag"), "Special token");
    EXPECT_EQ(shown.text("inspectorPosition"), "stands for no text");
    EXPECT_EQ(shown.text("inspectorToken"), "[CLS]");
}

TEST(TokenInspector, ClearedItSaysHowToGetSomethingToSee) {
    Shown shown;
    shown.inspector.setDetails(leadingSpace(), InspectorState::Hovered);
    shown.inspector.clear();
    EXPECT_EQ(shown.text("inspectorHeading"), "No token chosen");
    EXPECT_TRUE(shown.text("inspectorExplanation").contains("Point at a token"));
    EXPECT_EQ(shown.text("inspectorId"), QString());
    EXPECT_EQ(shown.text("inspectorCharacter"), QString());
}

TEST(TokenInspector, LongTokensAreSummedUpAndShortPanelsScroll) {
    Shown shown;
    TokenDetails spaces = leadingSpace();
    spaces.merges.clear();
    spaces.bytes = spaces.entry = std::string(83, ' ');
    spaces.span = {0, 83};
    spaces.parts.clear();
    for (std::size_t k = 0; k < 83; ++k) spaces.parts.push_back(part(' ', "SPACE", "␠", {k, k + 1}));
    shown.inspector.setDetails(spaces, InspectorState::Hovered);
    EXPECT_EQ(shown.visibleTexts().filter("SPACE").size(), 12);
    EXPECT_EQ(shown.text("inspectorMoreCharacters"), "… and 71 more characters");
    EXPECT_TRUE(shown.text("inspectorExplanation").contains("83 white space characters"));
    shown.inspector.resize(320, 120);
    QTest::qWait(1);
    EXPECT_GT(shown.inspector.widget()->height(), shown.inspector.viewport()->height());
}

TEST(TokenInspector, EveryTextCanBeSelectedAndIsALabelToAScreenReader) {
    Shown shown;
    shown.inspector.setDetails(leadingSpace(), InspectorState::Hovered);
    shown.inspector.activateWindow();
    shown.inspector.setFocus();
    ASSERT_TRUE(QTest::qWaitFor([&] { return shown.inspector.hasFocus(); }, 5000));
    for (const char* name : {"inspectorId", "inspectorBytes", "inspectorExplanation"}) {
        auto* label = shown.inspector.findChild<QLabel*>(QLatin1String(name));
        EXPECT_TRUE(label->textInteractionFlags() & Qt::TextSelectableByKeyboard) << name;
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(label);
        ASSERT_TRUE(spoken) << name;
        EXPECT_TRUE(spoken->text(QAccessible::Name).contains(label->text())) << name;
    }
}

TEST(MergeLadder, GrowsFromBytesToTheTokenWhereverItsPieceBegan) {
    TokenDetails details;
    details.bytes = "token";
    details.merges = {
        {7, 1, 2, 10}, {7, 10, 3, 11}, {5, 4, 5, 12}, {5, 12, 11, 13}}; // at byte 5 of its piece
    const std::vector<MergeRung> ladder = mergeLadder(details);
    ASSERT_EQ(ladder.size(), 4u);
    EXPECT_EQ(ladder[0].left + "+" + ladder[0].right, "k+e");
    EXPECT_EQ(ladder[1].left + "+" + ladder[1].right, "ke+n");
    EXPECT_EQ(ladder[2].left + "+" + ladder[2].right, "t+o");
    EXPECT_EQ(ladder[3].left + "+" + ladder[3].right, "to+ken");
    EXPECT_EQ(ladder[3].result, 13u);
}
