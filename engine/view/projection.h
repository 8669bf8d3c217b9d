// SPDX-License-Identifier: GPL-3.0-or-later
// Many numbers to two: the plane on which points lie farthest apart (principal components), and where their
// labels find room.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct Projection {
    std::vector<std::array<double, 2>> points; ///< one a row, around their mean
    /// Of the whole variance, what each of the two axes shows; 0 where all points are one.
    std::array<double, 2> share{};
};

/// Rows of `columns` numbers. The two directions of greatest variance; each turned so that the coordinate of
/// greatest size is positive, which makes the picture the same every time. Time: rows² · columns + rows³.
Projection projectToPlane(std::span<const float> rows, std::size_t columns);

struct LabelSize {
    double width = 0, height = 0;
};
struct LabelBox {
    double left = 0, top = 0, width = 0, height = 0;
};

/// A place beside each point for its label, inside `room`, that covers no point and no other label; nothing
/// where there is none. Earlier points choose first.
std::vector<std::optional<LabelBox>> placeLabels(std::span<const std::array<double, 2>> points,
                                                 std::span<const LabelSize> sizes, const LabelBox& room,
                                                 double pointRadius);

} // namespace tokenarium
