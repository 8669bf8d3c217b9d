// SPDX-License-Identifier: GPL-3.0-or-later
// Two models under the open prompt, or two prompts under one model: what they cost, line by line.
#pragma once

#include "app/cost/model_box.h"
#include "app/pages/cost/cost_view.h"
#include "engine/view/cost_comparison.h"
#include "widgets/charts/bars_chart.h"

class QComboBox;
class QPlainTextEdit;
class QTreeWidget;

namespace tokenarium {

class CompareView : public CostView {
    Q_OBJECT
public:
    explicit CompareView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("compare"); }
    const char* name() const override { return QT_TR_NOOP("Compare"); }
    bool isSettled() const override {
        return (!choices().comparesText || !desk.isCounting()) && CostView::isSettled();
    }

protected:
    void refresh() override;
    void retranslate() override;

private:
    struct Side {
        QString name, shortName; ///< with and without who sells it
        CountedPrompt counted;
        PromptCost cost;
    };
    void createControls();
    Side firstSide() const;
    Side secondSide() const;
    void showTable(const Side& first, const Side& second);
    void addRow(const QString& label, const QString& first, const QString& second, const QString& difference);
    void showChart(const Side& first, const Side& second, const CostComparison& both);
    void showFigures(const Side& first, const Side& second, const CostComparison& both);
    BarsChart* bars;
    QComboBox* kind;
    ModelBox* otherModel;
    QPlainTextEdit* otherText;
    QTreeWidget* table;
    int nextRow = 0; ///< that addRow() fills next
};

} // namespace tokenarium
