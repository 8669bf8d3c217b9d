// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt strip: the whole prompt as one thin row of marks, and under it how much of the context window it
// fills.
#pragma once

#include "engine/view/prompt_strip.h"
#include "widgets/prompt_strip_layout.h"
#include "widgets/style/token_colors.h"

#include <QPixmap>
#include <QWidget>

class QLabel;

namespace tokenarium {

/// Paints a PromptStrip of any size with work in proportion to its pixels, never to its tokens. Reports what
/// the mouse and the keyboard reach by token number (0 = first); the owner answers with setLit or a new
/// strip. GUI thread only.
class PromptStripWidget : public QWidget {
    Q_OBJECT
public:
    explicit PromptStripWidget(QWidget* parent = nullptr);

    /// The function inside is called while painting, until the next setStrip.
    void setStrip(const PromptStrip& strip);
    /// Token pinned or under the mouse elsewhere; does not repaint the row itself.
    void setLit(std::optional<std::size_t> token);
    /// Selected tokens, half-open.
    void setSelected(std::size_t begin, std::size_t end);
    /// The sentence at the right: "1,284 tokens · 0.9 % of 128 k".
    void setLabel(const QString& text);
    QString label() const;
    void setColors(const TokenColors& colors);

    /// Where a token is painted, in coordinates of the widget, at least one pixel wide; empty when there is
    /// none such.
    QRect tokenRectangle(std::size_t token) const;
    std::optional<std::size_t> tokenAt(QPoint point) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void hovered(std::optional<std::size_t> token);
    /// By mouse, or by Left, Right, Home and End, which walk from the lit token.
    void clicked(std::size_t token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect row() const;
    QRect gauge() const;
    PromptStripLayout layoutOfRow() const;
    void placeLabel();
    void hover(std::optional<std::size_t> token);
    void describe();
    QPixmap drawRow() const;
    std::uint8_t tintOf(std::size_t token) const;
    ChipColors chipOf(const PromptStripPiece& piece, std::size_t token) const;
    std::optional<std::uint8_t> tintOfBin(const PromptStripPiece& piece, std::size_t bin) const;
    void drawChips(QPainter& painter, const PromptStripPiece& piece) const;
    void drawBins(QPainter& painter, const PromptStripPiece& piece) const;
    void drawBlock(QPainter& painter, const PromptStripPiece& piece) const;
    void drawOverflow(QPainter& painter) const;
    QString toolTipOf(std::size_t token) const;
    void drawGauge(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;

    PromptStrip strip;
    TokenColors colors;
    QPixmap rowPicture; ///< the marks alone; null when they are to be drawn anew
    std::optional<std::size_t> underMouse;
    QLabel* text;
};

} // namespace tokenarium
