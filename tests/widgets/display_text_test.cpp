// SPDX-License-Identifier: GPL-3.0-or-later
// What is laid out for which bytes, and that both maps agree.
#include "widgets/text/display_text.h"
#include "widgets/text/utf8.h"

#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

DisplayText shown(std::string_view bytes) { return displayText(bytes, {}); }

std::vector<int> stopBytes(const DisplayText& text) {
    std::vector<int> bytes;
    for (const CaretStop& stop : text.stops) bytes.push_back(stop.byte);
    return bytes;
}

UnitKind kindAt(const DisplayText& text, std::size_t unit) { return text.units.at(unit).kind; }

TEST(DisplayTextTest, PlainTextStaysAsItIs) {
    const DisplayText text = shown("aé汉😀");
    EXPECT_EQ(text.text, QStringLiteral("aé汉😀"));
    EXPECT_EQ(stopBytes(text), (std::vector<int>{0, 1, 3, 6, 10}));
    EXPECT_EQ(text.utf16At(6), 3);
    EXPECT_EQ(text.utf16At(8), 3); // inside of the character
    EXPECT_EQ(text.utf16At(10), 5);
}

TEST(DisplayTextTest, NewlinesAreNotLaidOut) {
    EXPECT_EQ(shown("ab\n").newlineBytes, 1);
    EXPECT_EQ(shown("ab\r\n").newlineBytes, 2);
    EXPECT_EQ(shown("ab\r\n").text, QStringLiteral("ab"));
    EXPECT_EQ(shown("ab").newlineBytes, 0);
    EXPECT_EQ(shown("\n").bytes, 0);
}

TEST(DisplayTextTest, InvalidBytesAreHexLabelsAndOneUnitEach) {
    const DisplayText text = shown("a\xE4\xBD z");
    EXPECT_TRUE(text.text.contains(QStringLiteral("E4")));
    EXPECT_TRUE(text.text.contains(QStringLiteral("BD")));
    EXPECT_FALSE(text.text.contains(QChar(QChar::ReplacementCharacter)));
    EXPECT_EQ(kindAt(text, 1), UnitKind::Label);
    EXPECT_EQ(stopBytes(text), (std::vector<int>{0, 1, 2, 3, 4, 5}));
}

TEST(DisplayTextTest, ControlsShowTheirNames) {
    const DisplayText text = shown(std::string_view("\0\x1B\x7F", 3));
    EXPECT_TRUE(text.text.contains(QStringLiteral("NUL")));
    EXPECT_TRUE(text.text.contains(QStringLiteral("ESC")));
    EXPECT_TRUE(text.text.contains(QStringLiteral("DEL")));
    EXPECT_EQ(kindAt(text, 0), UnitKind::Control);
    EXPECT_EQ(stopBytes(text), (std::vector<int>{0, 1, 2, 3}));
}

TEST(DisplayTextTest, EmojiVariationSelectorIsNotDrawnButKeptInTheGrapheme) {
    const DisplayText text = shown("❤️x");
    EXPECT_EQ(text.text, QStringLiteral("❤x"));
    EXPECT_EQ(stopBytes(text), (std::vector<int>{0, 6, 7}));
    ASSERT_EQ(text.emoji.size(), 1u);
    EXPECT_EQ(text.emoji[0].begin, 0);
    EXPECT_EQ(text.emoji[0].end, 1);
}

TEST(DisplayTextTest, KeycapsAndFlagsAreWholeEmoji) {
    const DisplayText keycap = shown("1️⃣");
    EXPECT_EQ(stopBytes(keycap), (std::vector<int>{0, 7}));
    ASSERT_EQ(keycap.emoji.size(), 1u);
    const DisplayText rainbow = shown("🏳️‍🌈");
    EXPECT_EQ(stopBytes(rainbow).size(), 2u);
    EXPECT_TRUE(rainbow.text.contains(QChar(0x200D)));
}

TEST(DisplayTextTest, JoinersStayWhereTheyJoinAndAreMarkedWhereNot) {
    EXPECT_EQ(shown("👨‍👩").text, QStringLiteral("👨‍👩"));
    EXPECT_EQ(shown("می‌خواهم").text, QStringLiteral("می‌خواهم"));
    const DisplayText alone = shown("a\u200Db");
    EXPECT_EQ(kindAt(alone, 1), UnitKind::Invisible);
    EXPECT_FALSE(alone.text.contains(QChar(0x200D)));
    EXPECT_EQ(kindAt(shown("\uFE0F"), 0), UnitKind::Invisible);
    EXPECT_EQ(kindAt(shown("a\u200B"), 1), UnitKind::Invisible);
    EXPECT_EQ(kindAt(shown("\uFEFFa"), 0), UnitKind::Invisible);
}

TEST(DisplayTextTest, BidiControlsActAndAreSeen) {
    const DisplayText text = shown("a\u200Fb");
    EXPECT_EQ(kindAt(text, 1), UnitKind::Invisible);
    EXPECT_TRUE(text.text.contains(QChar(0x200F)));
    EXPECT_TRUE(text.mayMixDirections);
    EXPECT_EQ(text.stops.size(), 4u);
}

TEST(DisplayTextTest, LineSeparatorsAndObjectsAreLabels) {
    for (const char* sign : {"\u2028", "\u2029", "\uFFFC", "\u0085"}) {
        const DisplayText text = shown(sign);
        EXPECT_EQ(kindAt(text, 0), UnitKind::Label);
        EXPECT_FALSE(text.text.contains(QChar(QChar::LineSeparator)));
        EXPECT_FALSE(text.text.contains(QChar(QChar::ParagraphSeparator)));
        EXPECT_FALSE(text.text.contains(QChar(QChar::ObjectReplacementCharacter)));
    }
}

TEST(DisplayTextTest, MissingGlyphsAreCodePoints) {
    const DisplayText text = displayText("a\uE000b", [](char32_t c) { return c == 0xE000; });
    EXPECT_EQ(kindAt(text, 1), UnitKind::Label);
    EXPECT_TRUE(text.text.contains(QStringLiteral("E000")));
}

TEST(DisplayTextTest, VeryLongRunsOfSpacesCanWrap) {
    const DisplayText text = shown(std::string(100, ' '));
    EXPECT_EQ(text.text.size(), 100);
    EXPECT_GT(text.text.count(QChar(0xA0)), 80);
    EXPECT_EQ(kindAt(text, 50), UnitKind::Space);
}

TEST(DisplayTextTest, PreeditHasNoBytes) {
    const DisplayText text = displayText("ab", {}, {1, QStringLiteral("ni")});
    EXPECT_EQ(text.text, QStringLiteral("anib"));
    EXPECT_EQ(text.utf16At(1), 1);
    EXPECT_EQ(text.utf16At(2), 4);
    EXPECT_EQ(text.stops[text.stopAtByte(1)].utf16, 1);
}

TEST(DisplayTextTest, RandomBytesMapHomeBothWays) {
    std::mt19937 random(11);
    const std::vector<std::string> parts{"a", " ",      "\t",     "é",         "汉",
                                         "😀", "\u200D", "\uFE0F", "\xFF",      "\xE4",
                                         "م", "\u202E", "\x01",   "e\xCC\x81", "🇨🇳"};
    for (int round = 0; round < 500; ++round) {
        std::string bytes;
        for (int i = 0; i < 30; ++i) bytes += parts[random() % parts.size()];
        const DisplayText text = shown(bytes);
        ASSERT_EQ(text.bytes, bytes.size());
        ASSERT_EQ(text.units.back().byte, bytes.size());
        ASSERT_EQ(text.units.back().utf16, text.text.size());
        for (std::size_t i = 0; i < text.stops.size(); ++i) {
            ASSERT_EQ(text.stopAtByte(text.stops[i].byte), i);
            ASSERT_EQ(text.stopAtUtf16(text.stops[i].utf16), i);
            ASSERT_EQ(text.utf16At(text.stops[i].byte), text.stops[i].utf16);
            if (i > 0) {
                ASSERT_LT(text.stops[i - 1].byte, text.stops[i].byte);
            }
            if (i > 0) {
                ASSERT_LT(text.stops[i - 1].utf16, text.stops[i].utf16);
            }
        }
    }
}

TEST(Utf8Test, RejectsWhatIsNotUtf8) {
    for (const char* bytes :
         {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xBD", "\x80", "\xF8\x88\x80\x80"})
        EXPECT_FALSE(utf8UnitAt(bytes, 0).valid) << bytes;
    EXPECT_EQ(utf8UnitAt("\xF4\x8F\xBF\xBF", 0).codePoint, char32_t(0x10FFFF));
    EXPECT_EQ(utf8UnitStart("a汉b", 2), 1u);
    EXPECT_EQ(utf8UnitStart("a\x80\x80", 2), 2u);
}

} // namespace
} // namespace tokenarium
