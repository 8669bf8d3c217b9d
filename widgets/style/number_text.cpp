// SPDX-License-Identifier: GPL-3.0-or-later
// Formats numbers with the locale of the window's language.
#include "widgets/style/number_text.h"

#include <QLocale>

namespace tokenarium {
namespace {

std::string language() { return QLocale().name().toStdString(); }

} // namespace

QString grouped(std::size_t number) { return QLocale().toString(qulonglong(number)); }

QString ratio(double value) { return QLocale().toString(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0); }

QString percent(double share) {
    const double value = 100 * share;
    if (value > 0 && value < 0.1) return QStringLiteral("< %1 %").arg(QLocale().toString(0.1, 'f', 1));
    constexpr double rounding = 1e-7; // sums of shares that are all of it
    if (value > 99.9 && value < 100 - rounding)
        return QStringLiteral("> %1 %").arg(QLocale().toString(99.9, 'f', 1));
    const bool isFine = value < 9.95 || (value >= 99.5 && value < 100 - rounding);
    return QStringLiteral("%1 %").arg(QLocale().toString(value, 'f', isFine ? 1 : 0));
}

QString windowSize(std::size_t tokens) {
    if (tokens % 1'000'000 == 0) return QStringLiteral("%1 M").arg(tokens / 1'000'000);
    if (tokens % 1'000 == 0) return QStringLiteral("%1 k").arg(tokens / 1'000);
    if (tokens % 1'024 == 0) return QStringLiteral("%1 k").arg(tokens / 1'024);
    return grouped(tokens);
}

QString compact(double value, int digits) {
    return QString::fromStdString(compactNumber(value, language(), digits));
}

QString money(const Decimal& amount, const QString& currency) {
    return QString::fromStdString(moneyText(amount, currency.toStdString(), language()));
}

QString compactMoney(double amount, const QString& currency, int digits) {
    return QString::fromStdString(compactMoney(amount, currency.toStdString(), language(), digits));
}

} // namespace tokenarium
