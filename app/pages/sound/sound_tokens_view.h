// SPDX-License-Identifier: GPL-3.0-or-later
// The spectrogram cut into tokens: Whisper's positions, or overlapping patches.
#pragma once

#include "app/pages/sound/sound_view.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace tokenarium {

class ConvolutionPicture;
class SpectrogramStrip;

class SoundTokensView : public SoundView {
    Q_OBJECT
public:
    explicit SoundTokensView(SoundSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("tokens"); }
    const char* name() const override { return QT_TR_NOOP("Tokens"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return session.cutWindow() && !session.cutTiles().isBusy(); }
    /// The token under a point (seconds of the window, bands).
    std::optional<std::size_t> tokenAt(QPointF point) const;

protected:
    void refresh() override;
    void retranslate() override;
    /// Keys in the spectrogram go from token to token.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createControls();
    void arrange();
    void showGrid();
    void showLit();
    void showPosition(std::size_t token);
    void showPatch(std::size_t token);
    void playLit();
    double windowSeconds() const;
    double windowStart() const;
    void seeSound();
    void moveLit(std::ptrdiff_t by);

    QLabel *sentence, *facts, *place, *explanation, *cutLabel, *windowLabel;
    QComboBox* cut;
    QSpinBox* window;
    QPushButton* play;
    SpectrogramStrip* strip;
    QStackedWidget* pictures;
    ConvolutionPicture* convolution;
    SpectrogramStrip* patch;
};

} // namespace tokenarium
