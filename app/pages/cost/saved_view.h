// SPDX-License-Identifier: GPL-3.0-or-later
// Estimates that were saved: found again, compared with today's prices, opened, deleted, exported.
#pragma once

#include "app/pages/cost/cost_view.h"
#include "app/pages/cost/estimate_table_model.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tokenarium {

class SavedView : public CostView {
    Q_OBJECT
public:
    explicit SavedView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("saved"); }
    const char* name() const override { return QT_TR_NOOP("Saved"); }
    bool isSettled() const override { return !desk.saved().isBusy() && CostView::isSettled(); }
    EstimateTableModel& table() { return *model; }
    /// All that the list shows, without the open prompt. Throws std::runtime_error with file and reason.
    void exportTo(const QString& path) const;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void save();
    void remove();
    void reopen();
    void askExport();
    QStringList chosenKeys() const; ///< of stored and waiting ones
    const EstimateTableModel::Row* current() const;
    void showChosen();
    void showState();
    void addToday(const Estimate& estimate, std::vector<Figure>& rows) const;

    EstimateTableModel* model;
    QTableView* view;
    QLineEdit* words;
    QPushButton *saveButton, *openButton, *deleteButton, *exportButton;
    QLabel* state;
    QString chosenKey; ///< of the row whose figures are shown
};

} // namespace tokenarium
