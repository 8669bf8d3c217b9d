// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of a heat map in layers: tiles, numbers, frames, labels, the bar of the scale.
#include "widgets/model/heat_map_state.h"
#include "widgets/style/heat_scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::size_t labelsMeasured = 64; // of very long rows only the first ones decide how wide labels are
constexpr double gap = 4;

std::pair<std::size_t, std::size_t> visible(double scrolled, double length, double cell, std::size_t count) {
    if (count == 0 || cell <= 0) return {0, 0};
    const auto first = std::size_t(std::max(0.0, scrolled / cell));
    const auto last = std::size_t(std::ceil((scrolled + length) / cell));
    return {std::min(first, count), std::min(last, count)};
}

/// Every how many cells a label has room.
std::size_t labelStep(double cell, double needed) {
    return std::max<std::size_t>(1, std::size_t(std::ceil(needed / cell)));
}

} // namespace

QString heatMapNumber(float value) {
    if (std::isnan(value)) return QStringLiteral("?");
    if (std::isinf(value)) return value < 0 ? QStringLiteral("−∞") : QStringLiteral("∞");
    const double size = std::abs(double(value));
    QString text = size != 0 && (size < 0.001 || size >= 100'000) ? QString::number(value, 'g', 3)
                   : size < 10 ? QString::number(value, 'f', size < 1 ? 3 : 2)
                               : QString::number(value, 'f', size < 1000 ? 1 : 0);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString HeatMap::State::rowLabel(std::size_t row) const {
    return data.rowLabel ? data.rowLabel(row) : QString::number(row + 1);
}

QString HeatMap::State::columnLabel(std::size_t column) const {
    return data.columnLabel ? data.columnLabel(column) : QString::number(column + 1);
}

QRectF HeatMap::State::rectOf(HeatMapCell at) const {
    return {grid.left() + double(at.column) * cell.width() - scrolled.x(),
            grid.top() + double(at.row) * cell.height() - scrolled.y(), cell.width(), cell.height()};
}

std::optional<HeatMapCell> HeatMap::State::cellAt(QPointF point) const {
    if (isEmpty() || !grid.contains(point)) return std::nullopt;
    const double x = (point.x() - grid.left() + scrolled.x()) / cell.width();
    const double y = (point.y() - grid.top() + scrolled.y()) / cell.height();
    const HeatMapCell at{std::size_t(y), std::size_t(x)};
    if (at.row >= data.rows || at.column >= data.columns) return std::nullopt;
    return at;
}

std::pair<std::size_t, std::size_t> HeatMap::State::visibleRows() const {
    return visible(scrolled.y(), grid.height(), cell.height(), data.rows);
}

std::pair<std::size_t, std::size_t> HeatMap::State::visibleColumns() const {
    return visible(scrolled.x(), grid.width(), cell.width(), data.columns);
}

double HeatMap::State::widestRowLabel(const QFontMetricsF& metrics) const {
    double widest = metrics.horizontalAdvance(rowLabel(data.rows - 1));
    for (std::size_t row = 0; row < std::min(data.rows, labelsMeasured); ++row)
        widest = std::max(widest, metrics.horizontalAdvance(rowLabel(row)));
    return widest;
}

double HeatMap::State::widestColumnLabel(const QFontMetricsF& metrics) const {
    double widest = metrics.horizontalAdvance(columnLabel(data.columns - 1));
    for (std::size_t column = 0; column < std::min(data.columns, labelsMeasured); ++column)
        widest = std::max(widest, metrics.horizontalAdvance(columnLabel(column)));
    return widest;
}

void HeatMap::State::paintCells(QPainter& painter) {
    const auto [firstRow, lastRow] = visibleRows();
    const auto [firstColumn, lastColumn] = visibleColumns();
    constexpr std::size_t side = HeatMapTiles::side;
    if (hasGaps)
        painter.fillRect(
            grid & QRectF(rectOf({0, 0}).topLeft(), rectOf({data.rows - 1, data.columns - 1}).bottomRight()),
            QBrush(colors.mark(), Qt::BDiagPattern)); // shows where a cell has no value
    for (std::size_t row = firstRow / side; row * side < lastRow; ++row)
        for (std::size_t column = firstColumn / side; column * side < lastColumn; ++column) {
            const QImage& image = tiles.tile(row, column);
            const QPointF corner = rectOf({row * side, column * side}).topLeft();
            painter.drawImage(
                QRectF(corner, QSizeF(image.width() * cell.width(), image.height() * cell.height())), image);
        }
}

void HeatMap::State::paintNumbers(QPainter& painter) const {
    const QFontMetricsF metrics(painter.font());
    if (cell.width() < metrics.horizontalAdvance(QStringLiteral("−0.000")) + gap ||
        cell.height() < metrics.height())
        return;
    const auto [firstRow, lastRow] = visibleRows();
    const auto [firstColumn, lastColumn] = visibleColumns();
    for (std::size_t row = firstRow; row < lastRow; ++row)
        for (std::size_t column = firstColumn; column < lastColumn; ++column) {
            const float number = value({row, column});
            if (!std::isfinite(number)) continue;
            painter.setPen(textOn(heatColor(placeOnScale(number, low, high))));
            painter.drawText(rectOf({row, column}), Qt::AlignCenter, heatMapNumber(number));
        }
}

void HeatMap::State::paintFrames(QPainter& painter) const {
    const auto frame = [&](const QRectF& box, const QPen& pen) {
        painter.setPen(QPen(colors.background(), pen.widthF() + 2));
        painter.drawRect(box);
        painter.setPen(pen);
        painter.drawRect(box);
    };
    painter.setBrush(Qt::NoBrush);
    if (litRow && *litRow < data.rows)
        frame(rectOf({*litRow, 0}).united(rectOf({*litRow, data.columns - 1})), QPen(colors.text(), 1));
    if (litColumn && *litColumn < data.columns)
        frame(rectOf({0, *litColumn}).united(rectOf({data.rows - 1, *litColumn})), QPen(colors.text(), 1));
    for (const HeatMapCell& source : sources)
        if (source.row < data.rows && source.column < data.columns)
            frame(rectOf(source), QPen(colors.accent(), 1, Qt::DashLine));
    if (hovered) frame(rectOf(*hovered), QPen(colors.text(), 1));
    if (chosen) frame(rectOf(*chosen), QPen(colors.accent(), 2));
}

void HeatMap::State::paintLabels(QPainter& painter, const QColor& text, const QColor& faint) const {
    const QFontMetricsF metrics(painter.font());
    const auto [firstRow, lastRow] = visibleRows();
    const auto [firstColumn, lastColumn] = visibleColumns();
    const std::size_t rowStep = labelStep(cell.height(), metrics.height() * 0.9);
    for (std::size_t row = (firstRow + rowStep - 1) / rowStep * rowStep; row < lastRow; row += rowStep) {
        const double middle = rectOf({row, 0}).center().y();
        if (middle < grid.top() || middle > grid.bottom()) continue;
        painter.setPen(litRow == row ? text : faint);
        painter.drawText(QRectF(0, middle - metrics.height() / 2, grid.left() - gap, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(rowLabel(row), Qt::ElideRight, grid.left() - gap));
    }
    const double needed = columnLabelsUpright ? metrics.height() : widestColumnLabel(metrics) + 2 * gap;
    const std::size_t columnStep = labelStep(cell.width(), needed);
    const double room = grid.top() - metrics.height() - gap; // under the title
    for (std::size_t column = (firstColumn + columnStep - 1) / columnStep * columnStep; column < lastColumn;
         column += columnStep) {
        const double middle = rectOf({0, column}).center().x();
        if (middle < grid.left() || middle > grid.right()) continue;
        painter.setPen(litColumn == column ? text : faint);
        if (columnLabelsUpright) {
            painter.save();
            painter.translate(middle, grid.top() - gap / 2);
            painter.rotate(-90);
            painter.drawText(QRectF(0, -metrics.height() / 2, room, metrics.height()), Qt::AlignVCenter,
                             metrics.elidedText(columnLabel(column), Qt::ElideRight, room));
            painter.restore();
        } else {
            painter.drawText(
                QRectF(middle - needed, grid.top() - metrics.height() - 1, 2 * needed, metrics.height()),
                Qt::AlignCenter, columnLabel(column));
        }
    }
}

void HeatMap::State::paintTitle(QPainter& painter, const QColor& text, const QColor& faint) const {
    const QFontMetricsF metrics(painter.font());
    const double width = grid.right();
    painter.setPen(text);
    painter.drawText(QRectF(0, 0, width, metrics.height()), Qt::AlignLeft,
                     metrics.elidedText(data.title, Qt::ElideMiddle, width));
    const double used = metrics.horizontalAdvance(data.title) + 3 * gap;
    const QString axes = (data.rowName.isEmpty() ? QString() : QStringLiteral("↓ ") + data.rowName) +
                         (data.columnName.isEmpty() ? QString() : QStringLiteral("   → ") + data.columnName);
    if (used >= width) return;
    painter.setPen(faint);
    painter.drawText(QRectF(used, 0, width - used, metrics.height()), Qt::AlignLeft,
                     metrics.elidedText(axes, Qt::ElideRight, width - used));
}

void HeatMap::State::paintBar(QPainter& painter, const QColor& text) const {
    const int steps = std::max(1, int(bar.height()));
    for (int step = 0; step < steps; ++step) {
        const double from = bar.bottom() - bar.height() * (step + 1) / steps;
        painter.fillRect(QRectF(bar.left(), from, bar.width(), bar.height() / steps + 0.5),
                         QColor::fromRgb(heatColor((step + 0.5) / steps)));
    }
    const QFontMetricsF metrics(painter.font());
    painter.setPen(text);
    painter.drawRect(bar);
    const double left = bar.right() + gap, height = metrics.height();
    const auto write = [&](double y, float value) {
        painter.drawText(QRectF(left, y, 200, height), Qt::AlignLeft | Qt::AlignVCenter,
                         heatMapNumber(value));
    };
    write(bar.top() - 2, high);
    if (bar.height() > 3 * height) write(bar.center().y() - height / 2, (low + high) / 2);
    write(bar.bottom() - height + 2, low);
}

} // namespace tokenarium
