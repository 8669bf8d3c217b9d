// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of characters and words: known texts, a plain reference over the whole text, and random edits.
#include "engine/text/text_statistics.h"

#include "engine/text/utf8.h"

#include <gtest/gtest.h>
#include <unicode/ubrk.h>

#include <ostream>
#include <random>
#include <string>
#include <vector>

namespace tokenarium {

std::ostream& operator<<(std::ostream& out, const TextCounts& counts) {
    return out << "bytes " << counts.bytes << ", graphemes " << counts.graphemes << ", words " << counts.words
               << ", code points " << counts.codePoints << ", lines " << counts.lines;
}

namespace {

std::size_t countBreaks(const std::u16string& units, UBreakIteratorType type, int32_t atLeast) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator* iterator =
        ubrk_open(type, "root", units.data(), static_cast<int32_t>(units.size()), &status);
    EXPECT_TRUE(U_SUCCESS(status));
    std::size_t count = 0;
    while (ubrk_next(iterator) != UBRK_DONE) count += ubrk_getRuleStatus(iterator) >= atLeast;
    ubrk_close(iterator);
    return count;
}

/// The whole text in one go, without blocks.
TextCounts plainCounts(std::string_view text) {
    TextCounts counts;
    counts.bytes = text.size();
    std::u16string units;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        const char32_t c = character.valid() ? character.codePoint : 0xFFFD;
        if (c > 0xFFFF) units += static_cast<char16_t>(0xD7C0 + (c >> 10));
        units += static_cast<char16_t>(c > 0xFFFF ? 0xDC00 | (c & 0x3FF) : c);
        counts.lines += c == '\n';
        ++counts.codePoints;
        at += character.size;
    }
    counts.lines += !text.empty();
    counts.graphemes = countBreaks(units, UBRK_CHARACTER, UBRK_WORD_NONE);
    counts.words = countBreaks(units, UBRK_WORD, UBRK_WORD_NONE_LIMIT);
    return counts;
}

const std::vector<std::string>& fragments() {
    static const std::vector<std::string> all = {"The quick brown fox can't jump over 1,000.50 lazy dogs. ",
                                                 "It's 3.14; see e.g. 'this' or a_b. ",
                                                 "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
                                                 "我们今天去北京，1，2、3！好吗？是。",
                                                 "今日は天気がいいので、散歩に行きました。",
                                                 "ภาษาไทยเขียนติดกันไม่มีเว้นวรรค ",
                                                 "น้ำ ำ",
                                                 "한국어 문장도 있습니다. ",
                                                 "ສະບາຍດີ ",
                                                 "សួស្តី ",
                                                 "👨‍👩‍👧‍👦👍🏽🏳️‍🌈",
                                                 "🇩🇪🇨🇳🇫🇷",
                                                 "🇩",
                                                 "e\u0301a\u0308\u0323",
                                                 "\u0301",
                                                 "\u200d",
                                                 " ",
                                                 "  ",
                                                 "\t",
                                                 "\n",
                                                 "\r\n",
                                                 "\r",
                                                 "\n\n",
                                                 "\u00a0",
                                                 "\u2028",
                                                 "\u3000",
                                                 "\x80",
                                                 "\xff",
                                                 "\xe4\xbd",
                                                 "\xf0\x9f",
                                                 "\xed\xa0\x80",
                                                 std::string(1, '\0'),
                                                 "\u0600١٢٣ ",
                                                 "ﾊﾞﾝﾄﾞﾞ ",
                                                 "क्षि न्दी ",
                                                 "ש\"ח ",
                                                 "\u00ad",
                                                 "\ufeff",
                                                 "x",
                                                 "1",
                                                 ",",
                                                 ".",
                                                 "'",
                                                 "。",
                                                 "，",
                                                 "、",
                                                 "中",
                                                 "あ",
                                                 "カー",
                                                 "\u0e33",
                                                 "ก",
                                                 "\u11a8",
                                                 "가",
                                                 "\U0001F1E6",
                                                 " \u0301x",
                                                 " \u0e33a"};
    return all;
}

std::string randomText(std::mt19937& random, std::size_t pieces) {
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) text += fragments()[random() % fragments().size()];
    return text;
}

} // namespace

TEST(CountText, KnownTexts) {
    EXPECT_EQ(countText(""), (TextCounts{0, 0, 0, 0, 0}));
    EXPECT_EQ(countText("Hello, world!\n"), (TextCounts{14, 14, 2, 14, 2}));
    EXPECT_EQ(countText("a\r\nb"), (TextCounts{4, 3, 2, 4, 2}));
    EXPECT_EQ(countText("e\u0301"), (TextCounts{3, 1, 1, 2, 1}));
    EXPECT_EQ(countText("👨‍👩‍👧‍👦"), (TextCounts{25, 1, 0, 7, 1}));
    EXPECT_EQ(countText("🇩🇪🇨🇳"), (TextCounts{16, 2, 0, 4, 1}));
    EXPECT_EQ(countText("can't stop 3.14"), (TextCounts{15, 15, 3, 15, 1}));
    EXPECT_EQ(countText("中文分词").graphemes, 4u);
    EXPECT_EQ(countText("中文分词").words, 2u);
}

TEST(CountText, EveryInvalidByteIsOneCharacter) {
    EXPECT_EQ(countText("\x80\xff\xe4\xbd"), (TextCounts{4, 4, 0, 4, 1}));
    EXPECT_EQ(countText("a\xf0\x9f\x98z"), (TextCounts{5, 5, 2, 5, 1}));
    EXPECT_EQ(countText("\xed\xa0\x80"), (TextCounts{3, 3, 0, 3, 1}));
}

TEST(CountText, EqualsThePlainReference) {
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        const std::string text = randomText(random, random() % 400);
        ASSERT_EQ(countText(text), plainCounts(text)) << "round " << round;
    }
}

TEST(TextStatistics, AnEmptyTextGrows) {
    TextStatistics statistics;
    TextBuffer buffer;
    EXPECT_TRUE(statistics.isCurrent());
    EXPECT_EQ(statistics.counts(), TextCounts{});
    buffer.replace({0, 0}, "one two");
    statistics.update(buffer, {0, 0}, 7);
    EXPECT_EQ(statistics.counts(), countText("one two"));
    buffer.replace({0, 7}, "");
    statistics.update(buffer, {0, 7}, 0);
    EXPECT_EQ(statistics.counts(), TextCounts{});
}

TEST(TextStatistics, EqualsCountTextAfterRandomEdits) {
    std::mt19937 random(2);
    std::string start = randomText(random, 500);
    TextBuffer buffer(start);
    TextStatistics statistics = TextStatistics::build(start);
    for (int step = 1; step <= 20000; ++step) {
        const std::size_t size = buffer.size();
        const std::size_t begin = random() % (size + 1);
        std::size_t length = random() % 3 == 0 ? random() % 40 : random() % 4;
        if (size > 12000) length = random() % 3000;
        const Span removed{begin, std::min(size, begin + length)};
        const std::string inserted = size > 12000 ? "" : randomText(random, random() % 4);
        buffer.replace(removed, inserted);
        statistics.update(buffer, removed, inserted.size());
        ASSERT_TRUE(statistics.isCurrent());
        if (step % 20 == 0) {
            ASSERT_EQ(statistics.counts(), plainCounts(buffer.text())) << "step " << step;
        }
    }
}

TEST(TextStatistics, ManyChunksStayRight) {
    std::mt19937 random(3);
    std::string start;
    while (start.size() < 1500000)
        start += "A line of ordinary English text, not too long, ending here.\n中文一行。\n";
    TextBuffer buffer(start);
    TextStatistics statistics = TextStatistics::build(start);
    EXPECT_EQ(statistics.counts(), plainCounts(start));
    for (int step = 0; step < 300; ++step) {
        const std::size_t begin = random() % buffer.size();
        const Span removed{begin, std::min(buffer.size(), begin + random() % 20000)};
        const std::string inserted = randomText(random, random() % 300);
        buffer.replace(removed, inserted);
        statistics.update(buffer, removed, inserted.size());
        ASSERT_TRUE(statistics.isCurrent());
    }
    EXPECT_EQ(statistics.counts(), plainCounts(buffer.text()));
}

TEST(TextStatistics, AStretchWithoutASafeCutIsLeftToTheNextBuild) {
    std::string text(200000, 'a');
    TextBuffer buffer(text);
    TextStatistics statistics = TextStatistics::build(text);
    EXPECT_EQ(statistics.counts(), (TextCounts{200000, 200000, 1, 200000, 1}));
    buffer.replace({100000, 100000}, "b");
    statistics.update(buffer, {100000, 100000}, 1);
    EXPECT_FALSE(statistics.isCurrent());
    EXPECT_EQ(TextStatistics::build(buffer.text()).counts().bytes, 200001u);
}

TEST(TextStatistics, AStoppedBuildIsNotCurrent) {
    std::stop_source source;
    source.request_stop();
    EXPECT_FALSE(TextStatistics::build("some text", source.get_token()).isCurrent());
}

} // namespace tokenarium
