// SPDX-License-Identifier: GPL-3.0-or-later
// Every number format against a slow plain reference: one number at a time, in double precision, by the
// definition.
#include "engine/tensor/block_formats.h"

#include "engine/tensor/checkpoint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace tokenarium {

namespace {

using Block = std::vector<std::uint8_t>;

double plainHalf(int bits) {
    const int exponent = bits / 1024 % 32, mantissa = bits % 1024;
    const double sign = bits >= 32768 ? -1 : 1;
    if (exponent == 0) return sign * std::ldexp(mantissa, -24);
    if (exponent == 31) return mantissa ? std::nan("") : sign * std::numeric_limits<double>::infinity();
    return sign * std::ldexp(1024 + mantissa, exponent - 25);
}

double halfIn(const Block& block, std::size_t place) {
    return plainHalf(block[place] + 256 * block[place + 1]);
}
int signedByte(int byte) { return byte < 128 ? byte : byte - 256; }
int nibble(int byte, bool high) { return high ? byte / 16 : byte % 16; }

double plainQ8_0(const Block& b, std::size_t i) { return halfIn(b, 0) * signedByte(b[2 + i]); }
double plainQ4_0(const Block& b, std::size_t i) {
    return halfIn(b, 0) * (nibble(b[2 + i % 16], i >= 16) - 8);
}
double plainQ4_1(const Block& b, std::size_t i) {
    return halfIn(b, 0) * nibble(b[4 + i % 16], i >= 16) + halfIn(b, 2);
}

/// Number i of 256: factor · scale · q − minimum factor · minimum.
double plainWithMinimum(const Block& b, std::size_t i, int q) {
    int scales[8], minima[8];
    for (std::size_t k = 0; k < 4; ++k) {
        scales[k] = b[4 + k] % 64;
        minima[k] = b[8 + k] % 64;
        scales[4 + k] = b[12 + k] % 16 + b[4 + k] / 64 * 16;
        minima[4 + k] = b[12 + k] / 16 + b[8 + k] / 64 * 16;
    }
    return halfIn(b, 0) * scales[i / 32] * q - halfIn(b, 2) * minima[i / 32];
}

double plainQ4_K(const Block& b, std::size_t i) {
    return plainWithMinimum(b, i, nibble(b[16 + i / 64 * 32 + i % 32], i % 64 >= 32));
}

double plainQ5_K(const Block& b, std::size_t i) {
    const int fifth = b[16 + i % 32] >> (i / 32) & 1;
    return plainWithMinimum(b, i, nibble(b[48 + i / 64 * 32 + i % 32], i % 64 >= 32) + 16 * fifth);
}

double plainQ6_K(const Block& b, std::size_t i) {
    const std::size_t half = i / 128, rest = i % 128;
    const int low = nibble(b[64 * half + rest % 64], rest >= 64);
    const int high = b[128 + 32 * half + rest % 32] >> (rest / 32 * 2) & 3;
    return halfIn(b, 208) * signedByte(b[192 + i / 16]) * (low + 16 * high - 32);
}

struct FormatCase {
    DType type;
    std::vector<std::size_t> halves; ///< where the block has numbers of float16
    std::function<double(const Block&, std::size_t)> plain;
};

const std::vector<FormatCase>& formatCases() {
    static const std::vector<FormatCase> cases{
        {DType::Q8_0, {0}, plainQ8_0},    {DType::Q4_0, {0}, plainQ4_0},    {DType::Q4_1, {0, 2}, plainQ4_1},
        {DType::Q4_K, {0, 2}, plainQ4_K}, {DType::Q5_K, {0, 2}, plainQ5_K}, {DType::Q6_K, {208}, plainQ6_K}};
    return cases;
}

void setHalf(Block& block, std::size_t place, std::uint16_t half) {
    block[place] = static_cast<std::uint8_t>(half % 256);
    block[place + 1] = static_cast<std::uint8_t>(half / 256);
}

/// Random, with scales between 2^-5 and 2^-3.
Block randomBlock(const FormatCase& format, std::mt19937& random) {
    Block block(blockBytes(format.type));
    for (auto& byte : block) byte = static_cast<std::uint8_t>(random());
    for (const std::size_t place : format.halves)
        setHalf(block, place, static_cast<std::uint16_t>((random() % 2 << 15) | 0x2800u | random() % 0x800u));
    return block;
}

std::vector<float> numbersOf(const FormatCase& format, const Block& blocks) {
    std::vector<float> numbers(blocks.size() / blockBytes(format.type) * blockElements(format.type));
    dequantizeBlocks(format.type, std::as_bytes(std::span(blocks)), numbers);
    return numbers;
}

StoredTensor storedFloats(const std::vector<float>& values) {
    return {"w", DType::F32, Shape{values.size()}, std::as_bytes(std::span(values))};
}

/// The float half-way between neighbours, and those next to it, go where they should.
template<class ToHalf, class ToFloat>
void expectNearestEven(std::uint16_t lower, ToHalf toHalf, ToFloat toFloat) {
    const auto upper = static_cast<std::uint16_t>(lower + 1);
    const float a = toFloat(lower), b = toFloat(upper);
    const auto middle = static_cast<float>((double(a) + double(b)) / 2);
    EXPECT_EQ(toHalf(middle), lower % 2 ? upper : lower) << lower;
    EXPECT_EQ(toHalf(std::nextafterf(middle, 0)), lower) << lower;
    EXPECT_EQ(toHalf(std::nextafterf(middle, std::numeric_limits<float>::infinity())), upper) << lower;
    EXPECT_EQ(toHalf(-middle), 0x8000 | (lower % 2 ? upper : lower)) << lower;
}

TEST(Float16, EveryNumberIsExactAndComesBack) {
    for (int half = 0; half < 65536; ++half) {
        const float number = float16ToFloat(static_cast<std::uint16_t>(half));
        if (half % 32768 > 0x7c00) {
            EXPECT_TRUE(std::isnan(number)) << half;
            EXPECT_EQ(floatToFloat16(number), half | 0x200) << half;
            continue;
        }
        EXPECT_EQ(double(number), plainHalf(half)) << half;
        EXPECT_EQ(std::signbit(number), half >= 32768) << half;
        EXPECT_EQ(floatToFloat16(number), half) << half;
    }
}

TEST(Float16, RoundsToTheNearestTiesToEven) {
    for (std::uint16_t half = 0; half < 0x7bff; ++half)
        expectNearestEven(half, floatToFloat16, [](std::uint16_t h) { return float(plainHalf(h)); });
    EXPECT_EQ(floatToFloat16(65519.99f), 0x7bff);
    EXPECT_EQ(floatToFloat16(65520.f), 0x7c00);
    EXPECT_EQ(floatToFloat16(-std::numeric_limits<float>::max()), 0xfc00);
    EXPECT_EQ(floatToFloat16(std::numeric_limits<float>::infinity()), 0x7c00);
    EXPECT_EQ(floatToFloat16(std::numeric_limits<float>::denorm_min()), 0);
}

TEST(Bfloat16, EveryNumberComesBackAndRoundingIsToEven) {
    for (int half = 0; half < 65536; ++half) {
        const float number = bfloat16ToFloat(static_cast<std::uint16_t>(half));
        EXPECT_EQ(std::isnan(number), half % 32768 > 0x7f80) << half;
        EXPECT_EQ(floatToBfloat16(number), std::isnan(number) ? half | 0x40 : half) << half;
    }
    for (std::uint16_t half = 0; half < 0x7f7f; ++half)
        expectNearestEven(half, floatToBfloat16, bfloat16ToFloat);
    EXPECT_EQ(floatToBfloat16(std::numeric_limits<float>::max()), 0x7f80);
}

TEST(BlockFormats, AgreeWithTheDefinition) {
    std::mt19937 random(1);
    for (const FormatCase& format : formatCases())
        for (int round = 0; round < 300; ++round) {
            const Block block = randomBlock(format, random);
            const auto numbers = numbersOf(format, block);
            for (std::size_t i = 0; i < numbers.size(); ++i)
                ASSERT_NEAR(numbers[i], format.plain(block, i), 3e-5) << dtypeName(format.type) << " " << i;
        }
}

TEST(BlockFormats, RowsAreSlicesOfTheWhole) {
    std::mt19937 random(2);
    for (const FormatCase& format : formatCases()) {
        Block blocks;
        for (int i = 0; i < 6; ++i)
            for (const auto byte : randomBlock(format, random)) blocks.push_back(byte);
        const std::size_t width = 2 * blockElements(format.type);
        const StoredTensor tensor{"w", format.type, Shape{3, width}, std::as_bytes(std::span(blocks))};
        const auto whole = numbersOf(format, blocks);
        for (std::size_t row = 0; row < 3; ++row) {
            std::vector<float> numbers(width);
            dequantizeRow(tensor, row, numbers);
            EXPECT_TRUE(
                std::equal(numbers.begin(), numbers.end(), whole.begin() + static_cast<long>(row * width)));
        }
    }
}

TEST(BlockFormats, ScalesThatAreNoNumbersAreReported) {
    std::mt19937 random(3);
    for (const FormatCase& format : formatCases())
        for (const std::size_t place : format.halves)
            for (const std::uint16_t bad : {0x7c00, 0xfc00, 0x7e00}) {
                Block blocks = randomBlock(format, random);
                const auto second = randomBlock(format, random);
                blocks.insert(blocks.end(), second.begin(), second.end());
                const Shape shape{2 * blockElements(format.type)};
                const StoredTensor tensor{"w", format.type, shape, std::as_bytes(std::span(blocks))};
                EXPECT_FALSE(hasNonFinite(tensor)) << dtypeName(format.type);
                setHalf(blocks, second.size() + place, bad);
                EXPECT_TRUE(hasNonFinite(tensor)) << dtypeName(format.type);
            }
}

TEST(BlockFormats, NonFiniteNumbersAreFoundWhereverTheyAre) {
    std::vector<float> values(10'000, 1.f);
    EXPECT_FALSE(hasNonFinite(storedFloats(values)));
    for (const std::size_t place : {std::size_t{0}, std::size_t{4096}, std::size_t{9999}}) {
        values[place] = std::nanf("");
        EXPECT_TRUE(hasNonFinite(storedFloats(values)));
        values[place] = 1;
    }
}

TEST(Quantize, Q8IsWithinHalfAScale) {
    std::mt19937 random(4);
    std::normal_distribution<float> normal;
    for (int exponent = -30; exponent <= 19; ++exponent) {
        std::vector<float> values(32 * 20);
        for (float& value : values) value = std::ldexp(normal(random), exponent);
        const auto bytes = quantize(values, Shape{20, 32}, DType::Q8_0);
        const StoredTensor tensor{"w", DType::Q8_0, Shape{20, 32}, bytes};
        std::vector<float> back(values.size());
        dequantize(tensor, back);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int low = std::to_integer<int>(bytes[i / 32 * 34]),
                      high = std::to_integer<int>(bytes[i / 32 * 34 + 1]);
            ASSERT_LE(std::abs(double(values[i]) - back[i]), plainHalf(low + 256 * high) * 0.50001)
                << exponent;
        }
    }
}

TEST(Quantize, Q8KeepsZerosAndShowsNaN) {
    std::vector<float> values(64, 0.f);
    std::vector<float> back(64, 1.f);
    const Shape shape{64};
    auto bytes = quantize(values, shape, DType::Q8_0);
    dequantize({"w", DType::Q8_0, shape, bytes}, back);
    EXPECT_EQ(back, values);
    values[40] = std::numeric_limits<float>::infinity();
    bytes = quantize(values, shape, DType::Q8_0);
    EXPECT_TRUE(hasNonFinite({"w", DType::Q8_0, shape, bytes}));
    dequantize({"w", DType::Q8_0, shape, bytes}, back);
    EXPECT_EQ(back[31], 0);
    EXPECT_TRUE(std::isnan(back[32]));
}

TEST(BlockFormats, OneNumberThatIsNotFiniteIsFoundInALargeTensor) {
    constexpr std::size_t count = 700'001; // read by two threads, and no whole number of stretches
    for (const DType type : {DType::F32, DType::F16, DType::BF16}) {
        const std::size_t size = blockBytes(type);
        std::vector<std::byte> bytes(count * size);
        StoredTensor tensor{"w", type, {count}, bytes};
        EXPECT_FALSE(hasNonFinite(tensor)) << dtypeName(type);
        for (const std::size_t place : {std::size_t{0}, count / 2 - 1, count / 2, count - 1}) {
            const std::size_t high = place * size + size - 2; // of a little-endian number
            bytes[high] = std::byte{0x80};
            bytes[high + 1] = std::byte{0x7F};
            EXPECT_TRUE(hasNonFinite(tensor)) << dtypeName(type) << " at " << place;
            bytes[high] = bytes[high + 1] = std::byte{0};
        }
    }
}

TEST(Quantize, PlainFormatsRoundOnce) {
    const std::vector<float> values{1.f, -2.5f, 0.1f, 1e-7f, 70000.f};
    for (const DType type : {DType::F32, DType::F16, DType::BF16}) {
        const auto bytes = quantize(values, Shape{5}, type);
        std::vector<float> back(5);
        dequantize({"w", type, Shape{5}, bytes}, back);
        EXPECT_EQ(quantize(back, Shape{5}, type), bytes) << dtypeName(type);
        EXPECT_EQ(back[1], -2.5f);
    }
}

TEST(Shapes, SizesThatDoNotFitStayAtTheLargest) {
    const std::size_t huge = std::size_t{1} << 60;
    EXPECT_EQ((Shape{huge, huge}).elements(), std::numeric_limits<std::size_t>::max());
    EXPECT_EQ((Shape{huge, huge, 0}).elements(), 0u);
    EXPECT_EQ(Shape{}.elements(), 1u);
    EXPECT_EQ(storageBytes(Shape{huge, huge}, DType::F32), std::numeric_limits<std::size_t>::max());
    EXPECT_EQ(storageBytes(Shape{3, 64}, DType::Q8_0), 204u);
    EXPECT_EQ((Shape{12, 768}).text(), "[12, 768]");
}

} // namespace

} // namespace tokenarium
