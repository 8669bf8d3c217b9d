// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the price book as a table: what each charges, how it counts the prompt, what that costs.
#pragma once

#include "app/cost/price_session.h"
#ifndef Q_MOC_RUN
#include "engine/view/price_table.h"
#endif

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace tokenarium {

/// Rows are those that the query lets through, in its order. GUI thread only; `prices` outlives it.
class PriceTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int columns = 7; ///< in the order of PriceColumn

    explicit PriceTableModel(PriceSession& prices, QObject* parent = nullptr);
    /// Prices every row anew. Keeps what is selected.
    void refresh();
    void setQuery(const PriceTableQuery& wanted);
    const PriceTableQuery& query() const { return asked; }

    const PriceTableRow& rowAt(int row) const { return rows[order[std::size_t(row)]]; }
    /// Where a model stands; -1: it is filtered out.
    int placeOf(const PriceRow& row) const;
    std::size_t total() const { return rows.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder direction) override;

private:
    void arrange();
    QString textOf(const PriceTableRow& row, PriceColumn column) const;
    QString tipOf(const PriceTableRow& row, PriceColumn column) const;
    PriceSession& prices;
    std::shared_ptr<const PriceBook> book; ///< that the rows point into
    std::vector<PriceTableRow> rows;
    std::vector<std::size_t> order;
    PriceTableQuery asked;
};

} // namespace tokenarium
