// SPDX-License-Identifier: GPL-3.0-or-later
// Cells are made when they are painted; only prices and order are computed for all rows.
#include "app/pages/cost/price_table_model.h"

#include "widgets/style/number_text.h"

#include <QFont>

#include <algorithm>
#include <utility>

namespace tokenarium {

PriceTableModel::PriceTableModel(PriceSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , prices(session)
    , book(session.book()) {}

void PriceTableModel::refresh() {
    const auto newBook = prices.book();
    const bool sameRows = newBook == book && !rows.empty();
    const std::vector<std::size_t> before = order;
    std::vector<PriceTableRow> priced =
        priceTable(*newBook, prices.plan(), prices.now(), [this](const PriceRow& row) {
            const CountedPrompt counted = prices.counted(row);
            return PriceTableCount{counted.tokens, counted.exact};
        });
    if (!sameRows) {
        beginResetModel();
        book = newBook;
        rows = std::move(priced);
        order = arranged(rows, asked, prices.now());
        endResetModel();
        return;
    }
    rows = std::move(priced);
    arrange();
}

void PriceTableModel::setQuery(const PriceTableQuery& wanted) {
    asked = wanted;
    arrange();
}

/// Selected models stay selected at their new places.
void PriceTableModel::arrange() {
    std::vector<std::size_t> wanted = arranged(rows, asked, prices.now());
    if (wanted == order) {
        if (!order.empty()) emit dataChanged(index(0, 0), index(int(order.size()) - 1, columns - 1));
        return;
    }
    emit layoutAboutToBeChanged();
    const QModelIndexList kept = persistentIndexList();
    std::vector<int> place(rows.size(), -1);
    for (std::size_t i = 0; i < wanted.size(); ++i) place[wanted[i]] = int(i);
    QModelIndexList moved;
    for (const QModelIndex& old : kept) {
        const int now = place[order[std::size_t(old.row())]];
        moved += now < 0 ? QModelIndex() : index(now, old.column());
    }
    order = std::move(wanted);
    changePersistentIndexList(kept, moved);
    emit layoutChanged();
}

int PriceTableModel::placeOf(const PriceRow& row) const {
    const auto found = std::find_if(order.begin(), order.end(),
                                    [&](std::size_t i) { return rows[i].row.model == row.model; });
    return found == order.end() ? -1 : int(found - order.begin());
}

int PriceTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(order.size());
}
int PriceTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QString PriceTableModel::textOf(const PriceTableRow& row, PriceColumn column) const {
    const auto perMillion = [this](const UnitPrice* price) {
        return price ? prices.amount(price->base) : QStringLiteral("–");
    };
    switch (column) {
    case PriceColumn::Provider: return QString::fromStdString(row.row.provider->name);
    case PriceColumn::Model: {
        const QString title = QString::fromStdString(row.row.model->title());
        return row.row.model->changedHere ? tr("%1 (own price)").arg(title) : title;
    }
    case PriceColumn::InputPrice: return perMillion(inputPrice(row.row, prices.now()));
    case PriceColumn::OutputPrice: return perMillion(outputPrice(row.row, prices.now()));
    case PriceColumn::Tokens:
        return (row.exact ? QString() : QStringLiteral("≈ ")) + grouped(std::size_t(row.tokens.all()));
    case PriceColumn::Cost:
        if (!row.hasPrices) return QStringLiteral("–");
        return (row.exact ? QString() : QStringLiteral("≈ ")) + prices.amount(row.cost.usd);
    case PriceColumn::Window:
        return row.row.model->contextWindow ? windowSize(std::size_t(*row.row.model->contextWindow))
                                            : QStringLiteral("–");
    }
    return {};
}

QString PriceTableModel::tipOf(const PriceTableRow& row, PriceColumn column) const {
    const CountedPrompt counted = prices.counted(row.row);
    switch (column) {
    case PriceColumn::Tokens:
        return row.exact ? tr("Counted by %1, as published for this model").arg(counted.rules)
                         : tr("Estimate by %1. %2").arg(counted.rules, counted.note);
    case PriceColumn::Cost:
        if (!row.cost) return QString::fromStdString(row.cost.problem);
        if (!row.hasPrices)
            return tr("The price book has no price for the prompt, or none for an answer: it gives no text");
        return tr("%1 US dollars").arg(QString::fromStdString(row.cost.usd.text()));
    case PriceColumn::Window:
        return row.isTooLong ? tr("Prompt and answer do not fit into this window") : QString();
    default: return QString::fromStdString(row.row.model->id + "\n" + row.row.model->comments);
    }
}

QVariant PriceTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || std::size_t(index.row()) >= order.size()) return {};
    const PriceTableRow& row = rowAt(index.row());
    const auto column = PriceColumn(index.column());
    switch (role) {
    case Qt::DisplayRole: {
        const QString text = textOf(row, column);
        return column == PriceColumn::Window && row.isTooLong ? text + QStringLiteral(" !") : text;
    }
    case Qt::ToolTipRole: return tipOf(row, column);
    case Qt::TextAlignmentRole:
        return int((column <= PriceColumn::Provider ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: return textOf(row, column);
    default: return {};
    }
}

QVariant PriceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const QString code = QString::fromStdString(prices.currency().code);
    const QString names[] = {tr("Model"),
                             tr("Seller"),
                             tr("This prompt\n%1").arg(code),
                             tr("Tokens"),
                             tr("Input\n%1 / 1M").arg(code),
                             tr("Output\n%1 / 1M").arg(code),
                             tr("Window\ntokens")};
    const QString tips[] = {
        tr("Models of the price book"),
        tr("Who sells it"),
        tr("Input, answer and reasoning of all calls"),
        tr("Of the open prompt as this model counts it; ≈ where its rule is not published"),
        tr("For a million input tokens; long prompts may cost more"),
        tr("For a million output tokens; reasoning tokens are billed as output"),
        tr("The most tokens of prompt and answer together; ! where they do not fit")};
    if (role == Qt::DisplayRole) return names[section];
    if (role == Qt::ToolTipRole) return tips[section];
    return {};
}

void PriceTableModel::sort(int column, Qt::SortOrder direction) {
    PriceTableQuery wanted = asked;
    wanted.sortedBy = PriceColumn(column);
    wanted.isDescending = direction == Qt::DescendingOrder;
    setQuery(wanted);
}

} // namespace tokenarium
