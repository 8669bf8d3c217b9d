// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a prompt lie in the strip: in order, inside, and every pixel returns home.
#include "widgets/prompt_strip_layout.h"

#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

PromptStrip stripOf(const std::vector<std::pair<Modality, std::size_t>>& parts, std::size_t edited) {
    PromptStrip strip;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        strip.tokenCount += parts[i].second;
        strip.parts.push_back({parts[i].first, strip.tokenCount, i == edited});
    }
    return strip;
}

TEST(PromptStripLayout, OneTextLiesAsWithoutParts) {
    PromptStrip strip;
    strip.tokenCount = 40;
    const PromptStripLayout layout(strip, 600);
    const PromptStripGeometry plain{40, 600};
    for (std::size_t token = 0; token < 40; ++token) EXPECT_EQ(layout.left(token), plain.left(token));
    EXPECT_EQ(layout.tokenAt(599), plain.tokenAt(599));
}

TEST(PromptStripLayout, LargePartsAreBlocksAndSmallOnesHaveMarks) {
    const PromptStripLayout layout(stripOf({{Modality::Text, 10}, {Modality::Sound, 115'200}, {Modality::Gene, 20}}, 0),
                                   1000);
    ASSERT_EQ(layout.pieces().size(), 3U);
    EXPECT_FALSE(layout.pieces()[0].isBlock);
    EXPECT_TRUE(layout.pieces()[1].isBlock);
    EXPECT_FALSE(layout.pieces()[2].isBlock);
    EXPECT_EQ(layout.pieces()[0].width, 10 * PromptStripGeometry::widestChip) << "the sound leaves it its room";
    EXPECT_EQ(layout.tokenAt(layout.pieces()[1].left + 0.0001), 10U);
    EXPECT_EQ(layout.tokenAt(layout.pieces()[1].left + layout.pieces()[1].width - 0.0001), 115'209U);
}

TEST(PromptStripLayout, PixelToTokenToPixelReturnsHomeWhateverThePartsAre) {
    std::mt19937 random(7);
    for (int turn = 0; turn < 300; ++turn) {
        std::vector<std::pair<Modality, std::size_t>> parts(random() % 40);
        for (auto& [modality, tokens] : parts) {
            modality = Modality(random() % modalities);
            tokens = std::size_t(1) << (random() % 20);
            if (random() % 4 == 0) tokens = 0;
        }
        const double width = double(random() % 1500);
        const PromptStrip strip = stripOf(parts, parts.empty() ? 0 : random() % parts.size());
        const PromptStripLayout layout(strip, width);
        double end = 0;
        for (const PromptStripPiece& piece : layout.pieces()) {
            EXPECT_GE(piece.left, end - 1e-9);
            end = piece.left + piece.width;
            EXPECT_LE(end, width + 1e-6);
        }
        for (double x = 0.25; x < width; x += 3)
            if (const auto token = layout.tokenAt(x)) {
                ASSERT_LT(*token, strip.tokenCount);
                EXPECT_LE(layout.left(*token), x + 1e-6);
                EXPECT_GT(layout.right(*token), x - 1e-6);
            }
        EXPECT_EQ(layout.tokenAt(-1), std::nullopt);
        EXPECT_EQ(layout.tokenAt(width + 1), std::nullopt);
    }
}

} // namespace
} // namespace tokenarium
