// SPDX-License-Identifier: GPL-3.0-or-later
// One handle of the line stays where it is while the other moves: that is how slope and intercept change
// together.
#include "widgets/charts/line_fit_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::array handleShares{0.04, 0.96}; ///< of the axis
constexpr double reach = 14, pointRadius = 5, handleRadius = 7, keyStep = 0.01, wideKeyStep = 0.05;

double handleX(const LineFitData& data, std::size_t grip) { return handleShares[grip] * data.mostX; }

QString number(double value) { return QLocale().toString(value, 'f', std::abs(value) < 10 ? 2 : 1); }

} // namespace

LineFitChart::LineFitChart(QWidget* parent) : Chart(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void LineFitChart::setData(LineFitData data) {
    if (data == shown) return;
    const bool newFinding = data.finding != shown.finding;
    shown = std::move(data);
    chosen = std::min(chosen, grips() - 1);
    setAccessibleName(shown.finding);
    update();
    if (newFinding) emit findingChanged();
}

ChartTable LineFitChart::table() const {
    ChartTable table{{tr("point"), shown.xTitle, shown.yTitle, tr("on the line"), tr("squared miss")}, {}};
    for (std::size_t i = 0; i < shown.points.size(); ++i) {
        const FitPoint& point = shown.points[i];
        const double on = shown.line.at(point.x);
        table.rows.push_back({i < shown.names.size() ? shown.names[i] : QString(), csvNumber(point.x),
                              csvNumber(point.y), csvNumber(on), csvNumber((point.y - on) * (point.y - on))});
    }
    return table;
}

void LineFitChart::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

QRectF LineFitChart::plot() const {
    const QFontMetricsF metrics(font());
    const double left = metrics.horizontalAdvance(QStringLiteral("0000")) + 8, line = metrics.height();
    return QRectF(rect()).adjusted(left, line + 4, -12, -2.3 * line);
}

QPointF LineFitChart::toPixels(double x, double y) const {
    const QRectF area = plot();
    return {area.left() + x / shown.mostX * area.width(), area.bottom() - y / shown.mostY * area.height()};
}

QPointF LineFitChart::toNumbers(QPointF pixels) const {
    const QRectF area = plot();
    return {(pixels.x() - area.left()) / area.width() * shown.mostX,
            (area.bottom() - pixels.y()) / area.height() * shown.mostY};
}

QPointF LineFitChart::placeOf(std::size_t grip) const {
    if (grip < 2) return toPixels(handleX(shown, grip), shown.line.at(handleX(shown, grip)));
    return toPixels(shown.points[grip - 2].x, shown.points[grip - 2].y);
}

std::optional<std::size_t> LineFitChart::gripAt(QPointF pixels) const {
    std::optional<std::size_t> nearest;
    double least = reach;
    for (std::size_t grip = 0; grip < grips(); ++grip) {
        const QPointF away = placeOf(grip) - pixels;
        const double distance = std::hypot(away.x(), away.y());
        if (distance > least) continue;
        least = distance;
        nearest = grip;
    }
    return nearest;
}

/// Handles move up and down only; a line that leaves the axes could not be caught again.
void LineFitChart::moveGrip(std::size_t grip, double x, double y) {
    y = std::clamp(y, 0.0, shown.mostY);
    if (grip >= 2) {
        emit pointMoved(grip - 2, {std::clamp(x, 0.0, shown.mostX), y});
        return;
    }
    const double here = handleX(shown, grip), there = handleX(shown, 1 - grip);
    const double slope = (y - shown.line.at(there)) / (here - there);
    emit lineMoved({slope, y - slope * here}, int(grip));
}

void LineFitChart::tell(std::size_t grip) {
    const QPointF at = toNumbers(placeOf(grip));
    const QString name = grip == 0   ? tr("left end of the line")
                         : grip == 1 ? tr("right end of the line")
                                     : (grip - 2 < shown.names.size() ? shown.names[grip - 2] : QString());
    announce(*this,
             tr("%1: %2 %3, %4 %5").arg(name, shown.xTitle, number(at.x()), shown.yTitle, number(at.y())));
}

void LineFitChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    paintLines(painter);
    paintGrips(painter);
}

void LineFitChart::paintAxes(QPainter& painter) const {
    const QRectF area = plot();
    const QFontMetricsF metrics(font());
    QColor faint = colors.text();
    faint.setAlphaF(0.15F);
    for (const double x : axisTicks(0, shown.mostX, false, 6)) {
        const QPointF at = toPixels(x, 0);
        painter.setPen(faint);
        painter.drawLine(QPointF(at.x(), area.top()), at);
        painter.setPen(colors.text());
        painter.drawText(QRectF(at.x() - 40, at.y() + 2, 80, metrics.height()), Qt::AlignHCenter,
                         QLocale().toString(x));
    }
    for (const double y : axisTicks(0, shown.mostY, false, 6)) {
        const QPointF at = toPixels(0, y);
        painter.setPen(faint);
        painter.drawLine(at, QPointF(area.right(), at.y()));
        painter.setPen(colors.text());
        painter.drawText(QRectF(0, at.y() - metrics.height() / 2, area.left() - 6, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(y));
    }
    painter.drawText(QRectF(area.left(), 0, area.width(), metrics.height()), Qt::AlignLeft, shown.yTitle);
    painter.drawText(
        QRectF(area.left(), area.bottom() + metrics.height() + 2, area.width(), metrics.height()),
        Qt::AlignRight, shown.xTitle);
}

void LineFitChart::paintLines(QPainter& painter) const {
    painter.save();
    painter.setClipRect(plot());
    QColor square = colors.accent();
    square.setAlphaF(0.13F);
    QColor miss = colors.accent();
    miss.setAlphaF(0.6F);
    for (const FitPoint& point : shown.points) {
        const QPointF at = toPixels(point.x, point.y), on = toPixels(point.x, shown.line.at(point.x));
        const double side = std::abs(at.y() - on.y());
        painter.fillRect(QRectF(at.x(), std::min(at.y(), on.y()), side, side), square);
        painter.setPen(QPen(miss, 1));
        painter.drawLine(at, on);
    }
    if (shown.best) {
        QColor quiet = colors.text();
        quiet.setAlphaF(0.6F);
        painter.setPen(QPen(quiet, 1.5, Qt::DashLine));
        painter.drawLine(toPixels(0, shown.best->at(0)), toPixels(shown.mostX, shown.best->at(shown.mostX)));
    }
    painter.setPen(QPen(colors.accent(), 2.5));
    painter.drawLine(toPixels(0, shown.line.at(0)), toPixels(shown.mostX, shown.line.at(shown.mostX)));
    painter.restore();
}

void LineFitChart::paintGrips(QPainter& painter) const {
    for (std::size_t grip = 0; grip < grips(); ++grip) {
        const QPointF at = placeOf(grip);
        const bool isHandle = grip < 2;
        painter.setPen(QPen(isHandle ? colors.accent() : colors.text(), 2));
        painter.setBrush(isHandle ? colors.background() : colors.text());
        const double radius = isHandle ? handleRadius : pointRadius;
        if (isHandle)
            painter.drawRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius));
        else
            painter.drawEllipse(at, radius, radius);
        const bool isLit = dragged == grip || hovered == grip || (hasFocus() && chosen == grip);
        if (!isLit) continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent(), 2));
        painter.drawEllipse(at, radius + 5, radius + 5);
    }
}

void LineFitChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return Chart::mousePressEvent(event);
    dragged = gripAt(event->position());
    if (dragged) chosen = *dragged;
    update();
}

void LineFitChart::mouseMoveEvent(QMouseEvent* event) {
    if (dragged) {
        const QPointF to = toNumbers(event->position());
        moveGrip(*dragged, to.x(), to.y());
        return;
    }
    const auto grip = gripAt(event->position());
    if (grip == hovered) return;
    hovered = grip;
    setCursor(grip ? (*grip < 2 ? Qt::SizeVerCursor : Qt::SizeAllCursor) : Qt::ArrowCursor);
    setToolTip(grip && *grip >= 2 && *grip - 2 < shown.names.size() ? shown.names[*grip - 2] : QString());
    update();
}

void LineFitChart::mouseReleaseEvent(QMouseEvent*) {
    dragged.reset();
    update();
}

void LineFitChart::leaveEvent(QEvent*) {
    hovered.reset();
    update();
}

void LineFitChart::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        const std::size_t count = grips();
        chosen = (chosen + (key == Qt::Key_Right ? 1 : count - 1)) % count;
        tell(chosen);
        return update();
    }
    if (key != Qt::Key_Up && key != Qt::Key_Down) return Chart::keyPressEvent(event);
    const double step = (event->modifiers() & Qt::ShiftModifier ? wideKeyStep : keyStep) * shown.mostY;
    const QPointF at = toNumbers(placeOf(chosen));
    moveGrip(chosen, at.x(), at.y() + (key == Qt::Key_Up ? step : -step));
    tell(chosen);
}

void LineFitChart::focusInEvent(QFocusEvent* event) {
    Chart::focusInEvent(event);
    update();
}

void LineFitChart::focusOutEvent(QFocusEvent* event) {
    Chart::focusOutEvent(event);
    update();
}

} // namespace tokenarium
