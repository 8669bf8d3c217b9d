// SPDX-License-Identifier: GPL-3.0-or-later
// One line a column of device pixels; quiet sound still gets a line.
#include "widgets/sound/waveform_strip.h"

#include <QPainter>

#include <vector>

namespace tokenarium {

void WaveformStrip::setColumns(Columns columns) {
    columnsOf = std::move(columns);
    update();
}

void WaveformStrip::paintData(QPainter& painter) {
    const QRectF area = plot();
    const double middle = area.center().y();
    painter.setPen(QPen(palette.mark(), 1));
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle));
    if (!columnsOf) return;
    const double ratio = devicePixelRatioF();
    const auto columns = std::size_t(std::max(1.0, std::ceil(area.width() * ratio)));
    std::vector<float> lowest(columns), highest(columns);
    columnsOf(seen().begin, seen().size() / double(columns), lowest, highest);
    std::vector<QLineF> lines;
    lines.reserve(columns);
    const double half = area.height() / 2 - 1, least = 0.5 / ratio;
    for (std::size_t i = 0; i < columns; ++i) {
        const double x = area.left() + (double(i) + 0.5) / ratio;
        const double top = middle - double(std::min(highest[i], 1.0F)) * half,
                     bottom = middle - double(std::max(lowest[i], -1.0F)) * half;
        lines.emplace_back(x, top - least, x, bottom + least);
    }
    painter.setPen(QPen(palette.accent(), 0)); // one device pixel, the fast way of painting lines
    painter.drawLines(lines.data(), int(lines.size()));
}

} // namespace tokenarium
