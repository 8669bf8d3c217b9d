// SPDX-License-Identifier: GPL-3.0-or-later
// What PlotChart shows: Qt's series, and grid, ticks and names placed by hand. Only plot_chart.cpp includes
// it.
#pragma once

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/plot_chart.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsEllipseItem>
#include <QGraphicsRectItem>
#include <QValueAxis>
#include <QXYSeries>

namespace tokenarium {

/// Logarithmic axes are linear ones of exponents, so that grid and words are the same for both.
struct PlotChart::Drawing {
    explicit Drawing(QWidget* parent);
    void show();    ///< data or size changed
    void arrange(); ///< places everything that is not a series
    void applyColors();

    QPointF toAxis(QPointF value) const;
    QPointF onScene(QPointF value) const; ///< in coordinates of the chart
    bool isShown(QPointF value) const;
    std::optional<Point> nearest(QPointF inChart) const;
    QString wordsX(double value) const, wordsY(double value) const;
    QString told(Point point) const; ///< "GPT-3: 175B parameters, 300B tokens"

    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QValueAxis *x = new QValueAxis, *y = new QValueAxis;
    std::vector<QXYSeries*> lines, dots; ///< one of each for every series of the data; owned by the chart
    ItemPool<QGraphicsLineItem> grid, markLines;
    ItemPool<QGraphicsSimpleTextItem> tickWords, names, titles;
    QGraphicsEllipseItem* ring;
    QGraphicsRectItem* tellBox;
    QGraphicsSimpleTextItem* tellText;
    PlotData data;
    std::optional<Point> lit;
    TokenColors colors = TokenColors::light();
    StillRange rangeX, rangeY;

private:
    void makeSeries();
    void setRanges();
    void placeGrid(const QRectF& plot);
    void placeTitles(const QRectF& plot);
    void placeNames(const QRectF& plot);
    void placePointNames(const QRectF& plot, std::vector<QRectF>& taken);
    std::vector<QPointF> inkedPlaces() const;
    void placeMarks(const QRectF& plot, std::vector<QRectF>& taken);
    void placeLit(const QRectF& plot);
    QGraphicsSimpleTextItem& word(ItemPool<QGraphicsSimpleTextItem>& pool, const QString& text,
                                  const QColor& color);
};

} // namespace tokenarium
