// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks at round numbers; ranges with a memory; the colours of series.
#include "widgets/charts/chart_parts.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenarium {

QString csvNumber(double value) {
    return std::isfinite(value) ? QString::number(value, 'g', QLocale::FloatingPointShortest) : QString();
}

QColor seriesColor(int number, const TokenColors& colors) {
    static constexpr std::array light{0x2f6690, 0x2a8a57, 0x8a4f9e, 0xa08000, 0x1f9aa8, 0xb8407e, 0x52707d};
    static constexpr std::array dark{0x7db4e6, 0x6fcf97, 0xc79ae0, 0xe2c44c, 0x5fd0dc, 0xf08bc4, 0xa7bcc7};
    if (number < 0) {
        QColor grey = colors.text();
        grey.setAlphaF(0.45F);
        return grey;
    }
    if (number == 0) return colors.accent();
    const auto& own = colors.isDark() ? dark : light;
    return QColor(QRgb(own[std::size_t(number - 1) % own.size()]));
}

double niceStep(double length, int steps) {
    const double raw = std::max(length / std::max(steps, 1), 1e-300);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power * (1 + 1e-9)) return factor * power;
    return 10 * power;
}

std::vector<double> axisTicks(double from, double to, bool isLogarithmic, int most) {
    std::vector<double> ticks;
    most = std::max(most, 2);
    if (!isLogarithmic) {
        const double step = niceStep(to - from, most);
        constexpr double slack = 1e-9;
        for (double i = std::ceil(from / step - slack); i <= to / step + slack; ++i)
            ticks.push_back(i * step + 0.0); // no -0
        return ticks;
    }
    const double decades = to - from;
    const bool isFine = decades * 3 <= most;
    const int stride = isFine ? 1 : std::max(1, int(std::ceil(decades / most)));
    for (int power = int(std::floor(from)); power <= int(std::ceil(to)); ++power) {
        if (power % stride != 0) continue;
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (!isFine && factor > 1) break;
            const double exponent = power + std::log10(factor);
            if (exponent >= from - 1e-9 && exponent <= to + 1e-9)
                ticks.push_back(factor * std::pow(10.0, power));
        }
    }
    return ticks;
}

namespace {

/// Down or up to 1, 2 or 5 times a power of ten.
double roundedExponent(double exponent, bool up) {
    const double power = std::floor(exponent);
    const double mantissa = std::pow(10.0, exponent - power);
    constexpr double slack = 1e-9;
    if (up) {
        for (const double factor : {1.0, 2.0, 5.0})
            if (mantissa <= factor * (1 + slack)) return power + std::log10(factor);
        return power + 1;
    }
    for (const double factor : {5.0, 2.0})
        if (mantissa >= factor * (1 - slack)) return power + std::log10(factor);
    return power;
}

} // namespace

std::pair<double, double> StillRange::fit(double low, double high, bool isLogarithmic) {
    constexpr double leastFill = 0.45;
    const bool startsAtZero = !isLogarithmic && low >= 0 && low < high / 2;
    const double begin = startsAtZero ? 0 : low;
    const bool holds = known && begin >= from && high <= to && high - begin >= leastFill * (to - from);
    if (holds) return {from, to};
    known = true;
    if (isLogarithmic) {
        from = roundedExponent(low, false);
        to = roundedExponent(high + 0.02, true);
        if (to - from < 0.3) to = from + 1;
        return {from, to};
    }
    const double length = high > begin ? high - begin : std::max(std::abs(high), 1.0);
    const double step = niceStep(length, 5);
    from = std::floor(begin / step + 1e-9) * step;
    to = std::ceil((begin + length * 1.04) / step - 1e-9) * step;
    return {from, to};
}

} // namespace tokenarium
