// SPDX-License-Identifier: GPL-3.0-or-later
// Dynamic time warping: which moment of one recording belongs to which of another.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

/// For every row of `left` the row of `right` beside it, where both go from their first to their last row
/// without going back, and the sum of squared distances along the way is as small as it can be. Rows are
/// `width` numbers; takes a byte for each pair of rows. Neither is empty.
std::vector<std::size_t> warpedPartners(std::span<const float> left, std::span<const float> right,
                                        std::size_t width);

} // namespace tokenarium
