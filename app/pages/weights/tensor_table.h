// SPDX-License-Identifier: GPL-3.0-or-later
// A list of tensors with shape, numbers and share; sorted by a click on a heading.
#pragma once

#include "engine/view/weight_tiles.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <vector>

class QSortFilterProxyModel;

namespace tokenarium {

class TensorTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, ShapeColumn, Numbers, Share, Group, Columns };
    enum Role { SortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;
    void setTiles(std::vector<WeightTile> tiles);
    const WeightTile& tile(int row) const { return rows[std::size_t(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    QString text(const WeightTile& tile, int column) const;
    std::vector<WeightTile> rows;
    double total = 0;
};

class TensorTable : public QTableView {
    Q_OBJECT
public:
    explicit TensorTable(QWidget* parent = nullptr);
    void setTiles(std::vector<WeightTile> tiles);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitRows();
    TensorTableModel* tensors;
    QSortFilterProxyModel* sorted;
};

} // namespace tokenarium
