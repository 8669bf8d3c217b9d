// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rows of one slice: chips, selection, text, then the marks of what has no shape of its own.
#include "widgets/text/row_painter.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double chipGap = 1; // between neighbours, so that two tokens of one word are seen apart

bool meets(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

QColor faint(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

} // namespace

RowPainter::RowPainter(QPainter& target, ChipPainter& chips, const TokenColors& palette, TintKind kind,
                       const RowStyle& style)
    : painter(target)
    , chipPainter(chips)
    , colors(palette)
    , tintKind(kind)
    , rowStyle(style) {}

/// Chips leave a pixel above and below, so that rows are seen apart too.
QRectF RowPainter::rowBox(Extent extent, QPointF at) const {
    return {at.x() + extent.left, at.y() + 1, extent.right - extent.left, rowStyle.rowHeight - 2.0};
}

void RowPainter::paint(const SliceLayout& slice, QPointF origin, const QRectF& exposed,
                       const RowDecorations& decorations) {
    const int rowHeight = rowStyle.rowHeight;
    const int first = std::max(0, int((exposed.top() - origin.y()) / rowHeight));
    const int last = std::min(slice.rows() - 1, int((exposed.bottom() - origin.y()) / rowHeight));
    for (int row = first; row <= last; ++row) {
        const QPointF at = origin + QPointF(0, row * rowHeight);
        paintChips(slice, row, at);
        const Span bytes = slice.bytesOfRow(row);
        for (const Span& match : decorations.matches)
            if (meets(match, bytes)) paintExtents(slice.extents(row, match), at, colors.match());
        if (meets(decorations.selection, bytes))
            paintExtents(slice.extents(row, decorations.selection), at, colors.selection());
    }
    painter.setPen(colors.text());
    for (int row = first; row <= last; ++row) slice.line(row).draw(&painter, origin);
    for (int row = first; row <= last; ++row) {
        const QPointF at = origin + QPointF(0, row * rowHeight);
        paintMarks(slice, row, at, decorations.allSpaces);
        paintFrames(slice, row, at, decorations);
    }
}

void RowPainter::paintChips(const SliceLayout& slice, int row, QPointF at) {
    for (const ChipPiece& piece : slice.chips(row)) {
        const TokenMark& mark = slice.marks()[piece.mark];
        QRectF box = rowBox({piece.left, piece.right}, at);
        const ChipPainter::Ends ends{piece.rightToLeft ? piece.endsHere : piece.startsHere,
                                     piece.rightToLeft ? piece.startsHere : piece.endsHere};
        if (ends.right && box.width() > 2 * chipGap) box.setRight(box.right() - chipGap);
        chipPainter.paint(painter, box, colors.chip(tintKind, mark.tint), ends);
        if (mark.unknown) ChipPainter::paintWave(painter, box, colors.warning());
    }
}

void RowPainter::paintExtents(const std::vector<Extent>& extents, QPointF at, const QColor& color) {
    for (const Extent& extent : extents)
        painter.fillRect(QRectF(at.x() + extent.left, at.y(), extent.right - extent.left, rowStyle.rowHeight),
                         color);
}

void RowPainter::paintFrames(const SliceLayout& slice, int row, QPointF at,
                             const RowDecorations& decorations) {
    const Span bytes = slice.bytesOfRow(row);
    const auto frame = [&](const std::vector<Extent>& extents, const QColor& color, double width) {
        for (const Extent& extent : extents) {
            QRectF box = rowBox(extent, at);
            box.setRight(box.right() - chipGap);
            ChipPainter::paintFrame(painter, box, color, width);
        }
    };
    // A token that begins on the row before may still have bytes of a cut character here: ask the chips.
    const Span wide{bytes.begin, bytes.end};
    if (decorations.hovered && meets(*decorations.hovered, wide))
        frame(slice.chipExtents(row, *decorations.hovered), faint(colors.text(), 190), 1.5);
    if (meets(decorations.currentMatch, wide))
        frame(slice.extents(row, decorations.currentMatch), colors.accent(), 2);
    if (decorations.lit && meets(*decorations.lit, wide)) {
        auto extents = slice.chipExtents(row, *decorations.lit);
        if (extents.empty()) extents = slice.extents(row, *decorations.lit);
        frame(extents, colors.accent(), 2.5);
    }
}

void RowPainter::paintMarks(const SliceLayout& slice, int row, QPointF at, bool allSpaces) {
    const auto& units = slice.text().units;
    const auto [first, end] = slice.unitsOfRow(row);
    for (std::size_t unit = first; unit < end; ++unit) {
        const UnitKind kind = units[unit].kind;
        if (kind == UnitKind::Plain || kind == UnitKind::Dropped || kind == UnitKind::Preedit) continue;
        if (kind == UnitKind::Space) {
            const std::size_t from = unit;
            while (unit + 1 < end && units[unit + 1].kind == UnitKind::Space) ++unit;
            const bool goesOn = (from > 0 && units[from - 1].kind == UnitKind::Space) ||
                                units[unit + 1].kind == UnitKind::Space || unit + 2 == units.size();
            if (allSpaces || unit > from || goesOn) paintSpaces(slice, row, at, from, unit + 1);
        } else {
            paintUnit(kind, rowBox(slice.unitExtent(row, unit), at), slice.isRightToLeft());
        }
    }
    if (row + 1 < slice.rows() || slice.text().newlineBytes == 0) return;
    const auto& chips = slice.chips(row);
    if (!chips.empty() && chips.back().bytes.end > slice.contentEnd())
        paintNewline(rowBox(slice.newlineExtent(), at), slice.isRightToLeft());
}

/// A dot in the middle of each space of a run; they are equally wide.
void RowPainter::paintSpaces(const SliceLayout& slice, int row, QPointF at, std::size_t from,
                             std::size_t to) {
    const Extent first = slice.unitExtent(row, from), last = slice.unitExtent(row, to - 1);
    const double left = at.x() + std::min(first.left, last.left),
                 right = at.x() + std::max(first.right, last.right);
    const double width = (right - left) / double(to - from), size = std::max(2.0, rowStyle.rowHeight / 10.0);
    const double top = at.y() + rowStyle.baseline - rowStyle.rowHeight * 0.2 - size / 2;
    const QColor color = faint(colors.mark(), 130);
    for (std::size_t i = 0; i < to - from; ++i)
        painter.fillRect(QRectF(left + width * (double(i) + 0.5) - size / 2, top, size, size), color);
}

void RowPainter::paintBox(const QRectF& box, const QColor& color) {
    const double ratio = painter.device()->devicePixelRatioF(),
                 line = std::max(1.0, std::round(ratio)) / ratio;
    const auto snapped = [ratio](double value) { return std::round(value * ratio) / ratio; };
    const double left = snapped(box.left()), right = snapped(box.right());
    const double top = snapped(box.top()), bottom = snapped(box.bottom());
    for (const double y : {top, bottom - line})
        painter.fillRect(QRectF(left + line, y, right - left - 2 * line, line), color);
    for (const double x : {left, right - line})
        painter.fillRect(QRectF(x, top + line, line, bottom - top - 2 * line), color);
}

void RowPainter::paintUnit(UnitKind kind, const QRectF& place, bool rightToLeft) {
    if (kind == UnitKind::Label || kind == UnitKind::Control) {
        const double top = place.top() + rowStyle.baseline - rowStyle.rowHeight * 0.42;
        return paintBox(QRectF(place.left() + 1.5, top, place.width() - 3, rowStyle.rowHeight * 0.46),
                        faint(colors.mark(), 170));
    }
    const double middle = place.top() + rowStyle.baseline - rowStyle.rowHeight * 0.2;
    const QPointF center(place.center().x(), middle);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = rowStyle.rowHeight / 24.0;
    painter.setPen(QPen(faint(colors.mark(), 170), 1.2 * unit));
    if (kind == UnitKind::WideSpace) { // an open box
        const double bottom = place.top() + rowStyle.baseline + 2 * unit,
                     inset = std::min(2.0, place.width() / 4);
        painter.drawPolyline(QPolygonF({{place.left() + inset, bottom - 4 * unit},
                                        {place.left() + inset, bottom},
                                        {place.right() - inset, bottom},
                                        {place.right() - inset, bottom - 4 * unit}}));
    } else if (kind == UnitKind::Tab) {
        const double from = place.left() + 4 * unit, to = place.right() - 4 * unit, head = 3 * unit;
        const double tip = rightToLeft ? from : to, back = rightToLeft ? tip + head : tip - head;
        painter.drawLine(QPointF(from, middle), QPointF(to, middle));
        painter.drawPolyline(QPolygonF({{back, middle - head}, {tip, middle}, {back, middle + head}}));
    } else { // without width: a thin post with a head
        const double top = place.top() + 4 * unit, bottom = place.bottom() - 4 * unit;
        painter.drawLine(QPointF(center.x(), top), QPointF(center.x(), bottom));
        painter.setBrush(colors.mark());
        painter.drawEllipse(QPointF(center.x(), top), 1.6 * unit, 1.6 * unit);
    }
    painter.restore();
}

/// The arrow of the return key.
void RowPainter::paintNewline(const QRectF& place, bool rightToLeft) {
    const double unit = rowStyle.rowHeight / 24.0;
    const double middle = place.top() + rowStyle.baseline - rowStyle.rowHeight * 0.15;
    const double inner = rightToLeft ? place.right() - 3 * unit : place.left() + 3 * unit;
    const double outer = rightToLeft ? place.left() + 3 * unit : place.right() - 4 * unit;
    const double head = rightToLeft ? -2.5 * unit : 2.5 * unit;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(faint(colors.mark(), 170), 1.2 * unit));
    painter.drawPolyline(QPolygonF({{outer, middle - 5 * unit}, {outer, middle}, {inner, middle}}));
    painter.drawPolyline(QPolygonF(
        {{inner + head, middle - 2.5 * unit}, {inner, middle}, {inner + head, middle + 2.5 * unit}}));
    painter.restore();
}

} // namespace tokenarium
