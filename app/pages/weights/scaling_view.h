// SPDX-License-Identifier: GPL-3.0-or-later
// Scaling laws: how low the loss can get with so many parameters and tokens, and where the person's run lies.
#pragma once

#include "app/pages/weights/sizing_view.h"

class QPushButton;

namespace tokenarium {

class ChartFrame;
class FigureList;
class PlotChart;
class ValueSlider;
struct PlotData;

class ScalingView : public SizingView {
    Q_OBJECT
public:
    explicit ScalingView(SizingSession& sizing, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("scaling"); }
    const char* name() const override { return QT_TR_NOOP("Scaling laws"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    PlotData lossBySize() const;
    PlotData bestSize() const;

    QLabel* sentence;
    QComboBox* law;
    NamedControl lawControl;
    QPushButton* asModel;
    ValueSlider *parameters, *tokens;
    PlotChart* chart;
    ChartFrame* frame;
    FigureList* figures;
};

} // namespace tokenarium
