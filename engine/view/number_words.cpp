// SPDX-License-Identifier: GPL-3.0-or-later
// ICU groups, shortens and names; which digits mean something is decided here.
#include "engine/view/number_words.h"

#include <unicode/currunit.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>

#include <cmath>
#include <map>
#include <utility>

namespace tokenarium {
namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;
using icu::number::Precision;

icu::Locale localeOf(std::string_view name) { return icu::Locale(std::string(name).c_str()); }

/// Making a formatter takes longer than using it a hundred times.
const LocalizedNumberFormatter& kept(const std::string& key,
                                     LocalizedNumberFormatter (*make)(const std::string&)) {
    thread_local std::map<std::string, LocalizedNumberFormatter> formatters;
    const auto found = formatters.find(key);
    if (found != formatters.end()) return found->second;
    return formatters.emplace(key, make(key)).first->second;
}

// Keys are "locale|digits|currency"; each kind of formatter has a letter in front, so that they share one
// map.
std::string field(const std::string& key, int number) {
    std::size_t begin = 1;
    for (; number > 0; --number) begin = key.find('|', begin) + 1;
    return key.substr(begin, key.find('|', begin) - begin);
}

/// "XXX" is ISO 4217's code for no currency.
icu::CurrencyUnit currencyOf(const std::string& code) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::CurrencyUnit unit(icu::StringPiece(code.size() == 3 ? code : "XXX"), error);
    return U_SUCCESS(error) ? unit : icu::CurrencyUnit();
}

std::string utf8(const icu::number::FormattedNumber& number, UErrorCode& error) {
    std::string text;
    number.toString(error).toUTF8String(text);
    return text;
}

std::string written(const LocalizedNumberFormatter& formatter, double value) {
    UErrorCode error = U_ZERO_ERROR;
    std::string text = utf8(formatter.formatDouble(value, error), error);
    return U_SUCCESS(error) ? text : std::to_string(value);
}

std::string written(const LocalizedNumberFormatter& formatter, const Decimal& value) {
    UErrorCode error = U_ZERO_ERROR;
    const std::string digits = value.text();
    std::string text = utf8(formatter.formatDecimal(digits, error), error);
    return U_SUCCESS(error) ? text : digits;
}

LocalizedNumberFormatter compactFormatter(const std::string& key) {
    const auto form = NumberFormatter::withLocale(localeOf(field(key, 0)))
                          .notation(icu::number::Notation::compactShort())
                          .precision(Precision::maxSignificantDigits(std::stoi(field(key, 1))));
    const std::string currency = field(key, 2);
    if (currency.empty()) return form;
    return form.unit(currencyOf(currency)).unitWidth(UNUM_UNIT_WIDTH_SHORT);
}

LocalizedNumberFormatter groupedFormatter(const std::string& key) {
    return NumberFormatter::withLocale(localeOf(field(key, 0))).precision(Precision::unlimited());
}

LocalizedNumberFormatter moneyFormatter(const std::string& key) {
    const auto form = NumberFormatter::withLocale(localeOf(field(key, 0)))
                          .precision(Precision::minMaxFraction(2, std::stoi(field(key, 1))));
    const std::string currency = field(key, 2);
    if (currency.empty()) return form;
    return form.unit(currencyOf(currency)).unitWidth(UNUM_UNIT_WIDTH_SHORT);
}

std::string keyOf(char kind, std::string_view locale, int digits, std::string_view currency = {}) {
    return kind + std::string(locale) + "|" + std::to_string(digits) + "|" + std::string(currency) + "|";
}

/// Two places for whole sums, as many as show three digits for small ones.
int placesFor(const Decimal& amount) {
    constexpr int usual = 2, meaning = 3, most = 18;
    const double size = std::abs(amount.toDouble());
    constexpr double roundsUp = 0.9995; // of the next power of ten
    if (amount.isZero() || size >= roundsUp) return usual;
    const int zeros = int(-std::floor(std::log10(size / roundsUp))) - 1; // behind the point
    return std::min(zeros + meaning, most);
}

} // namespace

std::string compactNumber(double value, std::string_view locale, int digits) {
    if (std::isnan(value)) return "–";
    return written(kept(keyOf('c', locale, digits), compactFormatter), value);
}

std::string groupedNumber(const Decimal& value, std::string_view locale) {
    return written(kept(keyOf('g', locale, 0), groupedFormatter), value);
}

std::string moneyText(const Decimal& amount, std::string_view currency, std::string_view locale) {
    const int places = placesFor(amount);
    return written(kept(keyOf('m', locale, places, currency), moneyFormatter), amount.rounded(places));
}

std::string compactMoney(double amount, std::string_view currency, std::string_view locale, int digits) {
    if (std::isnan(amount)) return "–";
    return written(kept(keyOf('c', locale, digits, currency), compactFormatter), amount);
}

} // namespace tokenarium
