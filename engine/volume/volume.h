// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes of voxels cut into blocks, and clouds of points gathered into groups.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tokenarium {

/// Brightness of every voxel, 0 … 1. Plain value.
struct Volume {
    std::size_t depth = 0, height = 0, width = 0;
    std::vector<float> values; ///< [depth, height, width]
    float at(std::size_t z, std::size_t y, std::size_t x) const {
        return values[(z * height + y) * width + x];
    }
};

/// Something like a scan of a head: a shell, two chambers, spots; the same for the same seed. Each side >= 8.
Volume generatedVolume(std::size_t depth, std::size_t height, std::size_t width, std::uint64_t seed = 1);

/// A slice at right angles to an axis (0 = depth, 1 = height, 2 = width), [rows, columns] of the two others
/// in order.
struct VolumeSlice {
    std::size_t rows = 0, columns = 0;
    std::vector<float> values;
};
VolumeSlice sliceOf(const Volume& volume, std::size_t axis, std::size_t place);

/// Blocks of side `depth` × `side` × `side` in raster order: (depth/d)·(height/p)·(width/p) tokens, as UNETR
/// cuts a scan (arXiv 2103.10504) and VideoMAE and ViViT a film ("tubelets", the frames are the depth). What
/// does not fill a block at the end is left out, as the models want sides that divide.
struct BlockGrid {
    std::size_t depth = 0, rows = 0, columns = 0; ///< how many blocks each way
    std::size_t blockDepth = 16, blockSide = 16;
    std::size_t count() const { return depth * rows * columns; }
    /// First voxel of a block.
    std::array<std::size_t, 3> origin(std::size_t block) const;
    /// The block of a voxel; count() where none.
    std::size_t blockAt(std::size_t z, std::size_t y, std::size_t x) const;
};
/// Needs blockDepth, blockSide >= 1.
BlockGrid blockGrid(const Volume& volume, std::size_t blockDepth, std::size_t blockSide);
/// The numbers of a block in raster order: what becomes the token's vector.
std::vector<float> blockValues(const Volume& volume, const BlockGrid& grid, std::size_t block);

struct Point {
    float x = 0, y = 0, z = 0;
    bool operator==(const Point&) const = default;
};

/// Points on the surface of a simple airplane; the same for the same seed.
std::vector<Point> generatedPoints(std::size_t count, std::uint64_t seed = 1);

/// Point-BERT (arXiv 2111.14819): `groups` centres, each the point farthest from all centres before (the
/// first point is the first centre), then the `groupSize` points nearest to each, the centre first. Groups
/// overlap; with one [CLS] there are groups + 1 tokens. Fewer points than asked for: as many as there are.
inline constexpr std::size_t pointBertVocabulary = 8192; ///< codes of its discrete tokenizer

struct PointGroups {
    std::vector<std::size_t> centres;
    std::vector<std::size_t> members; ///< [groups, groupSize] point numbers, nearest first
    std::size_t groupSize = 0;
    /// How often a point is in a group on average.
    double coverage(std::size_t points) const {
        return points == 0 ? 0 : static_cast<double>(members.size()) / static_cast<double>(points);
    }
};
PointGroups pointGroups(std::span<const Point> points, std::size_t groups = 64, std::size_t groupSize = 32);

} // namespace tokenarium
