// SPDX-License-Identifier: GPL-3.0-or-later
// The sliders of the spectrogram, and the way back to Whisper's values.
#pragma once

#include "app/sound/sound_session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace tokenarium {

class ValueSlider;

class MelControls : public QWidget {
    Q_OBJECT
public:
    explicit MelControls(SoundSession& soundSession, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showChoices();
    void retranslate();
    void chooseMel(const MelSettings& settings, const QString& name, int part);

    SoundSession& session;
    ValueSlider *window, *hop, *bands;
    QLabel* scaleLabel;
    QComboBox* scale;
    QPushButton* whisper;
};

} // namespace tokenarium
