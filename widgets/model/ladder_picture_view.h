// SPDX-License-Identifier: GPL-3.0-or-later
// The three matrices of a product, and what is read of them at one moment.
#pragma once

#include "engine/view/ladder_picture.h"
#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

namespace tokenarium {

/// b stands above c and a beside it, so that a number of c lies where its row of a and its column of b meet;
/// the corner that is left explains the colours. GUI thread only.
class LadderPictureView : public QWidget {
    Q_OBJECT
public:
    explicit LadderPictureView(QWidget* parent = nullptr);
    /// `legend`: words for Read, Wasted, Kept, Written; an empty one is not explained.
    void setPicture(const LadderPicture& newPicture, const QStringList& newLegend);
    void setColors(const TokenColors& newColors);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintMatrix(QPainter& painter, const LadderPicture::Matrix& matrix, QPointF corner,
                     double cell) const;
    void paintLegend(QPainter& painter, const QRectF& box) const;
    void paintUse(QPainter& painter, const QRectF& cell, CellUse use) const;

    LadderPicture picture;
    QStringList legend;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
