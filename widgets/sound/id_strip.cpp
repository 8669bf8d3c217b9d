// SPDX-License-Identifier: GPL-3.0-or-later
// Neighbouring ids have nothing to do with each other, so neighbouring colours are far apart.
#include "widgets/sound/id_strip.h"

#include <QMouseEvent>
#include <QPainter>

namespace tokenarium {

void IdStrip::setIds(IdRows rows) {
    shown = std::move(rows);
    makeRoom();
    update();
}

void IdStrip::setLit(std::optional<std::size_t> column) {
    if (column == litColumn) return;
    litColumn = column;
    update();
}

void IdStrip::makeRoom() {
    int widest = 0;
    for (const QString& label : shown.labels)
        widest = std::max(widest, fontMetrics().horizontalAdvance(label));
    leftMargin = widest + 8.0;
}

void IdStrip::paintData(QPainter& painter) {
    if (shown.columns == 0 || shown.rows == 0) return;
    const QRectF area = plot();
    const double height = area.height() / double(shown.rows);
    for (std::size_t row = 0; row < shown.rows; ++row)
        paintRow(painter, row, {area.left(), area.top() + double(row) * height, area.width(), height});
    if (!litColumn) return;
    const double left = axis().x(double(*litColumn) * shown.secondsPerColumn),
                 right = axis().x(double(*litColumn + 1) * shown.secondsPerColumn);
    painter.setPen(QPen(palette.accent(), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, area.top(), std::max(2.0, right - left), area.height()));
}

void IdStrip::paintRow(QPainter& painter, std::size_t row, const QRectF& area) const {
    const TimeAxis times = axis();
    const double columnWidth = shown.secondsPerColumn / times.secondsPerPixel();
    const auto first = std::size_t(std::max(0.0, times.seen.begin / shown.secondsPerColumn));
    const auto end = std::min(shown.columns, std::size_t(times.seen.end / shown.secondsPerColumn) + 1);
    const std::size_t skip =
        std::max<std::size_t>(1, std::size_t(0.5 / std::max(columnWidth, 1e-9))); // two a pixel are enough
    const bool numbers =
        columnWidth >= fontMetrics().horizontalAdvance(QString::number(shown.different)) + 4.0 &&
        area.height() >= fontMetrics().height();
    painter.setOpacity(row < shown.rowsUsed ? 1 : 0.25);
    for (std::size_t column = first; column < end; column += skip) {
        const std::uint16_t id = shown.ids[column * shown.rows + row];
        const auto scattered = std::uint8_t((id * 167U + row * 29U) & 255U);
        const ChipColors colors = palette.chip(TintKind::Scale, scattered);
        const double left = times.x(double(column) * shown.secondsPerColumn);
        const QRectF cell(left, area.top() + 0.5, columnWidth * double(skip) + (numbers ? -1 : 0.5),
                          area.height() - 1);
        painter.fillRect(cell, colors.fill);
        if (!numbers) continue;
        painter.setPen(colors.text);
        painter.drawText(cell, Qt::AlignCenter, QString::number(id));
    }
    painter.setOpacity(1);
}

void IdStrip::paintMargins(QPainter& painter) {
    const QRectF area = plot();
    const double height = area.height() / double(std::max<std::size_t>(1, shown.rows));
    for (std::size_t row = 0; row < shown.labels.size() && height >= fontMetrics().height() * 0.8; ++row) {
        painter.setPen(row < shown.rowsUsed ? palette.text() : palette.mark());
        painter.drawText(QRectF(0, area.top() + double(row) * height, area.left() - 4, height),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, shown.labels[row]);
    }
}

void IdStrip::mouseMoveEvent(QMouseEvent* event) {
    TimeStrip::mouseMoveEvent(event);
    const double column = axis().seconds(event->position().x()) / shown.secondsPerColumn;
    const bool inside = plot().contains(event->position()) && column >= 0 && column < double(shown.columns);
    emit pointed(inside ? std::optional(std::size_t(column)) : std::nullopt);
}

void IdStrip::leaveEvent(QEvent* event) {
    TimeStrip::leaveEvent(event);
    emit pointed(std::nullopt);
}

void IdStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) makeRoom();
    TimeStrip::changeEvent(event);
}

} // namespace tokenarium
