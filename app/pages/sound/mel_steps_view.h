// SPDX-License-Identifier: GPL-3.0-or-later
// How one column of the spectrogram comes about, from samples to numbers.
#pragma once

#include "app/pages/sound/sound_view.h"
#include "engine/audio/mel_spectrogram.h"

#include <array>

class QLabel;

namespace tokenarium {

class MelControls;
class SpectrogramStrip;
class StepPlot;

class MelStepsView : public SoundView {
    Q_OBJECT
public:
    explicit MelStepsView(SoundSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("steps"); }
    const char* name() const override { return QT_TR_NOOP("Step by step"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return session.isMelCurrent() && !session.tiles().isBusy(); }
    /// What is shown, for tests.
    const MelFrameSteps& steps() const { return shown; }
    std::size_t frame() const { return shownFrame; }

protected:
    void refresh() override;
    void retranslate() override;

private:
    enum Step { Samples, Windowed, Spectrum, Mel, Logarithm, Scaled, Steps };
    void arrange();
    void showFrame();
    void fillSamples();
    void fillSpectrum();
    void fillMel();
    void lightBand(std::optional<std::size_t> band);
    QString bandWords(std::size_t band) const;

    QLabel *sentence, *facts, *bandFacts;
    MelControls* controls;
    SpectrogramStrip* strip;
    std::array<StepPlot*, Steps> plots;
    MelFrameSteps shown;
    MelSettings settings;
    double loudest = 0;
    std::size_t shownFrame = 0;
    std::vector<MelFilter> filters;
    std::optional<std::size_t> litBand;
};

} // namespace tokenarium
