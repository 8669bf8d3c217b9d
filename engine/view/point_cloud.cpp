// SPDX-License-Identifier: GPL-3.0-or-later
// One turn about the upright axis, one tilt: an orthographic picture.
#include "engine/view/point_cloud.h"

#include <cmath>

namespace tokenarium {

namespace {
constexpr double degree = 3.14159265358979 / 180;
constexpr double tilt = 25 * degree; // the eye looks down so much
} // namespace

PointCloud pointCloud(std::span<const Point> points, const VoxelGrid& grid) {
    const float half = grid.voxelSize * static_cast<float>(grid.side) / 2;
    const auto scaled = [half](float value, float corner) { return (value - corner) / half - 1; };
    PointCloud cloud;
    for (std::size_t i = 0; i < points.size(); ++i)
        cloud.points.push_back({scaled(points[i].x, grid.corner.x), scaled(points[i].y, grid.corner.y),
                                scaled(points[i].z, grid.corner.z), grid.voxelOf[i]});
    const float size = 2 / static_cast<float>(grid.side);
    const auto edge = [size](std::size_t cell) { return static_cast<float>(cell) * size - 1; };
    for (const OccupiedVoxel& voxel : grid.voxels)
        cloud.boxes.push_back({edge(voxel.column), edge(voxel.row), edge(voxel.layer), size});
    return cloud;
}

CloudPlace placeOnScreen(float x, float y, float z, double turn) {
    const double sine = std::sin(turn * degree), cosine = std::cos(turn * degree);
    const double right = x * cosine - y * sine, away = x * sine + y * cosine;
    return {right, -(z * std::cos(tilt) + away * std::sin(tilt)), away * std::cos(tilt) - z * std::sin(tilt)};
}

std::array<CloudPlace, 8> cornersOnScreen(const CloudBox& box, double turn) {
    std::array<CloudPlace, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i)
        corners[i] =
            placeOnScreen(box.x + ((i & 1) != 0 ? box.size : 0), box.y + ((i & 2) != 0 ? box.size : 0),
                          box.z + ((i & 4) != 0 ? box.size : 0), turn);
    return corners;
}

} // namespace tokenarium
