// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers for money: exact sums and products, never binary floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

/// units / 10^places. Results that need more than 18 digits are absent instead of rounded.
class Decimal {
public:
    Decimal() = default;
    explicit Decimal(std::int64_t whole) : units(whole) {}

    /// "12", "-0.50"; no exponent; at most 18 digits. Nothing where the text is no number.
    static std::optional<Decimal> parse(std::string_view text);

    std::optional<Decimal> plus(const Decimal& other) const;
    std::optional<Decimal> times(const Decimal& other) const;
    std::string text() const; ///< shortest: "1.8", "5576000", "-0.5"
    double toDouble() const;  ///< for charts only
    bool operator==(const Decimal& other) const { return units == other.units && places == other.places; }

private:
    Decimal(std::int64_t u, int p);
    std::int64_t units = 0;
    int places = 0; ///< as few as possible, so that equal numbers are equal members
};

} // namespace tokenarium
