// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules, groups, clipping, and Muon's steps against a plain reference in double precision.
#include "engine/backend/cpu_backend.h"
#include "engine/model/sampling.h"
#include "engine/train/optimizer.h"
#include "engine/train/schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

using namespace tokenarium;

namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix randomMatrix(std::size_t rows, std::size_t columns, std::uint64_t seed) {
    Matrix m(rows, std::vector<double>(columns));
    std::uint64_t next = 0;
    for (auto& row : m)
        for (double& value : row) value = static_cast<float>(uniformNumber(seed, next++) - 0.5);
    return m;
}

Matrix transposed(const Matrix& m) {
    Matrix t(m[0].size(), std::vector<double>(m.size()));
    for (std::size_t r = 0; r < m.size(); ++r)
        for (std::size_t c = 0; c < m[0].size(); ++c) t[c][r] = m[r][c];
    return t;
}

Matrix product(const Matrix& a, const Matrix& b) {
    Matrix p(a.size(), std::vector<double>(b[0].size(), 0.0));
    for (std::size_t r = 0; r < a.size(); ++r)
        for (std::size_t k = 0; k < b.size(); ++k)
            for (std::size_t c = 0; c < b[0].size(); ++c) p[r][c] += a[r][k] * b[k][c];
    return p;
}

/// Eigenvalues of a symmetric matrix by Jacobi's rotations.
std::vector<double> eigenvalues(Matrix m) {
    const std::size_t n = m.size();
    for (int sweep = 0; sweep < 30; ++sweep)
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) {
                if (std::fabs(m[p][q]) < 1e-14) continue;
                const double angle = 0.5 * std::atan2(2 * m[p][q], m[q][q] - m[p][p]);
                const double c = std::cos(angle), s = std::sin(angle);
                for (std::size_t k = 0; k < n; ++k) {
                    const double a = m[k][p], b = m[k][q];
                    m[k][p] = c * a - s * b;
                    m[k][q] = s * a + c * b;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    const double a = m[p][k], b = m[q][k];
                    m[p][k] = c * a - s * b;
                    m[q][k] = s * a + c * b;
                }
            }
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(m[i][i]);
    return values;
}

std::vector<float> flat(const Matrix& m) {
    std::vector<float> values;
    for (const auto& row : m)
        for (const double value : row) values.push_back(static_cast<float>(value));
    return values;
}

Matrix shaped(const std::vector<float>& values, std::size_t rows) {
    Matrix m(rows, std::vector<double>(values.size() / rows));
    for (std::size_t i = 0; i < values.size(); ++i) m[i / m[0].size()][i % m[0].size()] = values[i];
    return m;
}

/// The five steps straight from the formula, on the flat side.
Matrix plainlyOrthogonal(Matrix x) {
    const bool tall = x.size() > x[0].size();
    if (tall) x = transposed(x);
    double norm = 0;
    for (const auto& row : x)
        for (const double value : row) norm += value * value;
    for (auto& row : x)
        for (double& value : row) value /= std::sqrt(norm);
    for (int i = 0; i < 5; ++i) {
        const Matrix a = product(x, transposed(x)), aa = product(a, a);
        Matrix polynomial = a;
        for (std::size_t r = 0; r < a.size(); ++r)
            for (std::size_t c = 0; c < a.size(); ++c)
                polynomial[r][c] = -4.7750 * a[r][c] + 2.0315 * aa[r][c];
        const Matrix added = product(polynomial, x);
        for (std::size_t r = 0; r < x.size(); ++r)
            for (std::size_t c = 0; c < x[0].size(); ++c) x[r][c] = 3.4445 * x[r][c] + added[r][c];
    }
    return tall ? transposed(x) : x;
}

Tensor tensorOf(Backend& backend, const std::string& name, const Shape& shape, float value) {
    Tensor tensor = backend.allocate(name, shape);
    backend.fill(value, tensor);
    return tensor;
}

} // namespace

TEST(Schedule, WarmUpThenConstantThenStraightDown) {
    TrainingSettings settings;
    settings.warmup = 0.1;
    settings.decayFrom = 0.5;
    settings.finalRate = 0.2;
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0), 0);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0.05), 0.5);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0.1), 1);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0.5), 1);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0.75), 0.6);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 1), 0.2);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 7), 0.2);
    settings.decayFrom = 1;
    EXPECT_DOUBLE_EQ(rateFactor(settings, 1), 1);
}

TEST(Schedule, HalfACosine) {
    TrainingSettings settings;
    settings.schedule = ScheduleKind::Cosine;
    settings.warmup = 0.2;
    settings.finalRate = 0.1;
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0.1), 0.5);
    EXPECT_DOUBLE_EQ(rateFactor(settings, 0.2), 1);
    EXPECT_NEAR(rateFactor(settings, 0.6), 0.55, 1e-12);
    EXPECT_NEAR(rateFactor(settings, 0.4), 0.1 + 0.9 * (1 + std::sqrt(0.5)) / 2, 1e-12);
    EXPECT_NEAR(rateFactor(settings, 1), 0.1, 1e-12);
}

TEST(Muon, EqualsThePlainStepsAndMakesSingularValuesNearOne) {
    CpuBackend backend(2);
    for (const auto& [rows, columns] :
         {std::pair<std::size_t, std::size_t>{12, 12}, {24, 9}, {9, 24}, {1, 5}, {5, 1}}) {
        const Matrix start = randomMatrix(rows, columns, rows * 100 + columns);
        MuonSpace space = createMuonSpace(backend, {rows, columns});
        backend.write(flat(start), space.update);
        orthogonalize(backend, space);
        const Matrix result = shaped(backend.read(space.update), rows);
        const Matrix expected = plainlyOrthogonal(start);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) EXPECT_NEAR(result[r][c], expected[r][c], 2e-4);
        const bool tall = rows > columns;
        const Matrix square =
            tall ? product(transposed(result), result) : product(result, transposed(result));
        for (const double value : eigenvalues(square)) {
            EXPECT_GT(std::sqrt(std::max(value, 0.0)), 0.3) << rows << "×" << columns;
            EXPECT_LT(std::sqrt(std::max(value, 0.0)), 1.3) << rows << "×" << columns;
        }
    }
}

TEST(Muon, ZeroStaysZero) {
    CpuBackend backend;
    MuonSpace space = createMuonSpace(backend, {3, 4});
    orthogonalize(backend, space);
    for (const float value : backend.read(space.update)) EXPECT_EQ(value, 0);
}

class OptimizerTest : public ::testing::Test {
protected:
    OptimizerTest() {
        config.layers = 1;
        config.width = 8;
        config.heads = config.keyHeads = 2;
        config.headWidth = 4;
        config.feedForwardWidth = 16;
        config.vocabularySize = 5;
        config.positions = 8;
        config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = config.normBias =
            true;
        config.tiedHead = true;
    }
    Weights filled(const std::string& prefix, float value) {
        return makeWeights(config, [&](const std::string& name, const Shape& shape) {
            return tensorOf(backend, prefix + name, shape, value);
        });
    }
    CpuBackend backend;
    ModelConfig config;
};

TEST_F(OptimizerTest, OnlyMatricesDecayAndOnlyThoseOfBlocksAreMuons) {
    Weights weights = filled("", 1), gradients = filled("grad.", 0);
    TrainingSettings settings;
    settings.rate = 0.5;
    settings.muonRate = 0.25;
    settings.weightDecay = 0.1;
    Optimizer optimizer(settings, weights, backend);
    optimizer.step(backend, gradients, 0, 1); // no gradient: what changes, decays
    std::map<std::string, int> kinds;
    forEachTensor(weights, [&](Tensor& tensor) {
        const float value = backend.read(tensor)[0];
        const bool block = tensor.name.rfind("block.", 0) == 0, matrix = tensor.shape.rank() == 2;
        const float expected = !matrix ? 1.0F : block ? 1 - 0.25F * 0.1F : 1 - 0.5F * 0.1F;
        EXPECT_NEAR(value, expected, 1e-6) << tensor.name;
        ++kinds[!matrix ? "plain" : block ? "muon" : "table"];
    });
    EXPECT_EQ(kinds["muon"], 6);
    EXPECT_EQ(kinds["table"], 2); // tokens and positions
    EXPECT_EQ(kinds["plain"], 12);
    std::map<std::string, int> states;
    optimizer.forEachState([&](Tensor& tensor) { ++states[tensor.name.substr(0, tensor.name.find('.'))]; });
    EXPECT_EQ(states["muon"], 6);
    EXPECT_EQ(states["adamw"], 2 * 14);
}

TEST_F(OptimizerTest, AdamWIsTheFormula) {
    Weights weights = filled("", 1), gradients = filled("grad.", 0);
    TrainingSettings settings;
    settings.optimizer = OptimizerKind::AdamW;
    settings.rate = 0.01;
    settings.clip = 0;
    Optimizer optimizer(settings, weights, backend);
    double w = 1, mean = 0, square = 0;
    for (int step = 1; step <= 5; ++step) {
        const double g = 0.3 * step - 0.7, factor = 1.0 / step;
        forEachTensor(gradients, [&](Tensor& tensor) { backend.fill(static_cast<float>(g), tensor); });
        optimizer.step(backend, gradients, 1, factor);
        mean = 0.9 * mean + 0.1 * g;
        square = 0.95 * square + 0.05 * g * g;
        const double rate = settings.rate * factor;
        w -= rate * settings.weightDecay * w;
        w -= rate * (mean / (1 - std::pow(0.9, step))) /
             (std::sqrt(square / (1 - std::pow(0.95, step))) + 1e-8);
    }
    EXPECT_NEAR(backend.read(weights.blocks[0].query)[3], w, 1e-5);
    EXPECT_NEAR(backend.read(weights.tokens)[3], w, 1e-5);
}

TEST_F(OptimizerTest, AMuonStepIsTheRateTimesAnOrthogonalMatrix) {
    Weights weights = filled("", 0), gradients = filled("grad.", 0);
    TrainingSettings settings;
    settings.clip = 0;
    Optimizer optimizer(settings, weights, backend);
    const Matrix gradient = randomMatrix(16, 8, 3); // up: F × C, so the step is √2 times as long
    backend.write(flat(gradient), gradients.blocks[0].up);
    optimizer.step(backend, gradients, 1, 0.5);
    const Matrix expected = plainlyOrthogonal(gradient);
    const std::vector<float> moved = backend.read(weights.blocks[0].up);
    for (std::size_t i = 0; i < moved.size(); ++i)
        EXPECT_NEAR(moved[i], -0.02 * 0.5 * std::sqrt(2.0) * expected[i / 8][i % 8], 1e-5);
}

TEST_F(OptimizerTest, LongGradientsCountAsScaledDown) {
    const auto resultOf = [&](float gradient, double clip, OptimizerKind kind) {
        Weights weights = filled("", 1), gradients = filled("grad.", 0);
        TrainingSettings settings;
        settings.optimizer = kind;
        settings.clip = clip;
        Optimizer optimizer(settings, weights, backend);
        std::vector<float> values;
        for (const float part : {gradient, 0.5F, gradient}) { // mean and square remember how long they were
            forEachTensor(gradients, [&](Tensor& tensor) { backend.fill(part, tensor); });
            optimizer.step(backend, gradients, optimizer.gradientNorm(backend, gradients), 1);
        }
        forEachTensor(weights, [&](Tensor& tensor) {
            for (const float value : backend.read(tensor)) values.push_back(value);
        });
        return values;
    };
    Weights gradients = filled("grad.", 1);
    TrainingSettings settings;
    Weights weights = filled("", 1);
    const double norm = Optimizer(settings, weights, backend).gradientNorm(backend, gradients);
    std::size_t elements = 0;
    forEachTensor(gradients, [&](Tensor& tensor) { elements += tensor.shape.elements(); });
    EXPECT_NEAR(norm, std::sqrt(static_cast<double>(elements)), 1e-9);
    for (const OptimizerKind kind : {OptimizerKind::AdamW, OptimizerKind::Muon}) {
        const auto clipped = resultOf(5, norm, kind), small = resultOf(1, norm, kind);
        const auto free = resultOf(5, 0, kind);
        double apart = 0;
        for (std::size_t i = 0; i < clipped.size(); ++i) {
            EXPECT_NEAR(clipped[i], small[i], 1e-5);
            apart = std::max(apart, std::fabs(static_cast<double>(clipped[i]) - free[i]));
        }
        EXPECT_GT(apart, 1e-4);
    }
}
