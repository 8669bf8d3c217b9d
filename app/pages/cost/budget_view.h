// SPDX-License-Identifier: GPL-3.0-or-later
// How many calls a budget pays for, and what so many calls a day cost.
#pragma once

#include "app/pages/cost/cost_view.h"
#include "widgets/charts/bars_chart.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace tokenarium {

class BudgetView : public CostView {
    Q_OBJECT
public:
    explicit BudgetView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("budget"); }
    const char* name() const override { return QT_TR_NOOP("Budget"); }
    BarsChart& chart() { return *bars; }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void takeAmount();
    QString budgetWords() const; ///< "¥100 a month"
    void showCurrencies();
    void showChart();
    void showFigures();
    BarsChart* bars;
    QLineEdit* amount;
    QComboBox *currencies, *period;
    QLabel *amountLabel, *rateLabel;
    ValueSlider *callsPerDay, *output;
    std::vector<PriceRow> shown; ///< of the chart
};

} // namespace tokenarium
