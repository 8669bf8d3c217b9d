// SPDX-License-Identifier: GPL-3.0-or-later
// Index and rectangle lead to each other; numbers and colours are those of the pixels.
#include "engine/image/patch_grid.h"
#include "tests/engine/image/test_pictures.h"

#include <gtest/gtest.h>

namespace tokenarium {
namespace {

TEST(PatchGrid, IndexAndRectangleLeadToEachOther) {
    for (const BorderRule border : {BorderRule::Resize, BorderRule::Crop, BorderRule::Pad})
        for (const PictureSize size :
             {PictureSize{37, 23}, PictureSize{1, 1}, PictureSize{64, 64}, PictureSize{5, 200}})
            for (const std::uint32_t patch : {1U, 7U, 16U, 500U}) {
                const PatchGrid grid = patchGrid(size, patch, border, true);
                ASSERT_GT(grid.count(), 0U);
                for (std::uint64_t i = 0; i < grid.count(); ++i) {
                    const PictureRect rect = grid.rect(i);
                    EXPECT_EQ(grid.indexAt(rect.x + rect.width / 2, rect.y + rect.height / 2), i);
                    EXPECT_EQ(grid.indexAtPosition(grid.position(i)), i);
                }
                EXPECT_EQ(grid.indexAtPosition(0), std::nullopt); // [CLS]
                EXPECT_EQ(grid.indexAtPosition(grid.tokens()), std::nullopt);
                EXPECT_EQ(grid.indexAt(-0.1, 0), std::nullopt);
            }
}

TEST(PatchGrid, BordersFollowTheRule) {
    const PictureSize size{37, 23};
    const PatchGrid crop = patchGrid(size, 16, BorderRule::Crop);
    EXPECT_EQ(crop.columns, 2U);
    EXPECT_EQ(crop.rows, 1U);
    EXPECT_EQ(crop.indexAt(33, 3), std::nullopt); // what is left over is not seen
    const PatchGrid pad = patchGrid(size, 16, BorderRule::Pad);
    EXPECT_EQ(pad.columns, 3U);
    EXPECT_EQ(pad.rows, 2U);
    EXPECT_EQ(pad.rect(2).x + pad.rect(2).width, 48);
    const PatchGrid resize = patchGrid(size, 16, BorderRule::Resize);
    EXPECT_EQ(resize.columns, 2U);
    EXPECT_EQ(resize.rows, 1U);
    EXPECT_EQ(resize.rect(1).x + resize.rect(1).width, 37); // the last patch ends with the picture
    EXPECT_EQ(patchGrid({0, 5}, 16, BorderRule::Pad).count(), 0U);
    EXPECT_EQ(patchGrid({10, 7}, 16, BorderRule::Crop).count(), 1U);
}

TEST(PatchGrid, AGridOfAHugePictureIsMadeAtOnce) {
    const PatchGrid grid = patchGrid({30000, 30000}, 2, BorderRule::Pad);
    EXPECT_EQ(grid.count(), 225000000U);
    EXPECT_EQ(grid.indexAt(29999.5, 29999.5), grid.count() - 1);
}

TEST(PatchGrid, TheStreamHasASpanForEveryPatch) {
    const PatchGrid grid = patchGrid({32, 32}, 16, BorderRule::Resize, true);
    const TokenStream stream = patchStream(grid);
    ASSERT_EQ(stream.tokens.size(), 5U);
    EXPECT_EQ(stream.unit, Unit::Patch);
    EXPECT_TRUE(stream.tokens[0].span.empty());
    EXPECT_EQ(stream.tokens[4].span, (Span{3, 4}));
}

TEST(PatchGrid, NumbersAreTheNormalizedPixels) {
    const Image picture = testing::noisePicture(20, 18);
    const PatchGrid grid = patchGrid(picture.size(), 8, BorderRule::Pad);
    const Color padding{10, 20, 30};
    for (std::uint64_t i = 0; i < grid.count(); ++i) {
        const auto numbers = patchNumbers(picture, grid, i, clipNormalization, padding);
        ASSERT_EQ(numbers.size(), 8U * 8 * 3);
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            const std::size_t x = i % grid.columns * 8 + k / 3 % 8, y = i / grid.columns * 8 + k / 3 / 8,
                              c = k % 3;
            const std::uint8_t beyond[] = {padding.red, padding.green, padding.blue};
            const std::uint8_t value = x < 20 && y < 18 ? picture.pixels[(y * 20 + x) * 3 + c] : beyond[c];
            EXPECT_NEAR(numbers[k],
                        (value / 255.0 - clipNormalization.mean[c]) / clipNormalization.deviation[c], 1e-5);
        }
    }
    const auto white = patchNumbers(Image(8, 8, {255, 255, 255}), patchGrid({8, 8}, 8, BorderRule::Crop), 0,
                                    vitNormalization);
    EXPECT_EQ(white.front(), 1.0F);
}

TEST(PatchGrid, ColorsAreMeansOfThePixelsWhoseMiddlesLieInThePatch) {
    const Image picture = testing::noisePicture(37, 23);
    for (const BorderRule border : {BorderRule::Resize, BorderRule::Crop, BorderRule::Pad}) {
        const PatchGrid grid = patchGrid(picture.size(), 10, border);
        const auto colors = patchColors(picture, grid);
        ASSERT_EQ(colors.size(), grid.count());
        for (std::uint64_t i = 0; i < grid.count(); ++i) {
            double sum = 0, pixels = 0;
            for (std::uint32_t y = 0; y < 23; ++y)
                for (std::uint32_t x = 0; x < 37; ++x)
                    if (grid.indexAt(x + 0.5, y + 0.5) == i) {
                        sum += picture.at(x, y).green;
                        ++pixels;
                    }
            EXPECT_NEAR(colors[i].green, sum / pixels, 0.51) << i;
        }
    }
    EXPECT_TRUE(patchColors(picture, patchGrid({36, 23}, 10, BorderRule::Crop)).empty());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(
        patchColors(picture, patchGrid(picture.size(), 10, BorderRule::Crop), stop.get_token()).empty());
    EXPECT_EQ(patchColors(Image(3, 1, {9, 9, 9}), patchGrid({3, 1}, 1, BorderRule::Pad)).size(), 3U);
}

} // namespace
} // namespace tokenarium
