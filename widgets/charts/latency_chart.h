// SPDX-License-Identifier: GPL-3.0-or-later
// One bar a token: how long the model took from the token before to this one.
#pragma once

#include "widgets/style/token_colors.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;

namespace tokenarium {

struct LatencyBar {
    QString label; ///< of the token that came
    double seconds = 0;
};

/// With lines at the median and at the 95th percentile. A bar of more than four medians is cut, and the line
/// below says so: else one pause would flatten all others. GUI thread only.
class LatencyChart : public QWidget {
    Q_OBJECT
public:
    explicit LatencyChart(QWidget* parent = nullptr);
    ~LatencyChart() override;
    void setBars(std::vector<LatencyBar> newBars, double medianSeconds, double percentile95Seconds);
    const std::vector<LatencyBar>& bars() const { return shown; }
    void setColors(const TokenColors& colors);
    /// How high the bars stand in the chart, in its unit (milliseconds or microseconds), from the left.
    std::vector<double> drawnHeights() const;
    double drawnMedian() const;
    /// Seconds of one unit of the axis.
    double unitSeconds() const { return unit; }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    std::vector<LatencyBar> shown;
    double median = 0, percentile95 = 0, unit = 1e-3;
    QLabel* note;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
