// SPDX-License-Identifier: GPL-3.0-or-later
// Whisper's two convolutions at one position: five frames, the three values between, one token.
#pragma once

#include "widgets/style/token_colors.h"

#include <QWidget>

#include <vector>

namespace tokenarium {

/// Paints only. GUI thread.
class ConvolutionPicture : public QWidget {
    Q_OBJECT
public:
    explicit ConvolutionPicture(QWidget* parent = nullptr);
    /// `frames`: the columns that reach the token, [frames, bands] of 0…1 from the low bands up; `first` is
    /// the number of the first one, `token` that of the token whose two frames begin at `own`.
    void setFrames(std::vector<float> values, std::size_t bands, std::size_t first, std::size_t own,
                   std::size_t token);
    void setCaptions(const QString& frames, const QString& between, const QString& token);
    void setColors(const TokenColors& colors);
    QSize sizeHint() const override { return {300, 190}; }
    QSize minimumSizeHint() const override { return {180, fontMetrics().height() * 3 + 70}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<float> columns;
    std::size_t bandCount = 0, firstFrame = 0, ownFrame = 0, tokenNumber = 0;
    QString framesCaption, betweenCaption, tokenCaption;
    TokenColors palette = TokenColors::light();
};

} // namespace tokenarium
