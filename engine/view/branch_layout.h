// SPDX-License-Identifier: GPL-3.0-or-later
// Where the nodes of a tree stand that grows from left to right.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

/// A place in a drawing of rows.
struct BranchPlace {
    std::size_t row = 0; ///< the first child stands in its parent's row, the others in new ones below
    double left = 0;     ///< where the parent ends, and a gap
};

/// `parents[n]` < n for every node but the first, which is the root; `widths` are theirs. A branch that
/// leaves its parent's row takes the next free one, below everything that grows from its elder sisters.
std::vector<BranchPlace> branchLayout(std::span<const std::size_t> parents, std::span<const double> widths,
                                      double gap);

} // namespace tokenarium
