// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a computation on a row of numbers: the numbers as a curve or bars, what they are multiplied
// with over them, one of them lit.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace tokenarium {

struct StepPlotData {
    std::vector<double> values;
    std::vector<double> overlay; ///< as many, drawn thin in a colour of its own; may be none
    /// Triangles over the values, each from, peak and to in places of `values`; drawn thin.
    struct Triangle {
        double from = 0, peak = 0, to = 0;
    };
    std::vector<Triangle> triangles;
    bool bars = false;                                  ///< otherwise a curve
    double low = 0, high = 1;                           ///< of the axis
    std::optional<double> line;                         ///< a level across the plot
    QString lowLabel, highLabel, leftLabel, rightLabel; ///< at the ends of the axes, with units
};

/// Hovering and the arrow keys light a value; `pointed` says which. GUI thread only.
class StepPlot : public QWidget {
    Q_OBJECT
public:
    explicit StepPlot(QWidget* parent = nullptr);
    void setTitle(const QString& text);
    void setData(StepPlotData data);
    const StepPlotData& data() const { return shown; }
    void setLit(std::optional<std::size_t> place);
    std::optional<std::size_t> lit() const { return litPlace; }
    void setWords(std::function<QString(std::size_t)> words);
    void setColors(const TokenColors& colors);

    QSize sizeHint() const override { return {260, 150}; }
    QSize minimumSizeHint() const override;

signals:
    void pointed(std::optional<std::size_t> place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF plot() const;
    double x(double place) const;
    double y(double value) const;
    void paintValues(QPainter& painter) const;
    void paintLit(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;

    QString title;
    StepPlotData shown;
    std::optional<std::size_t> litPlace;
    std::function<QString(std::size_t)> wordsOf;
    TokenColors palette = TokenColors::light();
};

} // namespace tokenarium
