// SPDX-License-Identifier: GPL-3.0-or-later
// Where the marks of the prompt strip lie: token number to pixels and back, without a window.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

namespace tokenarium {

/// A row of `tokenCount` equal marks in `width` device-independent pixels, starting at 0. While a token has
/// room for a chip of its own it gets one, at most `widestChip` wide; otherwise the tokens share bins of
/// `binWidth` pixels. All functions are total: an empty row has no marks and no token.
struct PromptStripGeometry {
    static constexpr double widestChip = 12, narrowestChip = 1.5, binWidth = 2;

    std::size_t tokenCount = 0;
    double width = 0;

    /// Pixels per token when each has its own chip, gap included.
    double pitch() const {
        return tokenCount == 0 ? widestChip : std::min(widestChip, width / double(tokenCount));
    }
    bool hasChips() const { return pitch() >= narrowestChip; }
    std::size_t binCount() const { return hasChips() ? 0 : std::size_t(std::max(1.0, width / binWidth)); }

    /// Left edge of a token; of the row's end for tokenCount.
    double left(std::size_t token) const {
        return hasChips() ? double(token) * pitch() : double(token) * width / double(tokenCount);
    }
    double right(std::size_t token) const { return left(token + 1); }

    /// First token of a bin; bins are half-open and follow each other without gaps.
    std::size_t binBegin(std::size_t bin) const {
        return std::size_t(double(tokenCount) * double(bin) / double(binCount()));
    }

    /// The token under a pixel; nullopt to the left of the row and behind its last token.
    std::optional<std::size_t> tokenAt(double x) const {
        if (tokenCount == 0 || x < 0 || x >= left(tokenCount)) return std::nullopt;
        const double token = hasChips() ? x / pitch() : x * double(tokenCount) / width;
        return std::min(std::size_t(token), tokenCount - 1);
    }
};

} // namespace tokenarium
