// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures are made once per text, in the scale of all heat maps; each is stretched to its own greatest
// weight.
#include "widgets/model/head_grid.h"

#include "widgets/style/announcement.h"
#include "widgets/style/heat_scale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double gap = 4, leastSide = 18, mostSide = 56;

QImage imageOf(const AttentionThumbnail& thumbnail) {
    const int side = int(thumbnail.side);
    if (side == 0) return {};
    QImage image(side, side, QImage::Format_RGB32);
    const float top = std::max(1e-6F, *std::max_element(thumbnail.values.begin(), thumbnail.values.end()));
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            image.setPixel(x, y, heatColor(double(thumbnail.values[std::size_t(y * side + x)] / top)));
    return image;
}

} // namespace

HeadGrid::HeadGrid(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
}

QString HeadGrid::nameOf(const AttentionChoice& cell) {
    if (!cell.layer) return tr("mean of all heads");
    if (!cell.head) return tr("mean of layer %1").arg(*cell.layer + 1);
    return tr("layer %1, head %2").arg(*cell.layer + 1).arg(*cell.head + 1);
}

void HeadGrid::setData(std::size_t newLayers, std::size_t newHeads,
                       const std::vector<AttentionThumbnail>& pictures) {
    layers = newLayers;
    heads = newHeads;
    images.clear();
    for (const AttentionThumbnail& picture : pictures) images.push_back(imageOf(picture));
    layOut();
    announce();
    updateGeometry();
}

void HeadGrid::setChoice(const AttentionChoice& wanted) {
    if (wanted == chosenOne) return;
    chosenOne = wanted;
    const QRectF cell = cellRect(chosenOne);
    if (cell.bottom() > viewport()->height() || cell.top() < headerHeight)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + int(cell.top() - headerHeight));
    if (cell.right() > viewport()->width() || cell.left() < headerWidth)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(cell.left() - headerWidth));
    announce();
    viewport()->update();
}

void HeadGrid::setColors(const TokenColors& newColors) {
    colors = newColors;
    viewport()->update();
}

QSize HeadGrid::sizeHint() const {
    const double wished = 44;
    return {int(headerWidth + double(heads + 1) * (wished + gap) + gap) + 2,
            int(headerHeight + double(layers + 1) * (wished + gap) + gap + scaleHeight()) + 2};
}

QSize HeadGrid::minimumSizeHint() const { return {160, 140}; }

void HeadGrid::layOut() {
    const QFontMetricsF metrics(font());
    headerHeight = metrics.height() + gap;
    headerWidth = metrics.horizontalAdvance(QString::number(layers)) + 2 * gap;
    const double width = (viewport()->width() - headerWidth) / double(heads + 1) - gap;
    const double height = (viewport()->height() - headerHeight - scaleHeight()) / double(layers + 1) - gap;
    side = std::clamp(std::min(width, height), std::max(leastSide, metrics.height()), mostSide);
    const auto span = [](QScrollBar* bar, double whole, int seen) {
        bar->setRange(0, std::max(0, int(whole) - seen));
        bar->setPageStep(seen);
    };
    span(horizontalScrollBar(), headerWidth + double(heads + 1) * (side + gap), viewport()->width());
    span(verticalScrollBar(), headerHeight + double(layers + 1) * (side + gap) + scaleHeight(),
         viewport()->height());
    viewport()->update();
}

AttentionChoice HeadGrid::cellOf(std::size_t row, std::size_t column) const {
    if (row >= layers) return {};
    if (column >= heads) return {row, std::nullopt};
    return {row, column};
}

QRectF HeadGrid::cellRect(const AttentionChoice& cell) const {
    const double row = double(cell.layer.value_or(layers)), column = double(cell.head.value_or(heads));
    return {headerWidth + column * (side + gap) - horizontalScrollBar()->value(),
            headerHeight + row * (side + gap) - verticalScrollBar()->value(), side, side};
}

std::optional<AttentionChoice> HeadGrid::cellAt(QPointF point) const {
    for (std::size_t row = 0; row <= layers; ++row)
        for (std::size_t column = row == layers ? heads : 0; column <= heads; ++column)
            if (cellRect(cellOf(row, column)).contains(point)) return cellOf(row, column);
    return std::nullopt;
}

void HeadGrid::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (layers == 0) return;
    const QColor faint = palette().color(QPalette::PlaceholderText);
    for (std::size_t row = 0; row <= layers; ++row)
        for (std::size_t column = row == layers ? heads : 0; column <= heads; ++column) {
            const AttentionChoice cell = cellOf(row, column);
            const QRectF box = cellRect(cell);
            const std::size_t index = row == layers ? images.size() - 1 : row * (heads + 1) + column;
            if (index < images.size()) painter.drawImage(box, images[index]);
            const bool isChosen = cell == chosenOne;
            painter.setPen(QPen(isChosen ? colors.accent() : faint, isChosen ? 3 : 0.7));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(isChosen ? box.adjusted(-1, -1, 1, 1) : box);
        }
    painter.setPen(palette().color(QPalette::WindowText));
    for (std::size_t column = 0; column <= heads; ++column) {
        const QRectF top = cellRect({0, column < heads ? std::optional(column) : std::nullopt});
        painter.drawText(QRectF(top.left() - gap, 0, side + 2 * gap, headerHeight - 2), Qt::AlignCenter,
                         column < heads ? QString::number(column + 1) : QStringLiteral("⌀"));
    }
    for (std::size_t row = 0; row <= layers; ++row) {
        const QRectF box = cellRect({row < layers ? std::optional(row) : std::nullopt, std::nullopt});
        const double right = row < layers ? headerWidth : box.left();
        painter.drawText(QRectF(0, box.top(), right - gap, side), Qt::AlignVCenter | Qt::AlignRight,
                         row < layers ? QString::number(row + 1) : tr("mean of all heads"));
    }
    paintScale(painter);
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

double HeadGrid::scaleHeight() const { return fontMetrics().height() + 2 * gap; }

QRectF HeadGrid::scaleRect() const {
    const double wide = 72, below = cellRect({}).bottom() + gap;
    return {headerWidth + fontMetrics().horizontalAdvance(QLatin1Char('0')) + gap, below + gap, wide,
            double(fontMetrics().height()) - gap};
}

/// One bar for all pictures: each is stretched to its own greatest share.
void HeadGrid::paintScale(QPainter& painter) const {
    const QRectF bar = scaleRect();
    const int steps = int(bar.width());
    for (int step = 0; step < steps; ++step)
        painter.fillRect(QRectF(bar.left() + step, bar.top(), 1.5, bar.height()),
                         QColor::fromRgb(heatColor((step + 0.5) / steps)));
    painter.setPen(palette().color(QPalette::WindowText));
    const double text = fontMetrics().height(), top = bar.center().y() - text / 2;
    painter.drawText(QRectF(0, top, bar.left() - gap, text), Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("0"));
    const double room = viewport()->width() - bar.right() - 2 * gap;
    painter.drawText(QRectF(bar.right() + gap, top, room, text), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(tr("the greatest share of each"), Qt::ElideRight, int(room)));
}

void HeadGrid::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void HeadGrid::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::LanguageChange) return;
    layOut();
    announce();
}

void HeadGrid::keyPressEvent(QKeyEvent* event) {
    std::size_t row = chosenOne.layer.value_or(layers), column = chosenOne.head.value_or(heads);
    switch (event->key()) {
    case Qt::Key_Left: column -= column > 0 ? 1 : 0; break;
    case Qt::Key_Right: column += column < heads ? 1 : 0; break;
    case Qt::Key_Up: row -= row > 0 ? 1 : 0; break;
    case Qt::Key_Down: row += row < layers ? 1 : 0; break;
    case Qt::Key_Home: column = 0; break;
    case Qt::Key_End: column = heads; break;
    default: return QAbstractScrollArea::keyPressEvent(event);
    }
    if (layers > 0) emit chosen(cellOf(row, column));
}

bool HeadGrid::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        setFocus();
        if (const auto cell = cellAt(static_cast<QMouseEvent*>(event)->position())) emit chosen(*cell);
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto cell = cellAt(help->pos());
        QToolTip::showText(help->globalPos(), cell ? nameOf(*cell) : QString(), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HeadGrid::announce() {
    const QString said = nameOf(chosenOne);
    tokenarium::announce(*this, said);
}

} // namespace tokenarium
