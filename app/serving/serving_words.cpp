// SPDX-License-Identifier: GPL-3.0-or-later
// Units of a thousand for technical quantities; money and counts as the language of the window has them.
#include "app/serving/serving_words.h"

#include "engine/cost/decimal.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QLocale>

#include <cmath>

namespace tokenarium {
QString ServingWords::digits(double value) {
    if (std::isinf(value)) return QStringLiteral("∞");
    const QLocale locale;
    const double size = std::abs(value);
    if (size == 0) return locale.toString(0);
    if (size >= 99.95) return locale.toString(value, 'f', 0);
    const int before = int(std::floor(std::log10(size))); // 0 for 5.21
    if (before < -4) return locale.toString(value, 'g', 3);
    QString text = locale.toString(value, 'f', std::max(0, 2 - before));
    const QString point(locale.decimalPoint());
    if (text.contains(point)) {
        while (text.endsWith(locale.zeroDigit())) text.chop(1);
        if (text.endsWith(point)) text.chop(point.size());
    }
    return text;
}

QString ServingWords::whole(double value) {
    if (std::isinf(value)) return QStringLiteral("∞");
    if (std::abs(value) < 1e15 && value == std::floor(value)) return QLocale().toString(value, 'f', 0);
    return std::abs(value) >= 1000 ? QLocale().toString(value, 'f', 1) : QLocale().toString(value, 'g', 8);
}

QString ServingWords::seconds(double value) {
    if (std::isinf(value)) return tr("without end");
    if (value < 1e-9) return value > 0 ? tr("≈ 0 s") : tr("0 s");
    if (value < 119.5) return durationText(value);
    if (value < 7200) return tr("%1 min").arg(digits(value / 60));
    return tr("%1 h").arg(digits(value / 3600));
}

QString ServingWords::bytes(double value) { return quantityText(value, QStringLiteral("B")); }

QString ServingWords::flops(double value) { return quantityText(value, QStringLiteral("FLOP/s")); }

QString ServingWords::bandwidth(double value) { return quantityText(value, QStringLiteral("B/s")); }

QString ServingWords::tokensPerSecond(double value) {
    return tr("%1 tokens/s").arg(value < 10'000 ? digits(value) : compact(value));
}

QString ServingWords::requestsPerSecond(double value) { return tr("%1 requests/s").arg(digits(value)); }

QString ServingWords::gpus(double value) {
    return value == 1 ? tr("1 GPU") : tr("%1 GPUs").arg(digits(value));
}

QString ServingWords::requests(double value) {
    return value == 1 ? tr("1 request") : tr("%1 requests").arg(digits(value));
}

QString ServingWords::tokens(double value) {
    if (value == 1) return tr("1 token");
    return tr("%1 tokens").arg(value < 100'000 ? digits(value) : compact(value));
}

QString ServingWords::dollars(const Decimal& value) {
    constexpr std::int64_t many = 10'000;
    const Decimal size = value.isNegative() ? value.negated() : value;
    return size >= Decimal(many) ? compactMoney(value.toDouble()) : money(value);
}

QString ServingWords::dollars(double value) {
    const auto exact = Decimal::ofMeasured(value);
    return exact ? dollars(*exact) : compactMoney(value);
}

QString ServingWords::times(double value) { return QStringLiteral("×%1").arg(digits(value)); }

QString ServingWords::share(double value) {
    if (value > 0 && value < 1e-6) return tr("≈ 0 %");
    return tr("%1 %").arg(digits(value * 100));
}

Figure computedFigure(const QString& label, const QString& value, const QString& formula,
                      const QString& filled) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.formula = formula;
    figure.filled = filled;
    return figure;
}

Figure assumedFigure(const QString& label, const QString& value, const QString& source) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.from = Provenance::Assumed;
    figure.source = source;
    return figure;
}

} // namespace tokenarium
