// SPDX-License-Identifier: GPL-3.0-or-later
// Large numbers and money as a language writes them, by ICU: "1.2M" and "120万", "$0.0032" and "¥0.023".
#pragma once

#include "engine/cost/decimal.h"

#include <string>
#include <string_view>

namespace tokenarium {

/// With the steps of the language (K, M, B, T; 万, 亿, 兆) and at most so many digits that mean something:
/// 124439808 is "124M" and "1.24亿". Infinity is "∞", what is no number "–". `locale`: "en", "zh_CN". UTF-8.
/// Any thread.
std::string compactNumber(double value, std::string_view locale, int digits = 3);

/// All digits, grouped: "6,738,415,616".
std::string groupedNumber(const Decimal& value, std::string_view locale);

/// An amount in a currency ("USD"; yuan are "CN¥" in English and "¥" in Chinese) with two places, or as many
/// as show three digits that mean something: "$12.30", "$0.00321". Codes that ICU does not know stand as they
/// are; "" is the number alone.
std::string moneyText(const Decimal& amount, std::string_view currency, std::string_view locale);
/// The same for charts' axes and large sums: "$1.2M", "¥120万".
std::string compactMoney(double amount, std::string_view currency, std::string_view locale, int digits = 3);

} // namespace tokenarium
