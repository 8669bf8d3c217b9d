// SPDX-License-Identifier: GPL-3.0-or-later
// The first rung of the ladder: a line with two parameters, fitted by hand.
#pragma once

#include "widgets/style/token_colors.h"

#include <QWidget>

class QPushButton;

namespace tokenarium {

class ChartFrame;
class FigureList;
class LineFitChart;
class ValueSlider;
class WeightsSession;

class LinePanel : public QWidget {
    Q_OBJECT
public:
    explicit LinePanel(WeightsSession& session, QWidget* parent = nullptr);
    void setColors(const TokenColors& colors);
    void refresh();
    void retranslate();

signals:
    void said(const QString& sentence);

private:
    void showFigures();

    WeightsSession& state;
    LineFitChart* chart;
    ChartFrame* frame;
    ValueSlider *slope, *intercept;
    QPushButton *fit, *restore;
    FigureList* figures;
};

} // namespace tokenarium
