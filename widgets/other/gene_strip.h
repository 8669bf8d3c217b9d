// SPDX-License-Identifier: GPL-3.0-or-later
// A sequence of bases in lines: amino acids above, tokens below; one token lit.
#pragma once

#include "engine/view/gene_pieces.h"
#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>

#include <functional>

namespace tokenarium {

/// Paints what is visible only. Arrow keys move the lit token; what a screen reader hears of it is `words`.
/// GUI thread only.
class GeneStrip : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit GeneStrip(QWidget* parent = nullptr);

    void setPieces(GenePieces shown);
    const GenePieces& shown() const { return pieces; }
    /// `follow`: scrolls to where it lies.
    void setLit(std::optional<std::size_t> token, bool follow);
    std::optional<std::size_t> lit() const { return litToken; }
    void setWords(std::function<QString(std::size_t)> words);
    void setColors(const TokenColors& colors);

    std::size_t basesPerRow() const { return perRow; }
    /// Where a base is drawn in a line of tokens, in coordinates of the viewport.
    QRectF baseRect(std::size_t base, std::size_t lane) const;
    /// The letter that stands above a base; 0 where none.
    char letterAbove(std::size_t base) const;

    QSize sizeHint() const override { return {520, 260}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

signals:
    void hovered(std::optional<std::size_t> token);
    void chosen(std::size_t token); ///< by a click or the keys

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    std::size_t rows() const { return (pieces.bases->size() + perRow - 1) / perRow; }
    double rowHeight() const { return lineHeight * double(1 + pieces.lanes) + gap(); }
    double gap() const { return lineHeight * 0.5; }
    double rowTop(std::size_t row) const;
    std::optional<std::size_t> tokenAt(QPointF point) const;
    void drawRow(QPainter& painter, std::size_t row) const;
    void drawCodons(QPainter& painter, Span bases) const;
    void drawTokens(QPainter& painter, Span bases, std::size_t lane) const;
    void frameLit(QPainter& painter) const;
    void forEachPart(Span span, const std::function<void(Span)>& use) const;

    GenePieces pieces;
    std::optional<std::size_t> litToken;
    std::function<QString(std::size_t)> wordsOf;
    TokenColors palette = TokenColors::light();
    QFont letters; ///< spaced, so that a line of bases is drawn at once
    double cell = 12, lineHeight = 20, gutter = 40;
    std::size_t perRow = 6;
};

} // namespace tokenarium
