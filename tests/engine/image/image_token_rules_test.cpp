// SPDX-License-Identifier: GPL-3.0-or-later
// Counting rules: published numbers, and for other sizes the rule written a second time, slowly.
#include "engine/image/image_token_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace tokenarium {
namespace {

const ImageRuleForm& form(const std::string& id) {
    const ImageTokenRule* rule = findImageTokenRule(id);
    if (!rule) throw std::logic_error("no rule " + id);
    return rule->form;
}

std::uint64_t tokens(const std::string& id, PictureSize size) {
    return countImageTokens(form(id), size).billable;
}

/// Sizes with all aspects; the same ones every time.
std::vector<PictureSize> manySizes(std::size_t count, std::uint32_t most) {
    std::mt19937 random(5);
    std::vector<PictureSize> sizes = {{1, 1}, {1, 30000}, {30000, 30000}, {32, 32}, {33, 31}, {768, 768}};
    while (sizes.size() < count) {
        const auto side = [&] {
            return 1 + static_cast<std::uint32_t>(std::exp(random() % 10000 / 10000.0 * std::log(most)));
        };
        sizes.push_back({side(), side()});
    }
    return sizes;
}

std::uint64_t up(double a, double b) { return static_cast<std::uint64_t>(std::ceil(a / b - 1e-9)); }

TEST(ImageTokenRules, PublishedNumbers) {
    EXPECT_EQ(tokens("openai-tile/gpt-4o/high", {1024, 1024}), 765U);
    EXPECT_EQ(tokens("openai-tile/gpt-4o/high", {2048, 4096}), 1105U);
    EXPECT_EQ(tokens("openai-tile/gpt-4o/low", {4096, 8192}), 85U);
    EXPECT_EQ(tokens("openai-patch/gpt-5.4@2026 high", {1024, 1024}), 1229U);
    EXPECT_EQ(tokens("openai-patch/gpt-5.4@2026 high", {2048, 2048}), 3000U);
    EXPECT_EQ(countImageTokens(form("openai-patch/gpt-4.1-mini@2025"), {1800, 2400}).tokens, 1452U);
    EXPECT_EQ(tokens("anthropic-750", {1092, 1092}), 1590U);
    EXPECT_EQ(countImageTokens(form("anthropic-28/standard"), {1920, 1080}).resized,
              (PictureSize{1456, 819}));
    EXPECT_EQ(countImageTokens(form("anthropic-28/high"), {3024, 1964}).resized, (PictureSize{2380, 1546}));
    EXPECT_EQ(tokens("gemini-tiles/clamped", {960, 540}), 1548U);
    EXPECT_EQ(tokens("llava-next", {672, 672}), 2880U);
    EXPECT_EQ(tokens("llava-1.5", {640, 480}), 576U);
    EXPECT_EQ(tokens("gemma-3", {640, 480}), 256U);
    EXPECT_EQ(tokens("vit/b16", {640, 480}), 197U);
    EXPECT_EQ(tokens("clip/l14-336", {640, 480}), 577U);
    EXPECT_EQ(tokens("dinov2/14-registers", {640, 480}), 261U);
    EXPECT_EQ(tokens("siglip/384", {640, 480}), 729U);
    EXPECT_EQ(tokens("dall-e", {640, 480}), 1024U);
    EXPECT_EQ(countImageTokens(form("dall-e"), {640, 480}).bits, 13312U);
    EXPECT_EQ(tokens("chameleon", {640, 480}), 1024U);
    EXPECT_EQ(tokens("titok", {640, 480}), 32U);
    EXPECT_EQ(tokens("dit/256", {640, 480}), 256U);
    EXPECT_EQ(gptImageOutputTokens({1024, 1536}, PictureQuality::Medium), 1584U);
    EXPECT_EQ(gptImageOutputTokens({1000, 1000}, PictureQuality::Low), std::nullopt);
}

TEST(ImageTokenRules, TilesAreThoseOfTheFormulaInFloatingPoint) {
    for (const PictureSize size : manySizes(3000, 20000)) {
        double w = size.width, h = size.height;
        const double fit = std::min(1.0, 2048 / std::max(w, h));
        w *= fit;
        h *= fit;
        if (std::min(w, h) > 768 + 1e-9) {
            const double scale = 768 / std::min(w, h);
            w *= scale;
            h *= scale;
        }
        w = std::max(std::floor(w + 1e-9), 1.0);
        h = std::max(std::floor(h + 1e-9), 1.0);
        const ImageTokenCount count = countImageTokens(OpenAiTiles{}, size);
        EXPECT_EQ(count.resized, (PictureSize{static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(h)}))
            << size.width << " x " << size.height;
        EXPECT_EQ(count.tokens, 85 + 170 * up(w, 512) * up(h, 512)) << size.width << " x " << size.height;
    }
}

TEST(ImageTokenRules, PatchBudgetIsThatOfTheFormulaInFloatingPoint) {
    std::size_t shrunk = 0;
    for (const PictureSize size : manySizes(3000, 20000)) {
        if (size.shortSide() < 40) continue; // where the formula makes sides of 0
        for (const std::uint64_t budget : {1536U, 2500U, 6144U}) {
            double w = size.width, h = size.height;
            std::uint64_t patches = up(w, 32) * up(h, 32);
            if (patches > budget) {
                ++shrunk;
                double scale = std::sqrt(1024.0 * static_cast<double>(budget) / (w * h));
                const double across = w * scale / 32, down = h * scale / 32;
                scale *= std::min(std::floor(across) / across, std::floor(down) / down);
                patches = up(std::floor(w * scale + 1e-6), 32) * up(std::floor(h * scale + 1e-6), 32);
            }
            OpenAiPatches rule;
            rule.patchBudget = budget;
            const ImageTokenCount count = countImageTokens(rule, size);
            EXPECT_EQ(count.tokens, patches) << size.width << " x " << size.height << " budget " << budget;
            EXPECT_LE(count.tokens, budget);
        }
    }
    EXPECT_GT(shrunk, 1000U);
}

TEST(ImageTokenRules, VeryNarrowPicturesStayWithinTheBudget) {
    OpenAiPatches rule;
    rule.patchBudget = 1536;
    for (const PictureSize size : {PictureSize{1, 100000}, PictureSize{2000000, 3}, PictureSize{31, 65535}}) {
        const ImageTokenCount count = countImageTokens(rule, size);
        EXPECT_GE(count.tokens, 1U);
        EXPECT_LE(count.tokens, 1536U);
        EXPECT_FALSE(count.resized.empty());
    }
    EXPECT_EQ(countImageTokens(rule, {1, 100000}).resized, (PictureSize{1, 49152})); // as long as the budget
    EXPECT_EQ(countImageTokens(rule, {100000, 1}).resized, (PictureSize{49152, 1}));
}

TEST(ImageTokenRules, MultipliersAreExactDecimals) {
    const auto times = [](const char* factor, std::uint64_t count) {
        return DecimalFactor::parse(factor)->timesRoundedUp(count);
    };
    EXPECT_EQ(times("1.2", 1024), 1229U);
    EXPECT_EQ(times("1.2", 2500), 3000U); // 2500 · 1.2 in doubles would do as well …
    EXPECT_EQ(times("1.1", 10), 11U);     // … but 10 · 1.1 is a little above 11 there
    EXPECT_EQ(times("1.62", 50), 81U);
    EXPECT_EQ(times("2", 7), 14U);
    EXPECT_EQ(times("1.62", 1000000000000000), 1620000000000000U);
    for (const char* bad : {"", ".", "0", "1.2.3", "-1", "1e3", "12345678901"})
        EXPECT_FALSE(DecimalFactor::parse(bad)) << bad;
}

/// Every long edge from above, until one meets both limits.
PictureSize slowAnthropic(PictureSize size, std::uint32_t maxEdge, std::uint64_t maxTokens) {
    const auto patches = [](std::uint32_t side) { return (side + 27) / 28; };
    const double longSide = size.longSide(), shortSide = size.shortSide();
    for (std::uint32_t l = size.longSide();; --l) {
        const double exact = shortSide * l / longSide;
        const auto s = static_cast<std::uint32_t>(std::max(std::nearbyint(exact), 1.0)); // half to even
        const bool fits = patches(l) * 28 <= maxEdge && std::uint64_t(patches(l)) * patches(s) <= maxTokens;
        if (fits || l == 1) return size.width >= size.height ? PictureSize{l, s} : PictureSize{s, l};
    }
}

TEST(ImageTokenRules, AnthropicTakesTheLargestEdgeThatFits) {
    for (const PictureSize size : manySizes(400, 9000))
        for (const auto& [edge, most] : {std::pair{1568U, 1568U}, {2576U, 4784U}, {1000U, 333U}}) {
            const ImageTokenCount count = countImageTokens(AnthropicPatches{edge, most}, size);
            EXPECT_EQ(count.resized, slowAnthropic(size, edge, most)) << size.width << " x " << size.height;
            EXPECT_LE(count.tokens, most);
        }
}

TEST(ImageTokenRules, OldAnthropicEstimateKeepsItsLimits) {
    for (const PictureSize size : manySizes(500, 20000)) {
        const ImageTokenCount count = countImageTokens(AnthropicArea{}, size);
        EXPECT_LE(count.tokens, 1600U);
        EXPECT_LE(count.resized.longSide(), 1568U);
        EXPECT_EQ(count.tokens, up(static_cast<double>(count.resized.area()), 750));
        const bool within = size.longSide() <= 1568 && size.area() <= 1600 * 750;
        EXPECT_EQ(count.resized == size, within) << size.width << " x " << size.height;
    }
}

TEST(ImageTokenRules, GeminiTilesAreThoseOfTheWording) {
    for (const PictureSize size : manySizes(2000, 20000)) {
        const double shortSide = size.shortSide();
        const bool small = size.longSide() <= 384;
        const auto expected = [&](double unit) {
            return small ? 258 : 258 * up(size.width, unit) * up(size.height, unit);
        };
        const double rough = std::max(std::floor(shortSide / 1.5 + 1e-9), 1.0);
        EXPECT_EQ(tokens("gemini-tiles/clamped", size), expected(std::clamp(rough, 256.0, 768.0)));
        EXPECT_EQ(tokens("gemini-tiles/unclamped", size), expected(rough));
        EXPECT_EQ(tokens("gemini-tiles/768", size), expected(768));
    }
}

TEST(ImageTokenRules, QwenKeepsItsLimitsAndRoundsHalfToEven) {
    EXPECT_EQ(qwenResize({42, 70}, 28, 3136, 12845056), (PictureSize{56, 56}));
    EXPECT_EQ(qwenResize({1920, 1080}, 28, 3136, 1003520), (PictureSize{1316, 728}));
    EXPECT_EQ(qwenResize({201, 1}, 28, 3136, 12845056), std::nullopt);
    EXPECT_TRUE(qwenResize({200, 1}, 28, 3136, 12845056).has_value());
    EXPECT_EQ(countImageTokens(form("qwen/qwen2.5-vl"), {20001, 100}).problem, TokenCountProblem::TooNarrow);
    for (const PictureSize size : manySizes(2000, 20000)) {
        if (size.longSide() > 100 * size.shortSide()) continue;
        const auto resized = qwenResize(size, 28, 3136, 1003520);
        ASSERT_TRUE(resized);
        EXPECT_EQ(resized->width % 28, 0U);
        EXPECT_EQ(resized->height % 28, 0U);
        if (size.longSide() < 20 * size.shortSide()) {
            EXPECT_LE(resized->area(), 1003520U);
        }
        EXPECT_GE(resized->area(), 3136U);
    }
}

/// The positions of the tiles' features that see the picture, by trying them all.
std::uint64_t slowUnpadded(PictureSize size, std::uint32_t columns, std::uint32_t rows) {
    const double scale =
        std::min(static_cast<double>(columns) / size.width, static_cast<double>(rows) / size.height);
    const auto visible = [&](std::uint32_t cells, std::uint32_t side) {
        const auto shown = static_cast<std::uint32_t>(side * scale + 1e-7);
        const std::uint32_t border = (cells - std::min(cells, shown)) / 2;
        std::uint32_t count = 0;
        for (std::uint32_t i = 0; i < cells; ++i) count += i >= border && i < cells - border ? 1 : 0;
        return count;
    };
    return std::uint64_t(visible(rows, size.height)) * (visible(columns, size.width) + 1);
}

TEST(ImageTokenRules, LlavaNextTakesTheShapeThatWastesLeast) {
    struct Case {
        PictureSize size;
        std::uint32_t columns, rows;
    };
    for (const Case& one : {Case{{672, 672}, 2, 2},
                            {{1000, 300}, 3, 1},
                            {{300, 1000}, 1, 3},
                            {{600, 300}, 2, 1},
                            {{300, 600}, 1, 2},
                            {{4000, 3000}, 2, 2},
                            {{336, 336}, 1, 2}}) {
        const ImageTokenCount whole = countImageTokens(form("llava-next"), one.size);
        EXPECT_EQ(whole.tiles.columns, one.columns) << one.size.width;
        EXPECT_EQ(whole.tiles.rows, one.rows) << one.size.width;
        EXPECT_EQ(whole.tokens, anyResolutionTokens(576, one.columns, one.rows));
        const ImageTokenCount unpadded = countImageTokens(form("llava-next/unpadded"), one.size);
        const CellGrid& cells = unpadded.tokenCells; // in the middle of the picture
        EXPECT_NEAR(cells.left + cells.right, one.size.width, cells.cellWidth);
        EXPECT_NEAR(cells.top + cells.bottom, one.size.height, cells.cellHeight);
        EXPECT_EQ(unpadded.tokens, 576 + slowUnpadded(one.size, one.columns * 24, one.rows * 24));
    }
}

TEST(ImageTokenRules, EveryRuleCountsEverySize) {
    std::set<std::string> ids;
    for (const ImageTokenRule& rule : imageTokenRules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " is there twice";
        for (const std::string* text : {&rule.vendor, &rule.name, &rule.version, &rule.source})
            EXPECT_FALSE(text->empty()) << rule.id;
        EXPECT_FALSE(rule.models.empty()) << rule.id;
        for (const PictureSize size : manySizes(60, 60000)) {
            const ImageTokenCount count = countImageTokens(rule.form, size);
            if (count.problem == TokenCountProblem::TooNarrow) continue;
            EXPECT_EQ(count.problem, TokenCountProblem::None);
            EXPECT_GT(count.tokens, 0U);
            EXPECT_GE(count.billable, count.tokens);
            EXPECT_FALSE(count.resized.empty());
            EXPECT_FALSE(count.steps.empty()) << rule.id;
            EXPECT_EQ(count.tokens, count.cells * count.tokensPerCell + count.extraTokens) << rule.id;
        }
        EXPECT_EQ(countImageTokens(rule.form, {0, 10}).problem, TokenCountProblem::NoPixels);
        EXPECT_EQ(countImageTokens(rule.form, {0x80000000U, 1}).problem, TokenCountProblem::TooLarge);
    }
    EXPECT_GE(ids.size(), 50U);
}

/// The cells lie side by side, cover what is seen, and a point in a cell finds it.
void checkGrid(const CellGrid& grid, const PictureRect& seen, const std::string& id) {
    if (grid.count() == 0) return;
    EXPECT_LE(grid.left, seen.x + 1e-6) << id;
    EXPECT_LE(grid.top, seen.y + 1e-6) << id;
    std::mt19937_64 random(9);
    for (int i = 0; i < 50; ++i) {
        const std::uint64_t index = random() % grid.count();
        const PictureRect rect = grid.rect(index);
        ASSERT_GT(rect.width, 0) << id << " " << index;
        ASSERT_GT(rect.height, 0) << id << " " << index;
        EXPECT_EQ(grid.indexAt(rect.x + rect.width / 2, rect.y + rect.height / 2), index) << id;
    }
    const PictureRect last = grid.rect(grid.count() - 1);
    EXPECT_NEAR(last.x + last.width, grid.right, 1e-6) << id;
    EXPECT_NEAR(last.y + last.height, grid.bottom, 1e-6) << id;
    EXPECT_EQ(grid.indexAt(grid.left - 0.01, grid.top), std::nullopt);
    EXPECT_EQ(grid.indexAt(grid.right, grid.top), std::nullopt);
}

TEST(ImageTokenRules, CellsCoverTheOriginalPicture) {
    for (const ImageTokenRule& rule : imageTokenRules())
        for (const PictureSize size :
             {PictureSize{640, 427}, PictureSize{100, 900}, PictureSize{4000, 3000}}) {
            const ImageTokenCount count = countImageTokens(rule.form, size);
            checkGrid(count.tiles, count.seen, rule.id);
            if (rule.id != "llava-next/unpadded") checkGrid(count.tokenCells, count.seen, rule.id);
            EXPECT_GE(count.seen.x, 0) << rule.id;
            EXPECT_LE(count.seen.x + count.seen.width, size.width + 1e-6) << rule.id;
        }
    const ImageTokenCount clip = countImageTokens(form("clip/l14"), {400, 200});
    EXPECT_EQ(clip.seen, (PictureRect{100, 0, 200, 200})); // the middle square
    const ImageTokenCount padded = countImageTokens(form("llava-1.5"), {400, 200});
    EXPECT_EQ(padded.tokenCells.top, -100);
    EXPECT_EQ(padded.tokenCells.bottom, 300);
}

TEST(ImageTokenRules, TheCheapestSizeIsReallyTheCheapest) {
    for (const char* id : {"openai-tile/gpt-4o/high", "openai-patch/gpt-5.4@2026 high",
                           "anthropic-28/standard", "gemini-tiles/clamped", "qwen/qwen2.5-vl"})
        for (const std::uint32_t minimum : {1U, 200U, 512U, 5000U}) {
            const PictureSize size{1333, 900};
            const auto offer = cheapestSize(form(id), size, minimum);
            ASSERT_TRUE(offer);
            EXPECT_EQ(offer->billable, tokens(id, offer->size));
            EXPECT_GE(offer->size.shortSide(), std::min(minimum, 900U));
            for (std::uint32_t l = 1; l <= 1333; ++l) {
                const PictureSize other = l == 1333 ? size : scaledTo(size, l);
                if (other.shortSide() < std::min(minimum, 900U)) continue;
                const auto price = countImageTokens(form(id), other);
                if (price.problem != TokenCountProblem::None) continue;
                EXPECT_LE(offer->billable, price.billable) << id << " " << l;
                if (price.billable == offer->billable) {
                    EXPECT_LE(l, offer->size.width) << id;
                }
            }
        }
    EXPECT_EQ(cheapestSize(OpenAiTiles{}, {0, 5}, 1), std::nullopt);
}

TEST(ImageTokenRules, TheCurveEndsWithThePicture) {
    const auto curve = tokensByScale(OpenAiTiles{}, {2000, 1000}, 40);
    ASSERT_EQ(curve.size(), 40U);
    EXPECT_EQ(curve.back().size, (PictureSize{2000, 1000}));
    EXPECT_EQ(curve.front().size, (PictureSize{50, 25}));
    for (const SizeOffer& point : curve)
        EXPECT_EQ(point.billable, countImageTokens(OpenAiTiles{}, point.size).billable);
}

} // namespace
} // namespace tokenarium
