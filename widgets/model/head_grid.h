// SPDX-License-Identifier: GPL-3.0-or-later
// All attention heads at a glance: a row of small pictures per layer, the averages at the end of each.
#pragma once

#include "engine/view/attention_summary.h"
#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QImage>

#include <vector>

namespace tokenarium {

/// A click or the arrow keys choose a head, a layer's average (the last of its row), or the average of all
/// (the last row). Scrolls where a model has more heads than there is room. GUI thread only.
class HeadGrid : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit HeadGrid(QWidget* parent = nullptr);
    /// layers · (heads + 1) + 1 pictures, row by row. None: the grid is empty frames.
    void setData(std::size_t newLayers, std::size_t newHeads,
                 const std::vector<AttentionThumbnail>& pictures);
    void setChoice(const AttentionChoice& wanted);
    const AttentionChoice& choice() const { return chosenOne; }
    void setColors(const TokenColors& newColors);
    /// In the viewport's coordinates.
    QRectF cellRect(const AttentionChoice& cell) const;
    /// The bar that says what the colours mean.
    QRectF scaleRect() const;
    /// "Layer 2, head 3", "mean of layer 2", "mean of all heads".
    static QString nameOf(const AttentionChoice& cell);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const tokenarium::AttentionChoice& cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    double scaleHeight() const;
    void paintScale(class QPainter& painter) const;
    void announce();
    /// Of rows from the top, the last being that of the average of all.
    AttentionChoice cellOf(std::size_t row, std::size_t column) const;
    std::optional<AttentionChoice> cellAt(QPointF point) const;

    std::size_t layers = 0, heads = 0;
    std::vector<QImage> images;
    AttentionChoice chosenOne{0, 0};
    double side = 40, headerWidth = 0, headerHeight = 0;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
