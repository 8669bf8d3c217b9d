// SPDX-License-Identifier: GPL-3.0-or-later
// Paints labels at the left and cells at the right of them.
#include "widgets/model/source_strips.h"

#include "widgets/model/heat_map_state.h"
#include "widgets/model/heat_map_tiles.h"
#include "widgets/style/announcement.h"
#include "widgets/style/heat_scale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

/// What the ends of a strip's scale stand for, or its only number.
QString rangeText(const std::vector<float>& values) {
    float low = std::numeric_limits<float>::infinity(), high = -low;
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low > high) return {};
    return values.size() == 1 ? heatMapNumber(low)
                              : QStringLiteral("%1 … %2").arg(heatMapNumber(low), heatMapNumber(high));
}

} // namespace

SourceStrips::SourceStrips(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

double SourceStrips::lineHeight() const { return fontMetrics().height() + 4; }

/// Always the same, so that nothing jumps from stage to stage.
QSize SourceStrips::sizeHint() const { return {200, int(lineHeight() * double(most))}; }

void SourceStrips::setStrips(std::vector<SourceStrip> strips) {
    rows = std::move(strips);
    if (rows.size() > most) rows.resize(most);
    current = 0;
    announce();
    update();
}

void SourceStrips::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

QRectF SourceStrips::stripRect(std::size_t strip) const {
    const double left = width() * 0.36,
                 range = fontMetrics().horizontalAdvance(QStringLiteral("−0.000 … −0.000"));
    return {left, lineHeight() * double(strip) + 2, width() - left - range - 12, lineHeight() - 4};
}

void SourceStrips::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (std::size_t strip = 0; strip < rows.size(); ++strip) {
        const QRectF box = stripRect(strip);
        const QRectF words(0, box.top(), box.left() - 8, box.height());
        painter.setPen(palette().color(rows[strip].canGo ? QPalette::Link : QPalette::WindowText));
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(rows[strip].label, Qt::ElideMiddle, int(words.width())));
        const std::vector<float>& values = rows[strip].values;
        if (values.empty()) continue;
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        const double wide = std::min(box.width() / double(values.size()), 48.0);
        painter.fillRect(QRectF(box.left(), box.top(), wide * double(values.size()), box.height()),
                         QBrush(colors.mark(), Qt::BDiagPattern));
        for (std::size_t i = 0; i < values.size(); ++i)
            if (std::isfinite(values[i]))
                painter.fillRect(QRectF(box.left() + double(i) * wide, box.top(), wide + 0.3, box.height()),
                                 QColor::fromRgb(heatColor(
                                     placeOnScale(values[i], std::isfinite(*low) ? *low : 0, *high))));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(
            QRectF(box.left() + wide * double(values.size()) + 8, box.top(), double(width()), box.height()),
            Qt::AlignLeft | Qt::AlignVCenter, rangeText(values));
        if (hasFocus() && strip == current) {
            painter.setPen(QPen(colors.accent(), 2));
            painter.drawRect(QRectF(box.topLeft(), QSizeF(wide * double(values.size()), box.height())));
        }
    }
}

void SourceStrips::mousePressEvent(QMouseEvent* event) {
    const auto strip = std::size_t(std::max(0.0, event->position().y() / lineHeight()));
    if (strip >= rows.size()) return;
    current = strip;
    announce();
    if (rows[strip].canGo) emit wanted(strip);
}

void SourceStrips::keyPressEvent(QKeyEvent* event) {
    const std::size_t last = rows.empty() ? 0 : rows.size() - 1;
    switch (event->key()) {
    case Qt::Key_Up: current -= current > 0; break;
    case Qt::Key_Down: current = std::min(current + 1, last); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!rows.empty() && rows[current].canGo) emit wanted(current);
        return;
    default: return QWidget::keyPressEvent(event);
    }
    announce();
    update();
}

void SourceStrips::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

bool SourceStrips::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto strip = std::size_t(std::max(0.0, help->pos().y() / lineHeight()));
    QString tip;
    if (strip < rows.size())
        tip = rows[strip].canGo ? tr("%1. Click to go where it comes from.").arg(rows[strip].label)
                                : rows[strip].label;
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

void SourceStrips::announce() {
    tokenarium::announce(*this, rows.empty() ? QString()
                                             : tr("%1, %2 of %3: %4")
                                                   .arg(rows[current].label)
                                                   .arg(current + 1)
                                                   .arg(rows.size())
                                                   .arg(rangeText(rows[current].values)));
}

} // namespace tokenarium
