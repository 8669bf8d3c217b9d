// SPDX-License-Identifier: GPL-3.0-or-later
// Curves and points over two axes, linear or logarithmic, with names at the data instead of a legend.
#pragma once

#include "widgets/charts/chart.h"

#include <QPointF>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

struct PlotAxis {
    QString title;              ///< with the unit; a logarithmic axis says so by itself
    bool isLogarithmic = false; ///< then only what is above 0 is shown
    std::optional<double> from,
        to; ///< fixed ends; otherwise as the data want, without jumping at every change
    std::function<QString(double)>
        words; ///< of a tick and of a value; empty: compactly, in the window's language
};

struct PlotSeries {
    enum class Style { Line, Dashed, Points, LineAndPoints };
    QString name; ///< stands at the curve's end, or beside the first point
    std::vector<QPointF> points;
    Style style = Style::Line;
    int color = 0;          ///< 0 the accent, 1 to 4 quiet colours that differ also in lightness, -1 grey
    QStringList pointNames; ///< as many as points, or none; stand beside the points while there is room
    bool isNamed = true;    ///< show the name
};

/// A line across the chart with a word at its end.
struct PlotMark {
    double at = 0;
    QString name;
};

struct PlotData {
    QString finding;
    PlotAxis x, y;
    std::vector<PlotSeries> series;
    std::vector<PlotMark> vertical, horizontal;
};

/// Hovering shows the nearest point's values; Left and Right walk over the points of a series, Up and Down to
/// another one, Enter chooses. Told to screen readers point by point. GUI thread only.
class PlotChart : public Chart {
    Q_OBJECT
public:
    explicit PlotChart(QWidget* parent = nullptr);
    ~PlotChart() override;
    void setData(PlotData data);
    const PlotData& data() const;
    QString finding() const override;
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;
    /// The point that is ringed and told.
    struct Point {
        std::size_t series = 0, index = 0;
        bool operator==(const Point&) const = default;
    };
    void setLit(std::optional<Point> point);
    std::optional<Point> lit() const;

    // For tests: read back from the chart.
    std::vector<QPointF> shownPoints(std::size_t series) const; ///< in data's numbers
    QPointF placeOf(double x, double y) const;                  ///< in coordinates of this widget
    QStringList shownNames() const; ///< of curves, points and marks that are to be seen
    std::pair<double, double> shownRangeX() const;
    std::pair<double, double> shownRangeY() const;

signals:
    void hovered(std::optional<tokenarium::PlotChart::Point> point);
    void chosen(tokenarium::PlotChart::Point point); ///< by a click, or Enter

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Drawing;
    std::unique_ptr<Drawing> drawing;
};

} // namespace tokenarium
