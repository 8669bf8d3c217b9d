// SPDX-License-Identifier: GPL-3.0-or-later
// A plan of so many tokens a month, shared between what is sent and what comes back.
#pragma once

#include "app/pages/cost/cost_view.h"

class QComboBox;

namespace tokenarium {

class PlotChart;
class ShareBar;

class QuotaView : public CostView {
    Q_OBJECT
public:
    explicit QuotaView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("quota"); }
    const char* name() const override { return QT_TR_NOOP("Quota"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void choosePreset(int preset);
    void moveBorder(double share);
    void stepBorder(int steps);
    void showBars();
    void showCurve();
    void showFigures();
    ShareBar *shares, *requests;
    PlotChart* curve;
    ValueSlider *quota, *input, *output;
    QComboBox* presets;
};

} // namespace tokenarium
