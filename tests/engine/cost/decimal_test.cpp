// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers: exact, or absent.
#include "engine/cost/decimal.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace tokenarium {
namespace {

Decimal number(const char* text) { return Decimal::parse(text).value(); }

/// 10^exponent.
Decimal power(int exponent) { return Decimal(1).dividedByPowerOfTen(-exponent).value(); }

TEST(Decimals, ReadAndWriteTheShortestForm) {
    for (const char* text : {"0", "1", "-1", "1.8", "-0.5", "0.000001", "5576000", "999999999999999999"})
        EXPECT_EQ(number(text).text(), text);
    EXPECT_EQ(number("1.80").text(), "1.8");
    EXPECT_EQ(number("-0.00").text(), "0");
    EXPECT_FALSE(number("-0.00").isNegative());
    EXPECT_EQ(number("007").text(), "7");
    EXPECT_EQ(number("0.00000000000000001").text(), "0.00000000000000001");
    EXPECT_EQ(number("1.50"), number("1.5"));
    EXPECT_EQ(Decimal(INT64_MIN).text(), "-9223372036854775808");
    EXPECT_EQ(Decimal::ofCount(UINT64_MAX).text(), "18446744073709551615");
    EXPECT_EQ(power(44).text(), "1" + std::string(44, '0'));
    EXPECT_EQ(power(-45).text(), "0." + std::string(44, '0') + "1");
}

TEST(Decimals, RefuseWhatIsNoNumber) {
    for (const char* text : {"", "-", ".", ".5", "5.", "1.2.3", "1e3", "+1", " 1", "1 ", "0x1", "--1", "nan",
                             "1000000000000000000000000", "0.123456789012345678901234"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
    for (const char* text :
         {"", "e3", "1e", "1e+", "1e--3", "1e3.5", "1e99", "1e-99", "1e99999999999", "1 e3"})
        EXPECT_FALSE(Decimal::parseScientific(text)) << text;
}

TEST(Decimals, ReadWhatProgramsWrite) {
    EXPECT_EQ(Decimal::parseScientific("36e-4"), number("0.0036"));
    EXPECT_EQ(Decimal::parseScientific("2E5"), number("200000"));
    EXPECT_EQ(Decimal::parseScientific("1.25e+1"), number("12.5"));
    EXPECT_EQ(Decimal::parseScientific("0e99"), Decimal(0));
    EXPECT_EQ(Decimal::parseScientific("0.08333333333333334").value().text(), "0.08333333333333334");
}

TEST(Decimals, AddAndMultiplyExactly) {
    EXPECT_EQ(number("0.1").plus(number("0.2")),
              number("0.3")); // binary floating point gives 0.30000000000000004
    EXPECT_EQ(number("1720320").times(number("1.8")), number("3096576"));
    EXPECT_EQ(number("0.5").times(number("-0.5")), number("-0.25"));
    EXPECT_EQ(number("1.25").plus(number("-1.25")), number("0"));
    EXPECT_EQ(number("0").times(number("-3")), Decimal(0));
    EXPECT_EQ(number("1").minus(number("0.0001")), number("0.9999"));
    EXPECT_EQ(number("999999999999999999").times(number("999999999999999999")).value().text(),
              "999999999999999998000000000000000001");
    EXPECT_DOUBLE_EQ(number("-2.5").toDouble(), -2.5);
}

TEST(Decimals, AreAbsentWhereDigitsWouldBeLost) {
    const Decimal large = power(44).times(Decimal(9)).value();
    EXPECT_FALSE(large.plus(large));
    EXPECT_FALSE(large.plus(number("0.1")));
    EXPECT_FALSE(large.negated().minus(large));
    EXPECT_FALSE(power(23).times(power(23)));
    EXPECT_FALSE(power(-23).times(power(-23)));
    EXPECT_FALSE(power(1).dividedByPowerOfTen(47));
    EXPECT_EQ(power(22).times(power(22)), power(44));
}

TEST(Decimals, DivideAndRoundHalvesAwayFromZero) {
    EXPECT_EQ(Decimal(1).dividedBy(Decimal(3), 5).value().text(), "0.33333");
    EXPECT_EQ(Decimal(2).dividedBy(Decimal(3), 5).value().text(), "0.66667");
    EXPECT_EQ(Decimal(-2).dividedBy(Decimal(3), 0).value().text(), "-1");
    EXPECT_EQ(number("0.0075").dividedBy(number("2.5"), 10).value().text(), "0.003");
    EXPECT_EQ(number("0.006").dividedBy(Decimal(60), 10).value().text(), "0.0001");
    EXPECT_FALSE(Decimal(1).dividedBy(Decimal(0), 3));
    EXPECT_EQ(number("0.005").rounded(2), number("0.01"));
    EXPECT_EQ(number("-0.005").rounded(2), number("-0.01"));
    EXPECT_EQ(number("0.0049").rounded(2), Decimal(0));
    EXPECT_EQ(number("9.995").rounded(2), Decimal(10));
    EXPECT_EQ(number("9.999").truncated(2), number("9.99"));
    EXPECT_EQ(number("12").rounded(2), Decimal(12));
}

TEST(Decimals, AreOrdered) {
    const Decimal rising[] = {power(44).negated(), Decimal(-2),    number("-1.5"),    number("-0.0001"),
                              Decimal(0),          power(-45),     number("0.00001"), number("0.1"),
                              Decimal(1),          number("1.01"), Decimal(10),       power(44)};
    for (std::size_t i = 0; i < std::size(rising); ++i)
        for (std::size_t j = 0; j < std::size(rising); ++j) {
            EXPECT_EQ(rising[i] < rising[j], i < j) << i << " " << j;
            EXPECT_EQ(rising[i] == rising[j], i == j) << i << " " << j;
        }
}

TEST(Decimals, TellACount) {
    EXPECT_EQ(Decimal::ofCount(UINT64_MAX).count(), UINT64_MAX);
    EXPECT_FALSE(Decimal::ofCount(UINT64_MAX).plus(Decimal(1)).value().count());
    EXPECT_FALSE(number("0.5").count());
    EXPECT_FALSE(Decimal(-1).count());
}

/// Sums of cents are sums of whole numbers, and quotients are what the processor divides.
TEST(Decimals, AgreeWithWholeNumbers) {
    std::mt19937_64 random(5);
    for (int round = 0; round < 10000; ++round) {
        const auto a = static_cast<std::int64_t>(random() % 2000001) - 1000000,
                   b = static_cast<std::int64_t>(random() % 2000001) - 1000000;
        const Decimal cent = number("0.01");
        const Decimal left = Decimal(a).times(cent).value(), right = Decimal(b).times(cent).value();
        EXPECT_EQ(left.plus(right), Decimal(a + b).times(cent));
        EXPECT_EQ(left.minus(right), Decimal(a - b).times(cent));
        EXPECT_EQ(left.times(right), Decimal(a * b).times(number("0.0001")));
        EXPECT_EQ(left < right, a < b);
        if (b == 0) continue;
        EXPECT_EQ(left.dividedBy(right, 20).value().truncated(0), Decimal(a / b));
    }
}

/// What was multiplied can be divided again, over the whole range of digits.
TEST(Decimals, UndoWhatTheyDid) {
    std::mt19937_64 random(6);
    for (int round = 0; round < 3000; ++round) {
        const Decimal a =
            Decimal::ofCount(random() >> (random() % 60)).dividedByPowerOfTen(int(random() % 10)).value();
        const Decimal b = Decimal::ofCount((random() >> (random() % 60)) + 1)
                              .dividedByPowerOfTen(int(random() % 10))
                              .value();
        const auto product = a.times(b);
        ASSERT_TRUE(product);
        EXPECT_EQ(product->dividedBy(b, 20), a) << a.text() << " * " << b.text();
        EXPECT_EQ(a.plus(b).value().minus(b), a);
    }
}

} // namespace
} // namespace tokenarium
