// SPDX-License-Identifier: GPL-3.0-or-later
// The gap buffer against a plain std::string under random edits.
#include "engine/text/text_buffer.h"

#include <gtest/gtest.h>

#include <random>

using namespace tokenarium;

TEST(TextBuffer, EqualsAPlainStringAfterRandomEdits) {
    std::mt19937 random(1);
    std::string plain = "start";
    TextBuffer buffer(plain);
    for (int i = 0; i < 20000; ++i) {
        const std::size_t begin = random() % (plain.size() + 1);
        const std::size_t end = begin + random() % std::min<std::size_t>(8, plain.size() - begin + 1);
        std::string inserted(i % 500 == 0 ? 9000 : random() % 6, char('a' + i % 26));
        plain.replace(begin, end - begin, inserted);
        buffer.replace({begin, end}, inserted);
        if (plain.size() > 20000) plain.erase(100, 15000), buffer.replace({100, 15100}, "");
        ASSERT_EQ(buffer.size(), plain.size());
        const std::size_t from = random() % (plain.size() + 1);
        std::string middle;
        buffer.copy({from, std::min(plain.size(), from + 50)}, middle);
        ASSERT_EQ(middle, plain.substr(from, 50));
        if (from < plain.size()) { ASSERT_EQ(buffer.at(from), plain[from]); }
        if (i % 7 == 0) { ASSERT_EQ(buffer.tail(from), std::string_view(plain).substr(from)); }
        if (i % 100 == 0) { ASSERT_EQ(buffer.text(), plain); }
    }
}
