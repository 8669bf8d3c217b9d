// SPDX-License-Identifier: GPL-3.0-or-later
// Voxels in blocks and points in groups.
#include "engine/volume/volume.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tokenarium {
namespace {

TEST(Blocks, CoverEveryVoxelOnce) {
    const Volume volume = generatedVolume(12, 20, 16);
    const BlockGrid grid = blockGrid(volume, 4, 5);
    EXPECT_EQ(grid.count(), 3U * 4 * 3);
    std::size_t voxels = 0;
    for (std::size_t z = 0; z < 12; ++z)
        for (std::size_t y = 0; y < 20; ++y)
            for (std::size_t x = 0; x < 16; ++x) {
                const std::size_t block = grid.blockAt(z, y, x);
                if (x == 15) {
                    EXPECT_EQ(block, grid.count()) << "the sixteenth column fills no block of five";
                    continue;
                }
                const auto [z0, y0, x0] = grid.origin(block);
                const std::vector<float> values = blockValues(volume, grid, block);
                ASSERT_EQ(values.size(), 100U);
                ASSERT_EQ(values[((z - z0) * 5 + y - y0) * 5 + x - x0], volume.at(z, y, x));
                ++voxels;
            }
    EXPECT_EQ(voxels, grid.count() * 100);
}

TEST(Volume, SlicesLieAtRightAngles) {
    const Volume volume = generatedVolume(8, 9, 10);
    const VolumeSlice across = sliceOf(volume, 0, 3), front = sliceOf(volume, 1, 4),
                      side = sliceOf(volume, 2, 5);
    EXPECT_EQ(across.rows, 9U);
    EXPECT_EQ(across.columns, 10U);
    EXPECT_EQ(across.values[4 * 10 + 5], volume.at(3, 4, 5));
    EXPECT_EQ(front.values[3 * 10 + 5], volume.at(3, 4, 5));
    EXPECT_EQ(side.rows, 8U);
    EXPECT_EQ(side.columns, 9U);
    EXPECT_EQ(side.values[3 * 9 + 4], volume.at(3, 4, 5));
    EXPECT_EQ(sliceOf(volume, 2, 99).values, sliceOf(volume, 2, 9).values);
}

TEST(Volume, HasSomethingInIt) {
    const Volume volume = generatedVolume(32, 32, 32);
    EXPECT_EQ(volume.at(0, 0, 0), 0);
    const auto [least, most] = std::minmax_element(volume.values.begin(), volume.values.end());
    EXPECT_GE(*least, 0);
    EXPECT_LE(*most, 1);
    EXPECT_GT(*most, 0.5F);
}

TEST(PointGroups, CentresAreFarthestAndMembersNearest) {
    const std::vector<Point> points = generatedPoints(300);
    const PointGroups groups = pointGroups(points, 20, 16);
    ASSERT_EQ(groups.centres.size(), 20U);
    ASSERT_EQ(groups.members.size(), 20U * 16);
    const auto squared = [&points](std::size_t a, std::size_t b) {
        const float x = points[a].x - points[b].x, y = points[a].y - points[b].y,
                    z = points[a].z - points[b].z;
        return x * x + y * y + z * z;
    };
    EXPECT_EQ(std::set<std::size_t>(groups.centres.begin(), groups.centres.end()).size(), 20U);
    for (std::size_t g = 0; g < 20; ++g) {
        const auto members = groups.members.begin() + static_cast<std::ptrdiff_t>(g * 16);
        EXPECT_EQ(*members, groups.centres[g]);
        float farthest = 0;
        for (int i = 0; i < 16; ++i) farthest = std::max(farthest, squared(members[i], groups.centres[g]));
        std::size_t nearer = 0;
        for (std::size_t i = 0; i < points.size(); ++i)
            nearer += squared(i, groups.centres[g]) < farthest ? 1 : 0;
        EXPECT_LT(nearer, 16U) << "a nearer point was left out";
    }
    EXPECT_NEAR(groups.coverage(300), 20 * 16 / 300.0, 1e-12);
}

TEST(PointGroups, FewPoints) {
    const PointGroups groups = pointGroups(generatedPoints(5));
    EXPECT_EQ(groups.centres.size(), 5U);
    EXPECT_EQ(groups.groupSize, 5U);
    EXPECT_TRUE(pointGroups({}).centres.empty());
}

} // namespace
} // namespace tokenarium
