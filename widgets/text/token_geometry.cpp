// SPDX-License-Identifier: GPL-3.0-or-later
// Where the chips of one row of text lie: plain numbers, tested without a window.
#include "widgets/text/token_geometry.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double touching = 0.01; // pixels

bool share(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

/// The part of a stretch that its `index`-th of `count` tokens gets.
ChipPiece partOf(const Stretch& stretch, const TokenMark& mark, std::size_t markIndex, std::size_t index,
                 std::size_t count) {
    const std::size_t column = stretch.rightToLeft ? count - 1 - index : index;
    const double width = (stretch.right - stretch.left) / double(count);
    ChipPiece piece;
    piece.mark = markIndex;
    piece.bytes = {std::max(stretch.bytes.begin, mark.span.begin),
                   std::min(stretch.bytes.end, mark.span.end)};
    piece.left = stretch.left + width * double(column);
    piece.right = column + 1 == count ? stretch.right : piece.left + width;
    piece.startsHere = piece.bytes.begin == mark.span.begin;
    piece.endsHere = piece.bytes.end == mark.span.end;
    piece.rightToLeft = stretch.rightToLeft;
    return piece;
}

/// Adds to the last piece if both are of one token and touch.
bool extendLast(std::vector<ChipPiece>& pieces, const ChipPiece& piece) {
    if (pieces.empty() || pieces.back().mark != piece.mark) return false;
    ChipPiece& last = pieces.back();
    const bool touches = std::abs(last.right - piece.left) < touching ||
                         std::abs(piece.right - last.left) < touching ||
                         (piece.left < last.right && last.left < piece.right);
    if (!touches) return false;
    last.left = std::min(last.left, piece.left);
    last.right = std::max(last.right, piece.right);
    last.bytes.end = piece.bytes.end;
    last.endsHere = piece.endsHere;
    return true;
}

} // namespace

std::vector<ChipPiece> chipPieces(std::span<const Stretch> row, std::span<const TokenMark> marks) {
    std::vector<ChipPiece> pieces;
    std::size_t first = 0;
    for (const Stretch& stretch : row) {
        while (first < marks.size() && marks[first].span.end <= stretch.bytes.begin) ++first;
        std::size_t end = first, sharing = 0;
        for (; end < marks.size() && marks[end].span.begin < stretch.bytes.end; ++end)
            if (share(marks[end].span, stretch.bytes)) ++sharing;
        for (std::size_t mark = first, index = 0; mark < end; ++mark) {
            if (!share(marks[mark].span, stretch.bytes)) continue;
            const ChipPiece piece = partOf(stretch, marks[mark], mark, index++, sharing);
            if (!extendLast(pieces, piece)) pieces.push_back(piece);
        }
    }
    return pieces;
}

std::optional<std::size_t> pieceAt(std::span<const ChipPiece> pieces, double x) {
    std::optional<std::size_t> nearest;
    double distance = 0;
    double leftmost = x, rightmost = x;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        leftmost = std::min(leftmost, pieces[i].left);
        rightmost = std::max(rightmost, pieces[i].right);
        const double away = std::max({pieces[i].left - x, x - pieces[i].right, 0.0});
        const bool inside = x >= pieces[i].left && x < pieces[i].right;
        if (inside) return i;
        if (!nearest || away < distance) nearest = i, distance = away;
    }
    if (leftmost == x || rightmost == x) return std::nullopt;
    return nearest;
}

std::vector<Extent> extentsOf(std::span<const Stretch> row, Span span) {
    std::vector<Extent> extents;
    for (const Stretch& stretch : row) {
        if (!share(stretch.bytes, span)) continue;
        const double scale = (stretch.right - stretch.left) / double(stretch.bytes.size());
        double from = double(std::max(span.begin, stretch.bytes.begin) - stretch.bytes.begin) * scale;
        double to = double(std::min(span.end, stretch.bytes.end) - stretch.bytes.begin) * scale;
        const Extent extent = stretch.rightToLeft ? Extent{stretch.right - to, stretch.right - from}
                                                  : Extent{stretch.left + from, stretch.left + to};
        if (!extents.empty() && extent.left <= extents.back().right + touching &&
            extents.back().left <= extent.right + touching) {
            extents.back().left = std::min(extents.back().left, extent.left);
            extents.back().right = std::max(extents.back().right, extent.right);
        } else {
            extents.push_back(extent);
        }
    }
    return extents;
}

} // namespace tokenarium
