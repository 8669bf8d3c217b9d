// SPDX-License-Identifier: GPL-3.0-or-later
// Every point gets the number of its voxel; sorting the numbers puts equal ones together.
#include "engine/volume/voxel_grid.h"

#include <algorithm>

namespace tokenarium {

namespace {

std::size_t cellOf(float value, float corner, const VoxelGrid& grid) {
    const float place = std::max(0.0F, (value - corner) / grid.voxelSize);
    return std::min(static_cast<std::size_t>(place), grid.side - 1);
}

} // namespace

VoxelGrid voxelGrid(std::span<const Point> points, std::size_t side) {
    VoxelGrid grid;
    grid.side = side;
    if (points.empty()) return grid;
    Point low = points[0], high = points[0];
    for (const Point& point : points) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y), std::min(low.z, point.z)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y), std::max(high.z, point.z)};
    }
    const float extent = std::max({high.x - low.x, high.y - low.y, high.z - low.z});
    grid.corner = {(low.x + high.x - extent) / 2, (low.y + high.y - extent) / 2,
                   (low.z + high.z - extent) / 2};
    if (extent > 0) grid.voxelSize = extent / static_cast<float>(side);
    std::vector<std::size_t> numbers;
    numbers.reserve(points.size());
    for (const Point& point : points)
        numbers.push_back(
            (cellOf(point.z, grid.corner.z, grid) * side + cellOf(point.y, grid.corner.y, grid)) * side +
            cellOf(point.x, grid.corner.x, grid));
    std::vector<std::size_t> distinct = numbers;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (const std::size_t number : distinct)
        grid.voxels.push_back({number % side, number / side % side, number / side / side, 0});
    grid.voxelOf.reserve(numbers.size());
    for (const std::size_t number : numbers) {
        const auto place = std::lower_bound(distinct.begin(), distinct.end(), number) - distinct.begin();
        grid.voxelOf.push_back(static_cast<std::size_t>(place));
        ++grid.voxels[static_cast<std::size_t>(place)].points;
    }
    return grid;
}

} // namespace tokenarium
