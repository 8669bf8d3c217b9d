// SPDX-License-Identifier: GPL-3.0-or-later
// The first row stays first however the others are sorted.
#include "app/pages/cost/estimate_table_model.h"

#include "widgets/style/number_text.h"

#include <QDateTime>
#include <QFont>
#include <QTimeZone>

#include <algorithm>

namespace tokenarium {

QString savedTime(const Estimate& estimate) {
    const QDateTime time = QDateTime::fromString(estimate.saved, Qt::ISODate);
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : estimate.saved;
}

QString estimateMoney(const Estimate& estimate, const Decimal& usd) {
    const auto amount = estimate.currency.fromDollars(usd);
    return amount ? money(*amount, QString::fromStdString(estimate.currency.code)) : QStringLiteral("–");
}

EstimateTableModel::EstimateTableModel(const CostDesk& ofRoom, QObject* parent)
    : QAbstractTableModel(parent)
    , desk(ofRoom) {}

void EstimateTableModel::setRows(const std::optional<Estimate>& open, const std::vector<Estimate>& waiting,
                                 const std::vector<Estimate>& stored) {
    beginResetModel();
    rows.clear();
    if (open) rows.push_back({*open, State::Open});
    for (const Estimate& one : waiting) rows.push_back({one, State::Waiting});
    for (const Estimate& one : stored) rows.push_back({one, State::Stored});
    sortRows();
    endResetModel();
}

std::optional<int> EstimateTableModel::rowOf(const QString& key) const {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].estimate.key == key) return int(i);
    return std::nullopt;
}

int EstimateTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows.size());
}
int EstimateTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QString EstimateTableModel::words(const Row& row, int column) const {
    const Estimate& one = row.estimate;
    switch (column) {
    case SavedColumn:
        return row.state == State::Open      ? tr("open, not saved")
               : row.state == State::Waiting ? tr("waits to be saved")
                                             : savedTime(one);
    case TitleColumn: return one.title;
    case ModelColumn: return one.modelName;
    case TokensColumn: return (one.exact ? QString() : QStringLiteral("≈ ")) + grouped(one.tokens.all());
    case CallsColumn: return grouped(one.plan.calls);
    case CostColumn: return estimateMoney(one, one.usd);
    default: return {};
    }
}

QVariant EstimateTableModel::data(const QModelIndex& index, int role) const {
    const Row& row = rows[std::size_t(index.row())];
    if (role == Qt::DisplayRole) return words(row, index.column());
    if (role == Qt::ToolTipRole)
        return index.column() == CostColumn
                   ? QStringLiteral("$%1").arg(QString::fromStdString(row.estimate.usd.text()))
                   : words(row, index.column());
    if (role == Qt::TextAlignmentRole && index.column() >= TokensColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole && row.state != State::Stored) {
        QFont slanted;
        slanted.setItalic(true);
        return slanted;
    }
    return {};
}

QVariant EstimateTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= TokensColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case SavedColumn: return tr("Saved");
    case TitleColumn: return tr("Prompt");
    case ModelColumn: return tr("Model");
    case TokensColumn: return tr("Tokens");
    case CallsColumn: return tr("Calls");
    default: return tr("Cost");
    }
}

void EstimateTableModel::sort(int column, Qt::SortOrder order) {
    sortColumn = column;
    sortOrder = order;
    beginResetModel();
    sortRows();
    endResetModel();
}

void EstimateTableModel::sortRows() {
    const auto less = [this](const Row& a, const Row& b) {
        switch (sortColumn) {
        case TitleColumn: return a.estimate.title.localeAwareCompare(b.estimate.title) < 0;
        case ModelColumn: return a.estimate.modelName.localeAwareCompare(b.estimate.modelName) < 0;
        case TokensColumn: return a.estimate.tokens.all() < b.estimate.tokens.all();
        case CallsColumn: return a.estimate.plan.calls < b.estimate.plan.calls;
        case CostColumn: return a.estimate.usd < b.estimate.usd;
        default: return a.estimate.saved < b.estimate.saved;
        }
    };
    const auto begin = std::ranges::find_if(rows, [](const Row& row) { return row.state != State::Open; });
    if (sortOrder == Qt::AscendingOrder)
        std::stable_sort(begin, rows.end(), less);
    else
        std::stable_sort(begin, rows.end(), [&](const Row& a, const Row& b) { return less(b, a); });
}

} // namespace tokenarium
