// SPDX-License-Identifier: GPL-3.0-or-later
// The colour map of a spectrogram as an upright bar with labels.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace tokenarium {

/// Paints only. GUI thread.
class ColorScaleBar : public QWidget {
    Q_OBJECT
public:
    explicit ColorScaleBar(QWidget* parent = nullptr);
    struct Tick {
        double share = 0; ///< 0 dark, at the bottom … 1 light, at the top
        QString label;
    };
    void setTicks(std::vector<Tick> ticks);
    const std::vector<Tick>& ticks() const { return labels; }
    void setColors(const TokenColors& colors);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {sizeHint().width(), 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    std::vector<Tick> labels;
    TokenColors palette = TokenColors::light();
};

} // namespace tokenarium
