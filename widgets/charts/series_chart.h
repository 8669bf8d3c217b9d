// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of a series, what comes back from its tokens, and the difference below it.
#pragma once

#include "widgets/style/token_colors.h"

#include <QPointF>
#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tokenarium {

struct SeriesChartData {
    QString finding;                ///< the title: a sentence
    QString xTitle;                 ///< below
    QString valueTitle, errorTitle; ///< beside the axes, with the unit
    std::size_t first = 0;          ///< number of the first value
    std::vector<double> values;     ///< NaN: a hole
    std::vector<double> rebuilt;    ///< as many; NaN where nothing comes back
    bool steps = false;             ///< rebuilt values are drawn as steps: bins
    double bound = 0;               ///< drawn on both sides of no error; 0: none
};

/// Holes are hatched bands, the values of the lit token a plain one. Arrow keys ask for the next
/// token. GUI thread only.
class SeriesChart : public QWidget {
    Q_OBJECT
public:
    explicit SeriesChart(QWidget* parent = nullptr);
    ~SeriesChart() override;
    void setData(SeriesChartData data);
    const SeriesChartData& data() const;
    /// Numbers of values, half-open; may lie outside of what is shown.
    void setLit(std::optional<std::pair<std::size_t, std::size_t>> range, const QString& said);
    std::optional<std::pair<std::size_t, std::size_t>> lit() const;
    void setColors(const TokenColors& colors);

    // For tests: read back from the charts.
    std::vector<QPointF> shownValues() const;
    std::vector<QPointF> shownRebuilt() const;
    std::vector<QPointF> shownErrors() const;
    /// Where a value is drawn in the upper chart, in coordinates of this widget.
    QPointF placeOf(std::size_t value) const;
    /// The widget that the mouse is over there.
    QWidget* upperViewport() const;

signals:
    void hovered(std::optional<std::size_t> value);
    void chosen(std::size_t value); ///< by a click
    void stepped(int tokens);       ///< by the arrow keys: so many further or back

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Charts;
    std::optional<std::size_t> valueAt(QPointF inViewport) const;
    std::unique_ptr<Charts> charts;
};

} // namespace tokenarium
