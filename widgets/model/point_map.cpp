// SPDX-License-Identifier: GPL-3.0-or-later
// Lays points and labels out when the size changes; painting only draws them.
#include "widgets/model/point_map.h"

#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double radius = 4, near = 12;

} // namespace

PointMap::PointMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PointMap::setData(std::vector<std::array<double, 2>> newPoints, QStringList newLabels) {
    points = std::move(newPoints);
    labels = std::move(newLabels);
    lit.reset();
    under.reset();
    layOut();
}

void PointMap::setLit(std::optional<std::size_t> wanted) {
    if (wanted && *wanted >= points.size()) wanted.reset();
    if (wanted == lit) return;
    lit = wanted;
    update();
}

void PointMap::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

void PointMap::layOut() {
    const QFontMetricsF metrics(font());
    double least[2] = {0, 0}, most[2] = {0, 0};
    for (const auto& at : points)
        for (int axis = 0; axis < 2; ++axis) {
            least[axis] = std::min(least[axis], at[std::size_t(axis)]);
            most[axis] = std::max(most[axis], at[std::size_t(axis)]);
        }
    const double marginX = 3 * metrics.height(), marginY = 1.5 * metrics.height();
    const double scale =
        std::min((width() - 2 * marginX) / std::max(most[0] - least[0], 1e-9),
                 (height() - 2 * marginY) / std::max(most[1] - least[1], 1e-9 + (most[0] - least[0]) * 1e-3));
    places.clear();
    std::vector<LabelSize> sizes;
    for (std::size_t i = 0; i < points.size(); ++i) {
        places.push_back({width() / 2.0 + (points[i][0] - (least[0] + most[0]) / 2) * scale,
                          height() / 2.0 - (points[i][1] - (least[1] + most[1]) / 2) * scale});
        sizes.push_back({metrics.horizontalAdvance(labels[qsizetype(i)]), metrics.height()});
    }
    boxes = placeLabels(places, sizes, {0, 0, double(width()), double(height())}, radius);
    update();
}

QPointF PointMap::place(std::size_t at) const {
    return at < places.size() ? QPointF(places[at][0], places[at][1]) : QPointF();
}

std::optional<QRectF> PointMap::labelRect(std::size_t at) const {
    if (at >= boxes.size() || !boxes[at]) return std::nullopt;
    return QRectF(boxes[at]->left, boxes[at]->top, boxes[at]->width, boxes[at]->height);
}

void PointMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor faint = colors.text(), dot = colors.text();
    faint.setAlphaF(0.12F);
    dot.setAlphaF(0.65F);
    painter.setPen(faint);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool stands = i == lit || i == under;
        painter.setPen(Qt::NoPen);
        painter.setBrush(stands ? colors.accent() : dot);
        painter.drawEllipse(place(i), stands ? radius + 1.5 : radius - 0.5,
                            stands ? radius + 1.5 : radius - 0.5);
        painter.setPen(stands ? colors.accent() : colors.text());
        if (const auto label = labelRect(i)) painter.drawText(*label, Qt::AlignCenter, labels[qsizetype(i)]);
    }
    for (const auto& which : {lit, under}) {
        if (!which || labelRect(*which)) continue;
        const QFontMetricsF metrics(font());
        QRectF box(place(*which) + QPointF(radius + 2, -metrics.height() / 2),
                   QSizeF(metrics.horizontalAdvance(labels[qsizetype(*which)]) + 8, metrics.height()));
        if (box.right() > width()) box.moveRight(place(*which).x() - radius - 2);
        painter.fillRect(box, palette().color(QPalette::Window));
        painter.setPen(colors.accent());
        painter.drawText(box, Qt::AlignCenter, labels[qsizetype(*which)]);
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void PointMap::point(std::optional<std::size_t> wanted) {
    if (wanted == under) return;
    under = wanted;
    announce(*this, under ? labels[qsizetype(*under)] : QString());
    update();
    emit pointed(under);
}

void PointMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void PointMap::mouseMoveEvent(QMouseEvent* event) {
    std::optional<std::size_t> nearest;
    double best = near;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const QPointF apart = place(i) - event->position();
        const auto label = labelRect(i);
        const double distance =
            label && label->contains(event->position()) ? 0 : std::hypot(apart.x(), apart.y());
        if (distance >= best) continue;
        best = distance;
        nearest = i;
    }
    point(nearest);
}

void PointMap::leaveEvent(QEvent*) { point(std::nullopt); }

void PointMap::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = points.size();
    if (event->key() == Qt::Key_Right && count > 0)
        point(under ? (*under + 1) % count : 0);
    else if (event->key() == Qt::Key_Left && count > 0)
        point(under ? (*under + count - 1) % count : count - 1);
    else if (event->key() == Qt::Key_Escape)
        point(std::nullopt);
    else
        QWidget::keyPressEvent(event);
}

void PointMap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

} // namespace tokenarium
