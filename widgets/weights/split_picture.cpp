// SPDX-License-Identifier: GPL-3.0-or-later
// Columns side by side, three lines of words below each, and a band of arrows under all.
#include "widgets/weights/split_picture.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace tokenarium {
namespace {

constexpr double gap = 6, headSize = 5;

double total(const SplitBox& box) { return std::accumulate(box.parts.begin(), box.parts.end(), 0.0); }

} // namespace

SplitPicture::SplitPicture(QWidget* parent) : Chart(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SplitPicture::setData(SplitPictureData data) {
    const bool newFinding = data.finding != shown.finding;
    shown = std::move(data);
    measure();
    QStringList told;
    for (const SplitBox& box : shown.boxes)
        told += QStringLiteral("%1 (%2): %3").arg(box.title, box.below, box.words);
    setAccessibleName(shown.finding);
    setAccessibleDescription(told.join(QStringLiteral("; ")) + QStringLiteral(". ") + shown.arrowWords);
    if (newFinding) emit findingChanged();
    update();
}

void SplitPicture::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

ChartTable SplitPicture::table() const {
    ChartTable table;
    table.header = QStringList{tr("GPU"), tr("Holds")};
    for (const QString& segment : shown.segments) table.header += tr("%1 in bytes").arg(segment);
    for (const SplitBox& box : shown.boxes) {
        QStringList row{box.title, box.below};
        for (const double part : box.parts) row += csvNumber(part);
        table.rows.push_back(row);
    }
    return table;
}

double SplitPicture::fullest() const {
    double largest = 0;
    for (const SplitBox& box : shown.boxes) largest = std::max(largest, total(box));
    return largest;
}

/// Where little lies in a large memory, the frames are cut off above, so that it can be told what lies there.
bool SplitPicture::isCut() const { return shown.memory > 3 * fullest() && fullest() > 0; }

double SplitPicture::most() const {
    return isCut() ? 1.6 * fullest() : 1.06 * std::max({fullest(), shown.memory, 1.0});
}

template<typename Place>
int SplitPicture::flowKeys(Place place) const {
    double x = 0;
    int line = 0;
    for (std::size_t i = 0; i < keyWidths.size(); ++i) {
        if (x > 0 && x + keyWidths[i] > width()) x = 0, ++line;
        place(x, line * fontMetrics().height() * 1.2, i);
        x += keyWidths[i];
    }
    return line + 1;
}

/// Shaping text is what costs time here, so it is done once.
void SplitPicture::measure() {
    keyWidths.clear();
    for (const QString& segment : shown.segments)
        keyWidths.push_back(fontMetrics().horizontalAdvance(segment) + fontMetrics().height() * 0.7 +
                            3 * gap);
}

void SplitPicture::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) measure();
    Chart::changeEvent(event);
}

QRectF SplitPicture::area() const {
    const double line = fontMetrics().height();
    const double top = flowKeys([](double, double, std::size_t) {}) * 1.2 * line + 3 * gap;
    const double words = 3.2 * line, arrows = shown.flow == SplitPictureData::Flow::None ? 0 : 2.9 * line;
    return {0, top, double(width()), std::max(30.0, height() - top - words - arrows - 2)};
}

QRectF SplitPicture::column(std::size_t box) const {
    const QRectF all = area();
    const double left = fontMetrics().averageCharWidth() * double(shown.memoryWords.size() + 3) + 2 * gap;
    const double each = (all.width() - left) / double(std::max<std::size_t>(shown.boxes.size(), 1));
    const double wide = std::min(each * 0.72, 120.0);
    return {all.left() + left + double(box) * each + (each - wide) / 2, all.top(), wide, all.height()};
}

QRectF SplitPicture::frameOf(std::size_t box) const {
    const QRectF all = column(box);
    const double high = all.height() * (isCut() ? 1 : shown.memory / most());
    return {all.left(), all.bottom() - high, all.width(), high};
}

QRectF SplitPicture::filledOf(std::size_t box) const {
    const QRectF all = column(box);
    const double high = all.height() * total(shown.boxes[box]) / most();
    return {all.left() + 3, all.bottom() - high, all.width() - 6, high};
}

void SplitPicture::paintKeys(QPainter& painter) const {
    const double high = fontMetrics().height(), square = high * 0.7;
    flowKeys([&](double x, double y, std::size_t i) {
        painter.fillRect(QRectF(x, y + (high - square) / 2, square, square), seriesColor(int(i) + 1, colors));
        painter.setPen(colors.text());
        painter.drawText(QPointF(x + square + gap, y + fontMetrics().ascent()), shown.segments[i]);
    });
}

void SplitPicture::paintWords(QPainter& painter, const QRectF& place, const QString& words) const {
    painter.setPen(colors.text());
    painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop,
                     fontMetrics().elidedText(words, Qt::ElideRight, int(place.width())));
}

void SplitPicture::paintBox(QPainter& painter, std::size_t number) const {
    const SplitBox& box = shown.boxes[number];
    const QRectF frame = frameOf(number), filled = filledOf(number), all = column(number);
    const double line = fontMetrics().height();
    double bottom = filled.bottom();
    for (std::size_t i = 0; i < box.parts.size(); ++i) {
        const double high = all.height() * box.parts[i] / most();
        painter.fillRect(QRectF(filled.left(), bottom - high, filled.width(), high),
                         seriesColor(int(i) + 1, colors));
        bottom -= high;
    }
    if (filled.top() < frame.top()) {
        QColor paper = colors.background();
        paper.setAlphaF(0.8F);
        painter.fillRect(QRectF(filled.left(), filled.top(), filled.width(), frame.top() - filled.top()),
                         QBrush(paper, Qt::BDiagPattern));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.text(), 1, box.parts.empty() ? Qt::DotLine : Qt::SolidLine));
    painter.drawPolyline(
        QPolygonF({frame.topLeft(), frame.bottomLeft(), frame.bottomRight(), frame.topRight()}));
    if (isCut()) {
        painter.setPen(QPen(colors.text(), 1, Qt::DotLine)); // goes on above
        for (const double x : {frame.left(), frame.right()})
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.top() - 2 * gap));
    } else {
        painter.setPen(QPen(colors.text(), box.parts.empty() ? 1 : 3));
        painter.drawLine(frame.topLeft(), frame.topRight());
    }
    const double room = (area().width() - column(0).left()) / double(shown.boxes.size());
    const double middle = std::max(room, all.width());
    QRectF words(all.center().x() - middle / 2, all.bottom() + 2, middle, line);
    QFont font = this->font();
    font.setBold(true);
    painter.setFont(font);
    paintWords(painter, words, box.title);
    painter.setFont(this->font());
    words.translate(0, line);
    paintWords(painter, words, box.below);
    words.translate(0, line);
    paintWords(painter, words, box.words);
}

void SplitPicture::paintArrow(QPainter& painter, QPointF from, QPointF to, bool bothWays) const {
    painter.drawLine(from, to);
    const auto head = [&](QPointF tip, QPointF tail) {
        const QLineF line(tip, tail);
        if (line.length() < 1) return;
        const QPointF along = (tail - tip) / line.length(), across(-along.y(), along.x());
        painter.drawPolyline(
            QPolygonF({tip + (along + across) * headSize, tip, tip + (along - across) * headSize}));
    };
    head(to, from);
    if (bothWays) head(from, to);
}

void SplitPicture::paintArrows(QPainter& painter) const {
    using Flow = SplitPictureData::Flow;
    if (shown.flow == Flow::None || shown.boxes.size() < 2) return;
    const double line = fontMetrics().height(), y = area().bottom() + 3.2 * line + line * 0.4;
    const auto middle = [&](std::size_t box) { return column(box).center().x(); };
    const double first = middle(0), last = middle(shown.boxes.size() - 1);
    painter.setPen(QPen(colors.accent(), 2));
    if (shown.flow == Flow::All) {
        painter.drawLine(QPointF(first, y + line * 0.5), QPointF(last, y + line * 0.5));
        for (std::size_t i = 0; i < shown.boxes.size(); ++i)
            paintArrow(painter, {middle(i), y + line * 0.5}, {middle(i), y - line * 0.3}, true);
    } else {
        for (std::size_t i = 0; i + 1 < shown.boxes.size(); ++i)
            paintArrow(painter, {middle(i) + gap, y}, {middle(i + 1) - gap, y}, shown.goesBack);
        if (shown.flow == Flow::Ring) { // the last one closes it
            const double low = y + line * 0.6;
            painter.drawPolyline(QPolygonF({QPointF(last, y + 2), QPointF(last, low), QPointF(first, low)}));
            paintArrow(painter, {first, low}, {first, y + 2}, false);
        }
    }
    paintWords(painter, QRectF(0, y + line * 0.85, width(), line * 1.2), shown.arrowWords);
}

void SplitPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintKeys(painter);
    if (shown.boxes.empty()) return;
    const QRectF frame = frameOf(0);
    painter.setPen(colors.text());
    const QString limit = isCut() ? QStringLiteral("↑ ") + shown.memoryWords : shown.memoryWords;
    painter.drawText(QPointF(0, frame.top() + fontMetrics().ascent() / 2.0), limit);
    if (!isCut()) {
        QColor faint = colors.text();
        faint.setAlphaF(0.35F);
        painter.setPen(QPen(faint, 1, Qt::DashLine));
        painter.drawLine(QPointF(column(0).left() - gap, frame.top()), QPointF(width(), frame.top()));
    }
    for (std::size_t i = 0; i < shown.boxes.size(); ++i) paintBox(painter, i);
    paintArrows(painter);
}

} // namespace tokenarium
