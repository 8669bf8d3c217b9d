// SPDX-License-Identifier: GPL-3.0-or-later
// A map whose areas are shares: groups of tiles, squarified, painted by us.
#pragma once

#include "engine/view/treemap.h"
#include "widgets/charts/chart.h"

#include <functional>
#include <optional>
#include <vector>

namespace tokenarium {

struct TreemapGroup {
    QString name, value;
    int color = 1;               ///< of seriesColor()
    std::vector<double> weights; ///< of its tiles: their areas
    double weight() const;
};

/// There may be thousands of tiles: their words are asked for only where they are to be seen.
struct TreemapData {
    using Words = std::function<QString(std::size_t group, std::size_t tile)>;
    QString finding, valueTitle; ///< valueTitle: heading of the numbers in the table
    std::vector<TreemapGroup> groups;
    Words name;                           ///< as it stands on the tile while there is room
    Words fullName;                       ///< in the table
    Words told;                           ///< what is said of it when it is looked at
    std::function<QString(double)> words; ///< of a weight
};

/// Hover previews, click pins, Esc unpins; Left and Right walk over the tiles, Up and Down over the groups.
/// GUI thread only.
class TreemapChart : public Chart {
    Q_OBJECT
public:
    struct Place {
        std::size_t group = 0, tile = 0;
        bool operator==(const Place&) const = default;
    };

    explicit TreemapChart(QWidget* parent = nullptr);
    /// What is pinned stays while there is a tile in its place.
    void setData(TreemapData data);
    const TreemapData& data() const { return shown; }
    QString finding() const override { return shown.finding; }
    ChartTable table() const override;
    void setColors(const TokenColors& newColors) override;
    QSize sizeHint() const override { return {560, 300}; }
    QSize minimumSizeHint() const override { return {240, 140}; }

    /// Under the mouse, else pinned.
    std::optional<Place> lit() const { return hoveredPlace ? hoveredPlace : pinnedPlace; }
    std::optional<Place> pinned() const { return pinnedPlace; }
    /// For tests: where a tile is painted; empty where it is too small for a pixel.
    QRectF boxOf(Place place) const;

signals:
    void litChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct GroupBoxes {
        TreemapBox whole;
        double head = 0; ///< height of the line with the group's name
        std::vector<TreemapBox> tiles;
    };
    void arrange();
    std::optional<Place> placeAt(QPointF point) const;
    void setHovered(std::optional<Place> place);
    void pin(std::optional<Place> place);
    void walk(int tiles, int groups);
    void paintGroup(QPainter& painter, std::size_t group, const QRectF& exposed) const;

    TreemapData shown;
    std::vector<GroupBoxes> boxes;
    std::optional<Place> hoveredPlace, pinnedPlace;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
