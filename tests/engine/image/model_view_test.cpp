// SPDX-License-Identifier: GPL-3.0-or-later
// Resampling equals the Python imaging library's; what a model sees is what its rule counted.
#include "engine/image/model_view.h"
#include "tests/engine/image/test_pictures.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokenarium {
namespace {

std::uint64_t fingerprint(const Image& picture) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::uint8_t byte : picture.pixels) hash = (hash ^ byte) * 0x100000001b3;
    return hash;
}

/// Fingerprints of what Pillow 9.4 makes of the same picture.
TEST(Resample, EqualsPillowByteForByte) {
    const Image picture = testing::noisePicture(37, 23);
    ASSERT_EQ(fingerprint(picture), 0x8745416a9a25e5b7U);
    struct Case {
        Resampling filter;
        PictureSize size;
        std::uint64_t fingerprint;
    };
    for (const Case& one : {Case{Resampling::Bicubic, {16, 11}, 0x597faf05074a1db},
                            {Resampling::Bicubic, {80, 50}, 0x7c40456bbf8e016c},
                            {Resampling::Bicubic, {37, 5}, 0x87c4ab650bdf9eb2},
                            {Resampling::Bicubic, {9, 23}, 0x6f77f08376124a32},
                            {Resampling::Bicubic, {224, 224}, 0xb03e60e682737e8e},
                            {Resampling::Bicubic, {1, 1}, 0x9a7f61acaf52976},
                            {Resampling::Bicubic, {37, 23}, 0x8745416a9a25e5b7},
                            {Resampling::Bilinear, {16, 11}, 0xd39bde8c244d48b5},
                            {Resampling::Bilinear, {80, 50}, 0x323e50a5bf75fdd5},
                            {Resampling::Bilinear, {37, 5}, 0x88c249c605a967be},
                            {Resampling::Bilinear, {9, 23}, 0x383479bf93de6d6b},
                            {Resampling::Bilinear, {224, 224}, 0x54dc26627ae33609}}) {
        const auto result = resample(picture, one.size, one.filter);
        ASSERT_TRUE(result);
        EXPECT_EQ(fingerprint(*result), one.fingerprint)
            << one.size.width << " x " << one.size.height
            << (one.filter == Resampling::Bicubic ? " bicubic" : "");
    }
    const Image large = testing::noisePicture(500, 333);
    EXPECT_EQ(fingerprint(*resample(large, {61, 47}, Resampling::Bicubic)), 0xb3e9d85a433ab704U);
    EXPECT_EQ(fingerprint(*resample(large, {10.5, 20.25, 290, 179.75}, {61, 47}, Resampling::Bicubic)),
              0xa4ccf52b2112e5c9U);
}

TEST(Resample, StopsAndTells) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(resample(testing::noisePicture(37, 23), {5, 5}, Resampling::Bicubic, stop.get_token()));
    std::vector<double> shares;
    resample(testing::noisePicture(50, 500), {20, 20}, Resampling::Bicubic, {},
             [&](double s) { shares.push_back(s); });
    EXPECT_TRUE(std::ranges::is_sorted(shares));
    EXPECT_EQ(shares.back(), 1);
}

TEST(Cropped, CutsAndPads) {
    const Image picture = testing::noisePicture(10, 8);
    const Image part = cropped(picture, -2, 3, {6, 10}, {1, 2, 3});
    for (std::uint32_t y = 0; y < 10; ++y)
        for (std::uint32_t x = 0; x < 6; ++x) {
            const bool inside = x >= 2 && y + 3 < 8;
            EXPECT_EQ(part.at(x, y), inside ? picture.at(x - 2, y + 3) : (Color{1, 2, 3}));
        }
    EXPECT_EQ(cropped(picture, 100, 0, {2, 2}, {9, 9, 9}), Image(2, 2, {9, 9, 9}));
}

/// Every rule on pixels gives pictures of the size that it counts with.
TEST(ModelView, InputsHaveTheSizeOfTheRule) {
    for (const PictureSize size : {PictureSize{640, 427}, PictureSize{90, 400}, PictureSize{33, 31}}) {
        const Image picture = testing::wavePicture(size.width, size.height);
        for (const ImageTokenRule& rule : imageTokenRules()) {
            const ImageTokenCount count = countImageTokens(rule.form, size);
            const auto inputs = modelInputs(picture, rule);
            ASSERT_TRUE(inputs) << rule.id;
            std::size_t overviews = 0;
            std::uint64_t area = 0;
            for (const ModelInput& input : *inputs) {
                overviews += input.overview ? 1 : 0;
                if (!input.overview) area += input.picture.size().area();
                EXPECT_EQ(input.picture.pixels.size(), input.picture.size().area() * 3);
                EXPECT_FALSE(input.picture.empty()) << rule.id;
            }
            EXPECT_EQ(inputs->size() - overviews, std::max<std::uint64_t>(count.tiles.count(), 1)) << rule.id;
            const PictureSize last = count.steps.back().after;
            EXPECT_EQ(area, last.area()) << rule.id;
        }
    }
}

/// A white square in the original is found where the input says that it is.
TEST(ModelView, InputsShowThePartTheySay) {
    Image picture(640, 400);
    for (std::uint32_t y = 180; y < 220; ++y)
        for (std::uint32_t x = 300; x < 340; ++x)
            std::fill_n(picture.row(y).begin() + x * 3, 3, std::uint8_t(255));
    for (const char* id : {"vit/b16", "clip/l14", "llava-1.5", "llava-next", "qwen/qwen2.5-vl", "siglip/384",
                           "openai-tile/gpt-4o/high", "gemini-tiles/clamped"}) {
        const auto inputs = modelInputs(picture, *findImageTokenRule(id));
        ASSERT_TRUE(inputs);
        std::size_t found = 0;
        for (const ModelInput& input : *inputs) {
            const double x = (320 - input.seen.x) / input.seen.width * input.picture.width;
            const double y = (200 - input.seen.y) / input.seen.height * input.picture.height;
            if (x < 8 || y < 8 || x >= input.picture.width - 8 || y >= input.picture.height - 8) continue;
            ++found;
            EXPECT_GT(input.picture.at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)).red, 240)
                << id;
        }
        EXPECT_GE(found, 1U) << id;
    }
}

TEST(ModelView, PaddingHasTheModelsColor) {
    const auto llava = modelInputs(Image(100, 50, {255, 255, 255}), *findImageTokenRule("llava-1.5"));
    ASSERT_TRUE(llava);
    EXPECT_EQ(llava->front().picture.at(0, 0), (Color{122, 116, 104})); // CLIP's mean
    EXPECT_EQ(llava->front().picture.at(168, 168), (Color{255, 255, 255}));
    const auto next = modelInputs(Image(1000, 100, {255, 255, 255}), *findImageTokenRule("llava-next"));
    ASSERT_TRUE(next);
    EXPECT_EQ(next->at(1).picture.at(5, 5), (Color{0, 0, 0}));
}

TEST(ModelView, StepsEndWithWhatGoesIn) {
    const Image picture = testing::wavePicture(500, 300);
    const ImageTokenRule& rule = *findImageTokenRule("clip/l14");
    const ImageTokenCount count = countImageTokens(rule.form, picture.size());
    const auto steps = pictureSteps(picture, count, pixelTreatment(rule), true);
    ASSERT_TRUE(steps);
    ASSERT_EQ(steps->size(), count.steps.size());
    for (std::size_t i = 0; i < steps->size(); ++i)
        EXPECT_EQ((*steps)[i].picture.size(), count.steps[i].after);
    EXPECT_EQ(steps->back().picture, modelInputs(picture, rule)->front().picture);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(pictureSteps(picture, count, pixelTreatment(rule), true, stop.get_token()));
    EXPECT_FALSE(modelInputs(picture, rule, stop.get_token()));
    EXPECT_FALSE(modelInputs(Image(), rule));
}

} // namespace
} // namespace tokenarium
