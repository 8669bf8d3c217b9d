// SPDX-License-Identifier: GPL-3.0-or-later
// What a batch gains and costs: all tokens a second against the time each text waits for its next one.
#pragma once

#include "widgets/style/token_colors.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace tokenarium {

struct BatchPoint {
    std::size_t texts = 0;
    double secondsPerStep = 0;
    double tokensPerSecond() const {
        return secondsPerStep > 0 ? static_cast<double>(texts) / secondsPerStep : 0;
    }
};

/// Points stay where they are measured; a line joins them in the order of the batch. GUI thread
/// only.
class BatchChart : public QWidget {
    Q_OBJECT
public:
    explicit BatchChart(QWidget* parent = nullptr);
    ~BatchChart() override;
    /// In rising order of `texts`; `current` is the one that is marked.
    void setPoints(std::vector<BatchPoint> newPoints, std::size_t current);
    const std::vector<BatchPoint>& points() const { return shown; }
    void setColors(const TokenColors& colors);
    /// As they stand in the chart: milliseconds and tokens a second.
    std::vector<std::pair<double, double>> drawnPoints() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    std::vector<BatchPoint> shown;
    std::size_t marked = 0;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
