// SPDX-License-Identifier: GPL-3.0-or-later
// Formats with the locale of the window's language.
#include "widgets/style/quantity_text.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace tokenarium {
namespace {

QString threeDigits(double value) {
    const int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QLocale().toString(value, 'f', places);
}

} // namespace

QString durationText(double seconds) {
    if (seconds < 0.9995e-3) return QStringLiteral("%1 µs").arg(threeDigits(seconds * 1e6));
    if (seconds < 0.9995) return QStringLiteral("%1 ms").arg(threeDigits(seconds * 1e3));
    return QStringLiteral("%1 s").arg(threeDigits(seconds));
}

QString longDurationText(double seconds) {
    constexpr double minute = 60, hour = 3600, day = 86400;
    const auto whole = [](double number) { return QLocale().toString(qlonglong(number)); };
    const auto tr = [](const char* text) { return QCoreApplication::translate("QuantityText", text); };
    if (!(seconds < 100 * 365.25 * day)) return tr(QT_TRANSLATE_NOOP("QuantityText", "more than 100 years"));
    if (seconds < 2 * minute) return durationText(seconds);
    if (seconds < 2 * hour)
        return tr(QT_TRANSLATE_NOOP("QuantityText", "%1 min %2 s"))
            .arg(whole(seconds / minute), whole(std::fmod(seconds, minute)));
    if (seconds < 3 * day)
        return tr(QT_TRANSLATE_NOOP("QuantityText", "%1 h %2 min"))
            .arg(whole(seconds / hour), whole(std::fmod(seconds, hour) / minute));
    return tr(QT_TRANSLATE_NOOP("QuantityText", "%1 days")).arg(whole(seconds / day));
}

QString quantityText(double value, const QString& unit) {
    static const char* const steps[] = {"", "k", "M", "G", "T", "P"};
    std::size_t step = 0;
    while (value >= 999.5 && step + 1 < std::size(steps)) {
        value /= 1000;
        ++step;
    }
    const QString number =
        step == 0 && value == std::floor(value) ? QLocale().toString(value, 'f', 0) : threeDigits(value);
    return QStringLiteral("%1 %2%3").arg(number, QLatin1String(steps[step]), unit);
}

QString speedText(double perSecond) {
    return perSecond < 999.5 ? threeDigits(perSecond) : grouped(std::size_t(std::llround(perSecond)));
}

} // namespace tokenarium
