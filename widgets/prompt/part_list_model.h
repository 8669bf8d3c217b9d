// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a prompt as rows of an item model, with what tool tips and screen readers say of them.
#pragma once

#include "engine/view/prompt_overview.h"

#include <QAbstractListModel>

#include <vector>

namespace tokenarium {

class PartListModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setCards(std::vector<PartCard> cards);
    const std::vector<PartCard>& cards() const { return all; }
    /// The second line of a card: its kind and its tokens, or why there are none.
    static QString numbersOf(const PartCard& card);
    /// Everything in one sentence.
    QString sentenceOf(int row) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override; ///< all can be dragged
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PartCard> all;
};

} // namespace tokenarium
