// SPDX-License-Identifier: GPL-3.0-or-later
// A few curves over the layers of a model, each named at its end.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;

namespace tokenarium {

struct LayerCurve {
    enum class Kind { Main, Yardstick, First, Second }; ///< accent; grey and dashed; two quieter colours
    QString name;
    std::vector<double> values;
    std::size_t firstLayer = 0; ///< where on the axis the first value stands
    Kind kind = Kind::Main;
};

struct LayerChartData {
    QString finding;        ///< the title: a sentence
    QString layersTitle;    ///< below the axis
    QString valuesTitle;    ///< beside it, with the unit
    std::size_t layers = 0; ///< the axis goes from 0 to this
    std::vector<LayerCurve> curves;
    int decimals = 1; ///< of values that are told
};

/// Told to screen readers value by value. GUI thread only.
class LayerChart : public QWidget {
    Q_OBJECT
public:
    explicit LayerChart(QWidget* parent = nullptr);
    ~LayerChart() override;
    void setData(LayerChartData data);
    const LayerChartData& data() const;
    void setColors(const TokenColors& colors);
    /// What a curve's line shows, for tests: read back from the chart.
    std::vector<double> shownValues(std::size_t curve) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();
    QString valuesAt(std::size_t layer) const;

    QLabel* title;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
