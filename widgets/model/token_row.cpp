// SPDX-License-Identifier: GPL-3.0-or-later
// Lays the chips out once, paints those that are in view.
#include "widgets/model/token_row.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double padding = 6, gap = 3, margin = 4;

} // namespace

TokenRow::TokenRow(QWidget* parent) : PointableTokens(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize TokenRow::sizeHint() const {
    const int bar = horizontalScrollBar()->sizeHint().height();
    return {200, int(fontMetrics().height() + 2 * padding + 2 * margin) + bar};
}

void TokenRow::setChips(std::vector<TokenChip> newChips) {
    row = std::move(newChips);
    showTokens();
}

void TokenRow::layOut() {
    const QFontMetricsF metrics(font());
    lefts.assign(1, margin);
    for (const TokenChip& chip : row)
        lefts.push_back(lefts.back() + std::max(metrics.horizontalAdvance(chip.label), padding) +
                        2 * padding + gap);
    setContentWidth(lefts.back() + margin);
}

std::optional<std::pair<double, double>> TokenRow::extentOf(std::size_t token) const {
    return std::pair(lefts[token] - margin, lefts[token + 1] + margin);
}

QRectF TokenRow::chipRect(std::size_t token) const {
    if (token >= row.size()) return {};
    return {lefts[token] - horizontalScrollBar()->value(), margin, lefts[token + 1] - lefts[token] - gap,
            fontMetrics().height() + 2 * padding};
}

std::optional<std::size_t> TokenRow::tokenAt(QPointF point) const {
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
        const ChipColors tint = tokenColors().chip(chip.tintKind, chip.tint);
        const bool isLit = lit() == i;
        painter.setPen(QPen(isLit ? tokenColors().accent() : tint.border, isLit ? 2.5 : 1,
                            chip.isMark ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(chip.isMark ? QBrush(Qt::NoBrush) : QBrush(tint.fill));
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(chip.isMark ? palette().color(QPalette::WindowText) : tint.text);
        painter.drawText(box, Qt::AlignCenter, chip.label);
        if (!chip.isPredicted) continue;
        painter.setPen(QPen(tokenColors().accent(), 2));
        painter.drawLine(QPointF(box.left() + 4, box.bottom() - 3),
                         QPointF(box.right() - 4, box.bottom() - 3));
    }
    paintFocus(painter);
}

QString TokenRow::description() const {
    return tr("%1, token %2 of %3").arg(row[*lit()].label).arg(*lit() + 1).arg(row.size());
}

} // namespace tokenarium
