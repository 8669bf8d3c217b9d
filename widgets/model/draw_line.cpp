// SPDX-License-Identifier: GPL-3.0-or-later
// Segments first, then the one that was hit, then the marker above all.
#include "widgets/model/draw_line.h"

#include "widgets/style/number_text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double arrow = 6;

QString exact(double number) { return QLocale().toString(number, 'f', 4); }

} // namespace

DrawLine::DrawLine(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

QSize DrawLine::sizeHint() const { return {240, 2 * fontMetrics().height() + int(arrow) + 14}; }

void DrawLine::setData(DrawLineData data) {
    shown = std::move(data);
    describe();
    update();
}

void DrawLine::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

/// Room for the 0 before the line and the 1 behind it.
double DrawLine::endWidth() const { return fontMetrics().horizontalAdvance(QStringLiteral("0")) + 8; }

QRectF DrawLine::bar() const {
    const double line = fontMetrics().height(), end = endWidth();
    return {end, line + arrow + 2, std::max(width() - 2 * end, 1.0), line + 8};
}

QRectF DrawLine::segmentRect(std::size_t segment) const {
    const QRectF whole = bar();
    const DrawSegment& one = shown.segments[segment];
    return {whole.left() + one.begin * whole.width(), whole.top(), (one.end - one.begin) * whole.width(),
            whole.height()};
}

double DrawLine::markerX() const { return bar().left() + shown.number * bar().width(); }

void DrawLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (shown.segments.empty()) return;
    paintSegments(painter);
    paintMarker(painter);
}

void DrawLine::paintSegments(QPainter& painter) const {
    for (std::size_t i = 0; i < shown.segments.size(); ++i) {
        const QRectF box = segmentRect(i);
        const ChipColors tint = colors.chip(TintKind::Category, std::uint8_t(i % 6));
        painter.fillRect(box, tint.fill);
        if (box.width() < 3) continue;
        painter.setPen(tint.border);
        painter.drawRect(box);
        painter.setPen(tint.text);
        if (fontMetrics().horizontalAdvance(shown.segments[i].label) + 4 <= box.width())
            painter.drawText(box, Qt::AlignCenter, shown.segments[i].label);
    }
    painter.setPen(QPen(colors.accent(), 2.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(segmentRect(shown.hit));
    painter.setPen(palette().color(QPalette::WindowText));
    const QRectF line(0, bar().top(), width(), bar().height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("1"));
}

/// A triangle that points at the number, with the number above it.
void DrawLine::paintMarker(QPainter& painter) const {
    const double x = markerX(), top = bar().top() - arrow;
    QPainterPath triangle(QPointF(x, bar().top() + 1));
    triangle.lineTo(x - arrow, top);
    triangle.lineTo(x + arrow, top);
    triangle.closeSubpath();
    painter.fillPath(triangle, colors.accent());
    painter.setPen(QPen(colors.accent(), 1.5));
    painter.drawLine(QPointF(x, bar().top()), QPointF(x, bar().bottom()));
    const QString words = tr("%1 → %2").arg(exact(shown.number), shown.segments[shown.hit].label);
    const double length = fontMetrics().horizontalAdvance(words) + 2;
    const double left = std::clamp(x - length / 2, 0.0, std::max(0.0, width() - length));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(left, 0, length, fontMetrics().height()), Qt::AlignLeft, words);
}

void DrawLine::describe() {
    setAccessibleName(tr("The draw"));
    if (shown.segments.empty()) return setAccessibleDescription(tr("Nothing is drawn here"));
    const DrawSegment& hit = shown.segments[shown.hit];
    setAccessibleDescription(tr("The random number %1 fell on ‘%2’, to which %3 to %4 belongs")
                                 .arg(exact(shown.number), hit.label, exact(hit.begin), exact(hit.end)));
}

void DrawLine::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) describe();
    if (event->type() == QEvent::FontChange) updateGeometry();
}

bool DrawLine::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString tip;
    for (std::size_t i = 0; i < shown.segments.size(); ++i) {
        const DrawSegment& one = shown.segments[i];
        if (!segmentRect(i).contains(QPointF(help->pos()))) continue;
        tip = tr("‘%1’ is drawn by numbers from %2 to %3: %4")
                  .arg(one.label, exact(one.begin), exact(one.end), percent(one.end - one.begin));
        break;
    }
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

} // namespace tokenarium
