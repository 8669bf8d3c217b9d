// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing two strings of ids, semantic or acoustic: the fewest changes that make one of the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

struct UnitAlignment {
    /// One place in both strings, or one that the other has nothing beside.
    struct Step {
        std::optional<std::size_t> left, right; ///< places in the strings
        bool same = false;                      ///< both, with the same id
    };
    std::vector<Step> steps; ///< from the first to the last
    std::size_t edits = 0;   ///< Levenshtein distance: replaced, added, left out
    std::size_t longer = 0;  ///< length of the longer string
    std::size_t equal = 0;   ///< steps that are the same

    /// 1 − edits / longer: 1 for equal strings (also two empty ones), 0 where nothing agrees.
    double agreement() const {
        return longer == 0 ? 1 : 1 - static_cast<double>(edits) / static_cast<double>(longer);
    }
};

/// Of strings longer than this the beginning is compared (memory is a byte for each pair of places).
constexpr std::size_t mostAlignedUnits = 8192;

UnitAlignment alignUnits(std::span<const std::uint16_t> left, std::span<const std::uint16_t> right);

/// Each id once as long as it repeats.
std::vector<std::uint16_t> joinedRepeats(std::span<const std::uint16_t> ids);

} // namespace tokenarium
