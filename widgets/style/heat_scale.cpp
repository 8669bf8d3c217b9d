// SPDX-License-Identifier: GPL-3.0-or-later
// The polynomials and a table of what they give.
#include "widgets/style/heat_scale.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

std::array<double, 3> cividis(double t) {
    const auto channel = [](double value) { return std::clamp(value / 255, 0.0, 1.0); };
    return {channel(-4.54 - t * (35.34 - t * (2381.73 - t * (6402.7 - t * (7024.72 - t * 2710.57))))),
            channel(32.49 + t * (170.73 + t * (52.82 - t * (131.46 - t * (176.58 - t * 67.37))))),
            channel(81.24 + t * (442.36 - t * (2482.43 - t * (6167.24 - t * (6614.94 - t * 2475.67)))))};
}

const std::array<QRgb, 256>& heatColors() {
    static const std::array<QRgb, 256> table = [] {
        std::array<QRgb, 256> colors{};
        for (std::size_t step = 0; step < colors.size(); ++step) {
            const auto [red, green, blue] = cividis(double(step) / 255);
            colors[step] = qRgb(int(std::lround(red * 255)), int(std::lround(green * 255)),
                                int(std::lround(blue * 255)));
        }
        return colors;
    }();
    return table;
}

QRgb heatColor(double t) { return heatColors()[std::size_t(std::lround(std::clamp(t, 0.0, 1.0) * 255))]; }

QColor textOn(QRgb ground) {
    const int lightness = (qRed(ground) * 299 + qGreen(ground) * 587 + qBlue(ground) * 114) / 1000;
    return lightness > 127 ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace tokenarium
