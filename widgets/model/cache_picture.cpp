// SPDX-License-Identifier: GPL-3.0-or-later
// True to scale: the frame is the context, so that its filled part is the share in use.
#include "widgets/model/cache_picture.h"

#include "widgets/style/role_colors.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double edge = 1, band = 3;

} // namespace

CachePicture::CachePicture(QWidget* parent) : PointableTokens(parent) {
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // all of it is always seen
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize CachePicture::minimumSizeHint() const { return {200, fontMetrics().height() * 7}; }

void CachePicture::setData(std::size_t newLayers, std::size_t newPositions, QStringList newLabels) {
    layers = newLayers;
    positions = newPositions;
    labels = std::move(newLabels);
    showTokens();
}

QRectF CachePicture::frame() const {
    const QFontMetricsF metrics(font());
    const double left = metrics.horizontalAdvance(tr("layer %1").arg(layers)) + 8;
    return {left, metrics.height() + 6, viewport()->width() - left - edge,
            viewport()->height() - 2 * metrics.height() - 14};
}

QRectF CachePicture::columnRect(std::size_t token) const {
    const QRectF box = frame();
    const double step = box.width() / double(std::max<std::size_t>(1, positions));
    return {box.left() + double(token) * step, box.top(), step, box.height()};
}

QRectF CachePicture::cellRect(std::size_t token, std::size_t layer) const {
    const QRectF column = columnRect(token);
    const double step = column.height() / double(std::max<std::size_t>(1, layers));
    const double gap = step > 4 * band ? band : 0;
    return {column.left(), column.top() + double(layer) * step, column.width(), step - gap};
}

void CachePicture::paintEvent(QPaintEvent*) {
    if (layers == 0) return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = frame();
    const QFontMetricsF metrics(font());
    const QColor faint = palette().color(QPalette::PlaceholderText);
    const QColor key = keyColor(tokenColors().isDark()), value = valueColor(tokenColors().isDark());
    const std::size_t count = std::size_t(labels.size());
    for (std::size_t token = 0; token < count; ++token) {
        const bool wide = box.width() / double(positions) >= 4;
        for (std::size_t layer = 0; layer < layers; ++layer) {
            const QRectF cell = cellRect(token, layer).adjusted(0, 0, wide ? -1 : 0, 0);
            painter.fillRect(QRectF(cell.topLeft(), QSizeF(cell.width(), cell.height() / 2)), key);
            painter.fillRect(QRectF(cell.left(), cell.center().y(), cell.width(), cell.height() / 2), value);
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faint, 1));
    painter.drawRect(box);
    const auto outline = [&](std::size_t token, const QColor& color, double width) {
        painter.setPen(QPen(color, width));
        painter.drawRect(columnRect(token).adjusted(-1, -2, 0, 2));
    };
    if (count > 0) outline(count - 1, tokenColors().text(), 1.5);
    if (lit()) {
        outline(*lit(), tokenColors().accent(), 2.5);
        const double width = metrics.horizontalAdvance(labels[qsizetype(*lit())]);
        const double left =
            std::clamp(columnRect(*lit()).center().x() - width / 2, box.left(), box.right() - width);
        painter.drawText(QPointF(left, box.top() - 5), labels[qsizetype(*lit())]);
    }
    painter.setPen(palette().color(QPalette::WindowText));
    double free = -1e9;
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const QRectF cell = cellRect(0, layer);
        if (cell.center().y() - metrics.height() / 2 < free) continue;
        free = cell.center().y() + metrics.height() / 2;
        painter.drawText(
            QRectF(0, cell.center().y() - metrics.height() / 2, box.left() - 8, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, tr("layer %1").arg(layer + 1));
    }
    const double below = box.bottom() + metrics.height() + 4;
    double x = box.left();
    for (const auto& [color, name] : {std::pair(key, tr("keys")), std::pair(value, tr("values"))}) {
        painter.fillRect(QRectF(x, below - metrics.ascent(), metrics.ascent(), metrics.ascent()), color);
        painter.drawText(QPointF(x + metrics.ascent() + 6, below), name);
        x += metrics.ascent() + 6 + metrics.horizontalAdvance(name) + 16;
    }
    const QString all = tr("the frame: the whole context, %1 tokens").arg(positions);
    painter.drawText(QPointF(box.right() - metrics.horizontalAdvance(all), below), all);
    paintFocus(painter);
}

std::optional<std::size_t> CachePicture::tokenAt(QPointF point) const {
    const QRectF box = frame();
    if (!box.contains(point) || positions == 0) return std::nullopt;
    const auto token = std::size_t((point.x() - box.left()) / (box.width() / double(positions)));
    return token < std::size_t(labels.size()) ? std::optional(token) : std::nullopt;
}

QString CachePicture::description() const {
    return tr("%1, token %2 of %3; the context has room for %4")
        .arg(labels[qsizetype(*lit())])
        .arg(*lit() + 1)
        .arg(labels.size())
        .arg(positions);
}

} // namespace tokenarium
