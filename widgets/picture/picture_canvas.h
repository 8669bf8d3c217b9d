// SPDX-License-Identifier: GPL-3.0-or-later
// A picture with cells drawn over it: patches, tiles, codes; one of them lit.
#pragma once

#include "widgets/style/token_colors.h"

#include <QImage>
#include <QPixmap>
#include <QRectF>
#include <QWidget>

#include <functional>
#include <optional>

namespace tokenarium {

/// Cells of one size, row after row, in the pixels of the picture; the last of a row and column end at right
/// and bottom.
struct CanvasCells {
    std::size_t columns = 0, rows = 0;
    double left = 0, top = 0, width = 0, height = 0, right = 0, bottom = 0;

    std::size_t count() const { return columns * rows; }
    QRectF rect(std::size_t index) const;
    QRectF bounds() const { return {QPointF(left, top), QPointF(right, bottom)}; }
    std::optional<std::size_t> at(QPointF point) const;
};

/// As large as there is room, with its own aspect. Arrow keys move the lit cell. What a screen reader hears
/// of the lit cell is `words`. GUI thread only.
class PictureCanvas : public QWidget {
    Q_OBJECT
public:
    explicit PictureCanvas(QWidget* parent = nullptr);

    /// `size` in pixels; `shown` may be a smaller copy.
    void setPicture(const QImage& shown, QSizeF size);
    /// Fine cells can be pointed at; tiles lie over them in thicker lines. Without fine cells tiles can be
    /// pointed at.
    void setCells(const CanvasCells& cells, const CanvasCells& tiles = {});
    /// What lies outside is not seen by the model and drawn faint. Empty: all is seen.
    void setSeen(const QRectF& seen);
    /// Colour where cells reach beyond the picture.
    void setPadding(const QColor& color);
    /// Every pixel as a square, for pictures of few pixels.
    void setPixelated(bool on);
    void setLit(std::optional<std::size_t> cell);
    std::optional<std::size_t> lit() const { return litCell; }
    void setWords(std::function<QString(std::size_t)> words);
    void setColors(const TokenColors& colors);

    const CanvasCells& cells() const { return fine; }
    const CanvasCells& tiles() const { return coarse; }
    /// Where a point of the picture is drawn.
    QPointF toWidget(QPointF picture) const;

    QSize sizeHint() const override { return {360, 300}; }
    QSize minimumSizeHint() const override { return {120, 100}; }

signals:
    void hovered(std::optional<std::size_t> cell);
    void chosen(std::size_t cell); ///< by a click or the keys

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF world() const;
    double scale() const;
    QRectF toWidget(const QRectF& picture) const;
    QPointF toPicture(QPointF widget) const;
    const CanvasCells& pointable() const { return fine.count() > 0 ? fine : coarse; }
    void drawGrid(QPainter& painter, const CanvasCells& cells, double lineWidth, const QColor& color) const;
    void drawUnseen(QPainter& painter) const;
    void drawPicture(QPainter& painter);
    void drawGround();
    void groundChanged();
    QRect litArea() const;

    QImage image;
    QPixmap scaled; ///< as large as it is on the screen; a hover must not scale anew
    QPixmap ground; ///< all but the lit cell and the focus; null: to be drawn anew
    QSizeF pixels;
    CanvasCells fine, coarse;
    QRectF seenPart;
    QColor padding = Qt::black;
    bool pixelated = false;
    std::optional<std::size_t> litCell;
    std::function<QString(std::size_t)> wordsOf;
    TokenColors palette = TokenColors::light();
};

} // namespace tokenarium
