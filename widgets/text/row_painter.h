// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rows of one slice: chips, selection, text, then the marks of what has no shape of its own.
#pragma once

#include "widgets/text/chip_painter.h"
#include "widgets/text/slice_layout.h"

namespace tokenarium {

/// What is to be seen besides the text. Bytes of the whole text.
struct RowDecorations {
    Span selection;
    std::optional<Span> lit;
    std::optional<Span> hovered; ///< the token under the mouse
    std::vector<Span> matches;   ///< of a search, in order
    Span currentMatch;
    bool allSpaces = false; ///< a dot on every space, not only where they are many
};

/// `origin` is the top left corner of the slice; only rows that meet `exposed` are painted.
class RowPainter {
public:
    RowPainter(QPainter& target, ChipPainter& chips, const TokenColors& palette, TintKind kind,
               const RowStyle& style);
    void paint(const SliceLayout& slice, QPointF origin, const QRectF& exposed,
               const RowDecorations& decorations);

private:
    void paintChips(const SliceLayout& slice, int row, QPointF at);
    void paintExtents(const std::vector<Extent>& extents, QPointF at, const QColor& color);
    void paintFrames(const SliceLayout& slice, int row, QPointF at, const RowDecorations& decorations);
    void paintMarks(const SliceLayout& slice, int row, QPointF at, bool allSpaces);
    void paintSpaces(const SliceLayout& slice, int row, QPointF at, std::size_t from, std::size_t to);
    void paintBox(const QRectF& box, const QColor& color);
    void paintUnit(UnitKind kind, const QRectF& place, bool rightToLeft);
    void paintNewline(const QRectF& place, bool rightToLeft);
    QRectF rowBox(Extent extent, QPointF at) const;

    QPainter& painter;
    ChipPainter& chipPainter;
    const TokenColors& colors;
    TintKind tintKind;
    const RowStyle& rowStyle;
};

} // namespace tokenarium
