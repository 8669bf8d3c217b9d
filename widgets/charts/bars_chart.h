// SPDX-License-Identifier: GPL-3.0-or-later
// Up to sixty horizontal bars, stacked of segments or plain, with names before and values behind them.
#pragma once

#include "widgets/charts/chart.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

struct ChartBar {
    QString name;
    std::vector<double> parts; ///< as many as there are segments; not negative
    QString value;             ///< behind the bar: "$0.0032"
    QString tip;               ///< tool tip and what a screen reader hears; empty: name and value
    bool isEstimate = false;   ///< hatched, and "≈" before the value
};

struct BarsData {
    QString finding;
    QString axisTitle;                    ///< with the unit; "" no axis
    std::vector<QString> segments;        ///< names, in the order of the parts; one: plain bars
    std::vector<ChartBar> rows;           ///< from the top
    bool isLogarithmic = false;           ///< plain bars only; begins a step below the smallest
    std::function<QString(double)> words; ///< of ticks; empty: compactly, in the window's language
    std::optional<std::size_t> lit;       ///< the row that is chosen
};

/// A click or Up and Down choose a row. Segments are named in a line above the bars. The chart is as high as
/// its rows need; put it into a scroll area where that may be too much. GUI thread only.
class BarsChart : public Chart {
    Q_OBJECT
public:
    explicit BarsChart(QWidget* parent = nullptr);
    ~BarsChart() override;
    void setData(BarsData data);
    const BarsData& data() const;
    QString finding() const override;
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // For tests.
    QStringList shownNames() const;
    QStringList shownValues() const;
    /// How long the bar of a row is drawn, in pixels, and where.
    QRectF barOf(std::size_t row) const;

signals:
    void chosen(std::size_t row);
    void hovered(std::optional<std::size_t> row);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Drawing;
    std::unique_ptr<Drawing> drawing;
};

} // namespace tokenarium
