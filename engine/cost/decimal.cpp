// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal arithmetic on groups of nine digits, with every overflow noticed.
#include "engine/cost/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::uint64_t groupBase = 1'000'000'000;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

/// value * factor + carry; false where it does not fit.
bool Decimal::multiply(Digits& value, std::uint32_t factor, std::uint32_t carry) {
    std::uint64_t rest = carry;
    for (std::uint32_t& group : value) {
        rest += std::uint64_t{group} * factor;
        group = static_cast<std::uint32_t>(rest % groupBase);
        rest /= groupBase;
    }
    return rest == 0;
}

/// Returns the last digit, which falls off.
std::uint32_t Decimal::divideByTen(Digits& value) {
    std::uint64_t rest = 0;
    for (std::size_t i = groups; i-- > 0;) {
        rest = rest * groupBase + value[i];
        value[i] = static_cast<std::uint32_t>(rest / 10);
        rest %= 10;
    }
    return static_cast<std::uint32_t>(rest);
}

bool Decimal::widen(Digits& value, int exponent) {
    for (int i = 0; i < exponent; ++i)
        if (!multiply(value, 10, 0)) return false;
    return true;
}

std::strong_ordering Decimal::compare(const Digits& a, const Digits& b) {
    for (std::size_t i = groups; i-- > 0;)
        if (a[i] != b[i]) return a[i] <=> b[i];
    return std::strong_ordering::equal;
}

std::optional<Decimal> Decimal::made(bool isBelowZero, const Digits& value, int decimalPlaces) {
    Decimal result;
    result.digits = value;
    result.places = decimalPlaces;
    while (result.places > 0 && result.digits[0] % 10 == 0) {
        divideByTen(result.digits);
        --result.places;
    }
    if (result.places > mostDigits) return std::nullopt;
    result.negative = isBelowZero && !result.isZero();
    return result;
}

Decimal::Decimal(std::int64_t whole)
    : Decimal(
          ofCount(whole < 0 ? 0 - static_cast<std::uint64_t>(whole) : static_cast<std::uint64_t>(whole))) {
    negative = whole < 0;
}

Decimal Decimal::ofCount(std::uint64_t count) {
    Decimal result;
    for (std::size_t i = 0; count > 0; ++i, count /= groupBase)
        result.digits[i] = static_cast<std::uint32_t>(count % groupBase);
    return result;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool isBelowZero = text.starts_with('-');
    if (isBelowZero) text.remove_prefix(1);
    Digits value{};
    int written = 0, decimalPlaces = 0;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point && written > 0) {
            point = true;
        } else if (isDigit(c) && written < mostWrittenDigits) {
            multiply(value, 10, static_cast<std::uint32_t>(c - '0'));
            if (point) ++decimalPlaces;
            ++written;
        } else {
            return std::nullopt;
        }
    }
    if (written == 0 || text.back() == '.') return std::nullopt;
    return made(isBelowZero, value, decimalPlaces);
}

std::optional<Decimal> Decimal::parseScientific(std::string_view text) {
    const std::size_t mark = text.find_first_of("eE");
    const auto number = parse(text.substr(0, mark));
    if (!number || mark == std::string_view::npos) return number;
    std::string_view power = text.substr(mark + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    int exponent = 0;
    const auto read = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (read.ec != std::errc() || read.ptr != power.data() + power.size()) return std::nullopt;
    return number->dividedByPowerOfTen(-exponent);
}

std::optional<Decimal> Decimal::ofMeasured(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    constexpr double finest = 1e-18, largest = 1e24; // room to multiply
    if (std::abs(value) < finest) return Decimal(0);
    if (std::abs(value) >= largest) return std::nullopt;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return parseScientific({text.data(), static_cast<std::size_t>(end - text.data())});
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const {
    Digits a = digits, b = other.digits;
    const int common = std::max(places, other.places);
    if (!widen(a, common - places) || !widen(b, common - other.places)) return std::nullopt;
    const bool isLarger = compare(a, b) >= 0;
    const Digits &large = isLarger ? a : b, &small = isLarger ? b : a;
    const bool subtract = negative != other.negative;
    Digits sum{};
    std::int64_t rest = 0;
    for (std::size_t i = 0; i < groups; ++i) {
        rest += subtract ? std::int64_t{large[i]} - small[i] : std::int64_t{large[i]} + small[i];
        const std::int64_t base = static_cast<std::int64_t>(groupBase);
        const std::int64_t group = ((rest % base) + base) % base;
        sum[i] = static_cast<std::uint32_t>(group);
        rest = (rest - group) / base;
    }
    if (rest != 0) return std::nullopt;
    return made(isLarger ? negative : other.negative, sum, common);
}

std::optional<Decimal> Decimal::times(const Decimal& other) const {
    std::array<std::uint64_t, 2 * groups> wide{};
    for (std::size_t i = 0; i < groups; ++i) {
        std::uint64_t carry = 0;
        for (std::size_t j = 0; j < groups; ++j) {
            carry += wide[i + j] + std::uint64_t{digits[i]} * other.digits[j];
            wide[i + j] = carry % groupBase;
            carry /= groupBase;
        }
        wide[i + groups] = carry;
    }
    Digits product{};
    for (std::size_t i = 0; i < 2 * groups; ++i) {
        if (i < groups)
            product[i] = static_cast<std::uint32_t>(wide[i]);
        else if (wide[i] != 0)
            return std::nullopt;
    }
    return made(negative != other.negative, product, places + other.places);
}

std::optional<Decimal> Decimal::dividedByPowerOfTen(int exponent) const {
    if (isZero()) return *this;
    if (exponent < -mostDigits || exponent > mostDigits) return std::nullopt;
    Digits value = digits;
    int newPlaces = places + exponent;
    if (newPlaces < 0) {
        if (!widen(value, -newPlaces)) return std::nullopt;
        newPlaces = 0;
    }
    return made(negative, value, newPlaces);
}

/// Digit by digit, as on paper: the remainder gets the next digit of the dividend, and the divisor goes in up
/// to nine times.
std::optional<Decimal> Decimal::dividedBy(const Decimal& divisor, int decimalPlaces) const {
    if (divisor.isZero() || decimalPlaces < 0 || decimalPlaces >= mostDigits) return std::nullopt;
    // this / divisor = (digits / divisor.digits) * 10^(divisor.places - places); one digit more, to round
    std::string dividend = Decimal(*made(false, digits, 0)).text();
    const int zeros = decimalPlaces + 1 + divisor.places - places;
    if (zeros > 0) dividend.append(static_cast<std::size_t>(zeros), '0');
    if (zeros < 0)
        dividend.resize(dividend.size() - std::min(dividend.size(), static_cast<std::size_t>(-zeros)));
    Digits quotient{}, remainder{};
    for (const char c : dividend) {
        if (!multiply(remainder, 10, static_cast<std::uint32_t>(c - '0'))) return std::nullopt;
        std::uint32_t digit = 0;
        while (compare(remainder, divisor.digits) >= 0) {
            std::int64_t borrow = 0;
            for (std::size_t i = 0; i < groups; ++i) {
                std::int64_t group = std::int64_t{remainder[i]} - divisor.digits[i] - borrow;
                borrow = group < 0;
                if (borrow) group += static_cast<std::int64_t>(groupBase);
                remainder[i] = static_cast<std::uint32_t>(group);
            }
            ++digit;
        }
        if (!multiply(quotient, 10, digit)) return std::nullopt;
    }
    const auto exact = made(negative != divisor.negative, quotient, decimalPlaces + 1);
    if (!exact) return std::nullopt;
    return exact->rounded(decimalPlaces);
}

Decimal Decimal::truncated(int decimalPlaces) const {
    Digits value = digits;
    int left = places;
    for (; left > std::max(0, decimalPlaces); --left) divideByTen(value);
    return *made(negative, value, left);
}

Decimal Decimal::rounded(int decimalPlaces) const {
    Digits value = digits;
    int left = places;
    std::uint32_t last = 0;
    for (; left > std::max(0, decimalPlaces); --left) last = divideByTen(value);
    if (last >= 5) multiply(value, 1, 1); // fits: a digit has fallen off
    return *made(negative, value, left);
}

Decimal Decimal::negated() const {
    Decimal result = *this;
    result.negative = !negative && !isZero();
    return result;
}

std::optional<std::uint64_t> Decimal::count() const {
    if (negative || places > 0 || *this > ofCount(UINT64_MAX)) return std::nullopt;
    std::uint64_t whole = 0;
    for (std::size_t i = groups; i-- > 0;) whole = whole * groupBase + digits[i];
    return whole;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    if (negative != other.negative)
        return negative ? std::strong_ordering::less : std::strong_ordering::greater;
    const Decimal &a = negative ? other : *this, &b = negative ? *this : other;
    // The side with fewer places is widened; if that does not fit it is the larger one, unless it is 0.
    Digits left = a.digits, right = b.digits;
    if (!widen(left, b.places - a.places)) return std::strong_ordering::greater;
    if (!widen(right, a.places - b.places)) return std::strong_ordering::less;
    return compare(left, right);
}

std::string Decimal::text() const {
    std::string written;
    Digits value = digits;
    for (std::size_t i = 0; i < mostDigits; ++i)
        written.insert(written.begin(), static_cast<char>('0' + divideByTen(value)));
    const auto decimals = static_cast<std::size_t>(places);
    const std::size_t lead =
        std::min(written.find_first_not_of('0'), written.size() - decimals - (decimals < mostDigits ? 1 : 0));
    std::string whole = written.substr(lead, written.size() - decimals - lead);
    if (whole.empty()) whole = "0";
    if (decimals > 0) whole += "." + written.substr(written.size() - decimals);
    return negative ? "-" + whole : whole;
}

double Decimal::toDouble() const {
    double value = 0;
    for (std::size_t i = groups; i-- > 0;) value = value * static_cast<double>(groupBase) + digits[i];
    return (negative ? -value : value) / std::pow(10.0, places);
}

} // namespace tokenarium
