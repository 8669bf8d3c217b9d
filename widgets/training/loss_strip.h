// SPDX-License-Identifier: GPL-3.0-or-later
// The loss of every position of a text, as a row of bars one can walk along.
#pragma once

#include "widgets/style/token_colors.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace tokenarium {

/// A place without a loss (not asked) is an empty gap. Click, or the arrow keys, Home and End, choose a
/// place; what is told of it is the accessible name. GUI thread only.
class LossStrip : public QWidget {
    Q_OBJECT
public:
    explicit LossStrip(QWidget* parent = nullptr);
    /// Nats; at `most` the colour scale ends. Nothing is chosen then.
    void setLosses(std::vector<std::optional<double>> losses, double most);
    void choose(std::size_t place); ///< does not emit
    std::size_t chosen() const { return current; }
    /// The tallest bar stands for so many nats.
    double highest() const;
    void setColors(const TokenColors& colors);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void placeChosen(std::size_t place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF barOf(std::size_t place) const;
    void walkTo(int place);
    std::vector<std::optional<double>> values;
    double scaleEnd = 1;
    std::size_t current = 0;
    TokenColors tints = TokenColors::light();
};

} // namespace tokenarium
