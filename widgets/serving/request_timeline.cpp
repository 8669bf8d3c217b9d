// SPDX-License-Identifier: GPL-3.0-or-later
// From the top: two brackets, the bar with its ticks, the axis, and a name for each part.
#include "widgets/serving/request_timeline.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr int margin = 12, barHeight = 26, bracketHeight = 6, tickGap = 3;

/// 1, 2 or 5 times a power of ten, so that at most `most` of them are in `length`.
double tickStep(double length, int most) {
    const double raw = length / std::max(most, 1);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power) return factor * power;
    return 10 * power;
}

} // namespace

RequestTimeline::RequestTimeline(QWidget* parent)
    : Chart(parent)
    , secondsWords([](double value) { return QString::number(value); }) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setFocusPolicy(Qt::TabFocus);
}

void RequestTimeline::setRequest(const RequestTimes& request, const QString& newSentence,
                                 std::function<QString(double)> words) {
    times = request;
    secondsWords = std::move(words);
    const bool isNew = sentence != newSentence;
    sentence = newSentence;
    tell();
    if (isNew) emit findingChanged();
    update();
}

void RequestTimeline::tell() {
    setAccessibleName(tr("Time line of one request"));
    setAccessibleDescription(tr("Waiting until %1, reading the prompt until %2, then %3 tokens until %4.")
                                 .arg(secondsWords(times.queueSeconds), secondsWords(times.ttft()))
                                 .arg(times.tokens)
                                 .arg(secondsWords(times.endToEnd())));
}

ChartTable RequestTimeline::table() const {
    ChartTable table{{tr("Event"), tr("Token"), tr("Seconds")}, {}};
    table.rows.push_back({tr("asked"), {}, csvNumber(0)});
    table.rows.push_back({tr("prompt begun"), {}, csvNumber(times.queueSeconds)});
    constexpr std::uint64_t most = 100'000;
    for (std::uint64_t i = 0; i < std::min(times.tokens, most); ++i)
        table.rows.push_back(
            {tr("token"), QString::number(i + 1), csvNumber(times.ttft() + double(i) * times.itlSeconds)});
    return table;
}

void RequestTimeline::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

QSize RequestTimeline::sizeHint() const { return {520, minimumSizeHint().height()}; }

QSize RequestTimeline::minimumSizeHint() const {
    return {300, 2 * (line() + bracketHeight + 4) + barHeight + 4 * line() + 3 * 4 + 16};
}

QRectF RequestTimeline::bar() const {
    return QRectF(margin, 2 * (line() + bracketHeight + 4) + 4, width() - 2 * margin, barHeight);
}

double RequestTimeline::placeOf(double seconds) const {
    const QRectF box = bar();
    const double whole = times.endToEnd();
    return box.left() + (whole > 0 ? seconds / whole : 0) * box.width();
}

std::uint64_t RequestTimeline::tokensPerTick() const {
    const double room = (placeOf(times.endToEnd()) - placeOf(times.ttft())) / tickGap;
    std::uint64_t each = 1;
    for (int i = 0; double(times.tokens) / double(each) > std::max(room, 1.0) && each < times.tokens; ++i)
        each = i % 3 == 1 ? each / 2 * 5 : each * 2; // 1, 2, 5, 10, 20, 50
    return each;
}

std::vector<double> RequestTimeline::shownTicks() const {
    const std::uint64_t each = tokensPerTick();
    std::vector<double> ticks;
    for (std::uint64_t token = 0; token < times.tokens; token += each)
        ticks.push_back(times.ttft() + double(token) * times.itlSeconds);
    return ticks;
}

void RequestTimeline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors.background());
    if (!(times.endToEnd() > 0)) return;
    paintBrackets(painter);
    paintBar(painter);
    paintAxis(painter);
    paintNames(painter);
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void RequestTimeline::paintBrackets(QPainter& painter) const {
    const std::pair<double, QString> rows[] = {
        {times.endToEnd(), tr("end to end: %1").arg(secondsWords(times.endToEnd()))},
        {times.ttft(), tr("time to first token: %1").arg(secondsWords(times.ttft()))}};
    double top = 2;
    for (const auto& [end, name] : rows) {
        const double left = placeOf(0), right = placeOf(end), foot = top + line() + bracketHeight;
        QPen pen(colors.text(), 1);
        painter.setPen(pen);
        const QPointF corners[] = {
            {left, foot}, {left, foot - bracketHeight}, {right, foot - bracketHeight}, {right, foot}};
        painter.drawPolyline(corners, 4);
        const double wide = fontMetrics().horizontalAdvance(name);
        const double at = right - left > wide + 8 ? left + 4 : std::min(left + 4, width() - wide - margin);
        painter.drawText(QPointF(at, top + fontMetrics().ascent()), name);
        top = foot + 4;
    }
}

void RequestTimeline::paintBar(QPainter& painter) const {
    const QRectF box = bar();
    const auto part = [&](double from, double to) {
        return QRectF(placeOf(from), box.top(), std::max(1.0, placeOf(to) - placeOf(from)), box.height());
    };
    QColor grey = colors.text();
    grey.setAlphaF(0.5F);
    painter.setPen(QPen(grey, 1));
    if (times.queueSeconds > 0) {
        painter.setBrush(QBrush(grey, Qt::BDiagPattern));
        painter.drawRect(part(0, times.queueSeconds));
    }
    painter.setBrush(colors.accent());
    painter.setPen(Qt::NoPen);
    painter.drawRect(part(times.queueSeconds, times.ttft()));
    QColor field = colors.accent();
    field.setAlphaF(0.12F);
    painter.setBrush(field);
    painter.drawRect(part(times.ttft(), times.endToEnd()));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colors.text(), 1));
    for (const double tick : shownTicks()) {
        const int x = int(std::min(placeOf(tick), box.right() - 1));
        painter.drawLine(QPointF(x, box.top() + 4), QPointF(x, box.bottom() - 4));
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void RequestTimeline::paintAxis(QPainter& painter) const {
    const QRectF box = bar();
    const double step = tickStep(times.endToEnd(), std::max(2, int(box.width()) / 110));
    QColor grey = colors.text();
    grey.setAlphaF(0.75F);
    painter.setPen(grey);
    double free = 0;
    for (double second = 0; second <= times.endToEnd() * (1 + 1e-9); second += step) {
        const double x = placeOf(second);
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + 4));
        const QString text = second == 0 ? QStringLiteral("0") : secondsWords(second);
        const double wide = fontMetrics().horizontalAdvance(text);
        const double at = std::clamp(x - wide / 2, 2.0, std::max(2.0, width() - wide - 2));
        if (at < free) continue;
        painter.drawText(QPointF(at, box.bottom() + 4 + fontMetrics().ascent()), text);
        free = at + wide + 8;
    }
}

void RequestTimeline::paintNames(QPainter& painter) const {
    const std::uint64_t each = tokensPerTick();
    const QString gap = secondsWords(times.itlSeconds);
    const QString writing =
        times.tokens < 2 ? tr("writing one token")
        : each == 1      ? tr("writing: a tick for each token, one every %1").arg(gap)
                         : tr("writing: a tick for every %1 tokens, one token every %2").arg(each).arg(gap);
    const std::pair<double, QString> names[] = {
        {times.queueSeconds / 2, tr("waiting (queue, network): %1").arg(secondsWords(times.queueSeconds))},
        {times.queueSeconds + times.prefillSeconds / 2,
         tr("reading the prompt (prefill): %1").arg(secondsWords(times.prefillSeconds))},
        {times.ttft() + (times.endToEnd() - times.ttft()) / 2, writing}};
    const QRectF box = bar();
    double top = box.bottom() + 4 + line() + 4;
    QColor grey = colors.text();
    grey.setAlphaF(0.4F);
    for (int i = 2; i >= 0; --i) { // the rightmost first, so that no line crosses a name
        const double wide = fontMetrics().horizontalAdvance(names[i].second);
        const double middle = placeOf(names[i].first);
        const double at =
            std::clamp(i == 2 ? middle - wide / 2 : middle + 6, 4.0, std::max(4.0, width() - wide - 4.0));
        painter.setPen(QPen(grey, 1));
        if (i < 2) {
            painter.drawLine(QPointF(middle, box.bottom()), QPointF(middle, top + line() / 2.0));
            painter.drawLine(QPointF(middle, top + line() / 2.0), QPointF(at - 2, top + line() / 2.0));
        }
        painter.fillRect(QRectF(at - 1, top, wide + 2, line()), colors.background());
        painter.setPen(colors.text());
        painter.drawText(QPointF(at, top + fontMetrics().ascent()), names[i].second);
        top += line() + 3;
    }
}

void RequestTimeline::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) tell();
    if (event->type() == QEvent::FontChange) updateGeometry();
    Chart::changeEvent(event);
}

} // namespace tokenarium
