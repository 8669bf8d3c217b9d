// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation that sends everything again with every turn, with and without the vendor's cache.
#pragma once

#include "app/pages/cost/cost_view.h"
#include "widgets/charts/bars_chart.h"

class QCheckBox;

namespace tokenarium {

class ConversationView : public CostView {
    Q_OBJECT
public:
    explicit ConversationView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("conversation"); }
    const char* name() const override { return QT_TR_NOOP("Conversation"); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void showChart();
    void showFigures();
    void addCacheFigures(std::vector<Figure>& rows) const;
    BarsChart* bars;
    ValueSlider *turns, *system, *user, *assistant;
    QCheckBox* cached;
};

} // namespace tokenarium
