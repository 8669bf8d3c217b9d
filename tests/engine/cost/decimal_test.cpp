// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers: exact, or absent.
#include "engine/cost/decimal.h"

#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

Decimal number(const char* text) { return Decimal::parse(text).value(); }

TEST(Decimals, ReadAndWriteTheShortestForm) {
    for (const char* text : {"0", "1", "-1", "1.8", "-0.5", "0.000001", "5576000", "999999999999999999"})
        EXPECT_EQ(number(text).text(), text);
    EXPECT_EQ(number("1.80").text(), "1.8");
    EXPECT_EQ(number("-0.00").text(), "0");
    EXPECT_EQ(number("007").text(), "7");
    EXPECT_EQ(number("0.00000000000000001").text(), "0.00000000000000001");
    EXPECT_EQ(number("1.50"), number("1.5"));
}

TEST(Decimals, RefuseWhatIsNoNumber) {
    for (const char* text : {"", "-", ".", ".5", "5.", "1.2.3", "1e3", "+1", " 1", "1 ", "0x1", "--1", "nan",
                             "1000000000000000000", "0.1234567890123456789"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimals, AddAndMultiplyExactly) {
    EXPECT_EQ(number("0.1").plus(number("0.2")),
              number("0.3")); // binary floating point gives 0.30000000000000004
    EXPECT_EQ(number("1720320").times(number("1.8")), number("3096576"));
    EXPECT_EQ(number("0.5").times(number("-0.5")), number("-0.25"));
    EXPECT_EQ(number("1.25").plus(number("-1.25")), number("0"));
    EXPECT_EQ(number("0").times(number("-3")), Decimal(0));
    EXPECT_DOUBLE_EQ(number("-2.5").toDouble(), -2.5);
}

TEST(Decimals, AreAbsentWhereDigitsWouldBeLost) {
    EXPECT_FALSE(number("999999999999999999").plus(number("1")));
    EXPECT_FALSE(number("999999999999999999").plus(number("0.1")));
    EXPECT_FALSE(number("-999999999999999999").plus(number("-1")));
    EXPECT_FALSE(number("1000000000").times(number("1000000000")));
    EXPECT_FALSE(number("0.0000000001").times(number("0.0000000001")));
    EXPECT_EQ(number("1000000000").times(number("999999999")), number("999999999000000000"));
}

/// Sums of cents are sums of whole numbers.
TEST(Decimals, AgreeWithWholeNumbers) {
    std::mt19937_64 random(5);
    for (int round = 0; round < 10000; ++round) {
        const auto a = static_cast<std::int64_t>(random() % 2000001) - 1000000,
                   b = static_cast<std::int64_t>(random() % 2000001) - 1000000;
        const Decimal cent = number("0.01");
        const Decimal left = Decimal(a).times(cent).value(), right = Decimal(b).times(cent).value();
        EXPECT_EQ(left.plus(right), Decimal(a + b).times(cent));
        EXPECT_EQ(left.times(right), Decimal(a * b).times(number("0.0001")));
    }
}

} // namespace
} // namespace tokenarium
