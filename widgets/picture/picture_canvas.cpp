// SPDX-License-Identifier: GPL-3.0-or-later
// Everything is kept in pixels of the picture; one scale and one offset bring it onto the screen.
#include "widgets/picture/picture_canvas.h"

#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double margin = 4;      // of the widget, for the frame of a lit cell at the border
constexpr double finestLines = 5; // cells smaller than so many points on the screen get no lines

} // namespace

QRectF CanvasCells::rect(std::size_t index) const {
    const std::size_t column = index % columns, row = index / columns;
    const double x = left + double(column) * width, y = top + double(row) * height;
    return {QPointF(x, y),
            QPointF(column + 1 == columns ? right : x + width, row + 1 == rows ? bottom : y + height)};
}

std::optional<std::size_t> CanvasCells::at(QPointF point) const {
    if (count() == 0 || point.x() < left || point.y() < top || point.x() >= right || point.y() >= bottom)
        return std::nullopt;
    const auto column = std::min(columns - 1, std::size_t((point.x() - left) / width));
    const auto row = std::min(rows - 1, std::size_t((point.y() - top) / height));
    return row * columns + column;
}

PictureCanvas::PictureCanvas(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureCanvas::setPicture(const QImage& shown, QSizeF size) {
    if (shown.cacheKey() != image.cacheKey()) scaled = {};
    image = shown;
    pixels = size;
    groundChanged();
}

void PictureCanvas::setCells(const CanvasCells& cells, const CanvasCells& tiles) {
    fine = cells;
    coarse = tiles;
    if (litCell && *litCell >= pointable().count()) litCell.reset();
    groundChanged();
}

void PictureCanvas::setSeen(const QRectF& seen) {
    seenPart = seen;
    groundChanged();
}

void PictureCanvas::setPadding(const QColor& color) {
    padding = color;
    groundChanged();
}

void PictureCanvas::setPixelated(bool on) {
    pixelated = on;
    scaled = {};
    groundChanged();
}

/// Only what was lit and what is now: the mouse goes over thousands of cells.
void PictureCanvas::setLit(std::optional<std::size_t> cell) {
    if (cell && *cell >= pointable().count()) cell.reset();
    announce(*this, cell && wordsOf ? wordsOf(*cell) : QString());
    if (litCell == cell) return;
    update(litArea());
    litCell = cell;
    update(litArea());
}

QRect PictureCanvas::litArea() const {
    constexpr double frame = 8; // its pens, and what is added to a very small cell
    if (!litCell) return {};
    return toWidget(pointable().rect(*litCell)).adjusted(-frame, -frame, frame, frame).toAlignedRect();
}

void PictureCanvas::groundChanged() {
    ground = {};
    update();
}

void PictureCanvas::resizeEvent(QResizeEvent*) { ground = {}; }

void PictureCanvas::setWords(std::function<QString(std::size_t)> words) { wordsOf = std::move(words); }

void PictureCanvas::setColors(const TokenColors& colors) {
    palette = colors;
    groundChanged();
}

/// The picture and what cells reach beyond it.
QRectF PictureCanvas::world() const {
    QRectF all(QPointF(0, 0), pixels);
    for (const CanvasCells* cells : {&fine, &coarse})
        if (cells->count() > 0) all = all.united(cells->bounds());
    return all;
}

double PictureCanvas::scale() const {
    const QRectF all = world();
    if (all.isEmpty()) return 1;
    return std::max(1e-6,
                    std::min((width() - 2 * margin) / all.width(), (height() - 2 * margin) / all.height()));
}

QPointF PictureCanvas::toWidget(QPointF point) const {
    const QRectF all = world();
    return QRectF(rect()).center() + (point - all.center()) * scale();
}

QRectF PictureCanvas::toWidget(const QRectF& area) const {
    return {toWidget(area.topLeft()), toWidget(area.bottomRight())};
}

QPointF PictureCanvas::toPicture(QPointF point) const {
    return world().center() + (point - QRectF(rect()).center()) / scale();
}

void PictureCanvas::drawGround() {
    ground = QPixmap(size() * devicePixelRatioF());
    ground.setDevicePixelRatio(devicePixelRatioF());
    ground.fill(Qt::transparent);
    QPainter painter(&ground);
    if (world() != QRectF(QPointF(0, 0), pixels)) painter.fillRect(toWidget(world()), padding);
    drawPicture(painter);
    drawUnseen(painter);
    QColor line = Qt::white;
    line.setAlpha(150);
    drawGrid(painter, fine, 1, line);
    drawGrid(painter, coarse, 3, palette.accent());
}

void PictureCanvas::paintEvent(QPaintEvent*) {
    if (image.isNull() || size().isEmpty()) return;
    if (ground.isNull() || ground.devicePixelRatio() != devicePixelRatioF()) drawGround();
    QPainter painter(this);
    painter.drawPixmap(0, 0, ground);
    if (hasFocus()) {
        painter.setPen(QPen(palette.accent(), 1, Qt::DotLine));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (!litCell) return;
    QRectF lit = toWidget(pointable().rect(*litCell));
    if (lit.width() < 5) lit.adjust(-3, -3, 3, 3); // too small to be found otherwise
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(lit);
    painter.setPen(QPen(QColor(0xd05a00), 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(lit);
}

void PictureCanvas::drawPicture(QPainter& painter) {
    const QRect area = toWidget(QRectF(QPointF(0, 0), pixels)).toRect();
    const QSize wanted = area.size().expandedTo({1, 1}) * devicePixelRatioF();
    if (scaled.size() != wanted)
        scaled = QPixmap::fromImage(image.scaled(
            wanted, Qt::IgnoreAspectRatio, pixelated ? Qt::FastTransformation : Qt::SmoothTransformation));
    painter.drawPixmap(area, scaled);
}

/// A dark line beside a light one can be seen on any picture.
void PictureCanvas::drawGrid(QPainter& painter, const CanvasCells& cells, double lineWidth,
                             const QColor& color) const {
    if (cells.count() == 0 || std::min(cells.width, cells.height) * scale() < finestLines) return;
    const QRectF area = toWidget(cells.bounds());
    QColor shadow = Qt::black;
    shadow.setAlpha(110);
    for (const bool dark : {true, false}) {
        painter.setPen(QPen(dark ? shadow : color, lineWidth));
        const double shift = dark ? lineWidth : 0;
        for (std::size_t i = 0; i <= cells.columns; ++i) {
            const double at = i == cells.columns ? cells.right : cells.left + double(i) * cells.width;
            const double x = std::round(toWidget(QPointF(at, 0)).x()) + 0.5 + shift;
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        }
        for (std::size_t i = 0; i <= cells.rows; ++i) {
            const double at = i == cells.rows ? cells.bottom : cells.top + double(i) * cells.height;
            const double y = std::round(toWidget(QPointF(0, at)).y()) + 0.5 + shift;
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        }
    }
}

void PictureCanvas::drawUnseen(QPainter& painter) const {
    const QRectF all(QPointF(0, 0), pixels);
    if (seenPart.isEmpty() || seenPart.contains(all)) return;
    QColor veil = palette.background();
    veil.setAlpha(200);
    QRegion outside(toWidget(all).toAlignedRect());
    outside -= toWidget(seenPart & all).toRect();
    for (const QRect& part : outside) painter.fillRect(part, veil);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent* event) {
    emit hovered(pointable().at(toPicture(event->position())));
}

void PictureCanvas::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = pointable().at(toPicture(event->position()))) emit chosen(*cell);
}

void PictureCanvas::leaveEvent(QEvent*) { emit hovered(std::nullopt); }

void PictureCanvas::keyPressEvent(QKeyEvent* event) {
    const CanvasCells& cells = pointable();
    const std::size_t at = litCell.value_or(0), columns = cells.columns;
    if (cells.count() == 0) return QWidget::keyPressEvent(event);
    std::size_t to = at;
    switch (event->key()) {
    case Qt::Key_Left: to = at > 0 ? at - 1 : 0; break;
    case Qt::Key_Right: to = std::min(at + 1, cells.count() - 1); break;
    case Qt::Key_Up: to = at >= columns ? at - columns : at; break;
    case Qt::Key_Down: to = at + columns < cells.count() ? at + columns : at; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = cells.count() - 1; break;
    default: return QWidget::keyPressEvent(event);
    }
    emit chosen(to);
}

} // namespace tokenarium
