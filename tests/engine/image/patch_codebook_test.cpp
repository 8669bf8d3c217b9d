// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of codebooks: what is rebuilt, what never grows, what is the same every time.
#include "engine/image/patch_codebook.h"
#include "tests/engine/image/test_pictures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tokenarium {
namespace {

using testing::noisePicture;
using testing::wavePicture;

/// From the pixels of the rebuilt picture; of pictures whose sides are multiples of the patch.
std::uint64_t slowError(const Image& a, const Image& b) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        const int difference = a.pixels[i] - b.pixels[i];
        sum += static_cast<std::uint64_t>(difference * difference);
    }
    return sum;
}

PatchCodebook learnt(const Image& picture, std::uint32_t patch, std::size_t codes) {
    CodebookSettings settings;
    settings.patch = patch;
    settings.codes = codes;
    return learnPatchCodebook(picture, settings).value();
}

TEST(PatchCodebook, ACodeForEveryPatchRebuildsThePicture) {
    for (const std::uint32_t patch : {2U, 5U, 8U, 32U})
        for (const PictureSize size :
             {PictureSize{64, 48}, PictureSize{37, 23}, PictureSize{1, 1}, PictureSize{3, 100}}) {
            const Image picture = noisePicture(size.width, size.height);
            const PatchCodebook codebook = learnt(picture, patch, 4096);
            EXPECT_EQ(codebook.size(), distinctPatches(picture, patch));
            const auto codes = encodePatches(picture, codebook);
            ASSERT_TRUE(codes);
            EXPECT_EQ(codes->squaredError, 0U);
            EXPECT_EQ(decodePatches(*codes, codebook), picture) << patch << " " << size.width;
            EXPECT_TRUE(std::isinf(codeQuality(*codes, codebook.size()).peakSignalToNoise));
        }
}

TEST(PatchCodebook, EncodingFindsTheNearestCode) {
    const Image picture = wavePicture(96, 64);
    const PatchCodebook codebook = learnt(noisePicture(64, 64), 8, 20);
    const auto codes = encodePatches(picture, codebook).value();
    for (std::uint32_t row = 0; row < codes.rows; ++row)
        for (std::uint32_t column = 0; column < codes.columns; ++column) {
            std::uint64_t best = ~std::uint64_t(0);
            std::uint32_t bestId = 0;
            for (std::uint32_t id = 0; id < codebook.size(); ++id) {
                std::uint64_t distance = 0;
                for (std::uint32_t y = 0; y < 8; ++y)
                    for (std::uint32_t k = 0; k < 24; ++k) {
                        const int d =
                            picture.row(row * 8 + y)[column * 24 + k] - codebook.code(id)[y * 24 + k];
                        distance += static_cast<std::uint64_t>(d * d);
                    }
                if (distance < best) {
                    best = distance;
                    bestId = id;
                }
            }
            EXPECT_EQ(codes.ids[row * codes.columns + column], bestId);
        }
    EXPECT_EQ(codes.squaredError, slowError(picture, decodePatches(codes, codebook)));
}

TEST(PatchCodebook, ErrorNeverGrowsWithTheSize) {
    for (const std::uint32_t patch : {4U, 8U})
        for (const Image& picture : {wavePicture(200, 120), noisePicture(160, 160)}) {
            CodebookSettings settings;
            settings.patch = patch;
            settings.codes = 200;
            std::size_t told = 0;
            const auto curve = codebookCurve(picture, settings, {}, [&](const CodebookPoint&) { ++told; });
            ASSERT_EQ(curve.size(), 8U); // 2, 4 … 128, 200
            EXPECT_EQ(told, curve.size());
            EXPECT_EQ(curve.back().codebook.size(), 200U);
            for (std::size_t i = 1; i < curve.size(); ++i) {
                EXPECT_LE(curve[i].codes.squaredError, curve[i - 1].codes.squaredError);
                EXPECT_GT(curve[i].quality.bitsPerPixel, curve[i - 1].quality.bitsPerPixel);
            }
            EXPECT_LT(curve.back().codes.squaredError, curve.front().codes.squaredError / 4 * 3);
        }
}

/// Also where a sample is learnt from and some patches are never looked at.
TEST(PatchCodebook, ErrorNeverGrowsForLargePicturesEither) {
    const Image picture = noisePicture(900, 700); // 157,500 different patches
    CodebookSettings settings;
    settings.patch = 2;
    settings.codes = 16;
    settings.rounds = 6;
    const PatchCodebook few = learnPatchCodebook(picture, settings).value();
    settings.codes = 17;
    const PatchCodebook more = learnPatchCodebook(picture, settings, &few).value();
    EXPECT_LE(encodePatches(picture, more)->squaredError, encodePatches(picture, few)->squaredError);
}

/// Going on from codes of one sample with another sample could make them worse for the whole.
TEST(PatchCodebook, GoingOnFromACodebookNeverMakesItWorse) {
    const Image picture = noisePicture(800, 600); // 120,000 patches, of which 65,536 are learnt from
    CodebookSettings settings;
    settings.patch = 2;
    settings.codes = 3;
    PatchCodebook codebook = learnPatchCodebook(picture, settings).value();
    std::uint64_t error = encodePatches(picture, codebook).value().squaredError;
    for (settings.seed = 2; settings.seed <= 16; ++settings.seed) {
        codebook = learnPatchCodebook(picture, settings, &codebook).value();
        const std::uint64_t now = encodePatches(picture, codebook).value().squaredError;
        EXPECT_LE(now, error) << settings.seed;
        error = now;
    }
}

TEST(PatchCodebook, TheFirstOfEqualCodesIsTaken) {
    const PatchCodebook twice{2, std::vector<std::uint8_t>(36, 50)};
    const PatchCodes codes = encodePatches(noisePicture(9, 9), twice).value();
    for (const std::uint32_t id : codes.ids) EXPECT_EQ(id, 0U);
}

TEST(PatchCodebook, CodesAreRoundedMeans) {
    Image picture(8, 2);
    for (std::uint32_t x = 0; x < 8; ++x)
        for (std::uint32_t y = 0; y < 2; ++y) {
            const std::uint8_t level = x < 2 ? 10 : x < 6 ? 11 : 200; // a patch of 10, two of 11, one of 200
            std::fill_n(picture.row(y).begin() + x * 3, 3, level);
        }
    const PatchCodebook codebook = learnt(picture, 2, 2);
    EXPECT_TRUE(std::ranges::find(codebook.values, 11) != codebook.values.end());
    EXPECT_TRUE(std::ranges::find(codebook.values, 10) == codebook.values.end());
}

TEST(PatchCodebook, IsTheSameForTheSameSeedOnAnyNumberOfThreads) {
    const Image picture = wavePicture(256, 256);
    CodebookSettings settings;
    settings.codes = 64;
    settings.threads = 1;
    const auto one = learnPatchCodebook(picture, settings).value();
    settings.threads = 3;
    EXPECT_EQ(learnPatchCodebook(picture, settings).value(), one);
    EXPECT_EQ(encodePatches(picture, one, {}, {}, 1).value(), encodePatches(picture, one, {}, {}, 3).value());
    settings.seed = 2;
    EXPECT_NE(learnPatchCodebook(picture, settings).value(), one);
}

TEST(PatchCodebook, IsMuchBetterThanRandomPatches) {
    const Image picture = wavePicture(256, 256);
    const PatchCodebook codebook = learnt(picture, 8, 64);
    PatchCodebook random{8, {}};
    std::mt19937 choose(3);
    for (int i = 0; i < 64; ++i) {
        const std::uint32_t left = choose() % 248, top = choose() % 248;
        for (std::uint32_t y = 0; y < 8; ++y) {
            const auto row = picture.row(top + y).subspan(left * 3, 24);
            random.values.insert(random.values.end(), row.begin(), row.end());
        }
    }
    EXPECT_LT(encodePatches(picture, codebook)->squaredError * 3,
              encodePatches(picture, random)->squaredError * 2);
}

TEST(PatchCodebook, QualityIsWhatItSays) {
    Image picture(16, 16, {10, 10, 10});
    for (std::uint32_t y = 0; y < 8; ++y) std::fill_n(picture.row(y).begin(), 24, std::uint8_t(30));
    const PatchCodebook gray{8, std::vector<std::uint8_t>(8 * 8 * 3, 10)};
    const auto codes = encodePatches(picture, gray).value();
    const CodeQuality quality = codeQuality(codes, 4);
    EXPECT_DOUBLE_EQ(quality.meanSquaredError, 100);
    EXPECT_NEAR(quality.peakSignalToNoise, 28.13, 0.01);
    EXPECT_DOUBLE_EQ(quality.bitsPerPixel, 4 * 2 / 256.0);
    EXPECT_EQ(quality.entropyBitsPerPixel, 0);
    EXPECT_EQ(quality.usedCodes, 1U);
    const auto two = learnt(picture, 8, 2);
    const CodeQuality exact = codeQuality(encodePatches(picture, two).value(), 2);
    EXPECT_NEAR(exact.entropyBitsPerPixel, (0.75 * std::log2(4 / 3.0) + 0.25 * 2) * 4 / 256, 1e-12);
}

TEST(PatchCodebook, StopsAndTells) {
    std::stop_source stop;
    stop.request_stop();
    const Image picture = wavePicture(128, 128);
    EXPECT_FALSE(learnPatchCodebook(picture, {}, nullptr, stop.get_token()));
    const PatchCodebook codebook = learnt(picture, 8, 16);
    EXPECT_FALSE(encodePatches(picture, codebook, stop.get_token()));
    EXPECT_TRUE(codebookCurve(picture, {}, stop.get_token()).empty());
    EXPECT_FALSE(learnPatchCodebook(Image(), {}));
    std::vector<double> shares;
    CodebookSettings settings;
    settings.codes = 200;
    learnPatchCodebook(picture, settings, nullptr, {}, [&](double share) { shares.push_back(share); });
    ASSERT_FALSE(shares.empty());
    EXPECT_TRUE(std::ranges::is_sorted(shares));
    EXPECT_LE(shares.back(), 1);
}

TEST(PatchCodebook, IdsBeyondTheCodebookAreBlack) {
    PatchCodes codes{{4, 2}, 2, 2, 1, {0, 9}, 0};
    const PatchCodebook white{2, std::vector<std::uint8_t>(12, 255)};
    const Image picture = decodePatches(codes, white);
    EXPECT_EQ(picture.at(0, 0), (Color{255, 255, 255}));
    EXPECT_EQ(picture.at(3, 1), (Color{0, 0, 0}));
}

TEST(PatchCodebook, FilesHoldTheWholeCodebook) {
    const PatchCodebook codebook = learnt(wavePicture(64, 64), 4, 16);
    const auto bytes = packPatchCodebook(codebook);
    EXPECT_EQ(loadPatchCodebook(bytes, "a.codebook"), codebook);
    const auto refused = [&](std::vector<std::byte> wrong) {
        try {
            loadPatchCodebook(wrong, "a.codebook");
        } catch (const std::runtime_error& problem) {
            return std::string(problem.what()).rfind("a.codebook ", 0) == 0;
        }
        return false;
    };
    for (std::size_t length = 0; length < bytes.size(); length += 7)
        EXPECT_TRUE(refused({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}));
    for (const std::size_t at : {0U, 4U, 8U, 9U, 12U, 13U, 15U}) {
        auto wrong = bytes;
        wrong[at] = std::byte{0xEE};
        EXPECT_TRUE(refused(wrong)) << at;
    }
}

} // namespace
} // namespace tokenarium
