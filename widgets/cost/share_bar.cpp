// SPDX-License-Identifier: GPL-3.0-or-later
// A row for the limit's name, the bar with two lines of words in it, and a row for the caption.
#include "widgets/cost/share_bar.h"

#include "widgets/style/announcement.h"
#include "widgets/style/number_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double margin = 6, gap = 4, reach = 8; // reach: how near the mouse has to be to the border
constexpr int fineStep = 1, coarseStep = 10;

} // namespace

ShareBar::ShareBar(QWidget* parent) : Chart(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setData(ShareBarData data) {
    const bool isNew = data.finding != shown.finding,
               grows = data.limit.has_value() != shown.limit.has_value() ||
                       data.caption.isEmpty() != shown.caption.isEmpty();
    shown = std::move(data);
    setFocusPolicy(shown.border ? Qt::StrongFocus : Qt::NoFocus);
    describe();
    if (grows) updateGeometry();
    if (isNew) emit findingChanged();
    update();
}

ChartTable ShareBar::table() const {
    ChartTable table{{tr("part"), shown.unit}, {}};
    for (const ShareSegment& one : shown.segments) table.rows.push_back({one.name, csvNumber(one.amount)});
    return table;
}

void ShareBar::setColors(const TokenColors& wanted) {
    colors = wanted;
    update();
}

double ShareBar::whole() const {
    double sum = 0;
    for (const ShareSegment& one : shown.segments) sum += one.amount;
    return std::max(sum, shown.limit.value_or(0));
}

QRectF ShareBar::bar() const {
    const double line = fontMetrics().height();
    const double top = shown.limit ? line + gap : gap;
    return {margin, top, std::max(1.0, width() - 2 * margin), 2 * line + 3 * gap};
}

QRectF ShareBar::segmentRect(std::size_t segment) const {
    double before = 0;
    for (std::size_t i = 0; i < segment; ++i) before += shown.segments[i].amount;
    const double scale = whole() > 0 ? bar().width() / whole() : 0;
    return {bar().left() + before * scale, bar().top(), shown.segments[segment].amount * scale,
            bar().height()};
}

double ShareBar::borderX() const { return shown.border ? segmentRect(*shown.border).right() : -1; }

QSize ShareBar::sizeHint() const {
    const double below = shown.caption.isEmpty() ? gap : fontMetrics().height() + 2 * gap;
    return {600, int(std::ceil(bar().bottom() + below))};
}

QSize ShareBar::minimumSizeHint() const { return {200, sizeHint().height()}; }

QString ShareBar::wordsOf(std::size_t segment) const {
    const ShareSegment& one = shown.segments[segment];
    const double room = segmentRect(segment).width() - 2 * gap;
    const auto fits = [&](const QString& text) { return fontMetrics().horizontalAdvance(text) <= room; };
    if (fits(one.name) && fits(one.value)) return one.name + QLatin1Char('\n') + one.value;
    if (fits(one.value)) return one.value;
    return fits(one.name) ? one.name : QString();
}

QStringList ShareBar::shownWords() const {
    QStringList all;
    for (std::size_t i = 0; i < shown.segments.size(); ++i)
        if (const QString words = wordsOf(i); !words.isEmpty()) all += words;
    return all;
}

void ShareBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < shown.segments.size(); ++i) drawSegment(painter, i);
    if (shown.limit) drawLimit(painter);
    if (shown.border) drawBorder(painter);
    painter.setPen(palette().color(QPalette::WindowText));
    if (!shown.caption.isEmpty())
        painter.drawText(QRectF(margin, bar().bottom() + gap, bar().width(), fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(shown.caption, Qt::ElideRight, int(bar().width())));
}

void ShareBar::drawSegment(QPainter& painter, std::size_t segment) const {
    const ShareSegment& one = shown.segments[segment];
    const QRectF box = segmentRect(segment);
    if (box.width() <= 0) return;
    const ChipColors tint = colors.chip(TintKind::Category, std::uint8_t(one.tint));
    QColor line = palette().color(QPalette::WindowText), ink = line;
    switch (one.kind) {
    case ShareSegment::Kind::Part:
        painter.fillRect(box, tint.fill);
        line = tint.border;
        ink = tint.text;
        break;
    case ShareSegment::Kind::Rest: line.setAlphaF(0.5F); break;
    case ShareSegment::Kind::Beyond:
        painter.fillRect(box, QBrush(colors.warning(), Qt::BDiagPattern));
        line = colors.warning();
        break;
    }
    const QString words = wordsOf(segment);
    if (one.kind == ShareSegment::Kind::Beyond && !words.isEmpty()) { // letters do not lie on hatching
        const QRectF place = painter.boundingRect(box, Qt::AlignCenter, words).adjusted(-gap, 0, gap, 0);
        painter.fillRect(place, palette().color(QPalette::Window));
    }
    if (box.width() >= 3) {
        painter.setPen(QPen(line, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, words);
}

/// A bar with a grip, wider than the border between two colours.
void ShareBar::drawBorder(QPainter& painter) const {
    const double x = borderX();
    painter.setPen(QPen(colors.accent(), hasFocus() || dragging ? 5 : 3));
    painter.drawLine(QPointF(x, bar().top() - 2), QPointF(x, bar().bottom() + 2));
    painter.setBrush(colors.accent());
    painter.setPen(Qt::NoPen);
    const QRectF grip(x - 7, bar().center().y() - 10, 14, 20);
    painter.drawRoundedRect(grip, 4, 4);
    painter.setPen(QPen(palette().color(QPalette::Window), 1.5));
    for (const double dx : {-2.5, 2.5})
        painter.drawLine(QPointF(x + dx, grip.top() + 5), QPointF(x + dx, grip.bottom() - 5));
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -2, -2));
}

void ShareBar::drawLimit(QPainter& painter) const {
    const double x = bar().left() + (whole() > 0 ? *shown.limit / whole() : 0) * bar().width();
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.drawLine(QPointF(x, bar().top() - gap), QPointF(x, bar().bottom() + gap));
    const double wide = fontMetrics().horizontalAdvance(shown.limitName) + 2;
    const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
    painter.drawText(QRectF(left, 0, wide, fontMetrics().height()), Qt::AlignLeft | Qt::AlignVCenter,
                     shown.limitName);
}

bool ShareBar::isNearBorder(double x) const { return shown.border && std::abs(x - borderX()) <= reach; }

void ShareBar::moveBorder(double x) {
    const QRectF left = segmentRect(*shown.border), right = segmentRect(*shown.border + 1);
    const double room = right.right() - left.left();
    if (room > 0) emit borderMoved(std::clamp((x - left.left()) / room, 0.0, 1.0));
}

void ShareBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !shown.border) return QWidget::mousePressEvent(event);
    const QRectF pair = segmentRect(*shown.border).united(segmentRect(*shown.border + 1));
    if (!isNearBorder(event->position().x()) && !pair.contains(event->position())) return;
    dragging = true;
    moveBorder(event->position().x());
}

void ShareBar::mouseMoveEvent(QMouseEvent* event) {
    if (dragging) moveBorder(event->position().x());
    setCursor(dragging || isNearBorder(event->position().x()) ? Qt::SplitHCursor : Qt::ArrowCursor);
}

void ShareBar::mouseReleaseEvent(QMouseEvent*) {
    dragging = false;
    update();
}

void ShareBar::keyPressEvent(QKeyEvent* event) {
    const int step = event->modifiers() & Qt::ShiftModifier ? coarseStep : fineStep;
    if (shown.border && event->key() == Qt::Key_Left) return borderStepped(-step);
    if (shown.border && event->key() == Qt::Key_Right) return borderStepped(step);
    QWidget::keyPressEvent(event);
}

void ShareBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) updateGeometry();
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

bool ShareBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString tip;
    for (std::size_t i = 0; i < shown.segments.size(); ++i)
        if (segmentRect(i).contains(QPointF(help->pos())))
            tip = tr("%1: %2").arg(shown.segments[i].name, shown.segments[i].value);
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

void ShareBar::describe() {
    setAccessibleName(shown.border ? shown.borderName : shown.finding);
    QStringList words;
    for (const ShareSegment& one : shown.segments)
        if (one.amount > 0) words += tr("%1: %2").arg(one.name, one.value);
    announce(*this, words.join(QStringLiteral("; ")));
}

} // namespace tokenarium
