// SPDX-License-Identifier: GPL-3.0-or-later
// What the view of a point cloud shows: points and the boxes of their voxels, turned and put on the screen.
#pragma once

#include "engine/volume/voxel_grid.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tokenarium {

struct CloudPoint {
    float x = 0, y = 0, z = 0;
    std::size_t voxel = 0; ///< token number
};
struct CloudBox {
    float x = 0, y = 0, z = 0, size = 0; ///< smallest corner; sides are equal
};

/// Points of −1 … 1 about the middle of the cube.
struct PointCloud {
    std::vector<CloudPoint> points;
    std::vector<CloudBox> boxes; ///< by token number
};
PointCloud pointCloud(std::span<const Point> points, const VoxelGrid& grid);

struct CloudPlace {
    double x = 0, y = 0; ///< right and down, within about ±1.8
    double depth = 0;    ///< away from the eye
};
/// Turned about the upright axis by `turn` degrees, seen from a little above; without perspective.
CloudPlace placeOnScreen(float x, float y, float z, double turn);
/// The eight corners; those i and j whose numbers differ in one bit are joined by an edge.
std::array<CloudPlace, 8> cornersOnScreen(const CloudBox& box, double turn);

} // namespace tokenarium
