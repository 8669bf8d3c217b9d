// SPDX-License-Identifier: GPL-3.0-or-later
// The waveform of the open sound, and what plays it: over all views of the room.
#pragma once

#include "app/sound/sound_session.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollBar;

namespace tokenarium {

class WaveformStrip;

class TransportBar : public QWidget {
    Q_OBJECT
public:
    explicit TransportBar(SoundSession& soundSession, QWidget* parent = nullptr);
    void setColors(const TokenColors& colors);

protected:
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    void retranslate();
    void showSound();
    void showScroll();
    void showState();

    SoundSession& session;
    WaveformStrip* waveform;
    QScrollBar* scroll;
    QPushButton *play, *loop, *whole, *closer;
    QLabel *moment, *devices;
};

} // namespace tokenarium
