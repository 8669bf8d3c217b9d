// SPDX-License-Identifier: GPL-3.0-or-later
// Frames on one scale that does not move while sliders do.
#include "widgets/weights/fit_chart.h"

#include "widgets/style/announcement.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

constexpr double gap = 6;
constexpr double boldRoom = 1.06; // bold words are wider: the chart does not move when another row is chosen

} // namespace

FitChart::FitChart(QWidget* parent) : Chart(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void FitChart::setData(FitData data) {
    const bool newFinding = data.finding != shown.finding;
    const bool newSize =
        data.rows.size() != shown.rows.size() || data.segments.size() != shown.segments.size();
    const bool newKeys = data.segments != shown.segments;
    shown = std::move(data);
    measure();
    if (newKeys || keyWidths.empty()) measureKeys();
    QStringList told;
    for (const FitRow& row : shown.rows) told += QStringLiteral("%1: %2").arg(row.name, row.words);
    setAccessibleName(shown.finding);
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    if (newSize) updateGeometry();
    if (newFinding) emit findingChanged();
    update();
}

void FitChart::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

ChartTable FitChart::table() const {
    ChartTable table;
    table.header = QStringList{tr("GPU"), tr("Memory in bytes"), tr("Needed in bytes"), tr("Verdict")};
    for (const FitRow& row : shown.rows)
        table.rows.push_back({row.name, csvNumber(row.memory), csvNumber(needed()), row.words});
    return table;
}

double FitChart::needed() const { return std::accumulate(shown.parts.begin(), shown.parts.end(), 0.0); }

double FitChart::scaleEnd() const {
    double largest = 1;
    for (const FitRow& row : shown.rows) largest = std::max(largest, row.memory);
    return 1.12 * largest;
}

QString FitChart::frameWords() const { return tr("frame: memory of the GPU"); }

template<typename Place>
int FitChart::flowKeys(Place place) const {
    double x = 0;
    int line = 0;
    for (std::size_t i = 0; i <= shown.segments.size(); ++i) {
        const double own = keyWidths.size() > i ? keyWidths[i] : 0;
        if (x > 0 && x + own > width()) x = 0, ++line;
        place(x, line * fontMetrics().height() * 1.2, i);
        x += own;
    }
    return line + 1;
}

double FitChart::headHeight() const {
    return flowKeys([](double, double, std::size_t) {}) * fontMetrics().height() * 1.2 + gap;
}

double FitChart::rowHeight() const {
    return (height() - headHeight() - 2) / double(std::max<std::size_t>(shown.rows.size(), 1));
}

QSize FitChart::sizeHint() const {
    return {460, int(std::ceil(headHeight() + 1.7 * fontMetrics().height() * double(shown.rows.size())))};
}

QSize FitChart::minimumSizeHint() const {
    return {360, int(std::ceil(headHeight() + 1.15 * fontMetrics().height() * double(shown.rows.size())))};
}

/// Shaping text is what costs time here, so only what changed is laid out.
void FitChart::measure() {
    QFont strong = font();
    strong.setBold(true);
    laidOut.resize(shown.rows.size());
    widestName = widestWords = 0;
    for (std::size_t i = 0; i < shown.rows.size(); ++i) {
        RowWords& words = laidOut[i];
        const bool isStrong = shown.lit == i;
        const auto lay = [&](QStaticText& text, const QString& wanted) {
            if (text.text() == wanted && words.isStrong == isStrong && !fontChanged) return;
            text.setText(wanted);
            text.setTextFormat(Qt::PlainText);
            text.prepare({}, isStrong ? strong : font());
        };
        lay(words.name, shown.rows[i].name);
        lay(words.words, shown.rows[i].words);
        words.isStrong = isStrong;
        widestName = std::max(widestName, words.name.size().width());
        widestWords = std::max(widestWords, words.words.size().width());
    }
    fontChanged = false;
    widestName *= boldRoom;
    widestWords *= boldRoom;
}

void FitChart::measureKeys() {
    keyWidths.clear();
    const double space = fontMetrics().height() * 0.7 + 3 * gap;
    for (const QString& segment : shown.segments)
        keyWidths.push_back(fontMetrics().horizontalAdvance(segment) + space);
    keyWidths.push_back(fontMetrics().horizontalAdvance(frameWords()) + space);
}

void FitChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        fontChanged = true;
        measure();
        measureKeys();
    }
    Chart::changeEvent(event);
}

QRectF FitChart::plot() const {
    const double left = widestName + 2 * gap, right = widestWords + 3 * gap + fontMetrics().height();
    return {left, headHeight(), std::max(60.0, width() - left - right), height() - headHeight() - 2};
}

QRectF FitChart::frameOf(std::size_t row) const {
    const QRectF area = plot();
    const double high = rowHeight() * 0.8;
    return {area.left(), area.top() + double(row) * rowHeight() + (rowHeight() - high) / 2,
            area.width() * shown.rows[row].memory / scaleEnd(), high};
}

QRectF FitChart::needOf(std::size_t row) const {
    const QRectF frame = frameOf(row);
    const double length = std::min(needed() / scaleEnd(), 1.0) * plot().width();
    return {frame.left(), frame.top() + frame.height() * 0.2, length, frame.height() * 0.6};
}

void FitChart::paintKeys(QPainter& painter) const {
    const double high = fontMetrics().height(), square = high * 0.7;
    flowKeys([&](double x, double y, std::size_t i) {
        const double top = y + (high - square) / 2;
        painter.setPen(colors.text());
        if (i < shown.segments.size()) {
            painter.fillRect(QRectF(x, top, square, square), seriesColor(int(i) + 1, colors));
            painter.drawText(QPointF(x + square + gap, y + fontMetrics().ascent()), shown.segments[i]);
            return;
        }
        painter.drawText(QPointF(x + square + gap, y + fontMetrics().ascent()), frameWords());
        painter.setPen(QPen(colors.text(), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(x, top, square, square));
    });
}

void FitChart::paintRow(QPainter& painter, std::size_t number) const {
    const FitRow& row = shown.rows[number];
    const QRectF frame = frameOf(number), need = needOf(number);
    const bool isLit = shown.lit == number;
    if (isLit) {
        QColor light = colors.accent();
        light.setAlphaF(0.15F);
        painter.fillRect(QRectF(0, plot().top() + double(number) * rowHeight(), width(), rowHeight()), light);
    }
    QFont font = this->font();
    font.setBold(isLit);
    painter.setFont(font);
    painter.setPen(colors.text());
    const double top = frame.center().y() - fontMetrics().height() / 2.0;
    const QStaticText& name = laidOut[number].name;
    painter.drawStaticText(QPointF(std::max(0.0, frame.left() - gap - name.size().width()), top), name);
    double x = need.left();
    const double all = needed(), whole = all / scaleEnd() * plot().width();
    for (std::size_t i = 0; i < shown.parts.size() && all > 0; ++i) {
        const double end = std::min(need.right(), x + shown.parts[i] / all * whole);
        painter.fillRect(QRectF(x, need.top(), std::max(0.0, end - x), need.height()),
                         seriesColor(int(i) + 1, colors));
        x = end;
    }
    if (need.right() > frame.right()) {
        const QRectF over(frame.right(), need.top(), need.right() - frame.right(), need.height());
        QColor paper = colors.background();
        paper.setAlphaF(0.8F);
        painter.fillRect(over, QBrush(paper, Qt::BDiagPattern));
        if (whole > need.width() + 0.5) { // and further
            painter.setPen(QPen(colors.text(), 2));
            const QPointF tip(need.right() + gap, need.center().y());
            painter.drawLine(need.right() - gap, tip.y(), tip.x(), tip.y());
            painter.drawPolyline(QPolygonF({tip + QPointF(-5, -4), tip, tip + QPointF(-5, 4)}));
        }
    }
    painter.setBrush(Qt::NoBrush);
    QColor line = colors.text();
    painter.setPen(QPen(line, 1));
    painter.drawRect(frame);
    painter.setPen(QPen(line, 3));
    painter.drawLine(frame.topRight(), frame.bottomRight());
    const double mark = plot().right() + gap + fontMetrics().height() / 2.0,
                 size = fontMetrics().height() * 0.3;
    const QPointF middle(mark + gap, frame.center().y());
    painter.setPen(QPen(row.fits ? seriesColor(2, colors) : colors.warning(), 2.2));
    if (row.fits) {
        painter.drawPolyline(QPolygonF(
            {middle + QPointF(-size, 0), middle + QPointF(-size / 3, size), middle + QPointF(size, -size)}));
    } else {
        painter.drawLine(middle + QPointF(-size, -size), middle + QPointF(size, size));
        painter.drawLine(middle + QPointF(-size, size), middle + QPointF(size, -size));
    }
    painter.setPen(colors.text());
    painter.drawStaticText(QPointF(middle.x() + fontMetrics().height() / 2.0 + 2, top),
                           laidOut[number].words);
    painter.setFont(this->font());
}

void FitChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintKeys(painter);
    for (std::size_t i = 0; i < shown.rows.size(); ++i) paintRow(painter, i);
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

std::optional<std::size_t> FitChart::rowAt(const QPointF& place) const {
    if (place.y() < plot().top() || shown.rows.empty()) return std::nullopt;
    const auto row = std::size_t((place.y() - plot().top()) / rowHeight());
    return row < shown.rows.size() ? std::optional(row) : std::nullopt;
}

void FitChart::mousePressEvent(QMouseEvent* event) {
    if (const auto row = rowAt(event->position())) emit chosen(*row);
}

void FitChart::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || shown.rows.empty()) return Chart::keyPressEvent(event);
    const int now = shown.lit ? int(*shown.lit) : -1;
    const auto row = std::size_t(std::clamp(now + step, 0, int(shown.rows.size()) - 1));
    emit chosen(row);
    announce(*this, QStringLiteral("%1: %2").arg(shown.rows[row].name, shown.rows[row].words));
}

void FitChart::focusInEvent(QFocusEvent* event) {
    update();
    Chart::focusInEvent(event);
}

void FitChart::focusOutEvent(QFocusEvent* event) {
    update();
    Chart::focusOutEvent(event);
}

bool FitChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto row = rowAt(help->pos())) {
            const FitRow& one = shown.rows[*row];
            const auto words = [&](double bytes) {
                return shown.bytesWords ? shown.bytesWords(bytes) : csvNumber(bytes);
            };
            QToolTip::showText(
                help->globalPos(),
                tr("%1: needs %2 of %3; %4").arg(one.name, words(needed()), words(one.memory), one.words));
            return true;
        }
    }
    return Chart::event(event);
}

} // namespace tokenarium
