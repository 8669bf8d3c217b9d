// SPDX-License-Identifier: GPL-3.0-or-later
// Bars begin at the lowest power of ten, for a logarithmic axis has no zero.
#include "widgets/model/log_bar_delegate.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr int padding = 4;

} // namespace

void LogBarDelegate::setRange(double first, double last, std::function<QString(double)> label) {
    low = first;
    high = std::max(last, 10 * first);
    labelOf = std::move(label);
}

double LogBarDelegate::shareOf(double value) const {
    return value > 0 ? std::clamp(std::log(value / low) / std::log(high / low), 0.0, 1.0) : 0;
}

QSize LogBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.fontMetrics.averageCharWidth() * 30, option.fontMetrics.height() + 2 * padding};
}

void LogBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    painter->save();
    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor ink = isSelected ? option.palette.color(QPalette::HighlightedText) : colors.text();
    if (isSelected) painter->fillRect(option.rect, option.palette.highlight());
    const QRect box = option.rect.adjusted(padding, 1, -padding, -1);
    const auto placeOf = [&](double value) { return box.left() + int(box.width() * shareOf(value)); };
    const bool isAxis = index.data(axisRole).toBool();
    QColor grid = ink;
    grid.setAlphaF(isAxis ? 0.6F : 0.15F);
    painter->setFont(option.font);
    int free = option.rect.left(); ///< where the last label ended
    for (double tick = low; tick < high * 1.001; tick *= 10) {
        const int x = placeOf(tick);
        painter->setPen(grid);
        painter->drawLine(x, option.rect.top(), x,
                          isAxis ? option.rect.top() + padding : option.rect.bottom());
        if (!isAxis || !labelOf) continue;
        const QString label = labelOf(tick);
        const int width = option.fontMetrics.horizontalAdvance(label);
        const int left = std::min(x - width / 2, option.rect.right() - width);
        if (left < free) continue;
        painter->setPen(colors.text());
        painter->drawText(QRect(left, option.rect.top() + padding, width + 1, box.height() - padding),
                          Qt::AlignCenter, label);
        free = left + width + padding;
    }
    const double value = index.data(valueRole).toDouble();
    int textLeft = box.left() + padding;
    if (value > 0) {
        QColor bar = isSelected ? ink : colors.accent();
        bar.setAlphaF(isSelected ? 0.35F : 0.55F);
        const QRect length(box.left(), box.top() + 3, std::max(placeOf(value) - box.left(), 2),
                           box.height() - 6);
        painter->fillRect(length, bar);
        textLeft = length.right() + padding;
    }
    if (const double bound = index.data(boundRole).toDouble(); bound > 0) {
        painter->setPen(QPen(ink, 2));
        painter->drawLine(placeOf(bound), box.top(), placeOf(bound), box.bottom());
    }
    const QString text = index.data(Qt::DisplayRole).toString();
    const int width = option.fontMetrics.horizontalAdvance(text);
    if (textLeft + width > box.right()) textLeft = std::max(box.right() - width, box.left() + padding);
    const QRect place(textLeft, box.top(), width + 2, box.height());
    if (value > 0 && place.left() >= box.left() + int(box.width() * shareOf(value)))
        painter->fillRect(place.adjusted(-1, 2, 1, -2), // the line of the bound would cross the number
                          isSelected ? option.palette.highlight() : option.palette.base());
    painter->setPen(value > 0 || isSelected ? ink : option.palette.color(QPalette::PlaceholderText));
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter->restore();
}

} // namespace tokenarium
