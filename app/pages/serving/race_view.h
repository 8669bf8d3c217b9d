// SPDX-License-Identifier: GPL-3.0-or-later
// A ghost reader races the stream: is the model faster than a person reads?
#pragma once

#include "app/pages/serving/serving_view.h"
#include "engine/text/tokenizer_catalog.h"
#include "widgets/serving/reading_race_picture.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

class QPushButton;

namespace tokenarium {

class RaceView : public ServingView {
    Q_OBJECT
public:
    RaceView(ServingSession& servingSession, const TokenizerCatalog& catalog, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("race"); }
    const char* name() const override { return QT_TR_NOOP("Reader and stream"); }

    bool isPlaying() const { return timer.isActive(); }
    /// Seconds since the question, in the race's own time.
    double seconds() const { return now; }
    void setSeconds(double wanted);
    /// Play goes to the end at once; Next word still goes word by word.
    void setReducedMotion(bool reduced);

protected:
    void showNumbers() override;
    void retranslate() override;
    void hideEvent(QHideEvent* event) override;

private:
    void createControls();
    void cutText();
    void play(bool on);
    void advance();
    void stepOn();
    void showMoment();
    std::vector<Figure> numbers() const;

    const TokenizerCatalog& known;
    QPushButton *playButton, *stepButton;
    ValueSlider *words, *batch, *speed;
    ReadingRacePicture* picture;
    RaceText text;
    RaceInput input;
    QString tokenizerName;
    ReadingRace race;
    double now = 0;
    bool isStill = false;   ///< motion is not wanted
    bool wasPlaced = false; ///< the first moment that is seen is not the empty beginning
    QTimer timer;
    QElapsedTimer clock;
};

} // namespace tokenarium
