// SPDX-License-Identifier: GPL-3.0-or-later
// The log-mel spectrogram of the whole sound, as a speech model reads it.
#pragma once

#include "app/pages/sound/sound_view.h"

class QLabel;

namespace tokenarium {

class ColorScaleBar;
class MelControls;
class SpectrogramStrip;

class SpectrogramView : public SoundView {
    Q_OBJECT
public:
    explicit SpectrogramView(SoundSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("spectrogram"); }
    const char* name() const override { return QT_TR_NOOP("Spectrogram"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return session.isMelCurrent() && !session.tiles().isBusy(); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void arrange();
    void showPoint();
    QString pointWords(double seconds, std::optional<double> band) const;

    QLabel *sentence, *facts, *place, *scaleTitle;
    MelControls* controls;
    SpectrogramStrip* strip;
    ColorScaleBar* scale;
    std::optional<QPointF> pointed;
};

} // namespace tokenarium
