// SPDX-License-Identifier: GPL-3.0-or-later
// The tables and the one computation behind the colours of token chips.
//
// The six tints have one lightness (CIELAB L* 87 on light, 29 on dark), so that no token looks more
// important, and were found by a search that maximises the distance of each to the next, as seen with normal
// colour vision and with full protanopia, deuteranopia and tritanopia. Borders alternate between two
// lightnesses, for grey print.
#include "widgets/style/token_colors.h"

#include "widgets/style/heat_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenarium {
namespace {

struct Tint {
    QRgb fill, border;
};

constexpr std::array<Tint, 6> lightTints{{{0x99e5fe, 0x2a7d99},
                                          {0xc1e4ac, 0x8fb878},
                                          {0x8debd9, 0x25806f},
                                          {0xf6d69e, 0xc9a560},
                                          {0xd8d6fe, 0x6d69b0},
                                          {0xfecfca, 0xd89a93}}};
constexpr std::array<Tint, 6> darkTints{{{0x523a67, 0xa98cc4},
                                         {0x6f303c, 0x96505d},
                                         {0x04496b, 0x66a3cc},
                                         {0x444715, 0x6d7132},
                                         {0x054d4b, 0x5aaba7},
                                         {0x633b1c, 0x8c5e3a}}};

using Triple = std::array<double, 3>;
constexpr Triple whitePoint{0.95047, 1.0, 1.08883}; // D65

double toLinear(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double fromLinear(double value) {
    const double clamped = std::clamp(value, 0.0, 1.0);
    return clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * std::pow(clamped, 1 / 2.4) - 0.055;
}

double labCurve(double value) {
    return value > 216.0 / 24389 ? std::cbrt(value) : (24389.0 / 27 * value + 16) / 116;
}

double labCurveBack(double value) {
    const double cube = value * value * value;
    return cube > 216.0 / 24389 ? cube : (116 * value - 16) * 27 / 24389;
}

Triple labOf(const Triple& rgb) {
    const double r = toLinear(rgb[0]), g = toLinear(rgb[1]), b = toLinear(rgb[2]);
    const double x = labCurve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / whitePoint[0]);
    const double y = labCurve((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / whitePoint[1]);
    const double z = labCurve((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / whitePoint[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

QColor colorOfLab(const Triple& lab) {
    const double level = (lab[0] + 16) / 116;
    const double x = labCurveBack(level + lab[1] / 500) * whitePoint[0];
    const double y = labCurveBack(level) * whitePoint[1];
    const double z = labCurveBack(level - lab[2] / 200) * whitePoint[2];
    return QColor::fromRgbF(float(fromLinear(3.2404542 * x - 1.5371385 * y - 0.4985314 * z)),
                            float(fromLinear(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z)),
                            float(fromLinear(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)));
}

struct Scale {
    std::array<ChipColors, 256> colors;

    /// The steps rise evenly from `darkest` to `lightest` (L*) with the hues of cividis.
    Scale(double darkest, double lightest, double borderStep, const QColor& text) {
        for (std::size_t step = 0; step < colors.size(); ++step) {
            const double t = double(step) / 255;
            const Triple pure = labOf(cividis(t));
            const double lightness = darkest + (lightest - darkest) * t;
            colors[step] = {colorOfLab({lightness, pure[1] * 0.8, pure[2] * 0.8}),
                            colorOfLab({lightness + borderStep, pure[1] * 0.8, pure[2] * 0.8}), text};
        }
    }
};

} // namespace

TokenColors TokenColors::light() { return {}; }

TokenColors TokenColors::dark() {
    TokenColors colors;
    colors.darkness = true;
    return colors;
}

ChipColors TokenColors::chip(TintKind kind, std::uint8_t tint) const {
    if (kind == TintKind::Category) {
        const Tint& entry = (darkness ? darkTints : lightTints)[tint % 6];
        return {QColor(entry.fill), QColor(entry.border), text()};
    }
    static const Scale lightScale(64, 95, -22, TokenColors::light().text());
    static const Scale darkScale(9, 35, 22, TokenColors::dark().text());
    return (darkness ? darkScale : lightScale).colors[tint];
}

QColor TokenColors::background() const { return darkness ? QColor(0x17191d) : QColor(0xffffff); }
QColor TokenColors::text() const { return darkness ? QColor(0xf7f7f7) : QColor(0x0a0a0a); }
QColor TokenColors::accent() const { return darkness ? QColor(0xffb454) : QColor(0xb3410e); }
QColor TokenColors::selection() const {
    return darkness ? QColor(120, 170, 255, 110) : QColor(20, 90, 220, 80);
}
QColor TokenColors::mark() const { return darkness ? QColor(0xc3c8d0) : QColor(0x4a5058); }
QColor TokenColors::warning() const { return darkness ? QColor(0xff8f80) : QColor(0xb00020); }
QColor TokenColors::match() const { return darkness ? QColor(255, 214, 0, 90) : QColor(255, 190, 0, 120); }

} // namespace tokenarium
