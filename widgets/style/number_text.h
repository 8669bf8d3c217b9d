// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them: grouped, with the digits that mean something.
#pragma once

#include "engine/view/number_words.h"

#include <QString>

#include <cstddef>

namespace tokenarium {

/// "1,284" in the language of the window.
QString grouped(std::size_t number);
/// Two decimals below 10, one below 100, none above: "1.31", "12.4", "213".
QString ratio(double value);
/// "0.9 %", "12 %", "99.6 %", "140 %"; "< 0.1 %" for small shares that are not zero, "> 99.9 %" for large
/// ones that are not all.
QString percent(double share);
/// Sizes of context windows as people call them: "8 k", "128 k", "1 M".
QString windowSize(std::size_t tokens);
/// "124M", "1.24亿": three digits that mean something, with the steps of the window's language.
QString compact(double value, int digits = 3);
/// "$0.0032", "CN¥12.30": at least two digits that mean something. `currency` as "USD".
QString money(const Decimal& amount, const QString& currency = QStringLiteral("USD"));
QString compactMoney(double amount, const QString& currency = QStringLiteral("USD"), int digits = 3);

} // namespace tokenarium
