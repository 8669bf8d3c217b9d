// SPDX-License-Identifier: GPL-3.0-or-later
// Labels that would touch each other are left out from below.
#include "widgets/sound/color_scale_bar.h"

#include "widgets/style/heat_scale.h"

#include <QEvent>
#include <QPainter>

namespace tokenarium {
namespace {

constexpr int barWidth = 14;

} // namespace

ColorScaleBar::ColorScaleBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void ColorScaleBar::setTicks(std::vector<Tick> ticks) {
    labels = std::move(ticks);
    updateGeometry();
    update();
}

void ColorScaleBar::setColors(const TokenColors& colors) {
    palette = colors;
    update();
}

QSize ColorScaleBar::sizeHint() const {
    int widest = 0;
    for (const Tick& tick : labels) widest = std::max(widest, fontMetrics().horizontalAdvance(tick.label));
    return {barWidth + 10 + widest, 160};
}

void ColorScaleBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double line = fontMetrics().height();
    const QRectF bar(0.5, 2.5, barWidth, std::max(1.0, height() - line - 8.0));
    for (int y = 0; y < int(bar.height()); ++y)
        painter.fillRect(QRectF(bar.left(), bar.top() + y, bar.width(), 1.5),
                         QColor(heatColor(1 - y / bar.height())));
    painter.setPen(palette.text());
    painter.drawRect(bar);
    double free = -line;
    for (auto tick = labels.rbegin(); tick != labels.rend(); ++tick) {
        const double y = bar.bottom() - tick->share * bar.height();
        const double top = std::clamp(y - line / 2, 0.0, height() - line);
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 3, y));
        if (top < free) continue;
        painter.drawText(QRectF(bar.right() + 6, top, width() - bar.right() - 6, line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, tick->label);
        free = top + line;
    }
}

void ColorScaleBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
