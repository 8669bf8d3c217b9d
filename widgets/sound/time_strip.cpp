// SPDX-License-Identifier: GPL-3.0-or-later
// The strip keeps no state that its owner does not set, but for a drag under way.
#include "widgets/sound/time_strip.h"

#include "widgets/style/announcement.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace tokenarium {
namespace {

constexpr double notch = 120; // of a wheel, in eighths of a degree
constexpr double zoomOfNotch = 1.3;
constexpr double scrollOfNotch = 0.15; // of what is seen
constexpr double dragThreshold = 3;    // pixels; less is a click
constexpr int keySteps = 200;          // of ← and → over what is seen

} // namespace

QString timeText(double seconds, double step) {
    const int decimals = std::clamp(int(std::ceil(-std::log10(std::max(step, 1e-6)) - 1e-9)), 0, 6);
    const QLocale locale;
    if (seconds < 60)
        return QCoreApplication::translate("tokenarium::TimeStrip", "%1 s")
            .arg(locale.toString(seconds, 'f', decimals));
    const auto minutes = std::size_t(seconds / 60);
    const QString rest = QStringLiteral("%1%2").arg(
        seconds - double(minutes) * 60 < 9.9999995 ? QStringLiteral("0") : QString(),
        locale.toString(seconds - double(minutes) * 60, 'f', decimals));
    if (minutes < 60) return QStringLiteral("%1:%2").arg(minutes).arg(rest);
    return QStringLiteral("%1:%2:%3").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0')).arg(rest);
}

TimeStrip::TimeStrip(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void TimeStrip::setLength(double seconds) {
    whole = std::max(seconds, 1e-6);
    range = axis().fitted(range);
    update();
}

void TimeStrip::setSeen(TimeRange wanted) {
    wanted = axis().fitted(wanted);
    if (wanted == range) return;
    range = wanted;
    update();
}

void TimeStrip::setCursor(std::optional<double> seconds) {
    if (seconds == cursorSeconds) return;
    cursorSeconds = seconds;
    if (hasFocus()) announce(*this, cursorSeconds && wordsOf ? wordsOf(*cursorSeconds) : QString());
    update();
}

void TimeStrip::setSelection(std::optional<TimeRange> stretch) {
    selected = stretch;
    update();
}

void TimeStrip::setMarked(std::optional<TimeRange> stretch) {
    if (mark == stretch) return;
    mark = stretch;
    update();
}

void TimeStrip::setColors(const TokenColors& colors) {
    palette = colors;
    update();
}

void TimeStrip::setWords(std::function<QString(double)> words) { wordsOf = std::move(words); }

void TimeStrip::setTimesShown(bool on) {
    timesShown = on;
    update();
}

void TimeStrip::setCaption(const QString& text) {
    cornerText = text;
    update();
}

void TimeStrip::setLeastMargins(double left, double right) {
    leastLeft = left;
    leastRight = right;
    update();
}

double TimeStrip::labelHeight() const { return timesShown ? fontMetrics().height() + 4.0 : 0; }

QRectF TimeStrip::plot() const {
    const double left = std::max(leftMargin, leastLeft), right = std::max(rightMargin, leastRight);
    return {left, 2, std::max(1.0, width() - left - right), std::max(1.0, height() - labelHeight() - 4)};
}

TimeAxis TimeStrip::axis() const {
    const QRectF area = plot();
    return {whole, range, area.left(), area.width()};
}

void TimeStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(plot(), palette.background());
    painter.save();
    painter.setClipRect(plot());
    paintData(painter);
    if (selected) paintStretch(painter, *selected, palette.selection(), true);
    if (mark) paintStretch(painter, *mark, palette.match(), true);
    if (cursorSeconds) {
        const double x = std::round(axis().x(*cursorSeconds)) + 0.5;
        painter.setPen(QPen(palette.background(), 5));
        painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
        painter.setPen(QPen(palette.accent(), 2.5));
        painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    }
    if (!cornerText.isEmpty()) paintCaption(painter);
    painter.restore();
    paintMargins(painter);
    if (timesShown) paintTimes(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(palette.accent(), 1.5) : QPen(palette.mark(), 1));
    painter.drawRect(plot().adjusted(-0.5, -0.5, 0.5, 0.5));
}

void TimeStrip::paintStretch(QPainter& painter, TimeRange stretch, const QColor& fill, bool framed) const {
    const double left = axis().x(stretch.begin), right = std::max(axis().x(stretch.end), left + 1);
    const QRectF area(left, plot().top(), right - left, plot().height());
    painter.fillRect(area, fill);
    if (!framed) return;
    painter.setPen(QPen(palette.accent(), 1, Qt::DashLine));
    painter.drawLine(area.topLeft(), area.bottomLeft());
    painter.drawLine(area.topRight(), area.bottomRight());
}

void TimeStrip::paintTimes(QPainter& painter) const {
    const TimeAxis times = axis();
    const double widest =
        fontMetrics().horizontalAdvance(timeText(range.end, times.secondsPerPixel() * 60)) + 24.0;
    const double step = times.tickStep(widest);
    painter.setPen(palette.text());
    const double top = plot().bottom();
    for (double tick = std::ceil(range.begin / step - 1e-9) * step; tick <= range.end + 1e-9; tick += step) {
        const double x = times.x(tick);
        painter.drawLine(QPointF(x, top), QPointF(x, top + 3));
        const QString text = timeText(tick, step);
        const double half = fontMetrics().horizontalAdvance(text) / 2.0 + 1;
        const double middle = std::clamp(x, half, std::max(half, width() - half));
        painter.drawText(QRectF(middle - half, top + 3, 2 * half, labelHeight()),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, text);
    }
}

void TimeStrip::paintCaption(QPainter& painter) const {
    const QSize size = fontMetrics().size(Qt::TextSingleLine, cornerText);
    const QRectF box(plot().left() + 4, plot().top() + 3, size.width() + 8.0, size.height());
    QColor ground = palette.background();
    ground.setAlpha(215);
    painter.fillRect(box, ground);
    painter.setPen(palette.text());
    painter.drawText(box, Qt::AlignCenter, cornerText);
}

void TimeStrip::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const bool sideways = std::abs(turned.x()) > std::abs(turned.y());
    const TimeAxis times = axis();
    if (sideways || (event->modifiers() & Qt::ShiftModifier)) {
        const double notches = (sideways ? turned.x() : turned.y()) / notch;
        emit rangeWanted(times.scrolled(-notches * scrollOfNotch * range.size()));
    } else {
        emit rangeWanted(
            times.zoomed(std::pow(zoomOfNotch, turned.y() / notch), times.seconds(event->position().x())));
    }
    event->accept();
}

void TimeStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    pressedAt = std::clamp(axis().seconds(event->position().x()), 0.0, whole);
    dragging = false;
    emit cursorWanted(*pressedAt);
}

void TimeStrip::mouseMoveEvent(QMouseEvent* event) {
    const double here = std::clamp(axis().seconds(event->position().x()), 0.0, whole);
    if (pressedAt) {
        if (std::abs(axis().x(*pressedAt) - event->position().x()) >= dragThreshold) dragging = true;
        if (dragging) emit selectionWanted(TimeRange{std::min(*pressedAt, here), std::max(*pressedAt, here)});
        if (dragging && !plot().contains(event->position())) emit rangeWanted(axis().showing(here));
        return;
    }
    emit hovered(plot().contains(event->position()) ? std::optional(here) : std::nullopt);
}

void TimeStrip::mouseReleaseEvent(QMouseEvent*) {
    if (pressedAt && !dragging) emit selectionWanted(std::nullopt);
    pressedAt.reset();
    dragging = false;
}

void TimeStrip::leaveEvent(QEvent*) { emit hovered(std::nullopt); }

void TimeStrip::moveCursor(double to, bool select) {
    const double from = cursorSeconds.value_or(range.begin);
    to = std::clamp(to, 0.0, whole);
    if (select) {
        // The end that the cursor is at moves, the other one stays.
        double fixed = from;
        if (selected)
            fixed = std::abs(from - selected->begin) < std::abs(from - selected->end) ? selected->end
                                                                                      : selected->begin;
        emit selectionWanted(TimeRange{std::min(fixed, to), std::max(fixed, to)});
    }
    emit cursorWanted(to);
    emit rangeWanted(axis().showing(to));
}

void TimeStrip::keyPressEvent(QKeyEvent* event) {
    const bool select = event->modifiers() & Qt::ShiftModifier;
    const double step = range.size() / keySteps * (event->modifiers() & Qt::ControlModifier ? 10 : 1);
    const double here = cursorSeconds.value_or(range.begin);
    switch (event->key()) {
    case Qt::Key_Left: return moveCursor(here - step, select);
    case Qt::Key_Right: return moveCursor(here + step, select);
    case Qt::Key_Home: return moveCursor(0, select);
    case Qt::Key_End: return moveCursor(whole, select);
    case Qt::Key_Plus:
    case Qt::Key_Equal: emit rangeWanted(axis().zoomed(zoomOfNotch, here)); return;
    case Qt::Key_Minus: emit rangeWanted(axis().zoomed(1 / zoomOfNotch, here)); return;
    case Qt::Key_Escape:
        if (!selected) break;
        emit selectionWanted(std::nullopt);
        return;
    case Qt::Key_Space: emit playWanted(); return;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace tokenarium
