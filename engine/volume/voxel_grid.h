// SPDX-License-Identifier: GPL-3.0-or-later
// A cloud of points in a grid of voxels: of most nothing is known, and only the occupied ones become tokens.
#pragma once

#include "engine/volume/volume.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

struct OccupiedVoxel {
    std::size_t column = 0, row = 0, layer = 0; ///< along x, y and z
    std::size_t points = 0;
    bool operator==(const OccupiedVoxel&) const = default;
};

/// A cube about the middle of all points, cut into side × side × side voxels.
struct VoxelGrid {
    std::size_t side = 1;
    Point corner;                      ///< smallest x, y and z
    float voxelSize = 1;               ///< in the points' unit
    std::vector<OccupiedVoxel> voxels; ///< those with a point: by layer, then row, then column
    std::vector<std::size_t> voxelOf;  ///< of each point: place in `voxels`
    std::size_t all() const { return side * side * side; }
};

/// Needs 1 <= side <= 1024. Points on the far faces belong to the last voxels. No points: no voxels. The cube
/// is as large as the longest extent; where that is 0 voxels have size 1.
VoxelGrid voxelGrid(std::span<const Point> points, std::size_t side);

} // namespace tokenarium
