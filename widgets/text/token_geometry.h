// SPDX-License-Identifier: GPL-3.0-or-later
// Where the chips of one row of text lie: plain numbers, tested without a window.
#pragma once

#include "engine/view/text_view.h"

#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

/// A stretch of a row whose place is known: one character, or several that belong to one token. In text
/// order.
struct Stretch {
    Span bytes;
    double left = 0, right = 0; ///< pixels, left <= right
    bool rightToLeft = false;   ///< its first byte is at the right
};

/// A piece of one token on one row. A token that wraps, or that mixed directions tear apart, has several.
struct ChipPiece {
    std::size_t mark = 0; ///< index into the marks
    Span bytes;           ///< what it covers of the text
    double left = 0, right = 0;
    bool startsHere = false; ///< holds the token's first byte: its corner is round
    bool endsHere = false;
    bool rightToLeft = false;
};

/// Pieces in text order. A stretch that several tokens share (a character cut across them) is divided into
/// equal parts, one for each, in reading direction. Bytes of no token get no piece.
std::vector<ChipPiece> chipPieces(std::span<const Stretch> row, std::span<const TokenMark> marks);

/// The piece under x; between two pieces the nearer one. nullopt left of the first and right of the last.
std::optional<std::size_t> pieceAt(std::span<const ChipPiece> pieces, double x);

/// Horizontal extents, without overlaps, of the stretches that share a byte with `span`; parts of a stretch
/// count in proportion.
struct Extent {
    double left = 0, right = 0;
};
std::vector<Extent> extentsOf(std::span<const Stretch> row, Span span);

} // namespace tokenarium
