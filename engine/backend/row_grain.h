// SPDX-License-Identifier: GPL-3.0-or-later
// How much of an operation is worth handing to another thread: some microseconds' work.
#pragma once

#include <algorithm>
#include <cstddef>

namespace tokenarium {

inline constexpr std::size_t cheapGrain = 16384; ///< numbers that are added, copied or multiplied
inline constexpr std::size_t dearGrain = 4096;   ///< numbers with an exponential each

/// Rows of a norm, a soft-max and the like.
inline std::size_t rowGrain(std::size_t width) { return std::max<std::size_t>(1, 8192 / width); }

} // namespace tokenarium
