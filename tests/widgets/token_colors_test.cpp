// SPDX-License-Identifier: GPL-3.0-or-later
// Colours keep their promises: contrast of text, distance of neighbours for all colour vision, grey print.
#include "widgets/style/token_colors.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace tokenarium {
namespace {

using Triple = std::array<double, 3>;

double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

Triple linearOf(const QColor& color) {
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

double luminance(const QColor& color) {
    const Triple rgb = linearOf(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

double contrast(const QColor& a, const QColor& b) {
    const double high = std::max(luminance(a), luminance(b)), low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

Triple lab(const Triple& rgb) {
    const auto curve = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = curve((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    const double y = curve(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    const double z = curve((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Triple& a, const Triple& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
using Matrix = std::array<Triple, 3>;
constexpr Matrix normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Triple seen(const Matrix& eye, const QColor& color) {
    const Triple rgb = linearOf(color);
    Triple result;
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = std::clamp(eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2], 0.0, 1.0);
    return lab(result);
}

class TokenColorsTest : public ::testing::TestWithParam<bool> {
protected:
    TokenColors colors = GetParam() ? TokenColors::dark() : TokenColors::light();
};

TEST_P(TokenColorsTest, TextIsReadableOnEveryTintAndStep) {
    for (int tint = 0; tint < 6; ++tint) {
        const ChipColors chip = colors.chip(TintKind::Category, std::uint8_t(tint));
        EXPECT_GE(contrast(chip.fill, chip.text), 7) << tint;
        EXPECT_EQ(chip.text, colors.text());
    }
    for (int step = 0; step < 256; ++step) {
        const ChipColors chip = colors.chip(TintKind::Scale, std::uint8_t(step));
        EXPECT_GE(contrast(chip.fill, chip.text), 7) << step;
    }
    EXPECT_GE(contrast(colors.background(), colors.text()), 7);
    EXPECT_GE(contrast(colors.background(), colors.mark()), 4.5);
    EXPECT_GE(contrast(colors.background(), colors.warning()), 4.5);
}

TEST_P(TokenColorsTest, NeighbouringTintsDifferForEveryColourVision) {
    for (const Matrix& eye : {normal, protanopia, deuteranopia, tritanopia}) {
        for (int tint = 0; tint < 6; ++tint) {
            const QColor here = colors.chip(TintKind::Category, std::uint8_t(tint)).fill;
            const QColor next = colors.chip(TintKind::Category, std::uint8_t(tint + 1)).fill;
            EXPECT_GE(distance(seen(eye, here), seen(eye, next)), 22) << tint;
        }
    }
}

TEST_P(TokenColorsTest, TintsAreEquallyLightAndTheirBordersAreNot) {
    const double lightness = seen(normal, colors.chip(TintKind::Category, 0).fill)[0];
    for (int tint = 0; tint < 6; ++tint) {
        const ChipColors here = colors.chip(TintKind::Category, std::uint8_t(tint));
        const ChipColors next = colors.chip(TintKind::Category, std::uint8_t(tint + 1));
        EXPECT_NEAR(seen(normal, here.fill)[0], lightness, 1.5) << tint;
        EXPECT_GE(std::abs(seen(normal, here.border)[0] - seen(normal, next.border)[0]), 15) << tint;
    }
}

TEST_P(TokenColorsTest, TheScaleRisesEvenly) {
    double before = seen(normal, colors.chip(TintKind::Scale, 0).fill)[0];
    const double first = before;
    for (int step = 1; step < 256; ++step) {
        const double now = seen(normal, colors.chip(TintKind::Scale, std::uint8_t(step)).fill)[0];
        EXPECT_GT(now, before - 0.5) << step; // eight bits a channel round a little
        before = now;
    }
    EXPECT_GT(before - first, 24);
}

INSTANTIATE_TEST_SUITE_P(Themes, TokenColorsTest, ::testing::Bool(),
                         [](const auto& theme) { return theme.param ? "dark" : "light"; });

} // namespace
} // namespace tokenarium
