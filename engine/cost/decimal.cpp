// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal arithmetic on 64-bit whole numbers, with every overflow noticed.
#include "engine/cost/decimal.h"

#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

constexpr int mostDigits = 18;
constexpr std::int64_t most = 999'999'999'999'999'999;

std::optional<std::int64_t> product(std::int64_t a, std::int64_t b) {
    const std::int64_t bound = b == 0 ? most : most / (b < 0 ? -b : b);
    if (a > bound || a < -bound) return std::nullopt;
    return a * b;
}

std::int64_t powerOfTen(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

} // namespace

Decimal::Decimal(std::int64_t u, int p) : units(u), places(p) {
    while (places > 0 && units % 10 == 0) {
        units /= 10;
        --places;
    }
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t units = 0;
    int digits = 0, places = 0;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point && digits > 0) {
            point = true;
        } else if (c >= '0' && c <= '9' && digits < mostDigits) {
            units = 10 * units + (c - '0');
            if (point) ++places;
            ++digits;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 || text.back() == '.') return std::nullopt;
    return Decimal(negative ? -units : units, places);
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const {
    const Decimal &finer = places >= other.places ? *this : other,
                  &coarser = places >= other.places ? other : *this;
    const auto widened = product(coarser.units, powerOfTen(finer.places - coarser.places));
    if (!widened) return std::nullopt;
    const std::int64_t sum = finer.units + *widened; // both below 10^18: no overflow
    if (sum > most || sum < -most) return std::nullopt;
    return Decimal(sum, finer.places);
}

std::optional<Decimal> Decimal::times(const Decimal& other) const {
    const auto units64 = product(units, other.units);
    if (!units64 || places + other.places > mostDigits) return std::nullopt;
    return Decimal(*units64, places + other.places);
}

std::string Decimal::text() const {
    std::string digits = std::to_string(units < 0 ? -units : units);
    if (places > 0) {
        const auto decimals = static_cast<std::size_t>(places);
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimals, 1, '.');
    }
    return units < 0 ? "-" + digits : digits;
}

double Decimal::toDouble() const { return static_cast<double>(units) / std::pow(10.0, places); }

} // namespace tokenarium
