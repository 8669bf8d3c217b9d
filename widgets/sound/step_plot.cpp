// SPDX-License-Identifier: GPL-3.0-or-later
// Values stand in the middle of equally wide places, so that bars and curves of one row lie over each other.
#include "widgets/sound/step_plot.h"

#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace tokenarium {
namespace {

QColor overlayColor(const TokenColors& palette) {
    return palette.isDark() ? QColor(0xe0a060) : QColor(0xb05a00);
}

} // namespace

StepPlot::StepPlot(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void StepPlot::setTitle(const QString& text) {
    title = text;
    setAccessibleName(text);
    update();
}

void StepPlot::setData(StepPlotData data) {
    shown = std::move(data);
    if (litPlace && *litPlace >= shown.values.size()) litPlace.reset();
    update();
}

void StepPlot::setLit(std::optional<std::size_t> place) {
    if (place && *place >= shown.values.size()) place.reset();
    litPlace = place;
    announce(*this, place && wordsOf ? wordsOf(*place) : QString());
    update();
}

void StepPlot::setWords(std::function<QString(std::size_t)> words) { wordsOf = std::move(words); }

void StepPlot::setColors(const TokenColors& colors) {
    palette = colors;
    update();
}

QSize StepPlot::minimumSizeHint() const { return {140, fontMetrics().height() * 3 + 40}; }

QRectF StepPlot::plot() const {
    const double line = fontMetrics().height();
    return {2, line + 3, std::max(1.0, width() - 4.0), std::max(1.0, height() - 2 * line - 6)};
}

double StepPlot::x(double place) const {
    const QRectF area = plot();
    return area.left() + place / double(std::max<std::size_t>(1, shown.values.size())) * area.width();
}

double StepPlot::y(double value) const {
    const QRectF area = plot();
    const double share = (value - shown.low) / std::max(1e-300, shown.high - shown.low);
    return area.bottom() - std::clamp(share, 0.0, 1.0) * area.height();
}

void StepPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(plot(), palette.background());
    painter.save();
    painter.setClipRect(plot());
    paintValues(painter);
    paintLit(painter);
    painter.restore();
    paintLabels(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(palette.accent(), 1.5) : QPen(palette.mark(), 1));
    painter.drawRect(plot());
}

void StepPlot::paintValues(QPainter& painter) const {
    const std::size_t count = shown.values.size();
    if (shown.low < 0 && shown.high > 0) {
        painter.setPen(QPen(palette.mark(), 1));
        painter.drawLine(QPointF(plot().left(), y(0)), QPointF(plot().right(), y(0)));
    }
    if (shown.bars) {
        const double ground = y(std::clamp(0.0, shown.low, shown.high));
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.accent());
        for (std::size_t i = 0; i < count; ++i) {
            const double gap = x(1) - x(0) > 3 ? 0.5 : 0, top = y(shown.values[i]);
            painter.drawRect(QRectF(QPointF(x(double(i)) + gap, std::min(top, ground)),
                                    QPointF(x(double(i) + 1) - gap, std::max(top, ground))));
        }
    } else {
        // One by one: outlining a whole curve of noise at once takes a hundred times as long.
        std::vector<QLineF> curve;
        for (std::size_t i = 1; i < count; ++i)
            curve.emplace_back(x(double(i) - 0.5), y(shown.values[i - 1]), x(double(i) + 0.5),
                               y(shown.values[i]));
        painter.setPen(QPen(palette.accent(), 1.4));
        painter.drawLines(curve.data(), int(curve.size()));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(overlayColor(palette), 1.4));
    QPolygonF over;
    for (std::size_t i = 0; i < shown.overlay.size(); ++i)
        over << QPointF(x(double(i) + 0.5), y(shown.overlay[i]));
    painter.drawPolyline(over);
    const double bottom = plot().bottom(), top = plot().top() + plot().height() * 0.25;
    painter.setPen(QPen(overlayColor(palette), 0.6));
    for (const StepPlotData::Triangle& one : shown.triangles)
        painter.drawPolyline(
            QPolygonF{QPointF(x(one.from), bottom), QPointF(x(one.peak), top), QPointF(x(one.to), bottom)});
    if (!shown.line) return;
    painter.setPen(QPen(overlayColor(palette), 1.4, Qt::DashLine));
    painter.drawLine(QPointF(plot().left(), y(*shown.line)), QPointF(plot().right(), y(*shown.line)));
}

void StepPlot::paintLit(QPainter& painter) const {
    if (!litPlace) return;
    const double left = x(double(*litPlace)), right = std::max(x(double(*litPlace) + 1), left + 2);
    painter.fillRect(QRectF(left, plot().top(), right - left, plot().height()), palette.match());
    painter.setPen(QPen(palette.text(), 1));
    painter.setBrush(palette.accent());
    painter.drawEllipse(QPointF((left + right) / 2, y(shown.values[*litPlace])), 3, 3);
}

void StepPlot::paintLabels(QPainter& painter) const {
    const QRectF area = plot();
    const double line = fontMetrics().height();
    painter.setPen(palette.text());
    QFont strong = font();
    strong.setBold(true);
    painter.setFont(strong);
    const QString fitting = QFontMetrics(strong).elidedText(title, Qt::ElideRight, int(area.width()));
    painter.drawText(QRectF(area.left(), 0, area.width(), line + 2), Qt::AlignLeft | Qt::AlignVCenter,
                     fitting);
    painter.setFont(font());
    const QRectF below(area.left(), area.bottom() + 1, area.width(), line + 2);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, shown.leftLabel);
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, shown.rightLabel);
    QColor ground = palette.background();
    ground.setAlpha(190);
    const auto inside = [&](const QString& text, double top) {
        if (text.isEmpty()) return;
        const QRectF box(area.left() + 2, top, fontMetrics().horizontalAdvance(text) + 4, line);
        painter.fillRect(box, ground);
        painter.drawText(box, Qt::AlignCenter, text);
    };
    inside(shown.highLabel, area.top() + 1);
    inside(shown.lowLabel, area.bottom() - line - 1);
}

void StepPlot::mouseMoveEvent(QMouseEvent* event) {
    const double share = (event->position().x() - plot().left()) / plot().width();
    if (shown.values.empty() || share < 0 || share >= 1) return emit pointed(std::nullopt);
    emit pointed(std::size_t(share * double(shown.values.size())));
}

void StepPlot::leaveEvent(QEvent*) { emit pointed(std::nullopt); }

void StepPlot::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = shown.values.size();
    if (count == 0) return QWidget::keyPressEvent(event);
    const std::size_t at = litPlace.value_or(0);
    switch (event->key()) {
    case Qt::Key_Left: return emit pointed(at > 0 ? at - 1 : 0);
    case Qt::Key_Right: return emit pointed(litPlace ? std::min(at + 1, count - 1) : 0);
    case Qt::Key_Home: return emit pointed(0);
    case Qt::Key_End: return emit pointed(count - 1);
    default: return QWidget::keyPressEvent(event);
    }
}

} // namespace tokenarium
