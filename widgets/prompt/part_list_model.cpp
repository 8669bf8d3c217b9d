// SPDX-License-Identifier: GPL-3.0-or-later
// Cards that stay keep their rows, so that the keyboard's place is not lost when a count arrives.
#include "widgets/prompt/part_list_model.h"

#include "widgets/prompt/part_shape.h"
#include "widgets/style/number_text.h"

namespace tokenarium {

void PartListModel::setCards(std::vector<PartCard> cards) {
    if (cards == all) return;
    const bool same = cards.size() == all.size();
    if (!same) beginResetModel();
    all = std::move(cards);
    if (!same) return endResetModel();
    emit dataChanged(index(0), index(rowCount() - 1));
}

int PartListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(all.size()); }

Qt::ItemFlags PartListModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled;
}

QString PartListModel::numbersOf(const PartCard& card) {
    const QString kind = modalityWord(card.modality);
    if (!card.trouble.empty()) return tr("%1 · ⚠ not counted").arg(kind);
    if (!card.tokens) return tr("%1 · counting…").arg(kind);
    if (card.beyond == 0) return tr("%1 · %2 tokens").arg(kind, grouped(*card.tokens));
    if (card.beyond == *card.tokens) return tr("%1 · %2 tokens ⚠ too many").arg(kind, grouped(*card.tokens));
    return tr("%1 · %2 tokens ⚠ %3 too many").arg(kind, grouped(*card.tokens), grouped(card.beyond));
}

QString PartListModel::sentenceOf(int row) const {
    const PartCard& card = all[std::size_t(row)];
    QString sentence = tr("Part %1 of %2: %3, %4")
                           .arg(QString::number(row + 1), QString::number(all.size()),
                                QString::fromStdString(card.title), numbersOf(card));
    if (card.isEdited) sentence += tr(", being edited");
    if (!card.trouble.empty()) sentence += QStringLiteral(". ") + QString::fromStdString(card.trouble);
    return sentence;
}

QVariant PartListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const PartCard& card = all[std::size_t(index.row())];
    if (role == Qt::DisplayRole) return QString::fromStdString(card.title);
    if (role == Qt::AccessibleTextRole) return sentenceOf(index.row());
    if (role != Qt::ToolTipRole) return {};
    QStringList lines{QString::fromStdString(card.title), numbersOf(card)};
    if (!card.rule.empty()) lines += tr("Counted by %1").arg(QString::fromStdString(card.rule));
    if (!card.trouble.empty()) lines += QString::fromStdString(card.trouble);
    if (card.isEdited) lines += tr("This text is being edited.");
    lines += tr("Click to open it; drag it, or Ctrl+←/→, to move it; Delete removes it.");
    return lines.join(QLatin1Char('\n'));
}

void PartListModel::retranslate() {
    if (!all.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

} // namespace tokenarium
