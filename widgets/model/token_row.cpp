// SPDX-License-Identifier: GPL-3.0-or-later
// Lays the chips out once, paints those that are in view.
#include "widgets/model/token_row.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double padding = 6, gap = 3, margin = 4;

} // namespace

TokenRow::TokenRow(QWidget* parent) : QAbstractScrollArea(parent) {
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

QSize TokenRow::sizeHint() const {
    const int bar = horizontalScrollBar()->sizeHint().height();
    return {200, int(fontMetrics().height() + 2 * padding + 2 * margin) + bar};
}

void TokenRow::setChips(std::vector<TokenChip> newChips) {
    row = std::move(newChips);
    if (litChip && *litChip >= row.size()) litChip.reset();
    layOut();
}

void TokenRow::setLit(std::optional<std::size_t> token) {
    if (token && *token >= row.size()) token.reset();
    if (token == litChip) return;
    litChip = token;
    if (token) makeVisible(*token);
    announce();
    viewport()->update();
}

void TokenRow::setColors(const TokenColors& newColors) {
    colors = newColors;
    viewport()->update();
}

void TokenRow::layOut() {
    const QFontMetricsF metrics(font());
    lefts.assign(1, margin);
    for (const TokenChip& chip : row)
        lefts.push_back(lefts.back() + std::max(metrics.horizontalAdvance(chip.label), padding) +
                        2 * padding + gap);
    horizontalScrollBar()->setRange(0, std::max(0, int(lefts.back() + margin) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(int(metrics.averageCharWidth() * 4));
    updateGeometry();
    if (litChip) makeVisible(*litChip);
    viewport()->update();
}

void TokenRow::makeVisible(std::size_t token) {
    QScrollBar* bar = horizontalScrollBar();
    const int left = int(lefts[token] - margin), right = int(lefts[token + 1] + margin);
    if (left < bar->value()) bar->setValue(left);
    if (right > bar->value() + viewport()->width()) bar->setValue(right - viewport()->width());
}

QRectF TokenRow::chipRect(std::size_t token) const {
    if (token >= row.size()) return {};
    return {lefts[token] - horizontalScrollBar()->value(), margin, lefts[token + 1] - lefts[token] - gap,
            fontMetrics().height() + 2 * padding};
}

std::optional<std::size_t> TokenRow::chipAt(QPointF point) const {
    const double x = point.x() + horizontalScrollBar()->value();
    if (row.empty() || x < lefts.front() || x >= lefts.back()) return std::nullopt;
    const auto after = std::upper_bound(lefts.begin(), lefts.end(), x);
    return std::size_t(after - lefts.begin()) - 1;
}

void TokenRow::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const QRectF box = chipRect(i);
        if (box.right() < 0 || box.left() > viewport()->width()) continue;
        const TokenChip& chip = row[i];
        const ChipColors tint = colors.chip(chip.tintKind, chip.tint);
        const bool isLit = litChip == i;
        painter.setPen(QPen(isLit ? colors.accent() : tint.border, isLit ? 2.5 : 1,
                            chip.isMark ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(chip.isMark ? QBrush(Qt::NoBrush) : QBrush(tint.fill));
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(chip.isMark ? palette().color(QPalette::WindowText) : tint.text);
        painter.drawText(box, Qt::AlignCenter, chip.label);
        if (!chip.isPredicted) continue;
        painter.setPen(QPen(colors.accent(), 2));
        painter.drawLine(QPointF(box.left() + 4, box.bottom() - 3), QPointF(box.right() - 4, box.bottom() - 3));
    }
}

void TokenRow::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void TokenRow::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

void TokenRow::keyPressEvent(QKeyEvent* event) {
    const std::size_t last = row.empty() ? 0 : row.size() - 1, at = litChip.value_or(last);
    switch (event->key()) {
    case Qt::Key_Left: return emit pinned(at > 0 ? at - 1 : 0);
    case Qt::Key_Right: return emit pinned(std::min(at + 1, last));
    case Qt::Key_Home: return emit pinned(0);
    case Qt::Key_End: return emit pinned(last);
    case Qt::Key_Escape: return emit pinned(std::nullopt);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TokenRow::viewportEvent(QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseMove: emit hovered(chipAt(static_cast<QMouseEvent*>(event)->position())); break;
    case QEvent::Leave: emit hovered(std::nullopt); break;
    case QEvent::MouseButtonPress:
        setFocus();
        emit pinned(chipAt(static_cast<QMouseEvent*>(event)->position()));
        return true;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto chip = chipAt(help->pos());
        QToolTip::showText(help->globalPos(), chip ? row[*chip].tip : QString(), this);
        return true;
    }
    default: break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TokenRow::announce() {
    const QString said =
        litChip ? tr("%1, token %2 of %3").arg(row[*litChip].label).arg(*litChip + 1).arg(row.size()) : QString();
    if (said == accessibleDescription()) return;
    setAccessibleDescription(said);
    QAccessibleEvent change(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&change);
}

} // namespace tokenarium
