// SPDX-License-Identifier: GPL-3.0-or-later
// Attention as lines over the text: the tokens twice, above those that read, below those that are read.
#pragma once

#include "engine/view/attention_summary.h"
#include "widgets/model/pointable_tokens.h"

#include <QStringList>

#include <vector>

namespace tokenarium {

/// A line is as wide and as strong as its weight. Those of the lit token stand out, in the direction that is
/// asked for. The lit token and what it reads are announced. GUI thread only.
class AttentionLines : public PointableTokens {
    Q_OBJECT
public:
    enum class Direction { Reads, IsRead };

    explicit AttentionLines(QWidget* parent = nullptr);
    /// `newWeights` is [T, T] for T labels; empty where there are none.
    void setData(QStringList newLabels, std::vector<float> newWeights);
    void setDirection(Direction wanted);

    /// Of the chips in the viewport's coordinates.
    QRectF readerRect(std::size_t token) const;
    QRectF readRect(std::size_t token) const;
    /// The lines that stand out now, weakest first.
    std::vector<AttentionLine> litLines() const;
    /// In pixels, of a line that stands out.
    static double widthOf(float weight) { return 1 + 7 * double(weight); }
    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    std::size_t tokenCount() const override { return std::size_t(labels.size()); }
    std::optional<std::size_t> tokenAt(QPointF point) const override;
    QString description() const override;
    void layOut() override;
    std::optional<std::pair<double, double>> extentOf(std::size_t token) const override;

private:
    void paintLines(class QPainter& painter) const;
    void paintChips(class QPainter& painter) const;
    QRectF chipRect(std::size_t token, double top) const;

    QStringList labels;
    std::vector<float> weights;        // [T, T]
    std::vector<AttentionLine> behind; ///< the strongest of all, for the background
    std::vector<double> lefts, widths;
    Direction direction = Direction::Reads;
};

} // namespace tokenarium
