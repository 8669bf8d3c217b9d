// SPDX-License-Identifier: GPL-3.0-or-later
// Attention as lines over the text: the tokens twice, above those that read, below those that are read.
#pragma once

#include "engine/view/attention_summary.h"
#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokenarium {

/// A line is as wide and as strong as its weight. Those of the lit token stand out, in the direction that is
/// asked for. Scrolls sideways where the text is long. Left, Right, Home and End move the pinned token, Esc
/// unpins; the lit one and what it reads are announced. GUI thread only.
class AttentionLines : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Direction { Reads, IsRead };

    explicit AttentionLines(QWidget* parent = nullptr);
    /// `newWeights` is [T, T] for T labels; empty where there are none.
    void setData(QStringList newLabels, std::vector<float> newWeights);
    void setDirection(Direction wanted);
    void setLit(std::optional<std::size_t> token);
    void setColors(const TokenColors& newColors);

    /// Of the chips in the viewport's coordinates.
    QRectF readerRect(std::size_t token) const;
    QRectF readRect(std::size_t token) const;
    /// The lines that stand out now, weakest first.
    std::vector<AttentionLine> litLines() const;
    /// In pixels, of a line that stands out.
    static double widthOf(float weight) { return 1 + 7 * double(weight); }
    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override;

signals:
    void hovered(std::optional<std::size_t> token);
    void pinned(std::optional<std::size_t> token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void makeVisible(std::size_t token);
    void announce();
    void paintLines(class QPainter& painter) const;
    void paintChips(class QPainter& painter) const;
    QRectF chipRect(std::size_t token, double top) const;
    std::optional<std::size_t> tokenAt(QPointF point) const;

    QStringList labels;
    std::vector<float> weights;        // [T, T]
    std::vector<AttentionLine> behind; ///< the strongest of all, for the background
    std::vector<double> lefts, widths;
    double contentWidth = 0;
    Direction direction = Direction::Reads;
    std::optional<std::size_t> lit;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
