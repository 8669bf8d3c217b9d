// SPDX-License-Identifier: GPL-3.0-or-later
// Time series: reading CSV, bins, patches, generated signals.
#include "engine/series/csv_table.h"
#include "engine/series/generated_series.h"
#include "engine/series/series_patches.h"
#include "engine/series/value_bins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

extern "C" int fuzz_csv(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsNan;

std::string refusal(std::string_view text) {
    try {
        loadCsv(text, "some.csv");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(Csv, NamesHolesAndColumnsOfWords) {
    const CsvTable table =
        loadCsv("date,t,\"p, hPa\"\n2024-01-01,1.5,1000\n2024-01-02,,x\r\n2024-01-03,+3e1,NA\n", "a.csv");
    ASSERT_EQ(table.columns.size(), 2U);
    EXPECT_EQ(table.columns[0].name, "t");
    EXPECT_THAT(table.columns[0].values, ElementsAre(1.5, IsNan(), 30));
    EXPECT_EQ(table.columns[0].holes, 1U);
    EXPECT_EQ(table.columns[0].words, 0U);
    EXPECT_EQ(table.columns[1].name, "p, hPa");
    EXPECT_THAT(table.columns[1].values, ElementsAre(1000, IsNan(), IsNan()));
    EXPECT_EQ(table.columns[1].words, 1U);
    EXPECT_EQ(table.rows, 3U);
}

TEST(Csv, SemicolonsWithDecimalCommas) {
    const CsvTable table = loadCsv("1,5;2,25\n3,5;4\n", "a.csv");
    EXPECT_EQ(table.separator, ';');
    ASSERT_EQ(table.columns.size(), 2U);
    EXPECT_EQ(table.columns[0].name, "column 1");
    EXPECT_THAT(table.columns[0].values, ElementsAre(1.5, 3.5));
    EXPECT_THAT(table.columns[1].values, ElementsAre(2.25, 4));
}

TEST(Csv, OneColumnTabsAndRaggedRows) {
    EXPECT_THAT(loadCsv("1\n2\n\n3", "a.csv").columns[0].values, ElementsAre(1, 2, 3));
    const CsvTable table = loadCsv("a\tb\n1\t2\n3\n4\t5\t6\n", "a.csv");
    EXPECT_EQ(table.separator, '\t');
    EXPECT_EQ(table.raggedRows, 2U);
    EXPECT_THAT(table.columns[1].values, ElementsAre(2, IsNan(), 5));
}

TEST(Csv, SaysWhatIsWrong) {
    EXPECT_THAT(refusal(""), HasSubstr("some.csv: there is no column of numbers"));
    EXPECT_THAT(refusal("name,colour\nanna,red"), HasSubstr("no column of numbers"));
    EXPECT_THAT(refusal("a,b\n1,\"2\n3,4"), HasSubstr("line 2: a quotation mark is never closed"));
    EXPECT_THAT(refusal(std::string(3000, ',')), HasSubstr("more than 1,000 columns"));
}

TEST(Csv, AnyBytesAreReadOrRefused) {
    std::mt19937_64 source(7);
    const std::string seed = "a,b;c\t\"d\"\"e\"\n1,2.5;-3e4\n,NA,\"x\ny\"\r\n";
    for (int i = 0; i < 20'000; ++i) {
        std::string text = seed;
        for (int j = 0; j < 3; ++j) text[source() % text.size()] = static_cast<char>(source());
        text.resize(source() % (text.size() + 1));
        fuzz_csv(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    }
}

/// The rule in its plainest form: all boundaries, counted one by one.
std::size_t plainChronosId(const ChronosBins& bins, double scaled) {
    std::size_t count = 1;
    for (std::size_t i = 0; i + 1 < bins.centres(); ++i) {
        const auto centre = [&bins](std::size_t j) {
            return bins.low +
                   (bins.high - bins.low) * static_cast<double>(j) / static_cast<double>(bins.centres() - 1);
        };
        if ((centre(i) + centre(i + 1)) / 2 <= scaled) ++count;
    }
    return std::min(count + bins.special, bins.tokens - 1);
}

TEST(Chronos, FindsTheBinOfThePlainRule) {
    const ChronosBins bins{64, 2, -3, 3};
    std::mt19937_64 source(3);
    std::vector<double> values{-9, 9, 0, 3, -3, 0.05};
    for (int i = 0; i < 3000; ++i) values.push_back(static_cast<double>(source() % 8001) / 1000 - 4);
    const ChronosSeries series = chronosEncode(bins, values);
    for (std::size_t i = 0; i < values.size(); ++i)
        ASSERT_EQ(series.ids[i], plainChronosId(bins, values[i] / series.scale)) << values[i];
}

TEST(Chronos, ComesBackWithinHalfABinAndCountsWhatDoesNot) {
    const ChronosBins bins;
    for (const SeriesShape shape :
         {SeriesShape::DayAndNight, SeriesShape::Heartbeat, SeriesShape::Steps, SeriesShape::Spikes}) {
        std::vector<double> values = generatedSeries(shape, 700);
        values[3] = std::nan("");
        const ChronosSeries series = chronosEncode(bins, values);
        const std::vector<double> back = chronosDecode(bins, series);
        std::size_t clipped = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i == 3)
                EXPECT_TRUE(std::isnan(back[i]));
            else if (std::abs(back[i] - values[i]) > (bins.halfBin() + 1e-9) * series.scale)
                ++clipped;
        }
        EXPECT_EQ(clipped, series.clipped);
        if (shape == SeriesShape::Spikes) {
            EXPECT_GT(series.clipped, 0U);
        } else {
            EXPECT_EQ(series.clipped, 0U);
        }
    }
}

TEST(Actions, BinsComeBackWithinABin) {
    for (double value = -1; value <= 1; value += 0.01) {
        EXPECT_NEAR(rt1Value(rt1Bin(value, -1, 1, 256), -1, 1, 256), value, 2.0 / 255);
        EXPECT_GE(openVlaBin(value), 1U);
        EXPECT_LE(openVlaBin(value), 256U);
    }
}

TEST(SeriesPatches, LieEveryStrideAndTheLastIsPadded) {
    const SeriesPatches patches{4, 2};
    EXPECT_THAT(seriesPatchSpans(patches, 7), ElementsAre(Span{0, 4}, Span{2, 6}, Span{4, 8}));
    EXPECT_EQ(countSeriesPatches(patches, 3), 0U);
    const NormalisedPatches normalised = normalisedPatches(patches, std::vector<double>{1, 2, 3, 4, 5, 6, 7});
    EXPECT_DOUBLE_EQ(normalised.mean, 4);
    EXPECT_DOUBLE_EQ(normalised.deviation, 2);
    EXPECT_FLOAT_EQ(normalised.values[10], 1.5F);
    EXPECT_FLOAT_EQ(normalised.values[11], 1.5F); // the last value once more
}

TEST(SeriesPatches, GiveTheSeriesBack) {
    for (const SeriesPatches patches : {SeriesPatches{16, 8}, SeriesPatches{16, 16}, SeriesPatches{5, 3}}) {
        const std::vector<double> values = generatedSeries(SeriesShape::DayAndNight, 217);
        const std::vector<double> back =
            seriesFromPatches(patches, normalisedPatches(patches, values), values.size());
        ASSERT_EQ(back.size(), values.size());
        for (std::size_t i = 0; i < values.size(); ++i) ASSERT_NEAR(back[i], values[i], 1e-4) << i;
    }
}

TEST(GeneratedSeries, AreTheSameForASeedAndFinite) {
    for (const SeriesShape shape :
         {SeriesShape::DayAndNight, SeriesShape::Heartbeat, SeriesShape::Steps, SeriesShape::Spikes}) {
        const std::vector<double> values = generatedSeries(shape, 500, 4);
        EXPECT_EQ(values, generatedSeries(shape, 500, 4));
        EXPECT_NE(values, generatedSeries(shape, 500, 5));
        for (const double value : values) EXPECT_TRUE(std::isfinite(value));
    }
}

} // namespace
} // namespace tokenarium
