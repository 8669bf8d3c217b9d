// SPDX-License-Identifier: GPL-3.0-or-later
// A rectangle divided so that each part's area is its share: squarified treemaps (Bruls, Huizing and van Wijk
// 2000), whose parts are as near to squares as may be.
#pragma once

#include <cstddef>
#include <vector>

namespace tokenarium {

struct TreemapBox {
    double x = 0, y = 0, width = 0, height = 0;
    double area() const { return width * height; }
    bool contains(double atX, double atY) const {
        return atX >= x && atX < x + width && atY >= y && atY < y + height;
    }
};

/// A box for each weight, in the order of the weights; large ones lie at the upper left. Weights that are not
/// above zero, or no numbers, get an empty box. Total.
std::vector<TreemapBox> squarified(const std::vector<double>& weights, const TreemapBox& whole);

} // namespace tokenarium
