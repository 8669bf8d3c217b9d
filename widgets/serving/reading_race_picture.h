// SPDX-License-Identifier: GPL-3.0-or-later
// A text that appears token by token, a ghost that reads it, and two lanes that say how far each has come.
#pragma once

#include "engine/view/reading_race.h"
#include "widgets/charts/chart.h"

#include <QTextLayout>

#include <functional>
#include <vector>

namespace tokenarium {

struct RaceText {
    QString text;
    std::vector<Span> tokens, words; ///< in QString's units
};

/// GUI thread only. Nothing moves by itself: the owner sets the moment.
class ReadingRacePicture : public Chart {
    Q_OBJECT
public:
    explicit ReadingRacePicture(QWidget* parent = nullptr);
    /// `words`: seconds as people read them.
    void setRace(const RaceText& text, const ReadingRace& race, std::function<QString(double)> words);
    void setMoment(double seconds, const QString& sentence);
    double seconds() const { return now; }
    const RaceMoment& moment() const { return state; }
    QString finding() const override { return sentence; }
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;
    QSize sizeHint() const override { return {520, 320}; }
    QSize minimumSizeHint() const override;

    /// For tests: the text that is to be seen.
    QString shownText() const;
    QRectF ghost() const; ///< the word that is being read; empty: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layText();
    void tell();
    int lanesTop() const;
    std::vector<QRectF> placesOf(Span part) const; ///< a box on each line
    QRectF placeOf(Span part) const;               ///< on its first line
    void paintText(QPainter& painter);
    void paintGhost(QPainter& painter);
    void paintLanes(QPainter& painter);
    RaceText shown;
    ReadingRace race;
    RaceMoment state;
    double now = 0;
    QString sentence;
    std::function<QString(double)> secondsWords;
    QTextLayout layout;
    int scrolled = 0; ///< pixels that lie above the top, where the text is higher than its room
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
