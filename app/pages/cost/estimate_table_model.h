// SPDX-License-Identifier: GPL-3.0-or-later
// Saved estimates as rows; the open prompt, which is not saved yet, is always the first.
#pragma once

#include "app/cost/cost_desk.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace tokenarium {

/// GUI thread only. Sorted by decimals and counts, not by their words.
class EstimateTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SavedColumn, TitleColumn, ModelColumn, TokensColumn, CallsColumn, CostColumn, Columns };
    enum class State { Open, Waiting, Stored };
    struct Row {
        Estimate estimate;
        State state = State::Stored;
    };
    explicit EstimateTableModel(const CostDesk& desk, QObject* parent = nullptr);

    /// Rows of what is saved now; what is chosen stays chosen by its key.
    void setRows(const std::optional<Estimate>& open, const std::vector<Estimate>& waiting,
                 const std::vector<Estimate>& stored);
    const Row& rowAt(int row) const { return rows[std::size_t(row)]; }
    std::optional<int> rowOf(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    QString words(const Row& row, int column) const;
    void sortRows();
    const CostDesk& desk;
    std::vector<Row> rows;
    int sortColumn = SavedColumn;
    Qt::SortOrder sortOrder = Qt::DescendingOrder;
};

/// "2026-11-22 15:03" in the time of this machine.
QString savedTime(const Estimate& estimate);
/// In the currency and at the rate of the estimate.
QString estimateMoney(const Estimate& estimate, const Decimal& usd);

} // namespace tokenarium
