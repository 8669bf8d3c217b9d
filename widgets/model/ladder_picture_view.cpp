// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and patterns say the same, so that the picture can be read without colours.
#include "widgets/model/ladder_picture_view.h"

#include <QPainter>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double gap = 10;
constexpr CellUse uses[] = {CellUse::Read, CellUse::Wasted, CellUse::Kept, CellUse::Written};

} // namespace

LadderPictureView::LadderPictureView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LadderPictureView::minimumSizeHint() const {
    const int one = std::max(fontMetrics().height() * 5, fontMetrics().averageCharWidth() * 13);
    return {2 * one + int(gap), 2 * one + int(gap)};
}

void LadderPictureView::setPicture(const LadderPicture& newPicture, const QStringList& newLegend) {
    picture = newPicture;
    legend = newLegend;
    update();
}

void LadderPictureView::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

void LadderPictureView::paintUse(QPainter& painter, const QRectF& cell, CellUse use) const {
    const QRectF inner = cell.adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor strong = colors.accent(), result = colors.warning();
    QColor pale = strong;
    pale.setAlphaF(0.3F);
    switch (use) {
    case CellUse::None: return;
    case CellUse::Read: return painter.fillRect(inner, strong);
    case CellUse::Kept: return painter.fillRect(inner, pale);
    case CellUse::Wasted: return painter.fillRect(inner, QBrush(colors.text(), Qt::BDiagPattern));
    case CellUse::Written:
        painter.fillRect(inner, result);
        painter.setPen(QPen(colors.text(), 1));
        painter.drawPoint(inner.center());
    }
}

void LadderPictureView::paintMatrix(QPainter& painter, const LadderPicture::Matrix& matrix, QPointF corner,
                                    double cell) const {
    constexpr std::size_t side = LadderPicture::side;
    QColor grid = colors.text();
    grid.setAlphaF(0.18F);
    for (std::size_t row = 0; row < side; ++row)
        for (std::size_t column = 0; column < side; ++column) {
            const QRectF box(corner.x() + double(column) * cell, corner.y() + double(row) * cell, cell, cell);
            painter.setPen(grid);
            painter.drawRect(box);
            paintUse(painter, box, matrix[row * side + column]);
        }
}

void LadderPictureView::paintLegend(QPainter& painter, const QRectF& box) const {
    const double height = fontMetrics().height(), square = height * 0.7;
    double y = box.top();
    for (int i = 0; i < int(std::size(uses)); ++i) {
        const QString words = legend.value(i);
        if (words.isEmpty()) continue;
        painter.setPen(colors.text());
        const QRectF mark(box.left() + 1, y + (height - square) / 2, square, square);
        painter.drawRect(mark);
        paintUse(painter, mark, uses[i]);
        painter.setPen(colors.text());
        QRectF needed;
        painter.drawText(QRectF(mark.right() + 5, y, box.right() - mark.right() - 5, box.bottom() - y),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, words, &needed);
        y += std::max(needed.height(), height) + 2;
    }
}

void LadderPictureView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double one = (std::min(width(), height()) - gap) / 2, cell = (one - 1) / LadderPicture::side;
    const double second = one + gap;
    paintMatrix(painter, picture.b, {second, 0}, cell);
    paintMatrix(painter, picture.a, {0, second}, cell);
    paintMatrix(painter, picture.c, {second, second}, cell);
    paintLegend(painter, {0, 0, one, one});
    const auto name = [&](const char* letter, double right, double bottom) {
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        const QRectF box(right - 1.6 * cell, bottom - 1.8 * cell, 1.6 * cell, 1.8 * cell);
        painter.fillRect(box, colors.background());
        painter.setPen(colors.text());
        painter.drawText(box, Qt::AlignCenter, QLatin1String(letter));
    };
    name("b", second + one, one);
    name("a", one, second + one);
    name("c", second + one, second + one);
}

} // namespace tokenarium
