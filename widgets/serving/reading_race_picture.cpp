// SPDX-License-Identifier: GPL-3.0-or-later
// The whole text is laid out once, so that nothing moves while it appears.
#include "widgets/serving/reading_race_picture.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr int margin = 12, laneHeight = 14;
constexpr int tints = 6;

} // namespace

ReadingRacePicture::ReadingRacePicture(QWidget* parent)
    : Chart(parent)
    , secondsWords([](double value) { return QString::number(value); }) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::TabFocus);
}

void ReadingRacePicture::setRace(const RaceText& text, const ReadingRace& newRace,
                                 std::function<QString(double)> words) {
    const bool isNewText = text.text != shown.text || text.tokens.size() != shown.tokens.size();
    shown = text;
    race = newRace;
    secondsWords = std::move(words);
    if (isNewText) layText();
    state = raceAt(race, now);
    update();
}

void ReadingRacePicture::setMoment(double seconds, const QString& newSentence) {
    now = seconds;
    state = raceAt(race, now);
    const bool isNew = sentence != newSentence;
    sentence = newSentence;
    tell();
    if (isNew) emit findingChanged();
    update();
}

void ReadingRacePicture::tell() {
    setAccessibleName(tr("Reader and stream"));
    setAccessibleDescription(sentence);
}

ChartTable ReadingRacePicture::table() const {
    ChartTable table{{tr("Token"), tr("Text"), tr("Appears after (s)")}, {}};
    for (std::size_t i = 0; i < shown.tokens.size() && i < race.tokenSeconds.size(); ++i) {
        const Span span = shown.tokens[i];
        table.rows.push_back({QString::number(i + 1),
                              shown.text.mid(int(span.begin), int(span.end - span.begin)),
                              csvNumber(race.tokenSeconds[i])});
    }
    return table;
}

void ReadingRacePicture::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

QSize ReadingRacePicture::minimumSizeHint() const { return {300, 12 * fontMetrics().height()}; }

QString ReadingRacePicture::shownText() const {
    const std::size_t end = state.tokens == 0 ? 0 : shown.tokens[state.tokens - 1].end;
    return shown.text.left(int(end));
}

int ReadingRacePicture::lanesTop() const {
    return height() - 2 * (fontMetrics().height() + laneHeight + 8) - 4;
}

void ReadingRacePicture::layText() {
    layout.clearLayout();
    layout.setText(shown.text);
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.25);
    layout.setFont(large);
    layout.setCacheEnabled(true);
    layout.beginLayout();
    double y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(100, width() - 2 * margin));
        line.setPosition(QPointF(0, y));
        y += line.height() * 1.3;
    }
    layout.endLayout();
}

std::vector<QRectF> ReadingRacePicture::placesOf(Span part) const {
    std::vector<QRectF> places;
    for (int begin = int(part.begin); begin < int(part.end);) {
        const QTextLine line = layout.lineForTextPosition(begin);
        if (!line.isValid()) break;
        const double left = line.cursorToX(begin);
        const int end = std::min(int(part.end), line.textStart() + line.textLength());
        places.emplace_back(margin + left, margin + line.y() - scrolled, line.cursorToX(end) - left,
                            line.height());
        begin = std::max(end, begin + 1);
    }
    return places;
}

QRectF ReadingRacePicture::placeOf(Span part) const {
    const std::vector<QRectF> places = placesOf(part);
    return places.empty() ? QRectF() : places.front();
}

QRectF ReadingRacePicture::ghost() const {
    if (!state.isReading || state.wordsRead >= shown.words.size()) return {};
    return placeOf(shown.words[state.wordsRead]);
}

void ReadingRacePicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors.background());
    painter.save();
    painter.setClipRect(QRect(0, 0, width(), lanesTop() - 4));
    paintText(painter);
    paintGhost(painter);
    painter.restore();
    paintLanes(painter);
}

/// Tokens alternate in tint, so that each can be told from its neighbours.
void ReadingRacePicture::paintText(QPainter& painter) {
    // The line that is being written stays in sight.
    const int room = lanesTop() - 2 * margin;
    const std::size_t last = state.tokens == 0 ? 0 : shown.tokens[state.tokens - 1].begin;
    const QTextLine line = layout.lineForTextPosition(int(last));
    scrolled = line.isValid() ? std::max(0, int(line.y() + line.height()) - room) : 0;
    int end = 0;
    for (std::size_t i = 0; i < state.tokens && i < shown.tokens.size(); ++i) {
        const QColor fill = colors.chip(TintKind::Category, std::uint8_t(i % tints)).fill;
        for (const QRectF& box : placesOf(shown.tokens[i])) painter.fillRect(box, fill);
        end = int(shown.tokens[i].end);
    }
    QTextLayout::FormatRange unseen;
    unseen.start = end;
    unseen.length = int(shown.text.size()) - end;
    unseen.format.setForeground(colors.background());
    unseen.format.setBackground(colors.background()); // else it is drawn as the rest is
    painter.setPen(colors.chip(TintKind::Category, 0).text);
    layout.draw(&painter, QPointF(margin, margin - scrolled), {unseen});
}

void ReadingRacePicture::paintGhost(QPainter& painter) {
    QColor read = colors.text();
    read.setAlphaF(0.55F);
    painter.setPen(QPen(read, 2));
    for (std::size_t i = 0; i < state.wordsRead && i < shown.words.size(); ++i) {
        const QRectF box = placeOf(shown.words[i]);
        painter.drawLine(QPointF(box.left(), box.bottom() + 2), QPointF(box.right(), box.bottom() + 2));
    }
    const QRectF box = ghost();
    if (box.isEmpty()) return;
    painter.setPen(QPen(colors.mark(), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(-3, -2, 3, 3), 4, 4);
    const double x = box.left() + state.wordShare * box.width();
    const QPointF arrow[] = {{x, box.bottom() + 4}, {x - 5, box.bottom() + 11}, {x + 5, box.bottom() + 11}};
    painter.setBrush(colors.mark());
    painter.drawPolygon(arrow, 3);
}

void ReadingRacePicture::paintLanes(QPainter& painter) {
    struct Lane {
        QString name, number;
        double share;
    };
    const double words = double(shown.words.size()), tokens = double(shown.tokens.size());
    const Lane lanes[] = {
        {tr("Stream"), tr("%1 of %2 tokens · %3 words").arg(state.tokens).arg(tokens).arg(state.wordsShown),
         tokens > 0 ? double(state.tokens) / tokens : 0},
        {tr("Reader"), tr("%1 of %2 words").arg(state.wordsRead).arg(words),
         words > 0 ? (double(state.wordsRead) + state.wordShare) / words : 0}};
    int top = lanesTop();
    const int wide = width() - 2 * margin;
    for (const Lane& lane : lanes) {
        painter.setPen(colors.text());
        painter.drawText(QPointF(margin, top + fontMetrics().ascent()), lane.name);
        painter.drawText(QPointF(width() - margin - fontMetrics().horizontalAdvance(lane.number),
                                 top + fontMetrics().ascent()),
                         lane.number);
        top += fontMetrics().height() + 2;
        QColor track = colors.text();
        track.setAlphaF(0.12F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(track);
        painter.drawRoundedRect(QRectF(margin, top, wide, laneHeight), 4, 4);
        const bool isReader = &lane == &lanes[1];
        painter.setBrush(isReader ? QBrush(colors.mark(), Qt::Dense4Pattern) : QBrush(colors.accent()));
        painter.drawRoundedRect(QRectF(margin, top, std::min(1.0, lane.share) * wide, laneHeight), 4, 4);
        top += laneHeight + 6;
    }
}

void ReadingRacePicture::resizeEvent(QResizeEvent* event) {
    layText();
    Chart::resizeEvent(event);
}

void ReadingRacePicture::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        layText();
        updateGeometry();
    }
    if (event->type() == QEvent::LanguageChange) tell();
    Chart::changeEvent(event);
}

} // namespace tokenarium
