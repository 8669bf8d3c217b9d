// SPDX-License-Identifier: GPL-3.0-or-later
// One or two curves over a measured size, the second with an axis of its own; one place marked.
#pragma once

#include "widgets/style/token_colors.h"

#include <QPointF>
#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

struct CurveChartData {
    QString finding;            ///< the title: a sentence
    QString xTitle;             ///< below, with the unit
    QString leftTitle;          ///< beside the left axis, with the unit
    QString rightTitle;         ///< empty: no second curve
    bool doublingSteps = false; ///< the axis below doubles from line to line; all x above 0
    std::vector<QPointF> left, right;
    std::optional<double> marked; ///< x of what is chosen
};

/// Told to screen readers point by point. GUI thread only.
class CurveChart : public QWidget {
    Q_OBJECT
public:
    explicit CurveChart(QWidget* parent = nullptr);
    ~CurveChart() override;
    void setData(CurveChartData data);
    const CurveChartData& data() const;
    void setColors(const TokenColors& colors);
    /// What the left curve's line shows, for tests: read back from the chart.
    std::vector<QPointF> shownLeft() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
