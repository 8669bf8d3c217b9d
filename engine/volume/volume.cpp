// SPDX-License-Identifier: GPL-3.0-or-later
// Cutting volumes into blocks, gathering points, and the two examples that are made by formulas.
#include "engine/volume/volume.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace tokenarium {

namespace {

constexpr float pi = 3.14159265F;

/// Even in 0 … 1; the same on every machine.
float even(std::mt19937_64& source) { return static_cast<float>(source() >> 40) * 0x1p-24F; }

float squaredDistance(const Point& a, const Point& b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z);
}

/// 1 inside an ellipsoid, 0 outside, soft at its border.
float inside(const Point& at, const Point& centre, const Point& radius, float softness) {
    const float x = (at.x - centre.x) / radius.x, y = (at.y - centre.y) / radius.y,
                z = (at.z - centre.z) / radius.z;
    return std::clamp((1 - std::sqrt(x * x + y * y + z * z)) / softness, 0.0F, 1.0F);
}

struct Spot {
    Point centre;
    float radius;
};

float brightness(const Point& at, const std::vector<Spot>& spots) {
    const Point middle{0, 0, 0};
    const float skull = inside(at, middle, {0.92F, 0.92F, 0.92F}, 0.06F);
    const float brain = inside(at, middle, {0.80F, 0.80F, 0.80F}, 0.06F);
    float value = 0.95F * skull - 0.5F * brain;
    value += 0.08F * brain * std::sin(14 * at.x + 5 * std::sin(6 * at.y)) * std::cos(9 * at.z);
    for (const float side : {-0.22F, 0.22F})
        value -= 0.35F * inside(at, {side, 0.05F, 0}, {0.12F, 0.38F, 0.3F}, 0.2F);
    for (const Spot& spot : spots)
        value += 0.4F * inside(at, spot.centre, {spot.radius, spot.radius, spot.radius}, 0.4F);
    return std::clamp(value, 0.0F, 1.0F);
}

/// −1 … 1 along a side of `count` voxels.
float placeOf(std::size_t i, std::size_t count) {
    return (static_cast<float>(i) + 0.5F) / static_cast<float>(count) * 2 - 1;
}

} // namespace

Volume generatedVolume(std::size_t depth, std::size_t height, std::size_t width, std::uint64_t seed) {
    std::mt19937_64 source(seed);
    std::vector<Spot> spots;
    for (int i = 0; i < 5; ++i) {
        const float x = even(source) - 0.5F, y = even(source) - 0.5F, z = even(source) - 0.5F;
        spots.push_back({{x, y, z}, 0.08F + 0.08F * even(source)});
    }
    Volume volume{depth, height, width, {}};
    volume.values.reserve(depth * height * width);
    for (std::size_t z = 0; z < depth; ++z)
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < width; ++x)
                volume.values.push_back(
                    brightness({placeOf(x, width), placeOf(y, height), placeOf(z, depth)}, spots));
    return volume;
}

VolumeSlice sliceOf(const Volume& volume, std::size_t axis, std::size_t place) {
    const std::array<std::size_t, 3> sides = {volume.depth, volume.height, volume.width};
    const std::size_t rowAxis = axis == 0 ? 1 : 0, columnAxis = axis == 2 ? 1 : 2;
    VolumeSlice slice{sides[rowAxis], sides[columnAxis], {}};
    slice.values.reserve(slice.rows * slice.columns);
    std::array<std::size_t, 3> at{};
    at[axis] = std::min(place, sides[axis] - 1);
    for (at[rowAxis] = 0; at[rowAxis] < slice.rows; ++at[rowAxis])
        for (at[columnAxis] = 0; at[columnAxis] < slice.columns; ++at[columnAxis])
            slice.values.push_back(volume.at(at[0], at[1], at[2]));
    return slice;
}

std::array<std::size_t, 3> BlockGrid::origin(std::size_t block) const {
    return {block / (rows * columns) * blockDepth, block / columns % rows * blockSide,
            block % columns * blockSide};
}

std::size_t BlockGrid::blockAt(std::size_t z, std::size_t y, std::size_t x) const {
    const std::size_t layer = z / blockDepth, row = y / blockSide, column = x / blockSide;
    if (layer >= depth || row >= rows || column >= columns) return count();
    return (layer * rows + row) * columns + column;
}

BlockGrid blockGrid(const Volume& volume, std::size_t blockDepth, std::size_t blockSide) {
    return {volume.depth / blockDepth, volume.height / blockSide, volume.width / blockSide, blockDepth,
            blockSide};
}

std::vector<float> blockValues(const Volume& volume, const BlockGrid& grid, std::size_t block) {
    const auto [z0, y0, x0] = grid.origin(block);
    std::vector<float> values;
    values.reserve(grid.blockDepth * grid.blockSide * grid.blockSide);
    for (std::size_t z = z0; z < z0 + grid.blockDepth; ++z)
        for (std::size_t y = y0; y < y0 + grid.blockSide; ++y)
            for (std::size_t x = x0; x < x0 + grid.blockSide; ++x) values.push_back(volume.at(z, y, x));
    return values;
}

std::vector<Point> generatedPoints(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 source(seed);
    std::vector<Point> points;
    points.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const float part = even(source), along = even(source) * 2 - 1, around = even(source) * 2 * pi;
        if (part < 0.45F) { // the body
            const float radius = 0.12F * std::sqrt(std::max(0.0F, 1 - along * along));
            points.push_back({along, radius * std::cos(around), radius * std::sin(around)});
        } else if (part < 0.85F) { // the wings, swept back
            points.push_back({0.15F - 0.35F * std::fabs(along) + 0.2F * (even(source) - 0.5F), along, 0});
        } else if (part < 0.93F) { // the tail's wings
            points.push_back({-0.9F + 0.1F * even(source), along * 0.35F, 0.02F});
        } else { // the fin
            const float height = even(source);
            points.push_back({-0.95F + 0.15F * even(source) * (1 - height), 0, 0.1F + 0.3F * height});
        }
    }
    return points;
}

PointGroups pointGroups(std::span<const Point> points, std::size_t groups, std::size_t groupSize) {
    PointGroups result;
    result.groupSize = std::min(groupSize, points.size());
    std::vector<float> nearest(points.size(), std::numeric_limits<float>::max());
    std::vector<std::size_t> order(points.size());
    for (std::size_t g = 0; g < std::min(groups, points.size()); ++g) {
        const std::size_t centre =
            g == 0 ? 0
                   : static_cast<std::size_t>(std::max_element(nearest.begin(), nearest.end()) -
                                              nearest.begin());
        result.centres.push_back(centre);
        std::vector<float> distance(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            distance[i] = squaredDistance(points[i], points[centre]);
            nearest[i] = std::min(nearest[i], distance[i]);
        }
        std::iota(order.begin(), order.end(), std::size_t{0});
        distance[centre] =
            -1; // the centre itself comes first, also where another point lies in the same place
        const auto middle = order.begin() + static_cast<std::ptrdiff_t>(result.groupSize);
        std::partial_sort(order.begin(), middle, order.end(), [&distance](std::size_t a, std::size_t b) {
            return distance[a] != distance[b] ? distance[a] < distance[b] : a < b;
        });
        result.members.insert(result.members.end(), order.begin(), middle);
    }
    return result;
}

} // namespace tokenarium
