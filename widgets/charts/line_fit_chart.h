// SPDX-License-Identifier: GPL-3.0-or-later
// Points and a line that are moved by hand, with the square of every miss drawn as a square.
#pragma once

#include "engine/view/line_fit.h"
#include "widgets/charts/chart.h"

#include <QPointF>

#include <optional>
#include <vector>

namespace tokenarium {

struct LineFitData {
    QString finding;
    QString xTitle, yTitle; ///< with units
    std::vector<FitPoint> points;
    std::vector<QString> names;  ///< of the points
    FitLine line;                ///< the one under the hand
    std::optional<FitLine> best; ///< drawn dashed beside it
    double mostX = 1, mostY = 1; ///< ends of the axes, which begin at 0
    bool operator==(const LineFitData&) const = default;
};

/// The line has a handle near either end; it and the points are dragged, or chosen with Left and Right and
/// moved with Up and Down. GUI thread only.
class LineFitChart : public Chart {
    Q_OBJECT
public:
    explicit LineFitChart(QWidget* parent = nullptr);
    void setData(LineFitData data);
    const LineFitData& data() const { return shown; }
    QString finding() const override { return shown.finding; }
    ChartTable table() const override;
    void setColors(const TokenColors& newColors) override;
    QSize sizeHint() const override { return {480, 190}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

    /// Grips: 0 the handle at the left, 1 that at the right, then the points.
    std::size_t grips() const { return 2 + shown.points.size(); }
    QPointF placeOf(std::size_t grip) const; ///< in pixels of this widget

signals:
    void lineMoved(tokenarium::FitLine line, int grip);
    void pointMoved(std::size_t point, tokenarium::FitPoint to);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QRectF plot() const;
    QPointF toPixels(double x, double y) const;
    QPointF toNumbers(QPointF pixels) const;
    std::optional<std::size_t> gripAt(QPointF pixels) const;
    void moveGrip(std::size_t grip, double x, double y);
    void tell(std::size_t grip);
    void paintAxes(QPainter& painter) const;
    void paintLines(QPainter& painter) const;
    void paintGrips(QPainter& painter) const;

    LineFitData shown;
    std::optional<std::size_t> dragged, hovered;
    std::size_t chosen = 0; ///< by the keyboard
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
