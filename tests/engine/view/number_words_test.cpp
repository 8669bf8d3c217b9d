// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as two languages write them.
#include "engine/view/number_words.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

TEST(NumberWords, StepsAreThoseOfTheLanguage) {
    EXPECT_EQ(compactNumber(124'439'808, "en"), "124M");
    EXPECT_EQ(compactNumber(124'439'808, "zh_CN"), "1.24亿");
    EXPECT_EQ(compactNumber(12'345, "zh_CN"), "1.23万");
    EXPECT_EQ(compactNumber(1e12, "en"), "1T");
    EXPECT_EQ(compactNumber(0.02, "en"), "0.02");
    EXPECT_EQ(compactNumber(1536, "en", 4), "1.536K");
    EXPECT_EQ(compactNumber(INFINITY, "en"), "∞");
    EXPECT_EQ(compactNumber(std::nan(""), "en"), "–");
}

TEST(NumberWords, DigitsAreGroupedAndNoneIsLost) {
    EXPECT_EQ(groupedNumber(decimal("6738415616"), "en"), "6,738,415,616");
    EXPECT_EQ(groupedNumber(decimal("123456789012345678901"), "zh_CN"), "123,456,789,012,345,678,901");
    EXPECT_EQ(groupedNumber(decimal("0.000000000000000001"), "en"), "0.000000000000000001");
}

TEST(NumberWords, MoneyShowsThreeDigitsThatMeanSomething) {
    EXPECT_EQ(moneyText(decimal("12.3"), "USD", "en"), "$12.30");
    EXPECT_EQ(moneyText(decimal("0.003214"), "USD", "en"), "$0.00321");
    EXPECT_EQ(moneyText(decimal("0.0032"), "USD", "en"), "$0.0032");
    EXPECT_EQ(moneyText(decimal("0.0000001284"), "USD", "en"), "$0.000000128");
    EXPECT_EQ(moneyText(decimal("0.9996"), "USD", "en"), "$1.00");
    EXPECT_EQ(moneyText(decimal("0.09996"), "USD", "en"), "$0.10");
    EXPECT_EQ(moneyText(Decimal(0), "USD", "en"), "$0.00");
    EXPECT_EQ(moneyText(decimal("-0.0045"), "USD", "en"), "-$0.0045");
    EXPECT_EQ(moneyText(decimal("1234567.891"), "CNY", "zh_CN"), "¥1,234,567.89");
    EXPECT_EQ(moneyText(decimal("7"), "CNY", "en"), "CN¥7.00") << "not to be taken for yen";
    EXPECT_EQ(moneyText(decimal("0.00321"), "", "en"), "0.00321") << "the number alone";
    EXPECT_EQ(compactMoney(1'200'000, "CNY", "zh_CN"), "¥120万");
    EXPECT_EQ(compactMoney(0.0032, "USD", "en"), "$0.0032");
}

} // namespace
} // namespace tokenarium
