// SPDX-License-Identifier: GPL-3.0-or-later
// Depth first: a branch is laid out to its end before its younger sister gets a row below all of it.
#include "engine/view/branch_layout.h"

#include <algorithm>

namespace tokenarium {

std::vector<BranchPlace> branchLayout(std::span<const std::size_t> parents, std::span<const double> widths,
                                      double gap) {
    std::vector<BranchPlace> places(parents.size());
    std::vector<std::vector<std::size_t>> children(parents.size());
    for (std::size_t n = 1; n < parents.size(); ++n) children[parents[n]].push_back(n);
    std::size_t rows = parents.empty() ? 0 : 1;
    std::vector<std::size_t> open; // nodes whose place is not known yet, the next one last
    const auto openChildren = [&](std::size_t node) {
        open.insert(open.end(), children[node].rbegin(), children[node].rend());
    };
    if (!parents.empty()) openChildren(0);
    while (!open.empty()) {
        const std::size_t node = open.back(), parent = parents[node];
        open.pop_back();
        const bool isFirst = children[parent].front() == node;
        places[node] = {isFirst ? places[parent].row : rows++, places[parent].left + widths[parent] + gap};
        openChildren(node);
    }
    return places;
}

} // namespace tokenarium
