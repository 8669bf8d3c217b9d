// SPDX-License-Identifier: GPL-3.0-or-later
// The context gauge: how far a prompt fills the window of a model, beside things that people know.
#pragma once

#include "engine/view/prompt_overview.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace tokenarium {

/// Paints a ContextGauge; asks for another window on Left and Right, and for the menu of windows on a click,
/// Enter or the menu key. GUI thread only.
class ContextGaugeWidget : public QWidget {
    Q_OBJECT
public:
    explicit ContextGaugeWidget(QWidget* parent = nullptr);

    void setGauge(const ContextGauge& gauge);
    const ContextGauge& gauge() const { return shown; }
    void setColors(const TokenColors& colors);
    /// Where so many tokens lie, in coordinates of the widget.
    double xOf(std::size_t tokens) const;
    /// "page ≈ 670"
    static QString landmarkLabel(const ContextLandmark& landmark);

    QSize sizeHint() const override;
    /// Of the bar alone.
    QSize minimumSizeHint() const override;

signals:
    /// −1: the next smaller one, +1: the next larger one.
    void otherWindowWanted(int step);
    void menuWanted(QPoint at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// A landmark's label, where there is room for it.
    struct Label {
        QString text;
        QRectF place;
    };
    /// The window has no room for words: only the bar is painted, tool tips say the rest.
    bool isLow() const;
    QRectF bar() const;
    QFont captionFont() const;
    std::vector<Label> placeLabels() const;
    void drawBar(QPainter& painter) const;
    void drawWindow(QPainter& painter) const;
    void describe();
    QString toolTipAt(double x) const;

    ContextGauge shown;
    TokenColors colors;
};

} // namespace tokenarium
