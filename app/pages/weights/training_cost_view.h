// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to train the model: operations, GPU hours, days, money and energy, beside runs that others
// have published.
#pragma once

#include "app/pages/weights/sizing_view.h"

class QDoubleSpinBox;
class QPushButton;
class QTreeWidget;

namespace tokenarium {

class ChartFrame;
class FigureList;
class PlotChart;
class ValueSlider;

class TrainingCostView : public SizingView {
    Q_OBJECT
public:
    explicit TrainingCostView(SizingSession& sizing, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("training-cost"); }
    const char* name() const override { return QT_TR_NOOP("Training cost"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void connectControls();
    void arrange();
    void showControls();
    void showChart();
    void showRuns();

    QLabel* sentence;
    QComboBox* gpu;
    NamedControl gpuControl, priceControl, wattsControl, pueControl, carbonControl;
    QDoubleSpinBox *price, *watts, *pue, *carbon;
    ValueSlider *gpus, *tokens, *mfu, *context;
    QPushButton* more;
    QWidget* moreRow;
    PlotChart* chart;
    ChartFrame* frame;
    FigureList* figures;
    QTreeWidget* runs;
};

} // namespace tokenarium
