// SPDX-License-Identifier: GPL-3.0-or-later
// Products against plain sums in double precision, and the laws: a chain of fused multiply-adds for every
// element, whatever surrounds it.
#include "engine/backend/amx_permission.h"
#include "engine/backend/bf16_product.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tokenarium {
namespace {

/// A matrix in memory with gaps of NaN between its rows: reading one shows in the result.
struct Matrix {
    std::vector<float> numbers;
    MatrixView view;
};

std::mt19937& random() {
    static std::mt19937 generator(7);
    return generator;
}

Matrix madeMatrix(std::size_t rows, std::size_t columns, bool transposed) {
    std::normal_distribution<float> normal;
    const std::size_t lines = transposed ? columns : rows, length = transposed ? rows : columns;
    const std::size_t stride = length + random()() % 3;
    Matrix made;
    made.numbers.assign(lines * stride, std::nanf(""));
    for (std::size_t line = 0; line < lines; ++line)
        for (std::size_t i = 0; i < length; ++i) made.numbers[line * stride + i] = normal(random());
    made.view = {made.numbers.data(), lines, length, stride, 1};
    if (transposed) made.view = made.view.transposed();
    return made;
}

float at(const MatrixView& m, std::size_t row, std::size_t column) {
    return m.data[row * m.rowStride + column * m.columnStride];
}

std::vector<float> madeNumbers(std::size_t count) {
    std::normal_distribution<float> normal;
    std::vector<float> numbers(count);
    for (float& number : numbers) number = normal(random());
    return numbers;
}

/// Differences in units of the sum of the absolute products.
void expectProduct(const MatrixView& a, const MatrixView& b, const std::vector<float>& before,
                   const std::vector<float>& after, std::size_t stride, bool add, double tolerance) {
    for (std::size_t r = 0; r < a.rows; ++r)
        for (std::size_t j = 0; j < stride; ++j) {
            const float got = after[r * stride + j];
            if (j >= b.columns) {
                ASSERT_EQ(got, before[r * stride + j]) << "written beside the row " << r;
                continue;
            }
            double sum = add ? before[r * stride + j] : 0, size = std::abs(sum);
            for (std::size_t k = 0; k < a.columns; ++k) {
                const double product = static_cast<double>(at(a, r, k)) * static_cast<double>(at(b, k, j));
                sum += product;
                size += std::abs(product);
            }
            ASSERT_NEAR(got, sum, tolerance * size) << "row " << r << ", column " << j;
        }
}

struct Sizes {
    std::size_t rows, depth, columns;
};

std::vector<Sizes> manySizes() {
    std::vector<Sizes> sizes{{0, 3, 5},     {3, 0, 5},     {3, 5, 0},     {1, 1, 1},
                             {1, 192, 48},  {8, 193, 48},  {9, 385, 49},  {17, 64, 96},
                             {300, 20, 33}, {5, 7, 1600},  {1, 70, 500},  {3, 9, 131},
                             {250, 1, 3},   {48, 512, 16}, {256, 48, 32}, {256, 256, 32}};
    for (int i = 0; i < 60; ++i) sizes.push_back({random()() % 80, random()() % 300, random()() % 120});
    for (int i = 0; i < 30; ++i) sizes.push_back({random()() % 10, random()() % 50, random()() % 200});
    return sizes;
}

class MatrixProductTest : public ::testing::TestWithParam<ProductPrecision> {
protected:
    ProductPrecision precision = GetParam();
    /// Of F32, one rounding for each term of chains up to 500 long. Of BF16, half a unit of 8 bits for each
    /// factor.
    double tolerance() const { return precision == ProductPrecision::F32 ? 1e-5 : 2 * 0x1p-8; }
};

TEST_P(MatrixProductTest, agreesWithThePlainSumInEveryLayout) {
    WorkerPool pool(3);
    for (const Sizes& size : manySizes())
        for (int layout = 0; layout < 8; ++layout) {
            const Matrix a = madeMatrix(size.rows, size.depth, layout & 1);
            const Matrix b = madeMatrix(size.depth, size.columns, layout & 2);
            const bool add = layout & 4;
            const std::size_t stride = size.columns + random()() % 3;
            const std::vector<float> before = madeNumbers(size.rows * stride);
            std::vector<float> after = before;
            if (layout % 3)
                multiply(a.view, b.view, after.data(), stride, add, precision);
            else
                multiply(a.view, b.view, after.data(), stride, add, precision, pool);
            expectProduct(a.view, b.view, before, after, stride, add, tolerance());
            if (HasFatalFailure())
                FAIL() << size.rows << " × " << size.depth << " × " << size.columns << ", layout " << layout;
        }
}

TEST_P(MatrixProductTest, workersChangeNothing) {
    const Matrix a = madeMatrix(333, 210, false), b = madeMatrix(210, 555, true);
    std::vector<float> alone(333 * 555), shared(alone.size());
    multiply(a.view, b.view, alone.data(), 555, false, precision);
    for (const std::size_t workers : {1, 2, 3, 4, 7, 16}) {
        WorkerPool pool(workers);
        multiply(a.view, b.view, shared.data(), 555, false, precision, pool);
        ASSERT_EQ(alone, shared) << workers;
    }
}

TEST_P(MatrixProductTest, aRowAloneIsTheSameAsAmongOthers) {
    for (const bool transposedB : {false, true})
        for (const bool add : {false, true}) {
            const std::size_t depth = 419, columns = 133, rows = 1000;
            const Matrix a = madeMatrix(rows, depth, false), b = madeMatrix(depth, columns, transposedB);
            std::vector<float> all = madeNumbers(rows * columns), part = all;
            multiply(a.view, b.view, all.data(), columns, add, precision);
            std::size_t row = 0;
            for (std::size_t count = 1; row + count <= rows; row += count, count = count % 23 + 1) {
                const MatrixView some{a.view.data + row * a.view.rowStride, count, depth, a.view.rowStride,
                                      1};
                multiply(some, b.view, part.data() + row * columns, columns, add, precision);
            }
            for (std::size_t i = 0; i < row * columns; ++i)
                ASSERT_EQ(all[i], part[i]) << "row " << i / columns;
        }
}

INSTANTIATE_TEST_SUITE_P(Precisions, MatrixProductTest,
                         ::testing::Values(ProductPrecision::F32, ProductPrecision::BF16),
                         [](const auto& each) {
                             return each.param == ProductPrecision::F32 ? "F32" : "BF16";
                         });

/// Runs the code for another vector width until the end of the scope.
class OnlyTarget {
public:
    explicit OnlyTarget(std::int64_t target) { use(target); }
    ~OnlyTarget() { use(0); }

private:
    static void use(std::int64_t target) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().DeInit(); // the next product chooses anew
    }
};

/// The targets that engine/backend/f32_product.cpp is compiled for and this CPU can run.
std::vector<std::int64_t> targetsHere() {
    std::vector<std::int64_t> targets;
    const std::int64_t notBuilt =
        HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV;
    for (std::int64_t left = HWY_TARGETS & hwy::SupportedTargets() & ~notBuilt; left; left &= left - 1)
        targets.push_back(left & -left);
    return targets;
}

/// Others round each product before they add it.
bool fusesMultiplyAndAdd(std::int64_t target) {
    return HWY_ARCH_ARM_A64 || (HWY_ARCH_X86 && target <= HWY_AVX2); // better targets have lower numbers
}

/// The law, written out.
std::vector<float> chains(const MatrixView& a, const MatrixView& b, const std::vector<float>& before,
                          bool add, bool fused) {
    std::vector<float> sums = before;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (!add) sums[i] = 0;
        for (std::size_t k = 0; k < a.columns; ++k) {
            const float x = at(a, i / b.columns, k), y = at(b, k, i % b.columns);
            const volatile float product = x * y; // volatile: the compiler may not fuse it
            sums[i] = fused ? std::fma(x, y, sums[i]) : product + sums[i];
        }
    }
    return sums;
}

TEST(MatrixProductLawTest, everyElementIsOneChainInOrderForEveryVectorWidth) {
    const std::vector<std::int64_t> targets = targetsHere();
    ASSERT_FALSE(targets.empty());
    for (const Sizes& size : manySizes())
        for (int layout = 0; layout < 8; ++layout) {
            const Matrix a = madeMatrix(size.rows, size.depth, layout & 1);
            const Matrix b = madeMatrix(size.depth, size.columns, layout & 2);
            const bool add = layout & 4;
            const std::vector<float> before = madeNumbers(size.rows * size.columns);
            for (const bool fused : {false, true}) {
                const std::vector<float> expected = chains(a.view, b.view, before, add, fused);
                for (const std::int64_t target : targets) {
                    if (fusesMultiplyAndAdd(target) != fused) continue;
                    const OnlyTarget only(target);
                    std::vector<float> after = before;
                    multiply(a.view, b.view, after.data(), size.columns, add, ProductPrecision::F32);
                    ASSERT_EQ(after, expected)
                        << hwy::TargetName(target) << ", " << size.rows << " × " << size.depth << " × "
                        << size.columns << ", layout " << layout;
                }
            }
        }
    for (const std::int64_t target : targets) RecordProperty(hwy::TargetName(target), "checked");
}

TEST(MatrixProductLawTest, anyStridesWillDo) {
    const std::vector<float> numbers = madeNumbers(4000);
    const MatrixView a{numbers.data(), 20, 30, 3, 61}, b{numbers.data() + 7, 30, 40, 2, 71};
    std::vector<float> c(20 * 40, 0.0F);
    multiply(a, b, c.data(), 40, false, ProductPrecision::F32);
    expectProduct(a, b, std::vector<float>(c.size()), c, 40, false, 1e-5);
    multiply(a, b, c.data(), 40, false, ProductPrecision::BF16);
    expectProduct(a, b, std::vector<float>(c.size()), c, 40, false, 2 * 0x1p-8);
}

class Bf16ProductTest : public ::testing::TestWithParam<Bf16Product (*)()> {
protected:
    void SetUp() override {
        product = GetParam()();
        if (!product) GTEST_SKIP() << "this CPU or system does not have the instructions";
    }
    Bf16Product product = nullptr;
};

TEST_P(Bf16ProductTest, agreesWithThePlainSumInEveryLayout) {
    for (const Sizes& size : manySizes())
        for (int layout = 0; layout < 8; ++layout) {
            const Matrix a = madeMatrix(size.rows, size.depth, layout & 1);
            const Matrix b = madeMatrix(size.depth, size.columns, layout & 2);
            const std::size_t stride = size.columns + 1;
            const std::vector<float> before = madeNumbers(size.rows * stride);
            std::vector<float> after = before;
            product(a.view, b.view, after.data(), stride, layout & 4);
            expectProduct(a.view, b.view, before, after, stride, layout & 4, 2 * 0x1p-8);
            if (HasFatalFailure())
                FAIL() << size.rows << " × " << size.depth << " × " << size.columns << ", layout " << layout;
        }
}

/// Numbers that BF16 holds exactly, and sums that float32 does: every implementation must give the same.
TEST_P(Bf16ProductTest, smallIntegersAreExact) {
    for (int layout = 0; layout < 4; ++layout) {
        Matrix a = madeMatrix(270, 1130, layout & 1), b = madeMatrix(1130, 90, layout & 2);
        for (Matrix* m : {&a, &b})
            for (float& number : m->numbers)
                if (!std::isnan(number))
                    number = static_cast<float>(static_cast<int>(random()() % 257) - 128);
        std::vector<float> exact(270 * 90, 0.0F), rounded(exact);
        multiply(a.view, b.view, exact.data(), 90, false, ProductPrecision::F32);
        product(a.view, b.view, rounded.data(), 90, false);
        ASSERT_EQ(exact, rounded) << "layout " << layout;
    }
}

/// 1 + 2^-8 lies in the middle between 1 and the next BF16 number; to even is down. Just above the middle is
/// up.
TEST_P(Bf16ProductTest, roundsToNearestEven) {
    const std::vector<float> factors{1 + 0x1p-8F, 1 + 0x1p-8F + 0x1p-20F, 1 + 0x1p-7F + 0x1p-8F,
                                     -(1 + 0x1p-8F)};
    const std::vector<float> expected{1, 1 + 0x1p-7F, 1 + 0x1p-6F, -1};
    const float one = 1;
    std::vector<float> c(4), d(4);
    product({factors.data(), 4, 1, 1, 1}, {&one, 1, 1, 1, 1}, c.data(), 1, false);
    product({&one, 1, 1, 1, 1}, {factors.data(), 1, 4, 4, 1}, d.data(), 4, false);
    EXPECT_EQ(c, expected);
    EXPECT_EQ(d, expected);
}

TEST_P(Bf16ProductTest, notANumberStaysSo) {
    const float numbers[2] = {std::nanf(""), 1};
    float c = 0;
    product({numbers, 1, 2, 2, 1}, {numbers, 2, 1, 1, 1}, &c, 1, false);
    EXPECT_TRUE(std::isnan(c));
}

std::string nameOfWay(const ::testing::TestParamInfo<Bf16Product (*)()>& way) {
    constexpr const char* names[] = {"Amx", "Avx512", "RoundedF32"};
    return names[way.index];
}

INSTANTIATE_TEST_SUITE_P(Ways, Bf16ProductTest,
                         ::testing::Values(amxBf16Product, avx512Bf16Product, roundedF32Product), nameOfWay);

/// Where the CPU has tiles and the system lends them, they are used; asking twice does no harm.
TEST(AmxPermissionTest, isGrantedWhereTilesAreUsed) {
    if (!amxBf16Product()) GTEST_SKIP() << "this CPU or system has no tiles";
    EXPECT_TRUE(requestAmxTiles());
    EXPECT_TRUE(fastBf16Products());
}

} // namespace
} // namespace tokenarium
