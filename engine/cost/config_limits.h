// SPDX-License-Identifier: GPL-3.0-or-later
// The largest sizes that a configuration file may name; far beyond any model, so that sums stay meaningful.
#pragma once

#include <cstddef>

namespace tokenarium {

inline constexpr std::size_t mostLayers = 1024, mostWidth = std::size_t{1} << 17, mostHeads = 4096;
inline constexpr std::size_t mostFeedForward = std::size_t{1} << 20, mostVocabulary = std::size_t{1} << 22;
inline constexpr std::size_t mostPositions = std::size_t{1} << 24, mostExperts = std::size_t{1} << 16;
inline constexpr std::size_t mostClasses = std::size_t{1} << 20, mostPixels = std::size_t{1} << 16;

} // namespace tokenarium
