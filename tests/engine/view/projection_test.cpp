// SPDX-License-Identifier: GPL-3.0-or-later
// The projection against Jacobi's decomposition of the covariance; labels never cover anything.
#include "engine/view/projection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tokenarium {
namespace {

using Matrix = std::vector<std::vector<double>>;

struct Eigen {
    double value;
    std::vector<double> vector;
};

/// Jacobi's rotations until nothing is left beside the diagonal; greatest first. Slow and plain.
std::vector<Eigen> eigenOf(Matrix a) {
    const std::size_t n = a.size();
    Matrix v(n, std::vector<double>(n, 0));
    for (std::size_t i = 0; i < n; ++i) v[i][i] = 1;
    for (int sweep = 0; sweep < 60; ++sweep)
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) {
                if (std::abs(a[p][q]) < 1e-300) continue;
                const double angle = 0.5 * std::atan2(2 * a[p][q], a[q][q] - a[p][p]);
                const double c = std::cos(angle), s = std::sin(angle);
                for (std::size_t k = 0; k < n; ++k) {
                    const double x = a[k][p], y = a[k][q];
                    a[k][p] = c * x - s * y;
                    a[k][q] = s * x + c * y;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    const double x = a[p][k], y = a[q][k];
                    a[p][k] = c * x - s * y;
                    a[q][k] = s * x + c * y;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    const double x = v[k][p], y = v[k][q];
                    v[k][p] = c * x - s * y;
                    v[k][q] = s * x + c * y;
                }
            }
    std::vector<Eigen> all;
    for (std::size_t i = 0; i < n; ++i) {
        Eigen one{a[i][i], {}};
        for (std::size_t k = 0; k < n; ++k) one.vector.push_back(v[k][i]);
        all.push_back(one);
    }
    std::sort(all.begin(), all.end(), [](const Eigen& x, const Eigen& y) { return x.value > y.value; });
    return all;
}

TEST(Projection, AgreesWithTheEigenvectorsOfTheCovariance) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    for (int round = 0; round < 10; ++round) {
        const std::size_t rows = 5 + std::size_t(round) * 3, columns = 7;
        std::vector<float> data(rows * columns);
        for (std::size_t i = 0; i < data.size(); ++i)
            data[i] = normal(random) * float(1 + 2 * (i % columns)) + 30;
        Matrix centred(rows, std::vector<double>(columns)),
            covariance(columns, std::vector<double>(columns, 0));
        for (std::size_t c = 0; c < columns; ++c) {
            double mean = 0;
            for (std::size_t r = 0; r < rows; ++r) mean += double(data[r * columns + c]) / double(rows);
            for (std::size_t r = 0; r < rows; ++r) centred[r][c] = double(data[r * columns + c]) - mean;
        }
        double whole = 0;
        for (std::size_t a = 0; a < columns; ++a)
            for (std::size_t b = 0; b < columns; ++b)
                for (std::size_t r = 0; r < rows; ++r) covariance[a][b] += centred[r][a] * centred[r][b];
        for (std::size_t c = 0; c < columns; ++c) whole += covariance[c][c];
        const auto eigen = eigenOf(covariance);
        const Projection plane = projectToPlane(data, columns);
        ASSERT_EQ(plane.points.size(), rows);
        for (std::size_t axis = 0; axis < 2; ++axis) {
            EXPECT_NEAR(plane.share[axis], eigen[axis].value / whole, 1e-8);
            std::vector<double> expected;
            for (const auto& row : centred) {
                double sum = 0;
                for (std::size_t c = 0; c < columns; ++c) sum += row[c] * eigen[axis].vector[c];
                expected.push_back(sum);
            }
            const double greatest =
                *std::max_element(expected.begin(), expected.end(),
                                  [](double a, double b) { return std::abs(a) < std::abs(b); });
            const double sign = greatest < 0 ? -1 : 1;
            for (std::size_t r = 0; r < rows; ++r)
                EXPECT_NEAR(plane.points[r][axis], sign * expected[r], 1e-4)
                    << round << ' ' << axis << ' ' << r;
        }
    }
}

TEST(Projection, OfFewOrEqualPointsIsFlat) {
    EXPECT_TRUE(projectToPlane({}, 4).points.empty());
    const std::vector<float> one{1, 2, 3}, equal{1, 2, 1, 2, 1, 2}, line{0, 0, 1, 1, 3, 3};
    EXPECT_EQ(projectToPlane(one, 3).points[0], (std::array<double, 2>{0, 0}));
    for (const auto& point : projectToPlane(equal, 2).points) EXPECT_EQ(point, (std::array<double, 2>{0, 0}));
    const Projection onLine = projectToPlane(line, 2);
    EXPECT_NEAR(onLine.share[0], 1, 1e-12);
    EXPECT_NEAR(onLine.points[2][0] - onLine.points[0][0], 3 * std::sqrt(2.0), 1e-9);
    for (const auto& point : onLine.points) EXPECT_NEAR(point[1], 0, 1e-6);
}

TEST(PlaceLabels, CoverNothingAndStayInside) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> anywhere(0, 300);
    std::vector<std::array<double, 2>> points;
    std::vector<LabelSize> sizes;
    for (int i = 0; i < 120; ++i) {
        points.push_back({anywhere(random), anywhere(random)});
        sizes.push_back({20 + double(i % 30), 12});
    }
    const auto labels = placeLabels(points, sizes, {0, 0, 300, 300}, 3);
    std::size_t placed = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!labels[i]) continue;
        ++placed;
        const LabelBox& box = *labels[i];
        EXPECT_GE(box.left, 0);
        EXPECT_LE(box.left + box.width, 300);
        EXPECT_GE(box.top, 0);
        EXPECT_LE(box.top + box.height, 300);
        EXPECT_EQ(box.width, sizes[i].width);
        const double nearX = std::clamp(points[i][0], box.left, box.left + box.width) - points[i][0];
        const double nearY = std::clamp(points[i][1], box.top, box.top + box.height) - points[i][1];
        EXPECT_LT(std::hypot(nearX, nearY), 8) << "a label stands beside its own point";
        for (std::size_t j = 0; j < points.size(); ++j) {
            const bool covers = points[j][0] > box.left && points[j][0] < box.left + box.width &&
                                points[j][1] > box.top && points[j][1] < box.top + box.height;
            EXPECT_FALSE(covers) << i << " covers point " << j;
            if (j <= i || !labels[j]) continue;
            const LabelBox& other = *labels[j];
            const bool apart = box.left + box.width <= other.left || other.left + other.width <= box.left ||
                               box.top + box.height <= other.top || other.top + other.height <= box.top;
            EXPECT_TRUE(apart) << i << " and " << j;
        }
    }
    EXPECT_GT(placed, 25U);
    const std::vector<std::array<double, 2>> lonely{{150, 150}};
    EXPECT_TRUE(placeLabels(lonely, std::vector<LabelSize>{{30, 12}}, {0, 0, 300, 300}, 3)[0].has_value());
}

} // namespace
} // namespace tokenarium
