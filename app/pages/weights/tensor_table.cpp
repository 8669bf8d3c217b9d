// SPDX-License-Identifier: GPL-3.0-or-later
// Unsorted the tensors stand in the order in which a token meets them.
#include "app/pages/weights/tensor_table.h"

#include "app/weights/weights_words.h"
#include "widgets/style/number_text.h"

#include <QEvent>
#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <utility>

namespace tokenarium {

void TensorTableModel::setTiles(std::vector<WeightTile> tiles) {
    const bool sameRows = tiles.size() == rows.size();
    if (!sameRows) beginResetModel();
    rows = std::move(tiles);
    total = 0;
    for (const WeightTile& tile : rows) total += double(tile.elements);
    if (!sameRows) return endResetModel();
    if (!rows.empty()) emit dataChanged(index(0, 0), index(int(rows.size()) - 1, Columns - 1));
}

int TensorTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows.size());
}
int TensorTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QString TensorTableModel::text(const WeightTile& tile, int column) const {
    switch (column) {
    case Name: return QString::fromStdString(tile.name);
    case ShapeColumn: return shapeText(tile);
    case Numbers: return grouped(tile.elements);
    case Share: return percent(total > 0 ? double(tile.elements) / total : 0);
    case Group: return groupName(tile.group);
    default: return {};
    }
}

QVariant TensorTableModel::data(const QModelIndex& index, int role) const {
    const WeightTile& tile = rows[std::size_t(index.row())];
    const int column = index.column();
    const bool isNumber = column == Numbers || column == Share;
    if (role == Qt::DisplayRole) return text(tile, column);
    if (role == Qt::ToolTipRole) return column == Group ? groupMeaning(tile.group) : text(tile, column);
    if (role == Qt::TextAlignmentRole)
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == SortRole) return isNumber ? QVariant(double(tile.elements)) : QVariant(text(tile, column));
    return {};
}

QVariant TensorTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Tensor");
    case ShapeColumn: return tr("Shape");
    case Numbers: return tr("Numbers");
    case Share: return tr("Share");
    case Group: return tr("What for");
    default: return {};
    }
}

void TensorTableModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, Columns - 1);
    if (!rows.empty()) emit dataChanged(index(0, 0), index(int(rows.size()) - 1, Columns - 1));
}

TensorTable::TensorTable(QWidget* parent)
    : QTableView(parent)
    , tensors(new TensorTableModel(this))
    , sorted(new QSortFilterProxyModel(this)) {
    sorted->setSourceModel(tensors);
    sorted->setSortRole(TensorTableModel::SortRole);
    setModel(sorted);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::DescendingOrder);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideLeft);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setSectionResizeMode(TensorTableModel::Name, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(60);
    setAccessibleName(tr("Tensors"));
    fitRows();
}

void TensorTable::setTiles(std::vector<WeightTile> tiles) {
    const bool sameRows = int(tiles.size()) == tensors->rowCount();
    tensors->setTiles(std::move(tiles));
    if (!sameRows) fitRows();
}

/// Columns as wide as the first hundred rows want.
void TensorTable::fitRows() {
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setResizeContentsPrecision(100);
    resizeColumnsToContents();
}

void TensorTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Tensors"));
        tensors->retranslate();
    }
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) fitRows();
}

} // namespace tokenarium
