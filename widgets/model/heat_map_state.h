// SPDX-License-Identifier: GPL-3.0-or-later
// What a heat map knows between two events, where its cells lie, and how they are painted. For heat_map.cpp
// only.
#pragma once

#include "widgets/model/heat_map.h"
#include "widgets/model/heat_map_tiles.h"

#include <QFontMetricsF>

class QPainter;

namespace tokenarium {

struct HeatMap::State {
    HeatMapData data;
    HeatMapTiles tiles;
    float low = 0, high = 1;
    bool hasGaps = false; ///< cells without a value
    TokenColors colors = TokenColors::light();
    std::optional<HeatMapCell> chosen, hovered;
    std::optional<std::size_t> litRow, litColumn;
    std::vector<HeatMapCell> sources;
    double zoom = 1;

    // Where things lie, in the viewport: set by layOut.
    QRectF grid; ///< the window through which the cells are seen
    QRectF bar;  ///< colours of the scale
    QSizeF cell; ///< of one
    QPointF scrolled;
    bool columnLabelsUpright = false; ///< too narrow to be written across

    bool isEmpty() const { return data.rows == 0 || data.columns == 0; }
    float value(HeatMapCell at) const { return data.values[at.row * data.columns + at.column]; }
    QString rowLabel(std::size_t row) const;
    QString columnLabel(std::size_t column) const;
    void findRange();

    QRectF rectOf(HeatMapCell at) const;
    std::optional<HeatMapCell> cellAt(QPointF point) const;
    /// Half open: the rows or columns that are in view.
    std::pair<std::size_t, std::size_t> visibleRows() const, visibleColumns() const;
    double widestRowLabel(const QFontMetricsF& metrics) const;
    double widestColumnLabel(const QFontMetricsF& metrics) const;

    void paintCells(QPainter& painter);
    void paintNumbers(QPainter& painter) const;
    void paintFrames(QPainter& painter) const;
    void paintLabels(QPainter& painter, const QColor& text, const QColor& faint) const;
    void paintTitle(QPainter& painter, const QColor& text, const QColor& faint) const;
    void paintBar(QPainter& painter, const QColor& text) const;
};

/// With three digits that mean something: "0.421", "−12.3", "1.2e-05"; "−∞".
QString heatMapNumber(float value);

} // namespace tokenarium
