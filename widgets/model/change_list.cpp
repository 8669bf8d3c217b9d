// SPDX-License-Identifier: GPL-3.0-or-later
// Grey is before, the accent is after; numbers stand beside the bars.
#include "widgets/model/change_list.h"

#include "widgets/style/number_text.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double gap = 8;

} // namespace

ChangeList::ChangeList(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize ChangeList::minimumSizeHint() const { return {240, fontMetrics().height() * 8}; }

void ChangeList::setRows(std::vector<ChangeRow> newRows) {
    list = std::move(newRows);
    describe();
    update();
}

void ChangeList::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

void ChangeList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) describe();
}

void ChangeList::describe() {
    QStringList said;
    for (const ChangeRow& row : list)
        said.append(tr("%1: before %2, after %3").arg(row.label, percent(row.before), percent(row.after)));
    setAccessibleDescription(said.join(QStringLiteral("; ")));
}

void ChangeList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QColor ink = palette().color(QPalette::WindowText);
    QColor grey = ink;
    grey.setAlphaF(0.35F);
    const QFontMetricsF metrics(font());
    const double line = metrics.height(), rowHeight = 2 * line + 6;
    double labelWidth = metrics.horizontalAdvance(tr("before")), widest = 0;
    for (const ChangeRow& row : list) {
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(row.label));
        widest = std::max({widest, row.before, row.after});
    }
    labelWidth = std::min(labelWidth, width() / 3.0);
    const double numberWidth = metrics.horizontalAdvance(QStringLiteral("< 0.1 %000"));
    const double barLeft = labelWidth + gap, barWidth = width() - barLeft - numberWidth - gap;
    if (widest <= 0 || barWidth <= 0) return;
    painter.setPen(ink);
    double top = 0;
    for (const ChangeRow& row : list) {
        if (top + rowHeight > height()) break;
        painter.setPen(ink);
        painter.drawText(QRectF(0, top, labelWidth, 2 * line), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(row.label, Qt::ElideRight, labelWidth));
        const double shares[] = {row.before, row.after};
        for (int i = 0; i < 2; ++i) {
            const double y = top + i * line, length = std::max(1.0, barWidth * shares[i] / widest);
            painter.fillRect(QRectF(barLeft, y + 3, length, line - 5), i == 0 ? grey : colors.accent());
            painter.drawText(QRectF(barLeft + length + gap / 2, y, numberWidth, line),
                             Qt::AlignLeft | Qt::AlignVCenter, percent(shares[i]));
        }
        top += rowHeight;
    }
}

} // namespace tokenarium
