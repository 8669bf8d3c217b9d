// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels' maths and index arithmetic, called directly on the CPU.
#include "cuda/kernels/attention.cuh"
#include "cuda/kernels/column_sums.cuh"
#include "cuda/kernels/decode_step.cuh"
#include "cuda/kernels/elements.cuh"
#include "cuda/kernels/embedding.cuh"
#include "cuda/kernels/f32_product.cuh"
#include "cuda/kernels/numbers.cuh"
#include "cuda/kernels/optimizer.cuh"
#include "cuda/kernels/tensor_core_attention.cuh"
#include "engine/backend/packed_matrix.h"
#include "engine/tensor/block_formats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tokenarium::cuda {
namespace {

TEST(KernelMaths, HalvesAreThoseOfTheFiles) {
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        EXPECT_EQ(bitsOf(widenedF16(bits)), bitsOf(float16ToFloat(half))) << bits;
        EXPECT_EQ(bitsOf(widenedBf16(bits)), bitsOf(bfloat16ToFloat(half)));
    }
    std::uint32_t bits = 12345;
    for (int i = 0; i < 2000000; ++i) { // numbers of every size, and those half-way between two halves
        bits = bits * 1664525U + 1013904223U;
        const float value = floatOf(i % 2 ? bits & 0xFFFFF000U : bits);
        if (std::isnan(value)) continue;
        ASSERT_EQ(roundedToBf16(value), floatToBfloat16(value)) << value;
        ASSERT_EQ(roundedToF16(value), floatToFloat16(value)) << value;
    }
    EXPECT_TRUE(std::isnan(widenedBf16(roundedToBf16(std::nanf("")))));
    EXPECT_TRUE(std::isnan(widenedF16(roundedToF16(std::nanf("")))));
    EXPECT_EQ(packedHalves<Format::F16>(1e9F, -1e9F), 0xFBFF7BFFU); // the largest, not infinity
    EXPECT_EQ(packedHalves<Format::BF16>(1.0F, -2.0F), 0xC0003F80U);
}

TEST(KernelMaths, ActivationsRoundToBytesAsOnTheCpu) {
    for (const float spread : {1.0F, 1e-20F, 1e-33F, 1e20F}) {
        std::vector<float> x(64);
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = spread * std::sin(static_cast<float>(i * i)) * static_cast<float>(i % 9);
        std::vector<std::int8_t> q(64);
        std::vector<float> scales(2);
        quantizeRow(x.data(), 64, q.data(), scales.data());
        for (std::size_t group = 0; group < 2; ++group) {
            std::uint32_t greatest = 0;
            for (std::size_t i = 0; i < 32; ++i)
                greatest = greater(greatest, bitsOf(x[group * 32 + i]) & 0x7FFFFFFFU);
            const ByteScale scale = byteScale(greatest);
            EXPECT_EQ(scale.scale, scales[group]);
            for (std::size_t i = 0; i < 32; ++i)
                EXPECT_EQ(roundedToByte(x[group * 32 + i], scale), q[group * 32 + i]);
        }
    }
    EXPECT_TRUE(std::isnan(byteScale(bitsOf(std::numeric_limits<float>::infinity())).scale));
}

TEST(KernelMaths, ActivationsFollowTheirFormulas) {
    for (double x = -30; x < 30; x += 0.037) {
        const float v = static_cast<float>(x);
        const double value = v, normal = 0.5 * std::erfc(-value / std::sqrt(2.0));
        EXPECT_NEAR(v * geluShare(v, false), value * normal, 1e-6 * (1 + std::abs(value)));
        const double z = std::sqrt(2 / std::acos(-1.0)) * (value + 0.044715 * value * value * value);
        EXPECT_NEAR(v * geluShare(v, true), value / (1 + std::exp(-2 * z)), 1e-6 * (1 + std::abs(value)));
        for (const bool tanhFormula : {true, false}) { // slope: by differences of the share in double
            const auto gelu = [&](double at) {
                const double w = std::sqrt(2 / std::acos(-1.0)) * (at + 0.044715 * at * at * at);
                return tanhFormula ? at / (1 + std::exp(-2 * w)) : at * 0.5 * std::erfc(-at / std::sqrt(2.0));
            };
            EXPECT_NEAR(geluSlope(v, tanhFormula), (gelu(value + 1e-5) - gelu(value - 1e-5)) / 2e-5, 2e-6)
                << v;
        }
    }
    EXPECT_TRUE(std::isnan(geluShare(std::nanf(""), true)));
}

/// Every number of a tile is somebody's, and only one thread's.
TEST(KernelIndices, ThreadsShareATileWithoutOverlap) {
    std::set<unsigned> rows;
    for (unsigned thread = 0; thread < 16; ++thread)
        for (unsigned i = 0; i < 8; ++i) rows.insert(tilePlace<F32Tile<8>>(thread, i));
    EXPECT_EQ(rows.size(), 128U);
    EXPECT_EQ(*rows.rbegin(), 127U);
    std::set<unsigned> columns;
    for (unsigned thread = 0; thread < 8; ++thread)
        for (unsigned j = 0; j < 8; ++j) columns.insert(headPlace(thread, j));
    EXPECT_EQ(columns.size(), 64U);
    EXPECT_EQ(*columns.rbegin(), 63U);
}

/// Sixteen by eight numbers are shared by the lanes, and what one product leaves in them is what the next
/// takes as its left factor: rows l / 4 and l / 4 + 8, columns from 2 · (l % 4).
TEST(KernelIndices, LanesShareAProductWithoutOverlap) {
    std::set<std::pair<unsigned, unsigned>> places;
    for (unsigned lane = 0; lane < warpLanes; ++lane)
        for (unsigned e = 0; e < 4; ++e) places.insert({fragmentRow(lane, e), fragmentColumn(lane, e)});
    EXPECT_EQ(places.size(), 128U);
    EXPECT_EQ(places.rbegin()->first, 15U);
    EXPECT_EQ(
        std::max_element(places.begin(), places.end(), [](auto a, auto b) { return a.second < b.second; })
            ->second,
        7U);
}

TEST(KernelIndices, RoundedHeadsHaveEveryNumberOnceAndAreFilledUp) {
    const std::size_t rows = 3, heads = 2, headWidth = 5, width = 8;
    std::set<std::pair<std::size_t, std::size_t>> places;
    std::size_t filled = 0;
    for (std::size_t at = 0; at < heads * rows * width; ++at) {
        const HeadPlace place = headPlaceOf(at, rows, headWidth, width);
        EXPECT_EQ(place.left, leftOf(at % width, headWidth));
        if (place.left == 0) {
            ++filled;
            continue;
        }
        EXPECT_LT(place.row, rows);
        EXPECT_LT(place.column, heads * headWidth);
        EXPECT_EQ(at, (place.column / headWidth * rows + place.row) * width + place.column % headWidth);
        places.insert({place.row, place.column});
    }
    EXPECT_EQ(places.size(), rows * heads * headWidth);
    EXPECT_EQ(filled, heads * rows * (width - headWidth));
}

/// A token's rows, positions and columns are shared among blocks, splits and slices without a gap.
TEST(KernelIndices, DecodingSharesEverythingWithoutAGap) {
    for (const std::uint32_t count : {1U, 131U, 132U, 2304U, 50257U, (1U << 22) - 1})
        for (const std::uint32_t blocks : {1U, 3U, 132U, 1000U}) {
            std::uint32_t next = 0;
            for (std::uint32_t block = 0; block < blocks; ++block) {
                const Share share = shareOf(count, block, blocks);
                EXPECT_EQ(share.first, next);
                EXPECT_LE(share.last - share.first, ceilDivided(count, blocks));
                next = share.last;
            }
            EXPECT_EQ(next, count);
        }
    for (const std::uint32_t positions : {1U, 63U, 64U, 65U, 1024U, 131072U})
        for (const std::uint32_t heads : {1U, 12U, 96U})
            for (const std::uint32_t blocks : {1U, 132U, 10000U}) {
                const Splitting splitting = splittingOf(positions, heads, blocks, 64);
                EXPECT_LE(splitting.splits, mostSplits);
                EXPECT_GE(splitting.splits * splitting.length, positions);
                EXPECT_LT((splitting.splits - 1) * splitting.length, positions); // none is empty
            }
    for (const std::uint32_t columns : {1U, 32U, 768U, 3072U, 3073U})
        for (std::uint32_t slices = 1; slices <= decodeWarps; ++slices) {
            EXPECT_GE(sliceColumns(columns, slices) * slices, columns);
            EXPECT_EQ(sliceColumns(columns, slices) % byteGroup, 0U);
        }
}

TEST(KernelIndices, DecodingGpt2WaitsSixtyTimes) {
    const DecodeShape gpt2{12, 768, 12, 12, 64, 3072, 50257, true, false, false, false};
    EXPECT_EQ(phaseCount(gpt2) - 1, 60U);
    EXPECT_EQ(phaseAt(gpt2, 0), DecodePhase::Project);
    EXPECT_EQ(phaseAt(gpt2, 59), DecodePhase::Down);
    EXPECT_EQ(phaseAt(gpt2, 60), DecodePhase::Head);
}

TEST(KernelIndices, ABlockFindsItsTensorInATableOfMany) {
    for (const std::vector<std::size_t>& blocks : std::vector<std::vector<std::size_t>>{
             {1}, {3, 1, 4, 1, 5}, {0, 2, 0, 0, 7, 0}, std::vector<std::size_t>(148, 2)}) {
        std::vector<Placed<int>> all;
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            all.push_back({0, expected.size()});
            expected.insert(expected.end(), blocks[i], i);
        }
        for (std::size_t block = 0; block < expected.size(); ++block)
            EXPECT_EQ(tensorOfBlock(all.data(), all.size(), block), expected[block]);
    }
}

TEST(KernelIndices, StretchesOfRowsAreFewAndWhole) {
    for (const std::size_t rows : {1UL, 63UL, 64UL, 65UL, 16384UL, 16385UL, 1000003UL}) {
        EXPECT_LE(ceilDivided(rows, stretchRows(rows)), mostStretches);
        EXPECT_GE(stretchRows(rows), fewestStretchRows);
    }
}

TEST(KernelIndices, StoredBytesAreSplitIntoNumbersAndScales) {
    const std::size_t rows = 3, columns = 64, blocks = rows * columns / byteGroup;
    std::vector<float> values(rows * columns);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(static_cast<float>(i));
    std::vector<std::byte> file(blocks * (byteGroup + 2));
    quantizeBlocks(DType::Q8_0, values, file);
    std::vector<std::uint8_t> stored(byteMatrixBytes(rows, columns));
    const SplitBlocksElement split{reinterpret_cast<const std::uint16_t*>(file.data()),
                                   reinterpret_cast<std::uint16_t*>(stored.data()),
                                   reinterpret_cast<std::uint16_t*>(stored.data() + scalesAt(rows, columns))};
    for (std::size_t i = 0; i < file.size() / 2; ++i) split(i);
    std::vector<float> expected(values.size());
    dequantizeBlocks(DType::Q8_0, file, expected);
    const WidenedNumber number{stored.data(), rows, columns, Format::Q8};
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_EQ(number(i / columns, i % columns), expected[i]);
}

TEST(KernelIndices, SixteenBytesStandForTheNumbersInThem) {
    const uint4 words = make_uint4(0x40003F80U, 0xC0000000U, 0x3F803F80U, 0xBF804040U);
    float eight[8];
    Numbers<Format::BF16>::widened(words, eight);
    const float expected[8] = {1, 2, 0, -2, 1, 1, 3, -1};
    for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(eight[i], expected[i]);
}

} // namespace
} // namespace tokenarium::cuda
