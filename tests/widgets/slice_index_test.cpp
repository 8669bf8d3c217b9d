// SPDX-License-Identifier: GPL-3.0-or-later
// The index of slices against a plain walk over the text, before and after many random edits.
#include "tests/widgets/fake_text.h"
#include "widgets/text/slice_cut.h"
#include "widgets/text/slice_index.h"
#include "widgets/text/utf8.h"

#include <QTextBoundaryFinder>
#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

/// Every law an index keeps: slices in order, none too long, all newlines at ends, look-ups both ways agree.
void expectLaws(const SliceIndex& index, const FakeText& text) {
    ASSERT_EQ(index.bytes(), text.text.size());
    std::size_t byte = 0;
    std::uint64_t row = 0;
    for (std::size_t number = 0; number < index.count(); ++number) {
        const Slice slice = index.at(number);
        ASSERT_EQ(slice.number, number);
        ASSERT_EQ(slice.bytes.begin, byte);
        ASSERT_EQ(slice.firstRow, row);
        const bool starts = number == 0 || text.text[slice.bytes.begin - 1] == '\n';
        ASSERT_EQ(index.paragraphStart(number), starts ? number : index.paragraphStart(number - 1));
        ASSERT_LE(slice.bytes.size(), longestSlice + 1);
        ASSERT_GE(slice.rows, 1u);
        const std::string content = text.text.substr(slice.bytes.begin, slice.bytes.size());
        const bool last = number + 1 == index.count();
        ASSERT_TRUE(last || !content.empty()) << number;
        ASSERT_EQ(content.ends_with('\n'), slice.endsParagraph);
        if (!content.empty()) {
            ASSERT_EQ(content.find('\n') == std::string::npos, !slice.endsParagraph);
            ASSERT_TRUE(content.find('\n') == std::string::npos || content.find('\n') == content.size() - 1);
            ASSERT_EQ(index.atByte(slice.bytes.begin).number, number);
            ASSERT_EQ(index.atByte(slice.bytes.end - 1).number, number);
        }
        ASSERT_EQ(index.atRow(slice.firstRow).number, number);
        ASSERT_EQ(index.atRow(slice.firstRow + slice.rows - 1).number, number);
        if (last) {
            ASSERT_FALSE(slice.endsParagraph);
        }
        byte = slice.bytes.end;
        row += slice.rows;
    }
    ASSERT_EQ(byte, text.text.size());
    ASSERT_EQ(row, index.rows());
    ASSERT_EQ(index.atByte(byte + 10).number, index.count() - 1);
}

std::string repeated(const std::string& part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += part;
    return all;
}

TEST(SliceIndexTest, EmptyTextHasOneEmptySlice) {
    FakeText text;
    SliceIndex index;
    index.rebuild(text);
    EXPECT_EQ(index.count(), 1u);
    expectLaws(index, text);
}

TEST(SliceIndexTest, AFinalNewlineOpensAnEmptySlice) {
    FakeText text;
    text.text = "a\n\nb\n";
    SliceIndex index;
    index.rebuild(text);
    EXPECT_EQ(index.count(), 4u);
    expectLaws(index, text);
}

TEST(SliceIndexTest, LongParagraphsOfAllKindsKeepTheLaws) {
    for (const std::string& part :
         {std::string("a"), std::string(" "), std::string("word and more. "), std::string("今天天气很好。"),
          std::string("汉"), std::string("👨‍👩‍👧‍👦"), std::string("🇨🇳"), std::string("\x80"),
          std::string("e\xCC\x81")}) {
        FakeText text;
        text.text = repeated(part, 9000 / part.size()) + "\n" + repeated(part, 700 / part.size());
        SliceIndex index;
        index.rebuild(text);
        expectLaws(index, text);
        EXPECT_GE(index.count(), 9u);
        EXPECT_LE(index.count(), 40u) << part;
    }
}

TEST(SliceIndexTest, CutsAreBetweenGraphemes) {
    for (const std::string& part :
         {std::string("👨‍👩‍👧‍👦"), std::string("🇨🇳🇩🇪"), std::string("e\xCC\x81x"),
          std::string("नमस्ते"), std::string("각"), std::string("ab\xCC\x81 ")}) {
        const std::string text = repeated(part, 3000 / part.size());
        const std::size_t cut = firstSliceLength(text);
        ASSERT_GT(cut, 0u);
        ASSERT_LE(cut, longestSlice);
        std::vector<std::size_t> byteOf;
        const QString decoded = decodeUtf8(text, &byteOf);
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, decoded);
        finder.setPosition(std::lower_bound(byteOf.begin(), byteOf.end(), cut) - byteOf.begin());
        EXPECT_TRUE(finder.isAtBoundary()) << part << " at " << cut;
    }
}

TEST(SliceIndexTest, AGraphemeLongerThanASliceIsCutBetweenCodePoints) {
    const std::string text = "a" + repeated("\xCC\x81", 3000);
    const std::size_t cut = firstSliceLength(text);
    EXPECT_GT(cut, longestSlice / 2);
    EXPECT_LE(cut, longestSlice);
    EXPECT_FALSE(isUtf8Continuation(text[cut]));
}

TEST(SliceIndexTest, PrefersTheEndOfASentence) {
    const std::string text = repeated("word ", 150) + "end. " + repeated("more ", 400);
    EXPECT_EQ(firstSliceLength(text), 755u);
    EXPECT_EQ(firstSliceLength(repeated("word ", 600)) % 5, 0u);
}

TEST(SliceIndexTest, RandomEditsKeepTheLaws) {
    std::mt19937 random(7);
    FakeText text;
    text.text = repeated("Some words in a line.\n", 300) + repeated("one very long line 今天 ", 400);
    SliceIndex index;
    index.rebuild(text);
    const std::vector<std::string> parts{"x",
                                         "\n",
                                         "汉字",
                                         " ",
                                         "\xCC\x81",
                                         "👨‍👩‍👧‍👦",
                                         "\xFF",
                                         repeated("long ", 700),
                                         repeated("\n", 900),
                                         "two\nlines\n"};
    for (int step = 0; step < 3000; ++step) {
        const std::size_t at = random() % (text.text.size() + 1);
        const std::size_t most = step % 50 == 0 ? 9000 : 12;
        const std::size_t removed = std::min<std::size_t>(random() % most, text.text.size() - at);
        const std::size_t part = random() % (step % 20 == 0 ? parts.size() : 7);
        text.text.replace(at, removed, parts[part]);
        index.replace(text, {at, at + removed}, parts[part].size());
        if (step % 3 == 0) index.setRows(random() % index.count(), 1 + random() % 9);
        if (step % 100 == 0 || step < 40) {
            ASSERT_NO_FATAL_FAILURE(expectLaws(index, text)) << "step " << step;
        }
    }
    expectLaws(index, text);
}

TEST(SliceIndexTest, AnEditTouchesFewSlicesAndReadsLittle) {
    FakeText text;
    text.text = repeated("a line of text\n", 200'000);
    SliceIndex index;
    index.rebuild(text);
    text.copiedBytes = 0;
    text.text.insert(1'500'003, "typed");
    const SliceChange change = index.replace(text, {1'500'003, 1'500'003}, 5);
    EXPECT_EQ(change.removed, 1u);
    EXPECT_EQ(change.inserted, 1u);
    EXPECT_LE(text.copiedBytes, 4 * longestSlice);
}

TEST(SliceIndexTest, ACombiningMarkAtACutJoinsTheSliceBefore) {
    FakeText text;
    text.text = std::string(5000, 'a');
    SliceIndex index;
    index.rebuild(text);
    const std::size_t cut = index.at(1).bytes.begin;
    text.text.insert(cut, "\xCC\x81");
    index.replace(text, {cut, cut}, 2);
    for (std::size_t number = 0; number < index.count(); ++number)
        EXPECT_NE(text.text[index.at(number).bytes.begin], '\xCC') << number;
    expectLaws(index, text);
}

TEST(SliceIndexTest, AnotherWidthMakesEstimatesAgain) {
    FakeText text;
    text.text = std::string(1000, 'a');
    SliceIndex index;
    index.rebuild(text);
    index.setRows(0, 3);
    EXPECT_TRUE(index.at(0).exact);
    EXPECT_EQ(index.rows(), 3u);
    index.setBytesPerRow(100);
    EXPECT_FALSE(index.at(0).exact);
    EXPECT_EQ(index.rows(), 10u);
}

} // namespace
} // namespace tokenarium
