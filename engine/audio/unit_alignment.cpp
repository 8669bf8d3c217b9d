// SPDX-License-Identifier: GPL-3.0-or-later
// Levenshtein's distance with the way that leads to it.
#include "engine/audio/unit_alignment.h"

#include <algorithm>
#include <numeric>

namespace tokenarium {

namespace {

enum class From : std::uint8_t { Both, Left, Right };

} // namespace

UnitAlignment alignUnits(std::span<const std::uint16_t> left, std::span<const std::uint16_t> right) {
    left = left.first(std::min(left.size(), mostAlignedUnits));
    right = right.first(std::min(right.size(), mostAlignedUnits));
    const std::size_t columns = right.size() + 1;
    std::vector<From> from((left.size() + 1) * columns, From::Right);
    std::vector<std::size_t> above(columns), row(columns);
    std::iota(above.begin(), above.end(), std::size_t(0));
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        from[i * columns] = From::Left;
        for (std::size_t j = 1; j < columns; ++j) {
            const std::size_t both = above[j - 1] + (left[i - 1] != right[j - 1]);
            const std::size_t skipLeft = above[j] + 1, skipRight = row[j - 1] + 1;
            row[j] = std::min({both, skipLeft, skipRight});
            from[i * columns + j] = row[j] == both       ? From::Both
                                    : row[j] == skipLeft ? From::Left
                                                         : From::Right;
        }
        std::swap(row, above);
    }
    UnitAlignment alignment;
    alignment.edits = above.back();
    alignment.longer = std::max(left.size(), right.size());
    for (std::size_t i = left.size(), j = right.size(); i > 0 || j > 0;) {
        const From step = from[i * columns + j];
        UnitAlignment::Step& made = alignment.steps.emplace_back();
        if (step != From::Right) made.left = --i;
        if (step != From::Left) made.right = --j;
        made.same = step == From::Both && left[i] == right[j];
        alignment.equal += made.same;
    }
    std::ranges::reverse(alignment.steps);
    return alignment;
}

std::vector<std::uint16_t> joinedRepeats(std::span<const std::uint16_t> ids) {
    std::vector<std::uint16_t> joined;
    std::ranges::unique_copy(ids, std::back_inserter(joined));
    return joined;
}

} // namespace tokenarium
