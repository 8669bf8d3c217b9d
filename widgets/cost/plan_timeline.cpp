// SPDX-License-Identifier: GPL-3.0-or-later
// Three lanes over one axis of time; words of a lane stand above it, so that they never lie on its curve.
#include "widgets/cost/plan_timeline.h"

#include "widgets/style/announcement.h"
#include "widgets/style/number_text.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tokenarium {
namespace {

constexpr double margin = 8, gap = 4, cross = 4;

QString seconds(double value) { return QLocale().toString(value, 'f', value < 10 ? 2 : 1); }

/// Steps of a clock: 1, 2, 5, 10, 15, 30 s, then minutes.
double timeStep(double end, double width, double wordWidth) {
    for (const double step : {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 1200., 1800., 3600., 7200.})
        if (step / end * width >= wordWidth) return step;
    return end;
}

} // namespace

PlanTimeline::PlanTimeline(QWidget* parent) : Chart(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void PlanTimeline::setPicture(PlanPicture picture, const QString& finding) {
    shown = std::move(picture);
    const bool isNew = finding != said;
    said = finding;
    setAccessibleName(said);
    if (litTry && *litTry >= shown.tries.size()) litTry.reset();
    setLit(litTry);
    if (isNew) emit findingChanged();
    update();
}

ChartTable PlanTimeline::table() const {
    ChartTable table{{tr("seconds"), tr("request"), tr("answer"), tr("tokens left"), tr("requests left"),
                      tr("retry after, seconds")},
                     {}};
    for (const PlanTry& one : shown.tries)
        table.rows.push_back({csvNumber(one.seconds), QString::number(one.request + 1),
                              one.accepted ? QStringLiteral("200") : QStringLiteral("429"),
                              csvNumber(one.tokensLeft), csvNumber(one.requestsLeft),
                              one.retryAfterSeconds ? csvNumber(*one.retryAfterSeconds) : QString()});
    return table;
}

void PlanTimeline::setColors(const TokenColors& wanted) {
    colors = wanted;
    update();
}

/// The stretch, and a bit more where requests that came back still wait.
double PlanTimeline::end() const {
    const double last = shown.tries.empty() ? 0 : shown.tries.back().seconds;
    return std::max(1.0, std::clamp(last, shown.seconds, 2 * shown.seconds));
}

QRectF PlanTimeline::lane(int which) const {
    const double words = fontMetrics().height() + gap;
    const double all = std::max(60.0, height() - words - margin); // the axis is below
    const double share[] = {0.24, 0.38, 0.38};
    double top = 0;
    for (int i = 0; i < which; ++i) top += share[i] * all;
    return {margin, top + words, std::max(1.0, width() - 2 * margin), share[which] * all - words - gap};
}

QSize PlanTimeline::minimumSizeHint() const { return {240, 12 * fontMetrics().height()}; }

double PlanTimeline::xOf(double at) const { return lane(0).left() + at / end() * lane(0).width(); }

void PlanTimeline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawTimes(painter);
    drawTries(painter);
    drawLevel(painter, 1, &PlanLevel::tokens, shown.limits.tokensPerMinute,
              tr("Tokens left (of %1)").arg(grouped(std::size_t(shown.limits.tokensPerMinute))));
    drawLevel(painter, 2, &PlanLevel::requests, shown.limits.requestsPerMinute,
              tr("Requests left (of %1)").arg(grouped(std::size_t(shown.limits.requestsPerMinute))));
    drawLit(painter);
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -2, -2));
}

/// Accepted: a bar from the middle up; refused: a cross below it. Of marks at the same pixel one is drawn.
void PlanTimeline::drawTries(QPainter& painter) const {
    const QRectF box = lane(0);
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(ink);
    painter.drawText(
        QRectF(box.left(), box.top() - fontMetrics().height() - gap, box.width(), fontMetrics().height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(tr("Requests: ▎accepted, ✕ refused (429)"), Qt::ElideRight,
                                 int(box.width())));
    const double middle = box.center().y();
    painter.setPen(QPen(ink, 0.5));
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle));
    int lastAccepted = -1, lastRefused = -1;
    for (const PlanTry& one : shown.tries) {
        const double x = xOf(one.seconds);
        if (x > box.right() + 1) continue;
        int& last = one.accepted ? lastAccepted : lastRefused;
        if (last == int(x)) continue;
        last = int(x);
        if (one.accepted) {
            painter.fillRect(QRectF(x - 0.75, box.top(), 1.5, middle - box.top()),
                             colors.chip(TintKind::Category, 0).border);
        } else {
            painter.setPen(QPen(colors.warning(), 1.5));
            const double y = (middle + box.bottom()) / 2;
            painter.drawLine(QPointF(x - cross, y - cross), QPointF(x + cross, y + cross));
            painter.drawLine(QPointF(x - cross, y + cross), QPointF(x + cross, y - cross));
        }
    }
}

void PlanTimeline::drawLevel(QPainter& painter, int which, double PlanLevel::*level, double capacity,
                             const QString& name) const {
    const QRectF box = lane(which);
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(ink);
    painter.drawText(
        QRectF(box.left(), box.top() - fontMetrics().height() - gap, box.width(), fontMetrics().height()),
        Qt::AlignLeft | Qt::AlignVCenter, name);
    if (shown.levels.empty() || capacity <= 0) return;
    QPainterPath line;
    bool isFirst = true;
    double lastX = -1;
    for (const PlanLevel& one : shown.levels) {
        const double x = std::min(xOf(one.seconds), box.right() + 1);
        const QPointF at(x, box.bottom() - std::clamp(one.*level / capacity, 0.0, 1.0) * box.height());
        if (std::exchange(isFirst, false))
            line.moveTo(at);
        else
            line.lineTo(at);
        lastX = x;
        if (xOf(one.seconds) > box.right()) break;
    }
    QPainterPath area = line;
    area.lineTo(lastX, box.bottom());
    area.lineTo(box.left(), box.bottom());
    area.closeSubpath();
    const ChipColors tint = colors.chip(TintKind::Category, which == 1 ? 0 : 3);
    painter.setClipRect(box.adjusted(-1, -1, 1, 1));
    painter.fillPath(area, tint.fill);
    painter.setPen(QPen(tint.border, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line);
    painter.setClipping(false);
    QColor frame = ink;
    frame.setAlphaF(0.4F);
    painter.setPen(QPen(frame, 1));
    painter.drawRect(box);
}

void PlanTimeline::drawTimes(QPainter& painter) const {
    const QRectF top = lane(0), bottom = lane(2);
    const QString unit = tr("s");
    const double wordWidth = fontMetrics().horizontalAdvance(QStringLiteral("0000 ") + unit) * 1.4;
    const double step = timeStep(end(), top.width(), wordWidth);
    QColor ink = palette().color(QPalette::WindowText), faint = ink;
    faint.setAlphaF(0.15F);
    for (double at = 0; at <= end() + 1e-9; at += step) {
        const double x = xOf(at);
        painter.setPen(QPen(faint, 1));
        painter.drawLine(QPointF(x, top.top()), QPointF(x, bottom.bottom()));
        const QString words = QLocale().toString(at, 'f', 0) + QLatin1Char(' ') + unit;
        const double wide = fontMetrics().horizontalAdvance(words) + 2;
        painter.setPen(ink);
        painter.drawText(QRectF(std::clamp(x - wide / 2, 0.0, width() - wide), bottom.bottom() + 2, wide,
                                fontMetrics().height()),
                         Qt::AlignLeft, words);
    }
}

void PlanTimeline::drawLit(QPainter& painter) const {
    if (!litTry) return;
    const PlanTry& one = shown.tries[*litTry];
    const double x = xOf(one.seconds);
    painter.setPen(QPen(colors.accent(), 2));
    painter.drawLine(QPointF(x, lane(0).top()), QPointF(x, lane(2).bottom()));
    const QString words = wordsOf(*litTry);
    const QRectF place(margin, lane(0).top(), width() - 2 * margin, lane(0).height());
    QRectF box = painter.boundingRect(place, Qt::AlignLeft | Qt::TextWordWrap, words);
    box.moveLeft(std::clamp(x + 8, margin, std::max(margin, width() - margin - box.width())));
    QColor ground = palette().color(QPalette::ToolTipBase);
    painter.setPen(QPen(colors.accent(), 1));
    painter.setBrush(ground);
    painter.drawRect(box.adjusted(-4, -2, 4, 2));
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(box, Qt::AlignLeft | Qt::TextWordWrap, words);
}

QString PlanTimeline::wordsOf(std::size_t oneTry) const {
    const PlanTry& one = shown.tries[oneTry];
    const QString start = tr("%1 s, request %2: ").arg(seconds(one.seconds), grouped(one.request + 1));
    const QString left = tr("left are %1 tokens and %2 requests")
                             .arg(grouped(std::size_t(std::max(0.0, one.tokensLeft))),
                                  QLocale().toString(std::floor(one.requestsLeft * 10) / 10, 'f', 1));
    if (one.accepted) return start + tr("accepted; %1").arg(left);
    const QString why = one.forTokens && one.forRequests ? tr("tokens and requests are used up")
                        : one.forTokens                  ? tr("not enough tokens")
                                                         : tr("no request left");
    if (!one.retryAfterSeconds) return start + tr("429, %1; never: it is larger than the bucket").arg(why);
    return start + tr("429, %1; again in %2 s; %3").arg(why, seconds(*one.retryAfterSeconds), left);
}

void PlanTimeline::setLit(std::optional<std::size_t> oneTry) {
    litTry = oneTry;
    announce(*this, litTry ? wordsOf(*litTry) : tr("Left and right arrow keys walk over the requests"));
    update();
}

void PlanTimeline::mouseMoveEvent(QMouseEvent* event) {
    if (shown.tries.empty() || event->position().y() > lane(2).bottom()) return setLit(std::nullopt);
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < shown.tries.size(); ++i)
        if (std::abs(xOf(shown.tries[i].seconds) - event->position().x()) <
            std::abs(xOf(shown.tries[nearest].seconds) - event->position().x()))
            nearest = i;
    setLit(nearest);
}

void PlanTimeline::leaveEvent(QEvent*) { setLit(std::nullopt); }

void PlanTimeline::keyPressEvent(QKeyEvent* event) {
    const std::size_t tries = shown.tries.size();
    switch (event->key()) {
    case Qt::Key_Right:
        if (tries > 0) setLit(litTry ? std::min(*litTry + 1, tries - 1) : 0);
        return;
    case Qt::Key_Left:
        if (tries > 0) setLit(litTry ? *litTry - std::min<std::size_t>(1, *litTry) : tries - 1);
        return;
    case Qt::Key_Escape:
        if (litTry) return setLit(std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void PlanTimeline::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) setLit(litTry);
    if (event->type() == QEvent::FontChange) updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
