// SPDX-License-Identifier: GPL-3.0-or-later
// "A token costs 20 times less, revenue grew 25 times in four weeks": what must hold for that.
#pragma once

#include "app/pages/serving/serving_view.h"
#include "engine/cost/token_economics.h"

class QComboBox;

namespace tokenarium {

class BarsChart;
class PlotChart;

class GrowthView : public ServingView {
    Q_OBJECT
public:
    explicit GrowthView(ServingSession& servingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("growth"); }
    const char* name() const override { return QT_TR_NOOP("20× and 25×"); }
    bool needsServer() const override { return false; }

protected:
    void showNumbers() override;
    void retranslate() override;

private:
    FactoryChange change() const;
    void addOutcome(std::vector<Figure>& rows) const;
    void addClaim(std::vector<Figure>& rows) const;
    void showBars();
    void showVolumes();

    QComboBox* scenario;
    ValueSlider *volume, *cost, *price, *margin, *weeks;
    BarsChart* beforeAfter;
    PlotChart* volumes;
};

} // namespace tokenarium
