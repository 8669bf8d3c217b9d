// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the special tokens that are written in a text.
#pragma once

#include "engine/token/vocabulary.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Immutable after construction; safe to share between threads.
class SpecialFinder {
public:
    explicit SpecialFinder(std::vector<SpecialToken> specials);

    struct Found {
        const SpecialToken* special = nullptr; ///< lives as long as the finder
        std::size_t at = std::string_view::npos;
    };
    /// The leftmost special token from byte `begin` on, the longest where several begin at the same byte.
    Found find(std::string_view text, std::size_t begin) const;
    /// Bytes of the longest one; 0 where there are none.
    std::size_t longest() const { return mostBytes; }

private:
    const SpecialToken* longestPrefix(std::string_view text) const;

    std::vector<SpecialToken> sorted; // by text
    std::size_t mostBytes = 0;
    std::string firstBytes;
};

} // namespace tokenarium
