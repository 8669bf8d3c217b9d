// SPDX-License-Identifier: GPL-3.0-or-later
// Cells are as wide as their column's name; what is off is crossed out, not only paler.
#include "widgets/model/switch_grid.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace tokenarium {

SwitchGrid::SwitchGrid(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
}

void SwitchGrid::setParts(const Names& newNames) {
    currentRow = currentColumn = 0;
    switches.assign(std::size_t(newNames.rows.size() * newNames.columns.size()), true);
    renameParts(newNames);
}

void SwitchGrid::renameParts(const Names& newNames) {
    names = newNames;
    layOut();
}

void SwitchGrid::setColors(const TokenColors& newColors) {
    colors = newColors;
    viewport()->update();
}

void SwitchGrid::setOn(int row, int column, bool on) {
    if (isOn(row, column) == on) return;
    switches[at(row, column)] = on;
    viewport()->update();
    announce();
    emit switched(row, column, on);
}

void SwitchGrid::switchAllOn() {
    switches.assign(switches.size(), true);
    viewport()->update();
    announce();
}

void SwitchGrid::layOut() {
    const QFontMetricsF metrics(font());
    labelWidth = metrics.horizontalAdvance(names.corner);
    lefts.assign(1, 0);
    for (const QString& name : std::as_const(names.rows))
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(name));
    for (const QString& name : std::as_const(names.columns))
        lefts.push_back(lefts.back() +
                        std::max(metrics.horizontalAdvance(name) + 12, 1.6 * metrics.height()));
    labelWidth += 12;
    cellHeight = metrics.height() + 8;
    const QSizeF whole(labelWidth + lefts.back(), cellHeight * (rows() + 1));
    horizontalScrollBar()->setRange(0, std::max(0, int(whole.width()) + 1 - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    verticalScrollBar()->setRange(0, std::max(0, int(whole.height()) + 1 - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(cellHeight));
    updateGeometry();
    viewport()->update();
}

QSize SwitchGrid::sizeHint() const {
    return {int(labelWidth + (lefts.empty() ? 0 : lefts.back())) + 24, int(cellHeight * (rows() + 1)) + 4};
}

QRectF SwitchGrid::cellRect(int row, int column) const {
    return {labelWidth + lefts[std::size_t(column)] - horizontalScrollBar()->value(),
            cellHeight * (row + 1) - verticalScrollBar()->value(),
            lefts[std::size_t(column) + 1] - lefts[std::size_t(column)], cellHeight};
}

std::pair<int, int> SwitchGrid::cellAt(QPointF point) const {
    const double x = point.x() + horizontalScrollBar()->value() - labelWidth;
    const double y = point.y() + verticalScrollBar()->value() - cellHeight;
    if (rows() == 0 || x < 0 || y < 0 || x >= lefts.back() || y >= cellHeight * rows()) return {-1, -1};
    const auto after = std::upper_bound(lefts.begin(), lefts.end(), x);
    return {int(y / cellHeight), int(after - lefts.begin()) - 1};
}

void SwitchGrid::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(ink);
    for (int column = 0; column < columns(); ++column)
        painter.drawText(cellRect(-1, column), Qt::AlignCenter, names.columns[column]);
    if (columns() > 0)
        painter.drawText(QRectF(4, cellRect(-1, 0).top(), labelWidth - 12, cellHeight),
                         Qt::AlignRight | Qt::AlignVCenter, names.corner);
    for (int row = 0; row < rows(); ++row) {
        const QRectF first = cellRect(row, 0);
        painter.setPen(ink);
        painter.drawText(QRectF(first.left() - labelWidth, first.top(), labelWidth - 8, first.height()),
                         Qt::AlignRight | Qt::AlignVCenter, names.rows[row]);
        for (int column = 0; column < columns(); ++column) {
            const QRectF box = cellRect(row, column).adjusted(2.5, 2.5, -2.5, -2.5);
            const bool isCurrent = hasFocus() && row == currentRow && column == currentColumn;
            const ChipColors on = colors.chip(TintKind::Category, 2);
            painter.setPen(QPen(isCurrent ? colors.accent() : on.border, isCurrent ? 2.5 : 1));
            painter.setBrush(isOn(row, column) ? QBrush(on.fill) : QBrush(Qt::NoBrush));
            painter.drawRoundedRect(box, 4, 4);
            if (isOn(row, column)) continue;
            painter.setPen(QPen(colors.warning(), 2));
            painter.drawLine(box.topLeft() + QPointF(4, 3), box.bottomRight() - QPointF(4, 3));
        }
    }
}

void SwitchGrid::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void SwitchGrid::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

void SwitchGrid::moveTo(int row, int column) {
    if (rows() == 0) return;
    currentRow = std::clamp(row, 0, rows() - 1);
    currentColumn = std::clamp(column, 0, columns() - 1);
    const QRectF box = cellRect(currentRow, currentColumn);
    if (box.top() < cellHeight) verticalScrollBar()->setValue(int(cellHeight * currentRow));
    if (box.bottom() > viewport()->height())
        verticalScrollBar()->setValue(int(cellHeight * (currentRow + 2)) - viewport()->height());
    announce();
    viewport()->update();
}

void SwitchGrid::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(currentRow, currentColumn - 1);
    case Qt::Key_Right: return moveTo(currentRow, currentColumn + 1);
    case Qt::Key_Up: return moveTo(currentRow - 1, currentColumn);
    case Qt::Key_Down: return moveTo(currentRow + 1, currentColumn);
    case Qt::Key_Space:
    case Qt::Key_Return:
        if (rows() > 0) setOn(currentRow, currentColumn, !isOn(currentRow, currentColumn));
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void SwitchGrid::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    announce();
    viewport()->update();
}

void SwitchGrid::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool SwitchGrid::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        setFocus();
        const auto [row, column] = cellAt(static_cast<QMouseEvent*>(event)->position());
        if (row < 0) return true;
        moveTo(row, column);
        setOn(row, column, !isOn(row, column));
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto [row, column] = cellAt(help->pos());
        QToolTip::showText(help->globalPos(), row < 0 ? QString() : partName(row, column), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString SwitchGrid::partName(int row, int column) const {
    return isOn(row, column) ? tr("%1, %2: on").arg(names.rows[row], names.spokenColumns[column])
                             : tr("%1, %2: switched off").arg(names.rows[row], names.spokenColumns[column]);
}

void SwitchGrid::announce() {
    const QString said = rows() > 0 ? partName(currentRow, currentColumn) : QString();
    if (said == accessibleDescription()) return;
    setAccessibleDescription(said);
    QAccessibleEvent change(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&change);
}

} // namespace tokenarium
