// SPDX-License-Identifier: GPL-3.0-or-later
// Chips from places of characters: plain numbers, no window.
#include "widgets/text/token_geometry.h"

#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

TokenMark mark(std::size_t begin, std::size_t end) {
    TokenMark result;
    result.span = {begin, end};
    return result;
}

TEST(TokenGeometryTest, ATokenCoversItsCharacters) {
    const std::vector<Stretch> row{{{0, 1}, 0, 10}, {{1, 2}, 10, 15}, {{2, 3}, 15, 30}};
    const auto pieces = chipPieces(row, std::vector{mark(0, 2), mark(2, 3)});
    ASSERT_EQ(pieces.size(), 2u);
    EXPECT_EQ(pieces[0].bytes, (Span{0, 2}));
    EXPECT_DOUBLE_EQ(pieces[0].right, 15);
    EXPECT_DOUBLE_EQ(pieces[1].left, 15);
    EXPECT_TRUE(pieces[0].startsHere && pieces[0].endsHere);
}

TEST(TokenGeometryTest, ACutCharacterIsDividedEqually) {
    const std::vector<Stretch> row{{{0, 3}, 0, 12}};
    const auto pieces = chipPieces(row, std::vector{mark(0, 1), mark(1, 2), mark(2, 3)});
    ASSERT_EQ(pieces.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_DOUBLE_EQ(pieces[i].left, 4.0 * double(i));
        EXPECT_DOUBLE_EQ(pieces[i].right, 4.0 * double(i) + 4);
        EXPECT_EQ(pieces[i].bytes, (Span{i, i + 1}));
    }
}

TEST(TokenGeometryTest, FromTheRightTheFirstByteIsRightmost) {
    const std::vector<Stretch> row{{{0, 2}, 20, 30, true}, {{2, 4}, 10, 20, true}};
    const auto pieces = chipPieces(row, std::vector{mark(0, 1), mark(1, 4)});
    ASSERT_EQ(pieces.size(), 2u);
    EXPECT_DOUBLE_EQ(pieces[0].left, 25);
    EXPECT_DOUBLE_EQ(pieces[1].left, 10);
    EXPECT_DOUBLE_EQ(pieces[1].right, 25);
}

TEST(TokenGeometryTest, MixedDirectionsTearATokenApart) {
    const std::vector<Stretch> row{{{0, 1}, 0, 10}, {{1, 3}, 30, 40, true}, {{3, 5}, 10, 30, true}};
    const auto pieces = chipPieces(row, std::vector{mark(0, 3), mark(3, 5)});
    ASSERT_EQ(pieces.size(), 3u);
    EXPECT_EQ(pieces[0].mark, 0u);
    EXPECT_EQ(pieces[1].mark, 0u);
    EXPECT_FALSE(pieces[0].endsHere);
    EXPECT_TRUE(pieces[1].endsHere);
}

TEST(TokenGeometryTest, ATokenThatGoesOnIsOpen) {
    const std::vector<Stretch> row{{{5, 8}, 0, 30}};
    const auto pieces = chipPieces(row, std::vector{mark(2, 12)});
    ASSERT_EQ(pieces.size(), 1u);
    EXPECT_FALSE(pieces[0].startsHere);
    EXPECT_FALSE(pieces[0].endsHere);
}

TEST(TokenGeometryTest, PixelsFindTheirTokenAndTokensTheirPixel) {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        std::vector<Stretch> row;
        std::vector<TokenMark> marks;
        double x = 7;
        std::size_t byte = 0;
        for (int i = 0; i < 20; ++i) {
            const std::size_t length = 1 + random() % 4;
            const double width = 4 + double(random() % 16);
            row.push_back({{byte, byte + length}, x, x + width, false});
            byte += length, x += width;
        }
        for (std::size_t at = 0; at < byte;) {
            const std::size_t end = std::min(byte, at + 1 + random() % 5);
            marks.push_back(mark(at, end));
            at = end;
        }
        const auto pieces = chipPieces(row, marks);
        std::vector<bool> seen(marks.size());
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const auto found = pieceAt(pieces, (pieces[i].left + pieces[i].right) / 2);
            ASSERT_TRUE(found);
            ASSERT_EQ(*found, i);
            seen[pieces[i].mark] = true;
            if (i > 0) {
                ASSERT_NEAR(pieces[i].left, pieces[i - 1].right, 1e-9);
            } // no gap, no overlap
        }
        for (const bool one : seen) ASSERT_TRUE(one); // every token can be clicked
        EXPECT_FALSE(pieceAt(pieces, 6));
        EXPECT_FALSE(pieceAt(pieces, x + 1));
    }
}

TEST(TokenGeometryTest, ExtentsOfTouchingCharactersJoin) {
    const std::vector<Stretch> row{{{0, 1}, 0, 10}, {{1, 2}, 10, 20}, {{2, 4}, 40, 50, true}};
    const auto extents = extentsOf(row, {0, 3});
    ASSERT_EQ(extents.size(), 2u);
    EXPECT_DOUBLE_EQ(extents[0].right, 20);
    EXPECT_DOUBLE_EQ(extents[1].left, 45);
}

} // namespace
} // namespace tokenarium
