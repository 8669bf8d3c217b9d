// SPDX-License-Identifier: GPL-3.0-or-later
// Rows are laid along the shorter side; a row takes one more weight as long as its worst part gets no longer
// and thinner by that.
#include "engine/view/treemap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

/// Longer side over shorter of the worst part of a row with these areas along `side`.
double worstRatio(double sum, double largest, double smallest, double side) {
    const double thickness = sum / side;
    const double longest = largest / thickness, shortest = smallest / thickness;
    return std::max(std::max(longest, thickness) / std::min(longest, thickness),
                    std::max(shortest, thickness) / std::min(shortest, thickness));
}

/// Lays a row along the shorter side of `rest` and cuts it off.
void layRow(const std::vector<double>& areas, const std::vector<std::size_t>& order, std::size_t from,
            std::size_t to, double sum, TreemapBox& rest, std::vector<TreemapBox>& boxes) {
    const bool upright = rest.width >= rest.height; // a column at the left
    const double side = upright ? rest.height : rest.width;
    const double thickness = side > 0 ? sum / side : 0;
    double along = upright ? rest.y : rest.x;
    for (std::size_t i = from; i < to; ++i) {
        const double length = thickness > 0 ? areas[order[i]] / thickness : 0;
        boxes[order[i]] = upright ? TreemapBox{rest.x, along, thickness, length}
                                  : TreemapBox{along, rest.y, length, thickness};
        along += length;
    }
    if (upright) {
        rest.x += thickness;
        rest.width = std::max(0.0, rest.width - thickness);
    } else {
        rest.y += thickness;
        rest.height = std::max(0.0, rest.height - thickness);
    }
}

} // namespace

std::vector<TreemapBox> squarified(const std::vector<double>& weights, const TreemapBox& whole) {
    std::vector<TreemapBox> boxes(weights.size());
    std::vector<std::size_t> order;
    double total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!(weights[i] > 0) || !std::isfinite(weights[i])) continue;
        order.push_back(i);
        total += weights[i];
    }
    if (order.empty() || !(whole.area() > 0)) return boxes;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
    std::vector<double> areas(weights.size());
    for (const std::size_t i : order) areas[i] = weights[i] / total * whole.area();
    TreemapBox rest = whole;
    for (std::size_t from = 0; from < order.size();) {
        const double side = std::min(rest.width, rest.height);
        double sum = areas[order[from]];
        std::size_t to = from + 1;
        while (side > 0 && to < order.size()) {
            const double largest = areas[order[from]], smallest = areas[order[to - 1]];
            const double next = areas[order[to]];
            if (worstRatio(sum + next, largest, next, side) > worstRatio(sum, largest, smallest, side)) break;
            sum += next;
            ++to;
        }
        layRow(areas, order, from, to, sum, rest, boxes);
        from = to;
    }
    return boxes;
}

} // namespace tokenarium
