// SPDX-License-Identifier: GPL-3.0-or-later
// Principal components by the matrix of products between points, of which there are far fewer than columns;
// its two greatest eigenvectors come from repeated multiplication.
#include "engine/view/projection.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using Vector = std::vector<double>;

/// Symmetric, n × n: products of the rows after their mean is taken away.
Vector productsOfRows(std::span<const float> rows, std::size_t columns, std::size_t count) {
    Vector centred(rows.begin(), rows.end());
    for (std::size_t c = 0; c < columns; ++c) {
        double mean = 0;
        for (std::size_t r = 0; r < count; ++r) mean += centred[r * columns + c];
        mean /= static_cast<double>(count);
        for (std::size_t r = 0; r < count; ++r) centred[r * columns + c] -= mean;
    }
    Vector products(count * count);
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b <= a; ++b) {
            double sum = 0;
            for (std::size_t c = 0; c < columns; ++c)
                sum += centred[a * columns + c] * centred[b * columns + c];
            products[a * count + b] = products[b * count + a] = sum;
        }
    return products;
}

double lengthOf(const Vector& v) {
    double sum = 0;
    for (const double x : v) sum += x * x;
    return std::sqrt(sum);
}

void multiply(const Vector& matrix, const Vector& v, Vector& result) {
    const std::size_t count = v.size();
    for (std::size_t a = 0; a < count; ++a) {
        double sum = 0;
        for (std::size_t b = 0; b < count; ++b) sum += matrix[a * count + b] * v[b];
        result[a] = sum;
    }
}

/// The greatest eigenvalue and, in `v`, its vector of length 1. The matrix has none below zero.
double greatestEigenvector(const Vector& matrix, Vector& v, double smallest) {
    constexpr int mostTurns = 3000;
    Vector next(v.size());
    // A start that leans on no axis in particular, so that it is orthogonal to none of the vectors looked
    // for.
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = 1 + std::sin(1.7 * static_cast<double>(i + 1));
    double value = 0;
    for (int turn = 0; turn < mostTurns; ++turn) {
        const double before = lengthOf(v);
        if (!(before > 0)) break;
        for (double& x : v) x /= before;
        multiply(matrix, v, next);
        value = lengthOf(next);
        if (value <= smallest) break;
        double moved = 0;
        for (std::size_t i = 0; i < v.size(); ++i) moved = std::max(moved, std::abs(next[i] / value - v[i]));
        v.swap(next);
        if (moved < 1e-12) break;
    }
    if (value <= smallest) {
        std::fill(v.begin(), v.end(), 0.0);
        return 0;
    }
    const double length = lengthOf(v);
    for (double& x : v) x /= length;
    return value;
}

bool overlap(const LabelBox& a, const LabelBox& b) {
    return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height &&
           b.top < a.top + a.height;
}

bool isInside(const LabelBox& box, const LabelBox& room) {
    return box.left >= room.left && box.top >= room.top && box.left + box.width <= room.left + room.width &&
           box.top + box.height <= room.top + room.height;
}

/// Right, left, above, below, then the corners; a little away, so that rounding makes no label touch its
/// point.
std::array<LabelBox, 8> placesAround(const std::array<double, 2>& point, const LabelSize& size,
                                     double radius) {
    radius += 1;
    const double right = point[0] + radius, left = point[0] - radius - size.width;
    const double middleX = point[0] - size.width / 2, middleY = point[1] - size.height / 2;
    const double above = point[1] - radius - size.height, below = point[1] + radius;
    const auto box = [&](double x, double y) { return LabelBox{x, y, size.width, size.height}; };
    return {box(right, middleY), box(left, middleY), box(middleX, above), box(middleX, below),
            box(right, above),   box(right, below),  box(left, above),    box(left, below)};
}

} // namespace

Projection projectToPlane(std::span<const float> rows, std::size_t columns) {
    Projection plane;
    const std::size_t count = columns > 0 ? rows.size() / columns : 0;
    plane.points.resize(count);
    if (count == 0) return plane;
    Vector products = productsOfRows(rows, columns, count);
    double whole = 0;
    for (std::size_t i = 0; i < count; ++i) whole += products[i * count + i];
    for (std::size_t axis = 0; axis < 2; ++axis) {
        Vector v(count);
        const double value = greatestEigenvector(products, v, 1e-12 * whole);
        const auto greatest = std::max_element(v.begin(), v.end(),
                                               [](double a, double b) { return std::abs(a) < std::abs(b); });
        const double scale = *greatest < 0 ? -std::sqrt(value) : std::sqrt(value);
        for (std::size_t i = 0; i < count; ++i) plane.points[i][axis] = scale * v[i];
        plane.share[axis] = whole > 0 ? value / whole : 0;
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = 0; b < count; ++b) products[a * count + b] -= value * v[a] * v[b];
    }
    return plane;
}

std::vector<std::optional<LabelBox>> placeLabels(std::span<const std::array<double, 2>> points,
                                                 std::span<const LabelSize> sizes, const LabelBox& room,
                                                 double pointRadius) {
    std::vector<LabelBox> taken;
    for (const auto& point : points)
        taken.push_back({point[0] - pointRadius, point[1] - pointRadius, 2 * pointRadius, 2 * pointRadius});
    std::vector<std::optional<LabelBox>> labels(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        for (const LabelBox& place : placesAround(points[i], sizes[i], pointRadius)) {
            const auto covers = [&](const LabelBox& other) { return overlap(place, other); };
            if (!isInside(place, room) || std::any_of(taken.begin(), taken.end(), covers)) continue;
            labels[i] = place;
            taken.push_back(place);
            break;
        }
    return labels;
}

} // namespace tokenarium
