// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers for money: exact sums and products, never binary floating point.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

/// A whole number of up to 45 digits, divided by a power of ten: enough for a price of 18 digits times a
/// count of 18 digits with room to add. Results that need more digits are absent instead of rounded; only the
/// functions that say so round.
class Decimal {
public:
    static constexpr int mostDigits = 45, mostWrittenDigits = 24;

    Decimal() = default;
    explicit Decimal(std::int64_t whole);
    static Decimal ofCount(std::uint64_t count);

    /// "12", "-0.50"; no exponent; at most 24 digits. Nothing where the text is no number.
    static std::optional<Decimal> parse(std::string_view text);
    /// The same, and "36e-4", "2E5": numbers as programs write them.
    static std::optional<Decimal> parseScientific(std::string_view text);

    /// The number that somebody measured or set, as it is written shortest: 2.5 is "2.5". Nothing where it is
    /// not finite, or too large or fine for 45 digits.
    static std::optional<Decimal> ofMeasured(double value);

    std::optional<Decimal> plus(const Decimal& other) const;
    std::optional<Decimal> minus(const Decimal& other) const { return plus(other.negated()); }
    std::optional<Decimal> times(const Decimal& other) const;
    std::optional<Decimal> dividedByPowerOfTen(int exponent) const;
    /// The quotient with at most so many decimal places, halves away from zero. Absent for division by 0.
    std::optional<Decimal> dividedBy(const Decimal& divisor, int decimalPlaces) const;
    /// Rounded to so many places, halves away from zero, or always towards zero.
    Decimal rounded(int decimalPlaces) const;
    Decimal truncated(int decimalPlaces) const;
    Decimal negated() const;

    /// Whole, not negative, and below 2^64; otherwise nothing.
    std::optional<std::uint64_t> count() const;
    bool isZero() const { return digits == Digits{}; }
    bool isNegative() const { return negative; }
    std::string text() const; ///< shortest: "1.8", "5576000", "-0.5"
    double toDouble() const;  ///< for charts only

    bool operator==(const Decimal&) const = default;
    std::strong_ordering operator<=>(const Decimal& other) const;

private:
    static constexpr std::size_t groups = 5;          // of nine digits each
    using Digits = std::array<std::uint32_t, groups>; // the lowest first
    static std::optional<Decimal> made(bool isBelowZero, const Digits& value, int decimalPlaces);
    static bool multiply(Digits& value, std::uint32_t factor, std::uint32_t carry);
    static std::uint32_t divideByTen(Digits& value);
    static bool widen(Digits& value, int exponent);
    static std::strong_ordering compare(const Digits& a, const Digits& b);

    Digits digits{};
    int places = 0; ///< as few as possible, so that equal numbers have equal members
    bool negative = false;
};

} // namespace tokenarium
