// SPDX-License-Identifier: GPL-3.0-or-later
// An hour of an AI factory: what its tokens cost, what they bring, what energy they take.
#pragma once

#include "app/pages/serving/serving_view.h"
#include "engine/cost/token_economics.h"

namespace tokenarium {

class BarsChart;
class PlotChart;

class FactoryView : public ServingView {
    Q_OBJECT
public:
    explicit FactoryView(ServingSession& servingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("factory"); }
    const char* name() const override { return QT_TR_NOOP("AI factory"); }

protected:
    void showNumbers() override;
    void retranslate() override;

private:
    Factory factory() const;
    void addMoney(std::vector<Figure>& rows) const;
    void addTokens(std::vector<Figure>& rows) const;
    void addEnergy(std::vector<Figure>& rows) const;
    void showHour();
    void showUtilization();

    ValueSlider *price, *utilization, *batch, *servers, *rent, *watts, *power;
    BarsChart* hourBars;
    PlotChart* byUtilization;
};

} // namespace tokenarium
