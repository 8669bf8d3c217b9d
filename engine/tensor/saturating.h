// SPDX-License-Identifier: GPL-3.0-or-later
// Sums and products of sizes that stay at the largest size_t instead of wrapping round: sizes in files may
// lie.
#pragma once

#include <cstddef>
#include <limits>

namespace tokenarium {

inline constexpr std::size_t unboundedSize = std::numeric_limits<std::size_t>::max();

constexpr std::size_t saturatingSum(std::size_t a, std::size_t b) {
    return a > unboundedSize - b ? unboundedSize : a + b;
}

constexpr std::size_t saturatingProduct(std::size_t a, std::size_t b) {
    return b != 0 && a > unboundedSize / b ? unboundedSize : a * b;
}

} // namespace tokenarium
