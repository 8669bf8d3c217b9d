// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix as colours, of any size: tiles are drawn as they come into view; the bar beside it says what a
// colour means.
#pragma once

#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tokenarium {

struct HeatMapCell {
    std::size_t row = 0, column = 0;
    bool operator==(const HeatMapCell&) const = default;
};

/// A matrix that somebody keeps. Plain value.
struct HeatMapData {
    std::shared_ptr<const void> owner; ///< keeps `values` alive
    std::span<const float> values;     ///< row after row; −∞ and NaN are cells without a value (hatched)
    std::size_t rows = 0, columns = 0;
    /// What the ends of the scale stand for; without: the least and the greatest value, found once.
    std::optional<std::pair<float, float>> range;
    QString title;               ///< "attention.probs [12, 12]"
    QString rowName, columnName; ///< what the axes are: "token that reads", "token that is read"
    std::function<QString(std::size_t)> rowLabel, columnLabel; ///< may be empty: numbers
};

/// One perceptually uniform scale (cividis) with a labelled bar. Cells are at least a pixel and grow to fill
/// the widget; Ctrl+wheel, + and − zoom, 0 shows everything again. Arrow keys, Home and End move the chosen
/// cell, Esc gives it up; other keys go to the parent. Large cells show their numbers. Says the cell under
/// the mouse, else the chosen one, as its accessible description. Scrolls 4096 × 4096 smoothly. GUI thread
/// only.
class HeatMap : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit HeatMap(QWidget* parent = nullptr);
    ~HeatMap() override;
    /// The chosen cell stays where the new matrix has it.
    void setData(HeatMapData data);
    const HeatMapData& data() const;
    void setColors(const TokenColors& colors);
    std::optional<HeatMapCell> chosen() const;
    void choose(std::optional<HeatMapCell> cell);
    /// A row or column that is lit from elsewhere: framed.
    void setLitRow(std::optional<std::size_t> row);
    void setLitColumn(std::optional<std::size_t> column);
    /// Cells that the chosen one was made of: framed with dashes. Forgotten with the next setData.
    void setSources(std::vector<HeatMapCell> cells);
    const std::vector<HeatMapCell>& sources() const;
    /// In the viewport's coordinates.
    QRectF cellRect(HeatMapCell cell) const;
    /// "row 3 ‘the’, column 1 ‘Once’: 0.42"
    QString describe(HeatMapCell cell) const;
    double zoom() const; ///< 1: as large as the widget has room for
    void setZoom(double factor);
    /// The colour a value is painted in, for tests.
    QColor colorOf(float value) const;
    /// Cells that have been coloured since the last setData, for tests.
    std::size_t paintedCells() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cellHovered(std::optional<tokenarium::HeatMapCell> cell);
    void cellChosen(std::optional<tokenarium::HeatMapCell> cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct State;
    void layOut();
    void scrollTo(HeatMapCell cell);
    void zoomAt(QPointF fixed, double factor);
    void hover(std::optional<HeatMapCell> cell);
    void announce();
    void chooseByKey(std::optional<HeatMapCell> cell);
    std::unique_ptr<State> state;
};

} // namespace tokenarium
